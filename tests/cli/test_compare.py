"""`form4 compare` from the command line, rules against rules."""

import json
from pathlib import Path

import pytest

from form4.annotations.annotated_text import AnnotatedText
from form4.annotations.label_studio import write_tasks
from form4.cli.main import main
from form4.inference.rules.tagger import RuleTagger

PAGE = """FORM 4
1. Name and Address of Reporting Person*
SMITH JANE
2. Issuer Name and Ticker or Trading Symbol
ACME CORP [ ACME ]
3. Date of Earliest Transaction (Month/Day/Year)
03/05/2021
Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned
1. Title of Security (Instr. 3)
Code V Amount (A) or (D) Price
Common Stock 03/05/2021 S 100 D $ 10.5 900 D
"""
RULES = ["--model", "rules", "--against", "rules"]


def run(*arguments: str) -> int:
    """The exit code of the command."""
    with pytest.raises(SystemExit) as end:
        main(["compare", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two texts and the gold filing of one of them."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
    gold = {
        "form_type": "4",
        "period_of_report": "2021-03-05",
        "issuer": {"cik": None, "name": "ACME CORP", "trading_symbol": "ACME"},
        "reporting_owners": [{"name": "SMITH JANE"}],
        "transactions": [
            {
                "table": "non_derivative",
                "security_title": "Common Stock",
                "transaction_date": "2021-03-05",
                "transaction_code": "S",
                "transaction_shares": 100,
                "transaction_acquired_disposed_code": "D",
                "transaction_price_per_share": 10.5,
                "shares_owned_following_transaction": 900,
                "direct_or_indirect_ownership": "D",
            }
        ],
        "holdings": [],
    }
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    return tmp_path


def test_new_documents_are_compared_without_gold(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = folder / "report.html"
    assert run(str(folder), *RULES, "--format", "json", "--report", str(report)) == 0
    data = json.loads(capsys.readouterr().out)
    agreement = data["sections"]["Agreement"]
    assert {one["share"] for one in agreement["fields"]} == {1.0}
    assert agreement["most_different"] == []
    assert report.read_text(encoding="utf-8").count('class="document"') == 2


def test_gold_gives_paired_differences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--annotations", str(folder / "gold"), *RULES, "--format", "json") == 0
    paired = json.loads(capsys.readouterr().out)["sections"]["Paired differences"]
    core = next(one for one in paired if one["name"] == "core fields")
    assert (core["first"], core["second"], core["p_value"]) == (1.0, 1.0, 1.0)


def test_a_gold_filing_without_text_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a.txt").unlink()
    assert run("--annotations", str(folder / "gold"), *RULES) == 1
    assert "a.json: no text of this gold filing was found" in capsys.readouterr().err


@pytest.mark.parametrize("given", [[], ["x.txt", "--annotations", "gold"]])
def test_one_kind_of_documents_is_asked_for(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*given, *RULES) == 2
    assert "Give one kind of documents" in capsys.readouterr().err


def test_the_two_methods_are_told_apart_by_group(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--annotations", str(folder / "gold"), *RULES, "--format", "json") == 0
    ahead = json.loads(capsys.readouterr().out)["sections"]["Who is ahead"]
    assert ahead["groups"]["all documents"]["core fields"] == "even"
    assert ahead["not_ahead"] == ["all documents"]


def test_label_studio_gold_is_what_its_spans_spell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = RuleTagger().tag(PAGE)
    page = AnnotatedText("a", PAGE, tuple(found), "tabs")
    write_tasks(folder / "tasks.json", [page])
    assert run("--annotations", str(folder / "tasks.json"), *RULES, "--format", "json") == 0
    sections = json.loads(capsys.readouterr().out)["sections"]
    assert list(sections["Who is ahead"]["groups"]) == ["all documents", "layout: tabs"]
    core = next(one for one in sections["Paired differences"] if one["name"] == "core fields")
    assert (core["first"], core["second"]) == (1.0, 1.0)


def test_a_task_that_cannot_be_gold_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tasks(folder / "tasks.json", [AnnotatedText("a", PAGE, ())])
    export = str(folder / "tasks.json")
    (folder / "more.json").write_text((folder / "tasks.json").read_text())
    assert run("--annotations", export, "--annotations", str(folder / "more.json"), *RULES) == 1
    assert "more.json: a has a second gold annotation" in capsys.readouterr().err
    value = {"start": 0, "end": 99, "labels": ["issuer_name"]}
    region = {"type": "labels", "from_name": "label", "to_name": "text", "value": value}
    task = {"id": 7, "data": {"text": "ACME"}, "annotations": [{"result": [region]}]}
    (folder / "more.json").write_text(json.dumps([task]))
    assert run("--annotations", str(folder / "more.json"), *RULES) == 1
    assert "more.json, task 7, region 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    "broken",
    [b"[1]", b"", b"null", b'{"issuer":3}', b'{"reporting_owners": [], "iss', b"\x89\xff{"],
)
def test_a_broken_gold_file_costs_itself_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], broken: bytes
) -> None:
    (folder / "gold" / "b.json").write_bytes(broken)
    assert run("--annotations", str(folder / "gold"), *RULES, "--format", "json") == 1
    found = capsys.readouterr()
    assert f"{folder / 'gold' / 'b.json'}: is no gold filing (" in found.err
    core = next(
        one
        for one in json.loads(found.out)["sections"]["Paired differences"]
        if one["name"] == "core fields"
    )
    assert (core["documents"], core["first"]) == (1, 1.0)
    with pytest.raises(SystemExit) as end:
        main(["evaluate", "--annotations", str(folder / "gold"), "--model", "rules"])
    assert end.value.code == 1
    assert "b.json: is no gold filing (" in capsys.readouterr().err
