"""Curves read closely: keys and wheel, the cross, switches, units, earlier runs, and what is taken away."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.training.along import Along, Unit
from nnstudio.app.training.clipping import cut_curves
from nnstudio.app.training.dock import NARROW, TrainingDock
from nnstudio.app.training.earlier import Overlay
from nnstudio.app.training.legend import Legend
from nnstudio.system.numbers import percent_text
from nnstudio.training.events import EpochDone, Finished, LearningRateSet, Paused, Progress, Started
from nnstudio.training.history import Epoch, History, RateChange
from tests.app.hands import click, until

pytestmark = pytest.mark.usefixtures("look")
Key = Qt.Key


def switch(legend: Legend, key: str) -> QAbstractButton:
    return next(found for found in legend._switches if found.entry.key == key)


def _history(factor: float = 1.0, epochs: int = 8) -> History:
    return History(
        tuple(
            Epoch(
                i,
                factor / i,
                {"accuracy": 1 - 0.5 / i, "top_k": 1.0},
                2 * factor / i,
                {"accuracy": 0.4},
                0.5 * i,
            )
            for i in range(1, epochs + 1)
        ),
        epochs,
    )


@pytest.fixture
def dock(qtbot: QtBot) -> TrainingDock:
    """A dock with eight epochs of four steps, in which the learning rate was changed once."""
    dock = TrainingDock()
    qtbot.addWidget(dock)
    dock.resize(1400, 290)
    dock.show()
    dock.set_metric("accuracy", 0.1)
    dock.take([Started(8, 0, 4, 128, "cpu", 0.1)])
    for epoch in _history().epochs:
        dock.take(
            [
                Progress(epoch.epoch, 4, np.linspace(2, 1, 4) / epoch.epoch, 1.0, 1.0, 0.1),
                EpochDone(epoch, True),
            ]
        )
    change = RateChange(10, 2.5, 0.02)
    dock.take([LearningRateSet(0.02, (change,)), Finished("done", _history(), 4.0)])
    while dock._stale or dock._due:
        dock._draw_next()
    dock._redraw.stop()
    return dock


def test_arrows_move_the_cross_and_the_legend_says_what_stands_there(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    area = plot._plot
    area.setFocus()
    QTest.keyClick(area, Key.Key_Home)
    QTest.keyClick(area, Key.Key_Right)
    assert plot.sight.at == 2
    assert [entry.value for entry in plot._legend.entries] == ["0.5", "1"]
    assert area.accessibleDescription().startswith("epoch 2: training 0.5, validation 1")
    QTest.keyClick(area, Key.Key_End)
    assert plot.sight.at == 8
    assert "η 0.02" in area.accessibleDescription()
    QTest.keyClick(area, Key.Key_Escape)
    assert plot.sight.at == 0
    assert plot._legend.entries[0].value == "0.125"


def test_best_epoch_and_cross_are_made_when_they_are_shown_and_are_named(dock: TrainingDock) -> None:
    assert TrainingDock()._loss_plot.marks.best is None
    plot = dock._loss_plot
    assert plot.marks._best_label.textItem.toPlainText() == "best"
    assert plot.sight._cross is None
    plot.sight.move(3)
    assert plot.sight._label.textItem.toPlainText() == "epoch 3"
    plot.sight.move(4)
    assert plot.sight._label.textItem.toPlainText() == "epoch 4"


def test_the_mouse_moves_the_cross_too(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    box = plot._plot.getViewBox()
    where = plot._plot.mapFromScene(box.mapViewToScene(QPointF(5.1, 0.5)))
    QTest.mouseMove(plot._plot.viewport(), where)
    QApplication.processEvents()
    assert plot.sight.at == 5


def test_both_plots_are_read_at_the_same_epoch(dock: TrainingDock) -> None:
    area = dock._loss_plot._plot
    area.setFocus()
    QTest.keyClick(area, Key.Key_Home)
    QTest.keyClick(area, Key.Key_Right)
    assert dock._metric_plot.sight.at == 2
    assert dock._metric_plot._legend.entries[0].value == percent_text(0.75)
    QTest.keyClick(area, Key.Key_Escape)
    assert dock._metric_plot.sight.at == 0


def test_a_drawing_holds_no_curve_outside_of_its_plot(dock: TrainingDock) -> None:
    """Qt's SVG files know no clipping."""
    plot = dock._loss_plot
    plot._plot.setYRange(0.2, 0.6)
    plot._plot.setXRange(2.5, 6)
    items = plot._plot.listDataItems()
    before = [item.getData() for item in items]
    with cut_curves([plot]):
        (left, right), (low, high) = plot._plot.getViewBox().viewRange()
        for item in items:
            x, y = item.getData()
            known = y[np.isfinite(y)] if x is not None else []
            assert all(low <= v <= high for v in known)
            assert x is None or all(left <= v <= right for v in x)
        x, y = plot._train.getData()
        assert np.isfinite(y).sum() > 1000, "what lies inside stays"
    for item, (x, y) in zip(items, before, strict=True):
        np.testing.assert_array_equal(item.getData()[0], x)
        np.testing.assert_array_equal(item.getData()[1], y)


