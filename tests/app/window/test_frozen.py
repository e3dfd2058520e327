"""Freeze layers in the window: the checkbox, the key, the lock on the card, and what undo calls it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Dropout
from nnstudio.project.problems import fixes_for, obstacles
from nnstudio.project.project import Project
from tests.app.hands import click, press, until
from tests.app.window.conftest import open_ready, saved, train


def opened(window: MainWindow) -> MainWindow:
    """A window with two layers that learn and one that does not."""
    network = sequential((3,), [Dense(4), Dropout(0.2), Dense(2, "softmax")])
    window.files.show_new(Project().with_network(network))
    return window


def box_of(window: MainWindow) -> QCheckBox:
    (box,) = (b for b in window.findChildren(QCheckBox) if b.text() == "Frozen" and b.isVisible())
    return box


def frozen(window: MainWindow) -> list[str]:
    return [n.id for n in window.document.project.network.nodes if n.frozen]


def test_the_checkbox_freezes_a_layer_and_the_card_says_so(window: MainWindow) -> None:
    opened(window)
    window.workspace.selection.select(["dense_2"])
    click(box_of(window))
    assert frozen(window) == ["dense_2"]
    assert box_of(window).isChecked()
    assert window.document.undo_stack.undoText() == "Freeze Dense 2"
    face = window.workspace.canvas.canvas_scene.cards["dense_2"].face
    assert face is not None
    assert face.frozen
    assert "Frozen" in face.tooltip
    click(box_of(window))
    assert not frozen(window)
    assert window.document.undo_stack.undoText() == "Unfreeze Dense 2"
    window.document.undo_stack.undo()
    assert frozen(window) == ["dense_2"]
    assert box_of(window).isChecked()


def test_layers_without_weights_have_no_checkbox(window: MainWindow) -> None:
    opened(window)
    window.workspace.selection.select(["dropout_1"])
    assert not [b for b in window.findChildren(QCheckBox) if b.text() == "Frozen" and b.isVisible()]
    assert not window.workspace.canvas.canvas_actions.freeze.isEnabled()


def test_a_key_freezes_all_that_are_selected_and_a_fix_lets_one_go(window: MainWindow) -> None:
    opened(window)
    canvas = window.workspace.canvas
    canvas.setFocus()
    window.workspace.selection.select(["dense_1", "dropout_1", "dense_2"])
    press(window, Qt.Key.Key_L)
    assert frozen(window) == ["dense_1", "dense_2"]
    (problem,) = (p for p in obstacles(window.document.project) if p.kind == "all_frozen")
    fixes = fixes_for(window.document.project, problem)
    assert [str(f.label) for f in fixes] == ["Let Dense 2 learn", "Let all layers learn"]
    assert [n.id for n in fixes[0].apply(window.document.project).network.nodes if n.frozen] == ["dense_1"]
    press(window, Qt.Key.Key_L)
    assert not frozen(window)


def test_some_frozen_of_several_is_half_checked_and_a_click_freezes_all(window: MainWindow) -> None:
    opened(window)
    window.workspace.selection.select(["dense_1"])
    click(box_of(window))
    window.workspace.selection.select(["dense_1", "dense_2"])
    assert box_of(window).checkState() == Qt.CheckState.PartiallyChecked
    click(box_of(window))
    assert frozen(window) == ["dense_1", "dense_2"]
    assert box_of(window).checkState() == Qt.CheckState.Checked


def test_what_was_trained_with_a_frozen_layer_can_be_opened_again(window: MainWindow, tmp_path: Path) -> None:
    open_ready(window, "flowers")
    window.workspace.canvas.setFocus()
    window.workspace.selection.select(["dense_1"])
    press(window, Qt.Key.Key_L)
    train(window)
    trained = window.document.trained
    assert trained is not None
    assert trained.checkpoint.slots, "an optimizer that keeps something for each weight"
    path = saved(window, tmp_path / "frozen.nnstudio")
    window.beginning.empty()
    window.files.open(path)
    until(lambda: window.document.path == path, "the file")
    assert frozen(window) == ["dense_1"]
    again = window.document.trained
    assert again is not None
    assert again.network == trained.network
    until(lambda: window.data.prepared is not None, "the data")
    window.controls.longer.trigger()
    assert window.trainer.active, "it can be trained on"
    until(lambda: not window.trainer.active, "the end of the run")
    assert window.document.trained.checkpoint.position.epoch > trained.checkpoint.position.epoch
