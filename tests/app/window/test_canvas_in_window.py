"""The canvas among the other parts of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project.project import Project
from tests.app.hands import Key, press, until


def test_the_map_can_be_put_away_for_good(window: MainWindow, make_window) -> None:  # type: ignore[no-untyped-def]
    window.files.show_new(Project().with_network(sequential((8,), [Dense(8) for _ in range(12)])))
    canvas = window.workspace.canvas
    canvas.setFocus()
    canvas.camera.zoom_to(2.0)
    assert canvas.minimap.isVisible()
    press(window, Key.Key_M)
    assert not canvas.minimap.isVisible()
    assert not window.preferences.settings.show_map
    press(window, Key.Key_M)
    assert canvas.minimap.isVisible()
    assert window.preferences.settings.show_map
    other = make_window(show_map=False)
    assert not other.workspace.canvas.canvas_actions.show_map.isChecked()


def test_in_a_small_window_the_canvas_keeps_the_larger_part(window: MainWindow) -> None:
    window.show_workspace()
    canvas, dock = window.workspace.canvas, window.workspace.dock
    for width, height in ((1440, 900), (1280, 720), (1000, 640)):
        window.resize(width, height)
        QTest.qWait(20)
        assert (window.width(), window.height()) == (width, height)
        assert canvas.height() > 1.4 * dock.height()
        assert canvas.width() >= 0.45 * width


def test_a_layer_that_was_typed_leaves_the_palette_as_it_was(window: MainWindow) -> None:
    window.show_workspace()
    palette = window.workspace.palette_panel
    whole = palette.layers.kinds()
    press(window, Key.Key_Slash)
    QTest.keyClicks(palette.search_field, "dense 4")
    assert palette.layers.kinds() == ["Dense"]
    QTest.keyClick(palette.search_field, Key.Key_Return)
    assert window.document.project.network["dense_1"].layer == Dense(4)
    assert palette.layers.kinds() == whole
    assert palette.search_field.text() == ""


def test_a_first_input_takes_the_shape_of_the_data(sample: MainWindow) -> None:
    """Its default would be a problem at once; so would that of a second one, which gets the whole sample where nothing is
    left. One that is typed with a shape is what it is."""
    canvas = sample.workspace.canvas
    for words, shapes in (("input", [(30,)]), ("input", [(30,), (30,)]), ("input 8x8x1", [(8, 8, 1)])):
        canvas.setFocus()
        if len(shapes) == 1:
            press(sample, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            press(sample, Key.Key_Delete)
        press(sample, Key.Key_Slash)
        QTest.keyClicks(sample.workspace.palette_panel.search_field, words)
        QTest.keyClick(sample.workspace.palette_panel.search_field, Key.Key_Return)
        network = canvas.drawing.network
        assert [network[node].layer.shape for node in network.input_ids] == shapes


def test_what_a_banner_says_does_not_push_the_button_away_that_was_pressed(window: MainWindow) -> None:
    window.beginning.empty()
    window.workspace.canvas.drawing.append("Dense")
    button = window.workspace.step_bar
    before = button.mapToGlobal(button.rect().topLeft())
    window.banner.post(Notice("One line", "error", [Action("Mend it", lambda: None)]))
    until(window.banner.isVisible, "the banner")
    QTest.qWait(20)
    assert button.mapToGlobal(button.rect().topLeft()) == before
    assert window.banner.mapToGlobal(window.banner.rect().topLeft()).y() >= before.y() + button.height()
    window.show_start_page()
    until(window.banner.isVisible, "the banner to go along")


def test_layers_can_be_typed_one_after_the_other_in_the_palette(window: MainWindow) -> None:
    window.beginning.empty()
    field = window.workspace.palette_panel.search_field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    for line in ("input 8x8x1", "conv2d 6 5x5 same", "flatten"):
        assert field.hasFocus()
        QTest.keyClicks(field, line)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [type(n.layer).__name__ for n in window.document.project.network.nodes] == [
        "Input",
        "Conv2D",
        "Flatten",
    ]
    window.workspace.canvas.setFocus()
    QTest.keyClick(window.workspace.canvas, Qt.Key.Key_Slash)
    QTest.keyClicks(field, "dense")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.workspace.canvas.hasFocus()  # who called with a key goes back


def test_the_loss_stays_in_sight_while_a_network_grows(window: MainWindow) -> None:
    window.beginning.empty()
    canvas = window.workspace.canvas
    for kind in ("Input", *["Dense"] * 6):
        canvas.drawing.append(kind)
        scene = canvas.canvas_scene
        assert not scene.loss.isVisible() or canvas.camera.visible().contains(scene.loss.rect)
