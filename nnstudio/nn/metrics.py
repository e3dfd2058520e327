"""Metrics: figures a person reads beside the loss. None of them steers the training."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar

import numpy as np

from nnstudio.nn.fields import Field, Registry, Spec
from nnstudio.nn.shape import Shape
from nnstudio.nn.unit import Unit
from nnstudio.system.arrays import Host

Array = Any

BINS = 4096
"""Bins of scores for the area under a curve."""

Threshold = Annotated[
    float,
    Field("From which output on the answer to a yes/no question is yes: 0.5 for a probability, 0 with hinge loss."),
]  # fmt: skip
Scale = Annotated[float, Field("Size of one unit of a standardised target in its own unit.", above=0)]
Offset = Annotated[float, Field("What a standardised target of zero is in its own unit, or its logarithm.")]
Logarithm = Annotated[bool, Field("Whether the target was learned as log(1 + y); it is then told as y.")]


class Metric(Spec, frozen=True):
    """Base of all metrics.

    A metric is a few sums over the samples: they are added up over the batches, ``finish(Σ batch(...), samples)``.
    It must stay finite where the predictions are.
    """

    key: ClassVar[str]
    """Name in files and in ``--json`` lines."""
    title: ClassVar[str]
    summary: ClassVar[str]
    higher_is_better: ClassVar[bool] = True
    share: ClassVar[bool] = False
    """Whether it is shown as a percentage."""
    guessing: ClassVar[float | None] = None
    """What guessing reaches with any data; None where that depends on them."""
    tasks: ClassVar[tuple[str, ...]] = ("binary", "classes")
    """Tasks of losses whose outputs it can judge."""

    def size(self, output: Shape) -> int:
        """How many sums it needs for an output of this shape."""
        return 1

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        """Sums over the samples of a batch, on the device.

        Parameters
        ----------
        xp : module
            NumPy or CuPy.
        prediction : array, shape (N, *output)
        target : array
            As the loss prepared it: class indices, or shaped like the prediction.

        Returns
        -------
        array, shape (size,)
        """
        raise NotImplementedError

    def finish(self, sums: Host, samples: int) -> float:
        """Turn the sums over all batches into the figure."""
        return float(sums[0]) / samples


METRICS: Registry[Metric] = Registry("metric")


def title_of(key: str) -> str:
    """What people call the metric of a key; of one that nobody knows, the key."""
    kind = kind_of(key)
    return key if kind is None else kind.title


def kind_of(key: str) -> type[Metric] | None:
    """The metric of a figure's key, which is ``"dense_2/accuracy"`` where a network has several outputs."""
    name = key.rpartition("/")[2]
    return next((metric for metric in METRICS if metric.key == name), None)


def output_of(key: str) -> str:
    """Id of the output that a figure's key names; empty where there is only one."""
    return key.rpartition("/")[0]


def _each(values: Array) -> Array:
    """The sum over samples of the mean over what belongs to a sample: (N, ...) -> (1,)."""
    return values.reshape(1, -1).sum(axis=1) * (len(values) / values.size)


def _right(xp: Any, values: Array) -> Array:
    """As :func:`_each`, of truth values; counting them is several times quicker than adding them up."""
    return xp.asarray(xp.count_nonzero(values) * (len(values) / values.size)).reshape(1)


def _counts(xp: Any, size: int, *seen: tuple[Array, Array | float]) -> Array:
    """How often each number below ``size`` was seen, each time with a weight. CuPy's ``bincount`` waits for the device."""
    counts = xp.zeros(size)
    for numbers, weights in seen:
        xp.add.at(counts, numbers, weights)
    return counts


# Classes ----------------------------------------------------------------------------------------------------


@METRICS.register
class Accuracy(Metric, frozen=True):
    """Share of samples whose class is right: the most probable one, or yes from the threshold on."""

    key: ClassVar[str] = "accuracy"
    title: ClassVar[str] = "Accuracy"
    summary: ClassVar[str] = "Share of the samples whose answer is right."
    share: ClassVar[bool] = True

    threshold: Threshold = 0.5

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        if prediction.shape == target.shape:
            return _right(xp, (prediction >= self.threshold) == (target >= self.threshold))
        return _right(xp, prediction.argmax(axis=-1) == target)


@METRICS.register
class TopK(Metric, frozen=True):
    """Share of samples whose class is among the k most probable ones; of equals the first comes first."""

    key: ClassVar[str] = "top_k"
    title: ClassVar[str] = "Top-k accuracy"
    summary: ClassVar[str] = "Share of the samples whose class is among the k most probable ones."
    share: ClassVar[bool] = True

    k: Annotated[int, Field("How many answers count.", minimum=1, maximum=1_000_000)] = 5

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        if prediction.shape == target.shape:  # yes or no: there is one answer
            return Accuracy().batch(xp, prediction, target)
        own = target[..., None]
        right = xp.take_along_axis(prediction, own, axis=-1)
        earlier = (prediction == right) & (xp.arange(prediction.shape[-1]) < own)
        return _right(xp, (~(prediction <= right) | earlier).sum(axis=-1) < self.k)  # a NaN is never right


