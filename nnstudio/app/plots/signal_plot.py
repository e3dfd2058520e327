"""One signal in large: a line for each channel over its time or its place."""

from __future__ import annotations

import html
import math
import re

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout

from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import (
    MOST_CHANNELS,
    Limits,
    channel_color,
    outline,
    share_of,
    signal_limits,
)
from nnstudio.app.plots.graph import Graph, extent
from nnstudio.app.widgets.labels import label
from nnstudio.data.along import UNKNOWN, Along
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import digits_for, figure_text

_COLUMNS = 1000
"""Of more values the least and the greatest of so many pieces are drawn: no screen shows more."""
_NO_NUMBERS = 12
"""Pixels of an axis without any."""
LOW = 68
"""Pixels of the plot of a recording, at least."""
_FILLED = 0.84
"""How much of its band the line of a channel fills: neighbours do not touch."""
_LINE = "\N{BOX DRAWINGS HEAVY HORIZONTAL}" * 2


class SignalPlot(Graph):
    """Shows a sample of shape ``(length, channels)``."""

    def __init__(self) -> None:
        super().__init__("", "", "")
        self.plot.setAccessibleName(self.tr("The sample"))
        self.plot.setMinimumHeight(LOW)  # in a low dock its names must be seen
        self._shown: tuple[Host, int, Along, Limits] | None = None
        self._channels = label("", "small", wrap=True)
        self._channels.setTextFormat(Qt.TextFormat.RichText)  # each name beside a piece of its line
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self._channels)
        theme.current().changed.connect(self._draw)

    def show_signal(
        self, sample: Host, rate: int, title: str = "", along: Along = UNKNOWN, limits: Limits | None = None
    ) -> None:
        """Draw a sample; channels that differ so much that one would be a flat line have a band each.

        Parameters
        ----------
        sample : array, shape (length, channels)
        rate : int
            Samples per second; 0 where they are only counted.
        title : str
            Already translated.
        along : Along
            What the channels are called, and what runs along them where nothing counts seconds.
        limits : Limits, optional
            Those of all samples that it stands beside, as :func:`nnstudio.app.look.sample_picture.signal_limits` finds them; its
            own if None.
        """
        self._shown = sample, rate, along, limits or signal_limits(sample)
        self.set_title(title)
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        sample, rate, along, (low, high, own) = self._shown
        self.plot.clear()
        shown = sample[:, :MOST_CHANNELS]
        count = shown.shape[1]
        low, high = (
            np.minimum(low, shown.min(0)),
            np.maximum(high, shown.max(0)),
        )  # those of others may be narrower
        start, step, across = along_time(rate, along)
        names = along.channels or tuple(self.tr("channel {0}").format(i + 1) for i in range(count))
        up = along.channels[0] if len(along.channels) == 1 else self.tr("value")
        self.set_axes(across, "" if own else up)
        ends = start, start + step * (len(sample) - 1)
        for i, values in enumerate(shown.T):
            at, heights = outline(values, _COLUMNS)
            at = ends[0] + at * (ends[1] - ends[0])
            if own:  # the first at the top, as their names are read
                heights = count - 1 - i + (1 - _FILLED) / 2 + _FILLED * share_of(heights, low[i], high[i])
            line = pg.PlotCurveItem(at, heights, pen=pg.mkPen(channel_color(i), width=1.4), antialias=True)
            self.plot.addItem(line)
        few = self.tr("The first {0} of {1} channels").format(MOST_CHANNELS, sample.shape[1])
        bands = self.tr("each channel in a band of its own")
        self.set_remark(" · ".join([few] * (sample.shape[1] > MOST_CHANNELS) + [bands] * own))
        if own:
            names = tuple(
                self._with_range(*each) for each in zip(names, low.tolist(), high.tolist(), strict=False)
            )
        # Above the plot: within it, it would lie on the lines.
        words = [
            f'<span style="color:{channel_color(i).name()}">{_LINE}</span>&nbsp;{_unbroken(name)}'
            for i, name in enumerate(names[:count])
        ]
        self._channels.setText(" &nbsp; ".join(words))
        self._channels.setAccessibleName(", ".join(names[:count]))
        self._channels.setVisible(len(words) > 1)
        self._y_axis.setTicks([[(edge, "") for edge in range(count + 1)]] if own else None)
        self.set_range((min(ends), max(ends)), (0.0, float(count)) if own else extent(shown), padding=0.03)
        if own:  # there are no numbers beside the bands
            self._y_axis.setWidth(theme.current().room(_NO_NUMBERS))

    def _with_range(self, name: str, low: float, high: float) -> str:
        if not high > low:
            return self.tr("{0} ({1})").format(name, figure_text(low))
        unit = 10.0 ** (math.floor(math.log10(high - low)) - 2)  # what is finer is not seen in a band
        ends = [figure_text(round(end / unit) * unit, digits_for(end, unit, 2)) for end in (low, high)]
        return self.tr("{0} ({1} to {2})").format(name, *ends)


def along_time(rate: int, along: Along) -> tuple[float, float, str]:
    """Where the values of a recording lie: the first, how far the next is, and what runs along them in words.

    Parameters
    ----------
    rate : int
        Samples per second; 0 where they are only counted.
    along : Along
    """
    tr = QCoreApplication.translate
    if rate:
        return 0.0, 1 / rate, tr("SignalPlot", "seconds")
    if along.step:
        return along.start, along.step, along.name or tr("SignalPlot", "first column")
    return 1.0, 1.0, tr("SignalPlot", "value number")


def _unbroken(name: str) -> str:
    """A name as rich text that stays in one line: Qt breaks ``m/s^2`` behind its stroke."""
    joined = re.sub(r"([/-])", "\\1\N{WORD JOINER}", name)
    return html.escape(joined).replace(" ", "&nbsp;")
