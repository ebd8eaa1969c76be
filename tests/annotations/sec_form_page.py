"""A hand-made page of the SEC's form, for tests of linearizers and noise."""

from form4.annotations.synthesis.page import Cell, Grid, GridRow, Page, Paragraph, Run

ROW_I = (
    "security_title", "transaction_date", None, "transaction_code", None, "transaction_shares",
    "transaction_acquired_disposed_code", "transaction_price_per_share",
    "shares_owned_following_transaction", "direct_or_indirect_ownership", "nature_of_ownership",
)  # fmt: skip
WIDTHS_I = (30, 14, 14, 8, 4, 12, 8, 10, 20, 14, 20)
ROW_II = (
    "derivative_security_title", "conversion_or_exercise_price", "transaction_date", None,
    "transaction_code", None, "derivative_shares_acquired", "derivative_shares_disposed",
    "exercise_date", "expiration_date", "underlying_security_title", "underlying_security_shares",
    "transaction_price_per_share", "shares_owned_following_transaction",
    "direct_or_indirect_ownership", "nature_of_ownership",
)  # fmt: skip
WIDTHS_II = (16, 11, 12, 12, 6, 3, 9, 9, 11, 11, 12, 10, 10, 12, 10, 12)
HEADS_II = (
    "1. Title of Derivative Security (Instr. 3)",
    "2. Conversion or Exercise Price of Derivative Security",
    "3. Transaction Date (Month/Day/Year)", "3A. Deemed Execution Date, if any (Month/Day/Year)",
    "4. Transaction Code (Instr. 8)",
    "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "6. Date Exercisable and Expiration Date (Month/Day/Year)",
    "7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
    "8. Price of Derivative Security (Instr. 5)",
    "9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s)",
    "10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    "11. Nature of Indirect Beneficial Ownership (Instr. 4)",
)  # fmt: skip
SPANS_II = (1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1)


def cell(*parts: str | tuple[str, str], span: int = 1) -> Cell:
    """A cell of plain strings and (text, label) pairs."""
    runs = (Run(part) if isinstance(part, str) else Run(*part) for part in parts)
    return Cell(tuple(runs), span)


def paragraph(*parts: str | tuple[str, str]) -> Paragraph:
    """A paragraph of plain strings and (text, label) pairs."""
    return Paragraph(cell(*parts).runs)


def row(labels: tuple[str | None, ...], texts: tuple[str, ...]) -> GridRow:
    """A table row; '$' and a footnote's '(n)' stay outside the value."""
    return GridRow(tuple(map(_value, labels, texts)))


def _value(label: str | None, text: str) -> Cell:
    if not text or label is None:
        return cell(*([text] if text else []))
    number, bracket, mark = text.partition(" (")
    if not mark.removesuffix(")").isdigit():
        number, bracket = text, ""
    dollar = "$" if number.startswith("$") else ""
    parts: list[str | tuple[str, str]] = [dollar] if dollar else []
    parts.append((number.removeprefix("$"), label))
    if bracket:
        parts.extend((" (", (mark.removesuffix(")"), "footnote_mark"), ")"))
    return cell(*parts)


def header() -> Grid:
    """Boxes 1 to 6."""
    owner = cell(
        "1. Name and Address of Reporting Person*\n", ("Hartwell Josephine M.", "owner_name"),
        "\n(Last) (First) (Middle)\nC/O NORTHFIELD OPTICS, INC.\n7 HARBOR LANE\n(Street)\n"
        "SALEM MA 01970",
    )  # fmt: skip
    issuer = cell(
        "2. Issuer Name and Ticker or Trading Symbol\n", ("NORTHFIELD OPTICS INC", "issuer_name"),
        " [ ", ("NFOX", "trading_symbol"), " ]",
    )  # fmt: skip
    relation = cell(
        "5. Relationship of Reporting Person(s) to Issuer\n(Check all applicable)\n",
        ("X", "is_director"), " Director 10% Owner\n", ("X", "is_officer"),
        " Officer (give title below) Other (specify below)\n",
        ("SVP, Worldwide Sales", "officer_title"),
    )  # fmt: skip
    period = cell(
        "3. Date of Earliest Transaction (Month/Day/Year)\n", ("05/12/2014", "period_of_report")
    )
    amended = cell("4. If Amendment, Date of Original Filed (Month/Day/Year)")
    joint = cell("6. Individual or Joint/Group Filing\nX Form filed by One Reporting Person")
    rows = ((owner, issuer, relation), (cell(), period, cell()), (cell(), amended, joint))
    return Grid((50, 60, 50), tuple(GridRow(cells) for cells in rows))


