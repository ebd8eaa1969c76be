"""Real footnotes turned into wordings: numbers, dates and issuers become slots to be drawn anew."""

import re
from collections.abc import Iterable

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SLOTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b(?:{_MONTHS}) \d{{1,2}}, ?\d{{4}}"), "{date}"),
    (re.compile(rf"\b(?:{_MONTHS}) \d{{1,2}}, ?\d{{4}}".upper()), "{DATE}"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}"), "{shortdate}"),
    (
        re.compile(r"(\bfrom|\bbetween) \$\d[\d,.]*\d( to | and |\s?-\s?)\$\d[\d,.]*\d"),
        r"\1 {low}\2{high}",
    ),
    (re.compile(r"\$\d[\d,]*\.\d{2,6}\b"), "{price}"),
    (re.compile(r"\$\d{1,3}(?:,\d{3})+\b"), "{dollars}"),
    (re.compile(r"\b\d{1,3}(?:,\d{3})+\b(?!\.\d)"), "{n}"),
    (re.compile(r"\b\d+(?:\.\d+)?%"), "{pct}"),
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sale_range", re.compile(r"\{low\}.*", re.S)),
    ("plan", re.compile(r"10b5-1", re.I)),
    ("withholding", re.compile(r"withh[eo]ld|tax liability|tax withholding obligation", re.I)),
    (
        "indirect",
        re.compile(r"\btrust\b|general partner|beneficial owner|pecuniary|\bheld\b", re.I),
    ),
    ("conversion", re.compile(r"convert", re.I)),
    ("warrant", re.compile(r"warrant", re.I)),
    ("distribution", re.compile(r"distribut|consummat|merger", re.I)),
    ("option_vest", re.compile(r"\boptions?\b.*(?:vest|exercis)|exercisable", re.I | re.S)),
    ("unit", re.compile(r"^each .*(?:unit|RSU)|contingent right", re.I)),
    ("award", re.compile(r"vest|award|grant|restricted stock", re.I)),
    ("gift", re.compile(r"\bgift", re.I)),
    ("owned", re.compile(r"^(?:total |the (?:total|number) )?includes?|balance|adjusted", re.I)),
)
_LONGEST = 900
_RAREST_ISSUER = 5


def footnote_sections(notes: Iterable[str], issuers: Iterable[str]) -> tuple[str, ...]:
    """Section lines of wordings by subject, one for each shape of note."""
    shapes: dict[str, str] = {}
    for text in notes:
        template = as_template(text)
        shapes.setdefault(re.sub(r"\W+", "", template).lower(), template)
    mentioned = _mentioned(issuers)
    kinds: dict[str, list[str]] = {}
    for shape in shapes.values():
        template = mentioned.sub("{issuer}", shape)
        if len(template) <= _LONGEST:
            kinds.setdefault(kind_of(template), []).append(template)
    return tuple(line for kind in sorted(kinds) for line in (f"== {kind}", *sorted(kinds[kind])))


def as_template(text: str) -> str:
    """A note as a wording: what changes from filing to filing becomes a slot."""
    template = re.sub(r"\s+", " ", text).translate(str.maketrans("[]|{}", "()/()")).strip()
    for pattern, slot in _SLOTS:
        template = pattern.sub(slot, template)
    return template


def _mentioned(issuers: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds issuers in running text, in the form that notes use."""
    plain = {re.sub(r",? (?:INC|CORP|LTD|CO|PLC)\.?$", "", name, flags=re.I) for name in issuers}
    long = sorted((n for n in plain if len(n) >= _RAREST_ISSUER), key=len, reverse=True)
    every = "|".join(re.escape(name.title()) for name in long)
    return re.compile(rf"\b(?:{every})\b(?:,? (?:Inc|Corp|Ltd|plc|Corporation)\b\.?)?")


def kind_of(template: str) -> str:
    """The subject of a wording, by its words."""
    for kind, pattern in _KINDS:
        if pattern.search(template):
            if kind == "sale_range" and "purchase" in template:
                return "buy_range"
            return kind
    return "general"