class _Counted(Metric, frozen=True):
    """What is told from how often each class was right, predicted and true.

    A yes/no output counts as one class, the yes. Several classes are weighed alike ("macro"), without those that
    neither occur nor are predicted; a quotient of nothing is 0, as in scikit-learn.
    """

    share: ClassVar[bool] = True

    threshold: Threshold = 0.5

    def size(self, output: Shape) -> int:
        return 3 * output[-1]

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        classes = prediction.shape[-1]
        if prediction.shape == target.shape:
            said = (prediction >= self.threshold).reshape(-1, classes)
            true = (target >= self.threshold).reshape(-1, classes)
            return xp.concatenate([said & true, said, true], axis=1).sum(axis=0)
        said, true = prediction.argmax(axis=-1).reshape(-1), target.reshape(-1)
        right = (said == true).astype(np.float64)
        return _counts(xp, 3 * classes, (said, right), (said + classes, 1.0), (true + 2 * classes, 1.0))

    def finish(self, sums: Host, samples: int) -> float:
        right, said, true = sums.reshape(3, -1)
        seen = said + true > 0
        if not seen.any():
            return 0.0
        return float(self.figure(right[seen], said[seen], true[seen]).mean())

    def figure(self, right: Host, said: Host, true: Host) -> Host:
        """The figure of each class."""
        raise NotImplementedError


@METRICS.register
class Precision(_Counted, frozen=True):
    """How many of the samples that were given a class are of it."""

    key: ClassVar[str] = "precision"
    title: ClassVar[str] = "Precision"
    summary: ClassVar[str] = (
        "Of the samples answered yes, the share that is yes; the mean over several classes."
    )

    def figure(self, right: Host, said: Host, true: Host) -> Host:
        return right / np.maximum(said, 1)


@METRICS.register
class Recall(_Counted, frozen=True):
    """How many of the samples of a class were given it."""

    key: ClassVar[str] = "recall"
    title: ClassVar[str] = "Recall"
    summary: ClassVar[str] = (
        "Of the samples that are yes, the share that was found; the mean over several classes."
    )

    def figure(self, right: Host, said: Host, true: Host) -> Host:
        return right / np.maximum(true, 1)


@METRICS.register
class F1(_Counted, frozen=True):
    """The harmonic mean of precision and recall."""

    key: ClassVar[str] = "f1"
    title: ClassVar[str] = "F1"
    summary: ClassVar[str] = (
        "Precision and recall in one figure, low if either is; the mean over several classes."
    )

    def figure(self, right: Host, said: Host, true: Host) -> Host:
        both: Host = said + true
        return 2 * right / both


@METRICS.register
class AUC(Metric, frozen=True):
    """Area under the ROC curve: how probably a yes is scored above a no (Hanley & McNeil, 1982).

    The exact area needs all scores at once. Here they are counted in 4096 bins of their log-odds, and what falls
    into one bin counts as equal. That shifts the area by less than 1e-4, of a hundred samples by up to 1e-3, and by
    more where all scores are nearly the same. Results and ``nnstudio evaluate`` tell the exact one.
    Of several classes each is set against the rest, and the areas are averaged ("macro", "ovr" in scikit-learn),
    without those that all samples or none are of; where that leaves nothing, the figure is ½.
    """

    key: ClassVar[str] = "auc"
    title: ClassVar[str] = "AUC"
    summary: ClassVar[str] = (
        "How probably a yes is scored above a no, wherever the threshold lies; ½ is guessing."
    )
    guessing: ClassVar[float | None] = 0.5

    probabilities: Annotated[bool, Field("Whether outputs are probabilities; off for linear outputs, as with hinge loss.")] = True  # fmt: skip

    def size(self, output: Shape) -> int:
        return 2 * BINS * output[-1]

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        columns = prediction.shape[-1]
        z = prediction.reshape(-1, columns)
        if self.probabilities:
            z = xp.log(xp.maximum(z, 1e-12)) - xp.log(xp.maximum(1 - z, 1e-12))
        z = xp.where(z == z, xp.clip(z, -1e6, 1e6), 0)  # NaN is told by the loss
        share = 0.5 + 0.5 * z / (4 + xp.abs(z))  # from 0 to 1; bins are narrow around 0 and wide far out
        place = xp.minimum(share * BINS, BINS - 1).astype(np.int64)
        if prediction.shape == target.shape:
            yes = target.reshape(-1, columns) > 0.5
        else:
            yes = target.reshape(-1, 1) == xp.arange(columns)
        place += (2 * xp.arange(columns) + yes) * BINS  # (class, no or yes, bin)
        return _counts(xp, 2 * BINS * columns, (place.reshape(-1), 1.0))

    def finish(self, sums: Host, samples: int) -> float:
        no, yes = sums.reshape(-1, 2, BINS).transpose(1, 0, 2)  # (class, bin) each
        pairs = no.sum(axis=1) * yes.sum(axis=1)
        below = np.cumsum(no, axis=1) - no / 2  # of the equal ones, half
        areas = (yes * below).sum(axis=1)[pairs > 0] / pairs[pairs > 0]
        return float(areas.mean()) if len(areas) else 0.5


