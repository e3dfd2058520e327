"""Epochs and warnings as lines for people, and as facts for programs."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.data.warnings.looking import DataWarning
from nnstudio.nn.metrics import METRICS, title_of
from nnstudio.system.messages import small
from nnstudio.system.numbers import figure_text, loss_text, percent_text
from nnstudio.training.history import Epoch

_LONG = 6
"""Words of an option that a person still reads."""


def epoch_facts(record: Epoch) -> dict[str, Any]:
    """The stable JSON form of an epoch."""
    facts: dict[str, Any] = {"epoch": record.epoch, "loss": record.loss, "metrics": record.metrics}
    if record.val_loss is not None:
        facts |= {"val_loss": record.val_loss, "val_metrics": record.val_metrics}
    return facts | {"seconds": round(record.seconds, 3)}


def in_words(record: Epoch) -> str:
    """An epoch in one line: loss and metrics, training and validation."""
    train = [f"loss {loss_text(record.loss)}", *figures(record.metrics)]
    if record.val_loss is None:
        return "  ".join(train)
    return "  ".join(
        [*train, f"| validation loss {loss_text(record.val_loss)}", *figures(record.val_metrics)]
    )


def figures(metrics: dict[str, float]) -> list[str]:
    """Metrics for people, by the names that the window has for them: shares as percentages."""
    shares = {m.key for m in METRICS if m.share}
    return [
        f"{small(title_of(key))} {percent_text(value) if key in shares else figure_text(value)}"
        for key, value in metrics.items()
    ]


def heading(key: str) -> str:
    """What stands over a column of figures."""
    return title_of(key) if key in {m.key for m in METRICS} else key[:1].upper() + key[1:].replace("_", " ")


def tell_warnings(output: Output, warnings: Iterable[DataWarning]) -> None:
    """What is odd about data, with the option of `nnstudio new` that mends it where there is a short one, or causes it."""
    for warning in warnings:
        output.event("warning", kind=warning.kind, text=str(warning.text), columns=list(warning.columns))
        remedy, help = warning.remedy, ""
        if remedy is not None and 0 < len(remedy.option) <= _LONG:
            help = f"; `nnstudio new` mends it with {shlex.join(remedy.option)}"
        elif remedy is not None and 0 < len(remedy.left_out) <= _LONG:
            help = f"; leave out {shlex.join(remedy.left_out)}"
        output.text(f"warning: {warning.text}{help}")
