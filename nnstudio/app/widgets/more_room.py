"""More room for what stands below the canvas: curves on a projector, results on a small screen.

In a low window neither the canvas nor what stands below it could be used if both were there at a time. So the pages are
folded to their tabs while somebody draws, and take most of the room when one of them is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from nnstudio.app.look import icons, theme
from nnstudio.app.widgets.boxes import h_box, pages_of
from nnstudio.app.widgets.shared_splitter import SharedSplitter
from nnstudio.app.words.texts import tooltip

_LOW = 410
"""Height of canvas and pages together below which they take turns."""
_LEAST = 100
"""Height of the canvas while the pages have the room of a low window, and of a page where a message takes it."""
_LARGEST = (1 << 24) - 1
"""Qt's word for no limit."""


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
        self._splitter, self._pages = splitter, pages
        self._low = self._folded = False
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
        self._corner = QWidget()
        h_box(self._corner, margins=(0, 2, 8, 2)).addWidget(self._button)
        pages.setCornerWidget(self._corner, Qt.Corner.TopRightCorner)
        pages.tabBarClicked.connect(self.unfold)
        pages.currentChanged.connect(self._tab_changed)
        splitter.room_changed.connect(self._take_room)

    def unfold(self) -> None:
        """Show the page in front, where the window is low and only the tabs are seen."""
        if self._low:
            self.action.setChecked(True)

    def _take_room(self, room: int) -> None:
        low = room < theme.current().room(_LOW)
        if low == self._low:
            return
        self._low = low
        self._give_least()
        if low and self._holds_focus():
            self.action.setChecked(True)  # whoever works there goes on
        elif self.action.isChecked():
            self.action.setChecked(False)
        else:
            self._fold(low)

    def _enlarge(self, large: bool) -> None:
        self._button.setChecked(large)
        self._show(large)
        self._fold(False)
        self._splitter.enlarge(1, large)
        if not large:
            self._fold(self._low)

    def _fold(self, folded: bool) -> None:
        """Leave only the tabs, or give the pages back what they had."""
        if folded == self._folded:
            return
        self._folded = folded
        if folded and self._holds_focus():
            self._pages.tabBar().setFocus()
        pages_of(self._pages).setVisible(not folded)
        self._give_least()
        self._pages.setMaximumHeight(self._tabs if folded else _LARGEST)
        self._splitter.fold(self._tabs if folded else None)

    def _holds_focus(self) -> bool:
        """Whether the keyboard is in the page in front."""
        stack = pages_of(self._pages)
        now = stack.window().focusWidget()
        return now is not None and stack.isAncestorOf(now)

    @property
    def _tabs(self) -> int:
        """Height of the tabs alone."""
        return max(self._pages.tabBar().sizeHint().height(), self._corner.sizeHint().height())

    def _give_least(self) -> None:
        """In a low window the parts become lower than what they hold asks for, rather than stand below its edge."""
        room = theme.current().room
        page = 0 if self._folded else room(_LEAST)
        above = self._splitter.widget(0)
        assert above is not None
        above.setMinimumHeight(room(_LEAST) if self._low else 0)
        self._pages.setMinimumHeight(self._tabs + page if self._low else 0)

    def _tab_changed(self) -> None:
        if self._pages.tabBar().hasFocus():
            self.unfold()

    def _show(self, large: bool) -> None:
        icons.set_icon(self._button, "chevron-down" if large else "chevron-up")
