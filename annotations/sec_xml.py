"""SEC ownership XML (schema X0101 to X0609) read into a Filing, every value with its place.

Text may stand around the document, as in a full submission.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, cast
from xml.etree.ElementTree import Element

from form4.annotations.located_xml import LocatedElement, LocatedXml, content_of
from form4.model.errors import DocumentError
from form4.model.filing import (
    Evidence,
    Filing,
    Issuer,
    Origin,
    ReportingOwner,
    Row,
    Signature,
    Table,
)

T = TypeVar("T")

MODEL = "xml"  # as the reader is named where a model could stand

_TRUE = frozenset({"1", "true", "y", "yes"})
_FALSE = frozenset({"0", "false", "n", "no"})
_START = re.compile(r"<ownershipDocument\b")
_END = re.compile(r"</ownershipDocument\s*>")

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


def read_ownership_xml(text: str) -> Filing:
    """Read the first ownershipDocument of a text; evidence spans count in the text.

    Raises DocumentError when there is none, or it cannot be read.
    """
    start, end = next(ownership_documents(text), (0, 0))
    if not end:
        raise DocumentError("There is no <ownershipDocument> in this file. Is it a Form 3, 4 or 5?")
    xml = LocatedXml(text, start, end)
    root = _Part(xml, xml.root, {child.tag: child for child in reversed(xml.root)})
    issuer = _issuer(root)
    rows = {name: tuple(_rows(xml, name)) for name in _ROWS}
    return Filing(
        form_type=root.text("form_type", "documentType"),
        period_of_report=root.read("period_of_report", "periodOfReport", _date),
        date_of_original_submission=root.read(
            "date_of_original_submission", "dateOfOriginalSubmission", _date
        ),
        aff10b5_one=root.read("aff10b5_one", "aff10b5One", _flag),
        issuer=issuer,
        reporting_owners=tuple(_owner(xml, owner) for owner in xml.root.findall("reportingOwner")),
        transactions=rows["nonDerivativeTransaction"] + rows["derivativeTransaction"],
        holdings=rows["nonDerivativeHolding"] + rows["derivativeHolding"],
        footnotes=_footnotes(root),
        remarks=root.text("remarks", "remarks"),
        signatures=tuple(_signatures(root)),
        evidence=root.evidence,
        confidence=1.0,
        model=MODEL,
    )


def ownership_documents(text: str) -> Iterator[tuple[int, int]]:
    """Where the ownershipDocuments of a text stand; the last may be cut off, and ends with it."""
    end = 0
    while start := _START.search(text, end):
        last = _END.search(text, start.end())
        end = last.end() if last else len(text)
        yield start.start(), end


class _Part:
    """One part of a document: its elements by name, and the evidence of what was read of them."""

    def __init__(self, xml: LocatedXml, element: Element, cells: dict[str, Any]) -> None:
        self.xml = xml
        self.element = element
        self.cells: Mapping[str, LocatedElement] = cells
        self.evidence: dict[str, Evidence] = {}

    @classmethod
    def of(cls, xml: LocatedXml, element: Element) -> "_Part":
        """The part that an element holds, down to its last descendant; the first of a name wins."""
        cells: dict[str, Element] = {}
        for one in element.iter():
            cells.setdefault(one.tag, one)
        return cls(xml, element, cells)

    def text(self, name: str, tag: str) -> str | None:
        """The text of an element."""
        return self.read(name, tag, str)

    def read(self, name: str, tag: str, convert: Callable[[str], T | None]) -> T | None:
        """The value of an element, whose place goes into the evidence under `name`."""
        cell = self.cells.get(tag)
        return None if cell is None else self.value(name, _holder(cell), convert)

    def value(
        self, name: str, holder: LocatedElement | None, convert: Callable[[str], T | None]
    ) -> T | None:
        """The value that an element itself holds."""
        content = None if holder is None else content_of(holder)
        value = convert(content) if content else None
        if value is not None and holder is not None:
            start, end = self.xml.span(holder)
            printed = self.xml.text[start:end]
            self.evidence[name] = Evidence(printed, ((start, end),), 1.0, Origin.XML)
        return value


def _holder(cell: LocatedElement) -> LocatedElement | None:
    """The element itself, or its <value> where the schema allows footnotes beside it."""
    value = cell.find("value")
    if value is not None:
        return cast("LocatedElement", value)
    return None if cell.find("footnoteId") is not None else cell


def _date(text: str) -> date | None:
    """A date without the time zone that some filers append; None when it is no date."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").lstrip("$"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _flag(text: str) -> bool | None:
    folded = text.casefold()
    return True if folded in _TRUE else False if folded in _FALSE else None


def _issuer(root: _Part) -> Issuer:
    element = root.element.find("issuer")
    if element is None:
        return Issuer()
    part = _Part.of(root.xml, element)
    part.evidence = root.evidence
    return Issuer(
        cik=part.text("issuer.cik", "issuerCik"),
        name=part.text("issuer.name", "issuerName"),
        trading_symbol=part.text("issuer.trading_symbol", "issuerTradingSymbol"),
    )


def _owner(xml: LocatedXml, element: Element) -> ReportingOwner:
    owner = _Part.of(xml, element)
    return ReportingOwner(
        cik=owner.text("cik", "rptOwnerCik"),
        name=owner.text("name", "rptOwnerName"),
        is_director=owner.read("is_director", "isDirector", _flag) is True,
        is_officer=owner.read("is_officer", "isOfficer", _flag) is True,
        is_ten_percent_owner=owner.read("is_ten_percent_owner", "isTenPercentOwner", _flag) is True,
        is_other=owner.read("is_other", "isOther", _flag) is True,
        officer_title=owner.text("officer_title", "officerTitle"),
        other_text=owner.text("other_text", "otherText"),
        evidence=owner.evidence,
    )


def _footnotes(root: _Part) -> dict[str, str]:
    notes = {}
    for note in root.element.findall("footnotes/footnote"):
        name = note.get("id")
        text = root.value(f"footnotes.{name}", cast("LocatedElement", note), str) if name else None
        if name and text:
            notes[name] = text
    return notes


def _signatures(root: _Part) -> Iterator[Signature]:
    for index, element in enumerate(root.element.findall("ownerSignature")):
        part = _Part.of(root.xml, element)
        part.evidence = root.evidence
        yield Signature(
            part.text(f"signatures.{index}.name", "signatureName"),
            part.read(f"signatures.{index}.date", "signatureDate", _date),
        )


def _rows(xml: LocatedXml, name: str) -> Iterator[Row]:
    for element in xml.root.iter(name):
        yield _row(_Part.of(xml, element), _ROWS[name])


def _row(part: _Part, table: Table) -> Row:
    values: dict[str, Any] = {name: part.text(name, tag) for name, tag in (_TEXTS | _CODES).items()}
    values |= {name: part.read(name, tag, _date) for name, tag in _DATES.items()}
    values |= {name: part.read(name, tag, _number) for name, tag in _NUMBERS.items()}
    return Row(
        table=table,
        transaction_code=part.text("transaction_code", "transactionCode"),
        equity_swap_involved=part.read("equity_swap_involved", "equitySwapInvolved", _flag),
        footnote_ids=_marks(part.cells),
        confidence=1.0,
        evidence=part.evidence,
        **values,
    )


def _marks(cells: Mapping[str, Element]) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, tag in _FIELDS_WITH_MARKS.items():
        cell = cells.get(tag) if "footnoteId" in cells else None
        marks = () if cell is None else tuple(_mark_ids(cell))
        if marks:
            found[name] = marks
    return found


def _mark_ids(cell: Element) -> Iterator[str]:
    for mark in cell.iter("footnoteId"):
        name = mark.get("id")
        if name:
            yield name
