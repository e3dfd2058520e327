"""What stands at the left of the canvas: the palette, the outline of the network, or a lesson."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabWidget, QWidget

from nnstudio.app.canvas.outline import Outline
from nnstudio.app.look import icons, theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.palette.palette import Palette

PAGES = ("palette", "outline", "lesson")
"""Names of the tabs in the settings."""
_NARROW, _FOR_READING = 190, 300
"""Least widths: of a list, and of a text."""


class SidePanel(QTabWidget):
    """Two tabs, and a third one while a lesson is open. Who looks for a layer from the outline is back in the outline when it is found.

    Signals
    -------
    left()
        The focus should go back to the canvas.
    """

    left = Signal()

    def __init__(self, palette: Palette, outline: Outline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._outline = palette, outline
        self._called = self._looking = False
        self._lesson_done = False
        self._before = PAGES[0]
        self.setDocumentMode(True)
        fill(self, "panel")
        self.setMinimumWidth(_NARROW)
        self.setAccessibleName(self.tr("Palette and outline"))
        self.addTab(palette, self.tr("Palette"))
        self.addTab(outline, self.tr("Outline"))
        self.setTabToolTip(0, self.tr("Layers to add"))
        self.setTabToolTip(1, self.tr("The network as a list, for keyboard and screen reader"))
        palette.left.connect(self.leave_palette)
        outline.left.connect(self.left)

    def sizeHint(self) -> QSize:
        """As wide as the palette wants to be."""
        return QSize(self._palette.sizeHint().width(), 480)

    @property
    def page(self) -> str:
        """The tab that is shown, for the settings."""
        return PAGES[self.currentIndex()]

    def show_page(self, page: str) -> None:
        """Show a tab as it was left; an unknown name changes nothing."""
        if page in PAGES and self.isTabVisible(PAGES.index(page)):
            self.setCurrentIndex(PAGES.index(page))

    def add_lesson(self, panel: QWidget) -> None:
        """Take in the page for lessons, out of sight until one is open."""
        self.addTab(panel, self.tr("Lesson"))
        self.setTabVisible(2, False)
        self.mark_lesson(False)
        theme.current().changed.connect(self._recolour)

    def mark_lesson(self, done: bool) -> None:
        """Let the tab tell whether the lesson is done: who works in the palette does not see the page."""
        self._lesson_done = done
        self.setTabIcon(2, icons.icon("check", "success") if done else QIcon())
        self.setTabToolTip(
            2, self.tr("The lesson that is open: it is done") if done else self.tr("The lesson that is open")
        )

    def _recolour(self) -> None:
        self.mark_lesson(self._lesson_done)

    def open_lesson(self) -> None:
        """Show the lesson, with room for its lines."""
        if not self.isTabVisible(2):
            self._before = self.page
        self.setTabVisible(2, True)
        self.setMinimumWidth(_FOR_READING)
        self.setCurrentIndex(2)

    def close_lesson(self) -> None:
        """Be as before; who has left the lesson's page stays where he is."""
        if self.page == PAGES[2]:
            self.show_page(self._before)
        self.setTabVisible(2, False)
        self.setMinimumWidth(_NARROW)

    def open_outline(self) -> None:
        """Show the outline and give it the keyboard."""
        self.setCurrentWidget(self._outline)
        self._outline.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_palette(self) -> None:
        """Show the palette and give its search the keyboard."""
        self._called, self._looking = True, self._outline.isVisible() and self._outline.hasFocus()
        self.setCurrentWidget(self._palette)
        self._palette.focus_search()

    def took(self) -> None:
        """A layer was taken from the palette: who called it with a key goes back, who clicked into it stays."""
        if self._called:
            self.leave_palette()

    def leave_palette(self) -> None:
        """Go back to where the palette was called from."""
        if self._looking:
            self.open_outline()
        else:
            self.left.emit()
        self._called = self._looking = False
