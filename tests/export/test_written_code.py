"""Source that is written for people: it passes ruff, runs without a warning, and holds nothing that a name made code."""

from __future__ import annotations

import ast
import csv
import functools
import io
import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nnstudio.export import Artifact
from nnstudio.export.format import Format
from nnstudio.export.keras import require_keras
from nnstudio.export.proof import Unproven
from nnstudio.export.pytorch import PyTorch
from nnstudio.export.pytorch.source import OF_MODULES
from nnstudio.export.samples import samples_for
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Concatenate, Conv2D, Dense, GroupNorm, Input
from tests.cli.conftest import inside
from tests.export.artifacts import (
    HOSTILE,
    called,
    of_pictures,
    of_pictures_with_columns,
    of_regression,
    of_table,
    of_two_inputs,
    weights_of,
)
from tests.export.random_networks import drawn
from tests.export.written import SOURCES, ask, every_source, require_clean, write

KINDS = ("table", "pictures", "pictures with columns", "regression", "two inputs", "random")

NAMES = (
    *HOSTILE,
    '"); import os; os.system("touch owned")#',
    "\\",
    '\\"',
    "'",
    "\r\nimport os\r\nos.system('touch owned')",
    "\x0c\x1c\u2028\u2029\x85import os",
    "${IFS}touch owned",
    "`touch owned`",
    "$(touch owned)",
    "</script><script>alert(1)</script>",
    "{0.__class__.__mro__}",
    "lambda: 0",
    "import",
    "__import__",
    "self",
    "forward",
    "print",
    "np",
    "torch",
    "keras",
    "\N{LATIN SMALL LIGATURE FI}le",  # an identifier that Python makes another one of
    "\N{ARABIC-INDIC DIGIT ONE}",
    "\ud800half",
    "b" * 5000,
)
IDS = (
    "class", "None", "self", "x", "y", "w", "np", "torch", "nn", "F", "keras", "layers", "predict", "load", "forward",
    "main", "prepare", "answers", "share", "read", "number", "safe", "math", "csv", "sys", "WEIGHTS", "weights", "unpack",
    "ROWS", "SHAPES", "PACKED", "Network", "model", "build", "pathlib", "0", "_", "-", "1-2", "__init__", "training",
    "parameters", "modules", "state_dict", "print", "len", "range", "max", "int", "zip", "i", "parts", "rows", "import",
    "match", "x1", "x2", "input", "conv2d", "sigmoid", "relu", "erf", "train", "eval", "type", "T_destination", "base64",
)  # fmt: skip


@functools.cache
def _artifact(kind: str, folder: Path) -> Artifact:
    made = {
        "table": lambda: of_table(folder),
        "pictures": of_pictures,
        "pictures with columns": lambda: of_pictures_with_columns(folder),
        "regression": of_regression,
        "two inputs": of_two_inputs,
        "random": lambda: drawn(3).artifact,
    }
    return made[kind]()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


# Linted, and run with every warning an error --------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@every_source
def test_ruff_has_nothing_to_say(cls: type[Format], kind: str, folder: Path, tmp_path: Path) -> None:
    require_clean(write(cls, _artifact(kind, folder), tmp_path))


@pytest.mark.parametrize("kind", KINDS)
@every_source
def test_its_first_lines_name_what_is_there(
    cls: type[Format], kind: str, folder: Path, tmp_path: Path
) -> None:
    write(cls, _artifact(kind, folder), tmp_path)
    tree = ast.parse((tmp_path / "network.py").read_text(encoding="utf-8"))
    there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    named = set(re.findall(r"\b(\w+)\(", ast.get_docstring(tree) or ""))
    assert named <= there
    if kind == "pictures" and cls.key == "pytorch":  # what prepare() takes is rows of a table
        assert {"load", "predict", "scaled"} == named


