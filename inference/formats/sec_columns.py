"""The tables of the SEC Insider Transactions Data Sets: columns, and how each is read.

Names and order are those of the published sets (2023 and later), spelling slips included
(EXCERCISE_DATE stands in DERIV_TRANS, EXERCISE_DATE in DERIV_HOLDING).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from form4.inference.formats.cells import plain
from form4.model.filing import Filing, ReportingOwner, Row
from form4.model.values import Value, YearMonth

KEY = "ACCESSION_NUMBER"

_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_ROLES = (
    ("is_director", "Director"),
    ("is_officer", "Officer"),
    ("is_ten_percent_owner", "TenPercentOwner"),
    ("is_other", "Other"),
)
NOT_READ = frozenset(  # columns of the sets whose facts are not in the records
    {
        "FILING_DATE",
        "NO_SECURITIES_OWNED",
        "NOT_SUBJECT_SEC16",
        "FORM3_HOLDINGS_REPORTED",
        "FORM4_TRANS_REPORTED",
        "RPTOWNER_STREET1",
        "RPTOWNER_STREET2",
        "RPTOWNER_CITY",
        "RPTOWNER_STATE",
        "RPTOWNER_ZIPCODE",
        "RPTOWNER_STATE_DESC",
        "FILE_NUMBER",
        "TRANS_FORM_TYPE_FN",
    }
)

_SUBMISSION = (
    "ACCESSION_NUMBER FILING_DATE PERIOD_OF_REPORT DATE_OF_ORIG_SUB NO_SECURITIES_OWNED "
    "NOT_SUBJECT_SEC16 FORM3_HOLDINGS_REPORTED FORM4_TRANS_REPORTED DOCUMENT_TYPE ISSUERCIK "
    "ISSUERNAME ISSUERTRADINGSYMBOL REMARKS AFF10B5ONE"
)
_OWNER = (
    "ACCESSION_NUMBER RPTOWNERCIK RPTOWNERNAME RPTOWNER_RELATIONSHIP RPTOWNER_TITLE RPTOWNER_TXT "
    "RPTOWNER_STREET1 RPTOWNER_STREET2 RPTOWNER_CITY RPTOWNER_STATE RPTOWNER_ZIPCODE "
    "RPTOWNER_STATE_DESC FILE_NUMBER"
)
_TRADE = (
    "TRANS_DATE TRANS_DATE_FN DEEMED_EXECUTION_DATE DEEMED_EXECUTION_DATE_FN TRANS_FORM_TYPE "
    "TRANS_CODE EQUITY_SWAP_INVOLVED EQUITY_SWAP_TRANS_CD_FN TRANS_TIMELINESS "
    "TRANS_TIMELINESS_FN TRANS_SHARES TRANS_SHARES_FN"
)
_PRICE = (
    "TRANS_PRICEPERSHARE TRANS_PRICEPERSHARE_FN TRANS_ACQUIRED_DISP_CD TRANS_ACQUIRED_DISP_CD_FN"
)
_OWNED = (
    "SHRS_OWND_FOLWNG_TRANS SHRS_OWND_FOLWNG_TRANS_FN VALU_OWND_FOLWNG_TRANS "
    "VALU_OWND_FOLWNG_TRANS_FN DIRECT_INDIRECT_OWNERSHIP DIRECT_INDIRECT_OWNERSHIP_FN "
    "NATURE_OF_OWNERSHIP NATURE_OF_OWNERSHIP_FN"
)
_TITLE = "SECURITY_TITLE SECURITY_TITLE_FN"
_EXERCISE = "CONV_EXERCISE_PRICE CONV_EXERCISE_PRICE_FN"
_TOTAL = "TRANS_TOTAL_VALUE TRANS_TOTAL_VALUE_FN"
_UNDERLYING = (
    "EXPIRATION_DATE EXPIRATION_DATE_FN UNDLYNG_SEC_TITLE UNDLYNG_SEC_TITLE_FN "
    "UNDLYNG_SEC_SHARES UNDLYNG_SEC_SHARES_FN UNDLYNG_SEC_VALUE UNDLYNG_SEC_VALUE_FN"
)
_FORM = "TRANS_FORM_TYPE TRANS_FORM_TYPE_FN"

TABLES: dict[str, tuple[str, ...]] = {
    "SUBMISSION": tuple(_SUBMISSION.split()),
    "REPORTINGOWNER": tuple(_OWNER.split()),
    "NONDERIV_TRANS": tuple(f"{KEY} NONDERIV_TRANS_SK {_TITLE} {_TRADE} {_PRICE} {_OWNED}".split()),
    "NONDERIV_HOLDING": tuple(f"{KEY} NONDERIV_HOLDING_SK {_TITLE} {_FORM} {_OWNED}".split()),
    "DERIV_TRANS": tuple(
        f"{KEY} DERIV_TRANS_SK {_TITLE} {_EXERCISE} {_TRADE} {_TOTAL} {_PRICE} EXCERCISE_DATE "
        f"EXCERCISE_DATE_FN {_UNDERLYING} {_OWNED}".split()
    ),
    "DERIV_HOLDING": tuple(
        f"{KEY} DERIV_HOLDING_SK {_TITLE} {_EXERCISE} {_FORM} EXERCISE_DATE EXERCISE_DATE_FN "
        f"{_UNDERLYING} {_OWNED}".split()
    ),
    "FOOTNOTES": (KEY, "FOOTNOTE_ID", "FOOTNOTE_TXT"),
    "OWNER_SIGNATURE": (KEY, "OWNERSIGNATURENAME", "OWNERSIGNATUREDATE"),
}
ROW_FIELDS: dict[str, str] = {  # column: field of a row
    "SECURITY_TITLE": "security_title",
    "CONV_EXERCISE_PRICE": "conversion_or_exercise_price",
    "TRANS_DATE": "transaction_date",
    "DEEMED_EXECUTION_DATE": "deemed_execution_date",
    "TRANS_CODE": "transaction_code",
    "EQUITY_SWAP_INVOLVED": "equity_swap_involved",
    "TRANS_TIMELINESS": "transaction_timeliness",
    "TRANS_SHARES": "transaction_shares",
    "TRANS_TOTAL_VALUE": "transaction_total_value",
    "TRANS_PRICEPERSHARE": "transaction_price_per_share",
    "TRANS_ACQUIRED_DISP_CD": "transaction_acquired_disposed_code",
    "EXCERCISE_DATE": "exercise_date",
    "EXERCISE_DATE": "exercise_date",
    "EXPIRATION_DATE": "expiration_date",
    "UNDLYNG_SEC_TITLE": "underlying_security_title",
    "UNDLYNG_SEC_SHARES": "underlying_security_shares",
    "UNDLYNG_SEC_VALUE": "underlying_security_value",
    "SHRS_OWND_FOLWNG_TRANS": "shares_owned_following_transaction",
    "VALU_OWND_FOLWNG_TRANS": "value_owned_following_transaction",
    "DIRECT_INDIRECT_OWNERSHIP": "direct_or_indirect_ownership",
    "NATURE_OF_OWNERSHIP": "nature_of_ownership",
}
_CODING_MARKS = "EQUITY_SWAP_TRANS_CD_FN"  # the marks of the code and of the swap share a column
_CODING_FIELDS = ("transaction_code", "equity_swap_involved")

SUBMISSION_VALUES: dict[str, Callable[[Filing], Value]] = {
    "PERIOD_OF_REPORT": lambda filing: filing.period_of_report,
    "DATE_OF_ORIG_SUB": lambda filing: filing.date_of_original_submission,
    "DOCUMENT_TYPE": lambda filing: filing.form_type,
    "ISSUERCIK": lambda filing: filing.issuer.cik,
    "ISSUERNAME": lambda filing: filing.issuer.name,
    "ISSUERTRADINGSYMBOL": lambda filing: filing.issuer.trading_symbol,
    "REMARKS": lambda filing: filing.remarks,
    "AFF10B5ONE": lambda filing: filing.aff10b5_one,
}
OWNER_VALUES: dict[str, Callable[[ReportingOwner], Value]] = {
    "RPTOWNERCIK": lambda owner: owner.cik,
    "RPTOWNERNAME": lambda owner: owner.name,
    "RPTOWNER_RELATIONSHIP": lambda owner: ",".join(
        name for field, name in _ROLES if getattr(owner, field)
    ),
    "RPTOWNER_TITLE": lambda owner: owner.officer_title,
    "RPTOWNER_TXT": lambda owner: owner.other_text,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A row with its number in its table, counted from 1, and the number of its form."""

    row: Row
    number: int
    form: str | None


