"""Keeps what the Inside tab shows up to date while somebody looks at it: during a run, after it, before any."""

from __future__ import annotations

import operator
import time
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.newest import Newest
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.inside.neurons import Found, look_at_neurons
from nnstudio.app.inside.seeing import Alone, Part, Seen, kind_of, look_inside, weight_pictures
from nnstudio.app.training.copying import Weights
from nnstudio.app.training.trainer import Trainer
from nnstudio.data.sources import Generated
from nnstudio.project.problems import obstacles
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, Which, present_run, present_weights
from nnstudio.system.messages import StudioError
from nnstudio.training.inside import first_weights

EVERY = 0.2
"""Seconds between two looks during a run, at least."""
SHARE = 0.1
"""Share of the time that looks may take of a core while a run goes on."""


Place = Literal["tab", "cards"]
"""Where somebody looks: at the tab, or at what hangs under the cards."""
Whose = Literal["run", "trained", "imported", "first"]
"""Of a run under way, of one that has ended, of a file, or where training begins."""


class InsideWork(QObject):
    """Works out what is inside: of a run under way for the weights as they are, of one that has ended for those that are judged.

    Signals
    -------
    changed()
        There is something else to see, or nothing, and why.
    """

    changed = Signal()

    def __init__(self, document: Document, data: DataState, trainer: Trainer, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._data, self._trainer = document, data, trainer
        self._newest = Newest("inside", self)
        self._wanted: frozenset[Place] = frozenset()
        self._live: tuple[Project, Weights] | None = None
        self._asked: tuple[tuple[object, ...], tuple[object, ...]] | None = None
        self._ready = 0.0
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._ask)
        self.part: Part = "train"
        self.number = 0
        self.seen: Seen | None = None
        self.alone: Alone | None = None
        """Weights that look at the picture itself, while there is no data to look with."""
        self.neurons: Found | None = None
        """What the single neurons give; None where nobody looks at the cards, or the samples are no pairs of numbers."""
        self.whose: Whose = "first"
        """Whose weights are seen."""
        self._chosen: tuple[Trained, Which] | None = None
        self.error: BaseException | None = None
        self.looks = 0
        """Looks that were asked for; none while nobody sees them."""
        document.changed.connect(lambda _old, _new: self.refresh())
        document.trained_changed.connect(self.refresh)
        trainer.state_changed.connect(self._settle)
        data.changed.connect(self.refresh)
        trainer.copied.connect(self._take_weights)

    @property
    def busy(self) -> bool:
        """Whether something is being worked out."""
        return self._newest.busy

    def set_wanted(self, wanted: bool, place: Place = "tab") -> None:
        """Say whether anybody looks at a place."""
        before = self._wanted
        self._wanted = before | {place} if wanted else before - {place}
        self._trainer.copy_every = EVERY if self._wanted else None
        if wanted and self._wanted != before:
            self.refresh()
        elif not self._wanted:
            self._live = None  # copies end, so that this one would only grow old
            self._later.stop()

    def choose(self, part: Part, number: int) -> None:
        """Look at another sample."""
        self.part, self.number = part, number
        self.refresh()

    @property
    def which(self) -> Which:
        """Which weights of a run that has ended are looked at: those that it proposes, until somebody chooses."""
        trained, chosen = self._document.trained, self._chosen
        if chosen is not None and chosen[0] is trained:
            return chosen[1]
        return "last" if trained is None else trained.proposed

    @property
    def offered(self) -> Trained | None:
        """The run whose weights are seen and may be chosen; None where there is none, or one is under way."""
        return self._document.trained if self.whose == "trained" else None

    def choose_weights(self, trained: Trained | None, which: Which) -> None:
        """Look at other weights of a run that has ended."""
        self._chosen = None if trained is None else (trained, which)
        self.refresh()

    def refresh(self) -> None:
        """Look again, where anything has changed since."""
        if not self._wanted:
            return
        project, prepared = self._document.project, self._data.prepared
        if self.redrawn:
            return
        found = obstacles(project, prepared)
        if prepared is None or found:
            self.seen = self.neurons = None
            told = found and project.network.nodes and project.data.source
            self.error = StudioError(found[0].message) if told else None
            if told or not self._ask_without_data():
                self._newest.forget()
                self.alone = self._asked = None
            self.changed.emit()
            return
        self._ask()

    def _ask_without_data(self) -> bool:
        """Look at weights that were brought along or learned; return whether there are any."""
        project, trained, which = self._document.project, self._document.trained, self.which
        inputs = project.network.input_ids
        if len(inputs) != 1 or self._wanted == {"cards"}:
            return False
        if not self._is_news((project.network, project.start, trained), (which,)):
            return True
        kept = present_weights(project, trained, which)
        if not kept:
            return False
        shape = project.network[inputs[0]].layer.output_shape(())
        of_run = present_run(project, trained) is not None

        def work(_cancelled: object, _progress: object) -> tuple[Alone, Whose]:
            pictures = weight_pictures(project.network, kept, shape)
            return Alone(project.network, pictures), "trained" if of_run else "imported"

        self._newest.ask(work, self._take_alone, self._fail)
        return True

    def _take_alone(self, found: tuple[Alone, Whose]) -> None:
        alone, self.whose = found
        self.alone = alone if alone.weights else None
        self.changed.emit()

    @property
    def redrawn(self) -> bool:
        """Whether points are being drawn anew, which takes a moment: what is seen stays till then."""
        project, seen = self._document.project, self.seen
        same = seen is not None and seen.network is project.network
        return same and self._data.loading and isinstance(project.data.source, Generated)

    def _take_weights(self, weights: Weights) -> None:
        project = self._trainer.project
        if project is None or not self._wanted:
            return
        self._live = project, weights
        if self._later.isActive():
            return
        wait = self._ready - time.monotonic()
        if wait > 0:
            self._later.start(round(1000 * wait) + 1)
        else:
            self._ask()

    def _settle(self, state: str) -> None:
        """After a run, the weights that were kept take the place of those on the way."""
        if state in ("idle", "preparing"):
            self._live = None
            self.refresh()

    def _ask(self) -> None:
        project, prepared, trained = self._document.project, self._data.prepared, self._document.trained
        if prepared is None:
            return
        cards = "cards" in self._wanted
        if self._wanted == {"cards"} and kind_of(prepared, project.network) != "plane":
            self._newest.forget()
            gone = self.seen is not None
            self.seen = self.neurons = self._asked = None  # nothing to see there, and nobody at the tab
            if gone:
                self.changed.emit()
            return
        live = self._live[1] if self._live is not None and self._live[0].network == project.network else None
        # What stands where on the canvas makes no difference: a card that is dragged asks for nothing.
        objects = (project.network, project.start, project.decisions, prepared, trained, live)
        which: Which | None = None if self._trainer.state in ("running", "paused") else self.which
        numbers = (project.training.seed, self.part, self.number, cards, which)
        if not self._is_news(objects, numbers):
            return
        part, number = self.part, self.number
        self.looks += 1

        def work(_cancelled: object, _progress: object) -> tuple[Seen, Found | None, Whose, float]:
            begun = time.perf_counter()
            weights, whose = _weights(project, trained, which, live)
            seen = look_inside(project, weights, prepared, part, number)
            neurons = look_at_neurons(weights, seen) if cards and seen.kind == "plane" else None
            return seen, neurons, whose, time.perf_counter() - begun

        self._newest.ask(work, self._take, self._fail)

    def _is_news(self, objects: tuple[object, ...], numbers: tuple[object, ...]) -> bool:
        """Whether something else was asked for last; from now on this was."""
        before, self._asked = self._asked, (objects, numbers)
        return before is None or numbers != before[1] or not all(map(operator.is_, objects, before[0]))

    def _take(self, found: tuple[Seen, Found | None, Whose, float]) -> None:
        self.seen, self.neurons, self.whose, cost = found
        self.error = self.alone = None
        self._ready = time.monotonic() + max(EVERY, cost / SHARE)
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.seen, self.neurons, self.alone, self.error = None, None, None, error
        self.changed.emit()


def _weights(
    project: Project, trained: Trained | None, which: Which | None, live: Weights | None
) -> tuple[Weights, Whose]:
    """The weights that are looked at, and whose they are; ``which`` is None while a run is under way."""
    if live is not None:
        return live, "run"
    kept = present_weights(project, trained, which or "last")
    if kept:
        of_run: Whose = "run" if which is None else "trained"
        return kept, of_run if present_run(project, trained) is not None else "imported"
    weights = first_weights(project.network, project.training.seed)
    if project.start is not None:
        weights |= project.start.fitting(project.network)
    return weights, "first"
