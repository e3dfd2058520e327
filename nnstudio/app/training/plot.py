"""One plot of the dock: training and validation against epochs, in the window's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app import theme
from nnstudio.app.training.reduce import thinned

Array = np.ndarray[Any, np.dtype[np.float64]]


class _ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis of plain numbers or of percentages, always wide enough for four digits."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._percent = False
        self.setWidth(44)
        self.enableAutoSIPrefix(False)

    def set_percent(self, percent: bool) -> None:
        self._percent = percent

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if not self._percent:
            return [f"{v:.4g}" for v in values]
        digits = 0 if spacing >= 0.01 else 1
        return [f"{100 * v:.{digits}f} %" if v <= 1.0001 else "" for v in values]


class Plot(QWidget):
    """A titled plot with two curves and their last values in the title line.

    Lines are 1 px and not antialiased: with 600 points a redraw takes a few milliseconds.

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
        self._figures = QLabel()
        self._figures.setTextFormat(Qt.TextFormat.RichText)
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._plot = pg.PlotWidget(parent=self, axisItems={"left": _ValueAxis("left")})
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMinimumHeight(90)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._steps = self._plot.plot()
        self._train = self._plot.plot()
        self._validation = self._plot.plot()
        self._best = pg.InfiniteLine(angle=90)
        self._level = pg.InfiniteLine(angle=0)
        for line in (self._best, self._level):
            line.setVisible(False)
            self._plot.addItem(line, ignoreBounds=True)
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addWidget(self._figures, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._plot, 1)
        self._train_values: Sequence[float] = ()
        self._validation_values: Sequence[float] = ()
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def set_title(self, title: str, *, percent: bool) -> None:
        """Name the plot anew."""
        self._heading.setText(title)
        self._percent = percent
        self._plot.setAccessibleName(title)
        self._plot.getAxis("left").set_percent(percent)

    def set_epochs(self, epochs: int) -> None:
        """Make the horizontal axis reach to the last epoch that is planned."""
        self._plot.setXRange(0, epochs, padding=0.02)

    def set_level(self, value: float | None) -> None:
        """Show a horizontal line, such as the baseline or the expected first loss."""
        self._level.setVisible(value is not None)
        if value is not None:
            self._level.setValue(value)

    def show_steps(self, x: Array, y: Array) -> None:
        """Draw the losses of single batches faintly behind the curves."""
        self._steps.setData(x, y, connect="finite")

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
        self._train.setData(*thinned(train), symbol=dot, connect="finite")
        self._validation.setData(*thinned(validation), symbol=dot, connect="finite")
        self._best.setVisible(best > 0)
        self._best.setValue(best)
        self._show_figures()
        self.setAccessibleDescription(self._spoken())

    def clear(self) -> None:
        """Draw nothing."""
        self.show_steps(np.empty(0), np.empty(0))
        self.show_epochs((), (), 0)

    def _words(self, value: float) -> str:
        return f"{value:.1%}" if self._percent else f"{value:.4g}"

    def _spoken(self) -> str:
        if not len(self._train_values):
            return ""
        text = self.tr("training {0}").format(self._words(float(self._train_values[-1])))
        if len(self._validation_values):
            text += ", " + self.tr("validation {0}").format(self._words(float(self._validation_values[-1])))
        return text

    def _show_figures(self) -> None:
        tokens = theme.current().tokens
        parts = []
        for values, name, color, mark in (
            (self._train_values, self.tr("training"), tokens.curve_train, "━"),
            (self._validation_values, self.tr("validation"), tokens.curve_validation, "╍"),
        ):
            if len(values):
                parts.append(
                    f'<span style="color:{color}">{mark}</span> {name} <b>{self._words(float(values[-1]))}</b>'
                )
        self._figures.setText("&nbsp;&nbsp;&nbsp;".join(parts))

    def _recolour(self) -> None:
        tokens = theme.current().tokens
        self._plot.setBackground(tokens.surface)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(tokens.border))
            axis.setTextPen(pg.mkPen(tokens.text_muted))
            axis.setTickFont(theme.current().font("small"))
        self._plot.showGrid(y=True, alpha=0.15)
        solid, dash = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
        self._steps.setPen(pg.mkPen(theme.current().color("curve_train", 0.30), width=1))
        self._train.setPen(pg.mkPen(tokens.curve_train, width=1, style=solid))
        self._validation.setPen(pg.mkPen(tokens.curve_validation, width=1, style=dash))
        for curve, color in ((self._train, tokens.curve_train), (self._validation, tokens.curve_validation)):
            curve.setSymbolBrush(pg.mkBrush(color))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        self._best.setPen(pg.mkPen(tokens.curve_best, width=1, style=Qt.PenStyle.DotLine))
        self._level.setPen(pg.mkPen(tokens.text_muted, width=1, style=dash))
        self._show_figures()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_figures()
        super().changeEvent(event)
