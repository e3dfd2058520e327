"""Losses and metrics of steps, written down on the GPU."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.base import Array, InTurn
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import THREADS, blocks
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.journal import Journal, Record, Step

BETWEEN = 8
"""Steps from one mark to the next; at most three times as many are under way."""

SCORES = {"accuracy": 0, "mae": 1, "rmse": 2}
"""The number of each metric of single numbers inside kernels, by its key."""


class CudaJournal(Journal):
    """A journal on the current device.

    Parameters
    ----------
    cupy : module
    shop : Workshop
    gradient : array, shape (parameters,)
    step : array of int64, shape (1,)
        Counts the steps of a model.
    sums : int
        How many sums there are, the loss's among them.
    """

    most = 4096

    def __init__(self, cupy: Any, shop: Workshop, gradient: Array, step: Array, sums: int) -> None:
        self._cupy, self._shop, self._step = cupy, shop, step
        self._gradient = gradient
        self._grid = min(blocks(gradient.size), THREADS)
        self._parts = shop.empty((self._grid,))
        self._losses = shop.empty((self.most,))
        self._counts = shop.empty((2,), np.int64)  # place in the order, steps since the last reading
        self._sums = shop.empty((sums,), np.float64)
        self._marks: deque[Any] = deque()
        self._since = 0
        self._counts[...] = 0

    def begin(self, sums: np.ndarray[Any, Any]) -> None:
        self._sums[...] = self._cupy.array(sums)
        self._counts[1] = 0
        self._shop.sound[...] = 1

    def at(self, place: int) -> None:
        self._counts[0] = place

    def gathering(self, source: Array, order: Array, out: Array) -> Launch:
        return self._shop.gather(source, order, out, self._counts)

    def judging(self, loss: Array, batch: int) -> Step:
        kernels = self._shop.kernels
        n, grid = self._gradient.size, (self._grid,)
        squares = kernels.launch("squares", grid, (THREADS,), self._gradient, self._parts, n)
        judge = kernels.launch(
            "judge_step", (1,), (THREADS,), self._parts, self._grid, loss, self._shop.sound, self._step,
            self._counts, self._losses, self._sums, batch, self.most,
        )  # fmt: skip
        return InTurn((squares, judge))

    def scoring(self, kind: str, prediction: Array, target: Array, at: int, threshold: float) -> Step | None:
        kernels = self._shop.kernels
        same = prediction.shape == target.shape
        if kind not in SCORES or not (same or kind == "accuracy"):
            return None
        n = prediction.size if same else target.size
        grid = min(blocks(n), THREADS)
        parts = self._shop.empty((grid,))
        name = "score_parts" if same else "class_parts"
        more = (SCORES[kind], float(threshold)) if same else (prediction.shape[-1],)
        score = kernels.launch(name, (grid,), (THREADS,), prediction, target, parts, n, *more)
        share = np.float64(len(target) / n)
        add = kernels.launch(
            "add_score", (1,), (THREADS,), parts, grid, self._sums, at, share, self._shop.sound
        )
        return InTurn((score, add))

    def adding(self, sums: Callable[[], Array], part: slice) -> Step:
        where, sound, own = self._cupy.where, self._shop.sound, self._sums[part]

        def add() -> None:
            own[...] += where(sound, sums(), 0)

        return add

    def ticked(self) -> None:
        self._since += 1
        if self._since < BETWEEN:
            return
        self._since = 0
        mark = self._cupy.cuda.Event(block=True, disable_timing=True)
        mark.record()
        self._marks.append(mark)
        if len(self._marks) > 2:
            self._marks.popleft().synchronize()

    def read(self) -> Record:
        self._marks.clear()
        self._since = 0
        to_host = self._cupy.asnumpy
        count = int(to_host(self._counts)[1])
        losses = to_host(self._losses[:count]) if count else np.zeros(0, self._shop.dtype)
        self._counts[1] = 0
        return Record(losses.astype(np.float64), to_host(self._sums), bool(to_host(self._shop.sound)[0]))
