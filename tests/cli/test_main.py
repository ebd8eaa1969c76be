"""The command itself: verbs, exit codes, one sentence an error, nothing heavy for --help."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from form4.cli.main import COMMANDS, main

HEAVY = ("torch", "transformers", "numpy", "onnxruntime", "tokenizers", "rich")


def code_of(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("--help") == 0
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []


def test_help_is_fast_and_imports_nothing_heavy() -> None:
    code = f"""
import sys
from form4.cli.main import main
try:
    main(["--help"])
except SystemExit:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.stderr.strip() == "[]"
    # Seconds of processor time: the wall clock says more about what else the machine does.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(name, "--help") == 0
    assert "Usage: form4 " + name in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("--version") == 0
    assert capsys.readouterr().out.startswith("form4-extractor ")


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["extract"], ["extract", "--wrong", "a.txt"], ["--wrong"]]
)
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of(*arguments) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert captured.err.startswith("form4")
    assert " --help." in captured.err


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("extract a --min-confidence 2", "form4 extract: --min-confidence: "),
        ("extract a --min-confidence x", "form4 extract: --min-confidence: "),
        ("extract a --format xml", "form4 extract: --format: 'xml' is not "),
        ("extract", "form4 extract: PATH"),
        ("extract --wrong a", "form4 extract: --wrong: there is no such option"),
        ("synthesize --output a", "form4 synthesize: --count: is missing"),
        ("synthesize --count 1.5 --output a", "form4 synthesize: --count: "),
        ("extrct a", "form4: there is no command 'extrct'"),
        ("text a b", "form4 text: b: more than is asked for"),
    ],
)
def test_wrong_usage_says_what_and_where(
    call: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(*call.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith(sentence)
    assert [word for word in ("Input should", "Value error", "parse") if word in error] == []


def test_a_call_without_anything_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of() in (0, 2)  # versions of the parser differ
    captured = capsys.readouterr()
    assert "Usage: form4" in captured.out + captured.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("lines", [1, 100_000])
def test_a_full_disk_is_one_sentence_with_its_place(tmp_path: Path, lines: int) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Form 4\n" * lines)
    command = [sys.executable, "-m", "form4.cli.main", "text", str(page)]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("form4: standard output: No space left on device.")
    assert run.stderr.count("\n") == 1


def test_a_closed_standard_output_is_one_sentence(tmp_path: Path) -> None:
    command = f"{sys.executable} -m form4.cli.main --version >&-"
    run = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "standard output is closed" in run.stderr


def test_errors_of_the_system_name_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def text(path: str) -> None:
        Path(path).mkdir()

    monkeypatch.setattr("form4.cli.text.text", text)
    place = tmp_path / "missing" / "folder"
    assert code_of("text", str(place)) == 1
    assert capsys.readouterr().err.startswith(f"form4: {place}: No such file or directory.")


def test_a_failure_is_one_sentence_and_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing.txt")
    assert code_of("text", missing) == 1
    captured = capsys.readouterr()
    assert captured.err == f"form4: {missing}: there is no such file. Check the path.\n"


def test_debug_shows_the_traceback_wherever_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of("text", str(tmp_path / "missing.txt"), "--debug") == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_bug_is_one_sentence_too() -> None:
    code = """
import form4.cli.text
from form4.cli.main import main
def text() -> None:
    raise RuntimeError("broken")
form4.cli.text.text = text
main(["text", *{!r}])
"""
    plain, debug = (
        subprocess.run(
            [sys.executable, "-c", code.format(extra)], capture_output=True, text=True, check=False
        )
        for extra in ([], ["--debug"])
    )
    assert (plain.returncode, debug.returncode) == (1, 1)
    assert plain.stderr.startswith("form4: this is a bug: RuntimeError: broken.")
    assert plain.stderr.count("\n") == 1
    assert "Traceback" in debug.stderr


def test_a_reader_that_goes_away_hears_no_complaint(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Form 4\n" * 100_000)
    command = f"{sys.executable} -m form4.cli.main text {page} | head -n 1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("Form 4\n", "")
