"""Asks where the curves are to go, and writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from nnstudio.app.texts import error_text
from nnstudio.app.training import saving
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError
from nnstudio.training.history import History

_KINDS = {"png": "PNG (*.png)", "svg": "SVG (*.svg)", "csv": "CSV (*.csv)"}


class CurveSaving(QObject):
    """Takes the curves of a dock away.

    Parameters
    ----------
    parent : QWidget
    plots : callable
        Returns the plots as they are seen.
    runs : callable
        Returns names and histories of the runs that are drawn.
    """

    def __init__(
        self,
        parent: QWidget,
        plots: Callable[[], Sequence[QWidget]],
        runs: Callable[[], Sequence[tuple[str, History]]],
    ) -> None:
        super().__init__(parent)
        self._window, self._plots, self._runs = parent, plots, runs

    def save(self, kind: str, scale: int) -> None:
        """Ask for a file, or copy."""
        if kind == "copy":
            QApplication.clipboard().setMimeData(saving.mime(self._plots(), self._runs()))
            return
        title = self.tr("Save the curves")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, f"curves.{kind}", _KINDS[kind])
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
            if path.exists():  # the dialog has asked for the name without the ending only
                text = self.tr("{0} exists already. Replace it?").format(path.name)
                if QMessageBox.question(self._window, title, text) != QMessageBox.StandardButton.Yes:
                    return
        try:
            write_bytes(path, self.content(kind, scale))
        except StudioError as error:
            QMessageBox.warning(self._window, title, error_text(error))

    def content(self, kind: str, scale: int) -> bytes:
        """What stands in a file of a kind."""
        if kind == "png":
            return saving.png(self._plots(), scale)
        if kind == "svg":
            return saving.svg(self._plots(), self.tr("Curves"))
        return saving.table(self._runs()).encode()
