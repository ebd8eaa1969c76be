"""The rules of the house that a script can check: layers, sizes, types, packages, documents."""

import re
from pathlib import Path

import pytest
from mypy.modulefinder import FindModuleCache, SearchPaths
from mypy.options import Options

from scripts import check_layers, check_sizes
from scripts.packages import link_modules, listed_packages, module_files, package_folders

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")


def project(folder: Path, files: dict[str, str]) -> Path:
    """A small project with one package a layer."""
    mapping = "\n".join(f'"form4.{layer}" = "{layer}"' for layer in check_layers.LAYERS)
    settings = f"[tool.setuptools]\npackages = []\n[tool.setuptools.package-dir]\n{mapping}\n"
    for name, text in {"pyproject.toml": settings, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_lower_layers_never_import_higher_ones() -> None:
    assert check_layers.problems() == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("from form4.inference.table import WIDTH", "higher layer"),
        ("import form4.cli.main", "higher layer"),
        ("from form4 import training", "higher layer"),
        ("def late() -> None:\n    from form4.cli import main", "higher layer"),
        ("from . import other", "relative"),
        ("from model.labels import LABELS", "write form4.model.labels"),
        ("import torch", "inside the function"),
        ("if True:\n    from transformers import AutoModel", "inside the function"),
    ],
)
def test_a_broken_layer_is_found(tmp_path: Path, line: str, reason: str) -> None:
    found = check_layers.problems(project(tmp_path, {"annotations/bad.py": line}))
    assert [reason in problem for problem in found] == [True]
    assert found[0].startswith("annotations/bad.py:")


@pytest.mark.parametrize(
    "line",
    [
        "from form4.model.labels import LABELS",
        "def train() -> None:\n    import torch",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch",
    ],
)
def test_what_the_rules_allow_is_not_reported(tmp_path: Path, line: str) -> None:
    assert check_layers.problems(project(tmp_path, {"annotations/good.py": line})) == []


def test_no_file_is_too_long_or_too_large() -> None:
    assert check_sizes.problems(check_sizes.project_files()) == []


def test_a_long_file_is_found(tmp_path: Path) -> None:
    fits, long = tmp_path / "fits.py", tmp_path / "long.py"
    fits.write_text("pass\n" * 400)
    long.write_text("pass\n" * 401)
    assert check_sizes.problems([fits, long], tmp_path) == [
        "long.py: 401 lines; split it (400 at most)"
    ]


def test_the_type_checker_sees_every_module(tmp_path: Path) -> None:
    paths = SearchPaths((), (str(link_modules(tmp_path)),), (), ())
    options = Options()
    options.namespace_packages = True
    sources = FindModuleCache(paths, None, options).find_modules_recursive("form4")
    seen = {source.module: Path(str(source.path)).resolve() for source in sources}
    assert {module: seen.get(module) for module in module_files()} == module_files()


def test_every_folder_with_modules_is_in_the_wheel() -> None:
    folders = {
        ".".join((package, *file.parent.relative_to(folder).parts))
        for package, folder in package_folders().items()
        for file in folder.rglob("*.py")
    }
    assert folders == listed_packages()
    assert all((folder / "py.typed").is_file() for folder in package_folders().values())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(root: Path, name: str) -> None:
    text = (root / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (root / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_only_targets_that_make_has(root: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", (root / name).read_text("utf-8"), re.M)
    assert {first or second for first, second in named} <= targets
