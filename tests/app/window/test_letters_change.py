"""Letters of another size, or a screen of another scale, while windows and dialogs are open: they follow at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.dialogs.about import AboutDialog
from nnstudio.app.look import theme
from nnstudio.app.main_window import MainWindow
from nnstudio.app.widgets import dialog_size
from nnstudio.app.widgets.dialog_size import ScreenWatch
from tests.app.hands import until
from tests.app.window.conftest import open_ready
from tests.app.window.looking import clipped
from tests.app.window.surfaces import shown
from tests.app.window.test_large_letters import cut

Resize = Callable[[float], None]

PLACES = (
    "start page", "network for pictures", "runs", "several runs", "data of a table", "data with several targets", "preferences",
    "export", "what if", "one step, update", "ROC curves", "results of several numbers",
)  # fmt: skip


@pytest.fixture
def desktop(look: theme.Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Resize]:
    """Set the size of the desktop's letters, as in its settings, and come back to the program."""
    before = QFont(look._desktop)
    usual = before.pixelSize() if before.pixelSize() > 0 else 13

    def letters(times: float) -> None:
        font = QFont(before)
        if times != 1:
            font.setPixelSize(round(times * usual))
        monkeypatch.setattr(theme, "_desktop_font", lambda: font)
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    yield letters
    letters(1)


def test_a_window_follows_the_letters_of_the_desktop(
    window: MainWindow, desktop: Resize, look: theme.Theme
) -> None:
    open_ready(window)
    told: list[int] = []
    connection = look.resized.connect(lambda: told.append(look.font().pixelSize()))
    before = look.font().pixelSize()
    desktop(1)
    assert told == [], "nothing has changed"

    def other(than: range) -> list[str]:
        widgets = [each for each in window.findChildren(QWidget) if each.font().pixelSize() not in than]
        return [f"{type(each).__name__} in {type(each.parent()).__name__}" for each in widgets]

    for times in (1.5, 1.0, 2.0):
        desktop(times)
        size = round(before * times)
        assert told[-1] == look.font().pixelSize() == size
        assert other(range(size - 1, 3 * size)) == [], "each is as large, or a little smaller"
        assert window.workspace.canvas.camera.look.letters == pytest.approx(times, abs=0.05)
    look.resized.disconnect(connection)


@pytest.mark.parametrize("name", PLACES)
def test_words_are_whole_where_letters_become_larger_and_smaller_again(
    window: MainWindow, desktop: Resize, tmp_path: Path, name: str
) -> None:
    window.resize(1440, 900)
    with shown(window, name, tmp_path) as root:
        known = set(cut(clipped(root)))
        for times in (1.5, 1):
            desktop(times)
            until(lambda: set(cut(clipped(root))) <= known, f"all words, at {times}", 10)


def test_a_dialog_stays_on_a_screen_that_becomes_smaller(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = ScreenWatch(qapp)
    window.show_about()
    (dialog,) = window.findChildren(AboutDialog)
    until(dialog.isVisible, "the dialog")
    area = dialog.screen().availableGeometry()
    dialog.move(area.right() - 40, area.bottom() - 40)
    dialog.resize(dialog.size() + QSize(300, 200))
    least = dialog.minimumSizeHint()
    monkeypatch.setattr(dialog_size, "screen_room", lambda _window: least)
    dialog.screen().availableGeometryChanged.emit(area)
    until(lambda: dialog.size() == least, "a size that the screen has room for", 10)
    assert area.contains(dialog.frameGeometry())
    dialog.move(area.topLeft() + QPoint(20, 30))
    QTest.qWait(10)
    at = dialog.pos()
    dialog.screen().availableGeometryChanged.emit(area)
    assert dialog.pos() == at, "what is seen whole stays where it is"
    dialog.reject()
    watch.deleteLater()
