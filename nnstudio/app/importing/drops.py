"""Files that are dropped anywhere on the window: projects, models, weights and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """Takes files that no part of a window has taken.

    Parameters
    ----------
    window : QWidget
    take : callable
        Is given the paths.
    """

    def __init__(self, window: QWidget, take: Callable[[Sequence[str]], None]) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept a drag of files, and hand them over when they are dropped."""
        if isinstance(
            event, QDragEnterEvent | QDragMoveEvent | QDropEvent
        ):  # a drop is the base of the others
            paths = local_files(event.mimeData())
            if not paths:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._take(paths)
            return True
        return False


def local_files(data: QMimeData) -> list[str]:
    """Paths of the local files in a drag."""
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
