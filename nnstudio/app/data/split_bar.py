"""How the rows are divided, as a bar: what is learned from, what watches, what stays sealed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.system.numbers import percent_text, whole_text

_HEIGHT = 12
_GAP = 2
_DOT = 9
_TOKENS = ("curve_train", "curve_validation", "curve_test")
"""The colours that these parts have in curves and results."""


class SplitBar(QWidget):
    """Shows the parts of the data in proportion, with their sizes below."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[float, ...] = (1.0, 0.0, 0.0)
        self._rows: int | None = None
        self._exact: tuple[int, ...] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(theme.current().font("small"))
        theme.current().changed.connect(self._restyle)
        self._name()

    def show_parts(self, validation: float, test: float, rows: int | None) -> None:
        """Show shares of so many rows; without rows, as percentages."""
        self._shares = (1 - validation - test, validation, test)
        self._rows, self._exact = rows, None
        self._name()
        self.updateGeometry()
        self.update()

    def show_sizes(self, train: int, validation: int, test: int) -> None:
        """Show the parts as they have been drawn."""
        whole = max(train + validation + test, 1)
        self._exact = (train, validation, test)
        self._shares = tuple(size / whole for size in self._exact)
        self._name()
        self.updateGeometry()
        self.update()

    def words(self) -> list[str]:
        """The parts and their sizes."""
        names = (self.tr("training"), self.tr("validation"), self.tr("test"))
        sizes: list[str]
        if self._exact is not None:
            sizes = [whole_text(size) for size in self._exact]
        elif self._rows is not None:
            test, validation = (round(self._rows * share) for share in self._shares[:0:-1])
            sizes = [whole_text(size) for size in (self._rows - validation - test, validation, test)]
        else:
            sizes = [percent_text(share, 0) for share in self._shares]
        return [f"{size} {name}" for size, name in zip(sizes, names, strict=True)]

    def sizeHint(self) -> QSize:
        """A bar and its legend."""
        return QSize(200, self.heightForWidth(max(self.width(), 120)))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest part of the legend."""
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(word) for word in self.words())
        return QSize(widest + _DOT + 6, self.heightForWidth(max(self.width(), 120)))

    def hasHeightForWidth(self) -> bool:
        """The legend takes more lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the bar and the lines of the legend."""
        lines = 1 + max((line for _, line, _ in self._places(width)), default=0)
        return _HEIGHT + 6 + lines * (self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another line where a scroll bar has made the legend narrower."""
        super().resizeEvent(event)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts and the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        whole = QRectF(0, 0, self.width(), _HEIGHT)
        path = QPainterPath()
        path.addRoundedRect(whole, 4, 4)
        painter.save()
        painter.setClipPath(path)
        left = 0.0
        for token, share in zip(_TOKENS, self._shares, strict=True):
            width = share * whole.width()
            if share > 0:
                painter.fillRect(QRectF(left, 0, max(width - _GAP, 1), _HEIGHT), colors.color(token))
            left += width
        painter.restore()
        metrics = self.fontMetrics()
        for (word, line, x), token in zip(self._places(self.width()), _TOKENS, strict=True):
            top = _HEIGHT + 6 + line * (metrics.height() + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color(token))
            painter.drawRoundedRect(QRectF(x, top + (metrics.height() - _DOT) / 2, _DOT, _DOT), 2, 2)
            painter.setPen(colors.color("text_muted"))
            painter.drawText(x + _DOT + 5, top + metrics.ascent(), word)

    def _places(self, width: int) -> list[tuple[str, int, int]]:
        """The words of the legend, with the line and the place in it where each begins."""
        places, line, x = [], 0, 0
        for word in self.words():
            need = _DOT + 5 + self.fontMetrics().horizontalAdvance(word)
            if x and x + need > width:
                line, x = line + 1, 0
            places.append((word, line, x))
            x += need + 12
        return places

    def _name(self) -> None:
        self.setAccessibleName(self.tr("How the data is divided"))
        self.setAccessibleDescription(", ".join(self.words()))
        self.setToolTip(", ".join(self.words()))

    def _restyle(self) -> None:
        self.setFont(theme.current().font("small"))
        self.updateGeometry()
        self.update()
