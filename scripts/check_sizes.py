"""No Python file over 400 lines, no file but weights over 1 MB. Exit 1 with one line a file."""

import subprocess
import sys
from pathlib import Path

from scripts.packages import ROOT

MAX_LINES = 400
MAX_BYTES = 2**20
WEIGHTS = ("model/weights/",)


def problems(files: list[Path], root: Path = ROOT) -> list[str]:
    """Every file that is too long or too large."""
    found = []
    for file in files:
        name = file.relative_to(root).as_posix()
        if file.suffix == ".py":
            lines = len(file.read_text("utf-8").splitlines())
            if lines > MAX_LINES:
                found.append(f"{name}: {lines} lines; split it ({MAX_LINES} at most)")
        if file.stat().st_size > MAX_BYTES and not name.startswith(WEIGHTS):
            found.append(f"{name}: {file.stat().st_size} bytes ({MAX_BYTES} at most)")
    return found


def project_files(root: Path = ROOT) -> list[Path]:
    """Files that git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    files = (root / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


def main() -> int:
    """Print the problems; returns the exit code."""
    found = problems(project_files())
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
