"""Rows of lists that are high enough to be hit, and lists without rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.app.look import theme

LEAST = 26


class EvenRows(QStyledItemDelegate):
    """Paints cells as usual, in rows of one height."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Never lower than a finger or an unsteady hand needs."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(LEAST, hint.height()))


def paint_focus(view: QAbstractItemView) -> None:
    """Show that a list has the keyboard where no row of it can show that."""
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(view.viewport().rect()).adjusted(2, 2, -2, -2), 5, 5)


def paint_words(view: QAbstractItemView, text: str) -> None:
    """Say in a list without rows why there are none."""
    look, painter = theme.current(), QPainter(view.viewport())
    painter.setFont(look.font("small"))
    painter.setPen(look.color("text_muted"))
    box = view.viewport().rect().adjusted(12, 14, -12, -10)
    painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
