"""Label Studio exports as gold: each text once, and no label that the model cannot know."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import read_tasks
from form4.inference.evaluation.reader import Reader
from form4.model.errors import ExportError, ModelError


def annotated_gold(exports: Sequence[Path], readers: Sequence[Reader]) -> Iterator[AnnotatedText]:
    """The annotated texts of exports, in order.

    Raises ExportError for a task that fails its checks or a text that is annotated twice, and
    ModelError for a label that one of the models does not have.
    """
    first: dict[bytes, tuple[Path, str]] = {}
    for export in exports:
        for page in read_tasks(export):
            key = hashlib.sha256(page.text.encode("utf-8", "surrogatepass")).digest()
            if key in first:
                other, name = first[key]
                raise ExportError(
                    f"{export}: {page.document_id} has a second gold annotation; the first is "
                    f"{name} in {other}. Leave one of them out."
                )
            first[key] = (export, page.document_id)
            for reader in readers:
                _check_labels(page, export, reader)
            yield page


def _check_labels(page: AnnotatedText, export: Path, reader: Reader) -> None:
    if reader.labels is None:
        return
    unknown = sorted({span.label for span in page.spans} - reader.labels)
    if unknown:
        raise ModelError(
            f"{export}: {page.document_id} marks {', '.join(unknown)}, which the model "
            f"{reader.name} does not have. Train a model with these annotations (form4 train), or "
            "leave the label out of the gold."
        )
