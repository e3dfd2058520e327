"""What a device writes down about the steps of a run, so that nobody has to wait for it after each of them."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any, NamedTuple

from nnstudio.system.arrays import Host

Array = Any
Step = Callable[[], object]


class Record(NamedTuple):
    """What a journal tells when it is read.

    Parameters
    ----------
    losses : array, shape (steps,)
        Of the steps since it was read last. None of them is missing that was taken, so fewer than were asked for means
        that one was not finite, and that nothing has changed since.
    sums : array of float64
        Loss and metrics, summed over samples; all since :meth:`Journal.begin`.
    sound : bool
        Whether every step was finite.
    """

    losses: Host
    sums: Host
    sound: bool


class Learning(NamedTuple):
    """What changes in a model that learns.

    Parameters
    ----------
    gradient : array, shape (parameters,)
    step : array of int64, shape (1,)
        Counts its steps.
    """

    gradient: Array
    step: Array


class Journal(abc.ABC):
    """Figures of batches, kept on the device where they arise.

    Its parts are bound to arrays like operations, and called in this order: gather, compute, count, score, learn.
    Where a model learns, a step is judged when it is counted: from the first on whose loss or gradient is not finite, nothing
    is counted any more, and the backend's updates, commits and scores change nothing, until :meth:`begin`. Where a
    model is only measured, every batch counts, and every number.

    Attributes
    ----------
    most : int
        Steps that may be taken between two readings.
    """

    most: int

    @abc.abstractmethod
    def begin(self, sums: Host) -> None:
        """Go on from sums, with nothing unread."""

    @abc.abstractmethod
    def gathering(self, source: Array, order: Array, out: Array, *, moving: bool = True) -> Step:
        """Bind the copy of the next rows of ``source``, in an order, into ``out``; :meth:`at` says where it begins.

        Where it is not moving, the rows are always the first ones of the order.
        """

    @abc.abstractmethod
    def at(self, place: int) -> None:
        """Take the sample at a place of the order next; otherwise it is the one behind the last batch."""

    @abc.abstractmethod
    def counting(self, loss: Array, batch: int) -> Step:
        """Bind the count of ``batch`` samples, with their loss."""

    @abc.abstractmethod
    def scoring(self, kind: str, prediction: Array, target: Array, part: slice, /, **settings: Any) -> Step | None:  # fmt: skip
        """Bind a metric's sums, added to a part of ``sums``; None where there is no kernel for this kind."""

    @abc.abstractmethod
    def adding(self, sums: Callable[[], Array], part: slice) -> Step:
        """Bind the addition of other sums, which are computed when called."""

    @abc.abstractmethod
    def ticked(self) -> None:
        """Wait while more steps are under way than let a person stop at once; called after each."""

    @abc.abstractmethod
    def read(self) -> Record:
        """Wait for all steps, and tell."""
