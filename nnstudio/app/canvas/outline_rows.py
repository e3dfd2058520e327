"""How a row of the outline is painted: icon, name, and at the right its shape or the word for its problem."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nnstudio.app.look import theme

NOTE = Qt.ItemDataRole.UserRole + 1
"""What stands at the right, and the token of its colour."""
_GAP = 10
_EDGE = 8
_Index = QModelIndex | QPersistentModelIndex


class OutlineRows(QStyledItemDelegate):
    """Paints rows; where both texts have no room, the name is the last to be shortened."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Rows are high enough for a finger."""
        return QSize(super().sizeHint(option, index).width(), max(30, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        self.initStyleOption(option, index)
        colors, view = theme.current(), option.widget
        style = view.style() if view is not None else QApplication.style()
        title, option.text = option.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        note, tint = index.data(NOTE) or ("", "text_muted")
        small = colors.font("small")
        left = style.subElementRect(QStyle.SubElement.SE_ItemViewItemDecoration, option, view).right() + _GAP
        box = QRectF(left, option.rect.top(), option.rect.right() - _EDGE - left, option.rect.height())
        need = QFontMetrics(option.font).horizontalAdvance(title)
        wide = QFontMetrics(small).horizontalAdvance(note) if note else 0
        # A shape can be read on the wire as well; a problem must be read here.
        if need + _GAP + wide > box.width() and tint == "text_muted":
            note, wide = "", 0
        room = box.width() - (wide + _GAP if wide else 0)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if note:
            painter.setFont(small)
            painter.setPen(colors.color("text" if chosen else tint))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()
