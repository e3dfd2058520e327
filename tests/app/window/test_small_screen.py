"""A screen of 1366 × 768 whose letters are half as large again leaves 910 × 512 points: everything has room there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QTabWidget

from nnstudio.app import dialog_size
from nnstudio.app.main_window import MainWindow
from tests.app.hands import until
from tests.app.window.conftest import open_ready, train
from tests.app.window.looking import clipped
from tests.app.window.surfaces import SURFACES, shown

WIDTH, HEIGHT = 910, 512


def test_no_page_makes_the_window_larger_than_a_small_screen(window: MainWindow) -> None:
    window.resize(WIDTH, HEIGHT)
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    open_ready(window, "digits", epochs=2)
    train(window)
    place = window.workspace
    place.open_results()
    until(lambda: place.results.is_open, "the results")
    tabs = window.findChild(QTabWidget, "dock-tabs")
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            tabs.setCurrentIndex(number)
            until(tabs.widget(number).isVisible, tabs.tabText(number), 10)
            # What needs more than there is would be cut at the bottom.
            hint = window.minimumSizeHint()
            assert (hint.width() <= WIDTH, hint.height() <= HEIGHT) == (True, True), (
                tabs.tabText(number),
                hint,
            )
    for node in window.document.project.network.nodes:
        place.selection.select([node.id])
        assert window.minimumSizeHint().height() <= HEIGHT, node.id
    window.lessons.opening.open_key("activations")
    until(lambda: window.data.prepared is not None, "the data of the lesson")
    assert window.minimumSizeHint().height() <= HEIGHT
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)


def test_every_dialog_opens_within_the_screen(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """1366 × 768 at 125 %, without the bar of the desktop and the title: its buttons must not lie below the edge."""
    room = QSize(1076, 534)
    monkeypatch.setattr(dialog_size, "screen_room", lambda dialog: room)
    wrong: dict[str, object] = {}
    dialogs = [name for name, each in SURFACES.items() if each.kind and issubclass(each.kind, QDialog)]
    for name in dialogs:
        with shown(window, name, tmp_path) as root:
            beyond = [] if root.size().boundedTo(room) == root.size() else [root.size().toTuple()]
            if beyond + clipped(root):
                wrong[name] = beyond + clipped(root)
    assert dialogs
    assert wrong == {}