def test_keras_is_told_of_a_single_group_where_it_would_take_others() -> None:
    network = sequential((4, 4, 2), [Conv2D(2, 3), GroupNorm(1)])
    (cls,) = (cls for cls in SOURCES if cls.key == "keras-code")
    source = cls().files(Artifact(network, weights_of(network)), "network.py")["network.py"].decode()
    (convolution,) = re.findall(r"Conv2D\(.*", source)
    (norm,) = re.findall(r"GroupNormalization\(.*", source)
    assert "groups" not in convolution
    assert "groups=1" in norm, "otherwise Keras takes 32"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cls", [cls for cls in SOURCES if cls.key != "keras-code"], ids=lambda cls: cls.key)
def test_it_runs_without_a_warning(cls: type[Format], kind: str, folder: Path, tmp_path: Path) -> None:
    """In a process that finds no part of this program; Keras itself warns of what it does with its libraries."""
    if cls.key == "pytorch":
        pytest.importorskip("torch", reason="PyTorch is not installed")
    whole = _artifact(kind, folder)
    write(cls, whole, tmp_path)
    shapes = [whole.network[node].layer.output_shape(()) for node in whole.network.input_ids]
    lines = "import sys; sys.path.insert(0, '.')\nimport numpy as np\nimport network\n"
    for value in (0, 3e38):  # products of the latter are beyond all numbers
        given = ", ".join(f"np.full((2, {', '.join(map(str, s))}), {value})" for s in shapes)
        lines += f"y = network.predict({given})\nassert 'nnstudio' not in sys.modules\nprint(len(y[0]))\n"
    told = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-B", "-c", lines],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("outputs", [1, 2])
def test_pytorch_is_given_some_rows_at_a_time(outputs: int, tmp_path: Path) -> None:
    """All rows of a large table at once would need the memory of every layer for all of them."""
    pytest.importorskip("torch", reason="PyTorch is not installed")
    network = Network().add(Input((5, 5, 1))).add(Conv2D(2), after="input")
    for _ in range(outputs - 1):
        network = network.add(Conv2D(3), after="input")
    write(PyTorch, Artifact(network, weights_of(network)), tmp_path)
    told = subprocess.run(
        [sys.executable, "-I", "-B", "-c", _COUNTED],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "[256, 256, 88]\n", "")


_COUNTED = """
import sys; sys.path.insert(0, ".")
import numpy as np
import network

whole, sizes = network.load(), []
x = np.random.default_rng(0).normal(size=(600, 5, 5, 1))
whole.register_forward_pre_hook(lambda module, given: sizes.append(len(given[0])))
some = network.predict(x, whole)
print(sizes)
one = [network.predict(row[None], whole) for row in x]
pairs = zip(some, zip(*one)) if isinstance(some, tuple) else [(some, one)]
for answers, alone in pairs:
    np.testing.assert_allclose(answers, np.concatenate(alone), rtol=1e-5, atol=1e-6)
"""


# Names ----------------------------------------------------------------------------------------------------------

BUILTIN = {
    "abs", "dict", "float", "getattr", "hasattr", "int", "len", "list", "map", "max", "min", "open", "print", "range", "sum",
    "super", "tuple", "zip", "enumerate", "SystemExit", "ValueError", "str", "set", "sorted", "next", "all", "any",
}  # fmt: skip
"""What Python itself has and a source may call."""
ROOTS = {"np", "torch", "nn", "F", "keras", "layers", "math", "csv", "re", "sys", "pathlib", "base64"}
"""Modules whose functions it may call."""