def test_the_noise_of_thousands_of_steps_does_not_press_the_epochs_flat(dock: TrainingDock) -> None:
    noise = np.random.default_rng(0)
    dock.take([Started(8, 0, 4000, 32_000, "cpu", 0.1)])
    for epoch in _history(0.2).epochs:
        losses = epoch.loss * noise.lognormal(-0.6, 1.1, 4000)
        dock.take([Progress(epoch.epoch, 4000, losses, 1.0, 1.0, 0.1), EpochDone(epoch, True)])
    while dock._stale or dock._due:
        dock._draw_next()
    dock._redraw.stop()
    plot = dock._loss_plot
    low, high = plot._plot.getViewBox().viewRange()[1]
    shown = np.concatenate([plot._train_values, plot._validation_values])
    assert low <= shown.min() < shown.max() <= high < 2.5 * shown.max()
    assert np.nanmax(plot._steps.getData()[1]) > 3 * high, "single steps may leave the plot"
    assert plot._steps.zValue() < plot.marks.best.zValue(), "and fill it, but for the words"


@pytest.mark.parametrize("last", [12, 150, 3_000, 100_000])
def test_numbers_along_are_written_out_and_do_not_touch(dock: TrainingDock, last: int) -> None:
    axis, size = dock._loss_plot._epochs_axis, 400.0
    ((step, places),) = axis.tickValues(0, last, size)
    words = axis.tickStrings(places, 1, step)[1:]
    assert not any("e" in text for text in words)
    metrics = QFontMetrics(theme.current().font("small"))
    assert max(map(metrics.horizontalAdvance, words)) < size * step / last


def test_what_has_nothing_to_say_takes_no_room(dock: TrainingDock) -> None:
    sentence = dock._status._sentence
    assert sentence.isVisible()
    dock.take([Started(8, 0, 4, 128, "cpu", 0.1)])
    assert not sentence.isVisible()
    assert dock._status._rows.figures["device"].isVisible()
    dock.take([Paused()])
    assert sentence.isVisible()
    dock._redraw.stop()


def test_a_picture_has_one_background(dock: TrainingDock) -> None:
    picture = QImage.fromData(dock._saving.content("png", 1))
    seen = {picture.pixelColor(x, y).name() for x, y in ((2, 2), (250, 16), (720, 16), (14, 200))}
    assert seen == {theme.current().tokens.surface.lower()}


