"""Earlier runs behind the curves of the present one: told apart by colour, by dashes and by name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnstudio.app.look import theme
from nnstudio.app.training.along import Along
from nnstudio.app.training.legend import Entry, pen
from nnstudio.app.training.reduce import thinned
from nnstudio.nn.metric_order import elsewhere
from nnstudio.system.arrays import Doubles
from nnstudio.training.history import History

MOST = 6
"""Runs that are drawn; more could not be told apart."""

_DASHES: tuple[tuple[float, ...], ...] = (
    (6, 2), (1.5, 1.5), (6, 2, 1.5, 2), (3, 1.5), (10, 2), (6, 2, 1.5, 2, 1.5, 2),
)  # fmt: skip


class Overlay(NamedTuple):
    """A run to compare with.

    Parameters
    ----------
    title : str
    history : History
    steps_per_epoch : float
        0 where nobody knows.
    answers : mapping of str to str
        As :func:`nnstudio.project.heads.answered` has it.
    """

    title: str
    history: History
    steps_per_epoch: float = 0
    answers: Mapping[str, str] = {}


class EarlierRun(NamedTuple):
    """What one plot draws of a run to compare with."""

    title: str
    values: Doubles
    seconds: Doubles
    steps_per_epoch: float

    def along(self, present: Along) -> Along | None:
        """Where its epochs stand on the axis of the present run; None where nobody knows."""
        return present.for_run(self.seconds, self.steps_per_epoch)


def loss_of(run: Overlay) -> EarlierRun:
    """The loss that its epochs were judged by."""
    return _drawn(run, [e.judged for e in run.history.epochs])


def metric_of(run: Overlay, key: str, answers: Mapping[str, str]) -> EarlierRun:
    """A metric of the validation part, or of the training part where there is none.

    Parameters
    ----------
    run : Overlay
    key : str
        As it is called in the present run.
    answers : mapping of str to str
        What the outputs of the present run answer: that of the earlier one which answers the same is meant.
    """
    epochs, key = run.history.epochs, elsewhere(key, answers, run.answers)
    return _drawn(run, [e.val_metrics.get(key, e.metrics.get(key, math.nan)) for e in epochs])


def _drawn(run: Overlay, values: list[float]) -> EarlierRun:
    seconds = np.array([e.seconds for e in run.history.epochs])
    return EarlierRun(run.title, np.array(values), seconds, run.steps_per_epoch)


class EarlierCurves:
    """The curves of earlier runs in one plot."""

    def __init__(self, plot: Any) -> None:
        self._plot = plot
        self.items: list[Any] = []
        self.runs: tuple[EarlierRun, ...] = ()
        self._points: list[tuple[Doubles, Doubles]] = []
        self._hidden: set[str] = set()

    def show_runs(self, runs: Sequence[EarlierRun]) -> None:
        """Remember what to draw; the first ones only."""
        self.runs = tuple(runs[:MOST])
        self._points = [thinned(run.values) for run in self.runs]
        self._hidden.clear()
        for item in self.items[len(self.runs) :]:
            self._plot.removeItem(item)
        del self.items[len(self.runs) :]
        while len(self.items) < len(self.runs):
            self.items.append(self._plot.plot(antialias=True))

    def draw(self, along: Along, heights: Any) -> None:
        """Draw them; ``heights`` maps values to the vertical axis."""
        colors = theme.current().tokens.curves
        for i, (item, run, (x, y)) in enumerate(zip(self.items, self.runs, self._points, strict=True)):
            own = run.along(along)
            if own is None:
                item.setData([], [])
                continue
            item.setData(own.of(x), heights(y), connect="finite")
            item.setPen(pen(colors[2 + i], 1.4, _DASHES[i]))
            item.setVisible(f"run{i}" not in self._hidden)
            item.setZValue(-0.5)

    def switch(self, key: str, shown: bool) -> None:
        """Hide or show one."""
        (self._hidden.discard if shown else self._hidden.add)(key)
        for i, item in enumerate(self.items):
            item.setVisible(f"run{i}" not in self._hidden)

    def entries(self, words: Any, epoch: int) -> list[Entry]:
        """What the legend says: values at an epoch, or the last ones for 0."""
        colors = theme.current().tokens.curves
        found = []
        for i, run in enumerate(self.runs):
            place = (epoch or len(run.values)) - 1
            value = words(float(run.values[place])) if 0 <= place < len(run.values) else "–"
            found.append(Entry(f"run{i}", run.title, value, colors[2 + i], _DASHES[i]))
        return found
