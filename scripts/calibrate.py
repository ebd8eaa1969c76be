"""Fit the confidence of a model: python -m scripts.calibrate MODEL [--data FOLDER] [--scans FILE].

Writes calibration.json into the model's folder, from documents that training held back.
"""

import argparse
import json
import sys
from pathlib import Path

from form4.model.network import find_model
from form4.training.calibrate import SYNTHETIC, calibrate_model

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="a shipped name or a folder")
    parser.add_argument("--data", type=Path, help="folder of real filings and converted texts")
    parser.add_argument("--scans", type=Path, help="held-back scanned pages (jsonl.gz)")
    parser.add_argument("--synthetic", type=int, default=SYNTHETIC, help="synthetic pages to read")
    given = parser.parse_args()
    fitted = calibrate_model(find_model(given.model), given.data, (), given.scans, given.synthetic)
    sys.stdout.write(json.dumps(dict(fitted.facts), indent=1) + "\n")
