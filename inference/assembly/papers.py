"""Whether a text is an ownership form at all: other papers have tables of securities too."""

import re

from form4.model.filing import Filing, Origin, Row

SURE_ENOUGH = 0.5
_FEWEST_CELLS = 3
_FAINT = 0.3  # below this the tagger guessed
_HEADING = 3000  # characters in which a paper says what it is
_OTHER_PAPER = re.compile(
    r"\bform\s+(?:144|8-?k|10-?[kq]|13f|d|s-\d+|n-\w+)\b|\bschedule\s+1[34]\s?[adgf]\b"
    r"|\bproxy\s+statement\b|\bnotice\s+of\s+proposed\s+sale\b|\bprospectus\b",
    re.IGNORECASE,
)


def is_other_paper(text: str, filing: Filing) -> bool:
    """Whether a page without a form's title names another paper or has no row to trust.

    A title alone makes no form either, where there is no head beneath it and all rows are guessed.
    """
    if filing.form_type is None and _OTHER_PAPER.search(text, 0, _HEADING):
        return True
    if filing.form_type is not None and _has_head(filing):
        return False
    rows = (*filing.transactions, *filing.holdings)
    if filing.form_type is not None:
        return bool(rows) and all((row.confidence or 0.0) < _FAINT for row in rows)
    return not any(_is_trusted(row) for row in rows)


def _has_head(filing: Filing) -> bool:
    """Whether an owner, an issuer or a period is read with some trust."""
    parts = [one.evidence.get("name") for one in filing.reporting_owners]
    parts += [filing.evidence.get("issuer.name"), filing.evidence.get("period_of_report")]
    return any(part is not None and part.score >= SURE_ENOUGH for part in parts)


def _is_trusted(row: Row) -> bool:
    """Whether a row is read with some trust and has the cells that make one."""
    read = [one for one in row.evidence.values() if one.origin is not Origin.INFERRED]
    return (row.confidence or 0.0) >= SURE_ENOUGH and len(read) >= _FEWEST_CELLS
