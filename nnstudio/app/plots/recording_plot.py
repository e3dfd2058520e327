"""One recording in large, as the network sees it: its values along time, or its spectrogram."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from nnstudio.app.look.sample_picture import Limits, drawn_as
from nnstudio.app.plots.signal_plot import SignalPlot
from nnstudio.app.plots.spectrogram_plot import SpectrogramPlot
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host


class RecordingPlot(QStackedWidget):
    """Shows a signal or a spectrogram."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signal, self.spectrogram = SignalPlot(), SpectrogramPlot()
        self.addWidget(self.signal)
        self.addWidget(self.spectrogram)

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