def row_value(column: str, place: Place) -> str:
    """The cell of a row in a column of one of the four tables of rows."""
    if column.endswith("_SK"):
        return str(place.number)
    if column == "TRANS_FORM_TYPE":
        return place.form or ""
    if column.endswith("_FN"):
        return _marks(column, place.row)
    return shown(getattr(place.row, ROW_FIELDS[column]))


def shown(value: Value) -> str:
    """A value as the sets print it: 29-OCT-2025, 0 or 1; a month, as old forms state, JUN-1998."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, YearMonth):
        return f"{_MONTHS[value.month - 1]}-{value.year:04d}"
    if isinstance(value, date):
        return f"{value.day:02d}-{_MONTHS[value.month - 1]}-{value.year:04d}"
    return plain(value) if isinstance(value, Decimal) else plain(_one_line(value))


def _one_line(text: str | None) -> str | None:
    """Text without the tabs and line ends that would break the table, which knows no quotes."""
    return None if text is None else " ".join(text.split())


def _marks(column: str, row: Row) -> str:
    names = _CODING_FIELDS if column == _CODING_MARKS else (ROW_FIELDS.get(column[:-3], ""),)
    marks = (mark for name in names for mark in row.footnote_ids.get(name, ()))
    return shown(", ".join(dict.fromkeys(marks)))
