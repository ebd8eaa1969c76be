"""Words that names are made of, taken from lists of names so that they can be recombined."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from form4.annotations.synthesis.phrases import words

_CUT = re.compile(
    r",|\(|\s+(?:by|as|for|under|on|attorney|power|pursuant)\b|[-–—]\s", re.IGNORECASE
)
_OPENING = re.compile(r"^(?:/s/|By:?\s|For:?\s|\s)+", re.IGNORECASE)
_WORD = re.compile(r"^(?:[^\W\d_]['’]?)*[^\W\d_](?:-[^\W\d_]+)?$")
_ENTITY = re.compile(
    r"\b(?:L\.?L\.?C|L\.?P|Inc|Ltd|Corp|Company|Co|Capital|Fund|Partners|Management|Holdings|"
    r"Trust|Trustee|Foundation|Group|Bank|Advisors|Advisers|Ventures|Associates|GP|Officer|"
    r"President|Director|Secretary|Member|Signatory|Counsel|Agent|Attorney|Power|Name|Title|"
    r"Estate|Limited|Investments?|Person|Reporting|Authorized|Manager|Its)\b",
    re.IGNORECASE,
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "esq", "cpa"})
_COMPANY_FORMS = frozenset(
    words(
        "inc incorporated corp corporation co company ltd limited llc lp plc sa nv ag the of and "
        "de new trust fund /de/ /new/ & - holdings group"
    )
)


def _people(signatures: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words of the names that open signatures of natural persons in mixed case."""
    for signature in signatures:
        opening = _OPENING.sub("", signature)
        name = _CUT.split(opening, maxsplit=1)[0]
        parts = tuple(w for w in name.split() if w.strip(".").lower() not in _SUFFIXES)
        if 2 <= len(parts) <= 4 and not _ENTITY.search(name) and name != name.upper():
            yield parts


def given_names(signatures: Iterable[str]) -> tuple[str, ...]:
    """Given names that at least two different signers bear."""
    counts = Counter(parts[0] for parts in set(_people(signatures)))
    kept = (w for w, count in counts.items() if count > 1 and len(w) > 1 and _is_name(w))
    return tuple(sorted(kept))


def surnames(signatures: Iterable[str]) -> tuple[str, ...]:
    """Surnames of signers."""
    found = {parts[-1] for parts in _people(signatures)}
    return tuple(sorted(w for w in found if len(w) > 1 and _is_name(w)))


def company_words(issuers: Iterable[str]) -> tuple[str, ...]:
    """Words that company names are made of, legal forms left out."""
    counts = Counter(word.strip(",.()/") for name in set(issuers) for word in name.split())
    kept = {w.title() if w.isupper() and len(w) > 4 else w for w in counts if len(w) > 2}
    return tuple(sorted(w for w in kept if w.lower() not in _COMPANY_FORMS and w[0].isupper()))


def _is_name(word: str) -> bool:
    return bool(_WORD.match(word)) and word[0].isupper() and word != word.upper()
