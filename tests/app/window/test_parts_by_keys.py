"""From one part of the window to the next with keys, and what is said on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.main_window import MainWindow
from nnstudio.app.training import dock
from nnstudio.app.widgets.described import Described
from nnstudio.app.words.texts import tooltip
from tests.app.hands import Key, button, press, until
from tests.app.window.conftest import open_ready, train

Shift = Qt.KeyboardModifier.ShiftModifier


def has_focus(part: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and (now is part or part.isAncestorOf(now))


def test_f6_goes_round_the_parts_of_the_window_and_comes_back_to_what_was_left(window: MainWindow) -> None:
    open_ready(window)
    window.show_workspace()
    place = window.workspace
    parts = (place.inspector, window.workspace.tabs, place.step_bar, place.side, place.canvas)
    for part in parts:
        press(window, Key.Key_F6)
        assert has_focus(part), (part, QApplication.focusWidget())
    place.selection.select(["dense_1"])
    press(window, Key.Key_F6)
    press(window, Key.Key_Tab)
    field = QApplication.focusWidget()
    assert has_focus(place.inspector)
    press(window, Key.Key_F6, Shift)
    assert has_focus(place.canvas)
    press(window, Key.Key_F6)
    assert QApplication.focusWidget() is field


def test_escape_leads_from_the_settings_of_a_layer_back_to_the_canvas(window: MainWindow) -> None:
    open_ready(window)
    window.show_workspace()
    place = window.workspace
    place.selection.select(["dense_1"])
    press(window, Key.Key_Return)
    assert has_focus(place.inspector)
    press(window, Key.Key_9)
    press(window, Key.Key_Escape)
    assert has_focus(place.inspector), "it takes back what was typed first"
    press(window, Key.Key_Escape)
    assert QApplication.focusWidget() is place.canvas
    assert place.selection.current == "dense_1"
    assert window.document.project.network["dense_1"].layer.units == 25


def test_a_screen_reader_is_told_the_tool_tip_without_its_marks(window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    described = Described(app)
    open_ready(window)
    window.show_workspace()
    larger = button(window.workspace.tabs, "Larger")
    said = QAccessible.queryAccessibleInterface(larger)
    larger.setFocus()
    until(larger.hasFocus, "the focus", 5)
    assert said.text(QAccessible.Text.Description) == "More room for curves, results and the other pages here"
    window.workspace.canvas.setFocus()
    larger.setToolTip(tooltip("x < y, & more"))
    larger.setFocus()
    assert said.text(QAccessible.Text.Description) == "x < y, & more"
    part = window.workspace.results.choices.part_box
    train(window)
    window.workspace.show_results()
    until(part.isVisible, "the choices of the results", 10)
    part.setFocus()
    words = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Description)
    assert words == "Part of the data. On which part of the data the network is judged"
    own = window.workspace.canvas
    assert "Arrows walk" in own.accessibleDescription(), "who has a description keeps it"
    app.focusChanged.disconnect(described._describe)
    described.deleteLater()


def test_the_end_of_a_run_is_said_wherever_the_focus_is(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(dock, "announce", lambda widget, text: said.append(text))
    open_ready(window, epochs=3)
    train(window)
    (text,) = said
    assert text.startswith("Finished after 3 epochs. ")
    assert "Best epoch" in text
