"""Ctrl+K finds everything, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from nnstudio.app.commands import fuzzy
from nnstudio.app.commands.search import Command, CommandSearch, commands_of
from nnstudio.app.look.theme import Theme


class _Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        file = self.menuBar().addMenu("&File")
        self._add(file, "&Open && read…", "Ctrl+O")
        file.addSeparator()
        self._add(file, "Save", "Ctrl+S").setEnabled(False)
        self._add(file, "Secret").setVisible(False)
        export = file.addMenu("&Export")
        self._add(export, "ONNX…")
        self._add(self, "Zoom &in", "Ctrl++").setData("larger magnify")
        self.late = self.menuBar().addMenu("Recent")
        self.late.aboutToShow.connect(lambda: self.late.actions() or self._add(self.late, "fashion"))

    def _add(self, where: object, text: str, shortcut: str = "") -> QAction:
        action = QAction(text, self)
        action.setShortcut(shortcut)
        action.triggered.connect(lambda: self.ran.append(text))
        where.addAction(action)  # type: ignore[attr-defined]
        return action


@pytest.fixture
def window(qtbot: QtBot, look: Theme) -> _Window:
    result = _Window()
    qtbot.addWidget(result)
    result.resize(900, 600)
    result.show()
    return result


@pytest.fixture
def search(qtbot: QtBot, window: _Window) -> CommandSearch:
    extra = [Command("Dense", lambda: window.ran.append("dense"), "Layers", "fully connected")]
    result = CommandSearch(window, lambda: extra)
    qtbot.addWidget(result)
    return result


def _labels(search: CommandSearch) -> list[str]:
    return [c.label for c in search._model.commands]


def _input(search: CommandSearch) -> QLineEdit:
    return search.findChild(QLineEdit)  # type: ignore[return-value]


def test_collects_actions_with_their_place(window: _Window) -> None:
    found = {c.label: c for c in commands_of(window)}
    assert set(found) == {"Open & read", "Save", "ONNX", "Zoom in", "fashion"}
    assert found["ONNX"].path == "File › Export"
    assert found["Open & read"].shortcut == "Ctrl+O"
    assert not found["Save"].enabled


def test_type_and_enter(qtbot: QtBot, window: _Window, search: CommandSearch) -> None:
    search.open_search()
    qtbot.keyClicks(_input(search), "zoo")
    assert _labels(search)[0] == "Zoom in"
    qtbot.keyClick(_input(search), Qt.Key.Key_Return)
    assert window.ran == ["Zoom &in"]
    assert not search.isVisible()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("onnx", "ONNX"),
        ("export", "ONNX"),
        ("fully", "Dense"),
        ("magnify", "Zoom in"),
        ("op rea", "Open & read"),
        ("in zoom", "Zoom in"),
    ],
)
def test_finds(search: CommandSearch, query: str, first: str) -> None:
    search.open_search(query)
    assert _labels(search)[0] == first
    search.close()


def test_arrows_go_round_and_the_choice_is_spoken(
    qtbot: QtBot, window: _Window, search: CommandSearch
) -> None:
    search.open_search()
    labels = _labels(search)
    assert _input(search).accessibleDescription().startswith(labels[0])
    qtbot.keyClick(_input(search), Qt.Key.Key_Up)
    assert _input(search).accessibleDescription().startswith(labels[-1])
    qtbot.keyClick(_input(search), Qt.Key.Key_Down)
    qtbot.keyClick(_input(search), Qt.Key.Key_Down)
    assert _input(search).accessibleDescription().startswith(labels[1])
    qtbot.keyClick(_input(search), Qt.Key.Key_PageDown)
    assert _input(search).accessibleDescription().startswith(labels[-1])
    qtbot.keyClick(_input(search), Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert not window.ran


def test_what_cannot_run_now_is_shown_last_and_does_nothing(
    qtbot: QtBot, window: _Window, search: CommandSearch
) -> None:
    search.open_search("save")
    assert _labels(search) == ["Save"]
    assert "not available now" in _input(search).accessibleDescription()
    qtbot.keyClick(_input(search), Qt.Key.Key_Return)
    assert search.isVisible()
    assert not window.ran
    search.open_search("")
    assert _labels(search)[-1] == "Save"
    search.close()


def test_nothing_found(qtbot: QtBot, search: CommandSearch) -> None:
    search.open_search("xyzzy")
    assert not search._model.commands
    qtbot.keyClick(_input(search), Qt.Key.Key_Down)
    qtbot.keyClick(_input(search), Qt.Key.Key_Return)
    assert search.isVisible()
    search.close()


def test_fits_into_a_small_window_and_paints(window: _Window, search: CommandSearch) -> None:
    window.resize(400, 320)
    search.open_search("e")
    QApplication.processEvents()
    assert search.width() <= 400
    assert not search.grab().isNull()
    search.close()


def test_rating() -> None:
    def rank(query: str, *texts: str) -> list[str]:
        rated = [(fuzzy.score(query, t), t) for t in texts]
        return [t for s, t in sorted(((s, t) for s, t in rated if s is not None), reverse=True)]

    assert rank("tr", "Train", "Start", "Export tree")[0] == "Train"
    assert rank("zi", "Zoom in", "Resize", "Zip it")[0] in ("Zoom in", "Zip it")
    assert fuzzy.score("cnv", "Conv2D") is None or fuzzy.score("cnv", "Conv2D") < fuzzy.score(
        "conv", "Conv2D"
    )  # type: ignore[operator]
    assert fuzzy.score("xq", "Export") is None
    assert fuzzy.score("", "Anything") is not None
