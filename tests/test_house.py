"""The rules of the house, held by reading the source: sizes, floors, words that must not stand in it."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import nnstudio

PACKAGE = Path(nnstudio.__file__).parent
ROOT = PACKAGE.parent
FILES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES = 400
MOST_METHODS = 20

# Each exception carries its reason; one that is not needed any more fails.
LONG_FILES: dict[str, str] = {}
LARGE_CLASSES: dict[str, str] = {
    "Backend": "one method for each operation that layers and losses are made of",
}

CIRCLES: dict[tuple[str, str], str] = {
    ("nnstudio.training.model", "nnstudio.training.run"): "Model.fit is a whole run in one call",
}


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _classes(path: Path) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.ClassDef))


def _methods(cls: ast.ClassDef) -> list[str]:
    return [n.name for n in cls.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


# Budgets ----------------------------------------------------------------------------------------------------


def test_files_are_short() -> None:
    lines = {_name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in FILES}
    long = {name: n for name, n in lines.items() if n > MOST_LINES}
    assert set(long) == set(LONG_FILES), f"files over {MOST_LINES} lines: {long}; allowed: {LONG_FILES}"


def test_classes_are_small() -> None:
    large = {c.name: len(_methods(c)) for p in FILES for c in _classes(p) if len(_methods(c)) > MOST_METHODS}
    assert set(large) == set(LARGE_CLASSES), f"classes over {MOST_METHODS} methods: {large}"


# Floors -----------------------------------------------------------------------------------------------------


def test_imports_go_down_only() -> None:
    pytest.importorskip("importlinter")
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    told = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def _known(path: Path) -> Iterator[str]:
    """The packages of the window that a module of it imports, but for the names of types."""
    tree = _tree(path)
    types = (n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")
    quiet = {id(part) for block in types for part in ast.walk(block)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in quiet:
            parts = (node.module or "").split(".")
            if parts[:2] == ["nnstudio", "app"] and len(parts) > 2:
                yield parts[2]


def test_no_two_packages_of_the_window_know_each_other() -> None:
    app = PACKAGE / "app"
    packages = {path.parent.name for path in app.glob("*/__init__.py")}
    known = {(p.parent.name, to) for p in app.glob("*/*.py") for to in _known(p) if to in packages}
    assert len(known) > 50
    assert [(one, other) for one, other in sorted(known) if one < other and (other, one) in known] == []


THREADS_OF_THE_WINDOW = {"app/background/jobs.py", "app/training/trainer.py"}
"""They end with their window (nnstudio/app/background/ending.py); whatever else needs a thread asks one of them."""


def test_threads_of_the_window_are_made_where_they_end() -> None:
    made = r"\b(?:Thread|Timer|ThreadPoolExecutor|Popen|QThread|QThreadPool|QProcess)\("
    found = {
        _name(p) for p in (PACKAGE / "app").rglob("*.py") if re.search(made, p.read_text(encoding="utf-8"))
    }
    assert found == THREADS_OF_THE_WINDOW


# Text files ------------------------------------------------------------------------------------------------

OURS = sorted(
    path for folder in ("nnstudio", "tests", "packaging", "docs") for path in (ROOT / folder).rglob("*.py")
)


def _unnamed(tree: ast.AST) -> Iterator[int]:
    """Lines with a text file whose encoding is another one on Windows; ruff's PLW1514 sees it of known paths only."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named = {keyword.arg for keyword in node.keywords}
        if node.func.attr in ("read_text", "write_text"):
            text = len(node.args) == (node.func.attr == "write_text")
        else:
            first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            text = node.func.attr == "open" and (
                first in ("r", "w", "a", "x", "w+", "r+") or "newline" in named
            )
        if text and not named & {"encoding", None}:
            yield node.lineno


def test_text_files_name_their_encoding() -> None:
    found = []
    for path in OURS:
        source = path.read_text(encoding="utf-8")
        if re.search(r"\.(?:read_text|write_text)\((?!encoding=)|\.open\((?:\"[rwax]|newline)", source):
            found += [f"{path.relative_to(ROOT).as_posix()}:{line}" for line in _unnamed(ast.parse(source))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("p.read_text()", 1), ("p.write_text(t)", 1), ("p.open('w')", 1), ("p.open(newline='')", 1),
        ("p.read_text('utf-8')", 0), ("p.write_text(t, 'utf-8')", 0), ("p.read_text(encoding=e)", 0),
        ("p.open('rb')", 0), ("archive.open('a.txt')", 0), ("dialog.open()", 0), ("p.write_text(t, **kw)", 0),
    ],
)  # fmt: skip
def test_the_search_for_encodings_finds_them(source: str, found: int) -> None:
    assert len(list(_unnamed(ast.parse(source)))) == found


