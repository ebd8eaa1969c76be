"""Words of a picture by Tesseract, where it is installed."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form4.inference.pages.reading import Reading, weighed
from form4.inference.pages.words import Word
from form4.model.errors import DocumentError

if TYPE_CHECKING:
    from PIL.Image import Image

COMMAND = "tesseract"
MODE = 4  # page segmentation mode: one column of text of varying sizes; docs/decisions
TIMEOUT_S = 180
_WORD_LEVEL = "5"
_LEVEL, _LEFT, _TOP, _WIDTH, _HEIGHT, _SURENESS, _TEXT = 0, 6, 7, 8, 9, 10, 11  # its columns


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed program, and how it is told to look for text."""

    path: str
    mode: int = MODE
    name: str = "Tesseract"

    def read(self, image: "Image", dpi: int) -> Reading:
        """The words of an upright grey picture; raises DocumentError when it fails."""
        command = [self.path, "stdin", "stdout", "-l", "eng", "--psm", str(self.mode)]
        command += ["--dpi", str(dpi), "tsv"]
        # One thread: more of them only wait for each other on a page.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        picture = io.BytesIO()
        image.save(picture, "PPM")  # of a grey image: a header and its bytes
        try:
            done = subprocess.run(
                command,
                input=picture.getvalue(),
                capture_output=True,
                timeout=TIMEOUT_S,
                check=True,
                env=environment,
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise DocumentError(f"Tesseract failed ({said[-1] if said else error}).") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise DocumentError(f"Tesseract failed ({error}).") from error
        return weighed(list(words_of(done.stdout.decode("utf-8", "replace"))))


def find_tesseract() -> Tesseract | None:
    """Tesseract, if it is on the path."""
    path = shutil.which(COMMAND)
    return Tesseract(path) if path else None


def words_of(table: str) -> Iterator[tuple[Word, float]]:
    """The words of the table that Tesseract writes, each with how sure it was, without blanks."""
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) <= _TEXT or row[_LEVEL] != _WORD_LEVEL or not row[_TEXT].strip():
            continue
        left, top, width, height = (int(row[at]) for at in (_LEFT, _TOP, _WIDTH, _HEIGHT))
        word = Word(row[_TEXT].strip(), left, top, left + width, top + height)
        yield word, float(row[_SURENESS]) / 100
