"""Losses: how wrong a prediction is. The cost J is the mean loss over the examples of a batch."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar

import numpy as np

from nnstudio.backend.base import Array, Backend, Bound
from nnstudio.nn.fields import Field, Registry, Spec
from nnstudio.nn.shape import Shape, show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, counted, msg


class Loss(Spec, frozen=True):
    """Base of all losses.

    A loss whose :attr:`fuses` is the output layer's activation takes that layer's sums (logits) instead of
    its activations, so that extreme values stay finite, and computes the activation itself.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    formula: ClassVar[str]
    kind: ClassVar[str]
    """Key of :data:`nnstudio.backend.losses.LOSSES`."""
    fuses: ClassVar[str] = ""
    fused_kind: ClassVar[str] = ""
    """The kind that takes logits and computes the activation :attr:`fuses` itself."""
    suits: ClassVar[tuple[str, ...]] = ()
    """Activations of the output that it can read, the usual one first; empty: all."""
    task: ClassVar[str]
    """What it is for: "binary", "classes" or "regression"."""
    threshold: ClassVar[float] = 0.5
    """From which output on the answer to a yes/no question is yes."""
    soft: ClassVar[bool] = True
    """Whether a target may lie between two answers, as that of two mixed samples does."""

    def settings(self) -> dict[str, float]:
        """The numbers that the kind knows."""
        return {}

    def factors(self) -> tuple[float, ...]:
        """The factor of a sample's loss by its class; empty where all count alike."""
        return ()

    def target_shape(self, output: Shape) -> Shape:
        """Shape of one target for an output of this shape."""
        return output

    def target_dtype(self, backend: Backend) -> Any:
        """Type of the targets on the device."""
        return backend.dtype

    def reads(self, activation: str) -> bool:
        """Whether it is usual behind an activation: any number is reached by a linear output alone."""
        return activation in (self.suits or ("linear",))

    def problem(self, output: Shape, activation: str) -> Message | None:
        """Say what is wrong with an output of this shape and activation, or None."""
        return None

    def weights_problem(self, output: Shape) -> Message | None:
        """Say what is wrong with the class weights for an output of this shape, or None; part of :meth:`problem`."""
        return None

    def guessing(self, outputs: int) -> float:
        """The loss of an answer that knows nothing: where a run starts, about."""
        return 1.0

    def prepare(self, y: Host, output: Shape) -> Host:
        """Bring targets into the form in which they go to the device.

        Parameters
        ----------
        y : array, shape (m, ...)
            Class indices, one-hot rows or values, as the user has them.
        output : tuple of int
            Shape of one output of the network.

        Raises
        ------
        StudioError
            When shapes do not fit or a label is out of range.
        """
        y = np.asarray(y)
        if not np.can_cast(y.dtype, np.float64, "same_kind") and y.dtype.kind not in "biu":
            raise _no_numbers(y)
        if math.prod(y.shape[1:]) != math.prod(output):
            raise StudioError(
                "The network gives {output} for each sample, the targets have {target}",
                output=counted(math.prod(output), "{shape} number", "{shape} numbers", shape=show(output)),
                target=show(y.shape[1:]) if y.ndim > 1 else "1",
            )
        if y.dtype.kind == "f" and not np.isfinite(y).all():
            row = int(np.argmax(~np.isfinite(y.reshape(len(y), -1)).all(axis=1)))
            raise StudioError("The target of row {row} is not a finite number", row=row)
        return np.ascontiguousarray(y.reshape(len(y), *output), np.float64)

    def bind(self, backend: Backend, output: Array, target: Array, prediction: Array, loss: Array,
             gradient: Array | None, fused: bool, weight: float = 1.0) -> Bound:  # fmt: skip
        """Plan the loss.

        Parameters
        ----------
        backend : Backend
        output : array, shape (N, *output)
            Logits where ``fused``, else the prediction.
        target : array, shape (N, *target_shape)
        prediction : array, shape (N, *output)
            Filled by a fused loss; else the same array as ``output``.
        loss : array, shape (1,)
            Filled with ``weight`` times the mean loss.
        gradient : array or None
            Filled with the gradient with respect to ``output``.
        fused : bool
        weight : float
            Weight of this loss among several.
        """
        factors = backend.to_device(np.array(self.factors())) if self.factors() else None
        return backend.loss(
            self.fused_kind if fused else self.kind,
            output, target, prediction, loss, gradient, weight, factors, **self.settings(),
        )  # fmt: skip


