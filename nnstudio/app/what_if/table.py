"""The comparison as a table: two columns of figures over bars of one scale, and the difference in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.what_if.comparison import Comparison, Figure, Row, Side
from nnstudio.app.widgets.boxes import grid_box, h_box, v_box
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.layer_words import figures_text, icon_name
from nnstudio.app.words.texts import tooltip

_BAR = 6.0


class Bar(QWidget):
    """A number as a length; both bars of a line have one scale."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._token = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def show_share(self, share: float | None, token: str) -> None:
        """Show a share of the larger number, from 0 to 1; None where it is not known."""
        self._share, self._token = share, token
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the bar with a little air."""
        return QSize(60, round(_BAR) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar on its track; whatever is not nothing is seen."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, (self.height() - _BAR) / 2, self.width(), _BAR)
        painter.setBrush(colors.color("surface_pressed"))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if self._share:
            painter.setBrush(colors.color(self._token))
            track.setWidth(max(2.0, self._share * track.width()))
            corner = min(_BAR, track.width()) / 2
            painter.drawRoundedRect(track, corner, corner)


class _Head(QWidget):
    """Over a column: when, which layer, and its key settings."""

    def __init__(self, when: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = IconLabel(20, room=QSize(22, 22))
        self._title = label("", "strong", wrap=True)
        self._figures = label("", "small", wrap=True)
        name = h_box(spacing=6)
        name.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        name.addWidget(self._title, 1)
        column = v_box(self, margins=(0, 0, 0, 14), spacing=3)
        column.addWidget(label(when, "small", wrap=True))
        column.addLayout(name)
        column.addWidget(self._figures)
        column.addStretch(1)

    def show_side(self, side: Side) -> None:
        """Show a layer."""
        self._title.setText(side.title)
        self._figures.setText(figures_text(side.layer))
        self._icon.show_icon(icon_name(side.layer), category_token(side.layer.category))


class _Line:
    """The widgets of one line of the table."""

    def __init__(self, table: QWidget, grid: QGridLayout, row: int) -> None:
        self.name, self.about = label(wrap=True), label("", "small", wrap=True)
        self.words = label("", "strong", wrap=True)
        self.figures = (label(wrap=True), label(wrap=True))
        self.bars = (Bar(table), Bar(table))
        place = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.name, row, 0, place)
        grid.addWidget(self.about, row + 1, 0, place)
        for column, (figure, bar) in enumerate(zip(self.figures, self.bars, strict=True), 1):
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(figure, row, column, place)
            grid.addWidget(bar, row + 1, column, place)
        grid.addWidget(self.words, row, 3, 2, 1, place)
        grid.setRowMinimumHeight(row + 2, 12)

    def show_row(self, row: Row, tokens: tuple[str, str]) -> None:
        """Show a line; both bars have its larger number as their full length."""
        self.name.setText(row.label)
        self.about.setText(row.about)
        self.words.setText(row.words)
        both: tuple[Figure, Figure] = (row.before, row.after)
        most = max((f.amount or 0 for f in both), default=0)
        for figure, shown, bar, token in zip(both, self.figures, self.bars, tokens, strict=True):
            shown.setText(figure.text)
            bar.show_share(figure.amount / most if figure.amount and most else None, token)
            bar.setToolTip(tooltip(row.help))
        for widget in (self.name, self.about, self.words, *self.figures):
            widget.setToolTip(tooltip(row.help))

    def set_visible(self, visible: bool) -> None:
        """Show or hide the line."""
        for widget in (self.name, self.about, self.words, *self.figures, *self.bars):
            widget.setVisible(visible)


class ComparisonTable(QWidget):
    """Lines of a comparison, with the two layers over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = (_Head(self.tr("Now"), self), _Head(self.tr("What if"), self))
        self._lines: list[_Line] = []
        self._grid = grid_box(self, margins=0, spacing=(18, 0))
        for column, stretch in ((0, 4), (1, 5), (2, 5), (3, 3)):
            self._grid.setColumnStretch(column, stretch)
        for column, head in enumerate(self._heads, 1):
            self._grid.addWidget(head, 0, column)

    def show_comparison(self, found: Comparison, rows: Sequence[Row]) -> None:
        """Show the lines; widgets that are there already are used again."""
        sides = (found.before, found.after)
        for head, side in zip(self._heads, sides, strict=True):
            head.show_side(side)
        while len(self._lines) < len(rows):
            self._lines.append(_Line(self, self._grid, 1 + 3 * len(self._lines)))
        tokens = (category_token(sides[0].layer.category), category_token(sides[1].layer.category))
        for number, line in enumerate(self._lines):
            line.set_visible(number < len(rows))
            if number < len(rows):
                line.show_row(rows[number], tokens)

    def spoken(self) -> str:
        """The whole table in words, for a screen reader."""
        text = self.tr("{0}, {1}: now {2}, then {3}")
        return ". ".join(
            ", ".join(
                part
                for part in (
                    text.format(line.name.text(), line.about.text(), *(f.text() for f in line.figures)),
                    line.words.text(),
                )
                if part
            )
            for line in self._lines
            if line.name.isVisibleTo(self)
        )
