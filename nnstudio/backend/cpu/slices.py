"""How work is cut: by shape alone, so that the number of threads never changes a bit."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from nnstudio.backend.base import InTurn
from nnstudio.backend.cpu.pool import Pool, Task

MOST = 8
"""Slices of an operation: enough for two to four threads to finish together, few enough to cost nothing."""

WORTH = 120_000
"""Work, in units of about a nanosecond, below which waking another thread costs more than it saves."""

Phase = Sequence[Task]
"""Tasks that may run at the same time."""


def cut(count: int, work: float, multiple: int = 1, least: float = WORTH / 4) -> list[tuple[int, int]]:
    """Cut ``range(count)`` into slices of nearly equal length.

    Parameters
    ----------
    count : int
    work : float
        Of the whole, in nanoseconds or so: little work is not cut.
    multiple : int
        Slices begin at multiples of this.
    least : float
        Work of a slice, about.

    Returns
    -------
    list of (first, last)
    """
    units = -(-count // multiple)
    wanted = max(1, min(MOST, units, int(work / least)))
    edges = [units * i // wanted * multiple for i in range(wanted)] + [count]
    return list(itertools.pairwise(edges))


def scheduled(pool: Pool, phases: Sequence[Phase], work: float) -> Callable[[], Any]:
    """A function that carries out phases one after the other, on several threads where it is worth it."""
    phases = [phase for phase in phases if phase]
    if pool.threads == 1 or work < WORTH or all(len(phase) == 1 for phase in phases):
        steps = InTurn(step for phase in phases for task in phase for step in _steps(task))
        return steps[0] if len(steps) == 1 else steps

    def run() -> None:
        for phase in phases:
            pool.run(phase)

    return run


def _steps(task: Task) -> tuple[Task, ...]:
    return task if isinstance(task, InTurn) else (task,)