LOSSES: Registry[Loss] = Registry("loss")

ClassWeights = Annotated[
    tuple[float, ...],
    Field("How much a sample counts by its class, in the order of the classes; empty: all alike.",
          minimum=0, maximum=1_000_000, empty="all alike"),
]  # fmt: skip


class Crossentropy(Loss, frozen=True):
    """What the cross-entropies share.

    ``class_weights`` has Keras' meaning: the mean over the batch of weight · loss. PyTorch divides by the sum of
    the weights instead.
    """

    label_smoothing: Annotated[float, Field("Share of every target that is spread over all classes, so that no answer need be certain.",
                                            minimum=0, maximum=0.9)] = 0.0  # fmt: skip
    class_weights: ClassWeights = ()

    def settings(self) -> dict[str, float]:
        return {"smoothing": self.label_smoothing}

    def factors(self) -> tuple[float, ...]:
        return self.class_weights

    def guessing(self, outputs: int) -> float:
        weights = self.class_weights or (1.0,)
        return math.log(max(outputs, 2)) * sum(weights) / len(weights)

    def classes(self, output: Shape) -> int:
        """How many classes an output of this shape tells apart."""
        raise NotImplementedError

    def weights_problem(self, output: Shape) -> Message | None:
        classes = self.classes(output)
        if self.class_weights and not any(self.class_weights):
            return msg("All class weights are 0: nothing would be learned")
        if len(self.class_weights) in (0, classes):
            return None
        return msg(
            "There are {have} class weights, but {want} classes: give one for each, or none",
            have=len(self.class_weights), want=classes,
        )  # fmt: skip


@LOSSES.register
class BinaryCrossentropy(Crossentropy, frozen=True):
    """Binary cross-entropy, also logistic loss: ``−y·log ŷ − (1 − y)·log(1 − ŷ)``, for yes/no questions.

    The two class weights are those of the targets 0 and 1.
    """

    title: ClassVar[str] = "Binary cross-entropy"
    summary: ClassVar[str] = "For yes/no questions: one sigmoid output, the probability of yes."
    formula: ClassVar[str] = "L = −y·log ŷ − (1 − y)·log(1 − ŷ)"
    kind: ClassVar[str] = "binary_crossentropy"
    fuses: ClassVar[str] = "sigmoid"
    fused_kind: ClassVar[str] = "sigmoid_crossentropy"
    suits: ClassVar[tuple[str, ...]] = ("sigmoid",)
    task: ClassVar[str] = "binary"

    def classes(self, output: Shape) -> int:
        return 2

    def guessing(self, outputs: int) -> float:
        return super().guessing(2)

    def problem(self, output: Shape, activation: str) -> Message | None:
        if activation != "sigmoid":
            return msg(
                "Binary cross-entropy reads the output as a probability: the last layer needs sigmoid, not {activation}",
                activation=activation,
            )
        return self.weights_problem(output)

    def prepare(self, y: Host, output: Shape) -> Host:
        y = super().prepare(y, output)
        if len(y) and (y.min() < 0 or y.max() > 1):
            row, value = _first(y, (y < 0) | (y > 1))
            raise StudioError(
                "Binary cross-entropy needs targets between 0 and 1; row {row} has {value:g}",
                row=row, value=value,
            )  # fmt: skip
        return y


