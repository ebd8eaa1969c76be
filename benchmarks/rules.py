"""form4's rules: nothing is learnt."""

from pathlib import Path

from benchmarks.peer import Variants, one

TITLE = "form4, rules"


def load(folder: Path) -> Variants:
    """The tagger by rules."""
    from form4.inference.rules.tagger import RuleTagger

    return one(TITLE, RuleTagger().tag)
