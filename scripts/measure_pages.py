"""Print the pages of training filings as PDFs, scan them, and score what is read of them.

python -m scripts.measure_pages --data FOLDER --count 34             the print of the PDFs
python -m scripts.measure_pages --data FOLDER --count 10 --engine tesseract
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from form4.annotations.scans.degrade import draw_wear, scan, worn
from form4.annotations.scans.printing import print_pdf
from form4.inference.documents.pdf import read_pdf
from form4.inference.evaluation.comparison import compare_filings
from form4.inference.evaluation.scores import ScoredDocument, Scores, score, score_document
from form4.inference.extract import Extractor
from form4.inference.pages.layout import NEW_PAGE
from form4.inference.pages.rapid import find_rapid
from form4.inference.pages.reading import Engine
from form4.inference.pages.scan import read_scan
from form4.inference.pages.tesseract import find_tesseract
from form4.model.filing import Filing
from form4.training.corpus import read_split

PAPERS = (
    "@page{size:Letter;margin:0.4in}",
    "@page{size:A4;margin:10mm}",
    "@page{size:Letter landscape;margin:0.4in}",
    "@page{size:A4 landscape;margin:8mm}",
)
ZOOMS = (1.0, 1.0, 0.85, 0.7)
LEAST_DPI = 150
ENGINES = {"tesseract": find_tesseract, "rapid": find_rapid}


def training_pages(data: Path, seed: int) -> list[Path]:
    """The HTML pages of training filings in a random order."""
    held_out = read_split(data).validation_stems
    pages = sorted((data / "converted").glob("*.html"))
    kept = [page for page in pages if page.name.split(".", 1)[0] not in held_out]
    random.Random(seed).shuffle(kept)
    return kept


def printed(page: Path, rng: random.Random, folder: Path) -> Path:
    """The page as a PDF, on a paper and at a size drawn at random."""
    style = f"<style>{rng.choice(PAPERS)} html{{zoom:{rng.choice(ZOOMS)}}}</style>"
    return print_pdf(style + page.read_text(encoding="utf-8"), folder)


def read_scanned(pdf: Path, engine: Engine, rng: random.Random) -> str:
    """The text of a PDF that was scanned, in a way drawn at random, and read by OCR."""
    wear = draw_wear(rng)
    while wear.dpi < LEAST_DPI or wear.strength == "hard":
        wear = draw_wear(rng)
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
    images = (worn(scan(pdf, number, wear.dpi), wear, rng).image for number in range(count))
    return NEW_PAGE.join(read_scan(image, wear.dpi, engine) for image in images)


def measure(
    data: Path, count: int, engine: Engine | None, seed: int
) -> Iterator[tuple[ScoredDocument, float]]:
    """The score of each page, and the processor seconds that its reading took."""
    extractor = Extractor()
    for page in training_pages(data, seed)[:count]:
        rng = random.Random(f"{seed}/{page.name}")
        stem = page.name.split(".", 1)[0]
        gold = json.loads((data / "gold" / f"{stem}.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            pdf = printed(page, rng, Path(folder))
            start = _processor_s()
            text = read_pdf(page.name, pdf.read_bytes()).text
            if engine is not None:
                start = _processor_s()
                text = read_scanned(pdf, engine, rng)
            taken = _processor_s() - start
        found = compare_filings(Filing.from_dict(gold), extractor.extract(text, page.name))
        yield score_document(page.name, found), taken


def _processor_s() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def row(scores: Scores, seconds: float) -> str:
    """The scores as a row of a table."""
    exact = scores.exact_rows
    return (
        f"| {scores.documents} | {scores.core.f1.value:.4f} | {scores.all_fields.f1.value:.4f} | "
        f"{exact.hits}/{exact.total} | {seconds / scores.documents:.2f} |"
    )


def main() -> None:
    """Measure and print one row: documents, core F1, F1 of all fields, exact rows, seconds each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--engine", choices=sorted(ENGINES))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    engine = ENGINES[options.engine]() if options.engine else None
    if options.engine and engine is None:
        parser.error(f"{options.engine} is not installed")
    measured = list(measure(options.data, options.count, engine, options.seed))
    documents = [document for document, _ in measured]
    print(row(score("pages", documents), sum(seconds for _, seconds in measured)))


if __name__ == "__main__":
    main()
