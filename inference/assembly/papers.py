"""Whether a text is an ownership form at all: other papers have tables of securities too."""

import re

from form4.model.filing import Filing

SURE_ENOUGH = 0.5
_HEADING = 3000  # characters in which a paper says what it is
_OTHER_PAPER = re.compile(
    r"\bform\s+(?:144|8-?k|10-?[kq]|13f|d|s-\d+|n-\w+)\b|\bschedule\s+1[34]\s?[adgf]\b"
    r"|\bproxy\s+statement\b|\bnotice\s+of\s+proposed\s+sale\b|\bprospectus\b",
    re.IGNORECASE,
)


def is_other_paper(text: str, filing: Filing) -> bool:
    """Whether a page that names no Form 3, 4 or 5 names another paper, or has no row to trust."""
    if filing.form_type is not None:
        return False
    if _OTHER_PAPER.search(text, 0, _HEADING):
        return True
    rows = (*filing.transactions, *filing.holdings)
    return not any((row.confidence or 0.0) >= SURE_ENOUGH for row in rows)
