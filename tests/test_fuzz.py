"""A few of the cases of `make fuzz`, and that it would notice."""

from collections import Counter
from pathlib import Path

import pytest

from form4.inference.documents.document import Kind
from form4.inference.documents.kinds import HEAD_BYTES, kind_of
from form4.model.filing import Filing
from scripts import fuzz
from scripts.fuzz import REFUSED, Bench
from scripts.fuzz_cases import seed_pages


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(7, tmp_path_factory.mktemp("case"), model_every=0, pages=seed_pages(7, 4))


def test_spoiled_documents_are_read_or_refused(bench: Bench) -> None:
    ways = Counter(bench.run(number) for number in range(60))
    assert sum(ways.values()) == 60
    assert {"rules", "spans", REFUSED} <= set(ways)


def test_a_case_is_the_same_again(bench: Bench) -> None:
    first, second = ((bench.run(3), (bench.folder / "case").read_bytes()) for _ in range(2))
    assert first == second


def test_every_kind_of_document_is_among_the_seeds() -> None:
    pytest.importorskip("PIL")
    kinds = {kind_of("x", page[:HEAD_BYTES]) for page in seed_pages(7, 4)}
    assert kinds == set(Kind)


def test_a_record_that_a_table_cannot_hold_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.sec, "lines", lambda _: (b"a\tb\n",) * len(fuzz.sec.FILES))
    with pytest.raises(AssertionError, match="not as many cells as its head"):
        fuzz.check(Filing())


def test_a_crash_is_noticed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(text: str, source: str) -> Filing:
        raise IndexError(source)

    monkeypatch.setattr(fuzz, "extract_by_rules", crash)
    with pytest.raises(IndexError):
        for number in range(1, 20, 2):
            bench.run(number)


def test_a_folder_of_the_cases_is_all_that_is_written(bench: Bench) -> None:
    assert [path.name for path in Path(bench.folder).iterdir()] == ["case"]
