"""The text that a task's regions count in: found, and proven to be the one that was exported."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from form4.annotations.findings import ExportReport, Place, Reason
from form4.annotations.labelling_config import TEXT_KEY
from form4.annotations.regions import Region, fits, fits_by_utf16, shown
from form4.model.errors import ExportError

_ADDRESS = re.compile(r"(?:\w+://|/data/)\S+")
OWN_KEYS = frozenset({"document_id", "layout", "text_sha256", "accession"})


def checksum(text: str, where: str) -> str:
    """SHA-256 of a text in UTF-8; raises ExportError for half of a surrogate pair."""
    try:
        return hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise ExportError(
            f"{where}: the character at {error.start} is half of a pair and cannot be written as "
            "UTF-8. Convert the document again."
        ) from error


def text_of(
    data: Mapping[str, Any],
    regions: Sequence[Region],
    place: Place,
    report: ExportReport,
    key: str | None = None,
) -> str:
    """The annotated text: under the configuration's key, else `text`, else the one that fits.

    Another string goes before a `text` in which the regions cannot stand.
    A task of which no text or several could be meant is refused.
    """
    names = sorted({region.to_name for region in regions if region.to_name is not None})
    if len(names) > 1:
        message = f"has regions of {' and '.join(names)}. Annotate one text a task."
        report.refuse(Reason.NO_TEXT, place, message)
    if key is not None:
        return _under(key, data, place, report)
    strings = {k: v for k, v in data.items() if isinstance(v, str) and k not in OWN_KEYS}
    fitting = _fitting(strings, regions)
    usual = strings.get(TEXT_KEY)
    if usual is not None and (TEXT_KEY in fitting or not _is_proven(fitting, regions)):
        return usual
    if len(fitting) != 1:
        found = ", ".join(sorted(fitting)) or "none"
        report.refuse(
            Reason.NO_TEXT,
            place,
            f"data has no {TEXT_KEY!r}, and of its other strings not exactly one fits the regions "
            f"({found}). Rename the annotated one to {TEXT_KEY!r}, or give --config.",
        )
    return strings[fitting[0]]


def _under(key: str, data: Mapping[str, Any], place: Place, report: ExportReport) -> str:
    if not isinstance(data.get(key), str):
        message = f"data has no text under {key!r}, which the configuration names."
        report.refuse(Reason.NO_TEXT, place, message)
    return str(data[key])


def _fitting(strings: Mapping[str, str], regions: Sequence[Region]) -> list[str]:
    """The strings that the regions stand in, by code points or else by UTF-16 units."""
    by_points = [name for name, text in strings.items() if fits(regions, text)]
    return by_points or [name for name, text in strings.items() if fits_by_utf16(regions, text)]


def _is_proven(fitting: Sequence[str], regions: Sequence[Region]) -> bool:
    """Whether another string than the usual one is surely meant: what stands there says so."""
    return len(fitting) == 1 and all(region.stored_text is not None for region in regions)


def check_text(data: Mapping[str, Any], text: str, place: Place, report: ExportReport) -> None:
    """Refuse a text that is an address, is not the one exported, or is no Unicode."""
    try:
        found = checksum(text, str(place))
    except ExportError:
        message = "the text holds half of a surrogate pair. Export again as JSON."
        report.refuse(Reason.HALF_PAIR, place, message)
    wanted = data.get("text_sha256")
    if wanted is None and _ADDRESS.fullmatch(text.strip()):
        message = f"holds the address of a text ({shown(text)}), not the text. Annotate the text."
        report.refuse(Reason.NO_TEXT, place, message)
    if wanted is not None and wanted != found:
        report.refuse(
            Reason.TEXT_CHANGED,
            place,
            "the text is not the one that was exported (its checksum differs). "
            "Annotate the text as it is, or remove text_sha256.",
        )


def masked_of(
    data: Mapping[str, Any], text: str, place: Place, report: ExportReport
) -> tuple[tuple[int, int], ...]:
    """The ranges that training ignores."""
    pieces = data.get("masked") or []
    if not isinstance(pieces, list) or not all(_is_range(piece, text) for piece in pieces):
        report.refuse(Reason.BAD_MASK, place, f"masked ranges {pieces!r} do not fit the text.")
    return tuple((piece[0], piece[1]) for piece in pieces)


def _is_range(piece: object, text: str) -> bool:
    if not isinstance(piece, list) or len(piece) != 2:
        return False
    start, end = piece
    is_whole = all(isinstance(x, int) and not isinstance(x, bool) for x in piece)
    return is_whole and 0 <= start <= end <= len(text)
