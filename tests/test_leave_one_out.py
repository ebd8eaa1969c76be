"""The experiment of families left out: resumable, and a table of what each costs."""

import json
from pathlib import Path

import pytest

from form4.annotations.synthesis.linearizers import LINEARIZERS
from form4.annotations.synthesis.values import ValuePools
from form4.model.network import NetworkConfig
from scripts import leave_one_out
from scripts.leave_one_out import Plan, fold_families, run, table

FOLDS = fold_families(2)
PLAN = Plan(1.0, 3, 2, FOLDS, NetworkConfig(), ValuePools.builtin(), ())


def arm(left_out: tuple[str, ...], entity: float) -> dict[str, object]:
    """The scores of a finished arm."""
    score = {"entity_f1": entity, "core_f1": entity / 2}
    scores = dict.fromkeys(LINEARIZERS, score)
    return {"left_out": list(left_out), "steps": 1, "tokens": 2_000_000, "scores": scores}


def test_every_family_is_in_one_fold() -> None:
    assert sorted(name for fold in fold_families(4) for name in fold) == sorted(LINEARIZERS)


SCORES = ((0.9, 0.7), (0.7, 0.9))  # of the first fold's families and the second's, by each arm


def test_arms_that_are_done_are_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "result.json"
    plan = {"machine": "m", "date": "d", "seconds": 1.0, "synthetic": 3, "tested": 2}
    output.write_text(json.dumps({**plan, "arms": {"fold-1": arm(FOLDS[0], 0.9)}}))
    ran: list[tuple[str, ...]] = []

    def stub(
        plan: Plan, left_out: tuple[str, ...], tokenizer_file: Path, folder: Path
    ) -> dict[str, object]:
        ran.append(left_out)
        return arm(left_out, 0.7)

    monkeypatch.setattr(leave_one_out, "run_arm", stub)
    result = run(PLAN, tmp_path, output)
    assert ran == [FOLDS[1]]
    assert json.loads(output.read_text()) == result
    lines = table(result).splitlines()
    assert lines[0].startswith("Measured d on m: 2 arms of 1 processor seconds and 2.0 M tokens")
    assert f"| {FOLDS[0][0]} | 0.700 | 0.900 | 0.350 | 0.450 |" in lines
    assert f"| {FOLDS[1][0]} | 0.900 | 0.700 | 0.450 | 0.350 |" in lines
    counts = [len(fold) for fold in FOLDS]
    better, worse = ((counts[0] * x + counts[1] * y) / sum(counts) for x, y in SCORES)
    means = f"{worse:.3f} | {better:.3f} | {worse / 2:.3f} | {better / 2:.3f}"
    assert lines[-1] == f"| mean of {sum(counts)} | {means} |"


def test_test_pages_are_of_one_family() -> None:
    tested = PLAN.test_pages("pipes")
    assert {page.annotated.layout for page in tested} <= {"pipes"}
