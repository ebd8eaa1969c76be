"""Words of a picture by RapidOCR, which brings its networks along and runs them by ONNX Runtime."""

import importlib.util
import logging
import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from form4.inference.pages.reading import Reading, weighed
from form4.inference.pages.words import Word

if TYPE_CHECKING:
    from PIL.Image import Image

_LOADING = threading.Lock()


class RapidOcr:
    """The networks that find lines of text and read them, loaded when the first page comes."""

    name = "RapidOCR"

    def __init__(self) -> None:
        self._engine: Any = None

    def read(self, image: "Image", dpi: int) -> Reading:
        """The lines of an upright grey picture as words; its resolution does not matter."""
        with _LOADING:
            if self._engine is None:
                self._engine = _loaded()
        found = self._engine(np.asarray(image.convert("RGB")))
        if found.boxes is None:
            return Reading((), 0.0)
        pieces = zip(found.boxes, found.txts, found.scores, strict=True)
        return weighed(
            [
                (Word(text.strip(), *_box(at)), float(sure))
                for at, text, sure in pieces
                if text.strip()
            ]
        )


def find_rapid() -> RapidOcr | None:
    """RapidOCR, if it is installed."""
    return RapidOcr() if importlib.util.find_spec("rapidocr") else None


def _loaded() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.use_cls": False, "Global.log_level": "error"})


def _box(corners: Any) -> tuple[float, float, float, float]:
    xs, ys = corners[:, 0], corners[:, 1]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
