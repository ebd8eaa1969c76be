"""The validation part of a data folder, in the groups that scores are told by."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from form4.model.errors import ConfigError

if TYPE_CHECKING:
    from form4.inference.evaluation.gold import GoldDocument


def validation_documents(data: Path) -> "Iterator[GoldDocument]":
    """The validation texts of a data folder, by seen, unseen, OCR, converter and layout."""
    from form4.inference.evaluation.gold import GoldDocument
    from form4.training.corpus import validation_texts

    if not (data / "split.json").is_file():
        raise ConfigError(f"{data}: has no split.json, so it is no data folder. Check --data.")
    for text in validation_texts(data):
        stem = text.document_id.split(".", 1)[0]
        groups = (*_groups(text.converter, seen=text.seen), f"converter: {text.converter}")
        groups += (f"layout: {text.layout}",) if text.layout else ()
        yield GoldDocument(text.document_id, text.text, text.filing, groups, stem)


OCR_CONVERTERS = ("tesseract",)
HTML_CONVERTER = "html"


def _groups(converter: str, *, seen: bool) -> tuple[str, ...]:
    from form4.inference.evaluation.scores import HTML_PAGES, OCR, SEEN, SEEN_WITH_OCR, UNSEEN

    if converter == HTML_CONVERTER:
        return (HTML_PAGES,)
    if converter.startswith(OCR_CONVERTERS):
        return (OCR, SEEN_WITH_OCR) if seen else (OCR,)
    return (SEEN, SEEN_WITH_OCR) if seen else (UNSEEN,)
