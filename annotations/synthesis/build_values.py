"""Build the compact lists shipped with form4 from the full pools of a data folder.

Run as `python -m form4.annotations.synthesis.build_values DATA FOLDER`.
"""

import gzip
import random
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from form4.annotations.synthesis.phrases import words
from form4.annotations.synthesis.value_files import Lists, counted_lines, data_lists

_SEED = 4
_ROWS_PER_CODE = 320
_DERIVATIVE_ROWS = 1500
_FEWEST_UNKNOWN_WORDS = 2
_ABBREVIATIONS = frozenset(
    words(
        "401 IRA IRAs Roth GRAT GRATs GRUT CRUT SLAT LLC LP LLP Inc Ltd Co Corp ESOP ESPP SERP "
        "UTMA UGMA FBO fbo II III IV SEP PSP DRIP QPRT JTWROS JTROS Rev Irrev FLP dtd UA No Mr Ms"
    )
)


def compact(lists: Lists) -> Lists:
    """What of the full lists is shipped: facts, most frequent and varied, naming no person."""
    known = _plain_words(lists)
    return {
        "given_names": lists["given_names"],
        "surnames": lists["surnames"],
        "company_words": lists["company_words"],
        "officer_titles": lists["officer_titles"],
        "natures": _without_names(lists["natures"], known, fewest=10**6),
        "titles": _without_names(lists["titles"], known, fewest=_FEWEST_UNKNOWN_WORDS),
        "derivative_titles": _without_names(
            lists["derivative_titles"], known, fewest=_FEWEST_UNKNOWN_WORDS
        ),
        "underlying_titles": lists["underlying_titles"],
        "footnotes": tuple(line for line in lists["footnotes"] if _is_plain(line, known)),
        "rows": _sampled_rows(lists["rows"]),
        "derivative_rows": _sample(lists["derivative_rows"], _DERIVATIVE_ROWS),
    }


def _plain_words(lists: Lists) -> frozenset[str]:
    """Words that occur in lower case somewhere, so that they are no one's name."""
    texts = [line for name in ("natures", "footnotes", "titles") for line in lists[name]]
    texts += [line for name in ("derivative_titles", "officer_titles") for line in lists[name]]
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text))


def _is_plain(text: str, known: frozenset[str]) -> bool:
    found = re.findall(r"[^\W\d_]{2,}", re.sub(r"^== .*|\{\w+\}", "", text))
    return all(word.lower() in known or word in _ABBREVIATIONS for word in found)


def _without_names(lines: Iterable[str], known: frozenset[str], fewest: int) -> tuple[str, ...]:
    """Counted values of plain words; others only if they were seen `fewest` times."""
    return tuple(
        f"{count}\t{value}"
        for value, count in counted_lines(lines)
        if count >= fewest or _is_plain(value, known)
    )


def _sample(lines: tuple[str, ...], size: int) -> tuple[str, ...]:
    return tuple(sorted(random.Random(_SEED).sample(lines, min(size, len(lines)))))


def _sampled_rows(lines: tuple[str, ...]) -> tuple[str, ...]:
    codes: dict[str, list[str]] = {}
    for line in lines:
        codes.setdefault(line.split("\t", 1)[0], []).append(line)
    return tuple(
        row for code in sorted(codes) for row in _sample(tuple(codes[code]), _ROWS_PER_CODE)
    )


def write(lists: Lists, folder: Path) -> int:
    """Write each list as NAME.built.txt.gz; returns the bytes written, the same every time."""
    total = 0
    for name in sorted(lists):
        data = gzip.compress("\n".join(lists[name]).encode(), mtime=0)
        total += (folder / f"{name}.built.txt.gz").write_bytes(data)
    return total


def main() -> None:
    """Build the lists of DATA (first argument) into FOLDER (second argument)."""
    data, folder = (Path(argument) for argument in sys.argv[1:3])
    size = write(compact(data_lists(data)), folder)
    sys.stderr.write(f"{size} bytes written to {folder}\n")


if __name__ == "__main__":
    main()
