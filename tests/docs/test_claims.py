"""What the pages say of the program is so: figures, commands, options, names in the window, files."""

from __future__ import annotations

import argparse
import ast
import functools
import re
import shlex
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.cli import COMMANDS
from nnstudio.cli.commands import parser
from nnstudio.data.sources import bundled_sets
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.initializers import WEIGHTS
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.metrics import METRICS
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.nn.primitives import PRIMITIVES
from nnstudio.nn.schedules import SCHEDULES
from nnstudio.project.glossary import glossary
from nnstudio.project.lessons.lesson import LOCKS
from nnstudio.project.lessons.lesson import PAGES as TABS
from nnstudio.project.lessons.reading import KEYS, read_lesson
from nnstudio.project.lessons.shelf import lessons
from nnstudio.project.templates import TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")))
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
MANUAL = TEXTS["docs/manual.md"]

every_page = pytest.mark.parametrize("page", PAGES)


# Figures ----------------------------------------------------------------------------------------------------

WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
)  # fmt: skip

COUNTS = {
    "layer types": len(list(LAYERS)),
    "activations": len(ACTIVATIONS),
    "losses": len(list(LOSSES)),
    "optimizers": len(list(OPTIMIZERS)),
    r"learning\s+rate schedules": len(list(SCHEDULES)),
    "initialisers": len(WEIGHTS),
    "metrics": len(list(METRICS)),
    "primitives": len(PRIMITIVES),
    "short(?: lessons| ones)": len(lessons()),
    "templates": len(TEMPLATES),
    "bundled data sets": len(bundled_sets()),
    "words and letters": len(glossary().terms),
}


@pytest.mark.parametrize("things", COUNTS)
def test_things_are_counted_rightly(things: str) -> None:
    told = [n for text in TEXTS.values() for n in re.findall(rf"\b(\d+|{'|'.join(WORDS)}) {things}\b", text)]
    assert told, f"no page counts {things} any more"
    for number in told:
        assert (int(number) if number.isdigit() else WORDS.index(number) + 1) == COUNTS[things]


# The command line -------------------------------------------------------------------------------------------