def _strangers(tree: ast.Module) -> Iterator[str]:
    """What is called or imported, and is neither defined in the file nor one of the few things it needs."""
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)} | {"erf"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from (m for m in modules if m.split(".")[0] not in {*ROOTS, "numpy", "safetensors"})
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id not in own | BUILTIN | {"load_file", "model"}:
                yield node.func.id
        elif isinstance(node, ast.Attribute) and node.attr in {
            "system",
            "popen",
            "eval_",
            "__class__",
            "__globals__",
        }:
            yield node.attr
        elif isinstance(node, ast.Name) and node.id in {"__import__", "exec", "os", "subprocess", "globals"}:
            yield node.id


def _shape_of(tree: ast.AST) -> str:
    """The code without its constants: no name may change it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = 0 if node.value is not None else None
    return ast.dump(tree)


@functools.cache
def _plain_shape(cls: type[Format]) -> str:
    """The same of names that nobody could mistake for code."""
    (plain, *_) = cls().files(called("plain"), "network.py").values()
    return _shape_of(ast.parse(plain.decode()))


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name[:30]))
@every_source
def test_a_name_is_never_code(cls: type[Format], name: str) -> None:
    """Whatever people call layers, columns, classes and the model, the same code is written around it."""
    for data in cls().files(called(name), "network.py").values():
        if data[:3] == b'"""':
            tree = ast.parse(data.decode())
            assert list(_strangers(tree)) == []
            assert _shape_of(tree) == _plain_shape(cls)


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n and "/" not in n and "\x00" not in n and len(n) < 60], ids=ascii
)
@every_source
def test_the_name_of_the_file_is_never_code(cls: type[Format], name: str) -> None:
    (data, *_) = cls().files(called("plain"), f"{name}.py").values()
    tree = ast.parse(data.decode())
    assert list(_strangers(tree)) == []
    assert _shape_of(tree) == _plain_shape(cls)


@pytest.mark.parametrize("name", NAMES[:12], ids=ascii)
def test_a_script_with_such_names_answers_and_touches_nothing(name: str, tmp_path: Path) -> None:
    (script,) = [cls for cls in SOURCES if cls.key == "numpy-script"]
    source = write(script, called(name), tmp_path)
    lines = "import sys; sys.path.insert(0, '.')\nimport numpy as np\nimport network\n"
    lines += "network.answers(network.predict(np.ones((2, 4))))\n"
    told = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-B", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


def _of_ids(ids: tuple[str, ...]) -> Artifact:
    """Two inputs and a chain of layers with these ids, side by side at the end."""
    network = Network().add(Input((2,)), id=ids[0]).add(Input((3,)), id=ids[1])
    network = network.add(Concatenate(), after=ids[:2], id=ids[2])
    for before, node in itertools.pairwise(ids[2:]):
        activation = ("gelu", "prelu", "sigmoid", "leaky_relu")[len(node) % 4]
        network = network.add(Dense(2, activation=activation), after=before, id=node)
    return Artifact(network, weights_of(network))


TURNS = [
    (cls, turn) for cls in SOURCES for turn in range(0, len(IDS), 1000 if cls.key == "keras-code" else 16)
]


@pytest.mark.parametrize(("cls", "turn"), TURNS, ids=lambda of: str(getattr(of, "key", of)))
def test_ids_that_are_words_of_the_language_or_of_the_library(cls: type[Format], turn: int) -> None:
    """A layer may have the id of anything the source needs itself; what it answers stays the same."""
    ids = IDS[turn:] + IDS[:turn]
    whole = _of_ids(ids)
    if cls.key == "pytorch":
        pytest.importorskip("torch", reason="PyTorch is not installed")
    elif cls.key == "keras-code":
        try:
            require_keras()
        except Unproven as missing:
            pytest.skip(str(missing))
    chosen = cls()
    proof = chosen.prove(chosen.files(whole, "network.py"), whole, samples_for(whole, count=3), lambda: False)
    assert proof.samples == 3


# The same answers as nnstudio predict ----------------------------------------------------------------------------

