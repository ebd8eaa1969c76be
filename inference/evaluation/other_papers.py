"""Rows made up where there are none: other papers, with tables of securities of their own."""

from collections.abc import Iterable
from dataclasses import dataclass

from form4.annotations.synthesis.others import other_pages
from form4.annotations.synthesis.values import ValuePools
from form4.inference.evaluation.reader import Reader, Team

PAPERS = 200
SEED = 5


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """The work of reading a paper that is no ownership form."""

    document_id: str
    text: str

    def run(self, reader: Reader) -> int:
        """How many rows come out."""
        filing = reader.attempt(self.text, self.document_id).filing
        return len(filing.transactions) + len(filing.holdings)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """How many papers were read, how many gave any row, and how many rows in all."""

    papers: int
    with_rows: int
    rows: int


def rows_made_up(papers: Iterable[OtherPaper], team: Team) -> MadeUp:
    """Read papers that hold no row of an ownership form."""
    rows = list(team.map(papers))
    return MadeUp(len(rows), sum(count > 0 for count in rows), sum(rows))


def drawn_papers(count: int = PAPERS, seed: int = SEED) -> list[OtherPaper]:
    """Half of kinds that training pages have, half of kinds and wordings that none has."""
    pools = ValuePools.builtin()
    return [
        OtherPaper(page.annotated.document_id, page.annotated.text)
        for held_out in (False, True)
        for page in other_pages(count // 2, seed, pools, held_out=held_out)
    ]
