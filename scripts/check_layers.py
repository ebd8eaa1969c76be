"""Lower layers never import higher ones, and heavy packages stay inside functions.

model < annotations < inference < training < serving < cli. Exit 1 with one line a violation.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.packages import ROOT, module_files

LAYERS = ("model", "annotations", "inference", "training", "serving", "cli")
HEAVY = frozenset(
    {
        "accelerate",
        "datasets",
        "httpx",
        "label_studio_sdk",
        "matplotlib",
        "onnx",
        "pandas",
        "pyarrow",
        "ray",
        "scipy",
        "seqeval",
        "starlette",
        "torch",
        "transformers",
        "uvicorn",
    }
)


def problems(root: Path = ROOT) -> list[str]:
    """Every import that breaks a rule, as FILE:LINE and the reason."""
    return [
        f"{file.relative_to(root)}:{line}: {reason}"
        for module, file in module_files(root).items()
        for line, reason in _violations(module, ast.parse(file.read_text("utf-8")))
    ]


def _violations(module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    layer = LAYERS.index(module.split(".")[1])
    for node in ast.walk(tree):
        for name in _imported(node):
            first, _, rest = name.partition(".")
            target = rest.split(".")[0]
            if first == "form4" and target in LAYERS and layer < LAYERS.index(target):
                yield node.lineno, f"{LAYERS[layer]} imports {name}, which is a higher layer"
            if first in LAYERS:
                yield node.lineno, f"imports {name}: write form4.{name}"
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "relative import: write the whole name"
    for node in _run_on_import(tree):
        for name in _imported(node):
            if name.split(".")[0] in HEAVY:
                yield node.lineno, f"imports {name} on start: import it inside the function"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        if node.module == "form4":
            return [f"form4.{alias.name}" for alias in node.names]
        return [node.module]
    return []


def _run_on_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that importing the module runs."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                continue
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                continue
            if isinstance(node, ast.stmt):
                yield node
            waiting.append(node)


def main() -> int:
    """Print the problems; returns the exit code."""
    found = problems()
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
