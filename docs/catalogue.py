"""Write docs/catalogue.md from the registries: every layer, activation, loss, optimizer, schedule and metric.

Run from a checkout after a change: ``python docs/catalogue.py``. A test compares the page with what this would write.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from nnstudio.nn import layers
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.fields import FieldInfo, Spec, fields_of
from nnstudio.nn.initializers import WEIGHTS
from nnstudio.nn.layer import CATEGORIES, LAYERS
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.metrics import METRICS
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.nn.schedules import SCHEDULES
from nnstudio.system.numbers import figure_text, whole_text

PAGE = Path(__file__).parent / "catalogue.md"


def page() -> str:
    """The whole page."""
    parts = [
        "# Catalogue",
        "Everything a network and its training are made of, with formulas, settings and sources. Names are those of "
        "the Python interface and of project files. X is the input, Z the weighted sum, A the activation; samples "
        "stand in the rows, images are channels last, `(H, W, C)`. This page is written by `docs/catalogue.py`.",
        "## Layers",
    ]
    for category in CATEGORIES:
        for cls in sorted((c for c in LAYERS if c.category == category), key=_place):
            parts += _entry(cls, cls.title, cls.formula)
    parts += ["## Activations", _table(
        ("name", "A = σ(Z)", "slope", "range", ""),
        ((f"`{a.name}`", a.formula, a.derivative, a.range, a.summary) for a in ACTIVATIONS.values()),
    )]  # fmt: skip
    parts += [
        "## Initialisers",
        "Starting values of weights: " + ", ".join(f"`{name}`" for name in WEIGHTS) + ".",
    ]
    parts.append("Biases start at 0. `nnstudio/nn/initializers.py` names the sources.")
    for title, family in (
        ("Losses", LOSSES),
        ("Optimizers", OPTIMIZERS),
        ("Learning rate schedules", SCHEDULES),
    ):
        parts.append(f"## {title}")
        for cls in family:
            parts += _entry(cls, cls.title, cls.formula)
    parts.append("## Metrics")
    parts.append("In Python `nnstudio.metrics`; they are measured beside the loss and steer nothing.")
    parts.append(
        _table(("name", "in figures", ""), ((cls.__name__, f"`{cls.key}`", _prose(cls)) for cls in METRICS))
    )
    return "\n\n".join(parts) + "\n"


def _place(cls: Any) -> int:
    return layers.__all__.index(cls.__name__)


def _entry(cls: type[Spec], title: str, formula: str) -> list[str]:
    heading = cls.__name__ if title == cls.__name__ else f"{cls.__name__} — {title}"
    parts = [f"### {heading}", f"`{formula}`", _prose(cls)]
    settings = fields_of(cls)
    if settings:
        rows = ((f"`{f.name}`", _default(f), _limits(f), f.field.help) for f in settings)
        parts.append(_table(("setting", "default", "limits", ""), rows))
    return parts


def _prose(cls: type) -> str:
    """A docstring as Markdown, its parameter section left out: the settings have a table."""
    text = inspect.getdoc(cls) or ""
    text = re.split(r"\n\n(?:Parameters|Attributes|Examples)\n-+\n", text)[0]
    text = re.sub(r":\w+:`~?([^`]+)`", lambda m: f"`{m[1].rpartition('.')[2]}`", text.replace("``", "`"))
    return "\n\n".join(" ".join(p.split()) for p in text.split("\n\n"))


def _default(info: FieldInfo) -> str:
    value = info.default
    if value is None or value == ():
        return "—"
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"`{value}`"


def _limits(info: FieldInfo) -> str:
    field = info.field
    if field.choices:
        return ", ".join(field.choices) if len(field.choices) <= 5 else "see below"
    low = f"> {field.above:g}" if field.above is not None else None
    low = low or (f"≥ {_figure(field.minimum)}" if field.minimum is not None else None)
    high = f"≤ {_figure(field.maximum)}" if field.maximum is not None else None
    return ", ".join(filter(None, (low, high, field.unit)))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|").replace("\n\n", " ") for c in line) + " |" for line in lines)  # fmt: skip


def _figure(value: float) -> str:
    return whole_text(int(value)) if float(value).is_integer() else figure_text(value, 12)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {len(page().splitlines())} lines")
