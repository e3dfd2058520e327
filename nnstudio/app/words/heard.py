"""What a value of a spectrogram stands for: its frequency and its time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.numbers import figure_text

_KILO = 1000


def heard_at(known: Dataset | Preprocessor, place: tuple[int, ...]) -> str:
    """The middle of a band and of a moment, such as ``1.2 kHz at 0.13 s``; empty where nothing of the kind is known.

    Parameters
    ----------
    known : Dataset or Preprocessor
    place : tuple of int
        Row, column and channel of a sample.
    """
    made = known.spectrogram
    if made is None or not known.rate:
        return ""
    row, moment, _ = place
    frequency = float(made.frequencies(known.rate)[made.bands - row])
    seconds = (made.window / 2 + moment * made.step) / known.rate
    tr = QCoreApplication.translate
    text = tr("Heard", "{0} Hz at {1} s")
    if frequency >= _KILO:
        frequency, text = frequency / _KILO, tr("Heard", "{0} kHz at {1} s")
    return text.format(figure_text(frequency, 3), figure_text(seconds, 3))
