"""Annotated synthetic filings: a filing drawn, printed by a template, read and damaged."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.noise import add_noise
from form4.annotations.synthesis.page import Page
from form4.annotations.synthesis.sampler import filing_at
from form4.annotations.synthesis.templates import TEMPLATES
from form4.annotations.synthesis.values import ValuePools
from form4.model.errors import ConfigError
from form4.model.filing import Filing


@dataclass(frozen=True, slots=True)
class SyntheticPage:
    """A labelled text and the filing that its page stated before it was read and damaged.

    Noise and torn columns may have lost values that the filing still has.
    """

    annotated: AnnotatedText
    filing: Filing


# Shares of the pages, in percent; templates not named here share the rest.
_TEMPLATE_SHARES = {"sec_form": 55, "sheet": 20}
# The torn grid is what users have most and what is hardest to read.
_LAYOUT_SHARES = {
    "wrong_grid": 22,
    "reading_order": 11,
    "markdown": 10,
    "fixed_width": 10,
    "grid_tabs": 7,
    "cell_a_line": 7,
    "html_text": 7,
    "ocr_lines": 7,
    "run_together": 6,
    "pipes": 5,
    "column_by_column": 3,
    "ascii_box": 2,
    "tables_last": 2,
    "right_half_first": 1,
}
_ASCII_LAYOUTS = ("fixed_width", "ascii_box")


def pages(
    count: int,
    seed: int,
    pools: ValuePools,
    real: Sequence[Filing] = (),
    layouts: Sequence[str] | None = None,
) -> Iterator[SyntheticPage]:
    """Draw pages; page k depends on the seed and k alone, not on the pages before it.

    `real` filings are varied for about half of the pages; `layouts` restricts the readings.
    Raises ConfigError for a layout that does not exist.
    """
    unknown = sorted(set(layouts or ()) - set(LINEARIZERS))
    if unknown:
        raise ConfigError(
            f"There is no layout {unknown[0]!r}. Layouts: {', '.join(sorted(LINEARIZERS))}."
        )
    return (_page(seed, number, pools, real, layouts) for number in range(count))


def _page(
    seed: int,
    number: int,
    pools: ValuePools,
    real: Sequence[Filing],
    layouts: Sequence[str] | None,
) -> SyntheticPage:
    rng = random.Random(f"{seed}/{number}")
    page, filing = TEMPLATES[_draw_template(rng)](filing_at(pools, seed, number, real), rng)
    layout = _draw_layout(page, layouts, rng)
    tape = add_noise(LINEARIZERS[layout](page, rng), rng)
    return SyntheticPage(tape.annotated(f"synthetic-{seed}-{number}", layout), filing)


def _draw_template(rng: random.Random) -> str:
    names = list(TEMPLATES)
    others = [name for name in names if name not in _TEMPLATE_SHARES]
    rest = (100 - sum(_TEMPLATE_SHARES.values())) / max(1, len(others))
    return rng.choices(names, [_TEMPLATE_SHARES.get(name, rest) for name in names])[0]


def _draw_layout(page: Page, layouts: Sequence[str] | None, rng: random.Random) -> str:
    if layouts:
        return rng.choice(layouts)
    # Forms typed in ASCII lie on EDGAR as they were typed.
    if page.template.startswith("ascii") and rng.random() < 0.5:
        return rng.choice(_ASCII_LAYOUTS)
    return rng.choices(list(_LAYOUT_SHARES), list(_LAYOUT_SHARES.values()))[0]
