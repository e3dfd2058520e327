"""One recording in large, as the network sees it: its values along time, or its spectrogram."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from nnstudio.app.look.sample_picture import Limits, drawn_as
from nnstudio.app.plots.signal_plot import SignalPlot
from nnstudio.app.plots.spectrogram_plot import SpectrogramPlot
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host

Page = TypeVar("Page", bound=QWidget)


class RecordingPlot(QStackedWidget):
    """Shows a signal or a spectrogram.

    Each plot is made when something is to be drawn in it: a third of the time in which the data dialog opens went into two
    that tables and pictures never show.
    """

    @cached_property
    def signal(self) -> SignalPlot:
        """The plot of values along time."""
        return self._added(SignalPlot())

    @cached_property
    def spectrogram(self) -> SpectrogramPlot:
        """The plot of loudness by time and frequency."""
        return self._added(SpectrogramPlot())

    def _added(self, page: Page) -> Page:
        self.addWidget(page)
        return page

    def show_recording(
        self, sample: Host, known: Dataset | Preprocessor, title: str, limits: Limits | None = None
    ) -> None:
        """Show a recording in the unit of the data.

        Parameters
        ----------
        sample : array
        known : Dataset or Preprocessor
            Says how it was read.
        title : str
            Already translated.
        limits : Limits, optional
            Those of all signals that it stands beside.
        """
        if drawn_as(known) == "spectrogram":
            self.spectrogram.show_spectrogram(sample, known, title)
            self.setCurrentWidget(self.spectrogram)
        else:
            self.signal.show_signal(sample, known.rate, title, known.along, limits)
            self.setCurrentWidget(self.signal)
