"""The house rules that a machine can check."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "posture_daemon"
MODULES = sorted(PACKAGE.rglob("*.py"))

NAMED = {"PIL": "pillow"}  # modules with another name than their library
LONGEST_FILE, LONGEST_FUNCTION = 300, 45  # lines
PURE = {
    *("__future__", "collections", "dataclasses", "datetime", "enum", "functools", "itertools"),
    *("math", "re", "typing", "zlib"),
}
LINT_IMPORTS = (
    "from importlinter.cli import lint_imports;"
    " raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
)


def name_of(path: Path) -> str:
    """The name of a file within the project."""
    return path.relative_to(ROOT).as_posix()


def nodes_of(path: Path) -> Iterator[ast.AST]:
    """All that a file says."""
    return ast.walk(ast.parse(path.read_text("utf-8")))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, for the type checker too."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module}"


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)
every_core_module = pytest.mark.parametrize(
    "path", sorted((PACKAGE / "core").rglob("*.py")), ids=name_of
)


def test_arrows_point_inwards() -> None:
    """Every contract of import-linter in pyproject.toml is kept."""
    checked = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert " 0 broken" in checked.stdout


@every_core_module
def test_the_core_is_pure(path: Path) -> None:
    """The core imports itself and a few calm modules of the standard library, nothing else."""
    for module in imported(path):
        assert module.split(".")[0] in PURE or module.startswith(
            ("posture_daemon.core", "posture_daemon.errors")
        ), module


@every_module
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    """A file opens with its docstring, and one can read it at a sitting."""
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST_FILE


@every_module
def test_a_function_is_short(path: Path) -> None:
    """A function fits on a screen."""
    long = [
        f"{node.name}, line {node.lineno}"
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@every_module
def test_nothing_global_is_assigned_anew(path: Path) -> None:
    """What a module defines stays as it was after the import."""
    assert [node.lineno for node in nodes_of(path) if isinstance(node, ast.Global)] == []


@every_module
def test_what_is_imported_is_declared(path: Path) -> None:
    """Nothing is imported relatively, or from a library that pyproject.toml does not name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = [library for name in extras if name != "dev" for library in extras[name]]
    declared = " ".join((*project["dependencies"], *optional))
    declared = declared.replace("-", "_")
    for module in imported(path):
        top = module.split(".")[0].removesuffix("_core")  # pydantic and its core are one
        top = NAMED.get(top, top)
        known = top == PACKAGE.name or top in sys.stdlib_module_names or top in declared
        assert known, module


def test_only_the_package_is_a_package() -> None:
    """The settings and units of `config` are data: no Python, and not part of the package."""
    assert not list((ROOT / "config").rglob("*.py"))
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert built["targets"]["wheel"]["packages"] == ["posture_daemon"]
    for folder in {path.parent for path in MODULES}:
        assert (folder / "__init__.py").exists(), name_of(folder)
