"""A choice of names, with a picture or a sentence beside each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from nnstudio.app.look import activation_picture, theme
from nnstudio.app.look.style_sheet import dress
from nnstudio.app.widgets.wheel import LeavesWheel
from nnstudio.app.words.field_text import DIFFERS
from nnstudio.app.words.texts import choice_help, choice_word, differing_word, empty_word, tooltip
from nnstudio.nn.fields import FieldInfo

_HELP = Qt.ItemDataRole.AccessibleDescriptionRole
_ROW_WIDTH = 420
_FRAME = 24
"""Border, padding and scroll bar of the list around its rows."""
_PAD = 8
_FEW = 10
"""Names of a list that has room below its field; a longer one opens over it, where there is more."""
_ICON = QSize(30, 18)


class Entry(NamedTuple):
    """One of the values of a choice whose names are known only while the program runs.

    Parameters
    ----------
    value : str
    name : str
        As people read it.
    words : str
        A sentence about it.
    usable : bool
        Whether it can be chosen now.
    """

    value: str
    name: str
    words: str
    usable: bool = True


class ChoiceEdit(LeavesWheel, QComboBox):
    """Edits a setting with a fixed set of values."""

    typed = Signal()
    committed = Signal()

    def __init__(self, info: FieldInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self._shown: Any = None
        self._drawn = info.field.pictures == "activation"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        names = {choice: _name(info, choice) for choice in info.field.choices}
        longest = max(map(len, names.values()), default=0)
        self.setMinimumContentsLength(min(max(6, longest), 14))
        self.setProperty("below", len(info.field.choices) <= _FEW)
        self.setMinimumWidth(96)  # a long choice must not make a panel wider than its place
        self.setMaxVisibleItems(18)
        if info.optional:
            self.addItem(large(empty_word(info) if info.field.empty else self.tr("none")), None)
        for choice, name in names.items():
            self._add(Entry(choice, name, choice_help(info, choice)))
        if info.field.choice_help:
            self.setItemDelegate(_ChoiceRows(self._drawn, self))
            self.view().setMinimumWidth(_ROW_WIDTH)
        if self._drawn:
            self.setIconSize(_ICON)
            self._draw()
            theme.current().changed.connect(self._draw)
        self.activated.connect(self.committed)

    def _add(self, entry: Entry) -> None:
        self.addItem(entry.name, entry.value)
        last = self.count() - 1
        if entry.words:
            self.setItemData(last, entry.words, _HELP)
            self.setItemData(last, tooltip(entry.words), Qt.ItemDataRole.ToolTipRole)
        model = self.model()
        if not entry.usable and isinstance(model, QStandardItemModel):
            model.item(last).setEnabled(False)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Offer these values instead of all that are allowed; the present one stays, whether it is among them or not."""
        value = self.value()
        self.clear()
        for entry in entries:
            self._add(entry)
        self.show_value(value)

    def show_value(self, value: Any) -> None:
        """Show a value."""
        self._shown = value
        if value in self._info.field.choices and self.findData(value) < 0:
            self._add(Entry(value, value, choice_help(self._info, value)))
        self.setPlaceholderText(differing_word() if value is DIFFERS else "")
        dress(self, "differs", value is DIFFERS)
        self.setCurrentIndex(-1 if value is DIFFERS else self.findData(value))

    def value(self) -> Any:
        """Return the chosen value."""
        return DIFFERS if self._shown is DIFFERS and self.currentIndex() < 0 else self.currentData()

    def chosen(self) -> str:
        """Name of the chosen value and the sentence about it; empty where there is none."""
        words = self.currentData(_HELP)
        return f"{self.currentText()}: {words}" if words else ""

    def _draw(self) -> None:
        """Put the pictures beside the names, in the colours of the theme."""
        for row in range(self.count()):
            name = self.itemData(row)
            self.setItemIcon(row, activation_picture.icon(name) if name is not None else QIcon())


def _name(info: FieldInfo, choice: str) -> str:
    """A choice as it stands in its field: words begin large, names of the field such as relu or utf-8 do not."""
    words = choice_word(info, choice)
    is_name = info.field.pictures or any(letter.isdigit() for letter in words)
    return words if is_name else large(words)


def large(words: str) -> str:
    """A word as it stands in a field."""
    return words[:1].upper() + words[1:]


class _ChoiceRows(QStyledItemDelegate):
    """Rows of a choice that say what each name means: picture, name, and a sentence under it."""

    def __init__(self, drawn: bool, parent: QComboBox) -> None:
        super().__init__(parent)
        self._picture = activation_picture.SIZE if drawn else QSize(0, 0)

    def _room(self, width: int) -> int:
        beside = self._picture.width() + (_PAD + 2 if self._picture.width() else 0)
        return width - 2 * _PAD - beside

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as name and sentence, or as the picture."""
        body, small = (QFontMetrics(theme.current().font(role)) for role in ("body", "small"))
        words = str(index.data(_HELP) or "")
        room = QRect(0, 0, self._room(_ROW_WIDTH - _FRAME), 1000)
        lines = small.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height() if words else 0
        return QSize(_ROW_WIDTH - _FRAME, max(body.height() + lines, self._picture.height()) + 10)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        self.initStyleOption(option, index)
        option.text = ""
        option.icon = QIcon()
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        colors = theme.current()
        box = option.rect.adjusted(_PAD, 5, -_PAD, -5)
        painter.save()
        if self._picture.width():
            name = index.data(Qt.ItemDataRole.UserRole)
            if name is not None:
                ratio = painter.device().devicePixelRatio()
                top = box.center().y() - self._picture.height() // 2
                painter.drawPixmap(box.left(), top, activation_picture.pixmap(str(name), ratio))
            box.setLeft(box.left() + self._picture.width() + _PAD + 2)
        painter.setFont(colors.font("body"))
        height = painter.fontMetrics().height()
        words = str(index.data(_HELP) or "")
        name_box = QRect(box.left(), box.top(), box.width(), height if words else box.height())
        usable = bool(option.state & QStyle.StateFlag.State_Enabled)
        painter.setPen(colors.color("text" if usable else "text_muted"))
        painter.drawText(name_box, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if words:
            painter.setFont(colors.font("small"))
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(colors.color("text" if chosen else "text_muted"))
            painter.drawText(box.adjusted(0, height, 0, 0), Qt.TextFlag.TextWordWrap, words)
        painter.restore()
