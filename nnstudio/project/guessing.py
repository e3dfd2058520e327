"""The loss of the best answer that does not look at the sample: what curves are measured against."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.data.prepare import Prepared
from nnstudio.nn.losses import Crossentropy, Loss, MeanAbsoluteError, MeanSquaredError

_ROWS = 4096
"""Rows of the training part that are enough to know it."""


def constant_loss(loss: Loss, prepared: Prepared) -> float:
    """Loss of always giving the same answer, the best one for the training part.

    For cross-entropy that is how often each class occurs, for squared distances the mean, for absolute ones the
    median. Where classes count differently, or for other losses, the loss of knowing nothing stands in.
    """
    y = prepared.train.y
    y = y[:: max(1, len(y) // _ROWS)]
    if (
        isinstance(loss, Crossentropy)
        and prepared.classes
        and not loss.class_weights
        and not loss.label_smoothing
    ):
        counts = np.bincount(y.reshape(-1), minlength=len(prepared.classes))
        shares = counts[counts > 0] / counts.sum()
        return float(-(shares * np.log(shares)).sum())
    plain = isinstance(loss, Crossentropy) and not loss.class_weights and not loss.label_smoothing
    if plain and prepared.task == "labels" and len(y):
        yes = y.mean(axis=0, dtype=np.float64).clip(1e-12, 1 - 1e-12)
        return float(-(yes * np.log(yes) + (1 - yes) * np.log(1 - yes)).mean())
    if isinstance(loss, MeanSquaredError) and len(y):
        return float(np.square(y - y.mean(axis=0)).mean())
    if isinstance(loss, MeanAbsoluteError) and len(y):
        return float(np.abs(y - np.median(y, axis=0)).mean())
    known = loss.guessing(prepared.outputs)
    return known if math.isfinite(known) else 0.0
