"""More room for what stands below the canvas: curves on a projector, results on a small screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from nnstudio.app import icons
from nnstudio.app.boxes import h_box
from nnstudio.app.shared_splitter import SharedSplitter
from nnstudio.app.texts import tooltip


class MoreRoom(QObject):
    """A button over the pages below the canvas, and the same in a menu.

    Parameters
    ----------
    splitter : SharedSplitter
        Its second part becomes larger.
    pages : QTabWidget
        What stands in that part.
    """

    def __init__(self, splitter: SharedSplitter, pages: QTabWidget) -> None:
        super().__init__(pages)
        self._splitter = splitter
        self.action = QAction(self.tr("More &room below"), pages)
        self.action.setCheckable(True)
        self.action.setShortcut(QKeySequence("Ctrl+Shift+B"))
        self._button = QToolButton()
        self._button.setCheckable(True)
        self._button.setAccessibleName(self.tr("Larger"))
        self._button.setToolTip(tooltip(self.tr("More room for curves, results and the other pages here")))
        self._button.toggled.connect(self.action.setChecked)
        self.action.toggled.connect(self._enlarge)
        self._show(False)
        corner = QWidget()
        h_box(corner, margins=(0, 2, 8, 2)).addWidget(self._button)
        pages.setCornerWidget(corner, Qt.Corner.TopRightCorner)

    def _enlarge(self, large: bool) -> None:
        self._button.setChecked(large)
        self._show(large)
        self._splitter.enlarge(1, large)

    def _show(self, large: bool) -> None:
        icons.set_icon(self._button, "chevron-down" if large else "chevron-up")
