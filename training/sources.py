"""Where training texts come from: synthesis, real converters' texts, people's annotations."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import read_tasks
from form4.annotations.synthesis.sample_names import draw_company, draw_person
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing
from form4.training.augment import Substitutes, augment
from form4.training.config import TrainConfig
from form4.training.corpus import real_filings, real_texts

HELD_OUT_SEED = 1_000_003
VOCABULARY_PAGES = 1500
VALIDATED_SHARE = 5
INVENTED = 3000


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a run may read, loaded once; each method gives a fresh, seeded stream."""

    config: TrainConfig
    pools: ValuePools
    substitutes: Substitutes
    filings: tuple[Filing, ...]
    real: tuple[AnnotatedText, ...]
    real_held_out: tuple[AnnotatedText, ...]

    def training(self) -> Iterator[AnnotatedText]:
        """Synthetic pages, then each real page again and again with other values."""
        yield from self._synthetic(self.config.synthetic, self.config.seed)
        rng = random.Random(self.config.seed)
        for repeat in range(self.config.real_repeats):
            for page in self.real:
                yield augment(page, self.substitutes, rng) if repeat else page

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

    def _synthetic(self, count: int, seed: int) -> Iterator[AnnotatedText]:
        for page in islice(pages(count, seed, self.pools, real=self.filings), count):
            yield page.annotated


def load_sources(config: TrainConfig) -> Sources:
    """Read the real data and the annotations that a run names."""
    annotated = [page for path in config.annotations for page in read_tasks(path)]
    held_out = annotated[::VALIDATED_SHARE] if len(annotated) >= VALIDATED_SHARE else []
    real = [page for page in annotated if page not in held_out]
    filings: list[Filing] = []
    pools = ValuePools.builtin()
    if config.data is not None:
        pools = ValuePools.from_data(config.data)
        filings = list(real_filings(config.data, "train"))
        real += [page for page, _ in real_texts(config.data, "train")]
        held_out += [page for page, _ in real_texts(config.data, "dev")]
    return Sources(
        config, pools, substitutes_of(pools), tuple(filings), tuple(real), tuple(held_out)
    )


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
