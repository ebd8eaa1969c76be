"""The report's page: its data, and what a browser makes of it."""

import io
import re
import resource
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from form4.inference.comparing.compared import Compared, Paper, compare_papers
from form4.inference.comparing.page import write_page
from form4.inference.comparing.paired import Difference
from form4.inference.comparing.plot import difference_plots
from form4.inference.comparing.records import document_record
from form4.inference.comparing.sections import comparison_sections
from form4.inference.evaluation.bootstrap import Interval
from form4.inference.evaluation.reader import Reader
from form4.inference.evaluation.scores import EVERYTHING
from form4.model.filing import Filing, ReportingOwner, Row, Table
from form4.model.spans import Span
from tests.inference.comparing.chromium import tab

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
EVIL = (
    "\U0001f600 <script>document.title = 'taken'</script></script>"
    "<img src=x onerror=\"document.title='taken'\"> Smith <b>Jane</b> &amp; 100 shares"
)
ROW = Row(Table.NON_DERIVATIVE, security_title="<i>Stock</i>", transaction_shares=Decimal(100))
FIRST = Filing(reporting_owners=(ReportingOwner(name="Smith"),), transactions=(ROW,))
SECOND = replace(FIRST, transactions=(replace(ROW, transaction_shares=Decimal(10)),))


def method(name: str, filing: Filing, label: str) -> Reader:
    """A method that finds a name and a number in the text."""

    def tag(text: str) -> list[Span]:
        found = [(text.find("Smith"), 5, "owner_name"), (text.find("100"), 3, label)]
        return [Span(at, at + length, name) for at, length, name in found if at >= 0]

    return Reader(name, tag, lambda text, spans, source: filing, lambda text, spans: filing)


def compared(count: int, *, gold: Filing | None = None) -> list[Compared]:
    """Some documents, the first of which would be markup if it could."""
    texts = [EVIL, *(f"Smith number {number} sold 100" for number in range(1, count))]
    papers = [Paper(f"page-{n:04d}", text, gold) for n, text in enumerate(texts)]
    first = method("<one>", FIRST, "transaction_shares")
    return list(compare_papers(papers, first, method("two", SECOND, "underlying_security_shares")))


def page(documents: list[Compared]) -> str:
    """The page as text."""
    stream = io.StringIO()
    names = ("<one>", "two")
    write_page(stream, comparison_sections(documents, names), documents, names)
    return stream.getvalue()


def test_document_text_cannot_become_markup() -> None:
    text = page(compared(1))
    assert "<img" not in text
    assert "taken'</script>" not in text
    assert "&lt;one&gt;" in text
    assert "script-src 'sha256-" in text
    assert text.count("</script>") == 3  # names, one document, the page's own


def test_records_stand_beside_what_is_true() -> None:
    record = document_record(compared(1, gold=FIRST)[0])
    rows = {part["part"]: part["fields"] for part in record["records"]}
    assert rows["owner 1"] == [["name", "Smith", "Smith", "Smith", False, False]]
    assert rows["transaction 1 (non_derivative)"] == [
        ["transaction_shares", "100", "100", "10", False, True],
        ["security_title", "<i>Stock</i>", "<i>Stock</i>", "<i>Stock</i>", False, False],
    ]
    assert record["f1"] == [1.0, 0.5]


def test_without_gold_what_differs_is_marked() -> None:
    record = document_record(compared(1)[0])
    shares = next(f for p in record["records"] for f in p["fields"] if f[0] == "transaction_shares")
    assert shares == ["transaction_shares", None, "100", "10", True, True]
    assert record["differing"] == 1
    start, end, label = record["spans"][0][1]
    assert (EVIL[start:end], label) == ("100", "transaction_shares")


