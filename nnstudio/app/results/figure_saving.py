"""Figures of the results to take away: into a paper, a report, a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QTabWidget, QToolButton, QWidget

from nnstudio.app.files.asked_file import ask_and_write
from nnstudio.app.look import icons
from nnstudio.app.plots.graph import Graph
from nnstudio.app.training import saving
from nnstudio.app.training.tools import SCALES
from nnstudio.app.words.texts import tooltip

_LEAST = QSize(440, 340)


class FigureSaving(QToolButton):
    """Saves or copies the figures of the page that is seen.

    Parameters
    ----------
    pages : QTabWidget
        Pages that have figures name them: ``figures()``.
    """

    def __init__(self, pages: QTabWidget) -> None:
        super().__init__()
        self._pages = pages
        icons.set_icon(self, "image")
        self.setAccessibleName(self.tr("Save figures"))
        self.setToolTip(tooltip(self.tr("Save the figures of this page as a picture, or copy them")))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for scale in SCALES:
            title = self.tr("Picture (PNG), {0}×…").format(scale)
            menu.addAction(title).triggered.connect(lambda _=False, s=scale: self.save("png", s))
        menu.addAction(self.tr("Drawing (SVG)…")).triggered.connect(lambda: self.save("svg"))
        menu.addAction(self.tr("Copy picture")).triggered.connect(self.copy)
        self.setMenu(menu)

    @property
    def figures(self) -> Sequence[QWidget]:
        """What there is to be saved."""
        named = getattr(self._pages.currentWidget(), "figures", None)
        return () if named is None else tuple(figure for figure in named() if not figure.isHidden())

    def refresh(self) -> None:
        """Be of use only where there are figures."""
        self.setEnabled(bool(self.figures))

    def save(self, kind: str, scale: int = 1) -> None:
        """Ask for a file and write what is seen now: a run that ends while the dialog is open takes the figures away."""
        page = self._pages.tabText(self._pages.currentIndex())
        title = self.tr("Save figures")
        content = self.content(kind, scale)
        ask_and_write(self.window(), title, page.lower(), kind, lambda: content)

    def content(self, kind: str, scale: int = 1) -> bytes:
        """What stands in a file of a kind."""
        with _for_paper(self.figures):
            if kind == "png":
                return saving.png(self.figures, scale)
            return saving.svg(self.figures, self._pages.tabText(self._pages.currentIndex()))

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        with _for_paper(self.figures):
            QApplication.clipboard().setImage(saving.picture(self.figures, 2))


@contextmanager
def _for_paper(figures: Sequence[QWidget]) -> Iterator[None]:
    """Without what can only be pressed; plots have a size at which their axes are named in full, however low the dock."""
    boxes = [box for figure in figures for box in figure.findChildren(QCheckBox) if not box.isHidden()]
    at_hand = next((figure for figure in figures if figure.hasFocus()), None)
    sizes = [(figure, figure.size()) for figure in figures if isinstance(figure, Graph)]
    if at_hand is not None:  # a frame around what the keyboard is at is none of the figure
        at_hand.clearFocus()
    for box in boxes:
        box.hide()
    for graph, size in sizes:
        graph.resize(size.expandedTo(_LEAST))
    try:
        yield
    finally:
        for graph, size in sizes:
            graph.resize(size)
        for box in boxes:
            box.show()
        if at_hand is not None:
            at_hand.setFocus()