@LOSSES.register
class CategoricalCrossentropy(Crossentropy, frozen=True):
    """Categorical cross-entropy: ``−log`` of the probability given to the right class."""

    title: ClassVar[str] = "Categorical cross-entropy"
    summary: ClassVar[str] = "For one of several classes: softmax, one output for each class."
    formula: ClassVar[str] = "L = −log ŷ[right class]"
    kind: ClassVar[str] = "crossentropy"
    soft: ClassVar[bool] = False
    fuses: ClassVar[str] = "softmax"
    fused_kind: ClassVar[str] = "softmax_crossentropy"
    suits: ClassVar[tuple[str, ...]] = ("softmax",)
    task: ClassVar[str] = "classes"

    def classes(self, output: Shape) -> int:
        return output[-1]

    def target_shape(self, output: Shape) -> Shape:
        return output[:-1]

    def target_dtype(self, backend: Backend) -> Any:
        return np.int32

    def problem(self, output: Shape, activation: str) -> Message | None:
        if activation != "softmax":
            return msg(
                "Categorical cross-entropy reads the outputs as probabilities: the last layer needs softmax, not {activation}",
                activation=activation,
            )
        if output[-1] < 2:
            return msg(
                "Categorical cross-entropy needs an output for each class, at least 2, not {n}", n=output[-1]
            )
        return self.weights_problem(output)

    def prepare(self, y: Host, output: Shape) -> Host:
        y = np.asarray(y)
        classes, shape = output[-1], output[:-1]
        if y.dtype.kind not in "fbiu":
            raise _no_numbers(y)
        if y.shape[1:] == output:
            hot = y == 1
            wrong = (hot.sum(axis=-1) != 1) | ((y != 0).sum(axis=-1) != 1)
            if wrong.any():
                raise StudioError(
                    "The targets have a number for each of the {classes} classes; row {row} must hold one 1 and else zeros",
                    classes=classes, row=_first(y, wrong)[0],
                )  # fmt: skip
            y = hot.argmax(axis=-1)  # one-hot rows -> indices
        if math.prod(y.shape[1:]) != math.prod(shape):
            raise StudioError(
                "The network has {classes} classes; the targets must be class numbers or rows of {classes} numbers, not {target}",
                classes=classes, target=show(y.shape[1:]),
            )  # fmt: skip
        index = y.reshape(len(y), *shape)
        if index.dtype.kind == "f" and (broken := index != np.floor(index)).any():  # NaN too
            row, value = _first(index, broken)
            raise StudioError(
                "Class numbers must be whole numbers from 0 to {last}; row {row} has {value:g}",
                last=classes - 1, row=row, value=value,
            )  # fmt: skip
        if (outside := (index < 0) | (index >= classes)).any():
            row, value = _first(index, outside)
            raise StudioError(
                "The network has {classes} classes (0 to {last}), but row {row} is of class {value:g}",
                classes=classes, last=classes - 1, row=row, value=value,
            )  # fmt: skip
        return np.ascontiguousarray(index, np.int32)


@LOSSES.register
class MeanSquaredError(Loss, frozen=True):
    """Mean squared error: ``(ŷ − y)²``, for numbers to predict."""

    title: ClassVar[str] = "Mean squared error"
    summary: ClassVar[str] = "For numbers: the squared distance from prediction to target."
    formula: ClassVar[str] = "L = (ŷ − y)²"
    kind: ClassVar[str] = "squared_error"
    task: ClassVar[str] = "regression"


@LOSSES.register
class MeanAbsoluteError(Loss, frozen=True):
    """Mean absolute error: ``|ŷ − y|``; its best answer is the median."""

    title: ClassVar[str] = "Mean absolute error"
    summary: ClassVar[str] = (
        "For numbers: the distance from prediction to target; outliers count no more than others."
    )
    formula: ClassVar[str] = "L = |ŷ − y|"
    kind: ClassVar[str] = "absolute_error"
    task: ClassVar[str] = "regression"

    def guessing(self, outputs: int) -> float:
        return math.sqrt(2 / math.pi)  # the mean distance of a standardised target from 0


