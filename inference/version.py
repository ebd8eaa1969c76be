"""Which model said it: its name with a short hash of its files."""

import hashlib
from pathlib import Path

from form4.inference.calibration import CALIBRATION_FILE
from form4.model.network import (
    ONNX_FILE,
    TOKENIZER_FILE,
    find_model,
    read_network_config,
    require_files,
)

_HASH_DIGITS = 8
_CHUNK_BYTES = 1 << 20


def model_version(model: str | Path) -> str:
    """Name and hash of a model by name or folder, as `form4-base-1.1-0f3a9c2e`.

    The hash is of all that decides what the model says, so a retrained model never passes for the
    one before it. Raises ModelError when there is no model.
    """
    folder = find_model(model)
    require_files(folder, ONNX_FILE, TOKENIZER_FILE)
    digest = hashlib.sha256()
    for name in (ONNX_FILE, TOKENIZER_FILE, CALIBRATION_FILE):
        if (folder / name).is_file():
            _add(digest, folder / name)
    config = read_network_config(folder)
    name = "-".join(str(config.get("form4_name", folder.name)).split())
    return f"{name}-{digest.hexdigest()[:_HASH_DIGITS]}"


def _add(digest: "hashlib._Hash", path: Path) -> None:
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
