"""Rows that stand in the training part and are held out, too."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.warnings.looking import LOOKED_AT, Looked
from nnstudio.system.seeds import stream

REMEMBERED = 200_000
"""Rows of the training part in which twins are looked for."""
TWINS = 0.05
"""Part of the held-out rows that may stand in the training part as well."""


def share_of_twins(look: Looked) -> float:
    """Which part of the held-out rows stands in the training part as well; 0 where it is no more than chance."""
    train, held = look.parts[0][:REMEMBERED], look.parts[1][:LOOKED_AT]
    if not len(held):
        return 0.0
    target = np.stack([each.values for each in look.dataset.targets], axis=1)
    if isinstance(look.dataset.inputs, np.ndarray):
        every = look.dataset.inputs.reshape(len(target), -1)
        known, asked = every[train], every[held]
    else:
        known, asked = (np.stack([c.values[part] for c in look.columns], axis=1) for part in (train, held))
    twins = _twins_in(known, target[train], asked, target[held])
    if twins <= max(2, TWINS * len(held)):
        return 0.0
    if not look.dataset.array_shape:
        # A few ages and cities meet again by chance: as often where every column is drawn anew.
        generator = stream(look.seed, "looked at")
        mixed = generator.permuted(asked, axis=0)
        if twins < 3 * _twins_in(known, target[train], mixed, generator.permutation(target[held])):
            return 0.0
    return twins / len(held)


def _twins_in(known: NDArray[Any], answers: NDArray[Any], asked: NDArray[Any], wanted: NDArray[Any]) -> int:
    """How many rows are known with the same answer."""
    seen = {hash((row.tobytes(), answer.tobytes())) for row, answer in zip(known, answers, strict=True)}
    return sum(
        hash((row.tobytes(), answer.tobytes())) in seen for row, answer in zip(asked, wanted, strict=True)
    )