# What must not stand in the source ---------------------------------------------------------------------------


def _imports(node: ast.AST) -> Iterator[ast.ImportFrom]:
    """Imports that are run, within functions, too; names for types alone tie nothing together."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            yield child
        elif not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _imports(child)


def test_no_modules_need_each_other() -> None:
    modules = {".".join((PACKAGE.name, *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in FILES}
    modules = {name.removesuffix(".__init__"): path for name, path in modules.items()}
    needs = {
        name: {
            whole if (whole := f"{found.module}.{alias.name}") in modules else str(found.module)
            for found in _imports(_tree(path))
            for alias in found.names
        }
        - {name}
        for name, path in modules.items()
    }
    for one, other in CIRCLES:
        with pytest.raises(graphlib.CycleError):
            graphlib.TopologicalSorter(needs).prepare()
        needs[one].remove(other)
    graphlib.TopologicalSorter(needs).prepare()  # names the circle


FORBIDDEN_MODULES = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
FORBIDDEN_BUILTINS = {"eval", "exec", "__import__"}
FORBIDDEN_METHODS = {"extractall", "load_model", "unpack_archive"}
FORBIDDEN_FUNCTIONS = {("torch", "load"), ("os", "system"), ("os", "popen")}
FORBIDDEN_SETTINGS = {"allow_pickle", "shell"}


def _dangers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Whatever could run code from a file, a project or a command line that somebody else wrote."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] in FORBIDDEN_MODULES:
                    yield node.lineno, f"import {alias.name}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FORBIDDEN_MODULES:
            yield node.lineno, f"from {node.module} import …"
        elif isinstance(node, ast.Name) and node.id in FORBIDDEN_BUILTINS:
            yield node.lineno, node.id
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                owner = function.value.id if isinstance(function.value, ast.Name) else ""
                if function.attr in FORBIDDEN_METHODS or (owner, function.attr) in FORBIDDEN_FUNCTIONS:
                    yield node.lineno, f"{owner}.{function.attr}()"
            for keyword in node.keywords:
                off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
                if keyword.arg in FORBIDDEN_SETTINGS and not off:
                    yield node.lineno, f"{keyword.arg}=…"


def test_nothing_runs_what_a_file_brings() -> None:
    assert {_name(path): found for path in FILES if (found := list(_dangers(_tree(path))))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import pickle", "import os, marshal", "from pickle import loads", "from joblib.x import y", "eval('1')",
        "f = exec", "__import__('os')", "np.load(p, allow_pickle=True)", "np.load(p, allow_pickle=flag)",
        "torch.load(p)", "archive.extractall()", "run('ls', shell=True)", "os.system('ls')", "keras.load_model(p)",
    ],
)  # fmt: skip
def test_the_search_for_dangers_finds_them(source: str) -> None:
    assert list(_dangers(ast.parse(source)))


def test_the_search_for_dangers_lets_the_rest_pass() -> None:
    source = "dialog.exec()\nplatform.system()\nnp.load(p, allow_pickle=False)\nrun(a, shell=False)\nre.compile('x')\nmodel.load(p)"
    assert not list(_dangers(ast.parse(source)))


def test_nothing_is_left_to_be_done() -> None:
    left = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert [_name(path) for path in FILES if left.search(path.read_text(encoding="utf-8"))] == []


# Documentation ----------------------------------------------------------------------------------------------


def _undocumented(tree: ast.Module) -> Iterator[str]:
    """The module, public functions and classes without a docstring, and public methods of classes that inherit from nothing.

    An overridden method is described where it was declared.
    """
    if ast.get_docstring(tree) is None:
        yield "the module"
    for node in tree.body:
        if not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) or node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node.name
        if isinstance(node, ast.ClassDef) and not node.bases:
            yield from (
                f"{node.name}.{method.name}"
                for method in node.body
                if isinstance(method, ast.FunctionDef)
                and not method.name.startswith("_")
                and ast.get_docstring(method) is None
                and not any(
                    isinstance(d, ast.Attribute) and d.attr == "setter" for d in method.decorator_list
                )
            )


def test_everything_public_is_documented() -> None:
    assert {_name(path): found for path in FILES if (found := list(_undocumented(_tree(path))))} == {}


def test_the_public_interface_is_complete() -> None:
    for name in nnstudio.__all__:
        assert getattr(nnstudio, name).__doc__, name
    homes = [name for names in nnstudio._HOMES.values() for name in names]
    assert sorted(homes) == sorted(nnstudio.__all__)
    with pytest.raises(AttributeError):
        nnstudio.nothing_of_the_kind  # noqa: B018
