"""SEC ownership XML (schema X0101 to X0609) read into a Filing.

The text of a full submission may stand around the document; anything but plain elements, such
as a document type with entities, is refused, because nothing of the schema needs it.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from form4.model.errors import DocumentError
from form4.model.filing import Filing, Issuer, ReportingOwner, Row, Signature, Table

_TRUE = frozenset({"1", "true", "y", "yes"})
_FALSE = frozenset({"0", "false", "n", "no"})
_DOCUMENT = re.compile(rb"<ownershipDocument\b.*</ownershipDocument\s*>", re.DOTALL)
_DECLARATION = re.compile(rb"\s*(<\?xml[^>]*\?>)")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")

_TEXTS = {"security_title": "securityTitle", "nature_of_ownership": "natureOfOwnership"}
_CODES = {
    "transaction_acquired_disposed_code": "transactionAcquiredDisposedCode",
    "direct_or_indirect_ownership": "directOrIndirectOwnership",
    "transaction_timeliness": "transactionTimeliness",
    "underlying_security_title": "underlyingSecurityTitle",
}
_DATES = {
    "transaction_date": "transactionDate",
    "deemed_execution_date": "deemedExecutionDate",
    "exercise_date": "exerciseDate",
    "expiration_date": "expirationDate",
}
_NUMBERS = {
    "conversion_or_exercise_price": "conversionOrExercisePrice",
    "transaction_shares": "transactionShares",
    "transaction_total_value": "transactionTotalValue",
    "transaction_price_per_share": "transactionPricePerShare",
    "underlying_security_shares": "underlyingSecurityShares",
    "underlying_security_value": "underlyingSecurityValue",
    "shares_owned_following_transaction": "sharesOwnedFollowingTransaction",
    "value_owned_following_transaction": "valueOwnedFollowingTransaction",
}
# Marks of the coding stand on its own children; the form prints them beside the code.
_CODING = {"transaction_code": "transactionCoding"}
_FIELDS_WITH_MARKS = _TEXTS | _DATES | _CODING | _CODES | _NUMBERS
_ROWS = {
    "nonDerivativeTransaction": Table.NON_DERIVATIVE,
    "derivativeTransaction": Table.DERIVATIVE,
    "nonDerivativeHolding": Table.NON_DERIVATIVE,
    "derivativeHolding": Table.DERIVATIVE,
}


def read_ownership_xml(data: bytes) -> Filing:
    """Read an ownershipDocument; raises DocumentError when there is none or it cannot be read."""
    root = _root(data)
    rows = {name: tuple(_rows(root, name)) for name in _ROWS}
    return Filing(
        form_type=_text(root, "documentType"),
        period_of_report=_date(_text(root, "periodOfReport")),
        date_of_original_submission=_date(_text(root, "dateOfOriginalSubmission")),
        aff10b5_one=_flag(_text(root, "aff10b5One")),
        issuer=Issuer(
            cik=_text(root, "issuer/issuerCik"),
            name=_text(root, "issuer/issuerName"),
            trading_symbol=_text(root, "issuer/issuerTradingSymbol"),
        ),
        reporting_owners=tuple(_owner(owner) for owner in root.findall("reportingOwner")),
        transactions=rows["nonDerivativeTransaction"] + rows["derivativeTransaction"],
        holdings=rows["nonDerivativeHolding"] + rows["derivativeHolding"],
        footnotes=_footnotes(root),
        remarks=_text(root, "remarks"),
        signatures=tuple(
            Signature(_text(sign, "signatureName"), _date(_text(sign, "signatureDate")))
            for sign in root.findall("ownerSignature")
        ),
    )


def _root(data: bytes) -> Element:
    if _DOCTYPE.search(data):
        raise DocumentError("The XML has a document type; SEC ownership XML has none. Remove it.")
    found = _DOCUMENT.search(data)
    if found is None:
        raise DocumentError("There is no <ownershipDocument> in this file. Is it a Form 3, 4 or 5?")
    declaration = _DECLARATION.match(data)
    head = declaration.group(1) if declaration else b""
    body = _BARE_AMPERSAND.sub(b"&amp;", found.group())
    try:
        return ElementTree.fromstring(head + body)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise DocumentError(f"The ownership XML is not well formed: {error}.") from error


def _collapsed(element: Element | None) -> str | None:
    if element is None:
        return None
    return " ".join("".join(element.itertext()).split()) or None


def _text(parent: Element, path: str) -> str | None:
    """The text of an element, or of its <value> where the schema allows footnotes beside it."""
    element = parent.find(path)
    if element is None:
        return None
    value = element.find("value")
    if value is not None:
        return _collapsed(value)
    return None if element.find("footnoteId") is not None else _collapsed(element)


def _date(text: str | None) -> date | None:
    """A date without the time zone that some filers append; None when it is no date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").lstrip("$")) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _flag(text: str | None) -> bool | None:
    folded = (text or "").casefold()
    return True if folded in _TRUE else False if folded in _FALSE else None


def _owner(owner: Element) -> ReportingOwner:
    role = "reportingOwnerRelationship/"
    return ReportingOwner(
        cik=_text(owner, "reportingOwnerId/rptOwnerCik"),
        name=_text(owner, "reportingOwnerId/rptOwnerName"),
        is_director=_flag(_text(owner, role + "isDirector")) is True,
        is_officer=_flag(_text(owner, role + "isOfficer")) is True,
        is_ten_percent_owner=_flag(_text(owner, role + "isTenPercentOwner")) is True,
        is_other=_flag(_text(owner, role + "isOther")) is True,
        officer_title=_text(owner, role + "officerTitle"),
        other_text=_text(owner, role + "otherText"),
    )


def _footnotes(root: Element) -> dict[str, str]:
    notes = ((note.get("id"), _collapsed(note)) for note in root.findall("footnotes/footnote"))
    return {name: text for name, text in notes if name and text}


def _rows(root: Element, name: str) -> Iterator[Row]:
    for element in root.iter(name):
        yield _row(element, _ROWS[name])


def _row(element: Element, table: Table) -> Row:
    def text(tag: str) -> str | None:
        return _text(element, f".//{tag}")

    values: dict[str, Any] = {name: text(tag) for name, tag in (_TEXTS | _CODES).items()}
    values |= {name: _date(text(tag)) for name, tag in _DATES.items()}
    values |= {name: _number(text(tag)) for name, tag in _NUMBERS.items()}
    return Row(
        table=table,
        transaction_code=text("transactionCode"),
        equity_swap_involved=_flag(text("equitySwapInvolved")),
        footnote_ids=_marks(element),
        **values,
    )


def _marks(element: Element) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, tag in _FIELDS_WITH_MARKS.items():
        cell = element.find(f".//{tag}")
        marks = () if cell is None else tuple(_mark_ids(cell))
        if marks:
            found[name] = marks
    return found


def _mark_ids(cell: Element) -> Iterator[str]:
    for mark in cell.iter("footnoteId"):
        name = mark.get("id")
        if name:
            yield name
