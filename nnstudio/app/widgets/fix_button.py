"""A button that names a repair, in several lines where it has to."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget


class FixButton(QPushButton):
    """Says what it does; its words go on in the next line where a panel is narrow.

    Parameters
    ----------
    words : str
        Already translated.
    first : bool
        Whether it is the best repair, and framed for that.
    """

    def __init__(self, words: str, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "fix" if first else "link")
        self.setProperty("wraps", True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(words)

    def say(self, words: str) -> None:
        """Be called something else."""
        self.words = words
        self.setAccessibleName(words)
        self.setText(words.replace("&", "&&"))
        self.ensurePolished()  # the sheet's font decides how long a line is
        self.resize(self.sizeHint())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """In one line."""
        return self._size(self.words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        widest = max(self._parts(), key=self.fontMetrics().horizontalAdvance, default="")
        return QSize(self._size(widest).width(), self._size(self.words).height())

    def hasHeightForWidth(self) -> bool:
        """It becomes higher where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the lines that its words take at a width."""
        return self._size(self._wrapped(width)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        self.setText(self._wrapped(self.width()).replace("&", "&&"))

    def _wrapped(self, width: int) -> str:
        metrics = self.fontMetrics()
        room = width - (self._size(self.words).width() - metrics.horizontalAdvance(self.words))
        lines: list[str] = []
        for word in self._parts():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return "\n".join(lines)

    def _parts(self) -> list[str]:
        """Words between which a line may end: a shape stays whole."""
        return self.words.replace(" × ", "\u00a0×\u00a0").split(" ")

    def _size(self, text: str) -> QSize:
        """What the style needs around a text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        lines = text.split("\n")
        metrics = self.fontMetrics()
        content = QSize(max(metrics.horizontalAdvance(line) for line in lines), metrics.height() * len(lines))
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, content, self).expandedTo(QSize(0, 24))
