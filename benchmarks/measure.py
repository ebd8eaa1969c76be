"""Measure one peer in this process, so that start-up and memory are its own.

    python -m benchmarks.measure train crf --folder runs/peers --seconds 600
    python -m benchmarks.measure read crf --folder runs/peers

Nothing is imported before the peer is loaded that the peer does not need itself.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from benchmarks.material import Example
    from benchmarks.peer import Learner, Variants
    from form4.model.spans import Span

KILOBYTES = 1 if sys.platform == "darwin" else 1024  # of the peak that the system reports
WARM_UP = "Common Stock 03/05/2021 S 100 D $ 10.5 900 D"


def main() -> None:
    """Train or read, and write what was measured below the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=("train", "read"))
    parser.add_argument("peer")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=600.0)
    options = parser.parse_args()
    result: Any
    if options.what == "train":
        result = train(options.peer, options.folder, options.seconds)
    else:
        result = read(options.peer, options.folder)
    path = options.folder / f"{options.peer}-{options.what}.json"
    path.write_text(f"{json.dumps(result, indent=1)}\n", encoding="utf-8")


def train(name: str, folder: Path, seconds: float) -> dict[str, Any]:
    """Train a peer on the training pages; what it says of it."""
    from benchmarks.material import TRAINING_FILE, read_examples
    from benchmarks.peer import find_peer

    pages = [example.page for example in read_examples(folder / TRAINING_FILE)]
    learner = cast("Learner", find_peer(name))
    return asdict(learner.train(pages, folder / name, seconds))


def read(name: str, folder: Path) -> list[dict[str, Any]]:
    """Load a peer, tag the test pages one by one in each of its ways, and score what it found."""
    from benchmarks.peer import find_peer

    peer = find_peer(name).load(folder / name)
    prepared = peer.prepare(WARM_UP)
    for finish in peer.finish.values():
        finish(WARM_UP, prepared)
    start_up = time.process_time()
    with (folder / "test.jsonl").open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream]
    found, seconds = tag_all(peer, texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTES
    return [
        {
            "title": title,
            "start_up_s": round(start_up, 2),
            "peak_bytes": peak,
            "documents": len(texts),
            "tagging_s": round(seconds[title], 2),
            **score(folder, spans),
        }
        for title, spans in found.items()
    ]


def tag_all(
    peer: "Variants", texts: Sequence[str]
) -> "tuple[dict[str, list[Sequence[Span]]], dict[str, float]]":
    """The spans of every text and the processor seconds, by way; shared work counts for each."""
    found: dict[str, list[Sequence[Span]]] = {title: [] for title in peer.finish}
    seconds = dict.fromkeys(peer.finish, 0.0)
    for text in texts:
        begin = time.process_time()
        prepared = peer.prepare(text)
        shared = time.process_time() - begin
        for title, finish in peer.finish.items():
            begin = time.process_time()
            found[title].append(finish(text, prepared))
            seconds[title] += shared + time.process_time() - begin
    return found, seconds


def score(folder: Path, found: "Sequence[Sequence[Span]]") -> dict[str, Any]:
    """Entities against gold spans, and records of one assembler against gold filings, by group."""
    from benchmarks.material import TEST_FILE, read_examples
    from form4.inference.assembly import assemble
    from form4.inference.evaluation.comparison import compare_filings
    from form4.inference.evaluation.scores import score_document, score_groups
    from form4.inference.evaluation.spans import count_spans, score_spans

    examples = read_examples(folder / TEST_FILE)
    begin = time.process_time()
    filings = [
        assemble(example.page.text, spans) for example, spans in zip(examples, found, strict=True)
    ]
    assembling = time.process_time() - begin
    entities, rows = [], []
    for example, spans, filing in zip(examples, found, filings, strict=True):
        groups = _plain(example)
        entities.append(count_spans(example.page, spans, groups))
        comparison = compare_filings(example.filing, filing)
        name = example.page.document_id
        rows.append(score_document(name, comparison, groups, example.cluster))
    return {
        "assembling_s": round(assembling, 2),
        "entities": [one.to_dict() for one in score_spans(entities)],
        "filings": [one.to_dict() for one in score_groups(rows)],
    }


def _plain(example: "Example") -> tuple[str, ...]:
    """The groups of the table: each converter of its own would make it long."""
    return tuple(group for group in example.groups if ":" not in group)


if __name__ == "__main__":
    main()
