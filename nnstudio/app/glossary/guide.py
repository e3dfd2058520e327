"""Opens the glossary from the menu, from lessons and from the help of fields, and remembers how large it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.glossary import words
from nnstudio.app.glossary.dialog import GlossaryDialog
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.dialog_size import remember_size
from nnstudio.app.words.texts import error_text
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class GlossaryGuide(QObject):
    """The glossary of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.action = make_action(
            window, self.tr("&Glossary…"), partial(self.show_term, ""), icon="help", keys="Shift+F1"
        )
        window.lessons.panel.term_chosen.connect(self.show_term)

    def show_term(self, key: str) -> None:
        """Open the glossary at a term, or as it is."""
        try:
            dialog = open_at(self._window, key)
        except StudioError as error:
            self._window.banner.show_message(error_text(error), "error")
            return
        if not dialog.property("sized"):
            dialog.setProperty("sized", True)
            remember_size(dialog, self._window.preferences, "glossary_size")


def open_at(near: QWidget, key: str) -> GlossaryDialog:
    """Show the glossary over the window of a widget; above a dialog that blocks the others it belongs to that.

    Raises
    ------
    StudioError
        When the glossary cannot be read.
    """
    parent = QApplication.activeModalWidget() or near.window()
    dialog = parent if isinstance(parent, GlossaryDialog) else parent.findChild(GlossaryDialog)
    if dialog is None:
        dialog = GlossaryDialog(words.read(), parent)
        dialog.finished.connect(dialog.deleteLater)
    if key:
        dialog.show_term(key)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    (dialog.terms if key else dialog.search).setFocus()
    return dialog


def show_term(near: QWidget, key: str) -> None:
    """Open the glossary at a term, from anywhere in a window."""
    place: QObject | None = near
    while place is not None:
        guide = place.findChild(GlossaryGuide)
        if guide is not None:
            guide.show_term(key)
            return
        place = place.parent()
    open_at(near, key)
