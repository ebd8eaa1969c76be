"""The shipped model on real filings and converters that took no part in training."""

from pathlib import Path

SEEN, UNSEEN, HTML = 0.93, 0.85, 0.97


def test_core_fields_on_the_validation_filings(shared: Path) -> None:
    from form4.cli.evaluate import Backend, Sources, evaluate_model, load_model
    from form4.inference.evaluation import scores

    sources = Sources(data=shared / "data", quick=True)
    report = evaluate_model(load_model("base", Backend.ONNX), sources)
    assert report.problems == ()
    groups = report.to_dict()["sections"]["Filings"]
    f1 = {group["name"]: group["core_fields"]["f1"]["value"] for group in groups}
    assert f1[scores.SEEN_WITH_OCR] >= SEEN, f1
    assert f1[scores.UNSEEN] >= UNSEEN, f1
    assert f1[scores.HTML_PAGES] >= HTML, f1
