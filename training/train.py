"""One training run from settings to a model folder; it reads from top to bottom."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.tags import IGNORED, tag_tokens
from form4.inference.calibration import CALIBRATION_FILE
from form4.inference.tagger import Tagger, load_tagger
from form4.model.decoding import TagSet, best_legal_tags
from form4.model.errors import ConfigError
from form4.model.export import save_model, save_tokenizer
from form4.model.labels import LABELS, tag_names
from form4.model.network import (
    TOKENIZER_FILE,
    find_model,
    labels_of,
    load_network,
    new_network,
    require_files,
    with_dropout,
)
from form4.model.tokenizer import build_tokenizer, encode, load_tokenizer
from form4.training.averaging import mix_in
from form4.training.calibrate import calibrate_model
from form4.training.config import TrainConfig
from form4.training.dataset import Encoder, build_dataset
from form4.training.graphs import choose_graph, tuning_texts
from form4.training.new_labels import new_labels, with_labels
from form4.training.report import TrainingReport, write_report
from form4.training.sources import Sources, load_sources
from form4.training.trainer import fit
from form4.training.validation import EntityScores, entity_scores

if TYPE_CHECKING:
    from transformers import PreTrainedModel

SETTINGS_FILE = "settings.json"
CALIBRATED = 3  # synthetic pages that calibrate a built-in model, for each one that scores it


def train_model(config: TrainConfig, output: Path, *, resume: bool = False) -> TrainingReport:
    """Make pages, fit, export, score; `output/run` keeps what a killed run needs to go on.

    With a data folder, real pages have a validation of their own (`form4 evaluate --data`), and
    the entity scores are of synthetic pages alone.

    Raises ConfigError when the output holds another run and `resume` is not set. What a run needs
    is read before the output is touched, so that a wrong name leaves no run to clear away.
    """
    import transformers

    run = output / "run"
    _refuse_mixing(run, config, resume=resume)
    transformers.set_seed(config.seed)
    sources = load_sources(config)
    base = None if config.base is None else _load_base(config, config.base, sources)
    _claim(run, config)
    tokenizer, model = base or _new(config, sources, run)
    labels = labels_of({"id2label": model.config.id2label}, output)
    encoder = Encoder(tokenizer, TagSet(labels), config.network.window, config.network.overlap)
    training = build_dataset(sources.training, encoder, run / "training")
    held_out = build_dataset(sources.held_out, encoder, run / "held_out")
    fitted = fit(model, training, held_out, config, run, resume=resume)
    other = config.mixed_in or config.base
    if other is not None and config.base_share:
        mix_in(fitted.model, load_network(find_model(other)), config.base_share)
    fitted.model.config.form4_name = config.name
    save_model(fitted.model, tokenizer, output)
    held_back = sources.real_held_out or tuple(sources.held_out())
    graph = choose_graph(output, tuning_texts(config.data, held_back))
    if not _keeps_calibration(config, output):
        made = config.held_out * (CALIBRATED if config.data else 1)
        calibrate_model(output, config.data, sources.real_held_out, config.scans, made)
    pages = list(sources.synthetic_held_out() if config.data else sources.held_out())
    scores = score_entities(load_tagger(output), pages)
    report = TrainingReport.of(config, fitted, training, held_out, scores, graph)
    write_report(report, output)
    return report


def _refuse_mixing(run: Path, config: TrainConfig, *, resume: bool) -> None:
    """Refuse to mix two runs in one folder."""
    path = run / SETTINGS_FILE
    if path.is_file() and not resume:
        raise ConfigError(f"{run}: holds a run already. Add --resume, or choose another --output.")
    if path.is_file() and path.read_text(encoding="utf-8") != _settings(config):
        raise ConfigError(f"{run}: was started with other settings. Choose another --output.")


def _claim(run: Path, config: TrainConfig) -> None:
    """Write the settings beside the checkpoints to come."""
    run.mkdir(parents=True, exist_ok=True)
    (run / SETTINGS_FILE).write_text(_settings(config), encoding="utf-8")


def _settings(config: TrainConfig) -> str:
    return json.dumps(config.to_dict(), indent=1, sort_keys=True) + "\n"


def _load_base(
    config: TrainConfig, base: str, sources: Sources
) -> tuple[Tokenizer, "PreTrainedModel"]:
    folder = find_model(base)
    require_files(folder, TOKENIZER_FILE)
    model = with_dropout(load_network(folder), config.network.dropout)
    known = labels_of({"id2label": model.config.id2label}, folder)
    added = new_labels((*sources.real, *sources.real_held_out), known)
    return load_tokenizer(folder / TOKENIZER_FILE), with_labels(model, known, added)


def _new(config: TrainConfig, sources: Sources, run: Path) -> tuple[Tokenizer, "PreTrainedModel"]:
    """A tokenizer of the sources' words, kept for `resume`, and random weights."""
    if not (run / TOKENIZER_FILE).is_file():
        save_tokenizer(build_tokenizer(sources.vocabulary(), config.network.vocabulary_size), run)
    tokenizer = load_tokenizer(run / TOKENIZER_FILE)
    sized = replace(config.network, vocabulary_size=tokenizer.get_vocab_size())
    known = tuple(label.name for label in LABELS)
    added = new_labels((*sources.real, *sources.real_held_out), known)
    return tokenizer, new_network(sized, (*known, *added))


def _keeps_calibration(config: TrainConfig, output: Path) -> bool:
    """Copy the base's calibration where it is to be kept and there is one."""
    if config.base is None or not config.keep_calibration:
        return False
    kept = find_model(config.base) / CALIBRATION_FILE
    if kept.is_file():
        shutil.copyfile(kept, output / CALIBRATION_FILE)
    return kept.is_file()


def score_entities(tagger: Tagger, pages: Sequence[AnnotatedText]) -> EntityScores:
    """Strict entity scores of whole documents, decoded as at inference, by layout."""
    names = tag_names(tagger.tag_set.labels)
    gold, predicted = [], []
    for page in pages:
        tokens = encode(tagger.tokenizer, page.text)
        truth = tag_tokens(page, tokens, tagger.tag_set).tags
        found = best_legal_tags(tagger.score(tokens))
        seen = truth != IGNORED
        gold.append([names[tag] for tag in truth[seen]])
        predicted.append([names[tag] for tag in found[seen]])
    return entity_scores(gold, predicted, [page.layout for page in pages])
