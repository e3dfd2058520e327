"""The columns of the table of runs: what each says of a run, and what it is sorted by."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.app.runs.wording import (
    Measured,
    best_metric,
    ending_text,
    epochs_text,
    moment,
    seconds_text,
    test_metric,
    when_text,
)
from nnstudio.app.words.setting_words import settings_in_a_line
from nnstudio.app.words.texts import data_name
from nnstudio.graph.inference import infer
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.short import data_in_short, network_in_short
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import figure_text, number_text


class Column(NamedTuple):
    """A column.

    Parameters
    ----------
    title, help : Message
    width : int
        With letters of the usual size.
    number : bool
        Whether it stands at the right.
    """

    title: Message
    help: Message
    width: int
    number: bool = False


COLUMNS = (
    Column(msg("Curve"), msg("Whether its curves are shown beside those of the present run"), 46),
    Column(msg("Star"), msg("Your mark for the runs that matter"), 30),
    Column(msg("Run"), msg("Its name; F2 or a double click changes it"), 80),
    Column(msg("When"), msg("When it ended"), 102),
    Column(msg("Network"), msg("Sizes of the layers with weights, from the input on"), 116),
    Column(msg("Parameters"), msg("Numbers that training adjusts"), 84, True),
    Column(msg("Data"), msg("What it was trained on"), 116),
    Column(msg("Settings"), msg("Those in which the runs differ"), 220),
    Column(msg("Epochs"), msg("How many epochs it trained"), 64, True),
    Column(msg("Best"), msg("The epoch with the least loss"), 48, True),
    Column(msg("Loss"), msg("Of the best epoch, on the validation part; on the training part where there is none"), 66, True),
    Column(msg("Metric"), msg("Of the best epoch, on the validation part; on the training part where there is none"), 76, True),
    Column(msg("Test"), msg("On the test part, once you have opened it in Results"), 66, True),
    Column(msg("Time"), msg("Training time"), 58, True),
    Column(msg("Ending"), msg("How it ended"), 74),
    Column(msg("Weights"), msg("Whether its weights are kept on this computer; without them it can still be run again"), 66),
)  # fmt: skip
(
    CURVE, STAR, NAME, WHEN, NETWORK, PARAMETERS, DATA, SETTINGS, EPOCHS, BEST, LOSS, METRIC, TEST, TIME, ENDING, WEIGHTS,
) = range(len(COLUMNS))  # fmt: skip


def cell_text(
    run: RunRecord, column: int, *, kept: bool, differs: Mapping[str, Any], metric_named: bool = True
) -> str:
    """What stands in a cell; ``differs`` has the settings that not all runs share."""
    texts: dict[int, Callable[[], str]] = {
        STAR: lambda: "★" if run.starred else "☆",
        NAME: lambda: run.name,
        WHEN: lambda: when_text(run),
        NETWORK: lambda: network_in_short(run.network),
        PARAMETERS: lambda: number_text(infer(run.network).parameters),
        DATA: lambda: data_name(data_in_short(run.data)),
        SETTINGS: lambda: settings_in_a_line(run.network, differs) or "–",
        EPOCHS: lambda: epochs_text(run),
        BEST: lambda: "–" if run.best is None else str(run.best.epoch),
        LOSS: lambda: "–" if run.best is None else figure_text(run.best.judged),
        METRIC: lambda: _figure(best_metric(run), named=metric_named),
        TEST: lambda: _figure(test_metric(run)),
        TIME: lambda: seconds_text(run.seconds),
        ENDING: lambda: ending_text(run),
        WEIGHTS: lambda: QCoreApplication.translate("Runs", "kept") if kept else "–",
    }
    return texts[column]() if column in texts else ""


def _figure(found: Measured | None, *, named: bool = False) -> str:
    return "–" if found is None else f"{found.title} {found.text}" if named else found.text


def cell_value(
    run: RunRecord, column: int, row: int, *, overlaid: bool, kept: bool, differs: Mapping[str, Any]
) -> float | str:
    """What a cell is sorted by; what is not known comes first."""
    values: dict[int, Callable[[], float]] = {
        CURVE: lambda: float(overlaid),
        STAR: lambda: float(run.starred),
        WHEN: lambda: float(row) if (at := moment(run)) is None else at.timestamp(),
        PARAMETERS: lambda: float(infer(run.network).parameters),
        EPOCHS: lambda: float(run.epochs),
        BEST: lambda: -1.0 if run.best is None else float(run.best.epoch),
        LOSS: lambda: -math.inf if run.best is None else run.best.judged,
        METRIC: lambda: -math.inf if (found := best_metric(run)) is None else found.value,
        TEST: lambda: -math.inf if (found := test_metric(run)) is None else found.value,
        TIME: lambda: run.seconds,
        WEIGHTS: lambda: float(kept),
    }
    if column in values:
        return values[column]()
    return cell_text(run, column, kept=kept, differs=differs).casefold()
