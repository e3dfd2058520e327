"""Messages queue, are read aloud, and can be acted upon without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.look.theme import Theme
from nnstudio.app.widgets.banner import Action, Banner, Notice


@pytest.fixture
def banner(qtbot: QtBot, look: Theme) -> Iterator[Banner]:
    window = QWidget()
    qtbot.addWidget(window)
    result = Banner()
    layout = QVBoxLayout(window)
    layout.addWidget(result)
    layout.addStretch(1)
    window.resize(500, 300)
    with qtbot.waitActive(window):
        window.show()
    yield result
    window.close()


def _text(banner: Banner) -> str:
    return next(label.text() for label in banner.findChildren(QLabel) if label.wordWrap())


def _button(banner: Banner, text: str) -> QPushButton:
    return next(b for b in banner.findChildren(QPushButton) if b.text() == text and b.isVisible())


def test_shows_and_closes(qtbot: QtBot, banner: Banner) -> None:
    assert not banner.isVisible()
    banner.show_message("Saved", "info")
    assert banner.isVisible()
    assert _text(banner) == banner.accessibleName() == "Saved"
    close = _tool(banner, "Close this message")
    assert min(close.width(), close.height()) >= 24
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_the_gravest_comes_first_then_the_oldest(banner: Banner) -> None:
    banner.show_message("first", "info")
    banner.show_message("second", "info")
    assert _text(banner) == "first"
    banner.show_message("bad", "error")
    banner.show_message("hm", "warning")
    shown = []
    while banner.isVisible():
        shown.append(_text(banner))
        banner.dismiss()
    assert shown == ["bad", "hm", "first", "second"]


def test_repeated_messages_are_one(banner: Banner) -> None:
    for _ in range(3):
        banner.show_message("disk full", "error")
    banner.show_message("50 %", key="progress")
    banner.show_message("60 %", key="progress")
    assert [n.text for n in banner.notices] == ["disk full", "60 %"]
    banner.dismiss("progress")
    banner.dismiss("no such key")
    assert [n.text for n in banner.notices] == ["disk full"]


def _place(banner: Banner) -> str:
    """What is read beside the text, such as "1 of 2"."""
    labels = banner.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible() and not label.wordWrap()).strip()


def _tool(banner: Banner, name: str) -> QToolButton:
    return next(tool for tool in banner.findChildren(QToolButton) if tool.accessibleName() == name)


def test_messages_that_wait_can_be_turned_to(qtbot: QtBot, banner: Banner) -> None:
    onward = _tool(banner, "Next message")
    banner.show_message("a", "warning")
    assert not onward.isVisible()
    assert _place(banner) == ""
    banner.show_message("c", "info")
    banner.show_message("b", "warning")
    seen = []
    for _ in range(4):
        seen.append((_text(banner), _place(banner)))
        qtbot.mouseClick(onward, Qt.MouseButton.LeftButton)
    assert seen == [("a", "1 of 3"), ("b", "2 of 3"), ("c", "3 of 3"), ("a", "1 of 3")]
    assert banner.accessibleName() == _text(banner) == "b"
    banner.show_message("d", "warning")
    assert (_text(banner), _place(banner)) == ("b", "2 of 4")  # what is read stays
    banner.show_message("bad", "error")
    assert (_text(banner), _place(banner)) == ("bad", "1 of 5")  # unless something graver happens
    banner.dismiss()
    assert (_text(banner), _place(banner)) == ("a", "1 of 4")


def test_a_message_that_was_turned_to_is_not_shown_first_when_it_comes_again(
    qtbot: QtBot, banner: Banner
) -> None:
    banner.show_message("a")
    banner.show_message("b")
    qtbot.mouseClick(_tool(banner, "Next message"), Qt.MouseButton.LeftButton)
    banner.dismiss()
    banner.show_message("b")
    assert _text(banner) == "a"


def test_the_keyboard_turns_to_the_messages_that_wait(qtbot: QtBot, banner: Banner) -> None:
    done: list[str] = []
    for text in ("a", "b"):
        banner.post(Notice(text, "info", [Action(f"Do {text}", lambda text=text: done.append(text))]))
    _button(banner, "Do a").setFocus()
    banner.show_message("c")
    assert QApplication.focusWidget() is _button(banner, "Do a")  # what waits takes nothing away
    onward = _tool(banner, "Next message")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is onward
    qtbot.keyClick(onward, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is onward
    qtbot.mouseClick(_button(banner, "Do b"), Qt.MouseButton.LeftButton)
    assert done == ["b"]
    onward.setFocus()
    banner.dismiss("c")
    assert not onward.isVisible()
    assert QApplication.focusWidget() is _tool(banner, "Close this message")


def test_long_text_wraps(banner: Banner) -> None:
    text = "A sentence that goes on and on about what went wrong, where, and what to do. " * 4
    banner.post(Notice(text, "error", [Action("Fix it", lambda: None)]))
    QApplication.processEvents()
    label = next(label for label in banner.findChildren(QLabel) if label.wordWrap())
    assert label.text() == text
    assert label.height() >= label.heightForWidth(label.width())


def test_action_runs_once_and_closes(qtbot: QtBot, banner: Banner) -> None:
    done: list[str] = []
    banner.post(
        Notice("Shape is wrong", "warning", [Action("Insert Flatten", lambda: done.append("flatten"))])
    )
    banner.show_message("later")
    qtbot.mouseClick(_button(banner, "Insert Flatten"), Qt.MouseButton.LeftButton)
    assert done == ["flatten"]
    assert _text(banner) == "later"


def test_an_action_may_show_the_next_message(qtbot: QtBot, banner: Banner) -> None:
    banner.post(
        Notice("Stopped", "error", [Action("Retry", lambda: banner.show_message("Stopped", "error"))])
    )
    qtbot.mouseClick(_button(banner, "Retry"), Qt.MouseButton.LeftButton)
    assert banner.isVisible()


def test_details_are_copied(qtbot: QtBot, banner: Banner) -> None:
    banner.post(Notice("Something happened", "error", details="Traceback …"))
    qtbot.mouseClick(_button(banner, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Something happened\n\nTraceback …"
    assert _button(banner, "Copied")
    banner.post(Notice("next one", "error", details="x"))
    banner.dismiss()
    assert _button(banner, "Copy details")


def test_keyboard(qtbot: QtBot, banner: Banner) -> None:
    done: list[int] = []
    banner.post(Notice("a", "info", [Action("Do", lambda: done.append(1))]))
    button = _button(banner, "Do")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == [1]
    banner.show_message("b")
    close = _tool(banner, "Close this message")
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Escape)
    assert not banner.isVisible()


def test_follows_the_theme(banner: Banner, look: Theme) -> None:
    banner.show_message("a", "error")
    before = banner.grab().toImage()
    look.set_preference("dark")
    assert banner.grab().toImage() != before


def test_buttons_stand_below_a_text_that_they_leave_no_room(qtbot: QtBot, banner: Banner) -> None:
    """A message of seven narrow lines beside two long buttons took a quarter of a small window."""
    text = "Stopped at step 2: the numbers of Dense 3 have left the finite range; the last finite weights are kept"
    actions = [
        Action(f"Set the learning rate to {rate} and start over", lambda: None) for rate in ("0.1", "0.01")
    ]
    banner.post(Notice(text, "error", actions))
    shown = next(label for label in banner.findChildren(QLabel) if label.wordWrap())
    button = _button(banner, actions[0].label)
    window = banner.window()
    window.resize(900, 300)
    qtbot.waitUntil(lambda: shown.width() > 600)
    top = button.mapTo(banner, button.rect().topLeft()).y()
    assert top >= shown.geometry().bottom()
    assert banner.height() <= 4 * shown.fontMetrics().lineSpacing() + 30
    window.resize(1500, 300)
    qtbot.waitUntil(lambda: button.mapTo(banner, button.rect().topLeft()).x() > shown.geometry().right())
    assert button.mapTo(banner, button.rect().topLeft()).y() < shown.geometry().bottom()
