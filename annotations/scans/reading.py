"""Tesseract's own text of an image, with the box of every word in it."""

import csv
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from form4.annotations.scans.degrade import Scan
from form4.model.errors import DocumentError

# Page segmentation modes: automatic, one column, one block, sparse text.
MODES = {3: 30, 4: 30, 6: 32, 11: 8}
TIMEOUT_S = 90
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Habits:
    """How tesseract is called: its segmentation mode, and whether wide gaps stay wide."""

    mode: int = 3
    keeps_spaces: bool = False
    told_dpi: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, half open, and its box in pixels."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one page as OCR wrote it, and its words in order."""

    text: str
    words: tuple[Word, ...]


def draw_habits(rng: random.Random) -> Habits:
    """A way to call tesseract."""
    mode = rng.choices(list(MODES), list(MODES.values()))[0]
    return Habits(mode, keeps_spaces=rng.random() < 0.15, told_dpi=rng.random() < 0.5)


def read(scan: Scan, dpi: int, habits: Habits, folder: Path) -> Reading:
    """Run tesseract over a scan; raises DocumentError when it fails."""
    image, output = folder / "scan.png", folder / "scan"
    scan.image.save(image, compress_level=1)
    command = ["tesseract", str(image), str(output), "-l", "eng", "--psm", str(habits.mode)]
    command += ["--dpi", str(dpi)] if habits.told_dpi else []
    command += ["-c", "preserve_interword_spaces=1"] if habits.keeps_spaces else []
    # One thread: more of them only wait for each other on small pages.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        subprocess.run(
            [*command, "txt", "tsv"],
            capture_output=True,
            timeout=TIMEOUT_S,
            check=True,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DocumentError(f"tesseract: {error}. Install tesseract-ocr.") from error
    text = output.with_suffix(".txt").read_text(encoding="utf-8")
    return Reading(text, located(text, output.with_suffix(".tsv").read_text(encoding="utf-8")))


def located(text: str, table: str) -> tuple[Word, ...]:
    """The words of tesseract's table, found one after the other in the text of the same run."""
    words = []
    position = 0
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = (row["text"] or "").strip()
        if row["level"] != _WORD_LEVEL or not word:
            continue
        start = text.find(word, position)
        if start < 0:
            continue
        position = start + len(word)
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        words.append(Word(start, position, left, top, right, bottom))
    return tuple(words)
