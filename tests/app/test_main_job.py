"""The main job in the real window, done as a person does it: with mouse and keys, on real data.

Runs offscreen, and the same under a real X server (``QT_QPA_PLATFORM=xcb``).
"""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QMessageBox, QRadioButton, QTabBar, QToolButton

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.palette.layer_drag import layer_mime
from nnstudio.app.settings import Preferences, Settings
from tests.app.hands import (
    Key,
    button,
    choose_file,
    click,
    drag_and_drop,
    drag_in_window,
    in_dialog,
    press,
    type_into,
    until,
)

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def window(qtbot):
    window = MainWindow(Preferences(Settings(theme="light")))
    window.show()
    window.show_start_page()
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.qWait(50)
    yield window
    window._closing = True
    window.close()
    window.deleteLater()


def place_of(window: MainWindow, node: str, port: str = "") -> QPoint:
    """Where a card, or one of its ports, is on the canvas' viewport."""
    scene = window.workspace.canvas.canvas_scene
    card = scene.cards[node]
    at = {"": card.sceneBoundingRect().center(), "in": card.input_port(), "out": card.output_port()}[port]
    return window.workspace.canvas.mapFromScene(at)


def drag_layer(window: MainWindow, kind: str, at: QPoint) -> str:
    """Drag a layer out of the palette to a point of the canvas; return the new node."""
    palette, canvas = window.workspace.palette_panel, window.workspace.canvas
    before = set(window.document.project.network.by_id)
    listed = palette.layers
    QTest.mouseClick(palette.search_field, Qt.MouseButton.LeftButton)
    QTest.keyClick(palette.search_field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(palette.search_field, kind)
    start = listed.viewport().mapTo(window, listed.rect_of(kind).center())
    drag_and_drop(window, start, canvas.viewport(), at, lambda: layer_mime(kind))
    (new,) = set(window.document.project.network.by_id) - before
    return new


def set_field(window: MainWindow, node: str, **values: str) -> None:
    """Select a card with a click and type settings into the inspector."""
    QTest.mouseClick(
        window.workspace.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        place_of(window, node),
    )  # fmt: skip
    assert window.workspace.selection.only == node
    form = window.workspace.inspector.layer_page.form
    for name, value in values.items():
        editor = form.editor(name)
        if hasattr(editor, "findText"):  # a choice: opened and picked by its first letters
            editor.setFocus()
            QTest.keyClicks(editor, value)
        else:
            type_into(editor, value)


def choose_digits(dialog: DataDialog) -> None:
    included = dialog.findChild(QListWidget, "included")
    item = next(included.item(i) for i in range(included.count()) if "digits" in included.item(i).text())
    QTest.mouseClick(
        included.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        included.visualItemRect(item).center(),
    )  # fmt: skip
    until(lambda: dialog.dataset is not None, "the digits to be read")
    click(button(dialog, "Use this data"))


def test_a_small_cnn_from_an_empty_canvas_to_onnx(window: MainWindow, tmp_path: Path, qtbot) -> None:
    canvas = window.workspace.canvas
    click(button(window.start_page, "New network"))
    until(lambda: window.in_workspace and canvas.isVisible(), "the canvas")

    # Data first: a click on the step, a click in the list.
    done = in_dialog(DataDialog, choose_digits)
    click(window.workspace.step_bar.step("data"))
    until(done, "the data dialog")
    until(lambda: window.data.prepared is not None, "the data")
    until(
        lambda: not any(isinstance(w, DataDialog) and w.isVisible() for w in window.findChildren(QDialog)),
        "the dialog to close",
    )

    # Drag the network together. Each layer is dropped to the right of the one before.
    middle = canvas.viewport().height() // 2
    kinds = ["Input", "Conv2D", "MaxPool2D", "Flatten", "Dense"]
    nodes = []
    for i, kind in enumerate(kinds):
        nodes.append(drag_layer(window, kind, QPoint(90 + 165 * i, middle + (60 if i % 2 else -60))))
        QTest.keyClick(canvas, Key.Key_Escape)
    network = window.document.project.network
    assert [type(network[n].layer).__name__ for n in nodes] == kinds

    # Wire what the drop has not wired by itself, port to port.
    for a, b in itertools.pairwise(nodes):
        if not any(e.source == a for e in window.document.project.network.incoming(b)):
            origin = canvas.viewport().mapTo(window, QPoint(0, 0))
            drag_in_window(window, origin + place_of(window, a, "out"), origin + place_of(window, b, "in"))
    edges = {(e.source, e.target) for e in window.document.project.network.edges}
    assert edges == set(itertools.pairwise(nodes))

    # Settings by mouse and keys.
    set_field(window, nodes[0], shape="8, 8, 1")
    set_field(window, nodes[1], filters="24", kernel_size="3", padding="same")
    set_field(window, nodes[4], units="10", activation="softmax")
    layers = [window.document.project.network[n].layer for n in nodes]
    assert layers[0].shape == (8, 8, 1)
    assert (layers[1].filters, layers[1].kernel_size, layers[1].padding) == (24, (3, 3), "same")
    assert (layers[4].units, layers[4].activation) == (10, "softmax")
    assert window.controls.obstacle() == ""
    assert window.document.undo_stack.undoText().startswith("Change activation of Dense")

    # Epochs in the Training tab, then Train.
    QTest.keyClick(canvas, Key.Key_Escape)
    window.workspace.selection.clear()
    tabs = window.workspace.inspector.tabs.tabBar()
    assert isinstance(tabs, QTabBar)
    click(tabs, tabs.tabRect(1).center())
    settings = window.workspace.training_settings
    type_into(settings.run.editor("epochs"), "20")
    assert window.document.project.training.epochs == 20
    assert window.document.project.training.loss.title == "Categorical cross-entropy"
    train = window.findChild(QToolButton, "train-button")
    click(train, QPoint(20, train.height() // 2))
    until(lambda: window.trainer.state == "running", "the run to begin")

    # Pause, look, go on.
    click(train, QPoint(20, train.height() // 2))
    until(lambda: window.trainer.state == "paused", "the pause")
    assert window.controls.main.text() == "Continue"
    click(train, QPoint(20, train.height() // 2))
    until(lambda: window.trainer.state == "idle", "the end of training", 240)
    epochs = window.document.trained.checkpoint.history.epochs
    assert len(epochs) == 20
    assert max(e.val_metrics["accuracy"] for e in epochs) >= 0.97

    # Both curves are filled, training and validation.
    dock = window.workspace.dock
    curves = [c for plot in (dock._loss_plot, dock._metric_plot) for c in (plot._train, plot._validation)]
    until(lambda: all(np.size(curve.getData()[0]) == 20 for curve in curves), "the curves to be drawn")
    assert all(np.isfinite(curve.getData()[1]).all() for curve in curves)
    assert curve_pixels(window) > 100

    # Save, begin anew, reopen: network, weights and curves are back.
    project, trained = window.document.project, window.document.trained
    path = tmp_path / "digits.nnstudio"
    done = choose_file(path)
    press(window, Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until(lambda: done() and not window.document.modified, "the file to be saved")
    press(window, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    until(lambda: not window.document.project.network.nodes, "an empty canvas")
    done = choose_file(path)
    press(window, Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    until(lambda: done() and window.document.path == path, "the file to be opened")
    assert window.document.project == project
    for key, weights in trained.checkpoint.weights.items():
        np.testing.assert_array_equal(window.document.trained.checkpoint.weights[key], weights)
    until(lambda: window.data.prepared is not None, "the data again")

    # Export, proven in the dialog, and checked here once more.
    target = tmp_path / "digits.onnx"

    def export(dialog: ExportDialog) -> None:
        choice = next(b for b in dialog.findChildren(QRadioButton) if "ONNX" in b.text())
        click(choice, QPoint(12, choice.height() // 2))
        picked = choose_file(target)
        click(button(dialog, "Export…"))
        until(lambda: picked() and target.exists() and not dialog._writing.busy, "the ONNX file")
        assert "Proven" in dialog._result.text, dialog._result.text
        click(button(dialog, "Close"))

    done = in_dialog(ExportDialog, export)
    press(window, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    until(done, "the export dialog")
    x = window.data.prepared.test.x
    ours = window.document.trained.model().predict(x)
    (theirs,) = ReferenceEvaluator(onnx.load(target)).run(None, {"x": x})
    np.testing.assert_allclose(theirs, ours, atol=1e-5)

    # Undo goes all the way back, by name, edit by edit.
    assert not window.document.undo_stack.canUndo()


def curve_pixels(window: MainWindow) -> int:
    """How many pixels of the loss plot have the colour of the training curve."""
    plot = window.workspace.dock._loss_plot
    image = plot.grab().toImage()
    wanted = window_theme_color("curve_train")
    return sum(image.pixelColor(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def window_theme_color(name: str):
    from nnstudio.app.look import theme

    return theme.current().color(name)


def test_every_edit_can_be_undone_by_name(window: MainWindow) -> None:
    click(button(window.start_page, "New network"))
    until(lambda: window.in_workspace, "the canvas")
    canvas = window.workspace.canvas
    canvas.setFocus()
    search = window.workspace.palette_panel.search_field
    start = window.document.project
    for kind in ("Input", "Dense", "Dense"):
        assert canvas.hasFocus()
        press(window, Key.Key_Slash)
        assert search.hasFocus()
        QTest.keyClicks(search, kind)
        press(window, Key.Key_Return)
    assert len(window.document.project.network.nodes) == 3
    names = []
    for _ in range(3):
        names.append(window.document.undo_stack.undoText())
        press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names == ["Add Dense 2", "Add Dense 1", "Add Input"]
    assert window.document.project == start
    for _ in range(3):
        press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(window.document.project.network.nodes) == 3


def test_closing_with_changes_asks_first(window: MainWindow, tmp_path: Path) -> None:
    click(button(window.start_page, "New network"))
    window.workspace.canvas.drawing.append("Dense")
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Cancel)))
    window.close()
    until(asked, "the question")
    assert window.isVisible()
    path = tmp_path / "kept.nnstudio"
    saved = choose_file(path)
    asked = in_dialog(QMessageBox, lambda box: click(box.button(QMessageBox.StandardButton.Save)))
    window.close()
    until(lambda: asked() and saved() and not window.isVisible(), "the window to close")
    assert path.exists()


def test_train_that_cannot_run_says_why_and_offers_the_fix(window: MainWindow) -> None:
    press(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    until(lambda: window.search.isVisible(), "the command search")
    QTest.keyClicks(window.search.findChild(QLineEdit), "sample handwritten digits")
    QTest.keyClick(window.search.findChild(QLineEdit), Key.Key_Return)
    until(lambda: window.in_workspace and window.data.prepared is not None, "the sample")
    set_field(window, "dense_2", units="7")
    train = window.findChild(QToolButton, "train-button")
    click(train, QPoint(20, train.height() // 2))
    assert window.trainer.state == "idle"
    assert "10" in window.banner.notices[0].text
    click(button(window.banner, "Set units to 10"))
    assert window.document.project.network["dense_2"].layer.units == 10
    assert window.controls.obstacle() == ""
