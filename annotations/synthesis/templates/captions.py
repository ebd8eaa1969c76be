"""The captions of the columns of Table I and Table II, and what may stand in their place."""

from form4.annotations.synthesis.templates.wording import DATE_HINT, Caption

TITLE = Caption(
    "1",
    (
        "Title of Security",
        "Title of Securities",
        "Security",
        "Class of Security",
        "Security Title",
        "Type of Security",
        "Title of Sec.",
        "Name of security",
    ),
    "",
    "(Instr. 3)",
)
DATE = Caption(
    "2",
    (
        "Transaction Date",
        "Trans. Date",
        "Date of Transaction",
        "Trade Date",
        "Trans Date",
        "Date",
        "Transac. Date",
    ),
    DATE_HINT,
)
DEEMED = Caption(
    "2A",
    (
        "Deemed Execution Date, if any",
        "Deemed Execution Date",
        "Deemed Exec. Date, if any",
        "Execution Date",
    ),
    DATE_HINT,
)
CODE = Caption(
    "3",
    ("Transaction Code", "Trans. Code", "Tran. Code", "Trans Code", "Type of Transaction"),
    "",
    "(Instr. 8)",
)
TRADED = Caption(
    "4",
    (
        "Securities Acquired (A) or Disposed Of (D)",
        "Securities Acquired (A) or Disposed of (D)",
        "Securities Acq'd (A) or Disp'd (D)",
        "Securities Acquired/Disposed",
        "Acquired (A) / Disposed (D)",
    ),
    "",
    "(Instr. 3, 4 and 5)",
)
OWNED = Caption(
    "5",
    (
        "Amount of Securities Beneficially Owned Following Reported Transaction(s)",
        "Amount of Securities Beneficially Owned After Transaction",
        "Securities Owned Following Transaction",
        "Shares Held After",
        "Owned Following Trans.",
        "Total Holdings",
        "Beneficially Owned",
        "Shares Owned",
    ),
    "",
    "(Instr. 3 and 4)",
)
FORM = Caption(
    "6",
    (
        "Ownership Form: Direct (D) or Indirect (I)",
        "Ownership Form",
        "Direct (D) or Indirect (I)",
        "Form of Ownership (D/I)",
        "D or I",
        "D/I",
        "Direct/Indirect",
    ),
    "",
    "(Instr. 4)",
)
NATURE = Caption(
    "7",
    (
        "Nature of Indirect Beneficial Ownership",
        "Nature of Indirect Ownership",
        "Nature of Ownership",
        "Indirect Ownership",
        "Nature",
        "Held by",
    ),
    "",
    "(Instr. 4)",
)
DERIVATIVE_TITLE = Caption(
    "1",
    (
        "Title of Derivative Security",
        "Title of Derivative",
        "Derivative Security",
        "Type of Derivative Security",
        "Derivative",
    ),
    "",
    "(Instr. 3)",
)
CONVERSION = Caption(
    "2",
    (
        "Conversion or Exercise Price of Derivative Security",
        "Conversion or Exercise Price",
        "Exercise Price",
        "Conv. or Exer. Price",
        "Strike Price",
        "Exercise/Conversion Price",
    ),
)
NUMBER = Caption(
    "5",
    (
        "Number of Derivative Securities Acquired (A) or Disposed of (D)",
        "Number of Derivative Securities Acquired (A) or Disposed Of (D)",
        "Derivative Securities Acquired (A) or Disposed of (D)",
        "Number of Derivatives",
        "No. of Derivative Securities",
    ),
    "",
    "(Instr. 3, 4 and 5)",
)
DATES = Caption(
    "6",
    (
        "Date Exercisable and Expiration Date",
        "Date Exercisable / Expiration Date",
        "Exercise and Expiration Dates",
        "Exercisable/Expiration",
    ),
    DATE_HINT,
)
UNDERLYING = Caption(
    "7",
    (
        "Title and Amount of Securities Underlying Derivative Security",
        "Title and Amount of Underlying Securities",
        "Underlying Securities",
        "Title & Amount of Underlying Security",
    ),
    "",
    "(Instr. 3 and 4)",
)
DERIVATIVE_PRICE = Caption(
    "8",
    (
        "Price of Derivative Security",
        "Price of Derivative",
        "Price",
        "Derivative Price",
    ),
    "",
    "(Instr. 5)",
)
DERIVATIVES_OWNED = Caption(
    "9",
    (
        "Number of derivative Securities Beneficially Owned Following Reported Transaction(s)",
        "Number of Derivative Securities Beneficially Owned Following Reported Transaction(s)",
        "Derivative Securities Owned Following Transaction",
        "Derivatives Held After",
        "Number of Derivative Securities Owned",
    ),
    "",
    "(Instr. 4)",
)
OWNED_AT_END = Caption(
    "5",
    (
        "Amount of Securities Beneficially Owned at End of Month",
        "Amount of Securities Beneficially Owned at the End of Month",
        "Securities Owned at End of Month",
        "Amount Owned at Month End",
    ),
    "",
    "(Instr. 3 and 4)",
)
DERIVATIVES_OWNED_AT_END = Caption(
    "9",
    (
        "Number of Derivative Securities Beneficially Owned at End of Month",
        "No. of Derivative Securities Owned at End of Month",
        "Derivatives Owned at Month End",
    ),
    "",
    "(Instr. 4)",
)
OWNED_AT_YEAR_END = Caption(
    "5",
    (
        "Amount of Securities Beneficially Owned at end of Issuer's Fiscal Year",
        "Amount of Securities Beneficially Owned at End of Issuer's Fiscal Year",
    ),
    "",
    "(Instr. 3 and 4)",
)

CODES = ("Code", "Code", "Type")
VOLUNTARY = ("V", "V", "Vol.")
AMOUNTS = ("Amount", "Amount", "Shares", "Qty", "Quantity", "No. of Shares", "# Shares", "Amt.")
DIRECTIONS = ("(A) or (D)", "(A) or (D)", "A/D", "A or D", "(A)/(D)", "Acq/Disp", "(A) or\n(D)")
PRICES = ("Price", "Price", "Price per Share", "Unit Price", "Price ($)", "Price/Share")
ACQUIRED = ("(A)", "(A)", "A", "Acquired (A)", "Acq.")
DISPOSED = ("(D)", "(D)", "D", "Disposed (D)", "Disp.")
EXERCISABLE = ("Date Exercisable", "Date Exercisable", "Exercisable", "Date Exer-\ncisable")
EXPIRATION = ("Expiration Date", "Expiration Date", "Expires", "Expira-\ntion Date", "Exp. Date")
UNDERLYING_TITLES = ("Title", "Title", "Security")
UNDERLYING_AMOUNTS = (
    "Amount or Number of Shares",
    "Amount or Number of Shares",
    "Number of Shares",
    "No. of Shares",
    "Shares",
    "Amount",
)
