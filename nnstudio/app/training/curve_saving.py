"""Asks where the curves are to go, and writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.files.asked_file import ask_and_write
from nnstudio.app.training import saving
from nnstudio.project.csv_text import csv_file


class CurveSaving(QObject):
    """Takes the curves of a dock away.

    Parameters
    ----------
    plots : callable
        Returns the plots as they are seen.
    runs : callable
        Returns names and histories of the runs that are drawn.
    """

    def __init__(
        self,
        parent: QWidget,
        plots: Callable[[], Sequence[QWidget]],
        runs: Callable[[], Sequence[saving.Saved]],
    ) -> None:
        super().__init__(parent)
        self._window, self._plots, self._runs = parent, plots, runs

    def save(self, kind: str, scale: int) -> None:
        """Ask for a file, or copy."""
        if kind == "copy":
            QApplication.clipboard().setMimeData(saving.mime(self._plots(), self._runs()))
            return
        title = self.tr("Save the curves")
        ask_and_write(self._window, title, self.tr("curves"), kind, lambda: self.content(kind, scale))

    def content(self, kind: str, scale: int) -> bytes:
        """What stands in a file of a kind."""
        if kind == "png":
            return saving.png(self._plots(), scale)
        if kind == "svg":
            return saving.svg(self._plots(), self.tr("Curves"))
        return csv_file(saving.table(self._runs()))
