"""The model that answers: loaded whole, swapped whole, never half of each."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from form4.annotations.export_text import checksum
from form4.annotations.labelling_config import LabellingConfig, read_config
from form4.inference.evaluation.reader import Reader, load_reader
from form4.inference.pre_annotation import guess
from form4.inference.version import model_version
from form4.model.errors import ConfigError, Form4Error

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A loaded model, where it came from, and the version that its predictions carry."""

    place: str
    version: str
    reader: Reader

    @classmethod
    def load(cls, place: str) -> "ServedModel":
        """Load by name or folder; raises ModelError, so that a broken model never serves."""
        return cls(place, model_version(place), load_reader(place))


class Predictor:
    """Answers for tasks with the current model; one request at a time uses the network."""

    def __init__(self, model: ServedModel, say: Say = lambda _: None) -> None:
        self._model = model
        self._say = say
        self._busy = threading.Lock()

    @property
    def model(self) -> ServedModel:
        """The model that answers now."""
        return self._model

    def swap(self, model: ServedModel) -> None:
        """Let another model answer from the next request on."""
        self._model = model

    def predict(
        self, tasks: Sequence[Mapping[str, Any]], label_config: str | None
    ) -> list[dict[str, Any]]:
        """Exactly one prediction a task, in order; an empty one where nothing can be said.

        Any other number would make the server throw the whole answer away.
        """
        model = self._model  # one model for the whole answer, whatever is swapped meanwhile
        names = self._names(label_config)
        with self._busy:
            return [self._predict(model, task, names) for task in tasks]

    def _names(self, label_config: str | None) -> LabellingConfig | None:
        if not label_config:
            return LabellingConfig()
        try:
            return _read_cached(label_config)
        except ConfigError as error:
            self._say(str(error))
            return None

    def _predict(
        self, model: ServedModel, task: Mapping[str, Any], names: LabellingConfig | None
    ) -> dict[str, Any]:
        nothing = {"model_version": model.version, "score": 0.0, "result": []}
        given = task.get("data")
        data: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        text = None if names is None else data.get(names.text_key)
        if names is None or not isinstance(text, str) or not text.strip():
            return nothing
        document_id = _writable(str(data.get("document_id") or f"task {task.get('id', 0)}"))
        try:
            checksum(text, document_id)  # half of a character could not even be answered
            found, _ = guess(text, document_id, model.reader).within(names.labels)
            return found.prediction(model.version, names, rows=False)
        except Form4Error as error:
            self._say(str(error))
        except Exception as error:  # one odd page, whatever the runtime makes of it, is no batch
            self._say(f"{document_id}: {type(error).__name__}: {error}")
        return nothing


def _writable(name: str) -> str:
    """A name with question marks for halves of characters, which UTF-8 has not."""
    return name.encode("utf-8", "replace").decode("utf-8")


_read_cached = lru_cache(maxsize=16)(read_config)
