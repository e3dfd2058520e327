"""The clock of a run."""

from __future__ import annotations

import time
from collections import deque

TICK = 1 / 30
"""Seconds between two Progress events."""


class Clock:
    """Training time without pauses, speed over the last seconds, and when to tell."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._before = seconds
        self._started: float | None = None
        self._last = time.perf_counter()
        self._samples = 0
        self._recent: deque[tuple[float, int]] = deque(maxlen=90)  # about three seconds of ticks

    @property
    def speed(self) -> float:
        """Samples a second, those since the last tick included."""
        seconds = sum(t for t, _ in self._recent) + time.perf_counter() - self._last
        return (sum(n for _, n in self._recent) + self._samples) / max(seconds, 1e-9)

    @property
    def seconds(self) -> float:
        """Training time so far."""
        running = 0.0 if self._started is None else time.perf_counter() - self._started
        return self._before + running

    def stop(self) -> None:
        """Training pauses, or is over."""
        self._before, self._started = self.seconds, None

    def start(self) -> None:
        """Training goes on."""
        self._started = self._last = time.perf_counter()
        self._samples = 0
        self._recent.clear()

    def tick(self, samples: int) -> bool:
        """Count samples; True when it is time to tell."""
        self._samples += samples
        now = time.perf_counter()
        if now - self._last < TICK:
            return False
        self._recent.append((now - self._last, self._samples))
        self._last, self._samples = now, 0
        return True
