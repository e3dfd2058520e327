"""The middle of a step: the numbers of a layer, and above them what they are and what their colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import shades
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.one_step.caption import StepCaption
from nnstudio.app.one_step.cells import GAP
from nnstudio.app.one_step.neurons import NeuronGrid
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.system.arrays import Host
from nnstudio.training.worked.line import Place


class NumberPane(QWidget):
    """Shows the numbers of one layer for one sample."""

    def __init__(self) -> None:
        super().__init__()
        fill(self, "panel")
        self.caption, self.grid = StepCaption(), NeuronGrid()
        fill(self.grid, "panel")
        self._around = ScrollColumn(self.grid)
        column = v_box(self, margins=0, spacing=0)
        column.addWidget(self.caption)
        column.addWidget(self._around, 1)
        self.caption.order_chosen.connect(self._reorder)
        self.grid.chosen.connect(self._follow)
        # Later: the column learns of the new height only after the grid.
        later = Qt.ConnectionType.QueuedConnection
        self.grid.rearranged.connect(self._bring_into_sight, later)
        lower = self._around.verticalScrollBar().rangeChanged
        lower.connect(self._bring_into_sight, later)

    def show_values(
        self,
        values: Host,
        symbol: str,
        title: str,
        place: Place | None,
        *,
        middle: float = 0.0,
        notes: Sequence[str] = (),
    ) -> None:
        """Show the numbers of a layer.

        Parameters
        ----------
        values, symbol, place, middle, notes
            As :meth:`NeuronGrid.show_values` takes them.
        title : str
            What the layer is called.
        """
        self.caption.show_what(symbol, title, values.shape[-1] if values.ndim != 2 else 1)
        self.grid.set_order(self.caption.order)
        self.grid.show_values(values, symbol, place, middle=middle, notes=notes)
        strength = shades.PICTURE if values.ndim > 1 else shades.written()
        self.caption.strip.show_scale(self.grid.scale, middle, strength)
        self._bring_into_sight()

    def _reorder(self) -> None:
        self.grid.set_order(self.caption.order)
        self._bring_into_sight()

    def _follow(self) -> None:
        """Keep what the keys have chosen in sight; under the mouse nothing may move."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._bring_into_sight()

    def _bring_into_sight(self, *_: object) -> None:
        if self.grid.place:
            box = self.grid.box_of(self.grid.place)
            self._around.ensureVisible(0, box.center().y(), 0, box.height() // 2 + GAP)
