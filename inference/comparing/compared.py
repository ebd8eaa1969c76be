"""One document read by two methods, held against each other and against gold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from form4.annotations.annotated_text import AnnotatedText
from form4.inference.assembly import assemble
from form4.inference.evaluation.comparison import Comparison, compare_filings
from form4.inference.evaluation.gold import GoldDocument
from form4.inference.evaluation.reader import Attempt, Reader
from form4.inference.evaluation.scores import ScoredDocument, score_document
from form4.model.filing import Filing


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to read with both methods; `gold` is its true filing where that is known."""

    document_id: str
    text: str
    gold: Filing | None = None
    groups: tuple[str, ...] = ()
    cluster: str | None = None

    @classmethod
    def of_gold(cls, document: GoldDocument) -> "Paper":
        """A gold document as one to read."""
        return cls(
            document.document_id, document.text, document.filing, document.groups, document.cluster
        )

    @classmethod
    def of_annotated(cls, page: AnnotatedText) -> "Paper":
        """An annotated text as one to read; its true filing is what its spans spell, in the
        rows that people joined."""
        gold = assemble(page.text, page.spans, rows=page.rows)
        return cls(page.document_id, page.text, gold, (f"layout: {page.layout}",))


@dataclass(frozen=True, slots=True)
class AgainstGold:
    """The matchings of both methods' filings with the true one, and their counts."""

    first: Comparison
    second: Comparison
    scored: tuple[ScoredDocument, ScoredDocument]


@dataclass(frozen=True, slots=True)
class Compared:
    """What both methods made of one document; `between` holds the second against the first."""

    paper: Paper
    first: Attempt
    second: Attempt
    between: Comparison
    against: AgainstGold | None = None

    @property
    def differing(self) -> int:
        """How many fields the two state differently, or only one of them states."""
        return sum(not match.is_same for match in self.between.matches)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why a method could not read the document, if one could not."""
        both = (self.first.problem, self.second.problem)
        return tuple(problem for problem in both if problem is not None)


def compare_papers(papers: Iterable[Paper], first: Reader, second: Reader) -> Iterator[Compared]:
    """Read every document with both methods; one that fails is an empty filing and a problem."""
    for paper in papers:
        left = first.attempt(paper.text, paper.document_id)
        right = second.attempt(paper.text, paper.document_id)
        between = compare_filings(left.filing, right.filing)
        yield Compared(paper, left, right, between, _against_gold(paper, left, right))


def _against_gold(paper: Paper, first: Attempt, second: Attempt) -> AgainstGold | None:
    if paper.gold is None:
        return None
    left = compare_filings(paper.gold, first.filing)
    right = compare_filings(paper.gold, second.filing)
    scored = (_score(paper, left), _score(paper, right))
    return AgainstGold(left, right, scored)


def _score(paper: Paper, comparison: Comparison) -> ScoredDocument:
    return score_document(paper.document_id, comparison, paper.groups, paper.cluster)
