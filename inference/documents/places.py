"""How a place inside a file is named: ARCHIVE::MEMBER, SUBMISSION::2, ARCHIVE::MEMBER::2."""

import re

BETWEEN = "::"
_PART = re.compile(rf"(.+){BETWEEN}([1-9]\d{{0,5}})", re.DOTALL)


def split_part(source: str) -> tuple[str, int | None]:
    """A source without the number of a filing in it, and the number, from 1."""
    match = _PART.fullmatch(source)
    return (match[1], int(match[2])) if match else (source, None)