ROWS = {
    "plain": "size,colour,weight\n1.5,red,3\n-2.25,green,7\n0,blue,1e3\n",
    "missing cells": "size,colour,weight\n,red,3\nNA,,\n4,?,nan\n1,n/a,NULL\n",
    "signs that stand for no number": "size,colour,weight\n-,red,3\n\u2013,-,.\n1,green,#DIV/0!\nnone,none,2\n",
    "a category that was never seen": "size,colour,weight\n1,violet,2\n2,Red,3\n",
    "decimal commas": "size;colour;weight\n1,5;red;3,25\n-2,25;green;7\n0;blue;1000,5\n",
    "quoted cells": 'size,colour,weight\n"1.5","red","3"\n" 2 ", green ,"4"\n"3","bl""ue",5\n',
    "a decimal comma among points": "size;colour;weight\n1.5;1,5;3.25\n2.5;green;7.75\n",
    "columns in another order, and one more": "weight,more,colour,size\n3,abc,red,1.5\n7,def,green,-2\n",
    "tabs": "size\tcolour\tweight\n1.5\tred\t3\n2\tgreen\t4\n",
    "a byte order mark and returns": "\ufeffsize,colour,weight\r\n1.5,red,3\r\n2,green,4\r\n",
    "no last end of line": "size,colour,weight\n1.5,red,3\n2,green,4",
    "a title": "Weights of things\n\nsize,colour,weight\n1.5,red,3\n2,green,4\n",
    "a title with commas behind it": "Weights of things,,\n,,\nsize,colour,weight\n1.5,red,3\n2,green,4\n",
    "remarks": "# weighed, by hand\n# in 2024, in Ulm, twice, or more\nsize,colour,weight\n1.5,red,3\n2,green,4\n",
    "what Excel is told": "sep=;\nsize;colour;weight\n1,5;red;3,25\n2;green;4\n",
    "groups": "thing,,of\nweight,more,colour\n".replace("more", "size") + "3,1.5,red\n4,2,green\n",
    "one row": "size,colour,weight\n1.5,red,3\n",
    "a class that begins with a sign": "size,colour,weight\n90,blue,900\n-50,red,-100\n",
    "a few cells that are no numbers": "size,colour,weight\nn.d.,red,3\n<0.5,green,-\n"
    + "1.5,blue,2\n" * 18
    + "2,red,trace\n",
    "a sum": "size,colour,weight\n1,red,3\n2,green,4\n3,red,5\n6,Total,12\n",
    "a sum and a mean": "size;colour;weight\n1,5;red;3\n2;green;4\n3;red;5\n6,5;Total;\n2,17;Average:;4\n",
    "a word for a sum, and no sum": "size,colour,weight\n1,red,3\n2,green,4\n3,red,5\n17,Total,19\n",
    "a mean of a few, and no sum": "size,colour,weight\n1,red,3\n2,green,4\n3,Total,7\n",
    "a name like a sum": "size,colour,weight,name\n1,red,3,Anna\n2,green,4,Berta\n3,red,5,Carla\n17,blue,19,Total Wine\n",
    "what begins with the sign of a sum": "size,colour,weight\n1.5,red,3\n2,mean green,4\n",
    "lines of blanks": "size,colour,weight\n   \n1.5,red,3\n\n2,green,4\n  \n",
    "as R writes it": "size,colour,weight\n1,1.5,red,3\n2,2,green,4\n",
    "a separator behind every row but the header": "size,weight,colour\n1.5,3,red,\n2,4,green,\n4,,red,\n",
    "names that occur twice, and none": "size,colour,weight,size,,NA,size\n1.5,red,3,9,9,9,9\n2,green,4,9,9,9,9\n",
    "signs that end a line only for Python": "size,colour,weight\n1.5,re\u2028d,3\n2,gre\x0ben,4\n3,b\x85lue,5\n",
}
"""Tables to be answered; the training has numbers with gaps, and three colours."""


