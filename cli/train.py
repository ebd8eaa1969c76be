"""form4 train: retrain from annotations, or train the shipped model from its recipe."""

from pathlib import Path
from typing import Annotated

import typer


def train(
    output: Annotated[Path, typer.Option(help="Folder for the model, its report and checkpoints")],
    annotations: Annotated[
        list[Path] | None, typer.Option(help="Label Studio exports (JSON), one or several")
    ] = None,
    recipe: Annotated[Path | None, typer.Option(help="TOML file with settings")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of real filings and converted texts")
    ] = None,
    base: Annotated[
        str | None, typer.Option(help="Model to start from: a shipped name or a folder")
    ] = None,
    epochs: Annotated[
        float | None, typer.Option(min=0.01, help="Passes over the training pages")
    ] = None,
    synthetic: Annotated[int | None, typer.Option(min=0, help="Synthetic pages to mix in")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of pages, weights and order")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from the last checkpoint in the output")
    ] = False,
) -> None:
    """Train a tagger; writes weights, ONNX, tokenizer, report and model card to OUTPUT."""
    from importlib.util import find_spec

    from form4.model.errors import ConfigError
    from form4.training.config import TrainConfig

    missing = [name for name in ("torch", "transformers", "datasets") if find_spec(name) is None]
    if missing:
        raise ConfigError(
            f"Training needs {', '.join(missing)}: pip install 'form4-extractor[train]', or in a "
            "clone pip install '.[train]'."
        )
    _check_paths(output, data, recipe, annotations or [])
    from form4.training.train import train_model

    config = TrainConfig() if recipe is None else TrainConfig.from_toml(recipe)
    flags = {
        "data": data,
        "annotations": annotations or None,
        "base": base,
        "epochs": epochs,
        "synthetic": synthetic,
        "seed": seed,
    }
    given = {name: value for name, value in flags.items() if value is not None}
    report = train_model(config.updated(given, "flags"), output, resume=resume)
    typer.echo(report.to_markdown())


def _check_paths(
    output: Path, data: Path | None, recipe: Path | None, annotations: list[Path]
) -> None:
    """Refuse what is not there before a run is begun that would have to be cleared away."""
    from form4.model.errors import ConfigError

    if output.exists() and not output.is_dir():
        raise ConfigError(f"{output}: is a file. Name a folder with --output.")
    if data is not None and not data.is_dir():
        raise ConfigError(f"{data}: there is no such folder. Check --data.")
    named = [("--recipe", recipe)] if recipe else []
    for option, path in (*named, *(("--annotations", one) for one in annotations)):
        if not path.exists():
            raise ConfigError(f"{path}: there is no such file. Check {option}.")
