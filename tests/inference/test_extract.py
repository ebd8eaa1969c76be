"""Text to filing, around a tagger that needs no model."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from form4.inference import extract as module
from form4.inference.documents import Document
from form4.inference.extract import NO_FORM, Extractor, extract_documents, without_doubtful
from form4.model.errors import DocumentError, ModelError
from form4.model.filing import Filing, Row, Table
from form4.model.spans import Span

PAGE = """FORM 4
Issuer: Alder Networks Inc
Table I - Non-Derivative Securities
Common Stock\t08/15/2013\tS\t100\tD\t$3.47\t900\tD
"""
CELLS = (
    ("issuer_name", "Alder Networks Inc"),
    ("security_title", "Common Stock"),
    ("transaction_date", "08/15/2013"),
    ("transaction_code", r"(?<=\t)S"),
    ("transaction_shares", r"(?<=\t)100"),
    ("transaction_acquired_disposed_code", r"D(?=\t\$)"),
    ("transaction_price_per_share", r"3\.47"),
    ("shares_owned_following_transaction", "900"),
    ("direct_or_indirect_ownership", r"D$"),
)


class FakeTagger:
    """Finds the cells of PAGE wherever they stand."""

    name = "fake 1"

    def tag(self, text: str) -> Sequence[Span]:
        found = ((label, re.search(cell, text, re.MULTILINE)) for label, cell in CELLS)
        return sorted(Span(*match.span(), label, 0.9) for label, match in found if match)


def test_text_becomes_a_filing_with_its_source_and_model() -> None:
    filing = Extractor.with_tagger(FakeTagger()).extract(PAGE, "page.txt")
    assert (filing.form_type, filing.issuer.name) == ("4", "Alder Networks Inc")
    assert (filing.source, filing.model) == ("page.txt", "fake 1")
    (row,) = filing.transactions
    assert (row.transaction_date, row.transaction_code) == (date(2013, 8, 15), "S")
    assert (row.transaction_shares, row.transaction_price_per_share) == (
        Decimal(100),
        Decimal("3.47"),
    )


def test_a_text_that_is_no_form_gives_an_empty_filing() -> None:
    text = "Dear shareholders of Alder Networks Inc, thank you."
    filing = Extractor.with_tagger(FakeTagger()).extract(text, "letter.txt")
    assert filing == Filing(source="letter.txt", model="fake 1", warnings=(NO_FORM,))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere"):
        Extractor(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id2label": 3}'])
def test_a_damaged_model_is_one_sentence(tmp_path: Path, content: str) -> None:
    for name in ("config.json", "tokenizer.json", "model.safetensors", "model.onnx"):
        (tmp_path / name).write_text(content)
    with pytest.raises(ModelError, match=str(tmp_path)):
        Extractor(tmp_path)


def test_one_document_never_stops_the_others() -> None:
    def read(source: str) -> Document:
        if source == "missing":
            raise DocumentError("missing: there is no such file.")
        return Document(source, source, ("odd bytes",))

    def extract(text: str, source: str | None) -> Filing:
        return Filing(source=source, remarks=str(1 // len(text.strip("0"))), warnings=("doubt",))

    outcomes = list(extract_documents(["a", "missing", "0", "b"], extract, read))
    assert [outcome.filing is not None for outcome in outcomes] == [True, False, False, True]
    assert str(outcomes[1].problem) == "missing: there is no such file."
    assert "0: extraction failed (ZeroDivisionError" in str(outcomes[2].problem)
    assert outcomes[3].filing == Filing(source="b", remarks="1", warnings=("odd bytes", "doubt"))


def test_doubtful_rows_are_left_out_and_counted() -> None:
    low, high, unknown = (
        Row(Table.NON_DERIVATIVE, confidence=confidence) for confidence in (0.2, 0.5, None)
    )
    filing = Filing(transactions=(low, high), holdings=(low, unknown))
    kept = Filing(transactions=(high,), holdings=(unknown,))
    assert without_doubtful(filing, 0.5) == (kept, 2)
    assert without_doubtful(filing, 0.0) == (filing, 0)


def test_the_extractor_asks_for_the_named_model(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, str, int]] = []

    def load(model: str | Path, backend: str, threads: int) -> FakeTagger:
        asked.append((model, backend, threads))
        return FakeTagger()

    monkeypatch.setattr(module, "load_tagger", load)
    monkeypatch.setattr(module, "find_model", lambda model: Path("no calibration there"))
    assert Extractor("small", "torch", 1).extract(PAGE).model == "fake 1"
    assert asked == [("small", "torch", 1)]
