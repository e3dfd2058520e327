"""Opens the manual from the menu, and remembers how large it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.glossary import words
from nnstudio.app.manual.dialog import ManualDialog
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.dialog_size import remember_size
from nnstudio.app.words.catalogue import language
from nnstudio.app.words.texts import error_text
from nnstudio.project.manual import PAGES, glossary_page, read_page, sections
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class ManualGuide(QObject):
    """The manual of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.action = make_action(window, self.tr("&Manual…"), self.show, icon="file", keys="Ctrl+F1")

    def show(self) -> None:
        """Open the manual, or bring it to the front as it is."""
        dialog = self._window.findChild(ManualDialog)
        if dialog is None:
            try:
                pages = {name: sections(read_page(name, language())) for name in PAGES}
            except StudioError as error:
                self._window.banner.show_message(error_text(error), "error")
                return
            terms = words.known()
            if terms.terms:
                pages["glossary"] = glossary_page(self.tr("Glossary"), terms)
            dialog = ManualDialog(pages, self._window)
            remember_size(dialog, self._window.preferences, "manual_size")
            dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        dialog.search.setFocus()
