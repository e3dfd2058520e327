"""What all convolution plans share: chunks of the batch, workspaces lent to tasks, partial sums added up."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Generic, NamedTuple, TypeVar

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound, kernel
from nnstudio.backend.cpu.pool import Task

Space = TypeVar("Space")

CHUNKS = 8
"""Parts of a batch at most. One, two and four threads have equal shares of eight."""

SEGMENTS = 4
"""Parts in which partial sums are added up."""


class Plan(NamedTuple):
    """A convolution cut into tasks, in phases.

    The tasks of a phase may run at once, on any thread; the phases follow each other.
    """

    forward: list[list[Task]]
    backward: list[list[Task]]


class Gradients(NamedTuple):
    """The arrays of the backward pass: from the gradient of the output to those of input, weights and bias."""

    dy: Array
    dx: Array | None
    dw: Array | None
    db: Array | None


def parts(count: int, most: int) -> list[tuple[int, int]]:
    """Cut ``count`` things into at most ``most`` parts of nearly equal length, each (first, after the last)."""
    most = max(1, min(most, count))
    return [(i * count // most, (i + 1) * count // most) for i in range(most)]


def blocks(first: int, stop: int, size: int) -> list[tuple[int, int]]:
    """Cut ``first … stop`` into blocks of ``size`` and what is left, each (first, after the last)."""
    return [(i, min(i + size, stop)) for i in range(first, stop, size)]


class Lender(Generic[Space]):
    """Workspaces for tasks: as many as can run at once, the one used last given out first, as it is in the cache.

    Which task gets which changes nothing, since a task writes a workspace before it reads it.
    """

    def __init__(self, make: Callable[[], Space], tasks: int, threads: int) -> None:
        self.spaces = [make() for _ in range(min(tasks, threads))]
        self._free = list(self.spaces)  # one for every thread, so it never runs out

    def task(self, work: Callable[[Space, int], None], number: int) -> Task:
        """``work(space, number)`` with a workspace lent for as long as it takes."""

        def run() -> None:
            space = self._free.pop()
            try:
                work(space, number)
            finally:
                self._free.append(space)

        return run


@kernel
def _add_up(partial: Any, total: Any, start: int, stop: int) -> None:
    """Sum the chunks of ``partial`` (chunks, R, F⁺) in their order, for the rows start … stop of ``total`` (R, F)."""
    for r in range(start, stop):
        for f in range(total.shape[1]):
            total[r, f] = partial[0, r, f]
        for i in range(1, partial.shape[0]):
            for f in range(total.shape[1]):
                total[r, f] += partial[i, r, f]


def view(flat: Array, *shape: int) -> Array:
    """The front of a flat workspace as a contiguous array of some shape."""
    return flat[: math.prod(shape)].reshape(shape)


def sums(dw: Array | None, db: Array, gradients: Gradients) -> list[Task]:
    """The last phase of a backward pass: the chunks' gradients of weights and bias, added up in their order.

    ``dw`` (chunks, K, F or more), ``db`` (chunks, F).
    """
    tasks: list[Task] = []
    for partial, total in ((dw, gradients.dw), (db, gradients.db)):
        if partial is not None and total is not None:
            columns = total.shape[-1]
            rows = total.reshape(-1, columns)
            stacked = partial.reshape(partial.shape[0], rows.shape[0], -1)
            tasks += [bound(_add_up, stacked, rows, *part) for part in parts(rows.shape[0], SEGMENTS)]
    return tasks