def table_one() -> Grid:
    """Table I with two transactions and a holding."""
    first = (
        cell("1. Title of Security (Instr. 3)"), cell("2. Transaction Date (Month/Day/Year)"),
        cell("2A. Deemed Execution Date, if any (Month/Day/Year)"),
        cell("3. Transaction Code (Instr. 8)", span=2),
        cell("4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)", span=3),
        cell("5. Amount of Securities Beneficially Owned Following Reported Transaction(s)"),
        cell("6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)"),
        cell("7. Nature of Indirect Beneficial Ownership (Instr. 4)"),
    )  # fmt: skip
    second = ("", "", "", "Code", "V", "Amount", "(A) or (D)", "Price", "", "", "")
    lines = (
        ("Common Stock", "05/12/2014", "", "M", "", "12,500", "A", "$3.47", "156,741", "D", ""),
        (
            "Common Stock",
            "05/13/2014",
            "",
            "F",
            "",
            "4,321 (1)",
            "D",
            "$12.0625",
            "152,420",
            "D",
            "",
        ),
        ("Class A Common Stock", "", "", "", "", "", "", "", "8,000", "I", "By Trust (2)"),
    )
    heads = (GridRow(first, True), GridRow(tuple(cell(text) for text in second), True))
    return Grid(WIDTHS_I, heads + tuple(row(ROW_I, texts) for texts in lines))


def table_two() -> Grid:
    """Table II with one transaction."""
    heads = tuple(cell(text, span=span) for text, span in zip(HEADS_II, SPANS_II, strict=True))
    second = tuple(
        cell(text)
        for text in (
            "", "", "", "", "Code", "V", "(A)", "(D)", "Date Exercisable", "Expiration Date",
            "Title", "Amount or Number of Shares", "", "", "", "",
        )
    )  # fmt: skip
    texts = (
        "Stock Option (right to buy)", "$3.47", "05/12/2014", "", "M", "", "", "12,500",
        "05/12/2012", "05/11/2020", "Common Stock", "12,500", "$0", "37,500", "D", "",
    )  # fmt: skip
    return Grid(WIDTHS_II, (GridRow(heads, True), GridRow(second, True), row(ROW_II, texts)))


def sec_form_page() -> Page:
    """The whole page."""
    caption = "Table {} Securities Acquired, Disposed of, or Beneficially Owned"
    note = ("Shares withheld to satisfy tax due on vesting of 9,000 shares.", "footnote_text")
    trust = ("Held by a family trust of which the reporting person is trustee.", "footnote_text")
    return Page(
        (
            paragraph("FORM 4"),
            paragraph("UNITED STATES SECURITIES AND EXCHANGE COMMISSION"),
            paragraph("STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP"),
            header(),
            paragraph(caption.format("I - Non-Derivative")),
            table_one(),
            paragraph(caption.format("II - Derivative")),
            table_two(),
            paragraph("Explanation of Responses:"),
            paragraph(("1", "footnote_id"), ". ", note),
            paragraph(("2", "footnote_id"), ". ", trust),
            paragraph("Remarks:"),
            paragraph(("/s/ J. Hartwell", "signature_name")),
            paragraph(("05/14/2014", "signature_date")),
            paragraph("** Signature of Reporting Person Date"),
        ),
        "test",
    )
