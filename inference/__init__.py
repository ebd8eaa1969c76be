"""From a document to its transaction records: `Extractor` reads, `to_frames` makes tables."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from form4.inference.extract import Extractor
    from form4.inference.frames import to_frames

__all__ = ["Extractor", "to_frames"]

_HOMES = {"Extractor": "form4.inference.extract", "to_frames": "form4.inference.frames"}


def __getattr__(name: str) -> Any:
    """Load what is asked for and nothing else: the readers of documents take a while to load."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
