"""Losses and metrics of steps, written down on the GPU."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.base import Array, InTurn
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.metrics import metric
from nnstudio.backend.cuda.module import THREADS, blocks
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.journal import Journal, Learning, Record, Step
from nnstudio.system.arrays import Host

MOST_BETWEEN = 8
"""Steps from one mark to the next; at most three times as many are under way."""
LONG = 0.03
"""Seconds from one mark to the next that are too many for who wants to stop; there are fewer steps then."""


class CudaJournal(Journal):
    """A journal on the current device.

    Parameters
    ----------
    cupy : module
    shop : Workshop
    sums : int
        How many sums there are, the loss's among them.
    learning : Learning, optional
        Of a model that learns.
    """

    most = 4096

    def __init__(self, cupy: Any, shop: Workshop, sums: int, learning: Learning | None) -> None:
        self._cupy, self._shop, self._learning = cupy, shop, learning
        self._counts = shop.empty((2,), np.int64)  # place in the order, steps since the last reading
        self._sums = shop.empty((sums,), np.float64)
        self._marks: deque[Any] = deque()
        self._between, self._since = 1, 0  # nobody knows yet how long steps take
        self._reached = time.perf_counter()  # when the device had come to what was waited for last
        self._counts[...] = 0
        if learning is None:  # whether steps under way are sound is not for who looks on to say
            self._sound = shop.empty((1,), np.int32)
            self._sound[...] = 1
        else:
            self._sound = shop.sound
            self._losses = shop.empty((self.most,))

    def begin(self, sums: Host) -> None:
        self._sums[...] = self._cupy.array(sums)
        self._counts[1] = 0
        self._sound[...] = 1
        self._reached = time.perf_counter()

    def at(self, place: int) -> None:
        self._counts[0] = place

    def gathering(self, source: Array, order: Array, out: Array, *, moving: bool = True) -> Launch:
        return self._shop.gather(source, order, out, self._counts if moving else None)

    def counting(self, loss: Array, batch: int) -> Step:
        kernels, learning = self._shop.kernels, self._learning
        if learning is None:
            return kernels.launch("count_loss", (1,), (1,), loss, self._counts, self._sums, batch)
        n = learning.gradient.size
        grid = min(blocks(n), THREADS)
        parts = self._shop.empty((grid,))
        squares = kernels.launch("squares", (grid,), (THREADS,), learning.gradient, parts, n)
        judge = kernels.launch(
            "judge_step", (1,), (THREADS,), parts, grid, loss, self._sound, learning.step,
            self._counts, self._losses, self._sums, batch, self.most,
        )  # fmt: skip
        return InTurn((squares, judge))

    def scoring(self, kind: str, prediction: Array, target: Array, part: slice, /, **settings: Any) -> Step | None:  # fmt: skip
        return metric(self._shop, kind, prediction, target, self._sums[part], self._sound, **settings)

    def adding(self, sums: Callable[[], Array], part: slice) -> Step:
        where, sound, own = self._cupy.where, self._sound, self._sums[part]

        def add() -> None:
            own[...] += where(sound, sums(), 0)

        return add

    def ticked(self) -> None:
        self._since += 1
        if self._since < self._between:
            return
        self._since = 0
        mark = self._cupy.cuda.Event(block=True, disable_timing=True)
        mark.record()
        self._marks.append(mark)
        if len(self._marks) > 2:
            self._marks.popleft().synchronize()
            before, self._reached = self._reached, time.perf_counter()
            self._suit(self._reached - before)

    def _suit(self, seconds: float) -> None:
        """Set marks closer where steps take long, and farther apart where they do not."""
        if seconds > LONG:
            self._between = max(self._between // 2, 1)
        elif seconds < LONG / 4:
            self._between = min(2 * self._between, MOST_BETWEEN)

    def read(self) -> Record:
        self._marks.clear()
        self._since = 0
        to_host = self._cupy.asnumpy
        count = int(to_host(self._counts)[1])
        losses = to_host(self._losses[:count]) if count else np.zeros(0, self._shop.dtype)
        self._counts[1] = 0
        sums, sound = to_host(self._sums), bool(to_host(self._sound)[0])
        self._reached = time.perf_counter()
        return Record(losses.astype(np.float64), sums, sound)
