"""How a model is measured: batch by batch, or ahead of a device that works on its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from nnstudio.backend.journal import Journal, Step
from nnstudio.training.program import Program
from nnstudio.training.samples import Samples
from nnstudio.training.tally import Tally

if TYPE_CHECKING:
    from nnstudio.training.model import Model


class Measuring(ABC):
    """Finds loss and metrics of a model on the same samples, as often as one likes.

    Parameters
    ----------
    model : Model
    samples : Samples
        Prepared by :meth:`Model.load`.
    """

    def __init__(self, model: Model, samples: Samples) -> None:
        self.samples = samples
        self._model = model
        self._tally = Tally(model.metrics, model.output_shapes)
        self._order = model.backend.to_device(np.arange(len(samples)))

    def figures(self, interrupted: Callable[[], bool] | None = None) -> dict[str, float] | None:
        """``"loss"`` and every metric; None if ``interrupted`` said so between two batches."""
        model, count, size = self._model, len(self.samples), self._model.measured_at_once
        self._tally.clear()
        # A loss that is not finite says enough: no warnings.
        with model.lock, model.backend.computing(), np.errstate(all="ignore"):
            self._begin()
            for begin in range(0, count, size):
                if interrupted is not None and interrupted():
                    return None
                self._measure(model.program(min(size, count - begin), training=False), begin)
            self._end()
        return self._tally.figures(count)

    @abstractmethod
    def _begin(self) -> None:
        """Before the first batch."""

    @abstractmethod
    def _measure(self, program: Program, begin: int) -> None:
        """Measure a batch of the program's size."""

    @abstractmethod
    def _end(self) -> None:
        """Have all batches in the tally."""


class OneByOne(Measuring):
    """The sums of a batch are known when it is measured."""

    def _begin(self) -> None:
        """Nothing is left from before."""

    def _measure(self, program: Program, begin: int) -> None:
        program.load(*self.samples, self._order[begin : begin + program.batch])
        program.forward()
        self._tally.add(self._model.backend, program)

    def _end(self) -> None:
        """Everything is there."""


class Queued(Measuring):
    """Batches are handed to the device, which keeps their sums; nothing is waited for but the end."""

    def __init__(self, model: Model, samples: Samples, journal: Journal) -> None:
        super().__init__(model, samples)
        self._journal = journal
        self._bound: dict[int, tuple[Program, list[Step]]] = {}

    def _begin(self) -> None:
        self._journal.begin(self._tally.sums)
        self._journal.at(0)

    def _measure(self, program: Program, begin: int) -> None:
        bound, steps = self._bound.get(program.batch, (None, []))
        if bound is not program:
            if bound is not None:
                self._bound.clear()  # the others may be gone as well, and would keep their memory
            steps = self._bind(program)
            self._bound[program.batch] = program, steps
        for step in steps:
            step()
        self._journal.ticked()

    def _end(self) -> None:
        self._tally.restore(self._journal.read().sums)

    def _bind(self, program: Program) -> list[Step]:
        model, journal = self._model, self._journal
        return model.backend.replayed(
            [
                *program.loading(journal, *self.samples, self._order),
                *program.operations,
                *self._tally.bound(journal, model.backend, program),
            ]
        )


def measuring(model: Model, samples: Samples) -> Measuring:
    """The way that suits the model's device, and where the samples are."""
    if model.backend.xp is not np and not any(isinstance(x, np.ndarray) for x in samples.x):
        sums = Tally(model.metrics, model.output_shapes).sums
        journal = model.backend.journal(len(sums))
        if journal is not None:
            return Queued(model, samples, journal)
    return OneByOne(model, samples)
