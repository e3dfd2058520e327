"""Looks at the health of the layers while a run goes on, on its thread between two steps, and never for long."""

from __future__ import annotations

import logging
import time
from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem
from nnstudio.project.heads import examples, untaught
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream
from nnstudio.training.events import EpochDone, Event, Finished, Paused, Progress, Started
from nnstudio.training.findings import findings
from nnstudio.training.health import Health, examine, samples_for
from nnstudio.training.run import Run
from nnstudio.training.samples import Given

SHARE = 0.05
"""Share of a run's time that looks may take."""
SHORT = 0.05
"""Seconds that a look may hold up the end of a run that somebody stopped, by what the one before has cost."""
_FIRST = 0.2
"""Seconds before the first look: by then weights have left their start."""


class Look(NamedTuple):
    """What a look has found. ``settled`` where the run stands still, so that no later look will correct it."""

    health: Health
    findings: tuple[Problem, ...]
    settled: bool = False


class TooLarge(NamedTuple):
    """Instead of a look: a network that a few samples would hold up for seconds."""


class Watcher:
    """Decides when to look at a run, and looks.

    Parameters
    ----------
    run : Run
    project, prepared
        What it trains, on what; some samples of the training part, always the same, are looked at.
    """

    def __init__(self, run: Run, project: Project, prepared: Prepared) -> None:
        self._run, self._project = run, project
        self._count = samples_for(project.network, len(prepared.train))
        self._samples: tuple[Given, Given] | None = None
        self._prepared = prepared
        self._begun = self._last = time.perf_counter()
        self._spent = self._cost = 0.0

    @property
    def possible(self) -> bool:
        """Whether the network can be looked into at all."""
        return self._count > 0

    def look(self, event: Event, every: float | None) -> Look | None:
        """Look, if it is time to.

        Parameters
        ----------
        event : Event
            What the run has just told; it goes no further until this returns.
        every : float, optional
            Seconds between two looks; None: nobody wants any.
        """
        if isinstance(event, Started):
            self._begun = self._last = time.perf_counter()
        if every is None or not self.possible or not self._is_due(event, every):
            return None
        started = time.perf_counter()
        try:
            health = examine(self._run.model, *self._chosen())
        except (StudioError, MemoryError):
            self._count = 0  # there is no room for it: training goes on
            return None
        except Exception:
            self._count = 0
            logging.getLogger(__name__).exception("The layers could not be looked at")
            return None
        self._last = time.perf_counter()
        self._cost = self._last - started
        self._spent += self._cost
        network, training = self._project.network, self._project.training
        found = findings(health, network, untaught(network, training))
        return Look(health, found, isinstance(event, Paused | Finished))

    def _is_due(self, event: Event, every: float) -> bool:
        if int(self._run.model.step[0]) == 0:
            return False
        if isinstance(event, Paused):
            return True
        if isinstance(event, Finished):
            return event.reason != "stopped" or 0 < self._cost <= SHORT
        if not isinstance(event, Progress | EpochDone):
            return False
        now = time.perf_counter()
        if not self._cost:
            return now - self._begun >= _FIRST
        return now - self._last >= every and self._spent + self._cost <= SHARE * (now - self._begun)

    def _chosen(self) -> tuple[Given, Given]:
        if self._samples is None:
            train, seed = self._prepared.train, self._project.training.seed
            rows = np.sort(stream(seed, "health").permutation(len(train))[: self._count])
            network, training = self._project.network, self._project.training
            self._samples = examples(network, training, self._prepared, train.take(rows))
        return self._samples
