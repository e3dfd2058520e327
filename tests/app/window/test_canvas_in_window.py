"""The canvas among the other parts of the window."""

from __future__ import annotations

from PySide6.QtTest import QTest

from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project.project import Project
from tests.app.hands import Key, press


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
