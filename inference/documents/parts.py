"""Several filings in one file: the first is read, and SOURCE::2 and so on name the others."""

from collections.abc import Sequence

from form4.annotations.sec_xml import ownership_documents
from form4.inference.documents.characters import to_characters
from form4.inference.documents.document import Kind
from form4.inference.documents.places import BETWEEN
from form4.inference.documents.submission import filings_in
from form4.model.errors import DocumentError

_NAMED = 3  # of the other filings, so many are named, and the rest counted


def others(source: str, count: int) -> tuple[str, ...]:
    """A word about the filings that follow the first."""
    if count < 2:
        return ()
    named = ", ".join(f"{source}{BETWEEN}{part}" for part in range(2, min(count, _NAMED + 1) + 1))
    more = " and so on" if count > _NAMED + 1 else ""
    return (f"holds {count} filings, of which this is the first; the others are {named}{more}",)


def cut_part(source: str, kind: Kind, data: bytes, part: int) -> bytes:
    """The bytes of one of several filings; raises DocumentError when there are not so many."""
    text, _ = to_characters(data)
    found: Sequence[tuple[int, int]] = ()
    if kind is Kind.XML:
        found = list(ownership_documents(text))
    elif kind is Kind.SGML:
        found = [(one.start, one.end) for one in filings_in(text)]
    if part > len(found):
        raise DocumentError(
            f"{source}: there are {len(found)} filings in the file. Check the path."
        )
    start, end = found[part - 1]
    return text[start:end].encode()
