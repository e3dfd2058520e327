"""Metrics: figures a person reads beside the loss. None of them steers the training."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from nnstudio.nn.fields import Registry, Spec

Array = Any


class Metric(Spec, frozen=True):
    """Base of all metrics.

    A metric is summed over batches and finished once: ``finish(Σ batch(...), number of samples)``.
    """

    key: ClassVar[str]
    """Name in files and in ``--json`` lines."""
    title: ClassVar[str]
    higher_is_better: ClassVar[bool] = True
    share: ClassVar[bool] = False
    """Whether it is shown as a percentage."""

    def batch(self, xp: Any, prediction: Array, target: Array) -> Any:
        """Sum over the samples of a batch, on the device.

        Parameters
        ----------
        xp : module
            NumPy or CuPy.
        prediction : array, shape (N, *output)
        target : array
            As the loss prepared it.
        """
        raise NotImplementedError

    def finish(self, total: float, samples: int) -> float:
        """Turn the sum over all batches into the figure."""
        return total / samples


METRICS: Registry[Metric] = Registry("metric")


@METRICS.register
class Accuracy(Metric, frozen=True):
    """Share of samples whose class is right: the most probable one, or sigmoid at 0.5."""

    key: ClassVar[str] = "accuracy"
    title: ClassVar[str] = "Accuracy"
    share: ClassVar[bool] = True

    def batch(self, xp: Any, prediction: Array, target: Array) -> Any:
        if prediction.shape == target.shape:
            right = (prediction >= 0.5) == (target >= 0.5)
        else:
            right = prediction.argmax(axis=-1) == target
        if right.ndim > 1:
            right = right.reshape(len(right), -1).mean(axis=1)
        return right.sum()


@METRICS.register
class MeanAbsoluteError(Metric, frozen=True):
    """Mean distance from prediction to target.

    ``scale`` brings a standardised target back to its own unit.
    """

    key: ClassVar[str] = "mae"
    title: ClassVar[str] = "Mean absolute error"
    higher_is_better: ClassVar[bool] = False

    scale: float = 1.0

    def batch(self, xp: Any, prediction: Array, target: Array) -> Any:
        return xp.abs(prediction - target).reshape(len(target), -1).mean(axis=1).sum()

    def finish(self, total: float, samples: int) -> float:
        return self.scale * total / samples


@METRICS.register
class RootMeanSquaredError(Metric, frozen=True):
    """Root of the mean squared distance.

    ``scale`` brings a standardised target back to its own unit.
    """

    key: ClassVar[str] = "rmse"
    title: ClassVar[str] = "Root mean squared error"
    higher_is_better: ClassVar[bool] = False

    scale: float = 1.0

    def batch(self, xp: Any, prediction: Array, target: Array) -> Any:
        return xp.square(prediction - target).reshape(len(target), -1).mean(axis=1).sum()

    def finish(self, total: float, samples: int) -> float:
        return self.scale * math.sqrt(total / samples)


def metrics_for(task: str, scale: float = 1.0) -> tuple[Metric, ...]:
    """The metrics shown by default for a task.

    Parameters
    ----------
    task : {"binary", "classes", "regression"}
    scale : float
        Size of one unit of a standardised target in its own unit.
    """
    return (MeanAbsoluteError(scale),) if task == "regression" else (Accuracy(),)
