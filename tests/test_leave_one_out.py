"""The experiment of families left out: resumable, and a table of what each costs."""

import json
from pathlib import Path

import pytest

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.values import ValuePools
from form4.model.network import NetworkConfig
from scripts import leave_one_out
from scripts.leave_one_out import NOTHING, Plan, run, table

PLAN = Plan(1.0, 3, 2, ("pipes", "markdown"), NetworkConfig(), ValuePools.builtin(), ())


def arm(entity: float) -> dict[str, object]:
    """The scores of a finished arm."""
    score = {"entity_f1": entity, "core_f1": entity / 2}
    return {"steps": 1, "scores": {"pipes": score, "markdown": score}}


def test_arms_that_are_done_are_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "result.json"
    output.write_text(json.dumps({"arms": {NOTHING: arm(0.9), "pipes": arm(0.6)}}))
    ran: list[str] = []

    def stub(plan: Plan, left_out: str, tokenizer_file: Path) -> dict[str, object]:
        ran.append(left_out)
        return arm(0.7)

    monkeypatch.setattr(leave_one_out, "run_arm", stub)
    result = run(PLAN, tmp_path, output)
    assert ran == ["markdown"]
    assert json.loads(output.read_text()) == result
    assert table(result, PLAN.families).splitlines()[2:] == [
        "| pipes | 0.900 | 0.600 | 0.450 | 0.300 |",
        "| markdown | 0.900 | 0.700 | 0.450 | 0.350 |",
    ]


def test_test_pages_are_of_one_family() -> None:
    tested = PLAN.test_pages("pipes")
    assert {page.annotated.layout for page in tested} <= {"pipes"}
    assert set(PLAN.families) <= set(LINEARIZERS)
