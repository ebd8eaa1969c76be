"""Put what commands print between the markers of README.md: python -m scripts.readme_figures.

`examples` is the table of `form4 extract examples/`, `scores` comes from the built-in model's
validation.json. A test fails when the page and the commands say different things.
"""

import io
import json
import sys
from pathlib import Path

from form4.inference.documents import read_document
from form4.inference.evaluation.run import FILINGS
from form4.inference.evaluation.scores import HTML_PAGES, OCR, SEEN, SEEN_WITH_OCR, UNSEEN
from form4.inference.extract import Extractor
from form4.inference.table import TableWriter
from form4.model.network import WEIGHTS
from form4.training.card import VALIDATION_FILE, score_table
from scripts.marked_blocks import fill

ROOT = Path(__file__).resolve().parent.parent
GROUPS = (SEEN, UNSEEN, OCR, SEEN_WITH_OCR, HTML_PAGES)


def examples() -> str:
    """The records of the example pages, as `form4 extract examples/` prints them."""
    stream = io.StringIO()
    extractor, writer = Extractor(), TableWriter(stream)
    for path in sorted((ROOT / "examples").glob("*.txt")):
        source = path.relative_to(ROOT).as_posix()
        writer.write(extractor.extract(read_document(str(path)).text, source))
    writer.finish()
    lines = [line.rstrip() for line in stream.getvalue().strip("\n").splitlines()]
    return "\n".join(("```", *lines, "```"))


def scores() -> str:
    """The validation scores by group, with the circumstances they were measured in."""
    report = json.loads((WEIGHTS / "base" / VALIDATION_FILE).read_text(encoding="utf-8"))
    groups = report["sections"][FILINGS]
    shown = [group for name in GROUPS for group in groups if group["name"] == name]
    where = f"Measured {report['measured_on']} on {report['machine']} by `make evaluate`."
    return "\n".join((*score_table(shown), "", where))


def filled(page: str) -> str:
    """The page with every marked block made anew."""
    for name, text in (("examples", examples()), ("scores", scores())):
        page = fill(page, name, text)
    return page


if __name__ == "__main__":
    readme = ROOT / "README.md"
    made = filled(readme.read_text(encoding="utf-8"))
    readme.write_text(made, encoding="utf-8")
    sys.stdout.write("README.md is up to date\n")
