"""A screen of 1366 × 768 whose letters are half as large again leaves 910 × 512 points: everything has room there."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget

from nnstudio.app.main_window import MainWindow
from tests.app.hands import until
from tests.app.window.conftest import open_ready, train

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
