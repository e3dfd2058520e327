"""After an edit, training may begin with what was learned before, wherever it still fits."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QToolButton

from nnstudio.app.main_window import MainWindow
from nnstudio.graph import edits
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import SGD
from nnstudio.project import file
from nnstudio.project.earlier_weights import fit_of
from tests.app.hands import Left, button, click, press, until
from tests.app.window.conftest import open_ready, saved, train

Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def trained(window: MainWindow) -> MainWindow:
    """A window whose network was trained, with a rate so small that nothing moves visibly from now on."""
    open_ready(window, "flowers", epochs=3)
    train(window)
    return window


def strip_text(window: MainWindow) -> str:
    strip = window.workspace.dock.start_strip
    return max((label.text() for label in strip.findChildren(QLabel)), key=len) if strip.isVisible() else ""


def choose_in_train_menu(window: MainWindow, action: QAction) -> None:
    """Click an action in the menu beside the button."""
    main = window.findChild(QToolButton, "train-button")
    menu = main.menu()
    menu.popup(main.mapToGlobal(main.rect().bottomLeft()))
    until(menu.isVisible, "the menu")
    QTest.mouseMove(menu, menu.actionGeometry(action).center())
    QTest.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())
    until(lambda: not menu.isVisible(), "the menu to close")


def edit(window: MainWindow, **changes: object) -> None:
    """Change the last layer but one, so that it and the next have other shapes; the rate is next to nothing."""
    project = window.document.project
    dense = [n.id for n in project.network.nodes if isinstance(n.layer, Dense)]
    network = edits.change(project.network, [dense[-2]], **(changes or {"units": 7}))
    training = project.training.replace(optimizer=SGD(1e-7), epochs=1)
    window.document.edit("Change", project.with_network(network).replace(training=training))


def test_what_fits_is_kept_and_the_rest_begins_anew(trained: MainWindow, tmp_path) -> None:
    before = trained.document.trained
    assert strip_text(trained) == ""
    edit(trained)
    fit = fit_of(trained.document.project, before)
    assert 0 < fit.fitting < fit.wanted
    assert strip_text(trained) == (
        f"The network was edited: {fit.fitting} of {fit.wanted} arrays of the last weights still fit. "
        "Train begins with new ones."
    )
    click(button(trained.workspace.dock, "Train from those that fit"))
    assert trained.trainer.active
    assert "where they fit" in strip_text(trained)
    until(lambda: not trained.trainer.active, "the end of the run")
    after = trained.document.trained
    same = [
        key
        for key, w in after.weights().items()
        if key in before.weights()
        and w.shape == before.weights()[key].shape
        and np.allclose(w, before.weights()[key], atol=1e-4)
    ]
    assert len(same) == fit.fitting
    assert after.began_with == trained.document.project.start.digest
    path = saved(trained, tmp_path / "a.nnstudio")
    assert file.load(path)[0].start == trained.document.project.start
    trained.document.undo_stack.undo()
    assert trained.document.project.start is None


def test_training_may_begin_with_the_weights_of_the_best_epoch(trained: MainWindow) -> None:
    best = trained.controls.earlier.best
    assert not best.isEnabled(), "they are the last ones"
    # One that runs away after its first epoch.
    project = trained.document.project
    wild = project.training.replace(optimizer=SGD(1000.0), epochs=4)
    trained.document.edit("wild", project.replace(training=wild))
    trained.controls.over.trigger()
    until(lambda: not trained.trainer.active, "the end of the run")
    checkpoint = trained.document.trained.checkpoint
    assert checkpoint.history.best < len(checkpoint.history.epochs)
    calm = project.training.replace(optimizer=SGD(1e-7), epochs=1)
    trained.document.edit("calm", trained.document.project.replace(training=calm))
    assert best.text() == f"Start from the best weights (epoch {checkpoint.history.best})"
    choose_in_train_menu(trained, best)
    until(lambda: trained.trainer.active, "the run")
    assert f"of epoch {checkpoint.history.best} of an earlier run" in strip_text(trained)
    until(lambda: not trained.trainer.active, "the end of the run")
    for key, w in trained.document.trained.weights().items():
        np.testing.assert_allclose(w, checkpoint.best_weights[key], atol=1e-4)
    trained.document.undo_stack.undo()
    assert trained.document.project.start is None


def test_train_alone_begins_with_new_weights(trained: MainWindow) -> None:
    edit(trained)
    assert "Begins with new weights" in trained.controls.main.toolTip()
    trained.controls.main.trigger()
    until(lambda: not trained.trainer.active, "the end of the run")
    assert trained.document.trained.began_with == ""
    assert strip_text(trained) == ""


def test_the_menu_of_train_says_how_much_fits(trained: MainWindow) -> None:
    action = trained.controls.earlier.action
    assert action.text() == "Start from the last weights"
    edit(trained)
    fit = trained.controls.earlier.fit()
    assert action.text() == f"Keep the weights that fit (arrays: {fit.fitting} of {fit.wanted})"
    main = trained.findChild(QToolButton, "train-button")
    assert isinstance(main.menu(), QMenu)
    actions = main.menu().actions()
    assert actions.index(action) == actions.index(trained.controls.over) + 1
    choose_in_train_menu(trained, action)
    assert trained.document.project.start is not None
    until(lambda: not trained.trainer.active, "the end of the run")
    assert trained.document.trained.began_with == trained.document.project.start.digest


def test_a_shortcut_trains_on_with_other_settings(trained: MainWindow) -> None:
    """The network is the same, only the rate is another: every weight is kept."""
    project, before = trained.document.project, trained.document.trained
    training = project.training.replace(optimizer=SGD(1e-7), epochs=1)
    trained.document.edit("Rate", project.replace(training=training))
    assert strip_text(trained) == "", "nothing was edited that weights would not fit"
    trained.workspace.canvas.setFocus()
    press(trained, Qt.Key.Key_K, Ctrl | Alt)
    assert trained.trainer.active
    until(lambda: not trained.trainer.active, "the end of the run")
    for key, w in trained.document.trained.weights().items():
        np.testing.assert_allclose(w, before.weights()[key], atol=1e-4)


def test_a_second_edit_keeps_what_was_learned_last(trained: MainWindow) -> None:
    edit(trained)
    click(button(trained.workspace.dock, "Train from those that fit"))
    until(lambda: not trained.trainer.active, "the end of the run")
    first = trained.document.project.start
    edit(trained, units=5)
    assert strip_text(trained).endswith("Train begins with those of an earlier run.")
    click(button(trained.workspace.dock, "Train from those that fit"))
    until(lambda: not trained.trainer.active, "the end of the run")
    assert trained.document.project.start != first
    assert trained.document.trained.began_with == trained.document.project.start.digest


def test_where_nothing_was_learned_or_nothing_fits_it_is_not_offered(window: MainWindow) -> None:
    open_ready(window)
    assert not window.controls.earlier.action.isEnabled()
    assert "weights" not in window.controls.main.toolTip()
    train(window)
    dense = [n.id for n in window.document.project.network.nodes if isinstance(n.layer, Dense)]
    network = edits.delete(window.document.project.network, dense)
    window.document.edit("Change", window.document.project.with_network(network))
    assert window.controls.earlier.fit().fitting == 0
    assert strip_text(window) == ""
    assert not window.controls.earlier.action.isEnabled()
