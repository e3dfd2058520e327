"""Reading a foreign file beside the window, with a Cancel button where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from nnstudio.app.background.newest import Newest
from nnstudio.system.briefly import LINGER

PATIENCE_MS = 400
"""A file that is read sooner shows no dialog: a flash would only startle."""

T = TypeVar("T")
Cancelled = Callable[[], bool]
Told = Callable[[dict[str, Any]], None]


class ForeignReading(QObject):
    """Reads one file at a time; the window waits, as what is read may change everything in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reading = Newest("import", self, patience=LINGER)
        self._dialog: QProgressDialog | None = None

    def begin(
        self,
        name: str,
        read: Callable[[Cancelled, Told], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Read a file and tell what came of it; after Cancel nobody is told.

        Parameters
        ----------
        name : str
            Of the file, as people read it.
        read : callable
            Takes ``cancelled`` and ``progress``.
        done, failed : callable
        """
        self.cancel()
        dialog = QProgressDialog(
            self.tr("Reading {0}…").format(name), self.tr("Cancel"), 0, 1000, self._window
        )
        dialog.setWindowTitle(self.tr("Import"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumWidth(360)
        dialog.setMinimumDuration(PATIENCE_MS)
        dialog.canceled.connect(self.cancel)
        dialog.setValue(0)  # begins to count the time after which it is shown

        def end(tell: Callable[[Any], object]) -> Callable[[Any], None]:
            def told(outcome: Any) -> None:
                self._close_dialog()
                tell(outcome)

            return told

        self._dialog = dialog
        self._reading.ask(
            read, end(done), end(failed), lambda facts: dialog.setValue(round(1000 * facts["done"]))
        )

    def cancel(self) -> None:
        """End what is under way, and nothing has changed: its child process is stopped, or waits for its disk alone."""
        self._reading.forget()
        self._close_dialog()

    def _close_dialog(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.canceled.disconnect(self.cancel)  # closing it counts as Cancel
            dialog.close()
            dialog.deleteLater()
