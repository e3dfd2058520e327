"""The line above the numbers of a layer: what they are, in which order, and what their colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from nnstudio.app.inside.tiles import ScaleStrip
from nnstudio.app.one_step.cells import Order
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.labels import label

WIDE = 24
"""Neurons or maps from which the strongest can be brought to the front."""
_SIDE, _SPACING = 8, 8


class StepCaption(QWidget):
    """Says what is below.

    Signals
    -------
    order_chosen(order)
        ``"layer"`` or ``"size"``.
    """

    order_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._what = label("", "small")
        self._what.setMinimumWidth(40)
        self._text = self._short = ""
        self.strongest = QCheckBox(self.tr("Strongest first"))
        self.strongest.setToolTip(self.tr("Bring the largest numbers to the front, whatever their sign"))
        self.strongest.toggled.connect(lambda on: self.order_chosen.emit("size" if on else "layer"))
        self.strip = ScaleStrip()
        row = h_box(self, margins=(_SIDE, 2, _SIDE, 2), spacing=_SPACING)
        row.addWidget(self._what, 1)
        row.addWidget(self.strongest)
        row.addWidget(self.strip)

    @property
    def order(self) -> Order:
        """In which order numbers are wanted."""
        return "size" if self.strongest.isChecked() and not self.strongest.isHidden() else "layer"

    def show_what(self, symbol: str, title: str, count: int) -> None:
        """Say what the numbers are.

        Parameters
        ----------
        symbol : str
            What one of them is called.
        title : str
            Of the layer.
        count : int
            How many neurons or maps there are.
        """
        words = {
            "x": self.tr("x of {0}: the sample as it enters"),
            "a": self.tr("a of {0}: what it gives for this sample"),
            "ŷ": self.tr("ŷ of {0}: the answer to this sample"),
            "∂J/∂z": self.tr("∂J/∂z of {0}: how the cost rises with each sum"),
            "∂J/∂a": self.tr("∂J/∂a of {0}: how the cost rises with each number"),
        }
        self._text, self._short = words[symbol].format(title), self.tr("{0} of {1}").format(symbol, title)
        self.strongest.setVisible(count >= WIDE)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        letters = self._what.fontMetrics()
        self.strip.set_narrow(False)
        self.strip.set_narrow(letters.horizontalAdvance(self._short) > self._room())
        fits = letters.horizontalAdvance(self._text) <= self._room()
        text = self._text if fits else self._short
        text = letters.elidedText(text, Qt.TextElideMode.ElideRight, max(self._room(), 40))
        self._what.setText(text)
        self._what.setToolTip("" if text == self._text else self._text)

    def _room(self) -> int:
        """The width that is left for the words."""
        beside = [w for w in (self.strongest, self.strip) if not w.isHidden()]
        taken = sum(max(w.sizeHint().width(), w.minimumWidth()) + _SPACING for w in beside)
        return self.width() - taken - 2 * _SIDE
