"""Epochs and warnings as lines for people, and as facts for programs."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.data.warnings.looking import DataWarning
from nnstudio.nn.metric_order import behind_answer, metric_text
from nnstudio.nn.metrics import kind_of, output_of, title_of
from nnstudio.system.messages import small
from nnstudio.system.numbers import count_text, loss_text
from nnstudio.training.history import Epoch

LINES = 60
"""Columns that people are told of one by one: nobody reads thousands."""
_LONG = 6
"""Words of an option that a person still reads."""


def epoch_facts(record: Epoch) -> dict[str, Any]:
    """The stable JSON form of an epoch."""
    facts: dict[str, Any] = {"epoch": record.epoch, "loss": record.loss, "metrics": record.metrics}
    if record.val_loss is not None:
        facts |= {"val_loss": record.val_loss, "val_metrics": record.val_metrics}
    return facts | {"seconds": round(record.seconds, 3)}


def in_words(record: Epoch, called: Mapping[str, str] = {}) -> str:
    """An epoch in one line: loss and metrics, training and validation; ``called`` as for :func:`figures`."""
    train = [f"loss {loss_text(record.loss)}", *figures(record.metrics, called)]
    if record.val_loss is None:
        return "  ".join(train)
    return "  ".join(
        [*train, f"| validation loss {loss_text(record.val_loss)}", *figures(record.val_metrics, called)]
    )


def figures(metrics: dict[str, float], called: Mapping[str, str] = {}) -> list[str]:
    """Metrics for people, by the names that the window has for them: shares as percentages.

    Of several outputs the first metric of each says what that one answers.

    Parameters
    ----------
    metrics : dict of str to float
    called : mapping of str to str
        What each of several outputs answers, as :func:`nnstudio.project.heads.names` has it.
    """
    told, before = [], ""
    for key, value in metrics.items():
        output = output_of(key)
        title = small(title_of(key))
        name = behind_answer(key, title, called) if output != before else title
        told.append(f"{name} {metric_text(key, value)}")
        before = output
    return told


def tell_more(output: Output, columns: int) -> None:
    """Say how many columns there are beyond :data:`LINES`."""
    if columns > 0:
        output.text(f"and {count_text(columns, 'more column')}, of which --json tells as well")


def heading(key: str, called: Mapping[str, str] = {}) -> str:
    """What stands over a column of figures; ``called`` as for :func:`figures`."""
    if kind_of(key) is None:
        return key[:1].upper() + key[1:].replace("_", " ")
    return behind_answer(key, title_of(key), called)


def tell_warnings(output: Output, warnings: Iterable[DataWarning]) -> None:
    """What is odd about data, with the option that mends it where there is a short one, or causes it."""
    for warning in warnings:
        output.event("warning", kind=warning.kind, text=str(warning.text), columns=list(warning.columns))
        remedy, help = warning.remedy, ""
        if remedy is not None and 0 < len(remedy.option) <= _LONG:
            help = f"; `nnstudio {remedy.command}` mends it with {shlex.join(remedy.option)}"
        elif remedy is not None and 0 < len(remedy.left_out) <= _LONG:
            help = f"; leave out {shlex.join(remedy.left_out)}"
        output.text(f"warning: {warning.text}{help}")
