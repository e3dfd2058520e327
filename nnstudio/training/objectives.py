"""What a network is to become good at: a loss for every output, its weight, and the figures measured beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnstudio.graph.network import Network
from nnstudio.nn.losses import Loss
from nnstudio.nn.metrics import Metric, metrics_for
from nnstudio.nn.shape import Shape
from nnstudio.system.messages import Small, StudioError, joined, msg
from nnstudio.training.samples import require_kind

Losses = Loss | Mapping[str, Loss]
"""One loss for every output, or one for each by node id."""

Metrics = Metric | Sequence[Metric] | Mapping[str, Sequence[Metric]]
"""Metrics for every output, or by node id."""


class Objective(NamedTuple):
    """The loss of one output, and its weight among the losses of a network."""

    loss: Loss
    weight: float = 1.0


def objectives_of(
    network: Network,
    loss: Losses,
    weights: Mapping[str, float] | None,
    shapes: Mapping[str, Shape],
    dtype: np.dtype[Any],
) -> dict[str, Objective]:
    """The objective of every output.

    Parameters
    ----------
    network : Network
    loss : Loss or dict of str to Loss
    weights : dict of str to float, optional
    shapes : dict of str to shape
        Of the outputs, by node.
    dtype : numpy.dtype
        In which the network computes.

    Raises
    ------
    StudioError
        When a loss is missing or does not fit its output, or a weight is none.
    """
    for each in loss.values() if isinstance(loss, Mapping) else (loss,):
        require_kind(msg("loss"), each, (Loss,), "nns.MeanSquaredError()")
    if isinstance(loss, Mapping) and set(loss) != set(shapes):
        raise StudioError(
            "The network's outputs are {nodes}, the losses given are for {given}",
            nodes=", ".join(shapes), given=", ".join(map(str, loss)) or msg("none"),
        )  # fmt: skip
    losses = {node: loss[node] if isinstance(loss, Mapping) else loss for node in shapes}
    for node, each in losses.items():
        problem = each.problem(shapes[node], network[node].layer.activation_name())
        if problem is not None:
            where = f"{network[node].title}: " if len(losses) > 1 else ""
            raise (
                StudioError(problem)
                if not where
                else StudioError("{where}{problem}", where=where, problem=str(problem))
            )
    return _weighted(losses, weights or {}, dtype)


def _weighted(
    losses: Mapping[str, Loss], weights: Mapping[str, float], dtype: np.dtype[Any]
) -> dict[str, Objective]:
    require_kind(msg("loss weights"), weights, (Mapping,), '{"dense_2": 0.5}')
    found = {}
    for node in weights:
        if node not in losses:
            raise StudioError("The network has no output {node} whose loss could count", node=repr(node))
    for node, loss in losses.items():
        weight = weights.get(node, 1.0)
        number = isinstance(weight, int | float | np.number) and not isinstance(weight, bool)
        if not number or not 0 <= weight <= float(np.finfo(dtype).max):  # NaN too
            raise StudioError(
                "The loss of {node} must count 0 or more, not {weight}", node=node, weight=repr(weight)[:60]
            )
        found[node] = Objective(loss, float(weight))
    if not any(objective.weight for objective in found.values()):
        raise StudioError("No loss counts: at least one of the loss weights must be above 0")
    return found


def metrics_of(metrics: Metrics | None, losses: Mapping[str, Loss]) -> dict[str, tuple[Metric, ...]]:
    """The metrics of every output; the usual ones where nothing is said.

    Raises
    ------
    StudioError
        When a metric does not fit the loss of its output, or two have the same name.
    """
    if metrics is None:
        return {node: metrics_for(loss.task, threshold=loss.threshold) for node, loss in losses.items()}
    by_node = metrics if isinstance(metrics, Mapping) else dict.fromkeys(losses, metrics)
    for node in by_node:
        if node not in losses:
            raise StudioError(
                "The network has no output {node} to measure: its outputs are {nodes}",
                node=repr(node), nodes=", ".join(losses),
            )  # fmt: skip
    return {node: _fitting(by_node.get(node, ()), loss) for node, loss in losses.items()}


def _fitting(metrics: Metric | Sequence[Metric], loss: Loss) -> tuple[Metric, ...]:
    given = (
        (metrics,) if isinstance(metrics, Metric) or not isinstance(metrics, list | tuple) else tuple(metrics)
    )
    for metric in given:
        require_kind(msg("metric"), metric, (Metric,), "nns.metrics.Accuracy()")
        if loss.task not in metric.tasks:
            raise StudioError(
                "{metric} cannot judge what {loss} trains: it is for {tasks}",
                metric=msg(metric.title), loss=Small(loss.title),
                tasks=joined([_TASKS[task] for task in metric.tasks], between=" / "),
            )  # fmt: skip
        threshold = getattr(metric, "threshold", None)
        if threshold is not None and loss.task == "binary" and (threshold == 0.5) != (loss.threshold == 0.5):
            raise StudioError(
                "{metric} says yes from {threshold:g} on, but with {loss} yes begins at {right:g}: "
                "set its threshold",
                metric=msg(metric.title), threshold=threshold, loss=Small(loss.title), right=loss.threshold,
            )  # fmt: skip
    keys = [metric.key for metric in given]
    for key in keys:
        if keys.count(key) > 1:
            raise StudioError("Two metrics are called {key}: measure one at a time", key=key)
    return given


_TASKS = {"binary": msg("yes/no questions"), "classes": msg("classes"), "regression": msg("numbers")}
