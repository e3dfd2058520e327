"""Every place of the program is there for everybody: named, reached with keys, readable, large enough, and with room
for longer languages and larger letters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from tests.app.test_languages import written
from tests.app.window.conftest import Longer
from tests.app.window.looking import clipped, faint, lost_to_the_keyboard, nameless, small
from tests.app.window.reading import in_english
from tests.app.window.surfaces import SURFACES, dialogs_of_the_program, settle, shown

WIDTH, HEIGHT = 1280, 800
FOREIGN = ("manual", "lesson of one's own", "lesson that is done", "banner", "interrupted run")
"""Where texts that are not the window's are shown: pages of the manual are English, and so are these tests' lessons and names."""
Check = Callable[[QWidget], list[str]]


def walk(window: MainWindow, folder: Path, *checks: Check, collected: bool = False) -> dict[str, list[str]]:
    """Look at every place, and tell what is wrong with each; for ``collected`` see :func:`shown`."""
    wrong: dict[str, list[str]] = {}
    for name in SURFACES:
        with shown(window, name, folder, collected=collected) as root:
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


def test_every_place_is_named_reached_large_enough_readable_and_stays(
    everywhere: MainWindow, tmp_path: Path
) -> None:
    reached = partial(lost_to_the_keyboard, known=set())
    wrong = walk(everywhere, tmp_path, nameless, small, faint, clipped, reached, collected=True)
    assert wrong == {}, told(wrong)


def test_every_place_is_readable_in_the_dark_has_room_for_longer_texts_and_a_translator_gets_them(
    longer: Longer, everywhere: MainWindow, tmp_path: Path
) -> None:
    """Together, as each walk takes its time."""
    everywhere.preferences.set(everywhere.preferences.settings.replace(theme="dark"))
    wrong = walk(everywhere, tmp_path, clipped, faint)
    assert theme.current().tokens.name == "dark", "to the last place"
    assert wrong == {}, told(wrong)
    asked = {text for text in longer.asked if any(letter.isalpha() for letter in text)}
    assert len(asked) > 1000
    given = {*written("de")}  # a test beside it compares this with the code
    assert asked <= given, asked - given


def test_every_place_has_room_for_german_and_is_german(
    german: None, everywhere: MainWindow, tmp_path: Path
) -> None:
    """Short words may grow by more than any rule says."""
    wrong = walk(everywhere, tmp_path, clipped, in_english)
    for place in FOREIGN:
        wrong.pop(place, None)
    assert wrong == {}, told(wrong)


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


def test_a_place_is_looked_at_when_its_texts_have_come(qtbot: QtBot, look: theme.Theme) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    words, coming = QLabel("0", panel), iter(range(1, 12))
    words.setFixedSize(60, 20)
    panel.show()
    timer = QTimer(panel)
    timer.timeout.connect(lambda: words.setText(str(next(coming, 11))))
    timer.start(10)
    settle(panel)
    timer.stop()
    assert words.text() == "11"


@pytest.mark.parametrize(
    "text",
    ["Start page", "<qt>the first row</qt>", "&Export…", "3 of 4", "Noch kein Training: the data is empty"],
)
def test_english_is_found(qtbot: QtBot, text: str) -> None:
    panel = QLabel(text)
    qtbot.addWidget(panel)
    panel.show()
    assert len(in_english(panel)) == 1
    panel.setText("Zeile 3 in /data/the/orders.csv: Export")
    assert in_english(panel) == []


class _Trap(QObject):
    """Lets nobody out with Tab."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress
