"""The results of all peers as one table, each beside its ratio to form4 in the same run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from form4.model.errors import ConfigError

BLOCK = re.compile(r"(<!-- peers -->\n).*?(<!-- end of peers -->)", re.DOTALL)
MEGABYTE = 1 << 20
NOTE = (
    "Entities: strict F1 of spans. Records: every peer's spans through form4's assembler. Speed: "
    "pages a second of processor time on one thread, tagging alone and with the assembler; in "
    "brackets the ratio to the first line. Start-up: processor seconds until the first short text "
    "is tagged. Memory: peak of the process that tagged."
)


def markdown(result: Mapping[str, Any]) -> str:
    """The table of costs, then one of scores by group, and what they were measured on."""
    peers = list(_ways(result))
    if not peers:
        return "Nothing was measured.\n"
    parts = [_heading(result), _costs(peers)]
    parts += [_scores(peers, group) for group in groups_of(peers[0]["read"])]
    return "\n\n".join((*parts, NOTE)) + "\n"


def fill_page(path: Path, text: str) -> None:
    """Put the tables between the page's markers; raises ConfigError when it has none."""
    page = path.read_text(encoding="utf-8")
    filled, found = BLOCK.subn(lambda match: f"{match[1]}{text}{match[2]}", page)
    if not found:
        raise ConfigError(f"{path}: has no <!-- peers --> block to fill.")
    path.write_text(filled, encoding="utf-8")


def _ways(result: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every way of every peer that was measured, with its training where it has some."""
    for peer in result["peers"].values():
        for read in peer.get("read", ()):
            yield {**peer, "read": read}


def groups_of(read: Mapping[str, Any]) -> list[str]:
    """The groups of the scores, without the sum over unlike ones."""
    return [one["name"] for one in read["entities"]][1:]


def _heading(result: Mapping[str, Any]) -> str:
    return (
        f"Measured {result['date']} on {result['machine']}, one thread. Trained on the same "
        f"{result['training_pages']} synthetic pages for at most {result['seconds']:.0f} processor "
        f"seconds each; read {result['test_pages']} pages."
    )


def _costs(peers: Sequence[Mapping[str, Any]]) -> str:
    first = peers[0]["read"]
    head = ("peer", "training", "pages/s", "to records", "start-up", "memory")
    rows = []
    for peer in peers:
        read = peer["read"]
        training = f"{peer['train']['seconds']:.0f} s" if "train" in peer else "–"
        rows.append(
            (
                read["title"],
                training,
                _with_ratio(_speed(read), _speed(first)),
                _with_ratio(_speed(read, whole=True), _speed(first, whole=True)),
                f"{read['start_up_s']:.1f} s",
                f"{read['peak_bytes'] / MEGABYTE:.0f} MB",
            )
        )
    return _table(head, rows)


def _speed(read: Mapping[str, Any], *, whole: bool = False) -> float:
    seconds = read["tagging_s"] + (read["assembling_s"] if whole else 0)
    return float(read["documents"] / max(seconds, 1e-9))


def _with_ratio(value: float, base: float) -> str:
    return f"{value:.1f} ({value / base:.2f})"


def _scores(peers: Sequence[Mapping[str, Any]], group: str) -> str:
    count = _of(peers[0]["read"]["entities"], group)["documents"]
    head = (f"{group}: {count} pages", "entities", "core fields", "all fields", "exact rows")
    return _table(head, [_score_row(peer["read"], group) for peer in peers])


def _score_row(read: Mapping[str, Any], group: str) -> tuple[str, ...]:
    entities, filings = _of(read["entities"], group), _of(read["filings"], group)
    figures = (
        entities["entities"]["f1"],
        filings["core_fields"]["f1"],
        filings["all_fields"]["f1"],
        filings["exact_rows"]["share"],
    )
    return (read["title"], *(_figure(one["value"]) for one in figures))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _of(scores: Sequence[Mapping[str, Any]], group: str) -> Mapping[str, Any]:
    return next(one for one in scores if one["name"] == group)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| --- | {' | '.join('---:' for _ in head[1:])} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
