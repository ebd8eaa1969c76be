"""Worker processes: order, deaths that cost one document, documents that take too long."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from form4.inference.run.pool import WINDOW, Pool
from form4.inference.run.result import Result
from form4.inference.run.tasks import Queue
from form4.model.errors import Form4Error, ModelError
from tests.inference.run.stub import StubJob


def pages(folder: Path, *words: str) -> list[str]:
    files = [folder / f"{number:03d}.txt" for number in range(len(words))]
    for file, word in zip(files, words, strict=True):
        file.write_text(word)
    return list(map(str, files))


def told(result: Result) -> str:
    """The form of a filing, or the problem without its path."""
    if result.problem is not None:
        return result.problem.removeprefix(f"{result.source}: ")
    return str(json.loads(result.chunks[0])["form_type"])


def test_results_come_in_the_order_of_their_documents(tmp_path: Path) -> None:
    words = [str(number) for number in range(50)]
    with Pool(StubJob(), 2) as pool:
        assert [told(one) for one in pool.read(pages(tmp_path, *words))] == words


def test_a_death_costs_only_its_document(tmp_path: Path) -> None:
    words = ["a", "kill", "b", "once", "c", "exit", "d", "fail not a form", "e"]
    with Pool(StubJob(), 2) as pool:
        found = [told(one) for one in pool.read(pages(tmp_path, *words))]
    reasons = ("killed, most likely for want of memory", "exit code 3")
    killed, left = (f"ended the process that read it, twice ({reason})." for reason in reasons)
    assert found == ["a", killed, "b", "once", "c", left, "d", "not a form", "e"]


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    sources = pages(tmp_path, "a", "hang", "b")
    with Pool(StubJob(), 1, document_seconds=4.0) as pool:
        found = [told(one) for one in pool.read(sources)]
    assert (found[0], found[2]) == ("a", "b")
    assert "took longer than" in found[1]


def test_what_keeps_the_model_from_loading_is_told() -> None:
    with pytest.raises(ModelError, match="no model there"), Pool(StubJob("no model there"), 1):
        pass


def test_processes_that_die_at_their_start_are_no_endless_loop() -> None:
    with pytest.raises(Form4Error, match="die at their start"), Pool(StubJob(dies=True), 1):
        pass


def test_documents_are_taken_only_as_room_is_there(tmp_path: Path) -> None:
    source = pages(tmp_path, "a")[0]
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield source

    with Pool(StubJob(), 1) as pool:
        results = pool.read(endless())
        for _ in range(10):
            next(results)
    assert taken <= 10 + WINDOW + 1


def test_documents_that_come_back_are_first() -> None:
    queue = Queue(["a", "b", "c"])
    first, second = queue.pop(), queue.pop()
    queue.put_back([first, second])
    assert [queue.pop().source for _ in range(3)] == ["a", "b", "c"]
    assert (queue.peek(9), queue.is_empty()) == (None, True)


def test_no_document_goes_out_beyond_the_limit() -> None:
    queue = Queue(["a", "b"])
    assert (queue.peek(0), queue.peek(1) is not None) == (None, True)
