"""form4 train: retrain from annotations, or train the shipped model from its recipe."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4.annotations.overlaps import OnOverlap
from form4.cli.own_labels import own_labels

if TYPE_CHECKING:
    from form4.annotations.exports import ReadPolicy
    from form4.training.config import TrainConfig

_CLOSE = 0.85  # of 1 for equal names: a slip of one or two letters, not a name of the same kind


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
    margin: Annotated[
        float, typer.Option(min=0.0, help="Core-field F1 that retraining may lose elsewhere")
    ] = 0.005,
    force: Annotated[
        bool, typer.Option("--force", help="Exit 0 even when retraining lost more than that")
    ] = False,
    on_overlap: Annotated[
        OnOverlap | None, typer.Option(help="What becomes of overlapping regions")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse exports of which anything was mended or lost")
    ] = False,
    label: Annotated[
        list[str] | None, typer.Option(help="A new label that is meant; may be given several times")
    ] = None,
) -> None:
    """Train a tagger; writes weights, ONNX, tokenizer, report and model card to OUTPUT.

    With --annotations alone, the built-in model or --base is retrained and compared with itself.
    """
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
    from form4.training.retrain import DEFAULTS, export_policy
    from form4.training.train import train_model

    retrains = bool(annotations) and recipe is None and data is None
    standard = DEFAULTS if retrains else TrainConfig()
    config = standard if recipe is None else TrainConfig.from_toml(recipe)
    flags = {
        "data": data,
        "annotations": annotations or None,
        "base": base,
        "epochs": epochs,
        "synthetic": synthetic,
        "seed": seed,
        "on_overlap": on_overlap,
    }
    given = {name: value for name, value in flags.items() if value is not None}
    config = config.updated(given, "flags")
    if annotations:
        known = {*own_labels(label, config.base)}
        policy = export_policy(config)
        _check_exports(annotations, policy, known, strict=strict)
    if retrains:
        raise typer.Exit(_retrain(config, output, margin, resume=resume, force=force))
    report = train_model(config, output, resume=resume)
    typer.echo(report.to_markdown())


def _check_exports(
    annotations: list[Path], policy: "ReadPolicy", own: set[str], *, strict: bool
) -> None:
    """Tell what cannot be used before a run is begun; raises ExportError for it if `strict`."""
    from form4.cli.annotate_check import check_exports, report_text
    from form4.model.errors import ExportError
    from form4.model.labels import BY_NAME

    report = check_exports(annotations, policy)
    typer.echo(report_text(report), err=True)
    if strict and (report.problems or report.mended):
        raise ExportError("The exports are not clean, as --strict asks. See form4 annotate check.")
    new = sorted(set(report.labels) - set(BY_NAME) - own)
    _check_new_labels(new, {*BY_NAME, *own}, strict=strict)
    if new:
        typer.echo(f"new labels, learnt beside the known ones: {', '.join(new)}", err=True)


def _check_new_labels(new: list[str], known: set[str], *, strict: bool) -> None:
    """Refuse what looks like a slip of the pen: it would be learnt as a label of its own."""
    import difflib

    from form4.model.errors import ExportError

    for name in new:
        near = difflib.get_close_matches(name, known, 1, _CLOSE)
        if near or strict:
            hint = f"which is close to {near[0]!r}" if near else "which --strict refuses"
            raise ExportError(
                f"The exports have the new label {name!r}, {hint}. Correct the regions, or say "
                f"that it is meant with --label {name}."
            )


def _retrain(
    config: "TrainConfig", output: Path, margin: float, *, resume: bool, force: bool
) -> int:
    """Retrain, print the comparison, and tell by the exit code whether the model may be used."""
    from form4.training.retrain import retrain

    done = retrain(config, output, margin=margin, resume=resume)
    typer.echo(done.to_markdown())
    if done.is_worse and not force:
        typer.echo(f"form4: {output} is {done.verdict()}. --force takes it anyway.", err=True)
        return 1
    return 0


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
