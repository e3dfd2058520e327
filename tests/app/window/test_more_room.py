"""On a projector and on a small screen, curves and results can have the larger part of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from nnstudio.app.main_window import MainWindow
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import train

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_every_page_below_the_canvas_can_have_more_room(sample: MainWindow) -> None:
    """1092 × 558 points are what 1366 × 768 leaves at 125 %, below the bars of a desktop."""
    sample.resize(1092, 558)
    train(sample)
    tabs = sample.workspace.tabs
    usual = tabs.height()
    curve = sample.workspace.dock._loss_plot
    low = curve.height()
    assert tabs.currentWidget() is sample.workspace.dock
    click(button(tabs, "Larger"))
    until(lambda: tabs.height() > 1.3 * usual, "more room")
    assert curve.height() > 1.6 * low
    # The window gets another size, as with F11: what was asked for stays.
    sample.resize(1092, 614)
    until(lambda: tabs.height() > 1.6 * usual, "its share of the larger window")
    for name in ("Layers", "Runs", "Results"):
        tabs.setCurrentIndex([tabs.tabText(i) for i in range(tabs.count())].index(name))
        assert button(tabs, "Larger").isVisible(), name
    sample.resize(1092, 558)
    click(button(tabs, "Larger"))
    until(lambda: tabs.height() == usual, "the usual room")


def test_on_a_large_screen_the_pages_below_grow_with_it(sample: MainWindow) -> None:
    """3840 × 2160 points: curves of the height they have on a laptop would be a strip at its edge."""
    sample.resize(1440, 900)
    tabs = sample.workspace.tabs
    usual = tabs.height()
    sample.resize(3840, 2090)
    until(lambda: tabs.height() > 550, "a page that can be seen from afar", 10)
    sample.resize(1440, 900)
    until(lambda: tabs.height() == usual, "the usual room", 10)


def test_keys_give_more_room_and_the_whole_screen(sample: MainWindow) -> None:
    tabs = sample.workspace.tabs
    usual = tabs.height()
    press(sample, Key.Key_B, Ctrl | Shift)
    until(lambda: tabs.height() > usual, "more room")
    assert button(tabs, "Larger").isChecked()
    press(sample, Key.Key_F11)
    until(sample.isFullScreen, "the whole screen")
    press(sample, Key.Key_F11)
    until(lambda: not sample.isFullScreen(), "a window again")
    press(sample, Key.Key_B, Ctrl | Shift)
    until(lambda: tabs.height() == usual, "the usual room")
    assert not button(tabs, "Larger").isChecked()