def test_what_was_zoomed_stays_until_all_is_wanted_again(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    box, area = plot._plot.getViewBox(), plot._plot
    whole = box.viewRange()
    middle = area.viewport().rect().center()
    QApplication.sendEvent(
        area.viewport(),
        QWheelEvent(
            QPointF(middle), QPointF(area.viewport().mapToGlobal(middle)), QPoint(), QPoint(0, 240),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip
    near = box.viewRange()
    assert near[0][1] - near[0][0] < whole[0][1] - whole[0][0]
    dock._draw()
    assert box.viewRange() == near, "a redraw takes nobody's view away"
    area.setFocus()
    QTest.keyClick(area, Key.Key_0)
    np.testing.assert_allclose(box.viewRange(), whole)
    QTest.keyClick(area, Key.Key_Plus)
    assert box.viewRange() != whole
    click(dock.tools._fit)
    np.testing.assert_allclose(box.viewRange(), whole)


def test_the_axis_reaches_to_what_is_planned_and_ends_with_the_run(dock: TrainingDock) -> None:
    """Of a run that ended early the curves fill the plot; what somebody looks at then stays."""
    plots = dock._loss_plot, dock._metric_plot
    boxes = [plot._plot.getViewBox() for plot in plots]
    steps = [Progress(9, 4, np.full(4, 0.1), 1.0, 1.0, 0.1), Progress(10, 2, np.full(2, 0.1), 1.0, 1.0, 0.1)]
    stopped = Finished("stopped", _history(), 4.0)
    dock.take([Started(500, 8, 4, 128, "cpu", 0.1), *steps])
    assert [round(box.viewRange()[0][1]) for box in boxes] == [508, 508]
    dock.take([stopped])
    assert [round(box.viewRange()[0][1]) for box in boxes] == [10, 10]
    dock.take([Started(500, 10, 4, 128, "cpu", 0.1)])
    plots[0].sight._zoom(0.5)
    near = boxes[0].viewRange()
    dock.take([stopped])
    assert (boxes[0].viewRange(), round(boxes[1].viewRange()[0][1])) == (near, 10)
    dock._redraw.stop()


def test_the_axis_of_a_long_run_grows_in_steps(dock: TrainingDock) -> None:
    """Its curve would stand in the left corner for minutes; where the end is near, the axis reaches to it."""
    plots = dock._loss_plot, dock._metric_plot
    dock.take([Started(500, 0, 40, 128, "cpu", 0.1)])

    def told(epoch: int, seconds_left: float, times: int = 1) -> list[int]:
        step = 40 * epoch - 10
        dock.take([Progress(epoch, step, np.full(1, 0.1), 1.0, seconds_left, 0.1)] * times)
        dock._draw()
        return [round(plot._plot.getViewBox().viewRange()[0][1]) for plot in plots]

    assert told(1, 900.0) == [508, 508], "the speed of the first moment is none"
    assert told(1, 900.0, 30) == [1, 1]
    assert told(2, 900.0) == [2, 2]
    assert told(3, 900.0) == [5, 5]
    assert told(9, 20.0) == [10, 10], "a little faster, and still the same"
    assert told(120, 700.0) == [203, 203]
    assert told(300, 500.0) == [508, 508], "half of a run more is no step"
    assert told(20, 10.0) == [508, 508]
    assert told(21, 20.0) == [508, 508]
    assert told(22, 40.0) == [51, 51]
    dock.set_overlays([Overlay("another", _history(), 0)])
    assert told(22, 40.0) == [508, 508], "another run can be seen as a whole"
    dock.set_overlays([])
    dock.take([Finished("stopped", _history(), 4.0)])
    dock._draw()
    ends = [round(plot._plot.getViewBox().viewRange()[0][1]) for plot in plots]
    assert ends == [1, 1], "to the end of the run, as it was stopped"
    dock._redraw.stop()


def test_a_curve_is_hidden_by_its_switch(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    click(switch(plot._legend, "validation"))
    assert not plot._validation.isVisible()
    assert plot._train.isVisible()
    switch(plot._legend, "validation").setFocus()
    QTest.keyClick(switch(plot._legend, "validation"), Key.Key_Space)
    assert plot._validation.isVisible()


def test_logarithmic_losses_and_other_units(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    click(dock.tools._log)
    np.testing.assert_allclose(plot._train.getData()[1], np.log10([1 / i for i in range(1, 9)]))
    dock.tools._unit.setCurrentIndex(1)
    np.testing.assert_allclose(plot._train.getData()[0], [4.0 * i for i in range(1, 9)])
    dock.tools._unit.setCurrentIndex(2)
    np.testing.assert_allclose(plot._train.getData()[0], [0.5 * i for i in range(1, 9)])
    assert dock.tools.choice == "seconds log"
    other = TrainingDock()
    other.tools.restore("steps log")
    other.tools.restore("nonsense")
    assert other.tools.choice == "steps log"
    other.deleteLater()


def test_time_goes_on_as_it_went() -> None:
    along = Along("seconds", 4, (1.0, 3.0))
    np.testing.assert_allclose(along.of(np.array([0.0, 0.5, 1.0, 2.0, 4.0])), [0, 0.5, 1, 3, 6])


def test_smoothing_leaves_the_raw_curve_and_is_told(dock: TrainingDock, qtbot: QtBot) -> None:
    plot = dock._loss_plot
    raw = plot._train.getData()[1]
    with qtbot.waitSignal(dock.smoothing_chosen) as told:
        dock.tools._slider.setFocus()
        QTest.keyClick(dock.tools._slider, Key.Key_PageUp)
    assert told.args == [pytest.approx(0.1)]
    assert not np.allclose(plot._train.getData()[1], raw)
    np.testing.assert_allclose(plot._smooth.epochs[0].getData()[1], raw)


def test_a_curve_that_is_switched_off_stays_so_when_smoothing_begins(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    click(switch(plot._legend, "train"))
    dock.set_smoothing(0.3)
    assert [item.isVisible() for item in plot._smooth.epochs] == [False, True]
    assert not plot._smooth._steps.isVisible()
    click(switch(plot._legend, "train"))
    assert plot._smooth._steps.isVisible()


def test_changes_of_the_learning_rate_are_marked(dock: TrainingDock) -> None:
    ((line, label),) = dock._loss_plot.marks.rates
    assert line.value() == 2.5
    assert label.format == "η 0.02"


def test_names_of_changes_close_together_do_not_overlap(dock: TrainingDock) -> None:
    dock.show()
    plot = dock._loss_plot
    dock._changes = [RateChange(k, 2 + 0.05 * k, 0.02 / (k + 1)) for k in range(12)]
    dock._draw()
    named = [(line, label) for line, label in plot.marks.rates if label.isVisible()]
    assert named[-1][1].format == "η 0.001667", "the latest is always named"
    places = [
        label.textItem.sceneBoundingRect().adjusted(1, 1, -1, -1)
        for label in (*(label for _, label in named), plot.marks._best_label, plot.marks._level_label)
        if label.isVisible()
    ]
    view = plot._plot.getViewBox().sceneBoundingRect()
    assert len(places) >= 4
    for i, one in enumerate(places):
        assert view.top() <= one.top() <= one.bottom() <= view.bottom(), "no name is cut"
        assert not any(one.intersects(other) for other in places[:i])
    dock._changes = [RateChange(k, 2 + 3 * k, 0.02) for k in range(2)]
    dock._draw()
    assert all(label.isVisible() for line, label in plot.marks.rates if line.isVisible())


def test_earlier_runs_are_drawn_apart_and_no_more_than_can_be_told(dock: TrainingDock) -> None:
    dock.set_overlays([Overlay(f"run {i}", _history(1 + i, 5 + i)) for i in range(9)])
    for plot in (dock._loss_plot, dock._metric_plot):
        entries = plot._runs_legend.entries
        assert [e.name for e in entries] == [f"run {i}" for i in range(6)]
        assert len({e.color for e in entries}) == len({e.dash for e in entries}) == 6
    np.testing.assert_allclose(dock._loss_plot._earlier.items[1].getData()[1], [4.0 / i for i in range(1, 7)])
    click(switch(dock._loss_plot._runs_legend, "run1"))
    assert not dock._loss_plot._earlier.items[1].isVisible()
    dock.set_overlays([])
    assert not dock._loss_plot._runs_legend.isVisible()
    assert dock._loss_plot._earlier.items == []


@pytest.mark.parametrize(("unit", "ends"), [("epochs", 8.0), ("steps", 80.0), ("seconds", 4.0)])
def test_earlier_runs_have_their_own_steps_and_seconds(dock: TrainingDock, unit: Unit, ends: float) -> None:
    """Ten steps an epoch where the present run takes four; the axis reaches to the end of the longest."""
    dock.tools.restore(f"{unit} linear")
    dock.set_overlays([Overlay("long", _history(2.0), 10), Overlay("of old", _history(3.0))])
    for plot in (dock._loss_plot, dock._metric_plot):
        known, unknown = plot._earlier.items
        np.testing.assert_allclose(known.getData()[0], np.linspace(ends / 8, ends, 8))
        assert plot._plot.getViewBox().viewRange()[0][1] >= ends
        assert (unknown.getData()[0] is None or not len(unknown.getData()[0])) == (unit == "steps")


def test_a_narrow_dock_shows_the_plot_that_is_chosen(dock: TrainingDock) -> None:
    loss, metric, choice = dock._loss_plot, dock._metric_plot, dock.tools.second

    def offered() -> list[str]:
        return [choice.itemText(i) for i in range(choice.count())]

    assert loss.isVisible()
    assert metric.isVisible()
    assert offered() == ["Accuracy", "Top-k accuracy"]
    dock.resize(NARROW - 1, 290)
    assert offered() == ["Loss", "Accuracy", "Top-k accuracy"]
    assert (choice.isVisible(), choice.currentText()) == (True, "Loss")
    assert (loss.isVisible(), metric.isVisible()) == (True, False)
    choice.setFocus()
    QTest.keyClick(choice, Key.Key_Down)
    assert (loss.isVisible(), metric.isVisible()) == (False, True)
    QTest.keyClick(choice, Key.Key_Down)
    assert metric._plot.accessibleName() == "Top-k accuracy"
    dock.resize(NARROW, 290)
    assert (loss.isVisible(), metric.isVisible()) == (True, True)
    assert (offered(), choice.currentText()) == (["Accuracy", "Top-k accuracy"], "Top-k accuracy")
    dock.resize(700, 290)
    assert (loss.isVisible(), metric.isVisible()) == (False, True), "what was chosen is shown again"
    QTest.keyClick(choice, Key.Key_Home)
    assert (loss.isVisible(), metric.isVisible()) == (True, False)
    assert choice.isVisible()


def test_nothing_of_the_status_is_cut_off_in_a_low_and_narrow_dock(dock: TrainingDock) -> None:
    dock.resize(900, 150)
    column = dock._status.parentWidget().parentWidget()
    until(lambda: column.verticalScrollBar().isVisible(), "a status that scrolls")
    assert dock._status.width() <= column.viewport().width()


def test_pictures_and_tables_of_the_curves(dock: TrainingDock) -> None:
    dock.set_overlays([Overlay("=cmd()", _history(3.0, 2))])
    small, large = (QImage.fromData(dock._saving.content("png", scale)) for scale in (1, 4))
    assert (large.width(), large.height()) == (4 * small.width(), 4 * small.height())
    assert QSvgRenderer(dock._saving.content("svg", 1)).isValid()
    rows = list(csv.DictReader(io.StringIO(dock._saving.content("csv", 1).decode("utf-8-sig"))))
    assert len(rows) == 10
    assert math.isclose(float(rows[2]["loss"]), 1 / 3)
    assert rows[-1]["run"] == "'=cmd()", "a spreadsheet must not take a name for a formula"
    dock.tools.save_wanted.emit("copy", 2)
    assert QApplication.clipboard().mimeData().hasImage()
    assert QApplication.clipboard().text().startswith("run,epoch")


def test_marks_and_earlier_runs_come_and_go_without_end(dock: TrainingDock) -> None:
    dock.show()
    for turn in range(120):
        for plot in (dock._loss_plot, dock._metric_plot):
            plot.set_changes([RateChange(k, k + 0.5, 0.1) for k in range(turn % 5)])
        dock.set_overlays([Overlay(f"Run {k}", _history(k + 1)) for k in range(turn % 4)])
        if turn % 7 == 0:
            assert not dock.grab().isNull()
        QApplication.processEvents()
    plot = dock._loss_plot
    plot.set_changes([RateChange(k, k + 0.5, 0.1) for k in range(2)])
    assert sum(line.isVisible() for line, _ in plot.marks.rates) == 2


def test_numbers_of_the_axis_are_whole(dock: TrainingDock) -> None:
    plot = dock._loss_plot
    plot.show_epochs(np.array([198_000.0, 150_000.0]), np.array([]), 0)
    axis = plot._values_axis
    (step, found), *_ = axis.tickValues(*axis.range, axis.height())
    words = QFontMetrics(axis.style["tickFont"])
    texts = axis.tickStrings(found, 1, step)
    assert "200\u202f000" in texts
    needed = max(map(words.horizontalAdvance, texts)) + axis.style["tickTextOffset"][0]
    until(lambda: needed <= axis.width(), "the layout")
