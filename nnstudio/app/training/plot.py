"""One plot of the dock: training and validation against epochs, in the window's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app import theme
from nnstudio.app.texts import percent as percent_text
from nnstudio.app.training.axes import QuietAxis, loss_range
from nnstudio.app.training.legend import Entry, Legend
from nnstudio.app.training.reduce import thinned

Array = np.ndarray[Any, np.dtype[np.float64]]

_BOLD_UP_TO = 150
"""Curves of so few epochs are drawn 2 px wide; wide lines of many points are slow."""
_SOLID, _DASH = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine


class Plot(QWidget):
    """A titled plot with two curves and their last values in the title line.

    The batch losses behind them are 1 px and not antialiased: with 600 points a redraw takes a few milliseconds.

    Parameters
    ----------
    title : str
        Already translated.
    percent : bool
        Whether values are shares, shown as percentages from 0 to 100.
    """

    def __init__(self, title: str, *, percent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = percent
        self._heading = QLabel(title)
        self._heading.setProperty("role", "strong")
        self._legend = Legend(self)
        self._values_axis, self._epochs_axis = QuietAxis("left", 4), QuietAxis("bottom", 10)
        self._values_axis.set_percent(percent)
        self._values_axis.setWidth(48)
        self._plot = pg.PlotWidget(
            parent=self, axisItems={"left": self._values_axis, "bottom": self._epochs_axis}
        )
        for axis in (self._values_axis, self._epochs_axis):
            axis.setZValue(-1)  # grid lines run behind the curves and their words
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.getPlotItem().layout.setContentsMargins(0, 7, 10, 0)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMinimumHeight(90)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAccessibleName(title)
        self._steps = self._plot.plot()
        self._train = self._plot.plot(antialias=True)
        self._validation = self._plot.plot(antialias=True)
        self._best, self._best_label = _line(self._plot, 90, 0.9, ((0.0, 0.5), (1.0, 0.5)))
        self._level, self._level_label = _line(self._plot, 0, 0.01, ((0.0, 1.1), (0.0, 1.1)))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 2, 0)
        head.addWidget(self._heading)
        head.addWidget(self._legend, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._plot, 1)
        self._train_values: Sequence[float] = ()
        self._validation_values: Sequence[float] = ()
        self._step_values: Array = np.empty(0)
        self._level_value: float | None = None
        theme.current().changed.connect(self._recolour)
        self._retranslate()
        self._recolour()
        self._choose_range()

    def set_title(self, title: str, *, percent: bool) -> None:
        """Name the plot anew."""
        self._heading.setText(title)
        self._percent = percent
        self._plot.setAccessibleName(title)
        self._values_axis.set_percent(percent)
        self._choose_range()

    def set_epochs(self, epochs: int) -> None:
        """Make the horizontal axis reach to the last epoch that is planned."""
        self._plot.setXRange(0, epochs, padding=0.015)

    def set_level(self, value: float | None) -> None:
        """Show a horizontal line: the baseline, or the loss to expect before the first step."""
        self._level_value = value
        self._level.setVisible(value is not None)
        if value is not None:
            self._level.setValue(value)
            self._level_label.setFormat(self.tr("guessing: {0}").format(self._words(value)))
        self._choose_range()

    def show_steps(self, x: Array, y: Array) -> None:
        """Draw the losses of single batches faintly behind the curves."""
        self._step_values = y
        self._steps.setData(x, y, connect="finite")
        self._choose_range()

    def show_epochs(self, train: Sequence[float], validation: Sequence[float], best: int) -> None:
        """Draw the values at the ends of the epochs, from epoch 1.

        Parameters
        ----------
        train, validation : sequence of float, one for each epoch
            Validation may be empty.
        best : int
            Number of the best epoch, 0 for none.
        """
        self._train_values, self._validation_values = train, validation
        # One point alone is no line: it gets a dot.
        dot = "o" if len(train) == 1 else None
        self._set_pens()
        self._train.setData(*thinned(train), symbol=dot, connect="finite")
        self._validation.setData(*thinned(validation), symbol=dot, connect="finite")
        self._best.setVisible(best > 0)
        self._best.setValue(best)
        self._choose_range()
        self._show_figures()
        self.setAccessibleDescription(self._spoken())

    def clear(self) -> None:
        """Draw nothing."""
        self.show_steps(np.empty(0), np.empty(0))
        self.show_epochs((), (), 0)

    def _choose_range(self) -> None:
        # Losses fall and shares rise: the word stands where the curve has left room.
        self._best_label.setPosition(0.32 if self._percent else 0.9)
        if self._percent:
            low, high = 0.0, 1.0
        else:
            values = [*self._train_values, *self._validation_values]
            low, high = loss_range(self._step_values, values, self._level_value)
        self._plot.setYRange(low, high, padding=0.02)
        for label in (self._best_label, self._level_label):
            label.updateTransform(
                force=True
            )  # it does so itself when painted, and lies outside the view until then

    def _words(self, value: float) -> str:
        return percent_text(value) if self._percent else f"{value:.4g}"

    def _spoken(self) -> str:
        if not len(self._train_values):
            return ""
        text = self.tr("training {0}").format(self._words(float(self._train_values[-1])))
        if len(self._validation_values):
            text += ", " + self.tr("validation {0}").format(self._words(float(self._validation_values[-1])))
        return text

    def _show_figures(self) -> None:
        entries = []
        for values, name, color, style in (
            (self._train_values, self.tr("training"), "curve_train", _SOLID),
            (self._validation_values, self.tr("validation"), "curve_validation", _DASH),
        ):
            if len(values):
                entries.append(Entry(name, self._words(float(values[-1])), color, style))
        self._legend.set_remark("" if len(self._step_values) else self.tr("before the first run"))
        self._legend.show_entries(entries)

    def _set_pens(self) -> None:
        tokens = theme.current().tokens
        width = 2 if len(self._train_values) <= _BOLD_UP_TO else 1
        self._train.setPen(pg.mkPen(tokens.curve_train, width=width, style=_SOLID))
        self._validation.setPen(pg.mkPen(tokens.curve_validation, width=width, style=_DASH))

    def _recolour(self) -> None:
        look = theme.current()
        tokens = look.tokens
        self._plot.setBackground(tokens.surface)
        for axis in (self._values_axis, self._epochs_axis):
            axis.setPen(pg.mkPen(tokens.border))
            axis.setTextPen(pg.mkPen(tokens.text_muted))
            axis.setTickFont(look.font("small"))
        self._values_axis.setGrid(255)
        self._steps.setPen(pg.mkPen(look.color("curve_train", 0.35), width=1))
        self._set_pens()
        for curve, color in ((self._train, tokens.curve_train), (self._validation, tokens.curve_validation)):
            curve.setSymbolBrush(pg.mkBrush(color))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        self._best.setPen(pg.mkPen(tokens.curve_best, width=1, style=Qt.PenStyle.DotLine))
        self._level.setPen(pg.mkPen(tokens.text_muted, width=1, style=_DASH))
        for label, color in ((self._best_label, tokens.curve_best), (self._level_label, tokens.text_muted)):
            label.setColor(color)
            label.fill = pg.mkBrush(tokens.surface)  # on a grid line the words would be struck through
            label.textItem.setFont(look.font("small"))
        self._show_figures()

    def _retranslate(self) -> None:
        self._best_label.setFormat(self.tr("best"))
        self._epochs_axis.set_first(self.tr("epoch 0"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_figures()
        super().changeEvent(event)


def _line(plot: Any, angle: int, position: float, anchors: Any) -> tuple[Any, Any]:
    """A line across the plot with a small label on it, hidden at first."""
    line = pg.InfiniteLine(angle=angle)
    label = pg.InfLineLabel(line, "", position=position, anchors=anchors)
    line.setVisible(False)
    line.setZValue(-1)
    plot.addItem(line, ignoreBounds=True)
    return line, label
