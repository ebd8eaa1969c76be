"""Figures of a finished model's 8-bit graph beside the exact one, into its report and its card.

    python -m scripts.compare_graphs runs/base --data FOLDER

The exact graph is made anew of the safetensors, which hold the same rounded weights. Reads the
tuning texts of the data folder, never its validation. Exits 1 when the folder holds the other
graph than the gates choose; `--replace` puts the right one in place.
"""

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from form4.model.export import export_onnx
from form4.model.network import ONNX_FILE, load_network
from form4.model.quantization import has_small_weights, round_weights
from form4.training.card import write_card
from form4.training.graphs import compare_graphs, tuning_texts
from form4.training.report import REPORT_FILE


def main() -> int:
    """Compare, write and print; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("model", type=Path, help="a folder that `form4 train` wrote")
    parser.add_argument("--data", type=Path, required=True, help="real filings")
    parser.add_argument("--replace", action="store_true", help="put the right graph in place")
    options = parser.parse_args()
    return compare(options.model, options.data, replace=options.replace)


def compare(folder: Path, data: Path, *, replace: bool = False) -> int:
    """The same for a folder; writes `graph` into its report, and its card."""
    with TemporaryDirectory() as here:
        exact, small = Path(here) / "exact.onnx", Path(here) / "small.onnx"
        export_onnx(load_network(folder).eval().float(), exact)
        round_weights(exact, small)
        choice = compare_graphs(folder, exact, small, tuning_texts(data, ()))
        is_other = has_small_weights(folder / ONNX_FILE) is not choice.is_small
        if is_other and replace:
            (folder / ONNX_FILE).write_bytes((small if choice.is_small else exact).read_bytes())
            is_other = False
    report = json.loads((folder / REPORT_FILE).read_text("utf-8")) | {"graph": choice.to_dict()}
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    (folder / REPORT_FILE).write_text(text, encoding="utf-8")
    write_card(folder)
    print(json.dumps(choice.to_dict(), indent=1))
    if is_other:
        print(f"{folder / ONNX_FILE}: is the other graph. Give --replace.", file=sys.stderr)
    return int(is_other)


if __name__ == "__main__":
    sys.exit(main())
