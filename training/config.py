"""The settings of a training run: from a TOML recipe, then from flags."""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from form4.annotations.overlaps import OnOverlap
from form4.model.errors import ConfigError
from form4.model.network import NetworkConfig


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """One run: pages, windows and steps are counts, `real_repeats` counts readings of a real page.

    `patience` counts evaluations without a better score after which a run ends, to go back to the
    best weights; with 0 it goes to its end and keeps the last ones.
    `stop_after` ends a run after so many steps of its schedule, for a later stage to go on.

    `data` is a folder of real filings for synthesis and alignment, `scans` a folder of printed
    pages read by OCR (`python -m scripts.scan_pages`), `annotations` are Label Studio exports,
    `base` a model to start from; with none of the first three, pages are all synthetic.
    `base_share` of the base's weights, or of those of `mixed_in`, is mixed into the trained ones
    (`training/averaging.py`).
    With `keep_calibration` the base's judges of confidence stay as they are.
    `layouts` restricts the synthetic pages to some readings; empty is all.
    """

    name: str = "form4-base 1.0"
    data: Path | None = None
    scans: Path | None = None
    annotations: tuple[Path, ...] = ()
    on_overlap: OnOverlap = OnOverlap.SAME_LABEL
    base: str | None = None
    base_share: float = 0.0
    mixed_in: str | None = None
    keep_calibration: bool = False
    synthetic: int = 2000
    layouts: tuple[str, ...] = ()
    real_repeats: int = 6
    scan_repeats: int = 3
    held_out: int = 120
    epochs: float = 1.0
    learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup: float = 0.05
    batch_windows: int = 8
    stop_after: int = 0
    eval_steps: int = 250
    patience: int = 8
    bf16: bool = True
    seed: int = 1
    network: NetworkConfig = field(default_factory=NetworkConfig)

    @classmethod
    def from_toml(cls, path: Path) -> Self:
        """Read a recipe; raises ConfigError naming an unknown key and the nearest known one."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: the recipe cannot be read ({error}).") from error
        return cls().updated(data, str(path))

    def updated(self, values: Mapping[str, Any], where: str) -> Self:
        """A copy with other values; tables are merged key by key."""
        known = {entry.name for entry in fields(self)}
        _refuse_unknown(values, known, where)
        changed = dict(values)
        if "network" in values:
            names = {entry.name for entry in fields(NetworkConfig)}
            _refuse_unknown(values["network"], names, f"{where}: network")
            changed["network"] = replace(self.network, **values["network"])
        for name in ("data", "scans"):
            if values.get(name) is not None:
                changed[name] = Path(values[name])
        changed["on_overlap"] = _overlap(values.get("on_overlap", self.on_overlap), where)
        changed["layouts"] = tuple(values.get("layouts", self.layouts))
        changed["annotations"] = tuple(map(Path, values.get("annotations", self.annotations)))
        return replace(self, **changed)

    def to_dict(self) -> dict[str, Any]:
        """The settings as JSON has them, without the places of files."""
        values = asdict(self)
        for name in ("data", "scans"):
            values[name] = None if values[name] is None else Path(values[name]).name
        values["layouts"] = list(self.layouts)
        values["annotations"] = [path.name for path in self.annotations]
        return values


def _overlap(value: Any, where: str) -> OnOverlap:
    known = [policy.value for policy in OnOverlap]
    if value not in known:
        raise ConfigError(f"{where}: on_overlap is {value!r}. Known: {', '.join(known)}.")
    return OnOverlap(value)


def _refuse_unknown(values: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in values:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f" Did you mean {near[0]}?" if near else f" Known: {', '.join(sorted(known))}."
            raise ConfigError(f"{where}: unknown setting {key}.{hint}")
