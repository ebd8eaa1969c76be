"""Write the model card of a folder: python -m scripts.model_card runs/base."""

import sys
from pathlib import Path

from form4.training.card import write_card

if __name__ == "__main__":
    write_card(Path(sys.argv[1]))
