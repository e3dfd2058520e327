"""Words in a plot stand where curves leave room, and stay there while they may."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app.plots.axes import QuietAxis
from nnstudio.app.training.dock import TrainingDock
from nnstudio.app.training.quiet_place import Box, crossed, quietest
from nnstudio.training.events import EpochDone, Started
from nnstudio.training.history import Epoch

VIEW = Box(0, 10, 0, 1)
LEFT, RIGHT = Box(0.1, 3, 0.4, 0.6), Box(7, 9.9, 0.4, 0.6)
X = np.linspace(0, 10, 11)


def test_a_curve_is_found_wherever_it_passes() -> None:
    flat, steep = (X, np.full(11, 0.5)), (np.array([0, 1.0, 1.01, 10]), np.array([0, 0, 1.0, 1]))
    begins = np.array([0.2, 9.0]), np.array([0.5, 1.0])
    assert crossed(LEFT, [flat]) == 1
    assert 0 < crossed(LEFT, [steep]) < 0.1
    assert crossed(LEFT, [begins]) > 0
    assert crossed(LEFT, [(X, np.full(11, 0.9))]) == 0
    assert crossed(LEFT, [(X + 5, np.full(11, 0.5)), (np.empty(0), np.empty(0))]) == 0
    assert crossed(LEFT, [(X, np.full(11, np.nan))]) == 0


def test_a_word_goes_where_it_is_quiet_and_stays_there() -> None:
    rises = [(X, np.linspace(0.5, 1, 11))]
    assert quietest([LEFT, RIGHT], VIEW, rises, (), 0) == 1
    assert quietest([LEFT, RIGHT], VIEW, (), (), 1) == 1, "it does not go back for nothing"
    assert quietest([LEFT, RIGHT], VIEW, (), [Box(6, 8, 0.5, 0.7)], 1) == 0, "another word stands there"
    assert quietest([Box(9, 12, 0.4, 0.6), LEFT], VIEW, (), (), 0) == 1, "it would be cut at the edge"


@pytest.mark.usefixtures("look")
def test_the_baseline_is_named_beside_the_curve(qtbot: QtBot) -> None:
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.resize(1400, 290)
    dock.show()
    dock.set_metric("accuracy", 0.5)
    label = dock._metric_plot.marks._level_label
    assert label.orthoPos < 0.5
    epochs = tuple(
        Epoch(i, 1 / i, {"accuracy": min(0.45 + 0.05 * i, 1.0)}, 1 / i, {"accuracy": 0.5})
        for i in range(1, 9)
    )
    dock.take([Started(20, 0, 4, 128, "cpu"), *(EpochDone(e, True) for e in epochs)])
    while dock._stale or dock._due:
        dock._draw_next()
    dock._redraw.stop()
    assert label.orthoPos > 0.5, "the curves begin at the left"


@pytest.mark.parametrize("size", [40.0, 90.0, 300.0])
def test_logarithmic_numbers_do_not_touch_each_other(size: float) -> None:
    axis = QuietAxis("left", 4)
    axis.set_log(True)
    for low, high in ((-2.3, 0.1), (-6.0, 1.0), (0.1, 0.6)):
        ((_, places),) = axis.tickValues(low, high, size)
        gaps = np.diff(places) * size / (high - low)
        assert places
        assert (gaps > 13).all()
