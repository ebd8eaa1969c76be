"""How much of a document is read: bounds that no filing reaches, and that no input gets past."""

from form4.inference.documents.document import Kind

MB = 2**20
MAX_BYTES: dict[Kind, int] = {
    Kind.TEXT: 8 * MB,
    Kind.HTML: 16 * MB,  # three quarters of a page are its tags
    Kind.XML: 16 * MB,
    Kind.SGML: 64 * MB,  # a submission with its exhibits, which are left out
    Kind.PDF: 64 * MB,
    Kind.IMAGE: 64 * MB,
}
MAX_CHARACTERS = 2_000_000  # minutes of work, and a gigabyte of scores; a filing has some 10,000
MAX_WORD = 100_000  # pages that were run together have words of thousands, encoded data of millions
MAX_CONTROL_SHARE = 0.02  # a page of print has none; OCR leaves one now and then

MAX_MEMBERS = 100_000  # of an archive
MAX_RATIO = 200  # of an archive's unpacked size to its packed one; forms reach 20
SMALL_ARCHIVE = 64 * MB  # unpacked; below it, no ratio is too high

MAX_PAGES = 1_000  # of a PDF or a picture file; a filing has up to thirty
MAX_PICTURES = 60  # of them that OCR reads, some seconds each
