"""The data of the report's page: each document's text, entities and records of both methods."""

from collections.abc import Iterator, Sequence
from typing import Any

from form4.inference.comparing.checks import checks_of
from form4.inference.comparing.compared import AgainstGold, Compared
from form4.inference.evaluation.comparison import Comparison, FieldMatch, Pair
from form4.inference.evaluation.fields import CORE
from form4.inference.evaluation.reader import Attempt
from form4.inference.evaluation.scores import ScoredDocument, sum_counts
from form4.model.values import Value, to_json

Record = dict[str, Any]


def document_record(document: Compared) -> Record:
    """A document as the page shows it; offsets are code points, half open."""
    return {
        "id": document.paper.document_id,
        "groups": list(document.paper.groups),
        "text": document.paper.text,
        "differing": document.differing,
        "f1": _core_f1(document.against),
        "spans": [_spans(document.first), _spans(document.second)],
        "failed": [list(checks_of(one.filing).failed) for one in (document.first, document.second)],
        "problems": list(document.problems),
        "records": list(_records(document)),
    }


def _spans(attempt: Attempt) -> list[list[Any]]:
    return [[span.start, span.end, span.label] for span in attempt.spans]


def _core_f1(against: AgainstGold | None) -> list[float | None]:
    return [None, None] if against is None else [_f1(one) for one in against.scored]


def _f1(scored: ScoredDocument) -> float | None:
    correct, missed, spurious = (int(n) for n in sum_counts([scored.fields], CORE)[0])
    total = 2 * correct + missed + spurious
    return round(2 * correct / total, 4) if total else None


def _records(document: Compared) -> Iterator[Record]:
    """Parts of the filing with their fields; with gold, what is true beside what was read."""
    if document.against is None:
        for pair, matches in _by_pair(document.between):
            yield _part(pair, [_between(match) for match in matches])
        return
    found: dict[tuple[Any, ...], list[list[Any]]] = {}
    for side, comparison in enumerate((document.against.first, document.against.second)):
        for pair, matches in _by_pair(comparison):
            index = pair.gold if pair.gold is not None else ("extra", side, pair.predicted)
            fields = found.setdefault((pair.part, pair.table, index), [])
            for match in matches:
                _against(fields, match, side)
    for (part, table, index), fields in found.items():
        number = index if isinstance(index, int) else None
        yield _part(Pair(part, table, number, None), fields)


def _by_pair(comparison: Comparison) -> Iterator[tuple[Pair, Sequence[FieldMatch]]]:
    for pair in comparison.pairs:
        matches = [match for match in comparison.matches if match.pair == pair]
        if matches:
            yield pair, matches


def _part(pair: Pair, fields: Sequence[Sequence[Any]]) -> Record:
    index = pair.gold if pair.gold is not None else pair.predicted
    name = pair.part.value if index is None else f"{pair.part.value} {index + 1}"
    table = f" ({pair.table.value})" if pair.table is not None else ""
    return {"part": name + table, "fields": list(fields)}


def _between(match: FieldMatch) -> list[Any]:
    """Field, what is true (unknown), what each read, and whether each is to be marked."""
    wrong = not match.is_same
    return [_short(match), None, _shown(match.gold), _shown(match.predicted), wrong, wrong]


def _against(fields: list[list[Any]], match: FieldMatch, side: int) -> None:
    name = _short(match)
    held = next((one for one in fields if one[0] == name and one[2 + side] is None), None)
    if held is None or name == "footnote_ids":
        held = [name, _shown(match.gold), None, None, False, False]
        held[4 + side] = False
        fields.append(held)
        if match.gold is not None:
            held[5 - side] = True  # until the other method is seen to state it
    held[2 + side] = _shown(match.predicted)
    held[4 + side] = not match.is_same


def _short(match: FieldMatch) -> str:
    return match.name.partition(".")[2]


def _shown(value: Value) -> str | None:
    shown = to_json(value)
    return None if shown is None else str(shown)
