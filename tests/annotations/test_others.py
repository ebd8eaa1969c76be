"""Papers that are no ownership form: no label, full of variety, kept apart where held out."""

import random
from collections import Counter

from form4.annotations.synthesis.others import other_pages
from form4.annotations.synthesis.page import Grid, Page
from form4.annotations.synthesis.synthesize import pages
from form4.annotations.synthesis.templates import others
from form4.annotations.synthesis.values import ValuePools
from form4.model.filing import Filing

POOLS = ValuePools.builtin()
HELD_OUT_WORDS = ("144: Filer Information", "Obtainable within 60 days")


def printed(page: Page) -> str:
    """All texts of a page."""
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Grid):
            found.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            found.append("".join(run.text for run in block.runs))
    return "\n".join(found)


def test_other_pages_have_text_and_no_label() -> None:
    drawn = list(other_pages(60, 5, POOLS))
    assert all(not page.annotated.spans and page.filing == Filing() for page in drawn)
    assert all(page.annotated.text.strip() for page in drawn)
    assert [page.annotated.document_id for page in drawn[:2]] == ["other-5-0", "other-5-1"]
    assert len({page.annotated.text for page in drawn}) == 60


def test_the_same_seed_gives_the_same_other_pages() -> None:
    assert list(other_pages(5, 5, POOLS)) == list(other_pages(5, 5, POOLS))
    assert list(other_pages(5, 5, POOLS)) != list(other_pages(5, 6, POOLS))


def test_every_kind_is_drawn_and_its_grids_are_whole() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(300):
        page = others.draw(POOLS, random.Random(seed))
        kinds[page.template] += 1
        for block in page.blocks:
            if isinstance(block, Grid):
                spans = {sum(cell.span for cell in row.cells) for row in block.rows}
                assert spans == {len(block.widths)}
    assert set(kinds) == {f"other_{name}" for name in others.OTHERS}


def test_held_out_wordings_stand_on_held_out_pages_only() -> None:
    for seed in range(150):
        text = printed(others.draw(POOLS, random.Random(seed)))
        assert not any(words in text for words in HELD_OUT_WORDS)
    kept = [printed(others.draw(POOLS, random.Random(seed), held_out=True)) for seed in range(30)]
    assert all(sum(words in text for words in HELD_OUT_WORDS) == 1 for text in kept)


def test_no_other_paper_calls_itself_an_ownership_form() -> None:
    for seed in range(400):
        opening = printed(others.draw(POOLS, random.Random(seed)))[:300].upper()
        assert "STATEMENT OF CHANGES" not in opening
        assert not any(words in opening for words in ("FORM 4\n", "SEC FORM 4", "FORM 3\n"))


def test_a_few_pages_of_a_stream_are_other_papers() -> None:
    drawn = list(pages(200, 21, POOLS))
    other = [page for page in drawn if page.annotated.document_id.startswith("other-")]
    assert 2 <= len(other) <= 20
    assert all(not page.annotated.spans for page in other)
