"""mypy --strict over every module; fails when mypy saw fewer files than there are modules."""

import os
import re
import subprocess
import sys

from scripts.packages import ROOT, link_modules, module_files


def main() -> int:
    """Run mypy over the folder of links; returns the exit code."""
    path = link_modules()
    command = [sys.executable, "-m", "mypy", "--strict", "-p", "form4"]
    environment = os.environ | {"MYPYPATH": str(path)}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    print(run.stdout, run.stderr, sep="", end="")
    found = re.search(r"in (\d+) source files", run.stdout)
    if run.returncode == 0 and (found is None or int(found[1]) < len(module_files())):
        print(f"mypy saw fewer files than there are modules ({len(module_files())})")
        return 1
    return 1 if run.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
