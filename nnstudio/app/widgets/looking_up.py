"""Dialogs to look things up in: a search field over what it finds, and beside it what is said about one of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.closing import ClosingRow
from nnstudio.app.widgets.dialog_size import open_at, screen_room
from nnstudio.app.widgets.labels import label

_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class LookingUpDialog(QDialog):
    """It can stay open while one works.

    Parameters
    ----------
    found : QAbstractItemView
        What the search leaves; the arrows go through it while words are typed, and Enter leads there.
    """

    def __init__(self, found: QAbstractItemView, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._found = found
        found.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._to_search)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.hide()

    def lay_out(self, page: QWidget, size: QSize, share: int) -> None:
        """Put what is said beside the list.

        Parameters
        ----------
        page : QWidget
        size : QSize
            Of the dialog, for letters of the usual size.
        share : int
            Tenths of the width that the page takes.
        """
        self._size = size
        left = v_box(spacing=8)
        left.addWidget(self.search)
        left.addWidget(self._nothing)
        left.addWidget(self._found, 1)
        across = h_box(spacing=16)
        across.addLayout(left, 10 - share)
        across.addWidget(page, share)
        column = v_box(self, margins=(20, 20, 20, 16), spacing=14)
        column.addLayout(across, 1)
        column.addLayout(ClosingRow(self))
        self.setMinimumSize(QSize(2 * self.sizeHint().width() // 3, 330).boundedTo(screen_room(self)))
        open_at(self, self.sizeHint())

    def sizeHint(self) -> QSize:
        """Room for a list and a column of words."""
        room = theme.current().room
        return QSize(room(self._size.width()), room(self._size.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through what was found with the arrows while the words are typed."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _WALKING:
                QApplication.sendEvent(self._found, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.read_on()
                return True
        return super().eventFilter(watched, event)

    def read_on(self) -> None:
        """Go where one reads on after a search."""
        self._found.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