# Numbers ----------------------------------------------------------------------------------------------------


class _OfNumbers(Metric, frozen=True):
    """What is told in the target's own unit, as :class:`nnstudio.nn.unit.Unit` has it."""

    tasks: ClassVar[tuple[str, ...]] = ("regression", "binary")

    scale: Scale = 1.0
    offset: Offset = 0.0
    logarithm: Logarithm = False

    def pair(self, xp: Any, prediction: Array, target: Array) -> tuple[Array, Array]:
        """Both in double precision, in the unit where only that tells their distance, else as they are: scaled.

        In single precision the square of a distance that is a number itself may be none.
        """
        if not self.logarithm:
            return prediction.astype(np.float64), target.astype(np.float64)
        unit = Unit(self.offset, self.scale, logarithm=True)
        return unit.restored(prediction, xp), unit.restored(target, xp)

    @property
    def size_of_one(self) -> float:
        """What a distance of 1 between the two of :meth:`pair` is in the unit."""
        return 1.0 if self.logarithm else self.scale


@METRICS.register
class MeanAbsoluteError(_OfNumbers, frozen=True):
    """Mean distance from prediction to target.

    ``scale``, ``offset`` and ``logarithm`` bring a standardised target back to its own unit.
    """

    key: ClassVar[str] = "mae"
    title: ClassVar[str] = "Mean absolute error"
    summary: ClassVar[str] = "How far the predictions are from the targets, on average."
    higher_is_better: ClassVar[bool] = False

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        given, true = self.pair(xp, prediction, target)
        return _each(xp.abs(given - true))

    def finish(self, sums: Host, samples: int) -> float:
        return self.size_of_one * super().finish(sums, samples)


@METRICS.register
class RootMeanSquaredError(_OfNumbers, frozen=True):
    """Root of the mean squared distance.

    ``scale``, ``offset`` and ``logarithm`` bring a standardised target back to its own unit.
    """

    key: ClassVar[str] = "rmse"
    title: ClassVar[str] = "Root mean squared error"
    summary: ClassVar[str] = "As the mean absolute error, but large distances count more."
    higher_is_better: ClassVar[bool] = False

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        given, true = self.pair(xp, prediction, target)
        return _each(xp.square(given - true))

    def finish(self, sums: Host, samples: int) -> float:
        return self.size_of_one * math.sqrt(super().finish(sums, samples))


@METRICS.register
class R2(_OfNumbers, frozen=True):
    """Coefficient of determination, ``1 − Σ(y − ŷ)² / Σ(y − mean)²``, the mean over several outputs.

    An output whose targets are all the same gives 1 if it is hit exactly, else 0, as in scikit-learn.
    """

    key: ClassVar[str] = "r2"
    title: ClassVar[str] = "R²"
    summary: ClassVar[str] = (
        "Share of the variation that is explained: 1 is perfect, 0 no better than the mean."
    )

    def size(self, output: Shape) -> int:
        return 3 * math.prod(output)

    def batch(self, xp: Any, prediction: Array, target: Array) -> Array:
        prediction, target = self.pair(xp, prediction, target)
        y = target.reshape(len(target), -1)
        wrong = y - prediction.reshape(len(target), -1)
        return xp.concatenate([xp.square(wrong).sum(axis=0), y.sum(axis=0), xp.square(y).sum(axis=0)])

    def finish(self, sums: Host, samples: int) -> float:
        wrong, total, squares = sums.reshape(3, -1)
        variation = squares - total * total / samples
        constant = variation <= 1e-12 * squares  # but for rounding
        share = 1 - wrong / np.where(constant, 1.0, variation)
        return float(np.where(constant, wrong <= 1e-12 * squares, share).mean())


def metrics_for(
    task: str, unit: Unit | None = None, threshold: float = 0.5, *, more: bool = False
) -> tuple[Metric, ...]:
    """The metrics shown by default for a task.

    Parameters
    ----------
    task : {"binary", "classes", "regression"}
    unit : Unit, optional
        In which a regression is told; as it is learned otherwise.
    threshold : float
        From which output on a yes/no answer is yes, as :attr:`nnstudio.nn.losses.Loss.threshold`.
    more : bool
        Also those that tell what the first one hides, such as a rare class that is never answered.
    """
    if task == "regression":
        kinds: tuple[type[_OfNumbers], ...] = (MeanAbsoluteError, RootMeanSquaredError, R2)
        unit = unit or Unit()
        return tuple(kind(unit.scale, unit.offset, unit.logarithm) for kind in kinds[: None if more else 1])
    accuracy, auc = Accuracy(threshold), AUC(probabilities=threshold == 0.5)
    if not more:
        return (accuracy,)
    # Which of two classes is the yes is a matter of their names, and precision and recall of the other one mislead.
    return (accuracy, auc) if task == "binary" else (accuracy, Precision(), Recall(), F1(), auc)
