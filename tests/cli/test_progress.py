"""Talk about progress: a line a minute in a log, nothing for a short run."""

import pytest

from form4.cli import progress


def test_a_line_tells_rate_and_time_left() -> None:
    assert progress.line(1_234, 100_000, 10.0) == (
        "1,234 of 100,000 documents, 10.0 a second, 2:44:37 left"
    )
    assert progress.line(0, 10, 0.0) == "0 of 10 documents, 0.0 a second, ? left"


def test_a_log_gets_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(progress.watched("abc", 3)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    assert list(progress.watched("abc", 5, done=2)) == ["a", "b", "c"]
    told = capsys.readouterr().err.splitlines()
    assert [line.split(" documents")[0] for line in told] == [
        "form4: 3 of 5",
        "form4: 4 of 5",
        "form4: 5 of 5",
    ]


def test_a_person_gets_a_bar_with_the_rate(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert list(progress.watched("abc", 3)) == ["a", "b", "c"]
    shown = capsys.readouterr().err
    assert ("extracting" in shown, "/s" in shown) == (True, True)
    assert list(progress.watched("abc", 3, bar=False)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
