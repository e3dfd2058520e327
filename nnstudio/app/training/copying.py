"""Copies the weights of a run now and then, on its thread between two steps, and never for long."""

from __future__ import annotations

import time

from nnstudio.system.arrays import Host
from nnstudio.training.events import EpochDone, Event, Finished, Paused, Progress, Started
from nnstudio.training.run import Run

SHARE = 0.02
"""Share of a run's time that copies may take."""

Weights = dict[str, Host]


class Copier:
    """Decides when to copy the weights of a run, and copies them."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._begun = time.perf_counter()
        self._last: float | None = None
        self._spent = self._cost = 0.0

    def copy(self, event: Event, every: float | None) -> Weights | None:
        """Copy, if it is time to; ``every`` are the seconds between two copies, None: nobody wants any."""
        if every is None or not isinstance(event, Started | Progress | EpochDone | Paused | Finished):
            return None
        now = time.perf_counter()
        if isinstance(event, Progress | EpochDone) and self._last is not None:
            within = self._spent + self._cost <= SHARE * (now - self._begun)
            if now - self._last < every or not within:
                return None
        weights = self._run.model.get_weights()
        self._last = time.perf_counter()
        self._cost = self._last - now
        self._spent += self._cost
        return weights
