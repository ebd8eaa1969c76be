"""The shipped model on real filings and converters that took no part in training."""

from pathlib import Path

SEEN, UNSEEN = 0.93, 0.85


def test_core_fields_on_the_validation_filings(shared: Path) -> None:
    from form4.cli.evaluate import Backend, Sources, evaluate_model, load_model

    report = evaluate_model(load_model("base", Backend.ONNX), Sources(data=shared / "data"))
    assert report.problems == ()
    (section,) = report.sections
    f1 = {scores.name: scores.core.f1.value for scores in section.scores}
    assert (f1["seen"] or 0) >= SEEN, f1
    assert (f1["unseen"] or 0) >= UNSEEN, f1
