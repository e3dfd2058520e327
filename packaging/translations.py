"""The texts of the window for translators: begin or renew the catalogue of a language, and make what the program reads.

    python packaging/translations.py [LANGUAGE…]     for example fr; without one, all that there are

It writes resources/i18n/nnstudio_LANGUAGE.ts, for Qt Linguist or any other editor of such files, keeps what is translated
there, and makes the .qm beside it. Run it before and after translating. Needs NN Studio and its PySide6. The lessons and
the glossary are text files of their own, and the manual is docs/manual.LANGUAGE.md.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import nnstudio
from nnstudio.app.words.catalogue import CONTEXT, LANGUAGES
from nnstudio.app.words.texts import in_words
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.export.format import PURPOSES
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.fields import Spec, fields_of
from nnstudio.system.messages import Message, StudioError
from nnstudio.training.findings import WORDS

FOLDER = ROOT / "resources" / "i18n"
TRANSLATE = ("tr", "_tr", "say", "translate")
"""What the code calls the translation; where Qt wants a context, it stands before the text."""
PROBLEMS = ("Problem", "_missing")
TITLES = ("title", "summary", "word")
"""What classes tell about themselves."""


def main(given: list[str]) -> int:
    """Renew the catalogues."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", default=[name for name in LANGUAGES if name != "en"]
    )
    FOLDER.mkdir(exist_ok=True)
    catalogues = [FOLDER / f"nnstudio_{language}.ts" for language in reader.parse_args(given).languages]
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "texts.cpp"
        source.write_text(as_source(texts()), encoding="utf-8")
        for catalogue in catalogues:
            _tool("pyside6-lupdate", source, "-locations", "none", "-no-obsolete", "-ts", catalogue)
            _tool("pyside6-lrelease", catalogue, "-qm", catalogue.with_suffix(".qm"))
    return 0


def _tool(name: str, *arguments: str | Path) -> None:
    subprocess.run([Path(sys.executable).with_name(name), *arguments], check=True)


def as_source(found: set[str]) -> str:
    """The texts in a form that Qt's tools read, in order, so that a catalogue changes only where a text did."""
    marks = (f'QT_TRANSLATE_NOOP("{CONTEXT}", {_quoted(text)})' for text in sorted(found))
    return "const char *texts[] = {\n" + ",\n".join(marks) + "};\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def texts() -> set[str]:
    """Every text that the window may ask for in another language."""
    for module in pkgutil.walk_packages(nnstudio.__path__, "nnstudio."):
        if "cuda" not in module.name:
            importlib.import_module(module.name)
    found: set[str] = set()
    for path in sorted(Path(nnstudio.__file__).parent.rglob("*.py")):
        found |= set(_written(ast.parse(path.read_text(encoding="utf-8"))))
    for spec in _below(Spec):
        found |= set(_described(spec))
        found |= set(filter(in_words, [getattr(spec, "formula", "")]))
    found |= {
        *PURPOSES.values(),
        *WORDS.values(),
        *filter(
            in_words,
            (text for one in ACTIVATIONS.values() for text in (one.formula, one.derivative, one.range)),
        ),
        *(text for one in bundled_sets() for text in (one.title, one.summary)),
    }
    return {text for text in found if any(letter.isalpha() for letter in text)}


def _written(tree: ast.AST) -> Iterator[str]:
    """What stands in calls that translate, and in messages that are translated later."""
    messages = {cls.__name__ for cls in (Message, *_below(StudioError), StudioError)} | {"msg"}
    nodes = [*ast.walk(tree)]
    assigned = _named(nodes)
    for node in nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in TRANSLATE:
                found = [list(_constants(given)) for given in node.args]
                yield from next((words for words in reversed(found) if words), [])
            elif name == "counted":
                yield from (text for given in node.args[1:3] for text in _constants(given))
            elif name in messages and node.args:
                yield from _constants(node.args[0])
                yield from assigned.get(_name(node.args[0]), ())
            elif name in PROBLEMS and len(node.args) > 1:
                yield from _constants(node.args[1])
        elif isinstance(node, ast.keyword) and node.arg == "word":
            yield from _constants(node.value)
        elif isinstance(node, ast.arguments):
            named = zip(node.kwonlyargs, node.kw_defaults, strict=True)
            yield from (text for arg, value in named if arg.arg == "word" for text in _constants(value))
        elif isinstance(node, ast.ClassDef):
            for line in node.body:
                target = getattr(line, "target", None) or (getattr(line, "targets", None) or [None])[0]
                if getattr(target, "id", None) in TITLES:
                    yield from _constants(getattr(line, "value", None))


def _named(nodes: Iterable[ast.AST]) -> dict[str | None, list[str]]:
    """The texts that have a name, or stand in a table that has one: a message may be made of that."""
    found: dict[str | None, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            found.setdefault(_name(target), []).extend(text for value in values for text in _constants(value))
    return found


def _name(node: ast.AST) -> str | None:
    """What a variable is called, or the table of which it is a part."""
    return _name(node.value) if isinstance(node, ast.Subscript) else getattr(node, "id", None)


def _constants(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def _described(spec: type[Spec]) -> Iterator[str]:
    """What the settings of a record are called, and what is said about them."""
    for info in fields_of(spec):
        field = info.field
        yield from (info.label, field.help, field.unit, field.empty, *field.choice_help)
        if not field.pictures:  # names such as relu stay what they are
            yield from (choice.replace("_", " ") for choice in field.choices)


def _below(cls: type[Any]) -> set[type[Any]]:
    kinds = {found for one in cls.__subclasses__() for found in (one, *_below(one))}
    return {kind for kind in kinds if kind.__module__.startswith("nnstudio.")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
