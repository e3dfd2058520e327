"""One plot of the dock: training and validation, and earlier runs behind them, in the window's colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.axes import QuietAxis, log_range, loss_range
from nnstudio.app.training.along import Along
from nnstudio.app.training.curve_area import CurveArea
from nnstudio.app.training.earlier import EarlierCurves, EarlierRun
from nnstudio.app.training.legend import Entry, Legend, pen
from nnstudio.app.training.marks import Marks
from nnstudio.app.training.reduce import smooth, thinned
from nnstudio.app.training.sight import CurveBox, Sight
from nnstudio.app.training.smoothing import Smoothing
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import OneLine
from nnstudio.system.arrays import Doubles
from nnstudio.system.numbers import figure_text, percent_text
from nnstudio.training.history import RateChange

_BOLD_UP_TO = 150
"""Curves of so few epochs are drawn 2 px wide; wide lines of many points are slow."""
_DASH = (4.0, 2.0)
_FAINT, _FAINTER = 0.35, 0.18
"""Strength of a line behind a curve, and of one that runs up and down so often that it becomes an area."""


class Plot(QWidget):
    """A titled plot with two curves and their values in the title line: the last ones, or those under the cross.

    The batch losses behind them are 1 px and not antialiased: with 600 points a redraw takes a few milliseconds.

    Parameters
    ----------
    title : str
        Already translated.
    percent : bool
        Whether values are shares, shown as percentages from 0 to 100.
    """

    def __init__(self, title: str, *, percent: bool = False) -> None:
        super().__init__()
        self._percent, self._log, self._smoothing = percent, False, 0.0
        self._heading = OneLine(title, "strong")
        self._legend, self._runs_legend = Legend(self), Legend(self, wrapping=True)
        self._runs_legend.hide()
        self._values_axis, self._epochs_axis = QuietAxis("left", 4), QuietAxis("bottom", 10)
        self._values_axis.set_percent(percent)
        self._plot = CurveArea(self, CurveBox(enableMenu=False), self._values_axis, self._epochs_axis)
        self._plot.setMinimumHeight(
            60
        )  # a line over the curves takes its room from them, and moves nothing else
        self._plot.setAccessibleName(title)
        self._steps = self._plot.plot()
        self._steps.setZValue(-2)  # behind lines and words, which it may have no room for
        self._smooth = Smoothing(self._plot, _FAINT)
        self._earlier = EarlierCurves(self._plot)
        self._train = self._plot.plot(antialias=True)
        self._validation = self._plot.plot(antialias=True)
        self.marks = Marks(self._plot)
        self.sight = Sight(self._plot)
        self._along, self._epochs_planned, self._reach, self._free = Along(), 1, 1.0, False
        self._train_values: Doubles = np.empty(0)
        self._validation_values: Doubles = np.empty(0)
        self._width, self._dense = 0, False
        self._step_sample: Doubles = np.empty(0)
        self._changes: Sequence[RateChange] = ()
        self._level_value: float | None = None
        self.begun = False
        """Whether there is a run, even one that has not ended its first epoch."""
        head = h_box(margins=(0, 0, 2, 0))
        head.addWidget(self._heading)
        head.addWidget(self._legend, 1)
        layout = v_box(self, margins=0, spacing=2)
        layout.addLayout(head)
        layout.addWidget(self._runs_legend)
        layout.addWidget(self._plot, 1)
        theme.current().changed.connect(self._recolour)
        self.sight.moved.connect(lambda _: self._show_figures())
        self.sight.freed.connect(lambda: setattr(self, "_free", True))
        self.sight.freed.connect(self._choose_range)  # it leaves the range, and finds places for the words
        self.sight.fitted.connect(self.fit)
        self._legend.switched.connect(self._switch)
        self._runs_legend.switched.connect(self._earlier.switch)
        self._retranslate()
        self._recolour()
        self._choose_range()

    # What is shown ----------------------------------------------------------------------------------------

    def set_title(self, title: str, *, percent: bool) -> None:
        """Name the plot anew."""
        if (title, percent) == (self._heading.text(), self._percent):
            return
        self._heading.setText(title)
        self._percent = percent
        self._plot.setAccessibleName(title)
        self._values_axis.set_percent(percent)
        self._choose_range()

    def set_epochs(self, epochs: int, *, ended: bool = False) -> None:
        """Make the horizontal axis reach to the last epoch that is planned; where a run has ended, to its end.

        A part that somebody looks at when it ends stays in sight.
        """
        before = self._epochs_planned, self._reach, self._free
        self._epochs_planned, self._reach, self._free = epochs, float(epochs), self._free and ended
        if before != (self._epochs_planned, self._reach, self._free) or not self.marks.settled:
            self._choose_range()

    def set_axes(self, along: Along, *, log: bool, smoothing: float, reach: float) -> None:
        """Choose unit and end of the horizontal axis, a logarithmic vertical one, and how much curves are smoothed.

        The end is an epoch, and counts as long as there are no earlier runs to be seen.
        """
        if (along.unit, log) != (self._along.unit, self._log):
            self._free = False
        self._along, self._log, self._smoothing = along, log and not self._percent, smoothing
        if smoothing > 0:
            self._smooth.begin()
        self._values_axis.set_log(self._log)
        self._epochs_axis.set_whole(along.unit != "seconds")
        if reach != self._reach:
            self._reach = reach
            self._choose_range()
        self._retranslate()

    def set_level(self, value: float | None) -> None:
        """Show a horizontal line: the baseline, or the loss to expect before the first step."""
        if value != self._level_value or not self.marks.settled:
            self._level_value = value
            self._choose_range()

    def set_earlier(self, runs: Sequence[EarlierRun]) -> None:
        """Draw earlier runs behind the curves."""
        self._earlier.show_runs(runs)
        self._runs_legend.setVisible(bool(runs))

    def set_changes(self, changes: Sequence[RateChange]) -> None:
        """Mark where the learning rate was changed."""
        self._changes = changes
        self.marks.show_rates(changes, self._along)

    def show_steps(self, epochs: Doubles, y: Doubles, sample: Doubles, *, ranged: bool = True) -> None:
        """Draw the losses of single batches faintly behind the curves, at parts of epochs.

        Parameters
        ----------
        epochs, y : array of float
            Of many batches the smallest and the largest losses.
        sample : array of float
            Losses as they come, by which the range is chosen: the largest of many are all outliers.
        ranged : bool
            False where :meth:`show_epochs` follows, which chooses the range for both.
        """
        if (len(y) > len(sample)) != self._dense:
            self._dense = not self._dense
            self._set_pens()
        self._step_sample = sample
        x, heights = self._along.of(epochs), _heights(y, self._log)
        self._steps.setData(x, heights, connect="finite")
        smoothed = self._smoothing > 0 and len(y) > 1
        self._smooth.show_steps(*((x, _heights(smooth(y, self._smoothing), self._log)) if smoothed else ()))
        if ranged:
            self._choose_range()

    def show_epochs(self, train: Doubles, validation: Doubles, best: int) -> None:
        """Draw the values at the ends of the epochs, from epoch 1.

        Parameters
        ----------
        train, validation : array of float, one for each epoch
            Validation may be empty.
        best : int
            Number of the best epoch, 0 for none.
        """
        self._train_values, self._validation_values = train, validation
        # One point alone is no line: it gets a dot.
        dot = "o" if len(train) == 1 else None
        if self._width != _curve_width(len(train)):
            self._set_pens()
        for number, (curve, values) in enumerate(((self._train, train), (self._validation, validation))):
            x, y = thinned(values)
            x = self._along.of(x)
            curve.setData(x, _heights(smooth(y, self._smoothing), self._log), symbol=dot, connect="finite")
            self._smooth.show_epochs(number, *((x, _heights(y, self._log)) if self._smoothing > 0 else ()))
        place = self._along.of(np.array([float(best)]))[0]
        self.marks.show_best(float(place) if best else None)
        self.sight.set_places(self._along.of(np.arange(1, len(train) + 1, dtype=float)))
        self._earlier.draw(self._along, lambda values: _heights(values, self._log))
        self._choose_range()
        self._show_figures()

    def clear(self) -> None:
        """Draw nothing."""
        self.show_steps(np.empty(0), np.empty(0), np.empty(0))
        self.show_epochs(np.empty(0), np.empty(0), 0)

    def fit(self) -> None:
        """Show everything, and follow what grows."""
        self._free = False
        self._choose_range()

    # How --------------------------------------------------------------------------------------------------

    def _choose_range(self) -> None:
        self.marks.name_best(self.tr("best"))
        level = self._level_value
        height = None if level is None else float(_heights(np.array([level]), self._log)[0])
        self.marks.show_level(
            height, "" if level is None else self.tr("guessing: {0}").format(self._words(level))
        )
        if not self._free:
            longest = max([self._epochs_planned, *(len(run.values) for run in self._earlier.runs)])
            reach = self._epochs_planned if self._earlier.runs else self._reach
            ends = [float(self._along.of(np.array([float(reach)]))[0])]
            if longest > self._epochs_planned or self._along.unit != "epochs":
                for run in self._earlier.runs:
                    own = run.along(self._along)
                    ends += [] if own is None else [float(own.of(np.array([float(len(run.values))]))[0])]
            self._plot.setXRange(0, max(ends), padding=0.015)
            self._plot.setYRange(*self._value_range(), padding=0.02)
        self.marks.settle([self._steps, self._train, self._validation, *self._earlier.items])

    def _value_range(self) -> tuple[float, float]:
        if self._percent:
            return 0.0, 1.0
        runs = [run.values for run in self._earlier.runs]
        values = np.concatenate([self._train_values, self._validation_values, *runs])
        if self._log:
            return log_range(self._step_sample, values)
        return loss_range(self._step_sample, values, self._level_value)

    def _words(self, value: float) -> str:
        return percent_text(value) if self._percent else figure_text(value)

    def _show_figures(self) -> None:
        at, entries = self.sight.at, []
        tokens = theme.current().tokens
        for key, values, name, color, dash in (
            ("train", self._train_values, self.tr("training"), tokens.curve_train, ()),
            ("validation", self._validation_values, self.tr("validation"), tokens.curve_validation, _DASH),
        ):
            if len(values):
                place = min(at or len(values), len(values)) - 1
                entries.append(Entry(key, name, self._words(float(values[place])), color, dash))
        self._legend.set_remark("" if self.begun else self.tr("before the first run"))
        self._legend.show_entries(entries)
        runs = self._earlier.entries(self._words, at)
        self._runs_legend.show_entries(runs)
        spoken = ", ".join(f"{entry.name} {entry.value}" for entry in (*entries, *runs))
        if at and spoken:
            where = self.tr("epoch {0}").format(at)
            rate = next((c.rate for c in reversed(self._changes) if c.epoch <= at), None)
            spoken = f"{where}: {spoken}" + (f", η {figure_text(rate)}" if rate is not None else "")
        self.sight.name(self.tr("epoch {0}").format(at))
        self.setAccessibleDescription(spoken)
        self._plot.setAccessibleDescription(spoken)

    def _switch(self, key: str, shown: bool) -> None:
        for item in (self._train, self._steps) if key == "train" else (self._validation,):
            item.setVisible(shown)
        self._smooth.switch(key, shown)

    def _set_pens(self) -> None:
        tokens = theme.current().tokens
        self._width = _curve_width(len(self._train_values))
        self._steps.setPen(pen(tokens.curve_train, 1, strength=_FAINTER if self._dense else _FAINT))
        self._train.setPen(pen(tokens.curve_train, self._width))
        self._validation.setPen(pen(tokens.curve_validation, self._width, _DASH))

    def _recolour(self) -> None:
        look = theme.current()
        tokens = look.tokens
        self._plot.setBackground(tokens.surface)
        for axis in (self._values_axis, self._epochs_axis):
            axis.recolour()
        self._values_axis.setGrid(255)
        self._values_axis.widen()
        self._smooth.recolour()
        self._set_pens()
        for curve, color in ((self._train, tokens.curve_train), (self._validation, tokens.curve_validation)):
            curve.setSymbolBrush(pg.mkBrush(color))
            curve.setSymbolPen(None)
            curve.setSymbolSize(6)
        self.marks.recolour()
        self.sight.recolour()
        self._earlier.draw(self._along, lambda values: _heights(values, self._log))
        self._show_figures()

    def _retranslate(self) -> None:
        first = {"epochs": self.tr("epoch 0"), "steps": self.tr("step 0"), "seconds": self.tr("0 s")}
        self._epochs_axis.set_first(first[self._along.unit])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_figures()
        super().changeEvent(event)


def _curve_width(epochs: int) -> int:
    return 2 if epochs <= _BOLD_UP_TO else 1


def _heights(values: Doubles, log: bool) -> Doubles:
    """Values as places on the vertical axis."""
    if not log:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(values > 0, np.log10(values), np.nan)
