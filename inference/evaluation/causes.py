"""Why a core value came out wrong: the text lost it, the tagger, or the assembly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from form4.annotations.alignment.atoms import Atom, cut_atoms, fold
from form4.annotations.alignment.cells import date_cell, number_cell
from form4.annotations.annotated_text import AnnotatedText
from form4.inference.evaluation.comparison import FieldMatch, compare_filings
from form4.inference.evaluation.fields import CORE, Part
from form4.inference.evaluation.gold import GoldDocument
from form4.model.filing import Filing, Table
from form4.model.values import Value, to_json

_LETTERS = frozenset({"transaction.transaction_code"})
_SIDE = "transaction.transaction_acquired_disposed_code"
_BY_COLUMN = {"A": "derivative_shares_acquired", "D": "derivative_shares_disposed"}
_COUNTS = ("transaction_shares", "shares_owned_following_transaction")
_TELLING = 10  # smaller counts stand in every text
_LONG = 4  # digits and letters that do not stand together by chance

Place = tuple[Part, Table | None, int, str]


class Cause(StrEnum):
    """Where a core value was lost, or came from."""

    ROW = "row not in the text"
    TEXT = "not in the text"
    TAGS = "tagged wrong"
    ASSEMBLY = "assembled wrong"
    MADE_UP = "made up"

    @property
    def is_loss_of_text(self) -> bool:
        """Whether no reading of the text could have the value right."""
        return self in (Cause.ROW, Cause.TEXT)


_LOST = frozenset({Cause.TEXT, Cause.ASSEMBLY})


@dataclass(frozen=True, slots=True)
class Failure:
    """A core value that is missed, wrong or made up; `score` is what it was given with.

    `row` counts the gold transactions from 0; values of owners and of made-up rows have none.
    """

    document_id: str
    groups: tuple[str, ...]
    name: str
    gold: Value
    predicted: Value
    score: float | None
    cause: Cause
    row: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The failure as a line of JSON has it."""
        return {
            "document": self.document_id,
            "field": self.name,
            "row": self.row,
            "gold": to_json(self.gold),
            "predicted": to_json(self.predicted),
            "score": self.score,
            "cause": self.cause.value,
        }


def failures(
    gold: GoldDocument, truth: AnnotatedText, predicted: Filing, assembled: Filing
) -> Iterator[Failure]:
    """Every core value in which gold and the reading differ.

    `truth` holds the gold values placed in the text, `assembled` the filing made of them: what
    comes out right from there was tagged wrong, what does not was assembled wrong. A row is not in
    the text when none of its counts of shares is: its date and letters may stand there for others.
    """
    wrong = [m for m in compare_filings(gold.filing, predicted).matches if m.name in CORE]
    wrong = [match for match in wrong if not match.is_same]
    if not wrong:
        return
    kept = set(right_places(gold.filing, assembled))
    search = _Search(truth)
    for match in wrong:
        cause = _cause(match, kept, search)
        if cause in _LOST and _is_row_lost(match, gold.filing, search):
            cause = Cause.ROW
        values = (match.gold, match.predicted, match.score)
        row = match.pair.gold if match.pair.part is Part.TRANSACTION else None
        yield Failure(gold.document_id, gold.groups, match.name, *values, cause, row)


def right_places(gold: Filing, predicted: Filing) -> Iterator[Place]:
    """The places of the core values of a gold filing that a reading of it has right."""
    for match in compare_filings(gold, predicted).true_positives:
        if match.name in CORE:
            yield place_of(match)


def place_of(match: FieldMatch) -> Place:
    """Where in the gold filing a compared value stands."""
    return match.pair.part, match.pair.table, match.pair.gold or 0, match.name


def _cause(match: FieldMatch, kept: set[Place], search: "_Search") -> Cause:
    if match.gold is None:
        return Cause.MADE_UP
    if place_of(match) in kept:
        return Cause.TAGS
    return Cause.ASSEMBLY if search.has(match) else Cause.TEXT


def _is_row_lost(match: FieldMatch, gold: Filing, search: "_Search") -> bool:
    if match.pair.part is not Part.TRANSACTION or match.pair.gold is None:
        return False
    row = gold.transactions[match.pair.gold]
    counts = [(name, getattr(row, name)) for name in _COUNTS]
    telling = [(name, count) for name, count in counts if count is not None and count >= _TELLING]
    return bool(telling) and not any(search.has_number(*one) for one in telling)


class _Search:
    """Tells whether a text has a value in any usual form, torn or not."""

    def __init__(self, truth: AnnotatedText) -> None:
        self._atoms: list[Atom] = cut_atoms(truth.text)
        self._values = {atom.value for atom in self._atoms if atom.value is not None}
        self._words = {atom.norm for atom in self._atoms}
        self._stream = "".join(atom.norm for atom in self._atoms)
        self._labels = {span.label for span in truth.spans}
        self._marked = {(s.label, fold(truth.text[s.start : s.end])) for s in truth.spans}

    def has(self, match: FieldMatch) -> bool:
        """Whether the gold value stands anywhere in the text."""
        value, field = match.gold, match.name.partition(".")[2]
        if match.name in _LETTERS or match.name == _SIDE:
            return self._has_letter(field, str(value))
        if isinstance(value, date):
            return value in self._values or self._has_form(date_cell(field, None, value).forms)
        if isinstance(value, Decimal):
            return self.has_number(field, value)
        folded = fold(str(value))
        words = {atom.norm for atom in cut_atoms(str(value))}
        return folded in self._stream or words <= self._words

    def has_number(self, field: str, value: Decimal) -> bool:
        """Whether a number stands anywhere in the text."""
        return value in self._values or self._has_form(number_cell(field, None, value).forms)

    def _has_form(self, forms: tuple[str, ...]) -> bool:
        return any(len(form) >= _LONG and form in self._stream for form in forms)

    def _has_letter(self, field: str, letter: str) -> bool:
        """A letter stands in every text, so that only the places that alignment found count."""
        return (field, fold(letter)) in self._marked or _BY_COLUMN.get(letter) in self._labels
