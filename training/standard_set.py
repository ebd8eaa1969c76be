"""The pages on which every retrained model is compared with the one before: the same for all."""

from itertools import islice

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.values import ValuePools

STANDARD_SEED = 515_000_515  # drawn by no training, calibration or other held-out pages
STANDARD_PAGES = 100


def standard_pages(count: int = STANDARD_PAGES) -> list[AnnotatedText]:
    """Synthetic pages of a fixed seed from the built-in values, in all layouts."""
    drawn = pages(count, STANDARD_SEED, ValuePools.builtin())
    return [page.annotated for page in islice(drawn, count)]