@pytest.fixture(scope="module", params=["classes", "numbers"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has been trained on a table, and the script that was exported from it."""
    place = tmp_path_factory.mktemp("project")
    generator = np.random.default_rng(2)
    lines = ["size,colour,weight,kind"]
    for i in range(60):
        size = "" if i % 11 == 5 else f"{generator.normal(3, 20):.3f}"
        kind = (
            ("=one", "two", '"th, ree"')[i % 3]
            if request.param == "classes"
            else f"{generator.normal(1000, 50):.2f}"
        )
        lines.append(f"{size},{('red', 'green', 'blue')[i % 3]},{generator.normal(3, 200):.2f},{kind}")
    (place / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    template = "textbook" if request.param == "classes" else "linear"
    for arguments in (
        ("new", template, "--data", "rows.csv", "-o", "net.nnstudio"),
        ("train", "net.nnstudio", "--epochs", "3", "--device", "cpu"),
        ("export", "net.nnstudio", "--to", "numpy-script", "-o", "net.py"),
    ):
        told = inside(place, *arguments)
        assert told.code == 0, told.err
    return place


REFUSED = {
    "commas in quotes, which may be thousands": 'size,colour,weight\n"1,500",red,3\n',
    "a comma among points": "size;colour;weight\n1.5;red;3.25\n2.5;green;1,500\n",
    "a word": "size,colour,weight\nlarge,red,3\n",
    "a number of Python": "size,colour,weight\n1_000,red,3\n",
    "a number beyond all numbers": "size,colour,weight\ninf,red,3\n",
    "digits of another script": "size,colour,weight\n\u0661\u0662,red,3\n",
    "a column that is missing": "size,colour\n1,red\n",
    "a row that is too short": "size,colour,weight\n1,red,3\n1,red\n",
    "infinity among many numbers": "size,colour,weight\n" + "1.5,blue,2\n" * 18 + "-Inf,red,3\n",
    "too many cells that are no numbers": "size,colour,weight\n" + "1.5,blue,2\n" * 18 + "trace,red,3\n" * 3,
    "nothing": "",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_script_refuses_what_the_program_refuses(project: Path, kind: str) -> None:
    """A number that is read in another way would be a wrong answer."""
    (project / "ask.csv").write_bytes(REFUSED[kind].encode())
    told = inside(project, "predict", "net.nnstudio", "--data", "ask.csv")
    script = ask(project / "net.py", "ask.csv")
    assert (told.code, script.code) == (1, 1)
    assert len(told.err.splitlines()) == len(script.err.splitlines()) == 1


ASKED_FOR = {
    "size,colour,weight\ncm,,kg\n1.5,red,3\n2,green,4\n": "row 1 holds 'cm' and no number; leave out a row of units",
}
"""Tables that the program reads, and what a script wants done to them beforehand."""


@pytest.mark.parametrize("table", ASKED_FOR)
def test_a_script_says_what_is_to_be_left_out(project: Path, table: str) -> None:
    (project / "ask.csv").write_bytes(table.encode())
    assert inside(project, "predict", "net.nnstudio", "--data", "ask.csv").code == 0
    script = ask(project / "net.py", "ask.csv")
    assert (script.code, script.out) == (1, "")
    (line,) = script.err.splitlines()
    assert line.startswith(f"ask.csv: {ASKED_FOR[table]}")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ask.csv", "ask.csv: this is no text in UTF-8; save it as CSV UTF-8"),
        ("none.csv", "none.csv: cannot be read: "),
    ],
)
def test_a_script_says_what_to_do_about_a_file_that_is_no_text(project: Path, name: str, says: str) -> None:
    (project / "ask.csv").write_bytes("size,colour,weight\n1,grün,3\n".encode("cp1252"))
    script = subprocess.run(
        [sys.executable, "-I", "net.py", name], cwd=project, capture_output=True, text=True, check=False
    )
    assert script.returncode == 1
    (line,) = script.stderr.splitlines()
    assert line.startswith(says)


def test_modules_of_pytorch_have_no_name_that_a_layer_may_take() -> None:
    """What a newer PyTorch calls something must not be hidden by a layer of that id."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    names = {name for name in {*dir(torch.nn.Module()), *torch.nn.Module.__annotations__} if name.islower()}
    assert {name for name in names if "_" in name and name[0].isalpha()} <= OF_MODULES


@pytest.mark.parametrize("kind", ROWS)
def test_a_script_answers_as_the_program_does(project: Path, kind: str) -> None:
    (project / "ask.csv").write_bytes(ROWS[kind].encode())
    _require_same_answers(project)


def _table(header: str, row: str, kinds: tuple[str, ...] = ("yes", "no")) -> str:
    """Two columns that tell something, in a row with places for a, b, the number of the row and its class."""
    generator = np.random.default_rng(5)
    rows = [(a, b, i) for i, (a, b) in enumerate(generator.normal(size=(60, 2)).tolist())]
    return header + "".join(row.format(a=a, b=b, i=i, kind=kinds[i % len(kinds)]) for a, b, i in rows)


TABLES = {
    "without names": _table("", "{a:.3f},{b:.3f},{kind}\n"),
    "names that occur twice, and none": _table("a,a,,kind\n", "{a:.3f},{b:.3f},{a:.2f},{kind}\n"),
    "names and numbers of rows": _table(
        "No,Sample ID,a,b,kind\n", '{i},"S {i}  of\n{i}",{a:.3f},{b:.3f},{kind}\n'
    ),
    "classes of two lines": _table(
        "a,b,kind\n", "{a:.3f},{b:.3f},{kind}\n", ('"=y\nes"', '"\nno"', "may\u2028be")
    ),
    "names that stand again": 2 * _table("a,b,kind\n", "{a:.3f},{b:.3f},{kind}\n"),
    "a minus behind numbers": _table("a,b,kind\n", "{i}-,{b:.3f},{kind}\n"),
    "as R writes it": _table("a,b,kind\n", '"r{i}",{a:.3f},{b:.3f},{kind}\n'),
}
"""Tables to be trained on, and answered."""


@pytest.mark.parametrize("kind", TABLES)
def test_a_script_answers_the_table_of_the_training(kind: str, tmp_path: Path) -> None:
    (tmp_path / "ask.csv").write_bytes(TABLES[kind].encode())
    for arguments in (
        ("new", "logistic", "--data", "ask.csv", "-o", "net.nnstudio"),
        ("train", "net.nnstudio", "--epochs", "1", "--device", "cpu"),
        ("export", "net.nnstudio", "--to", "numpy-script", "-o", "net.py"),
    ):
        told = inside(tmp_path, *arguments)
        assert told.code == 0, told.err
    _require_same_answers(tmp_path)


def _require_same_answers(place: Path) -> None:
    """Ask program and script about ask.csv."""
    told = inside(place, "predict", "net.nnstudio", "--data", "ask.csv")
    script = ask(place / "net.py", "ask.csv")
    assert told.code == 0
    assert all(line.startswith("nnstudio: note: ") for line in told.err.splitlines())
    sums = re.findall(r"Sums below the table are left out: (.*)", told.err)
    left_out = [f"sums below the table are left out: {rows.count(' in line ')}" for rows in sums]
    strange = [f"column {line}" for line in re.findall(r"Column (.* did not occur .*)", told.err)]
    assert script.code == 0, script.err
    # Where the program shows no sign, Python's code.
    notes = re.sub(r"\\(u2028|x0b|x85)", "\ufffd", script.err)
    assert notes.splitlines() == left_out + strange
    ours, theirs = (list(csv.reader(io.StringIO(text))) for text in (told.out, script.out))
    assert ours[0] == theirs[0]
    assert len(ours) == len(theirs) > 1
    for mine, other in zip(ours[1:], theirs[1:], strict=True):
        assert len(mine) == len(other)
        for a, b in zip(mine, other, strict=True):
            assert a == b or float(a) == pytest.approx(float(b), rel=1e-5, abs=1e-6)


def test_a_script_may_be_piped_into_what_reads_a_few_rows(project: Path) -> None:
    """Into ``head``, for one: whoever closes the pipe has seen enough."""
    (project / "ask.csv").write_text("size,colour,weight\n" + "1.5,red,3\n" * 20_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-I", "-X", "dev", "net.py", "ask.csv"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as script:  # fmt: skip
        assert script.stdout is not None
        assert script.stderr is not None
        script.stdout.close()
        assert script.stderr.read() == b""
        assert script.wait(60) == 0
