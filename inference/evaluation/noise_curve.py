"""How reading falls off when a share of the characters is damaged (CONTRACT: core fields)."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from form4.annotations.alignment.aligner import align
from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.synthesis.noise.curve import SHARES, damage
from form4.inference.evaluation.causes import Place, place_of, right_places
from form4.inference.evaluation.comparison import FieldMatch, compare_filings
from form4.inference.evaluation.fields import CORE, Part
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.reader import Reader, Team
from form4.model.filing import Evidence, Filing

TEXTS = 40
SEED = 4


@dataclass(frozen=True, slots=True)
class Damage:
    """Counts of one text at one share of damaged characters.

    Correct, missed and spurious core values; of the gold values that alignment placed and
    assembly keeps, how many are undamaged, and how many of those came out right.
    """

    share: float
    core: tuple[int, int, int]
    placed: int
    intact: int
    intact_right: int


@dataclass(frozen=True, slots=True)
class DamageText:
    """The work of reading one gold document at each share of damaged characters."""

    document: GoldDocument
    shares: tuple[float, ...] = SHARES

    def run(self, reader: Reader) -> tuple[Damage, ...]:
        """Align once; then damage, read and compare for each share."""
        gold = self.document
        truth = align(gold.text, gold.filing, gold.document_id, "gold").annotated
        assembled = reader.assemble(gold.text, truth.spans)
        placed = _placed(gold.filing, truth, assembled)
        return tuple(_damaged(gold, truth, placed, share, reader) for share in self.shares)


def noise_curve(documents: Iterable[GoldDocument], team: Team, count: int = TEXTS) -> list[Damage]:
    """The counts of so many texts, drawn evenly, summed for each share."""
    texts = list(documents)
    drawn = random.Random(SEED).sample(texts, min(count, len(texts)))
    results = list(team.map(DamageText(document) for document in drawn))
    return [_summed(column) for column in zip(*results, strict=True)]


def _damaged(
    gold: GoldDocument,
    truth: AnnotatedText,
    placed: dict[Place, frozenset[int]],
    share: float,
    reader: Reader,
) -> Damage:
    hurt = damage(truth, share, random.Random(f"{SEED}/{gold.document_id}/{share}"))
    text = hurt.annotated.text
    predicted = reader.attempt(text, gold.document_id).filing  # empty where reading fails
    core = compare_filings(gold.filing, predicted).filter(CORE)
    right = set(right_places(gold.filing, predicted))
    intact = [place for place, spans in placed.items() if spans <= hurt.intact]
    counts = (len(core.true_positives), len(core.misses), len(core.spurious))
    return Damage(share, counts, len(placed), len(intact), len(right.intersection(intact)))


def _placed(gold: Filing, truth: AnnotatedText, assembled: Filing) -> dict[Place, frozenset[int]]:
    """The numbers of the spans that print each core value, where assembly has them right."""
    found: dict[Place, frozenset[int]] = {}
    for match in compare_filings(gold, assembled).true_positives:
        evidence = evidence_of(assembled, match)
        if match.name in CORE and evidence is not None:
            found[place_of(match)] = frozenset(_numbers(truth, evidence))
    return found


def _numbers(truth: AnnotatedText, evidence: Evidence) -> Iterator[int]:
    for number, span in enumerate(truth.spans):
        if any(span.start < end and start < span.end for start, end in evidence.spans):
            yield number


def evidence_of(filing: Filing, match: FieldMatch) -> Evidence | None:
    """The evidence of the predicted value of a match, None where there is none."""
    name, position = match.name.partition(".")[2], match.pair.predicted
    if match.pair.part is Part.FILING or position is None:
        return filing.evidence.get(name)
    if match.pair.part is Part.OWNER:
        return filing.reporting_owners[position].evidence.get(name)
    rows = filing.transactions if match.pair.part is Part.TRANSACTION else filing.holdings
    return rows[position].evidence.get(name)


def _summed(counts: Sequence[Damage]) -> Damage:
    core = (sum(one.core[n] for one in counts) for n in range(3))
    return Damage(
        counts[0].share,
        (next(core), next(core), next(core)),
        sum(one.placed for one in counts),
        sum(one.intact for one in counts),
        sum(one.intact_right for one in counts),
    )