@LOSSES.register
class Huber(Loss, frozen=True):
    """Huber's loss: squared for small distances, straight for large ones (Huber, 1964)."""

    title: ClassVar[str] = "Huber"
    summary: ClassVar[str] = "For numbers with outliers: squared near the target, straight further away."
    formula: ClassVar[str] = "L = ½·(ŷ − y)² up to a distance of δ, else δ·|ŷ − y| − ½·δ²"
    kind: ClassVar[str] = "huber"
    task: ClassVar[str] = "regression"

    delta: Annotated[float, Field("Distance δ from which on the loss grows in a straight line.",
                                  above=0, maximum=1_000_000, logarithmic=True)] = 1.0  # fmt: skip

    def settings(self) -> dict[str, float]:
        return {"delta": self.delta}

    def guessing(self, outputs: int) -> float:
        """The mean over a standard normal target."""
        d = self.delta
        density, beyond = math.exp(-d * d / 2) / math.sqrt(2 * math.pi), math.erfc(d / math.sqrt(2)) / 2
        return 0.5 - beyond + d * density - d * d * beyond


@LOSSES.register
class Hinge(Loss, frozen=True):
    """Hinge loss of support vector machines, ``max(0, 1 − y·ŷ)`` (Cortes & Vapnik, 1995).

    Targets are −1 and 1, or 0 and 1; an output above 0 means 1.
    """

    title: ClassVar[str] = "Hinge"
    summary: ClassVar[str] = "For yes/no questions: asks for a margin around 0, not for a probability."
    formula: ClassVar[str] = "L = max(0, 1 − y·ŷ),  y = −1 or 1"
    kind: ClassVar[str] = "hinge"
    soft: ClassVar[bool] = False
    suits: ClassVar[tuple[str, ...]] = ("linear", "tanh")
    task: ClassVar[str] = "binary"
    threshold: ClassVar[float] = 0.0

    def problem(self, output: Shape, activation: str) -> Message | None:
        if activation not in self.suits:
            return msg(
                "Hinge loss needs an output on both sides of 0: the last layer needs linear or tanh, not {activation}",
                activation=activation,
            )
        return None

    def prepare(self, y: Host, output: Shape) -> Host:
        y = super().prepare(y, output)
        low = -1 if len(y) and y.min() < 0 else 0
        wrong = (y != low) & (y != 1)
        if wrong.any():
            row, value = _first(y, wrong)
            raise StudioError(
                "Hinge loss needs targets 0 and 1, or -1 and 1; row {row} has {value:g}", row=row, value=value
            )
        return y if low else 2 * y - 1


def _first(y: Host, wrong: Host) -> tuple[int, float]:
    """The first row with a wrong value, and the first such value in it."""
    row = int(np.argmax(wrong.reshape(len(wrong), -1).any(axis=1)))
    at = int(np.argmax(wrong[row].reshape(-1)))
    return row, float(y[row].reshape(-1)[at])


def _no_numbers(y: Host) -> StudioError:
    """The error about targets that have no value."""
    if y.dtype.kind in "US" or any(isinstance(each, str) for each in y.flat):
        return StudioError(
            "Targets must be numbers, not texts: names, targets = numpy.unique(targets, return_inverse=True) makes class "
            "numbers of them"
        )
    return StudioError("Targets must be numbers, not {dtype}", dtype=str(y.dtype))


def loss_for(task: str) -> Loss:
    """The loss that fits a task: "binary", "classes", "regression" or "labels"."""
    return next(cls() for cls in LOSSES if cls.task == loss_task(task))


def loss_task(task: str) -> str:
    """The task of the losses that fit a task of data: several yes/no questions are each one."""
    return "binary" if task == "labels" else task
