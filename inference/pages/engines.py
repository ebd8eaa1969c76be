"""The OCR engine to use: RapidOCR where it was asked for as an extra, else Tesseract."""

from form4.inference.pages.rapid import find_rapid
from form4.inference.pages.reading import Engine
from form4.inference.pages.tesseract import find_tesseract

NO_ENGINE = (
    "Reading it needs OCR: install Tesseract (apt install tesseract-ocr), "
    "or pip install 'form4-extractor[ocr]'."
)


def find_engine() -> Engine | None:
    """An engine that is installed, if there is one; the slower one reads better."""
    return find_rapid() or find_tesseract()
