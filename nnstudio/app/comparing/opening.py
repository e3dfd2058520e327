"""The way from a window to the comparison."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.comparing.dialog import CompareDialog, Offer
from nnstudio.app.forms import commit_forms

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class Comparing(QObject):
    """Compares the document of a window with others."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self, path: Path | None = None) -> None:
        """Open the dialog, with a file on the right side where one is named."""
        dialog = self._dialog(())
        if path is not None:
            dialog.compare_with(path)
        dialog.open()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Compare two sides that are neither the document nor files."""
        self._dialog(offers).open()

    def _dialog(self, offers: Sequence[Offer]) -> CompareDialog:
        window = self._window
        commit_forms(window)
        document, settings = window.document, window.preferences.settings
        own = None if document.path is None else str(document.path)
        recent = [known for known in settings.recent_files if known != own]
        dialog = CompareDialog(
            document.project,
            document.trained,
            window.files.name,
            recent,
            settings.last_folder,
            window,
            offers,
        )
        dialog.finished.connect(dialog.deleteLater)
        return dialog
