"""The results of compare_networks as the tables of docs/decisions/0003-pretraining.md."""

from collections.abc import Mapping
from typing import Any

COSTS = "| network | parameters | ONNX, MB | fp16, MB | training, tokens/s | tagging, tokens/s |"
SCORES = "| network | steps | tokens read, M | off border | F1 | synthetic | real |"
SLACK = 1.02  # a mark comes with the step that crosses it

Result = Mapping[str, Any]


def table(result: Result) -> str:
    """Where it was measured; costs; the arms at the last mark that all reached; the curves."""
    arms = {name: arm for name, arm in result["arms"].items() if arm["marks"]}
    lines = [_circumstances(result["data"]), ""] if "data" in result else []
    if result["costs"]:
        lines += [COSTS, _rule(COSTS), *map(_cost, result["costs"].values()), ""]
    if not arms:
        return "\n".join((*lines, "No arm has reached a mark of its training yet."))
    common = min(arm["marks"][-1]["seconds"] for arm in arms.values())
    lines += [
        f"After {common:.0f} of {result['seconds']:.0f} processor seconds of training an arm:",
        "",
    ]
    lines += [SCORES, _rule(SCORES), *(_scores(arm, common) for arm in arms.values()), ""]
    return "\n".join((*lines, *_curves(arms)))


def _circumstances(data: Result) -> str:
    return (
        f"Measured {data['date']} on {data['machine']}, threads: {data['threads']}; "
        f"{data['training_pages']:,} training pages ({data['training_tokens'] / 1e6:.1f} M "
        f"tokens), held out {data['held_out_synthetic']} synthetic and {data['held_out_real']} "
        f"real ones; {data['tokens_a_step']:,} tokens a step. Speeds are tokens a processor second."
    )


def _cost(cost: Result) -> str:
    cells = (
        cost["title"],
        f"{cost['parameters'] / 1e6:.1f} M",
        f"{cost['onnx_bytes'] / 1e6:.0f}",
        f"{cost['safetensors_bytes'] / 1e6:.0f}",
        f"{cost['training']:,}",
        f"{cost['tagging']:,}",
    )
    return f"| {' | '.join(cells)} |"


def _scores(arm: Result, common: float) -> str:
    """The arm at its last mark up to the common time."""
    reached = [mark for mark in arm["marks"] if mark["seconds"] <= common * SLACK]
    mark, before = (reached or arm["marks"])[-1], arm["pretraining"]
    cells = (
        arm["title"],
        f"{before['steps']} + {mark['steps']}" if before["steps"] else f"{mark['steps']}",
        f"{(before['tokens'] + mark['tokens']) / 1e6:.2f}",
        f"{arm['off_border']:,}" if "off_border" in arm else "",
        *(f"{mark[name]:.3f}" for name in ("f1", "synthetic", "real")),
    )
    return f"| {' | '.join(cells)} |"


def _curves(arms: Mapping[str, Result]) -> list[str]:
    """F1 on synthetic and on real pages at every mark, a column an arm."""
    head = f"| processor seconds | {' | '.join(arm['title'] for arm in arms.values())} |"
    lines = [head, _rule(head, texts=0)]
    longest = max(arms.values(), key=lambda arm: len(arm["marks"]))
    for mark in longest["marks"]:
        cells = [_cell(arm, mark["seconds"]) for arm in arms.values()]
        lines.append(f"| {mark['seconds']:.0f} | {' | '.join(cells)} |")
    return lines


def _cell(arm: Result, seconds: float) -> str:
    """Both scores of the mark nearest to a time, blank where there is none near it."""
    mark = min(arm["marks"], key=lambda mark: abs(mark["seconds"] - seconds))
    near = abs(mark["seconds"] - seconds) <= seconds * (SLACK - 1) + 10
    return f"{mark['synthetic']:.3f} / {mark['real']:.3f}" if near else ""


def _rule(head: str, texts: int = 1) -> str:
    columns = head.count("|") - 1
    return f"| {' | '.join(['---'] * texts + ['---:'] * (columns - texts))} |"
