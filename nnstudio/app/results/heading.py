"""The names over the columns of a confusion matrix: upright where they are too long, numbers where there is no height for that."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from nnstudio.app import theme

_EDGE = 3
"""Pixels between a name and the ends of its place."""


class Heading(QHeaderView):
    """A header whose names are cut at their end, never in front.

    Attributes
    ----------
    upright : bool
        Whether the names run from below to above.
    numbered : bool
        Whether numbers stand for them, which the rows have as well.
    """

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionsClickable(True)
        self.upright = self.numbered = False

    def widest(self) -> int:
        """Pixels that the longest name takes, with its edges."""
        metrics = QFontMetrics(self.letters())
        names = (metrics.horizontalAdvance(self._name(section)) for section in range(self.count()))
        return max(names, default=0) + 2 * _EDGE

    @staticmethod
    def letters() -> QFont:
        """What names are written in, also beside the rows."""
        font = theme.current().font("small")
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _name(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

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
        told = str(section + 1) if self.numbered else self._name(section)
        name = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(box.width()))
        whole = name == told
        beside = Qt.AlignmentFlag.AlignHCenter if whole and not self.upright else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | beside, name)
        painter.restore()
