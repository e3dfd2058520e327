"""How a run takes its steps: one after the other, or ahead of a device that works on its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

import numpy as np

from nnstudio.backend import Array
from nnstudio.backend.journal import Journal, Learning, Step
from nnstudio.system.arrays import Host
from nnstudio.training.model import Model
from nnstudio.training.program import Program
from nnstudio.training.samples import Samples
from nnstudio.training.tally import Tally


class Batch(NamedTuple):
    """Samples on the device, and which of them a step learns from.

    Parameters
    ----------
    samples : Samples
    order : array of int64
        Rows of the samples.
    begin, size : int
        The part of the order.
    """

    samples: Samples
    order: Array
    begin: int
    size: int

    @property
    def rows(self) -> Array:
        """The rows themselves."""
        return self.order[self.begin : self.begin + self.size]

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the order, as where each batch is made for itself: a device need not be told where it begins."""
        return self.size == len(self.order)


class Taken(NamedTuple):
    """What has become of the steps since the last time.

    Parameters
    ----------
    losses : array, shape (steps,)
        Of the steps that were taken.
    sound : bool
        False where the one behind them was not finite; it and all after it have changed nothing.
    """

    losses: Host
    sound: bool


class Stepping(ABC):
    """Takes steps, and counts their figures.

    Parameters
    ----------
    model : Model
    tally : Tally
        Gets the figures of every step that is taken.
    """

    def __init__(self, model: Model, tally: Tally) -> None:
        self._model, self._tally = model, tally

    @abstractmethod
    def begin(self) -> None:
        """Go on from the tally as it is now; before the first step, and when the tally or the learning rate was changed."""

    @abstractmethod
    def take(self, batch: Batch, rate: float) -> bool:
        """Take a step; False when :meth:`collect` has to come before the next one."""

    @abstractmethod
    def collect(self) -> Taken:
        """Wait for all steps, and tell of them."""


class OneByOne(Stepping):
    """A step is over when it returns."""

    def __init__(self, model: Model, tally: Tally) -> None:
        super().__init__(model, tally)
        self._losses: list[float] = []
        self._sound = True

    def begin(self) -> None:
        self._losses, self._sound = [], True

    def take(self, batch: Batch, rate: float) -> bool:
        model = self._model
        model.rate[0] = rate
        with model.lock:  # the program's figures are read before another one may use its memory
            program = model.learn(batch.samples, batch.rows)
            self._sound = program.taken
            if self._sound:
                self._losses.append(self._tally.add(model.backend, program))
        return self._sound

    def collect(self) -> Taken:
        taken = Taken(np.array(self._losses), self._sound)
        self._losses, self._sound = [], True
        return taken


class _Bound(NamedTuple):
    """A step over certain arrays."""

    program: Program
    samples: Samples
    order: Array
    steps: list[Step]


class Queued(Stepping):
    """Steps are handed to the device, which writes down what they cost; nothing is waited for in between.

    Everything of a step is bound to its arrays, so that the backend can replay it as a whole.
    """

    def __init__(self, model: Model, tally: Tally, journal: Journal) -> None:
        super().__init__(model, tally)
        self._journal = journal
        self._bound: dict[tuple[int, int], _Bound] = {}
        self._rate: float | None = None
        self._place = -1
        self._unread = 0

    def begin(self) -> None:
        self._journal.begin(self._tally.sums)
        self._place, self._rate, self._unread = -1, None, 0

    def take(self, batch: Batch, rate: float) -> bool:
        model, journal = self._model, self._journal
        if rate != self._rate:
            model.rate[0] = self._rate = rate
        if not batch.is_whole and batch.begin != self._place:
            journal.at(batch.begin)
        with (
            model.lock,
            np.errstate(all="ignore"),
        ):  # no other program comes in between: they share their memory
            for step in self._steps(batch):
                step()
        self._place = -1 if batch.is_whole else batch.begin + batch.size
        self._unread += 1
        journal.ticked()
        return self._unread < journal.most

    def collect(self) -> Taken:
        self._unread = 0
        losses, sums, sound = self._journal.read()
        self._tally.restore(sums)
        return Taken(losses, sound)

    def _steps(self, batch: Batch) -> list[Step]:
        program = self._model.program(batch.size, training=True)
        key = batch.size, id(batch.samples)
        bound = self._bound.get(key)
        if bound is not None and bound.program is not program:
            self._bound.clear()  # the others may be gone as well, and would keep their memory
        if bound is None or bound.program is not program or bound.order is not batch.order:
            bound = _Bound(program, batch.samples, batch.order, self._bind(program, batch))
            self._bound[key] = bound
        return bound.steps

    def _bind(self, program: Program, batch: Batch) -> list[Step]:
        model, journal = self._model, self._journal
        return model.backend.replayed(
            [
                *program.loading(journal, *batch.samples, batch.order, moving=not batch.is_whole),
                *program.operations,
                *self._tally.bound(journal, model.backend, program),
                *program.commits,
                model.update,
            ]
        )


def stepping(model: Model, tally: Tally) -> Stepping:
    """The way that suits the model's device."""
    journal = model.backend.journal(len(tally.sums), Learning(model.parameters.gradients, model.step))
    return OneByOne(model, tally) if journal is None else Queued(model, tally, journal)
