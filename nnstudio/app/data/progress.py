"""How far reading has come, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.system.numbers import percent_text

_PATIENCE_MS = 150
"""What is read sooner shows no progress: a bar that only flashes disturbs."""
_KNOWN = 1.0
"""Seconds after which the way so far says something about the rest."""


class ReadingProgress(QWidget):
    """A bar, and a line with the share that is done and the time that is left.

    Parameters
    ----------
    clock : callable
        Seconds, as of :func:`time.monotonic`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._begun = 0.0
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Reading…"))
        self.words = label("", "small")
        column = v_box(self, margins=0, spacing=3)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self.show)
        self.hide()

    def begin(self) -> None:
        """Begin to wait; the bar shows up where it takes longer than a moment."""
        self._begun = self._clock()
        self.bar.setRange(0, 0)
        self.words.setText("")
        self._late.start()

    def show_told(self, facts: Mapping[str, Any]) -> None:
        """Show what a source tells of its progress."""
        self.show_done(float(facts.get("done", 0.0)))

    def show_done(self, share: float) -> None:
        """Show how much has been read, from 0 to 1."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * share))
        self.words.setText(self._in_words(share))

    def end(self) -> None:
        """Nothing is read any more."""
        self._late.stop()
        self.hide()

    def _in_words(self, share: float) -> str:
        taken = self._clock() - self._begun
        if taken < _KNOWN or not 0 < share < 1:
            return percent_text(share, 0)
        left = taken / share * (1 - share)
        if left < 1.5:
            return self.tr("{0} · about a second left").format(percent_text(share, 0))
        if left < 90:
            return self.tr("{0} · about {1} seconds left").format(percent_text(share, 0), round(left))
        return self.tr("{0} · about {1} minutes left").format(
            percent_text(share, 0), max(2, round(left / 60))
        )