def commands(text: str) -> Iterator[list[str]]:
    """What follows ``nnstudio`` in each line of a fenced block and in each quotation."""
    blocks = "\n".join(re.findall(r"^```.*?^```", text, re.DOTALL | re.MULTILINE))
    lines = re.findall(r"^(?:\$ |.*/)?nnstudio (.*?)(?: {2,}#.*)?$", blocks, re.MULTILINE)
    for line in lines + re.findall(
        r"`nnstudio ([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    ):
        yield shlex.split(line.replace("…", ""))


@functools.cache
def of_command(name: str) -> argparse.ArgumentParser:
    (found,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    return found.choices[name]


@every_page
def test_commands_on_pages_are_understood(page: str) -> None:
    for name, *rest in commands(TEXTS[page]):
        if name.isupper():
            continue  # a file that the window opens
        assert name in COMMANDS, f"nnstudio {name}"
        known = {option for action in of_command(name)._actions for option in action.option_strings}
        assert {word for word in rest if word.startswith("-")} <= known, f"nnstudio {name} {rest}"


@pytest.mark.parametrize(
    "line", [line for _, *line in re.findall(r"^(\$) nnstudio (.*)$", TEXTS["README.md"], re.MULTILINE)]
)
def test_whole_commands_are_parsed(line: list[str]) -> None:
    parser().parse_args(shlex.split(line[0]))


@pytest.mark.parametrize("name", COMMANDS)
def test_options_in_the_manual_are_those_of_the_command(name: str) -> None:
    section = MANUAL.split(f"### nnstudio {name}\n")[1].split("\n##")[0]
    table = section.partition("| option | |\n")[2].partition("\n\n")[0]
    told = {
        spelled.replace("\\|", "|")
        for cell in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
        for spelled in re.findall(r"`([^`]+)`", cell)
        if spelled.startswith("--")
    }
    real = {
        f"{option} {_value(action)}".strip()
        for action in of_command(name)._actions
        for option in _spelled(action)
    }
    assert told == real


def _spelled(action: argparse.Action) -> list[str]:
    """The long names of an option."""
    return [
        o for o in action.option_strings if o.startswith("--") and o not in ("--help", "--json", "--formats")
    ]


def _value(action: argparse.Action) -> str:
    """What the help shows behind an option."""
    if action.nargs == 0:
        return ""
    return str(action.metavar or "|".join(action.choices or ()))


# The window -------------------------------------------------------------------------------------------------


@functools.cache
def texts_in_german() -> frozenset[str]:
    """Every text of the German window, as people see it."""
    found = ET.parse(ROOT / "resources" / "i18n" / "nnstudio_de.ts").iter("translation")
    return frozenset(as_seen(translation.text or "") for translation in found)


@functools.cache
def texts_of_the_program() -> frozenset[str]:
    """Every text in the source, as people see it."""
    found = set()
    for path in (ROOT / "nnstudio").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(as_seen(node.value))
    return frozenset(found)


def as_seen(text: str) -> str:
    """A text without the marks of keys, dots at its end, numbers and capitals."""
    text = re.sub(r"&(.)", r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r"\{\d\}|\d+", "#", text)).rstrip("….: ").lower()


@pytest.mark.parametrize(
    "page", ["README.md", "docs/manual.md", "docs/manual.de.md", "docs/cpu.md", "docs/gpu.md"]
)
def test_names_in_italics_are_names_of_the_window(page: str) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", TEXTS[page], flags=re.DOTALL)
    known = texts_in_german() if page.endswith(".de.md") else texts_of_the_program()
    for found in re.findall(r"(?<![\w*\\])\*([^*\s][^*]*?)\*(?![\w*])", text):
        for name in re.split(r"\s*▸\s*", found):
            seen = as_seen(name)
            assert any(each == seen or each.startswith(f"{seen} (") for each in known), name


def test_the_lesson_in_the_manual_can_be_read(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```\n(title: .*?)^```", MANUAL, re.DOTALL | re.MULTILINE)
    (tmp_path / "lesson.md").write_text(text, encoding="utf-8")
    assert len(read_lesson(tmp_path / "lesson.md").checks) == 2
    about = MANUAL.split("**A lesson of your own**")[1].split("```")[0]
    assert [key for key in KEYS if f"`{key}`" not in about] == []
    for named in (TABS, LOCKS):
        assert ", ".join(named) in " ".join(about.split())


# Files ------------------------------------------------------------------------------------------------------


@every_page
def test_what_stands_in_brackets_is_a_whole_link(page: str) -> None:
    """A line that was cut off leaves one behind that is never closed."""
    text = re.sub(r"```.*?```|`[^`]*`|!?\[[^\[\]]*\]", "", TEXTS[page], flags=re.DOTALL)
    assert not re.findall(r".{0,30}[\[\]].{0,30}", text)


def test_the_readme_leads_to_every_page() -> None:
    there = {place for place in re.findall(r"\]\(([^)#]+)", TEXTS["README.md"]) if "://" not in place}
    assert {place for place in there if not (ROOT / place).exists()} == set()
    pages = {page for page in PAGES if page not in ("README.md", "docs/catalogue.de.md")}
    assert pages - there == set()


@pytest.mark.parametrize(
    "page",
    [
        *(p for p in PAGES if p not in ("CONTRIBUTING.md", "CHANGELOG.md")),
        *(f"docs/adr/{p.name}" for p in ROOT.glob("docs/adr/*.md")),
    ],
)
def test_files_on_pages_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for name in re.findall(r"`(?!NAME)([\w./*-]+(?:/|\.(?:py|md|cu|h|toml)))`", text):
        where = (ROOT, ROOT / "nnstudio", *(ROOT / "nnstudio").rglob("*/"))
        assert any(list(folder.glob(name.rstrip("/"))) for folder in where), name
