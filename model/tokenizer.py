"""The layout-keeping tokenizer: white space is layout, digits stand alone, offsets are exact.

A single blank belongs to the token behind it; longer runs of blanks, tabs and line ends are
tokens of their own, because in a torn table they are all that is left of the columns. Words
are cut where a lower-case letter meets an upper-case one, since converters glue cells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from form4.model.errors import ModelError

PAD, UNKNOWN, MASK = "[PAD]", "[UNK]", "[MASK]"
LONGEST_BLANKS, LONGEST_TABS, LONGEST_LINE_ENDS, LONGEST_RULE = 16, 8, 3, 4
RULE_SIGNS = "-_=.*"
PIECES = (
    r" ?\p{Lu}?\p{Ll}+| ?\p{Lu}+(?!\p{Ll})| ?\p{L}| ?\p{N}"
    r"|\t+| {2,}|\n+|-{2,}|_{2,}|={2,}|\.{2,}|\*{2,}| ?[^\s\p{L}\p{N}]|\s"
)

# Signs that print alike are one sign to the network; one for one, so that offsets hold.
_PLAIN = {
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **{0xFF01 + place: chr(0x21 + place) for place in range(94)},
    **dict.fromkeys(map(ord, "‘’‚′"), "'"),
    **dict.fromkeys(map(ord, "“”„″"), '"'),
}

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token ids with their half-open code-point offsets, trimmed of a leading blank: (tokens,)."""

    ids: Integers
    starts: Integers
    ends: Integers

    def __len__(self) -> int:
        return len(self.ids)


def encode(tokenizer: Tokenizer, text: str) -> Tokens:
    """Cut a whole text of any length into tokens; nothing is truncated."""
    text = text.translate(_PLAIN)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0], offsets[:, 1]
    # A token that begins with a blank is a run of blanks, or one blank and the word behind it.
    blank = np.frombuffer(f"{text} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32) == 32
    starts = np.where(blank[starts] & (ends - starts > 1) & ~blank[starts + 1], starts + 1, starts)
    return Tokens(np.array(encoding.ids, dtype=np.int64), starts, ends)


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer.json; raises ModelError when it is missing or damaged."""
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # noqa: BLE001  the library raises bare Exception for every cause
        raise ModelError(
            f"{path}: the tokenizer cannot be read ({error}). Install the model again."
        ) from error


def build_tokenizer(texts: Iterable[str], vocabulary_size: int, pieces: str = PIECES) -> Tokenizer:
    """Learn byte-pair merges within pieces; runs of white space are known from the start."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN, ignore_merges=True))
    tokenizer.normalizer = normalizers.Sequence([_runs(*run) for run in _RUNS])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(pieces), "isolated")
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=[PAD, UNKNOWN, MASK],
        initial_alphabet=["\t", "\n", " "],
        min_frequency=3,
        limit_alphabet=400,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_read(texts), trainer)
    return tokenizer


def _read(texts: Iterable[str]) -> Iterator[str]:
    yield from _runs_of_signs()
    yield from (text.translate(_PLAIN) for text in texts)


_RUNS = (
    ("\r\n?|[\u2028\u2029\f\v\u0085]", "\n"),
    (f" {{{LONGEST_BLANKS},}}", " " * LONGEST_BLANKS),
    (rf"\t{{{LONGEST_TABS},}}", "\t" * LONGEST_TABS),
    (rf"\n{{{LONGEST_LINE_ENDS},}}", "\n" * LONGEST_LINE_ENDS),
    *((rf"\{sign}{{{LONGEST_RULE},}}", sign * LONGEST_RULE) for sign in RULE_SIGNS),
)


def _runs(pattern: str, replacement: str) -> normalizers.Normalizer:
    return normalizers.Replace(Regex(pattern), replacement)


def _runs_of_signs() -> list[str]:
    """Texts that make every length of a run frequent enough to become one token."""
    longest = [(" ", LONGEST_BLANKS), ("\t", LONGEST_TABS), ("\n", LONGEST_LINE_ENDS)]
    longest += [(sign, LONGEST_RULE) for sign in RULE_SIGNS]
    runs = [sign * length for sign, most in longest for length in range(1, most + 1)]
    return [f"a{run}a" for run in runs for _ in range(10_000)]
