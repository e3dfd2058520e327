"""The Inside tab shows what the network computes, follows a run, and costs nothing while nobody looks."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nnstudio.app.inside.field import border, leaning, mark, probabilities, shades_of
from nnstudio.app.inside.layer import LayerView
from nnstudio.app.look.theme import Theme
from nnstudio.app.main_window import MainWindow
from nnstudio.data.preparing.deciding import Decision, said_classes
from nnstudio.project.decisions import with_chosen
from nnstudio.project.project import Project
from tests.app.hands import click, until
from tests.app.window.conftest import open_ready, train


def _look(window: MainWindow) -> None:
    work = window.workspace.inside.work
    window.workspace.tabs.setCurrentWidget(window.workspace.inside.panel)
    until(lambda: work.seen is not None and not work.busy, "a look inside")


def test_nobody_looks_while_the_tab_is_hidden(sample: MainWindow) -> None:
    copied: list[object] = []
    sample.trainer.copied.connect(copied.append)
    train(sample)
    assert sample.workspace.inside.work.looks == 0
    assert copied == []


def test_pictures_are_those_of_the_engine(window: MainWindow) -> None:
    open_ready(window, "digits", 1)
    _look(window)
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    assert panel.head.words.text() == "Weights before any training"
    train(window)
    _look(window)
    trained = window.document.trained
    assert panel.head.which.currentText() == f"Best epoch ({trained.checkpoint.history.best})"
    assert trained is not None
    assert window.data.prepared is not None
    click(panel.head.after)
    until(lambda: work.number == 1 and not work.busy, "the next sample")
    x = window.data.prepared.train.x[1:2]
    np.testing.assert_allclose(work.seen.output, trained.model(which="best").predict(x)[0], atol=1e-5)
    bars = {line.name: line.share for line in panel.sample.answer.lines}
    np.testing.assert_allclose([bars[str(i)] for i in range(10)], work.seen.output, atol=1e-6)
    kernel = trained.weights("best")["conv2d_1/W"]
    assert panel.layers.currentItem().text().startswith("Filters of")
    np.testing.assert_allclose(panel.layer.tiles.values[3], kernel[:, :, 0, 3])
    panel.layers.setFocus()
    QTest.keyClick(panel.layers, Qt.Key.Key_Down)
    QTest.keyClick(panel.layers, Qt.Key.Key_Down)
    np.testing.assert_allclose(panel.layer.tiles.values[0], work.seen.activations["conv2d_1"][:, :, 0])
    assert window.workspace.selection.only == "conv2d_1", "the canvas shows the layer too"
    panel.layers.clearFocus()
    window.workspace.selection.select(["dense_2"])
    assert len(panel.layer.bars.lines) == 10


def test_another_look_at_the_same_sample_lays_nothing_out_anew(window: MainWindow) -> None:
    """It comes five times a second during a run, and the layout of the whole window costs more than the pictures."""
    open_ready(window, "digits", 1)
    _look(window)
    panel = window.workspace.inside.panel
    asked: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.LayoutRequest:
                asked.append(watched)
            return False

    watch = Watch()
    for widget in (window, panel, panel.sample, panel.head):
        widget.installEventFilter(watch)

    def settled() -> bool:
        asked.clear()
        panel.show_found()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return not asked

    until(settled, "a look that lays out nothing")
    panel.head.of.setText("of very many more")
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert panel.head in asked


def test_the_border_of_the_moons_moves_while_they_are_learned(window: MainWindow) -> None:
    open_ready(window, "moons", 4000)
    _look(window)
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    pictures, whose = [shades_of(work.seen)], set[str]()
    work.changed.connect(lambda: whose.add(panel.head.words.text()))
    work.changed.connect(lambda: pictures.append(shades_of(work.seen)))
    window.controls.main.trigger()
    window.workspace.tabs.setCurrentWidget(panel)
    until(lambda: window.trainer.active and len(pictures) > 4, "pictures during the run")
    window.controls.stop.trigger()
    until(lambda: not window.trainer.active and not work.busy, "the end of the run")
    assert any(picture != pictures[0] for picture in pictures[1:])
    trained = window.document.trained
    until(lambda: not work.busy and work._live is None, "the weights that were kept")
    assert "Weights as they are now" in whose
    limits = work.seen.limits
    corner = np.array([[limits[0], limits[2]]], np.float32)
    best = trained.model(which="best").predict(corner)[0]
    np.testing.assert_allclose(work.seen.answers[0, 0], best, atol=1e-4)
    before = panel.field.grab().toImage()
    click(panel.head.training)
    assert panel.field.parts == {"train": False, "validation": True}
    assert panel.field.grab().toImage() != before


def test_it_shows_the_weights_that_the_results_show(window: MainWindow) -> None:
    open_ready(window, "moons", 2)
    train(window)
    document, results = window.document, window.workspace.results
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    checkpoint = document.trained.checkpoint
    others = {key: -array for key, array in checkpoint.weights.items()}
    document.set_trained(replace(document.trained, checkpoint=replace(checkpoint, best_weights=others)))
    decided = Decision(0.2, 1, "validation")

    def shows(which: str, chosen: tuple[Decision, ...] = ()) -> bool:
        told = {"last": "Last epoch (2)", "best": f"Best epoch ({checkpoint.history.best})"}[which]
        answers = document.trained.model(which=which).predict(work.seen.sample[None])[0]
        return (
            panel.head.which.currentText() == results.choices.which_box.currentText() == told
            and np.allclose(work.seen.output, answers, atol=1e-5)
            and work.seen.chosen == chosen
        )

    _look(window)
    assert shows("best")
    assert not panel.head.words.isVisible()
    window.workspace.results_page.deciding._keep(document.trained, "best", 0, decided)
    until(lambda: shows("best", (decided,)), "the threshold of these weights")
    panel.head.which.setFocus()
    QTest.keyClick(panel.head.which, Qt.Key.Key_Up)
    until(lambda: shows("last"), "the last weights, which have no threshold")
    window.workspace.show_results()
    results.choices.which_box.setFocus()
    QTest.keyClick(results.choices.which_box, Qt.Key.Key_Down)
    _look(window)
    until(lambda: shows("best", (decided,)), "the weights that were chosen in the results")


def test_without_data_it_says_what_to_do(window: MainWindow) -> None:
    window.files.show_new(Project())
    window.show_workspace()
    window.workspace.tabs.setCurrentWidget(window.workspace.inside.panel)
    assert "Choose data" in window.workspace.inside.panel._words.text()


def test_the_answer_follows_the_threshold_that_is_kept(window: MainWindow) -> None:
    open_ready(window, "textbook", 3)
    train(window)
    _look(window)
    work, panel = window.workspace.inside.work, window.workspace.inside.panel
    share = float(work.seen.output[0])
    usual = "malignant" if share >= 0.5 else "benign"
    other = "benign" if share >= 0.5 else "malignant"
    strong = {line.name for line in panel.sample.answer.lines if line.strong}
    assert strong == {usual}
    trained, project = window.document.trained, window.document.project
    threshold = round((1 + share) / 2, 4) if share >= 0.5 else max(round(share / 2, 4), 0.0001)
    kept = with_chosen(project, trained.weights(trained.proposed), (Decision(threshold),))
    window.document.edit("a threshold", kept)
    until(lambda: work.seen is not None and work.seen.chosen, "another look")
    assert {line.name for line in panel.sample.answer.lines if line.strong} == {other}
    assert panel.sample.truth.text().endswith(f" · malignant from {threshold:g} on")
    window.document.undo_stack.undo()
    until(lambda: work.seen is not None and not work.seen.chosen, "the look before")
    assert {line.name for line in panel.sample.answer.lines if line.strong} == {usual}


@pytest.mark.parametrize("yes", [0, 1])
def test_the_border_lies_where_the_answer_changes(yes: Literal[0, 1]) -> None:
    chosen = (Decision(0.2, yes),)
    p = np.linspace(0.0131, 0.9871, 99)
    shares = np.stack([1 - p, p], axis=-1)
    leaned = leaning(shares, chosen)
    np.testing.assert_array_equal(leaned.argmax(axis=-1), said_classes(shares, chosen))
    np.testing.assert_allclose(leaned.sum(axis=-1), 1)
    steps = np.diff(leaned[:, 1])
    assert (steps > 0).all()
    assert steps.max() < 0.03, "it leaps nowhere"
    assert leaning(shares, None) is shares


@pytest.mark.parametrize("steepness", [0.5, 3, 15])
def test_the_border_of_a_neuron_is_straight_however_sure_it_is(steepness: float) -> None:
    across, up = np.meshgrid(np.arange(40.0), np.arange(40.0))
    outputs = 1 / (1 + np.exp(-steepness * (up - 0.3 * across - 9.37)))
    pieces = list(border(probabilities(outputs[..., None])))
    ends = np.array(pieces).reshape(-1, 2)
    assert len(ends) >= 80, "from one side to the other"
    np.testing.assert_allclose(ends[:, 1], 0.3 * ends[:, 0] + 9.37, atol=0.05)


@pytest.mark.parametrize(("count", "shape"), [(25, (1, 25)), (50, (2, 25)), (53, (2, 27)), (128, (4, 32))])
def test_a_strip_shows_the_values_there_are_and_no_others(
    look: Theme, qtbot: QtBot, count: int, shape: tuple[int, int]
) -> None:
    view = LayerView()
    qtbot.addWidget(view)
    values = np.linspace(0.4, 0.9, count, dtype=np.float32)
    view.show_values("Dense 1", values, middle=0.5)
    (shown,) = view.tiles.values
    assert shown.shape == shape
    np.testing.assert_array_equal(shown.flat[:count], values)
    assert (shown.flat[count:] == 0.5).all(), "without a colour"


def test_each_of_eight_classes_has_a_mark_of_its_own() -> None:
    """Of their colours some are the same to one in twelve men."""
    marks = [mark(number, 0.0, 0.0) for number in range(8)]
    assert all(a != b for a, b in combinations(marks, 2))
    assert all(4 < max(m.boundingRect().width(), m.boundingRect().height()) < 12 for m in marks)
