"""Metrics, planned: the sums of a batch, added to those of the batches before."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.base import Array, InTurn
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import THREADS, blocks
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.functions import HIGHEST
from nnstudio.backend.journal import Step

EACH = {"accuracy": 0, "top_k": 0, "mae": 1, "rmse": 2}
"""What :c:func:`score_parts` adds up for a metric over single numbers, by its key."""
COLUMNS = {"precision": 0, "recall": 0, "f1": 0, "r2": 1}
"""What :c:func:`column_parts` adds up for a metric over columns."""


def metric(
    shop: Workshop, kind: str, prediction: Array, target: Array, sums: Array, sound: Array, /,
    threshold: float = 0.5, k: int = 1, probabilities: bool = True,
    offset: float = 0.0, scale: float = 1.0, logarithm: bool = False,
) -> Step | None:  # fmt: skip
    """Plan a metric; see :meth:`nnstudio.backend.journal.Journal.scoring`."""
    launch, each = shop.kernels.launch, shop.kernels.each
    numbers = prediction.shape == target.shape  # else the index of a class for each row of predictions
    unit = np.float64(offset), np.float64(scale), np.float64(HIGHEST if logarithm else 0)
    n, rows, columns = prediction.size, prediction.size // prediction.shape[-1], prediction.shape[-1]
    if kind == "auc":
        wanted = (target, None) if numbers else (None, target)
        bins = sums.shape[0] // (2 * columns)
        return each("count_bins", n, prediction, *wanted, sums, n, columns, bins, probabilities, sound)
    if kind in COLUMNS and not numbers:
        return shop.kernels.rows("count_classes", rows, columns, prediction, target, sums, columns, sound)
    if kind in COLUMNS:
        columns = sums.shape[0] // 3
        rows, groups = n // columns, -(-columns // 32)
        shares = max(1, min(rows // 64, 256 // groups))
        parts = shop.empty((shares, 3 * columns), np.float64)
        setting = COLUMNS[kind], float(threshold), *unit
        found = launch("column_parts", (groups, shares), (32, 8), prediction, target, parts, rows, columns, *setting)  # fmt: skip
        return InTurn((found, _added(shop, parts, sums, 1.0, sound)))
    if kind not in EACH:
        return None
    grid = min(blocks(n), THREADS) if numbers else min(rows, THREADS)  # one block adds up what they find
    parts = shop.empty((grid, 1), np.float64)
    if numbers:
        setting = EACH[kind], float(threshold), *unit
        found = launch("score_parts", (grid,), (THREADS,), prediction, target, parts, n, *setting)
    else:
        found = shop.kernels.rows("class_parts", grid, columns, prediction, target, parts, rows, columns, k)
    return InTurn((found, _added(shop, parts, sums, len(target) / target.size, sound)))


def _added(shop: Workshop, parts: Array, sums: Array, share: float, sound: Array) -> Launch:
    """Bind the addition of a share of what the blocks found, column by column."""
    count, columns = parts.shape
    return shop.kernels.launch(
        "add_scores", (-(-columns // 32),), (32, 8), parts, sums, columns, count, np.float64(share), sound
    )
