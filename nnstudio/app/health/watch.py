"""What is known about the layers of the present or last run, and whether it still holds for what is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from nnstudio.app.document import Document
from nnstudio.app.training.looking import Look, TooLarge
from nnstudio.app.training.trainer import Trainer
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Network
from nnstudio.project.project import Project
from nnstudio.training.events import Diverged, Event, Started
from nnstudio.training.findings import not_finite
from nnstudio.training.health import Health

NEAR, FAR = 1.0, 3.0
"""Seconds between two looks while the figures are watched, and while only the cards can tell of a finding."""
_POINTS = 240
"""Points of a curve over time; of more, every other one goes."""


class Point(NamedTuple):
    """What a look has found of a layer: its signal and its step, NaN where one is not known."""

    signal: float
    step: float


class HealthWatch(QObject):
    """Gathers what looks find.

    A finding counts when two looks in a row have it, or when the run stands still: what passes by itself is no
    illness. While the run goes on its sentence stays as it was first said, so that nobody reads a text that moves.

    Signals
    -------
    looked()
        There are new figures.
    changed()
        There are other findings, or they do not hold for the drawing any more, or hold again.
    """

    looked = Signal()
    changed = Signal()

    def __init__(self, document: Document, trainer: Trainer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._trainer = document, trainer
        self._project: Project | None = None
        self._before: tuple[Problem, ...] = ()
        self._findings: tuple[Problem, ...] = ()
        self._broken: Problem | None = None
        self._holds = True
        self.health: Health | None = None
        self.too_large = False
        self.courses: dict[str, list[Point]] = {}
        """How each layer did over time, oldest first."""
        self._every, self._skipped = 1, 0
        trainer.told.connect(self._take)
        trainer.looked.connect(self._looked)
        document.changed.connect(self._compare)

    @property
    def network(self) -> Network | None:
        """The network of the run that was looked at."""
        return None if self._project is None else self._project.network

    @property
    def holds(self) -> bool:
        """Whether network, data and optimizer are still those of the run."""
        return self._holds

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What is wrong with the drawing as it is, the gravest first; empty once it was edited."""
        return self._findings if self._holds else ()

    def clear(self) -> None:
        """Know nothing, as of a document that was just opened."""
        self._project, self.health, self.too_large = None, None, False
        self._before = self._findings = ()
        self._broken = None
        self.courses = {}
        self._every, self._skipped = 1, 0
        self._holds = True
        self.looked.emit()
        self.changed.emit()

    def watch(self, every: float | None) -> None:
        """Look so often, in seconds; None: not at all."""
        self._trainer.look_every = every

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                self._start(event)
            elif isinstance(event, Diverged) and event.node is not None and self.network is not None:
                self._broken = not_finite(event.node, self.network)
                self._say((), settled=True)

    def _start(self, event: Started) -> None:
        project = self._trainer.project
        # A run that goes on keeps its curves; they are of the same layers.
        known = (
            self._project is not None and project is not None and _essence(project) == _essence(self._project)
        )
        if event.epoch == 0 or not known:
            self.clear()
        self._project, self._broken = project, None
        self._compare()
        self.looked.emit()

    def _looked(self, look: Look | TooLarge) -> None:
        if isinstance(look, TooLarge):
            self.too_large = True
            self.looked.emit()
            return
        self.health = look.health
        self._note(look.health)
        self.looked.emit()
        self._say(look.findings, look.settled)

    def _note(self, health: Health) -> None:
        """Lengthen the curves; once they are long, only every second, fourth, … look does."""
        self._skipped += 1
        if self._skipped < self._every:
            return
        self._skipped = 0
        for layer in health.layers:
            known = (math.nan if value is None else value for value in (layer.signal, layer.update))
            self.courses.setdefault(layer.node, []).append(Point(*known))
        if max(map(len, self.courses.values()), default=0) > _POINTS:
            self.courses = {node: points[::2] for node, points in self.courses.items()}
            self._every *= 2

    def _say(self, found: tuple[Problem, ...], settled: bool) -> None:
        twice = {_place(p) for p in self._before}
        known = {_place(p): p for p in self._findings}
        self._before = found
        said = [
            p if settled else known.get(_place(p), p)
            for p in found
            if settled or _place(p) in twice or _place(p) in known
        ]
        if self._broken is not None:
            # The run knows where it began; on other samples the same numbers may overflow elsewhere.
            others = (p for p in said if p.node != self._broken.node and p.kind != self._broken.kind)
            said = [self._broken, *others]
        if tuple(said) != self._findings:
            self._findings = tuple(said)
            self.changed.emit()

    def _compare(self, *_: object) -> None:
        """Look whether the drawing is still what was looked at; positions and names change nothing."""
        holds = self._project is None or _essence(self._document.project) == _essence(self._project)
        if holds != self._holds:
            self._holds = holds
            self.changed.emit()


def merged(problems: Sequence[Problem], findings: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems of the drawing and findings of the run, the gravest first: obstacles, findings, advice."""
    obstacles = [p for p in problems if not p.is_advice]
    return (*obstacles, *findings, *(p for p in problems if p.is_advice))


def _place(problem: Problem) -> tuple[str, str | None]:
    return problem.kind, problem.node


def _essence(project: Project) -> object:
    """What the findings depend on."""
    network, training = project.network, project.training
    return (
        {n.id: n.layer for n in network.nodes}, set(network.edges), project.data, training.optimizer, training.loss,
        training.outputs, project.start,
    )  # fmt: skip
