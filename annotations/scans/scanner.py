"""The way of a document: printed, scanned, read, and its labels carried over."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from form4.annotations.scans.cache import ScannedText
from form4.annotations.scans.carry import carry
from form4.annotations.scans.degrade import draw_wear, scan, worn
from form4.annotations.scans.html import to_html
from form4.annotations.scans.judging import Fate
from form4.annotations.scans.looks import draw_look
from form4.annotations.scans.marked import MOST_VALUES, Marked
from form4.annotations.scans.printing import PrintedPage, print_pdf, read_pdf
from form4.annotations.scans.reading import draw_habits, read
from form4.annotations.synthesis.sampler import filing_at
from form4.annotations.synthesis.templates import TEMPLATES
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing

MOST_PAGES = 3
# Scans are of the two looks of the official form more than of anything else; templates that
# stand for what a program wrote into a file are never printed.
_TEMPLATE_SHARES = {"sec_form": 48, "sheet": 30, "agent_print": 10, "ascii_1996": 7, "letter": 5}
_LEAST_KEPT = 0.6


@dataclass(frozen=True, slots=True)
class Copy:
    """A document ready to be printed: its markup, its name, and what it states."""

    document_id: str
    layout: str
    marked: Marked
    filing: Filing | None


@dataclass(frozen=True, slots=True)
class Sheets:
    """A printed document: the PDF and its pages with their glyphs."""

    pdf: Path
    pages: tuple[PrintedPage, ...]


def synthetic_copy(seed: int, number: int, pools: ValuePools, real: Sequence[Filing]) -> Copy:
    """Synthetic document `number`, which depends on the seed and the number alone."""
    rng = random.Random(f"scan/{seed}/{number}")
    filing = filing_at(pools, seed, number, real)
    page, stated = TEMPLATES[_draw_template(rng)](filing, rng)
    marked = to_html(page, draw_look(rng, page.template))
    return Copy(f"scan-{seed}-{number}", f"scan_{page.template}", marked, stated)


def is_legible(fate: Fate) -> bool:
    """Whether most values came through; a page that lost more is no document any more."""
    kept = sum(fate.kept.values())
    return kept > _LEAST_KEPT * (kept + sum(fate.masked.values()) + sum(fate.lost.values()))


def printed(copy: Copy, folder: Path) -> Sheets | None:
    """The document on paper; None when it has more pages or values than are worth the time."""
    if len(copy.marked.labels) > MOST_VALUES:
        return None
    pdf = print_pdf(copy.marked.markup, folder)
    pages = read_pdf(pdf)
    return Sheets(pdf, pages) if len(pages) <= MOST_PAGES else None


def scanned(
    copy: Copy, sheets: Sheets, folder: Path, rng: random.Random
) -> tuple[ScannedText, Fate]:
    """One scan of a printed document and one reading of it."""
    wear, habits = draw_wear(rng), draw_habits(rng)
    parts = []
    for number, page in enumerate(sheets.pages):
        image = worn(scan(sheets.pdf, number, wear.dpi), wear, rng)
        parts.append((page, image.affine, read(image, wear.dpi, habits, folder)))
    annotated, fate = carry(parts, copy.marked.labels, copy.document_id, copy.layout)
    provenance = {
        "pages": len(sheets.pages),
        "scan": asdict(wear),
        "reading": asdict(habits),
        "fate": fate.to_dict(),
    }
    return ScannedText(annotated, copy.filing, provenance), fate


def _draw_template(rng: random.Random) -> str:
    return rng.choices(list(_TEMPLATE_SHARES), list(_TEMPLATE_SHARES.values()))[0]
