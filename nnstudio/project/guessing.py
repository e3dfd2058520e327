"""The loss of the best answer that does not look at the sample: what curves are measured against."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.network import Network
from nnstudio.nn.losses import Crossentropy, Loss, MeanAbsoluteError, MeanSquaredError, loss_task
from nnstudio.nn.metrics import kind_of
from nnstudio.project.heads import by_output, objectives
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch

_ROWS = 4096
"""Rows of the training part that are enough to know it."""
_BETTER = 0.02
"""By how much a share must be above that of guessing to be better; of other figures by what share of it they must be below."""


def over_outputs(
    of_one: Callable[[Loss, Prepared], float], network: Network, training: TrainingConfig, prepared: Prepared
) -> float | None:
    """:func:`constant_loss` or :func:`first_loss` of a network: the sum over its outputs, as much as the loss of each counts.

    Returns
    -------
    float or None
        None where the losses do not fit what the data asks for.
    """
    known = objectives(network, training)
    total = 0.0
    for node, view in by_output(network, training, prepared.views):
        if node is None or known[node].loss.task != loss_task(view.task):
            return None
        total += known[node].weight * of_one(known[node].loss, view)
    return total


def constant_loss(loss: Loss, prepared: Prepared) -> float:
    """Loss of always giving the same answer, the best one for the training part.

    For cross-entropy that is how often each class occurs, as much as it counts; for squared distances the mean, for
    absolute ones the median. For other losses the loss of knowing nothing stands in.
    """
    y = prepared.train.y
    y = y[:: max(1, len(y) // _ROWS)]
    if isinstance(loss, Crossentropy) and (counted := _counted(loss, prepared, y)) is not None:
        wanted = counted * (1 - loss.label_smoothing) + counted.mean() * loss.label_smoothing
        wanted = wanted[wanted > 0]
        return float(-(wanted * np.log(wanted / wanted.sum())).sum())
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


def loss_to_beat(
    least: float | None, network: Network, judged_by: str, epoch: Epoch | None, level: float | None
) -> float | None:
    """What the curves of a run are measured against: the loss of guessing, or None where that says nothing.

    Who guesses pays nothing for the size of weights. Where a layer has to, the cost may lie above guessing with answers
    that are far better, so the metric decides whether both can be compared.

    Parameters
    ----------
    least : float, optional
        :func:`constant_loss`.
    network : Network
        Of the run.
    judged_by : str
        Key of the metric.
    epoch : Epoch, optional
        The last one.
    level : float, optional
        What guessing reaches in the metric.
    """
    penalised = any(getattr(n.layer, "l1", 0.0) or getattr(n.layer, "l2", 0.0) for n in network.nodes)
    metric = kind_of(judged_by)
    if not penalised or metric is None or epoch is None or level is None:
        return least
    reached = (epoch.val_metrics or epoch.metrics).get(judged_by, math.nan)
    better = reached > level + _BETTER if metric.higher_is_better else reached < level * (1 - _BETTER)
    return None if better else least


def first_loss(loss: Loss, prepared: Prepared) -> float:
    """Loss of an answer that leaves everything open: where a run starts, about."""
    if isinstance(loss, Crossentropy) and (counted := _counted(loss, prepared, prepared.train.y)) is not None:
        return loss.replace(class_weights=()).guessing(prepared.outputs) * float(counted.sum())
    return loss.guessing(prepared.outputs)


def _counted(loss: Crossentropy, prepared: Prepared, y: NDArray[Any]) -> NDArray[np.float64] | None:
    """How often each class occurs, times how much it counts; None where the weights are those of other classes."""
    classes = len(prepared.classes)
    if not classes or len(loss.class_weights) not in (0, classes):
        return None
    weights = np.array(loss.class_weights or [1.0] * classes)
    counted: NDArray[np.float64] = np.bincount(y.reshape(-1), minlength=classes) / max(1, len(y)) * weights
    return counted
