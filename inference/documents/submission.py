"""The documents in a full submission, as EDGAR has kept them since 1993.

A submission is a header and documents between <DOCUMENT> and </DOCUMENT>; each has lines such as
<TYPE>4 and a body between <TEXT> and </TEXT> (EDGAR Public Dissemination Service specification).
"""

import re
from dataclasses import dataclass

_START = re.compile(r"<DOCUMENT>", re.IGNORECASE)
_END = re.compile(r"</DOCUMENT>", re.IGNORECASE)
_TEXT = re.compile(r"<TEXT>", re.IGNORECASE)
_TEXT_END = re.compile(r"</TEXT>", re.IGNORECASE)
_TYPE = re.compile(r"^<TYPE>[ \t]*([^\s<]+)", re.IGNORECASE | re.MULTILINE)
_FORM = re.compile(r"[345](?:/A)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a submission: where it stands, its type, and where its body stands."""

    start: int
    end: int
    type: str
    body: tuple[int, int]

    @property
    def is_form(self) -> bool:
        """Whether it is a Form 3, 4 or 5, or an amendment to one."""
        return _FORM.fullmatch(self.type) is not None


def documents_in(text: str) -> list[Part]:
    """The documents of a submission, in order; one that is cut off ends where the next begins."""
    starts = [match.start() for match in _START.finditer(text)]
    return [
        _part(text, start, end)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=False)
    ]


def filings_in(text: str) -> list[Part]:
    """The forms of a submission; its first document where none says that it is one."""
    documents = documents_in(text)
    return [one for one in documents if one.is_form] or documents[:1]


def _part(text: str, start: int, end: int) -> Part:
    last = _END.search(text, start, end)
    end = last.end() if last else end
    body = _TEXT.search(text, start, end)
    head_end = body.start() if body else min(end, start + 2000)
    kind = _TYPE.search(text, start, head_end)
    body_start = body.end() if body else head_end
    body_end = _TEXT_END.search(text, body_start, end)
    stop = body_end.start() if body_end else last.start() if last else end
    return Part(start, end, kind[1] if kind else "", (body_start, max(body_start, stop)))
