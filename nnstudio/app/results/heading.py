"""The names of classes around a confusion matrix: over its columns upright or as numbers where they are too long."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from nnstudio.app.look import theme
from nnstudio.app.results.names_apart import cut_apart

_EDGE = 3
"""Pixels between a name and the ends of its place."""
_BEFORE_NUMBER = "  "


class Heading(QHeaderView):
    """A header whose names can be told apart where they are cut.

    Parameters
    ----------
    orientation : Qt.Orientation
        Over columns or beside rows.

    Attributes
    ----------
    names : tuple of str
        Of the classes.
    upright : bool
        Whether the names over columns run from below to above.
    numbered : bool
        Whether numbers stand for the names over columns, and behind those beside rows.
    """

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setSectionsClickable(True)
        self.names: tuple[str, ...] = ()
        self.upright = self.numbered = False
        self._cut: tuple[object, tuple[str, ...]] = None, ()

    def widest(self) -> int:
        """Pixels that the longest name takes, with its number and its edges."""
        metrics = QFontMetrics(self.letters())
        names = (metrics.horizontalAdvance(name) + 1 for name in self.names)  # Qt cuts by parts of a pixel
        return (
            max(names, default=0) + metrics.horizontalAdvance(self._number(len(self.names) - 1)) + 2 * _EDGE
        )

    @staticmethod
    def letters() -> QFont:
        """What names are written in."""
        font = theme.current().font("small")
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def shown(self, section: int) -> str:
        """What is written for a class, in the room there is."""
        down = self.orientation() == Qt.Orientation.Vertical
        if self.numbered and not down:
            return str(section + 1)
        across = self.width() if down else self.height() if self.upright else self.sectionSize(section)
        metrics = QFontMetrics(self.letters())
        room = across - 2 * _EDGE - metrics.horizontalAdvance(self._number(len(self.names) - 1))
        asked = self.names, room, metrics.height()
        if asked != self._cut[0]:
            mode = Qt.TextElideMode.ElideMiddle if down else Qt.TextElideMode.ElideRight
            self._cut = asked, cut_apart(self.names, metrics, room, mode)
        return self._cut[1][section] + self._number(section)

    def _number(self, section: int) -> str:
        """What stands behind a name."""
        numbered = self.numbered and self.orientation() == Qt.Orientation.Vertical
        return f"{_BEFORE_NUMBER}{section + 1}" if numbered else ""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint a name."""
        look = theme.current()
        painter.save()
        painter.fillRect(rect, look.color("surface_hover"))
        painter.setFont(self.letters())
        painter.setPen(look.color("text"))
        box = QRectF(rect)
        if self.upright:
            painter.translate(box.bottomLeft())
            painter.rotate(-90)
            box = QRectF(0, 0, rect.height(), rect.width())
        box.adjust(_EDGE, 0, -_EDGE, 0)
        beside = Qt.AlignmentFlag.AlignRight
        if self.orientation() == Qt.Orientation.Horizontal:
            cut = not self.numbered and self.shown(section) != self.names[section]
            beside = Qt.AlignmentFlag.AlignLeft if cut or self.upright else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | beside, self.shown(section))
        painter.restore()
