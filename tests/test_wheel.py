"""What a user gets: a wheel built from a clean copy, in an empty environment with its needs."""

import json
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.check_sizes import project_files
from scripts.packages import module_files

PAGE = "FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the files that git knows or would know."""
    copy = tmp_path_factory.mktemp("copy")
    for file in project_files(root):
        target = copy / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    built = run(*pip, "-w", "dist", ".", cwd=copy)
    assert built.returncode == 0, built.stderr
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty environment with the wheel and links to its base requirements, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps"]
    installed = run(*pip, "--no-index", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    packages = next(folder.glob("lib/python*/site-packages"))
    for needed in needs("form4-extractor"):
        link_distribution(needed, packages)
    return folder


def needs(name: str) -> list[Distribution]:
    """The distributions that a base install of one brings along, transitively."""
    found: dict[str, Distribution] = {}
    waiting = [name]
    while waiting:
        for requirement in base_requirements(distribution(waiting.pop())):
            key = canonicalize_name(requirement.name)
            if key not in found:
                found[key] = distribution(key)
                waiting.append(key)
    return list(found.values())


def base_requirements(owner: Distribution) -> Iterator[Requirement]:
    for line in owner.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def link_distribution(owner: Distribution, packages: Path) -> None:
    names = {Path(file).parts[0] for file in owner.files or ()}
    for name in names - {"..", "__pycache__", "bin"}:
        if not (packages / name).exists():
            (packages / name).symlink_to(str(owner.locate_file(name)))


def test_a_wheel_holds_form4_and_nothing_else(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {re.sub(r"-.*(?=\.dist-info)", "", name.split("/")[0]) for name in names} == {
        "form4",
        "form4_extractor.dist-info",
    }
    modules = {name.removesuffix(".py").removesuffix("/__init__") for name in names}
    assert {module.replace(".", "/") for module in module_files(root)} <= modules
    assert "form4/model/py.typed" in names
    data = [
        *(root / "model/weights").rglob("*"),
        *(root / "annotations/synthesis/values").rglob("*"),
    ]
    files = {f"form4/{file.relative_to(root).as_posix()}" for file in data if file.is_file()}
    assert {name for name in files if "__pycache__" not in name} <= names


def test_the_command_runs_from_another_folder(environment: Path, tmp_path: Path) -> None:
    shown = run(environment / "bin" / "form4", "--help", cwd=tmp_path)
    assert (shown.returncode, "extract" in shown.stdout) == (0, True)
    where = "import form4.model.labels as m; print(m.__file__)"
    located = run(environment / "bin" / "python", "-c", where, cwd=tmp_path)
    assert Path(located.stdout.strip()).is_relative_to(environment)


def test_extraction_needs_the_base_requirements_only(
    environment: Path, tmp_path: Path, tiny_model: Path
) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    command = [environment / "bin" / "form4", "extract", "page.txt", "--format", "jsonl"]
    done = run(*command, "--model", tiny_model, cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["form_type"]) == (0, "4"), done.stderr
    torch = run(environment / "bin" / "python", "-c", "import torch", cwd=tmp_path)
    assert "No module named 'torch'" in torch.stderr


def test_the_wheel_brings_its_model(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    done = run(environment / "bin" / "form4", "extract", "page.txt", cwd=tmp_path)
    assert (done.returncode, "Form 4" in done.stdout) == (0, True), done.stderr


def test_constraints_pin_everything_that_is_installed(root: Path) -> None:
    text = (root / "constraints.txt").read_text("utf-8")
    pinned = {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    assert {canonicalize_name(needed.name) for needed in needs("form4-extractor")} <= pinned
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    direct = [*project["dependencies"], *extras["dev"], *extras["train"]]
    assert {canonicalize_name(Requirement(line).name) for line in direct} <= pinned
    assert "://" not in text
