"""Values as plain cells of a text table, which no spreadsheet takes for a formula."""

from datetime import date
from decimal import Decimal

from form4.inference.columns import Cell

FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # with their full-width forms
GUARD = "'"  # a spreadsheet shows what stands behind it as text (OWASP, CSV injection)


def plain(cell: Cell) -> str:
    """A cell as text: numbers without exponents, ISO dates, true and false, nothing for null."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, float):
        return str(round(cell, 4))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def harmless(text: str) -> str:
    """The text, with GUARD before what a spreadsheet would calculate: text alone, no numbers."""
    return GUARD + text if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def to_bytes(text: str) -> bytes:
    """UTF-8; halves of characters that a damaged page left come out as escapes."""
    return text.encode("utf-8", errors="backslashreplace")
