"""The OCR engine to use: Tesseract where it is installed, else RapidOCR."""

from form4.inference.pages.rapid import find_rapid
from form4.inference.pages.reading import Engine
from form4.inference.pages.tesseract import find_tesseract

NO_ENGINE = (
    "Reading it needs OCR: install Tesseract (apt install tesseract-ocr), "
    "or pip install 'form4-extractor[ocr]'."
)


def find_engine() -> Engine | None:
    """An engine that is installed, if there is one."""
    return find_tesseract() or find_rapid()
