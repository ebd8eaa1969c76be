import json
from pathlib import Path

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.scans.marked import colour_of
from form4.annotations.scans.real_page import marked_page
from form4.model.filing import Filing, Issuer, ReportingOwner
from form4.model.spans import Span

PAGE = """<html><head><style>p {color: red}</style></head><body>
<table><tr><td><span>1. Name and Address of Reporting Person<sup>*</sup></span>
<table><tr><td><a href="/x">DOE&nbsp;JANE</a></td></tr></table></td>
<td><span>2. Issuer Name <b>and</b> Ticker or Trading Symbol</span><br>
<a href="/y">ACME &amp; CO</a> [ <span>ACME</span> ]</td></tr></table>
<p>Table I - Non-Derivative Securities</p></body></html>"""
FILING = Filing(
    form_type="4",
    issuer=Issuer(name="ACME & CO", trading_symbol="ACME"),
    reporting_owners=(ReportingOwner(name="DOE JANE"),),
)


def test_values_of_a_real_page_are_coloured_where_they_stand() -> None:
    marked, _ = marked_page(PAGE, FILING, "a")
    assert marked.labels == (None, "owner_name", "issuer_name", "trading_symbol")
    assert f'<a href="/x"><span style="color:{colour_of(1)}">DOE JANE</span></a>' in marked.markup
    assert f'<span style="color:{colour_of(2)}">ACME &amp; CO</span></a> [ <span>' in marked.markup
    assert "<style>p {color: red}</style>" in marked.markup


def test_values_may_be_exchanged() -> None:
    def change(page: AnnotatedText) -> AnnotatedText:
        first, *rest = page.spans
        text = page.text.replace("DOE JANE", "Roe <R>")
        moved = [Span(span.start - 1, span.end - 1, span.label) for span in rest]
        spans = (Span(first.start, first.end - 1, first.label), *moved)
        return AnnotatedText(page.document_id, text, spans, page.layout)

    marked, changed = marked_page(PAGE, FILING, "a", change)
    assert f'<span style="color:{colour_of(1)}">Roe &lt;R&gt;</span></a>' in marked.markup
    assert "Roe <R>" in changed.text
    assert "DOE" not in marked.markup


def test_real_pages_are_placed_nearly_whole(shared: Path) -> None:
    held_out = set(json.loads((shared / "data/split.json").read_text())["validation_stems"])
    pages = sorted((shared / "data/converted").glob("*.html"))
    page = next(page for page in pages if page.name.split(".")[0] not in held_out)
    gold = json.loads((shared / f"data/gold/{page.name.split('.')[0]}.json").read_text())
    filing = Filing.from_dict(gold)
    marked, _ = marked_page(page.read_text(encoding="utf-8"), filing, page.name)
    assert marked.labels.count("transaction_date") >= len(filing.transactions)
