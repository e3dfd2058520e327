"""One spectrogram in large: its bands over its time, with a scale of its colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from nnstudio.app.look import theme
from nnstudio.app.look.spectrogram_picture import MOST_DRAWN, colours, heard_between
from nnstudio.app.plots.graph import Graph, NumberAxis
from nnstudio.app.plots.signal_plot import LOW, along_time
from nnstudio.app.words.heard import heard_at
from nnstudio.app.words.texts import tooltip
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Doubles, Host
from nnstudio.system.numbers import figure_text

_GAP = 0.06
"""Between channels, as a part of their height."""
_APART = 24
"""Pixels between frequencies that are written, with letters of the usual size."""
_CLOSE = 20
"""The same of decibels: in a low dock two tell what a colour is."""
_ROUND = ((1,), (5,), (2,), (3,), (4, 7))
"""First digits of frequencies on the mel scale, those first that are looked for first."""
_KILO = 2000
"""Frequencies above are told in kHz."""
_BAR = 12
"""Pixels across the scale of the colours, and before it."""
_BESIDE = 52
"""Pixels of its numbers and their unit."""
_INK, _GROUND = "#ffffff", (0, 0, 0, 150)
"""Of names on the colours, which are the same in both themes."""


class FrequencyAxis(NumberAxis):
    """Frequencies beside bands that need not be of the same width; one axis for each channel, above each other."""

    def __init__(self) -> None:
        super().__init__("left", 5)
        self._edges: Doubles = np.array([0.0, 1.0, 2.0])
        self._even, self._places = True, tuple[float, ...]((0.0,))
        self._texts: dict[float, str] = {}

    def show_bands(self, edges: Doubles, unit: float, places: Sequence[float], *, even: bool) -> None:
        """Stand beside these bands.

        Parameters
        ----------
        edges : ndarray, shape (bands + 2,)
            As :meth:`nnstudio.data.spectrogram.Spectrogram.frequencies` has them.
        unit : float
            In which frequencies are written.
        places : sequence of float
            Where the lowest band of each channel begins.
        even : bool
            Whether bands are of the same width.
        """
        self._edges, self._places, self._even = edges / unit, tuple(places), even
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Round frequencies where their bands are, with room for each."""
        bands = len(self._edges) - 2
        pixels = size / max(high - low, 1e-9)
        apart = theme.current().room(_APART) / max(pixels, 1e-9)
        found: dict[float, str] = {}
        for number in self._candidates(bands * pixels):
            place = float(np.interp(number, self._edges, np.arange(bands + 2))) - 0.5
            if 0 <= place <= bands and all(abs(place - other) >= apart for other in found):
                found[place] = figure_text(number)
        self._texts = {start + place: text for start in self._places for place, text in found.items()}
        return [(1.0, sorted(self._texts))]

    def _candidates(self, size: float) -> list[float]:
        """Frequencies that may be written, the most wanted first."""
        top = float(self._edges[-1])
        if self._even:
            inside: list[float] = []
            while not inside:  # where there is little room, its round numbers are but the ends
                inside = [n for n in super().tickValues(0.0, top, size)[0][1] if 0 < n < top]
                size = 2 * max(size, 1.0)
            return inside
        powers = 10.0 ** np.arange(-2, 6)
        numbers = [float(digit * power) for digits in _ROUND for power in powers[::-1] for digit in digits]
        return [number for number in numbers if number < top]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The frequencies that stand at these places."""
        return [self._texts.get(value, "") for value in values]


class SpectrogramPlot(Graph):
    """Shows a sample of shape ``(bands, moments, channels)``, in decibels."""

    def __init__(self) -> None:
        self._frequencies = FrequencyAxis()
        super().__init__("", "", "", upright=self._frequencies)
        self.plot.setAccessibleName(self.tr("The sample"))
        self.plot.setMinimumHeight(LOW)
        self.plot.viewport().installEventFilter(self)
        self._shown: tuple[Host, Dataset | Preprocessor, tuple[float, float]] | None = None
        self._images: list[pg.ImageItem] = []
        self._scale = _Scale()
        self._scale.setImageItem([], insert_in=self.plot.getPlotItem())
        self.plot.getPlotItem().layout.setColumnFixedWidth(4, _BAR)
        theme.current().changed.connect(self._draw)

    def show_spectrogram(
        self,
        sample: Host,
        known: Dataset | Preprocessor,
        title: str = "",
        limits: tuple[float, float] | None = None,
    ) -> None:
        """Draw a sample; its channels above each other.

        Parameters
        ----------
        sample : array, shape (bands, moments, channels)
            In decibels.
        known : Dataset or Preprocessor
            Says how it was made.
        title : str
            Already translated.
        limits : tuple of float, optional
            What is drawn darkest and lightest; its own if None.
        """
        self._shown = sample, known, limits or heard_between(sample)
        self.set_title(title)
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell what is under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        QToolTip.showText(event.globalPos(), tooltip(self.told_at(event.pos())), self.plot)
        return True

    def told_at(self, at: QPoint) -> str:
        """Frequency, time and loudness at a point of the plot; empty where nothing is drawn or known."""
        if self._shown is None:
            return ""
        sample, known, _ = self._shown
        for channel, image in enumerate(self._images):
            place = image.mapFromScene(self.plot.mapToScene(at))
            moment, band = math.floor(place.x()), math.floor(place.y())
            row = sample.shape[0] - 1 - band
            if 0 <= moment < sample.shape[1] and 0 <= row < sample.shape[0]:
                heard = heard_at(known, (row, moment, channel))
                value = figure_text(float(sample[row, moment, channel]), 3)
                loud = self.tr("{0} dB").format(value)
                return self.tr("{0}: {1}").format(heard, loud) if heard else loud
        return ""

    def _draw(self) -> None:
        if self._shown is None:
            return
        sample, known, limits = self._shown
        made = known.spectrogram
        assert made is not None
        self.plot.clear()
        start, step, across = along_time(known.rate, known.along)
        # A moment is what is in the middle of its window: it reaches half a step to both sides.
        first, width = start + step * (made.window - made.step) / 2, step * made.step * made.moments
        shown = sample[..., :MOST_DRAWN]
        bands, _, count = shown.shape
        places = [(count - 1 - channel) * (1 + _GAP) * bands for channel in range(count)]
        self._images = []
        for place, values in zip(places, np.moveaxis(shown, 2, 0), strict=True):
            image = pg.ImageItem(values[::-1].T, autoDownsample=True)
            image.setRect(QRectF(first, place, width, bands))
            self.plot.addItem(image)
            self._images.append(image)
        self._scale.setImageItem(self._images)
        self._scale.setLevels(limits)
        self._name_channels(known, places, first, bands)
        edges = made.frequencies(known.rate)
        kilo = known.rate > 2 * _KILO
        self._frequencies.show_bands(edges, 1000.0 if kilo else 1.0, places, even=made.seen_as != "mel")
        up = self.tr("kHz") if kilo else self.tr("Hz")
        if not known.rate:
            up = self.tr("cycles per value")
        self.set_axes(across, up)
        few = self.tr("The first {0} of {1} channels").format(MOST_DRAWN, sample.shape[2])
        self.set_remark(few if sample.shape[2] > MOST_DRAWN else "")
        ends = sorted((first, first + width))
        self.set_range((ends[0], ends[1]), (0.0, places[0] + bands), padding=0)
        self._scale.recolour(self.tr("dB"))

    def _name_channels(
        self, known: Dataset | Preprocessor, places: Sequence[float], left: float, bands: int
    ) -> None:
        """Write into the corner of each channel what it is called, where there are several."""
        names = known.along.channels or tuple(
            self.tr("channel {0}").format(i + 1) for i in range(len(places))
        )
        for name, place in zip(names, places if len(places) > 1 else (), strict=False):
            text = pg.TextItem(name, color=_INK, anchor=(0, 0), fill=pg.mkBrush(*_GROUND))
            text.setFont(theme.current().font("small"))
            text.setPos(left, place + bands)
            self.plot.addItem(text)


class _Scale(pg.ColorBarItem):  # type: ignore[misc]
    """What the colours stand for."""

    def __init__(self) -> None:
        super().__init__(
            width=_BAR,
            colorMap=pg.ColorMap(np.linspace(0, 1, 256), colours()),
            interactive=False,
            colorMapMenu=False,
        )
        self.axis = NumberAxis("right", 5)
        self.axis.apart = _CLOSE
        self.setAxisItems({"right": self.axis})
        self.axis.unlinkFromView()

    def recolour(self, unit: str) -> None:
        """Take letters and lines of the window, and a unit that is translated already."""
        look = theme.current()
        for side in ("left", "top", "bottom"):
            self.getAxis(side).setPen(pg.mkPen(look.tokens.border))
        self.axis.recolour()
        self.axis.setWidth(look.room(_BESIDE))
        small = f"{look.font('small').pixelSize()}px"
        self.setLabel("right", unit, color=look.tokens.text_muted, **{"font-size": small})
