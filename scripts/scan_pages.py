"""Print, scan and read pages for training: python -m scripts.scan_pages --count 500 ...

Needs chromium, poppler-utils and tesseract-ocr beside the extra `scans`. Documents are appended
as they are made, and those that the files already hold are left out, so that a run can go on.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.cache import ScannedText, append_scan, read_scanned
from form4.annotations.scans.real_page import marked_page, set_page
from form4.annotations.scans.scanner import Copy, is_legible, printed, scanned, synthetic_copy
from form4.annotations.synthesis.values import ValuePools
from form4.model.errors import DocumentError
from form4.model.filing import Filing
from form4.training.augment import Substitutes, augment
from form4.training.corpus import is_dev_issuer, read_split, real_filings
from form4.training.sources import substitutes_of

DEV_PERCENT = 8


@dataclass(frozen=True, slots=True)
class Job:
    """One document to print: a synthetic one by its number, or a real page by its place."""

    number: int
    page: int | None
    readings: int
    seed: int
    data: Path | None

    @property
    def name(self) -> str:
        """The beginning of the ids of its readings."""
        kind = "synthetic" if self.page is None else f"page{self.page}"
        return f"scan-{self.seed}-{kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class RealPage:
    """The HTML of a training filing and what it states."""

    markup: str
    filing: Filing


@dataclass(frozen=True, slots=True)
class Stock:
    """What the documents are made of."""

    pools: ValuePools
    filings: tuple[Filing, ...]
    pages: tuple[RealPage, ...]
    substitutes: Substitutes


def main() -> None:
    """Make the documents of a run and say what became of them."""
    options = _options()
    done = _done(options)
    jobs = [job for job in _jobs(options) if job.name not in done]
    counts: Counter[str] = Counter()
    with ProcessPoolExecutor(options.workers) as pool:
        try:
            for future in as_completed([pool.submit(run, job) for job in jobs]):
                _keep(future.result(), options, counts)
        finally:
            pool.shutdown(cancel_futures=True)
    print(dict(counts), file=sys.stderr)


def _keep(
    results: list[tuple[bool, ScannedText | str]],
    options: argparse.Namespace,
    counts: Counter[str],
) -> None:
    """Append what was made to its file, and count it or the reason why there is nothing."""
    for is_dev, document in results:
        if isinstance(document, str):
            counts[document] += 1
            continue
        append_scan(options.dev if is_dev and options.dev else options.output, document)
        counts["dev" if is_dev else "train"] += 1
        print(document.annotated.document_id, dict(counts), file=sys.stderr)


def run(job: Job) -> list[tuple[bool, ScannedText | str]]:
    """The readings of one job, each with whether it is held out; a reason in place of a failure."""
    stock = _stock(job.data)
    rng = random.Random(f"{job.name}")
    copy, is_dev = _copy(job, stock, rng)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            sheets = printed(copy, folder)
            if sheets is None:
                return [(is_dev, "too long")]
            documents = []
            for reading in range(job.readings):
                named = replace(copy, document_id=f"{job.name}-{reading}")
                document, fate = scanned(named, sheets, folder, rng)
                documents.append((is_dev, document if is_legible(fate) else "not legible"))
        except DocumentError as error:
            return [(is_dev, str(error))]
    return documents


def _copy(job: Job, stock: Stock, rng: random.Random) -> tuple[Copy, bool]:
    if job.page is None:
        copy = synthetic_copy(job.seed, job.number, stock.pools, stock.filings)
        return copy, random.Random(f"dev-{job.number}").random() * 100 < DEV_PERCENT
    page = stock.pages[job.page]
    is_dev = is_dev_issuer(page.filing.issuer.name or "")
    is_changed = job.number > 0 and not is_dev

    def change(text: AnnotatedText) -> AnnotatedText:
        return augment(text, stock.substitutes, rng) if is_changed else text

    marked, _ = marked_page(page.markup, page.filing, job.name, change)
    filing = None if is_changed else page.filing
    return Copy(job.name, "scan_real", set_page(marked, rng), filing), is_dev


def _jobs(options: argparse.Namespace) -> Iterator[Job]:
    """Synthetic and real documents by turns, so that a file that is not full yet has both."""
    synthetic = [
        Job(number, None, 1, options.seed, options.data) for number in range(options.count)
    ]
    count = len(_stock(options.data).pages) if options.prints else 0
    real = [
        Job(number, page, options.readings, options.seed, options.data)
        for number in range(options.prints)
        for page in range(count)
    ]
    for pair in zip_longest(synthetic, real):
        yield from (job for job in pair if job is not None)


def _done(options: argparse.Namespace) -> frozenset[str]:
    files = [path for path in (options.output, options.dev) if path and path.exists()]
    ids = (scan.annotated.document_id for path in files for scan in read_scanned(path))
    return frozenset(name.rpartition("-")[0] for name in ids)


@cache
def _stock(data: Path | None) -> Stock:
    if data is None:
        pools = ValuePools.builtin()
        return Stock(pools, (), (), substitutes_of(pools))
    pools = ValuePools.from_data(data)
    filings = tuple(real_filings(data, "train"))
    return Stock(pools, filings, tuple(_real_pages(data)), substitutes_of(pools))


def _real_pages(data: Path) -> Iterator[RealPage]:
    """The HTML pages of filings that take part in training."""
    held_out = read_split(data).validation_stems
    for path in sorted((data / "converted").glob("*.html")):
        stem = path.name.split(".", 1)[0]
        if stem in held_out:
            continue
        gold = json.loads((data / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        yield RealPage(path.read_text(encoding="utf-8"), Filing.from_dict(gold))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=0, help="synthetic documents")
    parser.add_argument("--prints", type=int, default=0, help="prints of every real HTML page")
    parser.add_argument("--readings", type=int, default=2, help="scans of every real print")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--data", type=Path, help="folder with pools, gold and converted pages")
    parser.add_argument("--output", type=Path, required=True, help="JSON Lines, gzip; appended to")
    parser.add_argument("--dev", type=Path, help="file for what is held out; else all in one")
    parser.add_argument("--workers", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
