"""The network: a small ModernBERT token classifier, its files and its names.

ModernBERT (arXiv 2412.13663) because a cell is read from its neighbours (local attention) and
from the table's head (every third layer sees the whole window), with rotary positions that do
not care where on the page a table starts.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from form4.model.errors import ModelError
from form4.model.labels import tag_names

if TYPE_CHECKING:
    from transformers import PreTrainedModel

WEIGHTS = Path(__file__).parent / "weights"
TOKENIZER_FILE, CONFIG_FILE = "tokenizer.json", "config.json"
ONNX_FILE, SAFETENSORS_FILE = "model.onnx", "model.safetensors"


@dataclass(frozen=True, slots=True)
class NetworkConfig:
    """Sizes of a new network; `window` and `overlap` in tokens."""

    vocabulary_size: int = 8192
    hidden_size: int = 256
    layers: int = 6
    intermediate_size: int = 384
    heads: int = 4
    local_attention: int = 128
    global_every: int = 3
    dropout: float = 0.05
    window: int = 1024
    overlap: int = 256


def new_network(config: NetworkConfig, labels: tuple[str, ...]) -> "PreTrainedModel":
    """A network with random weights whose configuration names its tags."""
    from transformers import ModernBertConfig, ModernBertForTokenClassification

    from form4.model.attention import register

    tags = tag_names(labels)
    settings = ModernBertConfig(
        vocab_size=config.vocabulary_size,
        hidden_size=config.hidden_size,
        num_hidden_layers=config.layers,
        intermediate_size=config.intermediate_size,
        num_attention_heads=config.heads,
        local_attention=config.local_attention,
        global_attn_every_n_layers=config.global_every,
        max_position_embeddings=2 * config.window,
        attention_dropout=0.0,  # processors have no fast attention with dropout
        mlp_dropout=config.dropout,
        embedding_dropout=config.dropout,
        classifier_dropout=config.dropout,
        id2label=dict(enumerate(tags)),
        label2id={tag: number for number, tag in enumerate(tags)},
        pad_token_id=0,
        bos_token_id=None,
        eos_token_id=None,
        cls_token_id=None,
        sep_token_id=None,
        attn_implementation=register(),
    )
    settings.form4_window, settings.form4_overlap = config.window, config.overlap
    return ModernBertForTokenClassification(settings)


def load_network(folder: Path) -> "PreTrainedModel":
    """Read weights and configuration with safetensors alone and no remote code.

    Raises ModelError when they are missing or damaged.
    """
    from transformers import AutoModelForTokenClassification

    from form4.model.attention import register

    require_files(folder, CONFIG_FILE, SAFETENSORS_FILE)
    try:
        model: PreTrainedModel = AutoModelForTokenClassification.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            attn_implementation=register(),
        )
    except Exception as error:  # noqa: BLE001  damaged files raise whatever their reader raises
        raise ModelError(
            f"{folder}: the weights cannot be read ({error}). Install or train the model again."
        ) from error
    return model.float()


def with_dropout(model: "PreTrainedModel", share: float) -> "PreTrainedModel":
    """The same network with another share of dropout wherever it has any."""
    from torch.nn import Dropout

    for module in model.modules():
        if isinstance(module, Dropout):
            module.p = share
    config = model.config
    config.mlp_dropout = config.embedding_dropout = config.classifier_dropout = share
    return model


def find_model(name: str | Path) -> Path:
    """The folder of a shipped model's name or of a path; raises ModelError when there is none."""
    path = Path(name)
    for folder in (path, WEIGHTS / path) if not path.is_absolute() else (path,):
        if (folder / CONFIG_FILE).is_file():
            return folder
    shipped = sorted(folder.parent.name for folder in WEIGHTS.glob(f"*/{CONFIG_FILE}"))
    raise ModelError(
        f"{name}: no model there (a folder with {CONFIG_FILE} is needed). "
        f"Shipped models: {', '.join(shipped) or 'none'}."
    )


def require_files(folder: Path, *names: str) -> None:
    """Raise ModelError naming the first file that a model folder lacks."""
    for name in names:
        if not (folder / name).is_file():
            raise ModelError(f"{folder}: {name} is missing. Install or train the model again.")


def read_network_config(folder: Path) -> dict[str, Any]:
    """The configuration beside the weights; raises ModelError when it cannot be read."""
    path = folder / CONFIG_FILE
    advice = "Install or train the model again."
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ModelError(f"{path}: cannot be read ({error}). {advice}") from error
    if not isinstance(config, dict):
        raise ModelError(f"{path}: is no configuration. {advice}")
    return config


def labels_of(config: dict[str, Any], folder: Path) -> tuple[str, ...]:
    """The labels of a saved configuration in class order; raises ModelError when out of shape."""
    given = config.get("id2label")
    tags: dict[Any, Any] = given if isinstance(given, dict) else {}
    numbered = all(str(key).isdecimal() for key in tags)
    names = [str(tags[key]) for key in sorted(tags, key=int)] if numbered else []
    labels = tuple(name[2:] for name in names if name.startswith("B-"))
    if not labels or tuple(names) != tag_names(labels):
        raise ModelError(
            f"{folder}: its configuration does not name IOB2 tags in class order. "
            "Install or train the model again."
        )
    return labels
