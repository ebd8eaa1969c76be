"""Annotated synthetic filings: a filing drawn, printed by a template, read and damaged."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.noise import add_noise
from form4.annotations.synthesis.page import Page
from form4.annotations.synthesis.sampler import filing_at
from form4.annotations.synthesis.templates import TEMPLATES, others
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
_TEMPLATE_SHARES = {"sec_form": 50, "sheet": 18, "agent_print": 9, "ascii_1996": 9, "vision": 7}
# The torn grid is what users have most and what is hardest to read.
_LAYOUT_SHARES = {
    "wrong_grid": 21,
    "ocr_lines": 14,
    "reading_order": 9,
    "fixed_width": 9,
    "markdown": 8,
    "wrapped_rows": 7,
    "grid_tabs": 6,
    "text_blocks": 7,
    "cell_a_line": 5,
    "html_text": 5,
    "run_together": 5,
    "pipes": 4,
    "column_by_column": 3,
    "form_fields": 3,
    "cell_dump": 4,
    "raw_html": 2,
    "ascii_box": 2,
    "tables_last": 2,
    "right_half_first": 2,
}
# Share of pages that are no ownership form and carry no label.
_OTHER_SHARE = 0.04
_ASCII_LAYOUTS = ("fixed_width", "ascii_box")
_MARKDOWN_LAYOUTS = ("markdown", "markdown", "pipes", "html_text")


def pages(
    count: int,
    seed: int,
    pools: ValuePools,
    real: Sequence[Filing] = (),
    layouts: Sequence[str] | None = None,
    *,
    noisy: bool = True,
) -> Iterator[SyntheticPage]:
    """Draw pages; page k depends on the seed and k alone, not on the pages before it.

    `real` filings are varied for about half of the pages; `layouts` restricts the readings; pages
    that are not `noisy` are the same ones before any character was damaged.
    Raises ConfigError for a layout that does not exist.
    """
    unknown = sorted(set(layouts or ()) - set(LINEARIZERS))
    if unknown:
        raise ConfigError(
            f"There is no layout {unknown[0]!r}. Layouts: {', '.join(sorted(LINEARIZERS))}."
        )
    return (_page(seed, number, pools, real, layouts, noisy) for number in range(count))


def _page(
    seed: int,
    number: int,
    pools: ValuePools,
    real: Sequence[Filing],
    layouts: Sequence[str] | None,
    noisy: bool,
) -> SyntheticPage:
    rng = random.Random(f"{seed}/{number}")
    if rng.random() < _OTHER_SHARE:
        return other_page(pools, rng, f"other-synthetic-{seed}-{number}", layouts)
    page, filing = TEMPLATES[_draw_template(rng)](filing_at(pools, seed, number, real), rng)
    layout = _draw_layout(page, layouts, rng)
    tape = LINEARIZERS[layout](page, rng)
    tape = add_noise(tape, rng) if noisy else tape
    return SyntheticPage(tape.annotated(f"synthetic-{seed}-{number}", layout), filing)


def other_page(
    pools: ValuePools,
    rng: random.Random,
    document_id: str,
    layouts: Sequence[str] | None = None,
    *,
    held_out: bool = False,
) -> SyntheticPage:
    """A paper that is no ownership form, read and damaged like the others; it has no labels."""
    page = others.draw(pools, rng, held_out)
    layout = _draw_layout(page, layouts, rng)
    tape = add_noise(LINEARIZERS[layout](page, rng), rng)
    return SyntheticPage(tape.annotated(document_id, layout), Filing())


def _draw_template(rng: random.Random) -> str:
    names = list(TEMPLATES)
    unnamed = [name for name in names if name not in _TEMPLATE_SHARES]
    rest = (100 - sum(_TEMPLATE_SHARES.values())) / max(1, len(unnamed))
    return rng.choices(names, [_TEMPLATE_SHARES.get(name, rest) for name in names])[0]


def _draw_layout(page: Page, layouts: Sequence[str] | None, rng: random.Random) -> str:
    if layouts:
        return rng.choice(layouts)
    # Forms typed in ASCII lie on EDGAR as they were typed.
    if page.template.startswith("ascii") and rng.random() < 0.5:
        return rng.choice(_ASCII_LAYOUTS)
    # What a vision model wrote is markdown already.
    if page.template == "vision" and rng.random() < 0.6:
        return rng.choice(_MARKDOWN_LAYOUTS)
    return rng.choices(list(_LAYOUT_SHARES), list(_LAYOUT_SHARES.values()))[0]
