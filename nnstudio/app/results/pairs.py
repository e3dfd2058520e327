"""Pictures or recordings of the test part above what an autoencoder made of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from nnstudio.app.look.sample_picture import (
    drawn_as,
    drawn_size,
    is_recording,
    painted,
    seen_limits,
    signal_limits,
    signal_picture,
)
from nnstudio.app.widgets.boxes import empty, grid_box
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host

_SIZE = 56
_GAP = 6


class PicturePairs(QWidget):
    """Shows each sample with the one that was given again under it, in the same shades or on the same scale."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid_box(self, margins=(0, 4, 0, 0), spacing=_GAP)
        self._columns: list[tuple[QLabel, QLabel]] = []
        self._headings = 0
        self._width = _SIZE

    def clear(self) -> None:
        """Show nothing."""
        self._columns = []
        empty(self._grid)

    def show_pairs(self, given: Host, again: Host, known: Preprocessor) -> None:
        """Show samples and what became of them.

        Parameters
        ----------
        given, again : array, shape (m, H, W, C) or (m, length, channels)
            In the same unit.
        known : Preprocessor
            What prepared them.
        """
        self.clear()
        headings = QLabel(self.tr("Input")), QLabel(self.tr("Output"))
        self._add(headings, 0)
        of_all = signal_limits(given) if drawn_as(known) == "signal" else None
        self._width = drawn_size(known, _SIZE).width()
        for column, (before, after) in enumerate(zip(given, again, strict=True), 1):
            pair = QLabel(), QLabel()
            for label, sample in zip(pair, (before, after), strict=True):
                label.setPixmap(
                    signal_picture(sample, _SIZE, of_all)
                    if of_all is not None
                    else painted(sample, _SIZE, known, seen_limits(before, known))
                )
            self._add(pair, column)
            self._columns.append(pair)
        self._headings = max(label.sizeHint().width() for label in headings)
        one, several = (
            (
                self.tr("A recording, and under it what the network made of it"),
                self.tr("{0} recordings, and under each what the network made of it"),
            )
            if is_recording(known)
            else (
                self.tr("A picture, and under it what the network made of it"),
                self.tr("{0} pictures, and under each what the network made of it"),
            )
        )
        self.setAccessibleName(one if len(given) == 1 else several.format(len(given)))

    def fit(self, width: int) -> None:
        """Show as many pairs as have room, two at least."""
        room = (width - self._headings) // (self._width + _GAP)
        for number, pair in enumerate(self._columns):
            for label in pair:
                label.setVisible(number < max(room, 2))

    def _add(self, pair: tuple[QLabel, QLabel], column: int) -> None:
        for row, label in enumerate(pair):
            if label.text():
                label.setProperty("role", "small")
            self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignVCenter)
