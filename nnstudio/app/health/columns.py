"""The columns of the list of layers: where they stand, what they are called and what they mean."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip
from nnstudio.training.findings import EXPLODING, VANISHING, amount

EDGE, GAP = 14.0, 18.0
_NARROW = 1000.0
"""Below this width there is room for two histograms only."""
_SHARES = {"name": 1.5, "signal": 1.7, "step": 1.7, "silent": 1.15, "weights": 1.0, "gradients": 1.0, "activations": 1.0}  # fmt: skip
"""Widths of the columns relative to each other, from left to right."""


class Column(NamedTuple):
    """Title and meaning of a column."""

    title: str
    meaning: str


def columns() -> dict[str, Column]:
    """What the columns are called and mean, in the user's language."""

    def say(text: str) -> str:
        return QCoreApplication.translate("Layers", text)

    return {
        "name": Column(say("Layer"), say("A click selects the layer on the canvas.")),
        "signal": Column(
            say("Signal"),
            say(
                "How much of the error reaches the layer, relative to the output: ∂J/∂Z over time, on a logarithmic "
                "scale. Below {0} it vanishes, above {1} times it explodes; the band is what is well."
            ).format(amount(VANISHING), amount(EXPLODING)),
        ),
        "step": Column(
            say("Step"),
            say(
                "By how much of its size the next step changes the weights: ‖ΔW‖ / ‖W‖ over time, on a logarithmic "
                "scale. About 0.1\N{NARROW NO-BREAK SPACE}% is usual; the green band is good, steps in the one above it are wild."
            ),
        ),
        "silent": Column(
            say("Silent"),
            say(
                "Dead: neurons whose ReLU is 0 for every sample. Flat: values for which sigmoid or tanh hardly changes "
                "any more. Both let no gradient through."
            ),
        ),
        "weights": Column(say("Weights"), say("How the weights are spread; the dotted line is 0.")),
        "gradients": Column(say("Gradients"), say("How ∂J/∂W is spread; the dotted line is 0.")),
        "activations": Column(
            say("Activations"), say("How the layer's outputs are spread; the dotted line is 0.")
        ),
    }


def boxes(width: float, height: float) -> dict[str, QRectF]:
    """Where each column lies in a row of some size; the gradients go first where there is little room."""
    shares = dict(_SHARES)
    if width < _NARROW:
        del shares["gradients"]
    free = width - 2 * EDGE - GAP * (len(shares) - 1)
    whole = sum(shares.values())
    found, left = {}, EDGE
    for key, share in shares.items():
        size = free * share / whole
        found[key] = QRectF(left, 0, size, height)
        left += size + GAP
    return found


class Head(QWidget):
    """The titles of the columns, each with its meaning as a tool tip.

    Parameters
    ----------
    area : QAbstractScrollArea
        Where the rows scroll below: its frame and its bar leave them less room than the titles have.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__()
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def _boxes(self) -> dict[str, QRectF]:
        view = self._area.viewport()
        return {key: box.translated(view.x(), 0) for key, box in boxes(view.width(), self.height()).items()}

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, round(QFontMetricsF(theme.current().font("small")).height()) + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles."""
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text_muted"))
        metrics = QFontMetricsF(look.font("small"))
        titles = columns()
        for key, box in self._boxes().items():
            text = metrics.elidedText(titles[key].title, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.fillRect(14, self.height() - 1, self.width() - 28, 1, look.color("border"))

    def event(self, event: QEvent) -> bool:
        """Explain the column under the mouse."""
        if isinstance(event, QHelpEvent):
            for key, box in self._boxes().items():
                if box.contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), tooltip(columns()[key].meaning), self)
            return True
        return super().event(event)
