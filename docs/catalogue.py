"""Write docs/catalogue.md from the registries: every layer, activation, loss, optimizer, schedule and metric.

Run from a checkout after a change: ``python docs/catalogue.py``. A test compares the page with what this would write. It writes
docs/catalogue.LANGUAGE.md as well, in the words of the window and those of catalogue.LANGUAGE.json, which has what only this page says.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from nnstudio.nn import layers
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.initializers import WEIGHTS
from nnstudio.nn.layer import CATEGORIES, LAYERS
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.metrics import METRICS
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.nn.schedules import SCHEDULES
from nnstudio.system.numbers import figure_text, whole_text

FOLDER = Path(__file__).parent
PAGE = FOLDER / "catalogue.md"
Say = Callable[[str], str]


def pages() -> dict[Path, str]:
    """What is written: the page in English, and in each language that has words for it."""
    written = {PAGE: page(str)}
    for own in FOLDER.glob("catalogue.*.json"):
        words = translations(own.suffixes[0][1:])
        written[own.with_suffix(".md")] = page(lambda text, words=words: words.get(text, text))
    return written


def translations(language: str) -> dict[str, str]:
    """Each English text in a language: what the window says, and what only this page does."""
    window = ET.parse(FOLDER.parent / "resources" / "i18n" / f"nnstudio_{language}.ts").iter("message")
    own = json.loads((FOLDER / f"catalogue.{language}.json").read_text(encoding="utf-8"))
    return {text.findtext("source", ""): text.findtext("translation", "") for text in window} | own


def page(say: Say) -> str:
    """The whole page.

    Parameters
    ----------
    say : callable
        Returns a text in the language of the page.
    """
    parts = [
        "# " + say("Catalogue"),
        say(
            "Everything a network and its training are made of, with formulas, settings and sources. Names are those of "
            "the Python interface and of project files. X is the input, Z the weighted sum, A the activation; samples "
            "stand in the rows, images are channels last, `(H, W, C)`. This page is written by `docs/catalogue.py`."
        ),
        "## " + say("Layers"),
    ]
    for category in CATEGORIES:
        for cls in sorted((c for c in LAYERS if c.category == category), key=_place):
            parts += _entry(cls, say)
    parts += ["## " + say("Activations"), _table(
        (say("name"), "A = σ(Z)", say("slope"), say("range"), ""),
        ((f"`{a.name}`", *map(say, (a.formula, a.derivative, a.range, a.summary))) for a in ACTIVATIONS.values()),
    )]  # fmt: skip
    parts += [
        "## " + say("Initialisers"),
        say("Starting values of weights: {0}.").format(", ".join(f"`{name}`" for name in WEIGHTS)),
        say("Biases start at 0. `nnstudio/nn/initializers.py` names the sources."),
    ]
    for title, family in (
        ("Losses", LOSSES),
        ("Optimizers", OPTIMIZERS),
        ("Learning rate schedules", SCHEDULES),
    ):
        parts.append(f"## {say(title)}")
        for cls in family:
            parts += _entry(cls, say)
    rows = ((cls.__name__, f"`{cls.key}`", _prose(cls, say)) for cls in METRICS)
    parts += [
        "## " + say("Metrics"),
        say("In Python `nnstudio.metrics`; they are measured beside the loss and steer nothing."),
        _table((say("name"), say("in figures"), ""), rows),
    ]
    return "\n\n".join(parts) + "\n"


def _place(cls: Any) -> int:
    return layers.__all__.index(cls.__name__)


def _entry(cls: Any, say: Say) -> list[str]:
    title = say(cls.title)
    heading = cls.__name__ if title == cls.__name__ else f"{cls.__name__} — {title}"
    parts = [f"### {heading}", f"`{say(cls.formula)}`", _prose(cls, say)]
    settings = fields_of(cls)
    if settings:
        rows = ((f"`{f.name}`", _default(f, say), _limits(f, say), say(f.field.help)) for f in settings)
        parts.append(_table((say("setting"), say("default"), say("limits"), ""), rows))
    return parts


def _prose(cls: type, say: Say) -> str:
    """A docstring as Markdown, its parameter section left out: the settings have a table."""
    text = inspect.getdoc(cls) or ""
    text = re.split(r"\n\n(?:Parameters|Attributes|Examples)\n-+\n", text)[0]
    text = re.sub(r":\w+:`~?([^`]+)`", lambda m: f"`{m[1].rpartition('.')[2]}`", text.replace("``", "`"))
    return "\n\n".join(say(" ".join(p.split())) for p in text.split("\n\n"))


def _default(info: FieldInfo, say: Say) -> str:
    value = info.default
    if value is None or value == ():
        return "—"
    if isinstance(value, bool):
        return say("on" if value else "off")
    return f"`{value}`"


def _limits(info: FieldInfo, say: Say) -> str:
    field = info.field
    if field.choices:
        return ", ".join(field.choices) if len(field.choices) <= 5 else say("see below")
    low = f"> {field.above:g}" if field.above is not None else None
    low = low or (f"≥ {_figure(field.minimum)}" if field.minimum is not None else None)
    high = f"≤ {_figure(field.maximum)}" if field.maximum is not None else None
    return ", ".join(filter(None, (low, high, field.unit and say(field.unit))))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|").replace("\n\n", " ") for c in line) + " |" for line in lines)  # fmt: skip


def _figure(value: float) -> str:
    return whole_text(int(value)) if float(value).is_integer() else figure_text(value, 12)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text.splitlines())} lines")
