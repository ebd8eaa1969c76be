"""Captions as words: the label that a caption names, and the value that a cell of it holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from form4.inference.rules.atoms import DATE, NUMBER, SCORE
from form4.inference.rules.pieces import trimmed
from form4.model.labels import BY_NAME, Kind
from form4.model.spans import Span

_NAMES = (
    ("transaction_date", r"trans(?:action|\.|ac\.)? date|trade date|date(?: of transaction)?"),
    ("deemed_execution_date", r"(?:deemed )?exec(?:ution|\.) date.*|deemed.*"),
    ("transaction_code", r"(?:trans?(?:action)?\.? )?code|(?:transaction )?type|type of trans\w*"),
    ("transaction_timeliness", r"v|vol\.?|transaction timeliness"),
    (
        "transaction_shares",
        r"amount|amt\.?|(?:# ?|no\.? of |number of |transaction )?shares(?: traded)?|qty|quantity",
    ),
    (
        "transaction_acquired_disposed_code",
        r"\(?a\)? ?(?:or|/) ?\(?d\)?|acq\w*\.? ?/ ?disp\w*\.?|transaction acquired disposed code|"
        r"acquired or disposed",
    ),
    ("derivative_shares_acquired", r"\(a\)|acq(?:uired|\.)(?: \(a\))?|derivative shares acquired"),
    ("derivative_shares_disposed", r"\(d\)|disp(?:osed|\.)(?: \(d\))?|derivative shares disposed"),
    (
        "transaction_price_per_share",
        r"(?:unit |transaction )?price(?: ?(?:per share|/ ?share|\(\$\)))?|cost|"
        r"price of derivative.*",
    ),
    (
        "shares_owned_following_transaction",
        r".*\bowned\b.*|# ?shares total|(?:total )?holdings|.*\bheld after\b.*|total shares",
    ),
    (
        "direct_or_indirect_ownership",
        r"ownership form.*|d ?/ ?i|d or i|direct ?(?:/|or) ?indirect.*|form of ownership.*|"
        r"direct \(d\).*",
    ),
    ("nature_of_ownership", r"nature(?: of)?.*|held by|indirect ownership"),
    ("derivative_security_title", r"(?:title|type|name) of derivative.*|derivative(?: security)?"),
    ("security_title", r"(?:title|type|name|class) of sec.*|security(?: title| type)?"),
    (
        "conversion_or_exercise_price",
        r"(?:conversion|conv\.?) or exer\w*\.? price.*|exercise(?:/conversion)? price|strike price",
    ),
    ("exercise_date", r"date exercisable|exercisable|exercise date"),
    ("expiration_date", r"expiration date|expires|exp\.? date"),
    ("underlying_security_title", r"(?:title of )?underlying sec\w*(?: title)?"),
    ("underlying_security_shares", r"amount or number of shares|underlying (?:security )?shares"),
    ("owner_name", r"owner(?: name)?|insider(?: name)?|(?:name of )?reporting (?:person|owner).*"),
    ("officer_title", r"officer title|position"),
    ("issuer_name", r"issuer(?: name)?|company(?: name)?|name of issuer"),
    ("trading_symbol", r"(?:issuer )?(?:ticker|trading)(?: or trading)?(?: symbol)?|symbol"),
    ("period_of_report", r"period of report|statement for|date of earliest transaction"),
    ("date_of_original_submission", r"date of original.*|if amendment.*"),
    ("is_director", r"is director"),
    ("is_officer", r"is officer"),
    ("is_ten_percent_owner", r"is (?:ten|10) ?(?:percent|%) owner"),
    ("remarks", r"remarks"),
)
_PATTERNS = tuple((label, re.compile(pattern)) for label, pattern in _NAMES)
_DRESS = re.compile(
    r"^\W*\d{1,2}[a-z]?[.)]\s*|\(instr[^)]*\)|\(month[^)]*\)|[*_#\\:=]+", re.IGNORECASE
)
_DAY, _NUMBER = re.compile(DATE), re.compile(NUMBER)
_MARK = re.compile(r"\(\s?(\d{1,2})\s?\)|([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})")
_YES = re.compile(r"\s*(?P<mark>y(?:es)?|x|true|1|☒|✓)\s*$", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:n/?a|nil|none|null)?\W*$", re.IGNORECASE)
_LONGEST = 90


@lru_cache(maxsize=4096)
def label_of(caption: str) -> str | None:
    """The label that a caption names by itself, or None."""
    if len(caption) > _LONGEST:
        return None
    plain = re.sub(r"_", " ", caption)
    folded = " ".join(_DRESS.sub(" ", plain).casefold().split()).strip(" -|")
    return next((label for label, pattern in _PATTERNS if pattern.fullmatch(folded)), None)


def value_spans(text: str, start: int, end: int, label: str) -> Iterator[Span]:
    """The value and the footnote marks of a cell whose label is known."""
    marks = list(_MARK.finditer(text, start, end))
    for mark in marks:
        group = mark.lastindex or 1
        yield Span(mark.start(group), mark.end(group), "footnote_mark", SCORE)
    last = marks[0].start() if marks else end
    found = _value(text, start, last, BY_NAME[label].kind)
    if found is not None:
        yield Span(*found, label, SCORE)


def _value(text: str, start: int, end: int, kind: Kind) -> tuple[int, int] | None:
    if kind is Kind.DATE or kind is Kind.NUMBER:
        match = (_DAY if kind is Kind.DATE else _NUMBER).search(text, start, end)
        return match.span() if match else None
    if kind is Kind.MARK:
        match = _YES.match(text, start, end)
        return match.span("mark") if match else None
    left, right = trimmed(text, start, end)
    if left >= right or _NOTHING.match(text, left, right):
        return None
    if kind is Kind.CODE:
        letter = re.compile(r"[A-Za-z](?=\s?-\s|/|$|\W)").match(text, left, right)
        return letter.span() if letter else (left, right)
    return left, right