@pytest.fixture(scope="module")
def browser() -> str:
    """The command of a browser that runs without a screen."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


def shown(browser: str, file: Path, asked: str = "") -> str:
    """The page after its script ran, as the browser has it."""
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000")
    command = [browser, *flags, f"--user-data-dir={file.parent}/profile", "--dump-dom"]
    run = subprocess.run(
        [*command, f"{file.as_uri()}#{asked}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return run.stdout


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of sixty documents."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(page(compared(60)), encoding="utf-8")
    return file


def test_a_browser_shows_highlights_where_the_offsets_say(browser: str, many: Path) -> None:
    dom = shown(browser, many, "open=page-0000&order=id")
    assert "<title>form4: &lt;one&gt; and two</title>" in dom  # no script of the text has run
    assert "<img" not in dom
    marks = re.findall(r"<mark class=\"([a-z ]+)\"[^>]*>([^<]*)</mark>", dom)
    assert marks == [("first second", "Smith"), ("first second apart", "100")]
    places = re.findall(r"data-start=\"(\d+)\" data-end=\"(\d+)\"", dom)
    assert [EVIL[int(start) : int(end)] for start, end in places] == ["Smith", "100"]
    box = re.search(r"<pre>(.*?)</pre>", dom, re.DOTALL)
    assert box is not None
    assert unescape(re.sub(r"</?mark[^>]*>", "", box[1])) == EVIL


def test_a_browser_filters_and_pages(browser: str, many: Path) -> None:
    everything = shown(browser, many)
    assert "60 of 60 documents, page 1 of 3" in everything
    assert everything.count('<details class="document"') == 25
    assert shown(browser, many, "page=3").count('<details class="document"') == 10
    assert "1 of 60 documents, page 1 of 1" in shown(browser, many, "search=number+17")


def mixed(count: int) -> list[Compared]:
    """Documents of two groups, of which the first few differ; the last one reads worst."""
    documents = []
    for number in range(count):
        groups = ("layout: a",) if number % 3 else ("layout: b",)
        second = SECOND if number < 4 else FIRST
        first = Filing() if number == count - 1 else FIRST
        readers = [method("one", first, "x"), method("two", second, "x")]
        paper = Paper(f"page-{number:02d}", f"Smith {number}", FIRST, groups)
        documents += compare_papers([paper], *readers)
    return documents


SHOWN = "Array.from(document.querySelectorAll('details.document'), (one) => one.dataset.id)"


def test_the_controls_do_what_they_say_when_they_are_clicked(browser: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(mixed(9)), encoding="utf-8")
    with tab(browser, tmp_path / "profile") as opened:

        def seen(expression: str, wanted: object) -> bool:
            return bool(opened.settled(expression, wanted) == wanted)

        def shown_ones(*numbers: int) -> bool:
            return seen(f"{SHOWN}.sort()", [f"page-{n:02d}" for n in numbers])

        opened.open(file)
        assert shown_ones(*range(9))
        opened.click("#only")
        assert shown_ones(0, 1, 2, 3, 8)
        opened.choose("#group", 2)
        assert seen("document.getElementById('group').value", "layout: b")
        assert shown_ones(0, 3)
        opened.click("#only")
        assert shown_ones(0, 3, 6)
        opened.choose("#order", 1)
        assert seen("document.getElementById('order').value", "id")
        assert seen(SHOWN, ["page-00", "page-03", "page-06"])
        opened.choose("#order", 2)
        assert seen(f"{SHOWN}[2]", "page-06")  # the second method reads the others worse
        opened.click("details.document summary")
        assert seen("document.querySelectorAll('details.document[open] pre').length", 1)


def test_print_in_columns_keeps_its_lines(browser: str, tmp_path: Path) -> None:
    columns = "Common Stock     03/05/2021     S     100 Smith\n" * 9
    papers = [Paper("columns", columns), Paper("prose", "Smith sold 100 shares. " * 40)]
    readers = [method(name, FIRST, "x") for name in ("one", "two")]
    file = tmp_path / "report.html"
    file.write_text(page(list(compare_papers(papers, *readers))), encoding="utf-8")
    for name, wanted in (("columns", '<pre class="fixed">'), ("prose", "<pre>")):
        assert wanted in shown(browser, file, f"open={name}")


def test_field_names_break_at_their_joints_only(browser: str, many: Path) -> None:
    dom = shown(browser, many, "open=page-0000")
    assert "transaction_<wbr>shares" in dom


def test_agreement_is_drawn_where_no_gold_is_known() -> None:
    text = page(compared(3))
    assert "Agreement by field" in text
    assert text.count('class="same"') > 1
    assert "Scores by group" not in text


def test_one_rare_field_does_not_stretch_the_axis() -> None:
    usual = [
        Difference(EVERYTHING, f"field {n}", 9, 0.5, 0.5, Interval(n / 100, 0.0, n / 50), 0.5)
        for n in range(10)
    ]
    rare = Difference(EVERYTHING, "rare", 1, 0.0, 1.0, Interval(1.0), 1.0)
    core = Difference("layout: a", "core fields", 9, 0.5, 0.6, Interval(0.1, 0.0, 0.2), 0.5)
    text = difference_plots([core, *usual, rare], ("one", "two"))
    assert text.count("<svg") == 2  # the scores of the groups apart from the fields
    assert "core fields, layout: a" in text
    assert "to +1.00" in text
    assert ">+1.00<" not in text


def processor_seconds(browser: str, file: Path) -> float:
    """What the browser's processes used to open a page."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    shown(browser, file)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_report_of_two_hundred_documents_is_small_and_opens_fast(
    browser: str, tmp_path: Path
) -> None:
    """A fifth of them, with long pages and sixty entities, beside a page of one document."""
    count, rows = 40, 60
    text = "Common Stock Smith 03/05/2021 S 100 D $ 10.5 900 D direct\n" * (rows * 2)
    line = len(text) // (rows * 2)
    spans = [Span(n * line + 13, n * line + 18, "owner_name") for n in range(rows)]
    filing = replace(FIRST, transactions=(ROW,) * 20)
    readers = [
        Reader(name, lambda text: spans, lambda text, spans, source: filing, lambda t, s: filing)
        for name in ("one", "two")
    ]
    documents = list(compare_papers([Paper(f"{n}", text) for n in range(count)], *readers))
    files = [tmp_path / "one.html", tmp_path / "many.html"]
    for file, some in zip(files, (documents[:1], documents), strict=True):
        file.write_text(page(some), encoding="utf-8")
    assert files[1].stat().st_size < 20e6 * count / 200
    one, many = (processor_seconds(browser, file) for file in files)
    assert many - one < 3 * count / 200
