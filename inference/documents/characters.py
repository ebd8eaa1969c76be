"""Bytes to characters: the encodings that texts come in, told by a mark, by NULs, or by trial."""

from form4.inference.documents.limits import MAX_CONTROL_SHARE

NULS = "\x00"
_HEAD = 1024  # bytes that tell UTF-16 without its mark by where the NULs stand
_MANY, _FEW = 0.7, 0.05  # print in Latin letters has a NUL in every other byte of UTF-16

Decoded = tuple[str, tuple[str, ...]]


def to_characters(data: bytes) -> Decoded:
    """The text of bytes without NULs at its end, and what was odd about them."""
    text, warnings = _decoded(data)
    kept = text.rstrip(NULS)
    if not kept or len(kept) == len(text):
        return text, warnings
    return kept, (*warnings, f"{len(text) - len(kept)} NUL characters at its end were cut off")


def without_nuls(text: str, warnings: tuple[str, ...] = ()) -> Decoded:
    """A text with its stray NULs as blanks, counted in a warning; many of them stay, as binary."""
    count = text.count(NULS)
    if not 0 < count <= MAX_CONTROL_SHARE * len(text):
        return text, warnings
    said = f"{count} NUL characters within it were read as blanks"
    return text.replace(NULS, " "), (*warnings, said)


def _decoded(data: bytes) -> Decoded:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        return text, ("read as UTF-16, after its byte order mark", *_lost(text))
    if order := _byte_order(data[:_HEAD]):
        text = data.decode(f"utf-16-{order}", errors="replace")
        return text, ("read as UTF-16, though it has no byte order mark", *_lost(text))
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _mended(data)


def _mended(data: bytes) -> Decoded:
    """UTF-8 with a slip, as where a file was cut, or Windows-1252, which is rarely UTF-8 too."""
    text = data.decode("utf-8-sig", errors="replace")
    lost = text.count("\ufffd")
    if sum(not character.isascii() for character in text) > 2 * lost:
        return text, ("damaged UTF-8", *_lost(text))
    text = data.decode("cp1252", errors="replace")
    return text, ("no UTF-8: read as Windows-1252", *_lost(text))


def _byte_order(head: bytes) -> str | None:
    half = len(head) // 2
    even, odd = (head[parity::2].count(0) for parity in (0, 1))
    if odd > _MANY * half and even < _FEW * half:
        return "le"
    return "be" if even > _MANY * half and odd < _FEW * half else None


def _lost(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"{count} characters could not be decoded",) if count else ()
