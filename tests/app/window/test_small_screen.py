"""A screen of 1280 × 720 whose letters are half as large again has 853 × 480 points: without the bar of the desktop and the
title of the window 410 of its height are left, and everything has room there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from nnstudio.app.canvas.camera import LOW
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets import dialog_size
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import open_ready, train
from tests.app.window.looking import clipped
from tests.app.window.surfaces import SURFACES, shown

WIDTH, HEIGHT = 853, 410
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def place_of(window: MainWindow, name: str) -> QPoint:
    """The middle of a tab below the canvas."""
    bar = window.workspace.tabs.tabBar()
    return bar.tabRect([bar.tabText(i) for i in range(bar.count())].index(name)).center()


def beyond(window: MainWindow) -> list[QWidget]:
    """Parts of the workspace that stand partly below the lower edge of the window, or beside it."""
    place = window.workspace
    parts = (place.side, place.canvas, place.inspector, window.workspace.tabs, window.statusBar())
    return [part for part in parts if not window.rect().contains(inside(part, window))]


def inside(part: QWidget, window: MainWindow) -> QRect:
    """Where a part is in the window."""
    return part.rect().translated(part.mapTo(window, QPoint()))


def test_canvas_and_pages_take_turns_in_a_low_window(window: MainWindow) -> None:
    open_ready(window, epochs=2)
    window.resize(WIDTH, HEIGHT)
    tabs, canvas = window.workspace.tabs, window.workspace.canvas
    until(lambda: not tabs.currentWidget().isVisible(), "the pages to be folded", 10)
    drawing = canvas.height()
    assert drawing > 200
    assert canvas.zoom_bar.isVisible()
    train(window)  # shows its curves
    assert window.workspace.dock.isVisible()
    assert window.workspace.dock.height() > 150
    assert canvas.viewport().height() < LOW
    assert not canvas.zoom_bar.isVisible(), "it would lie over the cards"
    cards = canvas.canvas_scene.content_rect()
    assert canvas.camera.visible().contains(cards)
    click(button(tabs, "Larger"))
    until(lambda: canvas.height() == drawing, "the canvas to have its room again", 10)
    click(tabs.tabBar(), place_of(window, "Runs"))
    until(window.workspace.runs.isVisible, "the page of the tab", 10)
    press(window, Key.Key_B, Ctrl | Shift)
    until(lambda: canvas.height() == drawing, "the canvas again", 10)
    tabs.tabBar().setFocus()
    press(window, Key.Key_Left)
    until(window.workspace.results.isVisible, "the page that the arrow chose", 10)
    # Another size of the window is the end of it, and what somebody moved before comes back.
    window.resize(1280, 800)
    until(lambda: canvas.height() > drawing and window.workspace.results.isVisible(), "both", 10)


def test_who_moved_the_pages_finds_them_so_again_after_a_low_window(window: MainWindow) -> None:
    open_ready(window)
    window.resize(1280, 800)
    splitter = window.workspace._down
    handle = splitter.handle(1)
    at = QPoint(handle.width() // 2, 1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at - QPoint(0, 60))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at - QPoint(0, 60))
    left, moved = splitter.choice, splitter.sizes()
    assert left
    window.resize(WIDTH, HEIGHT)
    until(lambda: not window.workspace.dock.isVisible(), "the pages to be folded", 10)
    assert splitter.choice == left, "what is kept for the next start"
    window.resize(1280, 800)
    until(lambda: abs(splitter.sizes()[1] - moved[1]) < 8, "as it was left", 10)


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_page_makes_the_window_larger_than_a_small_screen(
    window: MainWindow, language: str, request: pytest.FixtureRequest
) -> None:
    if language == "de":
        request.getfixturevalue("german")
        window = request.getfixturevalue("make_window")()
    window.resize(WIDTH, HEIGHT)
    open_ready(window, "digits", epochs=2)
    train(window)
    place = window.workspace
    place.open_results()
    until(lambda: place.results.is_open, "the results")
    tabs = window.workspace.tabs
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            place.show_page(tabs.widget(number))
            until(tabs.widget(number).isVisible, tabs.tabText(number), 10)
            # What needs more than there is would be cut.
            assert window.minimumSizeHint().width() <= WIDTH, tabs.tabText(number)
            assert beyond(window) == [], tabs.tabText(number)
    for number in range(place.results.pages.count()):
        place.show_results()
        place.results.pages.setCurrentIndex(number)
        QTest.qWait(1)
        assert window.minimumSizeHint().width() <= WIDTH, place.results.pages.tabText(number)
    for node in window.document.project.network.nodes:
        place.selection.select([node.id])
        assert beyond(window) == [], node.id
    window.lessons.opening.open_key("activations")
    until(lambda: window.data.prepared is not None, "the data of the lesson")
    assert beyond(window) == []
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)


def test_every_dialog_opens_within_the_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the bar of the desktop and the title: its buttons must not lie below the edge."""
    room = QSize(WIDTH - 16, HEIGHT - 2)
    monkeypatch.setattr(dialog_size, "screen_room", lambda dialog: room)
    window.resize(WIDTH, HEIGHT)
    wrong: dict[str, object] = {}
    dialogs = [name for name, each in SURFACES.items() if each.kind and issubclass(each.kind, QDialog)]
    for name in dialogs:
        with shown(window, name, tmp_path) as root:
            found: list[object] = (
                [] if root.size().boundedTo(room) == root.size() else [root.size().toTuple()]
            )
            found += [line for line in clipped(root) if not line.startswith("QTabBar")]  # tabs scroll
            if found:
                wrong[name] = found
    assert dialogs
    assert wrong == {}
