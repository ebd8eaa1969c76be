"""Damage that happens to a text after it was laid out, each kind alone and all together."""

import random
from collections.abc import Callable

from form4.annotations.synthesis.linearizers.tape import Tape
from form4.annotations.synthesis.noise.characters import (
    change_case,
    confuse_characters,
    drop_and_double,
    garble_small_print,
    move_blanks,
    respell_signs,
    stray_marks,
)
from form4.annotations.synthesis.noise.layout import (
    add_decoys,
    break_lines,
    break_pages,
    change_white_space,
    cut_off,
    emphasize,
    lose_captions,
    wrap_in_formula,
)
from form4.annotations.synthesis.noise.marks import (
    lose_cells,
    misread_checks,
    restyle_marks,
    swallow_marks,
    tear_marks,
)
from form4.annotations.synthesis.noise.signs import (
    hyphenate,
    join_letters,
    misread_marks,
    odd_blanks,
    unseen_signs,
    wide_signs,
)

# Takes a tape and a strength in [0, 1]; labels stay with the characters that are left.
Noise = Callable[[Tape, random.Random, float], Tape]

# In the order in which they happen: marks while their brackets are still whole, characters last.
NOISES: dict[str, Noise] = {
    "restyle_marks": restyle_marks,
    "swallow_marks": swallow_marks,
    "tear_marks": tear_marks,
    "misread_marks": misread_marks,
    "misread_checks": misread_checks,
    "change_case": change_case,
    "lose_captions": lose_captions,
    "garble_small_print": garble_small_print,
    "wrap_in_formula": wrap_in_formula,
    "emphasize": emphasize,
    "lose_cells": lose_cells,
    "break_pages": break_pages,
    "add_decoys": add_decoys,
    "respell_signs": respell_signs,
    "break_lines": break_lines,
    "hyphenate": hyphenate,
    "change_white_space": change_white_space,
    "move_blanks": move_blanks,
    "stray_marks": stray_marks,
    "drop_and_double": drop_and_double,
    "confuse_characters": confuse_characters,
    "join_letters": join_letters,
    "odd_blanks": odd_blanks,
    "wide_signs": wide_signs,
    "unseen_signs": unseen_signs,
    "cut_off": cut_off,
}
CLEAN_SHARE = 0.35
# The chance of each kind on a page that is not clean.
_SHARES = {
    "restyle_marks": 0.12,
    "swallow_marks": 0.15,
    "tear_marks": 0.08,
    "misread_marks": 0.06,
    "misread_checks": 0.2,
    "change_case": 0.06,
    "lose_captions": 0.15,
    "garble_small_print": 0.2,
    "wrap_in_formula": 0.06,
    "emphasize": 0.05,
    "lose_cells": 0.15,
    "break_pages": 0.15,
    "add_decoys": 0.2,
    "respell_signs": 0.1,
    "break_lines": 0.1,
    "change_white_space": 0.12,
    "move_blanks": 0.12,
    "stray_marks": 0.15,
    "drop_and_double": 0.15,
    "confuse_characters": 0.35,
    "join_letters": 0.04,
    "hyphenate": 0.04,
    "odd_blanks": 0.02,
    "wide_signs": 0.01,
    "unseen_signs": 0.03,
    "cut_off": 0.04,
}


def add_noise(tape: Tape, rng: random.Random) -> Tape:
    """Leave about a third of the pages clean and damage the others, few of them badly."""
    if rng.random() < CLEAN_SHARE:
        return tape
    strength = rng.betavariate(1.2, 3.0)
    for name, noise in NOISES.items():
        if rng.random() < _SHARES[name]:
            tape = noise(tape, rng, strength)
    return tape
