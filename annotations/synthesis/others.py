"""Pages of papers that are no ownership form, on which a tagger must stay silent."""

import random
from collections.abc import Iterator

from form4.annotations.synthesis.synthesize import SyntheticPage, other_page
from form4.annotations.synthesis.values import ValuePools


def other_pages(
    count: int, seed: int, pools: ValuePools, held_out: bool = False
) -> Iterator[SyntheticPage]:
    """Draw other papers without labels; page k depends on the seed and k alone.

    `held_out` draws only the two kinds whose wording no page of training has: Form 144 as filed
    since 2023, and a proxy statement's table under other heads.
    """
    for number in range(count):
        rng = random.Random(f"other-{seed}/{number}")
        yield other_page(pools, rng, f"other-{seed}-{number}", held_out=held_out)
