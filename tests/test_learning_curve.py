"""The learning curve: unseen families stay unseen, points are run once, the page is filled."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.inference.version import model_version
from form4.model.network import NetworkConfig
from form4.training.retrain import DEFAULTS
from scripts import learning_curve
from scripts.curve_page import DOCS, RESULT, fill_page, filled
from scripts.learning_curve import DOCUMENTS, Plan, layout_pages, run, run_point
from scripts.unfamiliar import LAYOUTS, unfamiliar_pages

TINY = replace(
    DEFAULTS,
    synthetic=2,
    epochs=0.01,
    held_out=1,
    network=NetworkConfig(window=64, overlap=16, dropout=0.0),
)


def scores(core: float) -> dict[str, Any]:
    """Scores of some pages."""
    return {"pages": 2, "entity_F1": core, "core_field_F1": core, "exact_rows": None}


def test_no_family_left_out_is_mixed_in_or_among_the_others() -> None:
    plan = Plan.of("pipes", "base", ["markdown"], tested=2, other=12)
    assert {page.layout for page in plan.own.pages} == {"pipes"}
    assert not {page.layout for page in plan.others.pages} & {"pipes", "markdown"}
    assert set(plan.mixed_in) == set(LINEARIZERS) - {"pipes", "markdown"}
    assert Plan.of("cells", "base", [], tested=1, other=1).mixed_in == ()


@pytest.mark.parametrize("layout", ["cells", "cell_a_line"])
def test_few_annotated_pages_are_the_first_of_many(layout: str) -> None:
    assert layout_pages(layout, 2, 5) == layout_pages(layout, 3, 5)[:2]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spans_ride_along_into_an_unfamiliar_layout(layout: str) -> None:
    for page in unfamiliar_pages(layout, 3):
        assert page.spans
        marked = [page.text[span.start : span.end] for span in page.spans]
        assert all(one == one.strip() != "" for one in marked)
        assert all("\n" not in one for one in marked)


def test_cells_are_numbered_by_row_and_column() -> None:
    (page,) = unfamiliar_pages("cells", 1)
    head, first, *_ = page.text.split("\n")
    assert head == "row,column,text"
    assert first.startswith('0,0,"')
    assert page.text.endswith('"\n')


def test_points_that_are_done_are_not_run_again(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []

    def stub(plan: Plan, documents: int) -> dict[str, Any]:
        ran.append(documents)
        return {"own": scores(0.5 + documents / 100), "others": scores(0.9), "seconds": 60}

    monkeypatch.setattr(learning_curve, "run_point", stub)
    plan = Plan.of("cells", str(tiny_model), [], tested=1, other=1)
    output = tmp_path / "curve.json"
    run(plan, [5], output)
    result = run(plan, [5, 10], output)
    assert ran == [0, 5, 10]
    assert json.loads(output.read_text()) == result
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- learning curve -->\nold\n<!-- end of learning curve -->\nb\n")
    fill_page(page, output)
    assert "| `cells` | 10 | 0.600 | 0.600 | – | 0.900 | +0.0000 | 1 |" in page.read_text()
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


def test_another_base_is_not_mixed_into_a_curve(tiny_model: Path, tmp_path: Path) -> None:
    output = tmp_path / "curve.json"
    output.write_text(json.dumps({"curves": {"cells": {"base": "other", "points": {}}}}))
    with pytest.raises(SystemExit, match="was begun with other"):
        run(Plan.of("cells", str(tiny_model), [], tested=1, other=1), [5], output)


def test_a_point_retrains_and_scores_both_sides(tiny_model: Path) -> None:
    pytest.importorskip("transformers")
    plan = replace(Plan.of("pipes", str(tiny_model), [], tested=1, other=2), settings=TINY)
    before = model_version(tiny_model)
    point = run_point(plan, 2)
    assert point["own"]["pages"] == 1
    assert {"entity_F1", "core_field_F1"} <= point["others"].keys()
    assert model_version(tiny_model) == before


def test_the_page_has_the_measured_curves() -> None:
    page = DOCS.read_text(encoding="utf-8")
    result = json.loads(RESULT.read_text(encoding="utf-8"))
    assert "<!-- learning curve -->\n" in page
    assert filled(page, result, RESULT.with_suffix(".png").name) == page
    assert result["curves"], "nothing has been measured: python -m scripts.learning_curve"
    assert RESULT.with_suffix(".png").is_file()
    counts = [{int(count) for count in curve["points"]} for curve in result["curves"].values()]
    assert all(0 in one and len(one) > 1 for one in counts)
    assert any({0, *DOCUMENTS} <= one for one in counts), "no curve is whole"
