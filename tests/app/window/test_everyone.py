"""Every place of the program is there for everybody: named, reached with keys, readable, large enough, and with room
for longer languages and larger letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app import theme
from nnstudio.app.main_window import MainWindow
from tests.app.window.looking import clipped, faint, lost_to_the_keyboard, nameless, small
from tests.app.window.surfaces import SURFACES, dialogs_of_the_program, shown
from tests.packaging.test_packaging import ROOT, load

__all__ = ["clipped", "longer", "nameless"]

WIDTH, HEIGHT = 1280, 800
NOT_OURS = ("Form", "PlotItem", "ViewBox", "GraphicsScene", "Test")
"""Contexts of pyqtgraph's menus, which nobody sees, and of these tests; Qt's begin with a Q."""
Check = Callable[[QWidget], list[str]]


class Longer(QTranslator):
    """Makes every text 40 % longer and leaves its holes alone, as a language with long words would."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def translate(self, context, text, _comment=None, _number=-1):  # type: ignore[no-untyped-def]
        if not text:
            return ""
        if not (context.startswith("Q") or context in NOT_OURS):
            self.asked.add(text)
        extra = max(1, round(len(text) * 0.4))
        return text + ("ßüéå" * (extra // 4 + 1))[:extra]

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[Longer]:
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)
    QApplication.processEvents()


@pytest.fixture
def larger(look: theme.Theme, qapp: QApplication) -> Iterator[None]:
    """Letters half as large again, as a desktop is set up for those who need it; all else keeps its size.

    A screen at 150 % makes everything larger alike and so finds nothing; this finds what does not grow with its text.
    """
    fonts, before = look._fonts, qapp.font()
    large = QFont(before)
    large.setPixelSize(round(1.5 * look.font().pixelSize()))
    look._fonts = theme._fonts(large)
    qapp.setFont(look.font())
    look._apply(look.tokens)
    yield
    look._fonts = fonts
    qapp.setFont(before)
    look._apply(look.tokens)


def walk(window: MainWindow, folder: Path, *checks: Check) -> dict[str, list[str]]:
    """Look at every place, and tell what is wrong with each."""
    wrong: dict[str, list[str]] = {}
    for name in SURFACES:
        with shown(window, name, folder) as root:
            found = [line for check in checks for line in check(root)]
            if isinstance(root, QDialog) and (root.width() > WIDTH or root.height() > HEIGHT):
                found.append(f"larger than the screen: {root.size().toTuple()}")
        if (window.width(), window.height()) != (WIDTH, HEIGHT):
            found.append(f"the window has become {window.size().toTuple()}")
            window.resize(WIDTH, HEIGHT)
        if found:
            wrong[name] = found
    return wrong


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines)


@pytest.fixture
def everywhere(make_window: Callable[[], MainWindow]) -> MainWindow:
    window = make_window()
    window.resize(WIDTH, HEIGHT)
    return window


def test_every_dialog_of_the_program_is_looked_at() -> None:
    assert dialogs_of_the_program() <= {surface.kind for surface in SURFACES.values()}


def test_every_place_is_named_reached_large_enough_and_readable(
    everywhere: MainWindow, tmp_path: Path
) -> None:
    wrong = walk(everywhere, tmp_path, nameless, small, faint, clipped, lost_to_the_keyboard)
    assert wrong == {}, told(wrong)


def test_every_place_is_readable_in_the_dark(everywhere: MainWindow, tmp_path: Path) -> None:
    theme.current().set_preference("dark")
    wrong = walk(everywhere, tmp_path, faint)
    assert wrong == {}, told(wrong)


def test_every_place_has_room_for_longer_texts_and_a_translator_gets_them(
    longer: Longer, everywhere: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = walk(everywhere, tmp_path, clipped)
    assert wrong == {}, told(wrong)
    asked = {text for text in longer.asked if any(letter.isalpha() for letter in text)}
    assert len(asked) > 1000
    known = load(ROOT / "packaging" / "translations.py", monkeypatch).texts()
    assert asked <= known, asked - known


def test_every_place_has_room_for_larger_letters(
    larger: None, everywhere: MainWindow, tmp_path: Path
) -> None:
    wrong = walk(everywhere, tmp_path, clipped, small)
    assert wrong == {}, told(wrong)


def test_the_looking_finds_what_it_looks_for(qtbot: QtBot, look: theme.Theme) -> None:
    """Each check finds its own fault, and nothing wrong with a panel that has none."""
    checks = (nameless, small, faint, clipped, lost_to_the_keyboard)
    panel = QWidget()
    qtbot.addWidget(panel)
    row = QHBoxLayout(panel)
    field, words, button = QLineEdit(), QLabel("some words"), QPushButton("Do it")
    field.setAccessibleName("A field")
    for widget in (field, words, button, QPushButton("Another")):
        row.addWidget(widget)
    panel.show()
    panel.activateWindow()
    QApplication.processEvents()
    assert [check(panel) for check in checks] == [[], [], [], [], []]
    field.setAccessibleName("")
    assert [len(check(panel)) for check in checks] == [1, 0, 0, 0, 0]
    field.setAccessibleName("A field")
    button.setFixedHeight(20)
    assert [len(check(panel)) for check in checks] == [0, 1, 0, 0, 0]
    button.setFixedHeight(32)
    words.setStyleSheet("color: #999999")
    QApplication.processEvents()
    assert [len(check(panel)) for check in checks] == [0, 0, 1, 0, 0]
    words.setStyleSheet("")
    words.setFixedWidth(20)
    QApplication.processEvents()
    assert [len(check(panel)) for check in checks] == [0, 0, 0, 1, 0]
    words.setFixedWidth(90)
    button.setStyleSheet("border: 1px solid black")
    QApplication.processEvents()
    assert lost_to_the_keyboard(panel) == ["looks the same with the focus: QPushButton 'Do it' in QWidget"]
    button.setStyleSheet("")
    field.installEventFilter(trap := _Trap(panel))
    assert any(line.startswith("not reached with Tab") for line in lost_to_the_keyboard(panel))
    field.removeEventFilter(trap)
    assert lost_to_the_keyboard(panel) == []


class _Trap(QObject):
    """Lets nobody out with Tab."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress
