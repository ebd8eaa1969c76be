"""The process in which PDFs are read: python -m form4.inference.pages.helper.

A PDF of two kilobytes can ask for any amount of memory and time, by drawings within drawings, and
pdfium has no bound of its own. Here the memory is bounded, and whoever waits too long ends it.
"""

import os
import sys
from typing import IO

from form4.inference.pages.frames import Message, receive, send
from form4.inference.pages.pdfium import OpenPdf, open_pdf
from form4.model.errors import DocumentError

MAX_MEMORY = 2 * 2**30  # bytes of addresses, for libraries, the file, its page and a picture


def main() -> None:
    """Answer what comes on standard input until it ends."""
    _bound_memory()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # a library may have its say
    answer_all(sys.stdin.buffer, answers)


def answer_all(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Open the PDF that comes, or give a page of the one that is open, until there is no more."""
    document: OpenPdf | None = None
    while (message := receive(requests)) is not None:
        facts, data = message
        try:
            if "name" in facts:
                if document is not None:
                    document.close()
                document = None
                document = open_pdf(facts["name"], data)
                send(answers, {"pages": document.page_count})
            elif document is not None:
                send(answers, *_page(document, facts["page"]))
        except DocumentError as error:
            send(answers, {"problem": str(error)})


def _page(document: OpenPdf, number: int) -> Message:
    content = document.page(number)
    if content is None:
        return {"damaged": True}, b""
    facts = {"text": content.text, "scanned": content.is_scanned}
    if content.picture is None:
        return facts, b""
    facts |= {"size": content.picture.size, "dpi": content.dpi}
    return facts, content.picture.tobytes()


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    main()
