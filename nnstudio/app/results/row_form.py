"""A row to be typed: a field for each column of the table that the network was trained on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, Literal, cast

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QResizeEvent, QValidator
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from nnstudio.app.look import theme
from nnstudio.app.results.tick_list import TickList
from nnstudio.app.widgets.boxes import empty, grid_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import breakable, tooltip
from nnstudio.data.cells.dates import moment
from nnstudio.data.cells.dress import named, number
from nnstudio.data.preparing.preprocessing import ColumnScaling
from nnstudio.project.judging.listing import decimal_mark
from nnstudio.system.messages import shortened
from nnstudio.system.natural import natural

MOST = 60
"""Columns that have a field; a wider table keeps the values of the sample that it began with."""
_FIELDS_ACROSS = 3
_LEAST = 100
"""Pixels of a field with letters of the usual size; where there is less, fewer stand beside each other."""
_WIDE = 1000
"""Pixels of a choice with room for its edges and its arrow, which the style knows."""
_MOST_LETTERS = 70
"""Of a name; its tool tip has all of them."""
_LONGEST = 12
"""Letters of a word that has room above a field in a narrow window."""


class RowForm(QWidget):
    """Edits the values of a row.

    Signals
    -------
    edited()
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._columns: tuple[ColumnScaling, ...] = ()
        self._mark_of_decimals = "."
        self._start: Mapping[str, float | str] = {}
        self._gaps: set[str] = set()
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._laid: tuple[int, list[int]] = (_FIELDS_ACROSS, [])
        self.setMinimumWidth(
            1
        )  # it takes the width that there is, however many fields stand beside each other
        self._grid = grid_box(spacing=(12, 2))
        column = v_box(self, margins=(0, 0, 6, 0))
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_columns(self, columns: tuple[ColumnScaling, ...]) -> None:
        """Offer a field for each of these columns."""
        if columns == self._columns:
            return
        self._columns, self._mark_of_decimals = columns, decimal_mark(columns)
        self.fields, self._labels = {}, {}
        empty(self._grid)
        for column in columns[:MOST]:
            field: QWidget
            if column.kind != "category":
                line = QLineEdit()
                if column.kind == "number" and not column.dress:
                    line.setValidator(_PointOrComma(line, self._mark_of_decimals))
                line.textEdited.connect(partial(self._edit, column.name))
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
                field = line
            elif column.separator:
                ticks = TickList(sorted(column.categories, key=natural), column.separator)
                ticks.edited.connect(partial(self._edit, column.name, None))
                field = ticks
            else:
                choice = QComboBox()
                choice.addItems(sorted(column.categories, key=natural))
                choice.currentIndexChanged.connect(partial(self._edit, column.name))
                choice.activated.connect(partial(self._confirm, column.name))
                choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                choice.setMinimumContentsLength(6)
                choice.setMinimumWidth(1)  # as wide as a field beside it, which would be narrow otherwise
                field = choice
            name = label(_shown(column.name), "small", wrap=True)
            name.setBuddy(field)
            field.setAccessibleName(column.name)
            field.setToolTip(tooltip(column.name))
            self.fields[column.name], self._labels[column.name] = field, name
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many fields beside each other as there is room for."""
        super().resizeEvent(event)
        if self._laid != self._fitting():
            self._lay()

    def _fitting(self) -> tuple[int, list[int]]:
        """How many places stand beside each other, and how many each field takes: what comes to the fewest lines."""
        apart = self._grid.horizontalSpacing()
        room = (self.width() + apart) // (theme.current().room(_LEAST) + apart)
        most = max(1, min(_FIELDS_ACROSS, room))
        able = [(across, self._places(across)) for across in range(most, 0, -1)]
        return min(able, key=lambda each: len({row for row, _ in _in_lines(*each)}))

    def _places(self, across: int) -> list[int]:
        """How many of so many places each field takes; long choices have a line of their own, for their ends tell them apart."""
        apart = self._grid.horizontalSpacing()
        width = max((self.width() + apart) / across, 1.0)
        found = []
        for field in self.fields.values():
            places = across if isinstance(field, TickList) and field.is_long else 1
            if isinstance(field, QComboBox):
                places = math.ceil((_longest(field) + apart) / width)
            found.append(min(places, across))
        return found

    def _lay(self) -> None:
        """Put the fields side by side."""
        while self._grid.takeAt(0) is not None:
            pass
        self._laid = across, places = self._fitting()
        where = zip(self.fields.items(), _in_lines(across, places), places, strict=True)
        for (column, field), (row, place), wide in where:
            name = self._labels[column]
            name.setContentsMargins(0, 6 if row else 0, 0, 0)  # nearer to its own field than to the one above
            self._grid.addWidget(name, 2 * row, place, 1, wide, Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(field, 2 * row + 1, place, 1, wide, Qt.AlignmentFlag.AlignTop)
        for place in range(_FIELDS_ACROSS):
            self._grid.setColumnStretch(place, int(place < across))

    def show_row(
        self,
        values: Mapping[str, float | str],
        filled: Collection[str] = (),
        strange: Mapping[str, str] | None = None,
    ) -> None:
        """Fill the fields with the values of a row.

        Parameters
        ----------
        values : mapping
            By column.
        filled : collection of str
            Columns without a value of their own, which is marked.
        strange : mapping, optional
            Categories that did not occur in training, which is marked as well.
        """
        strange = strange or {}
        self._start, self._gaps = {**values, **strange}, set(filled)
        known = {column.name: len(column.categories) for column in self._columns}
        for name, field in self.fields.items():
            self._mark(name, "filled" if name in filled else "strange" if name in strange else None)
            value = self._start[name]
            with QSignalBlocker(field):
                if isinstance(field, QLineEdit):
                    if not isinstance(value, str):
                        value = f"{value:.15g}".replace(".", self._mark_of_decimals)
                    field.setText(value)
                    field.setCursorPosition(0)
                elif isinstance(field, TickList):
                    field.show_cell(str(value))
                elif isinstance(field, QComboBox):
                    while field.count() > known[name]:  # what only another row held
                        field.removeItem(field.count() - 1)
                    if (
                        field.findText(
                            str(value), Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive
                        )
                        < 0
                    ):
                        field.addItem(str(value))
                    field.setCurrentText(str(value))

    def _edit(self, name: str, _now: object) -> None:
        """A value that somebody has typed is one of its own."""
        self._gaps.discard(name)
        self._mark(name, None)
        self.edited.emit()

    def _confirm(self, name: str, _now: object) -> None:
        """What somebody chooses for a gap is a value of its own, also where it is what had been filled in."""
        if name in self._gaps:
            self._edit(name, _now)

    def _mark(self, name: str, mark: Literal["filled", "strange"] | None) -> None:
        field, shown, told = self.fields[name], _shown(name), ""
        if mark == "filled":
            shown = self.tr("{0} (filled in)").format(shown)
            told = self.tr("It was missing in this row and has been filled in as in training")
        elif mark == "strange":
            shown = self.tr("{0} (not known)").format(shown)
            told = self.tr("It did not occur in training and counts as none of the categories that did")
        self._labels[name].setText(shown)
        field.setAccessibleDescription(told)
        field.setToolTip(tooltip(f"{name}: {told}" if told else name))

    def row(self) -> dict[str, float | str | None] | str:
        """The values as they stand in the fields, or the name of the first column whose number or date is none.

        What has been filled in and nobody has typed anything for is None: it is still missing.
        """
        values: dict[str, Any] = dict(self._start) | dict.fromkeys(self._gaps)
        columns = {column.name: column for column in self._columns}
        for name, field in self.fields.items():
            if name in self._gaps:
                continue
            if isinstance(field, QComboBox):
                values[name] = field.currentText()
            elif isinstance(field, TickList):
                values[name] = field.cell()
            elif isinstance(field, QLineEdit):
                value = _value(field.text().strip(), columns[name])
                if value is None:
                    return name
                values[name] = value
        return values


def _shown(name: str) -> str:
    """A name above its field, of which no letter is a key."""
    return breakable(shortened(name, _MOST_LETTERS), _LONGEST).replace("&", "&&")


def _value(text: str, column: ColumnScaling) -> float | str | None:
    """A number; a date, or a number in dress, as the text that it is; None where it is none of these."""
    dress = named(column.dress)
    if column.kind == "date":
        return None if moment(text, column.day_first) is None else text
    if dress is not None:
        return None if number(text, dress) is None else text
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


class _PointOrComma(QDoubleValidator):
    """A comma becomes a point as it is typed, or the other way round; Qt's validator would swallow it, and 0,5 be 5."""

    def __init__(self, parent: QLineEdit, mark: str) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setLocale(QLocale.c())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Judge the text with its commas as points."""
        state, text, position = cast(
            tuple[QValidator.State, str, int], super().validate(text.replace(",", "."), position)
        )
        return state, text.replace(".", self._mark), position


def _longest(choice: QComboBox) -> int:
    """How wide a choice is whose longest words are seen, with its edges and its arrow."""
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    option.rect.setWidth(_WIDE)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    around = _WIDE - choice.style().subControlRect(control, option, part, choice).width()
    words = choice.fontMetrics()
    texts = (choice.itemText(i) for i in range(choice.count()))
    return around + max(map(words.horizontalAdvance, texts), default=0)


def _in_lines(across: int, places: Sequence[int]) -> list[tuple[int, int]]:
    """Line and place of fields that take so many places each, of so many in a line."""
    found, row, place = [], 0, 0
    for wide in places:
        if place + wide > across:
            row, place = row + 1, 0
        found.append((row, place))
        place += wide
    return found
