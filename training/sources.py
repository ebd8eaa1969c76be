"""Where training texts come from: synthesis, real converters, scans, people's annotations."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.exports import ReadPolicy, ReadTask, read_export
from form4.annotations.findings import ExportReport
from form4.annotations.line_ends import with_line_feeds
from form4.annotations.scans.cache import read_scans
from form4.annotations.synthesis.noise.curve import damage
from form4.annotations.synthesis.sample_names import draw_company, draw_person
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.errors import ConfigError, ExportError
from form4.model.filing import Filing
from form4.training.augment import Substitutes, augment
from form4.training.config import TrainConfig
from form4.training.corpus import real_filings, real_texts
from form4.training.split import split_by_document

HELD_OUT_SEED = 1_000_003
VOCABULARY_PAGES = 1500
INVENTED = 3000
WORN_SHARE, MOST_WORN = 0.25, 0.06  # of the pages, and of a page's characters
TRAINING_SCANS, HELD_OUT_SCANS = "train.jsonl.gz", "dev.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a run may read, loaded once; each method gives a fresh, seeded stream."""

    config: TrainConfig
    pools: ValuePools
    substitutes: Substitutes
    filings: tuple[Filing, ...]
    real: tuple[AnnotatedText, ...]
    real_held_out: tuple[AnnotatedText, ...]
    scans: tuple[AnnotatedText, ...] = ()

    def training(self) -> Iterator[AnnotatedText]:
        """Synthetic pages, then each real page and scan again and again with other values."""
        yield from self._synthetic(self.config.synthetic, self.config.seed)
        rng = random.Random(self.config.seed)
        yield from self._again(self.real, self.config.real_repeats, rng)
        yield from self._again(self.scans, self.config.scan_repeats, rng)

    def held_out(self) -> Iterator[AnnotatedText]:
        """Pages for early stopping and for the report: other seeds, other issuers."""
        yield from self.synthetic_held_out()
        yield from self.real_held_out

    def synthetic_held_out(self) -> Iterator[AnnotatedText]:
        """The synthetic ones among them, on which entity scores are reported."""
        yield from self._synthetic(self.config.held_out, self.config.seed + HELD_OUT_SEED)

    def vocabulary(self) -> Iterator[str]:
        """Texts from which the tokenizer learns its words."""
        yield from (page.text for page in self.real)
        yield from (page.text for page in self._synthetic(VOCABULARY_PAGES, self.config.seed))

    def _again(
        self, pages: Sequence[AnnotatedText], repeats: int, rng: random.Random
    ) -> Iterator[AnnotatedText]:
        for repeat in range(repeats):
            for page in pages:
                yield self._varied(page, rng) if repeat else page

    def _varied(self, page: AnnotatedText, rng: random.Random) -> AnnotatedText:
        """A page with other values, now and then worn: real layouts with a scan's slips."""
        other = augment(page, self.substitutes, rng)
        if rng.random() >= WORN_SHARE:
            return other
        return damage(other, rng.uniform(0, MOST_WORN), rng).annotated

    def _synthetic(self, count: int, seed: int) -> Iterator[AnnotatedText]:
        layouts = self.config.layouts or None
        for page in islice(pages(count, seed, self.pools, self.filings, layouts), count):
            yield page.annotated


def load_sources(config: TrainConfig) -> Sources:
    """Read the real data and the annotations that a run names."""
    # What of the exports cannot be used is told by whoever asked for the run.
    annotated = read_annotated(
        config.annotations, ReadPolicy(on_overlap=config.on_overlap), ExportReport()
    )
    real, held_out = split_by_document(annotated)
    filings: list[Filing] = []
    pools = ValuePools.builtin()
    if config.data is not None:
        pools = ValuePools.from_data(config.data)
        filings = list(real_filings(config.data, "train"))
        real += [page for page, _ in real_texts(config.data, "train")]
        held_out += [page for page, _ in real_texts(config.data, "dev")]
    scans: list[AnnotatedText] = []
    if config.scans is not None:
        scans = _read(config.scans / TRAINING_SCANS)
        held_out += _read(config.scans / HELD_OUT_SCANS)
    return Sources(
        config,
        pools,
        substitutes_of(pools),
        tuple(filings),
        tuple(real),
        tuple(held_out),
        tuple(scans),
    )


def read_annotated(
    paths: Sequence[Path], policy: ReadPolicy, report: ExportReport
) -> list[AnnotatedText]:
    """The usable annotated pages of exports, each text once; ExportError when there is none.

    An export of a later round holds the pages of the one before, perhaps corrected since.
    """
    found: dict[str, ReadTask] = {}
    for path in paths:
        for task in read_export(path, policy, report):
            text = task.annotated.text
            if text not in found or found[text].precedence <= task.precedence:
                found[text] = task
    if paths and not found:
        names = ", ".join(map(str, paths))
        first = next((one.message for r in report.reasons() for one in report.examples[r]), "")
        raise ExportError(f"{names}: no annotated task can be used. {first}".strip())
    return [with_line_feeds(task.annotated) for task in found.values()]


def _read(path: Path) -> list[AnnotatedText]:
    if not path.is_file():
        raise ConfigError(f"{path}: there are no scans; `make scans` prints and reads some.")
    return [page for page, _ in read_scans(path)]


def substitutes_of(pools: ValuePools, seed: int = 0) -> Substitutes:
    """Values of the pools by label, people and companies among them invented ones."""
    rng = random.Random(seed)
    companies = [draw_company(pools, rng).name or "" for _ in range(INVENTED)]
    people = [draw_person(pools, rng) for _ in range(INVENTED)]
    return Substitutes(
        {
            "issuer_name": companies,
            "owner_name": [*(person.filed(rng) for person in people), *pools.owner_names],
            "officer_title": pools.officer_titles.values,
            "signature_name": [*(person.natural(rng) for person in people), *pools.signature_names],
            "nature_of_ownership": pools.natures.values,
            "security_title": pools.titles.values,
            "derivative_security_title": pools.derivative_titles.values,
            "underlying_security_title": pools.underlying_titles.values,
        }
    )
