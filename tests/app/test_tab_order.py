"""Looking through the order of Tab takes nothing away from whoever holds it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

import nnstudio.app
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.forms import Form
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.widgets import tab_order
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.nn.layers import Dense

pytestmark = pytest.mark.usefixtures("look")


class _Late(LatePage):
    def build(self) -> None:
        column = QVBoxLayout(self)
        for _ in range(2):
            column.addWidget(Form(Dense(3)))


def _with(kind: Callable[[QWidget], QWidget]) -> Callable[[QWidget], QDialog]:
    def make(parent: QWidget) -> QDialog:
        dialog = QDialog(parent)
        QVBoxLayout(dialog).addWidget(kind(dialog))
        return dialog

    return make


@pytest.mark.parametrize(
    "make",
    [
        lambda parent: PreferencesDialog(Preferences(Settings(theme="light")), parent),
        _with(lambda dialog: Form(Dense(3), parent=dialog)),
        _with(_Late),
    ],
    ids=["preferences", "form", "late page"],
)
def test_an_open_dialog_is_no_garbage(qtbot: QtBot, make: Callable[[QWidget], QDialog]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_it() -> None:
        """As a window does: nobody but its parent holds the dialog."""
        make(window).open()

    open_it()
    QApplication.processEvents()
    gc.collect()
    (dialog,) = window.findChildren(QDialog)
    assert dialog.isVisible()
    dialog.close()


def test_a_window_outlives_what_asked_for_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = QWidget(window)
    window.show()
    assert tab_order.before(field) is window
    assert tab_order.after(field) is window
    field.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert Shiboken.isValid(window)
    assert window.isVisible()


def test_only_these_functions_ask_qt() -> None:
    (folder,) = map(Path, nnstudio.app.__path__)
    asking = {path.name for path in folder.rglob("*.py") if "InFocusChain" in path.read_text("utf-8")}
    assert asking == {"tab_order.py"}
