"""The mapping of folders to packages, read from pyproject.toml, and its links for mypy.

mypy cannot follow setuptools' package-dir, and with a root folder form4/ it would check that one
and say "Success". So it is shown a folder .check/form4 with links to the modules; to modules and
not to folders, since mypy takes a data folder for a package that hides the module of its name.
"""

import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINKS = ROOT / ".check"


def package_folders(root: Path = ROOT) -> dict[str, Path]:
    """Package names of the mapping to their folders, in the order of pyproject.toml."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    return {name: root / folder for name, folder in settings["package-dir"].items()}


def listed_packages(root: Path = ROOT) -> set[str]:
    """Every package that a wheel would hold."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    return set(settings["packages"])


def module_files(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the project by its full name."""
    return {
        _module_name(package, file.relative_to(folder)): file
        for package, folder in package_folders(root).items()
        for file in sorted(folder.rglob("*.py"))
    }


def _module_name(package: str, file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join((package, *(parts[:-1] if parts[-1] == "__init__" else parts)))


def link_modules(target: Path = LINKS, root: Path = ROOT) -> Path:
    """Make target/form4 anew with one link a module; returns target, mypy's search path."""
    shutil.rmtree(target / "form4", ignore_errors=True)
    for package, folder in package_folders(root).items():
        for file in folder.rglob("*.py"):
            link = target.joinpath(*package.split("."), file.relative_to(folder))
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    return target
