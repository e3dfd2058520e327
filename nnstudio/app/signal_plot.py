"""One signal in large: a line for each channel over its time or its place."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from nnstudio.app import theme
from nnstudio.app.labels import label
from nnstudio.app.results.graph import Graph, extent
from nnstudio.app.sample_picture import MOST_CHANNELS, channel_color, outline
from nnstudio.system.arrays import Host

_COLUMNS = 1000
"""Of more values the least and the greatest of so many pieces are drawn: no screen shows more."""
_LINE = "\N{BOX DRAWINGS HEAVY HORIZONTAL}" * 2


class SignalPlot(Graph):
    """Shows a sample of shape ``(length, channels)``."""

    def __init__(self) -> None:
        super().__init__("", "", "")
        self.plot.setAccessibleName(self.tr("The sample"))
        self._shown: tuple[Host, int] | None = None
        self._channels = label("", "small", wrap=True)
        self._channels.setTextFormat(Qt.TextFormat.RichText)  # each name beside a piece of its line
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(1, self._channels)
        theme.current().changed.connect(self._draw)

    def show_signal(self, sample: Host, rate: int, title: str = "") -> None:
        """Draw a sample.

        Parameters
        ----------
        sample : array, shape (length, channels)
        rate : int
            Samples per second; 0 where they are only counted.
        title : str
            Already translated.
        """
        self._shown = sample, rate
        self.set_title(title)
        self.set_axes(self.tr("seconds") if rate else self.tr("value number"), self.tr("value"))
        channels = sample.shape[1]
        few = self.tr("The first {0} of {1} channels").format(MOST_CHANNELS, channels)
        self.set_remark(few if channels > MOST_CHANNELS else "")
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        sample, rate = self._shown
        self.plot.clear()
        first, last = (0.0, (len(sample) - 1) / rate) if rate else (1.0, float(len(sample)))
        shown = sample[:, :MOST_CHANNELS]
        for i, values in enumerate(shown.T):
            at, heights = outline(values, _COLUMNS)
            at = first + at * (last - first)
            line = pg.PlotCurveItem(at, heights, pen=pg.mkPen(channel_color(i), width=1.4), antialias=True)
            self.plot.addItem(line)
        # Above the plot: within it, it would lie on the lines.
        names = [self.tr("channel {0}").format(i + 1) for i in range(shown.shape[1])]
        words = [
            f'<span style="color:{channel_color(i).name()}">{_LINE}</span>&nbsp;{name.replace(" ", "&nbsp;")}'
            for i, name in enumerate(names)
        ]
        self._channels.setText(" &nbsp; ".join(words))
        self._channels.setAccessibleName(", ".join(names))
        self._channels.setVisible(len(words) > 1)
        self.set_range((first, last), extent(shown), padding=0.03)
