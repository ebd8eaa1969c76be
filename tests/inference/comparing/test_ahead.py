"""Who is ahead on which documents, by differences with known intervals."""

from dataclasses import replace

from form4.inference.comparing.ahead import Verdict, ahead_section, verdict
from form4.inference.comparing.paired import Difference
from form4.inference.evaluation.bootstrap import Interval


def difference(
    group: str, low: float, value: float, high: float, name: str = "", p_value: float = 0.01
) -> Difference:
    """A difference whose scores do not matter."""
    apart = Interval(value, low, high)
    return Difference(group, name or "core fields", 3, 0.5, 0.5 + value, apart, p_value)


def test_a_lead_is_sure_when_the_interval_leaves_nought_out() -> None:
    found = [
        verdict(difference("", *bounds))
        for bounds in ((0.01, 0.1, 0.2), (-0.1, 0.1, 0.2), (-0.1, 0.0, 0.1))
    ]
    assert found == [Verdict.SURELY_AHEAD, Verdict.AHEAD, Verdict.EVEN]
    found = [
        verdict(difference("", *bounds)) for bounds in ((-0.2, -0.1, 0.1), (-0.2, -0.1, -0.01))
    ]
    assert found == [Verdict.BEHIND, Verdict.SURELY_BEHIND]
    nothing = Difference("", "core fields", 0, None, None, Interval(None), None)
    assert verdict(nothing) is Verdict.UNKNOWN


def test_a_lead_that_the_test_does_not_confirm_is_not_sure() -> None:
    ahead = difference("", 0.1, 0.2, 0.3, p_value=0.25)
    behind = difference("", -0.3, -0.2, -0.1, p_value=1.0)
    assert [verdict(one) for one in (ahead, behind)] == [Verdict.AHEAD, Verdict.BEHIND]
    one_filing = replace(ahead, difference=Interval(0.2), p_value=1.0)
    assert verdict(one_filing) is Verdict.AHEAD


def test_groups_without_a_lead_are_said_plainly() -> None:
    lead, lost = difference("pypdf", 0.1, 0.2, 0.3), difference("cells", -0.3, -0.2, -0.1)
    section = ahead_section([lead, lost], ("rules", "model"))
    (grid,) = section.grids()
    assert grid.note == "In core fields model is not ahead of rules on: cells."
    assert [row[:2] for row in grid.rows] == [("pypdf", "surely ahead"), ("cells", "surely behind")]
    assert section.to_data()["not_ahead"] == ["cells"]
    (grid,) = ahead_section([lead], ("rules", "model")).grids()
    assert grid.note == "In core fields model is ahead of rules on every group."


def test_other_scores_do_not_count_for_the_sentence() -> None:
    rows = difference("pypdf", -0.2, -0.1, 0.0, "exact rows")
    fields = difference("pypdf", -0.2, -0.1, 0.0, "owner.name")
    section = ahead_section([difference("pypdf", 0.1, 0.2, 0.3), rows, fields], ("a", "b"))
    assert section.not_ahead == []
    assert section.to_data()["groups"] == {
        "pypdf": {"core fields": "surely ahead", "exact rows": "behind"}
    }
