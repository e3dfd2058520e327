"""Losses: how wrong a prediction is. The cost J is the mean loss over the examples of a batch."""

from __future__ import annotations

import math
from typing import Any, ClassVar

import numpy as np

from nnstudio.backend.base import Array, Backend, Bound
from nnstudio.nn.fields import Registry, Spec
from nnstudio.nn.shape import Shape, show
from nnstudio.system.messages import Message, StudioError, msg

Host = np.ndarray[Any, Any]


class Loss(Spec, frozen=True):
    """Base of all losses.

    A loss whose :attr:`fuses` is the output layer's activation takes that layer's sums (logits) instead of
    its activations, so that extreme values stay finite, and computes the activation itself.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    formula: ClassVar[str]
    fuses: ClassVar[str] = ""
    task: ClassVar[str]
    """What it is for: "binary", "classes" or "regression"."""

    def target_shape(self, output: Shape) -> Shape:
        """Shape of one target for an output of this shape."""
        return output

    def target_dtype(self, backend: Backend) -> Any:
        """Type of the targets on the device."""
        return backend.dtype

    def problem(self, output: Shape, activation: str) -> Message | None:
        """Say what is wrong with an output of this shape and activation, or None."""
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
            raise StudioError("Targets must be numbers, not {dtype}", dtype=str(y.dtype))
        if math.prod(y.shape[1:]) != math.prod(output):
            raise StudioError(
                "The network gives {output} numbers for each sample, the targets have {target}",
                output=show(output),
                target=show(y.shape[1:]) if y.ndim > 1 else "1",
            )
        if y.dtype.kind == "f" and not np.isfinite(y).all():
            row = int(np.argmax(~np.isfinite(y.reshape(len(y), -1)).all(axis=1)))
            raise StudioError("The target of row {row} is not a finite number", row=row)
        return np.ascontiguousarray(y.reshape(len(y), *output), np.float64)

    def bind(self, backend: Backend, output: Array, target: Array, prediction: Array, loss: Array,
             gradient: Array | None, fused: bool) -> Bound:  # fmt: skip
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
            Filled with the mean loss.
        gradient : array or None
            Filled with the gradient with respect to ``output``.
        fused : bool
        """
        raise NotImplementedError


LOSSES: Registry[Loss] = Registry("loss")


@LOSSES.register
class BinaryCrossentropy(Loss, frozen=True):
    """Binary cross-entropy, also logistic loss: ``−y·log ŷ − (1 − y)·log(1 − ŷ)``, for yes/no questions."""

    title: ClassVar[str] = "Binary cross-entropy"
    summary: ClassVar[str] = "For yes/no questions: one sigmoid output, the probability of yes."
    formula: ClassVar[str] = "L = −y·log ŷ − (1 − y)·log(1 − ŷ)"
    fuses: ClassVar[str] = "sigmoid"
    task: ClassVar[str] = "binary"

    def guessing(self, outputs: int) -> float:
        return math.log(2)

    def problem(self, output: Shape, activation: str) -> Message | None:
        if activation != "sigmoid":
            return msg(
                "Binary cross-entropy reads the output as a probability: the last layer needs sigmoid, not {activation}",
                activation=activation,
            )
        return None

    def prepare(self, y: Host, output: Shape) -> Host:
        y = super().prepare(y, output)
        if len(y) and (y.min() < 0 or y.max() > 1):
            row, value = _first(y, (y < 0) | (y > 1))
            raise StudioError(
                "Binary cross-entropy needs targets between 0 and 1; row {row} has {value:g}",
                row=row, value=value,
            )  # fmt: skip
        return y

    def bind(self, backend: Backend, output: Array, target: Array, prediction: Array, loss: Array,
             gradient: Array | None, fused: bool) -> Bound:  # fmt: skip
        if fused:
            return backend.sigmoid_crossentropy(output, target, prediction, loss, gradient)
        return backend.binary_crossentropy(output, target, loss, gradient)


@LOSSES.register
class CategoricalCrossentropy(Loss, frozen=True):
    """Categorical cross-entropy: ``−log`` of the probability given to the right class."""

    title: ClassVar[str] = "Categorical cross-entropy"
    summary: ClassVar[str] = "For one of several classes: softmax, one output for each class."
    formula: ClassVar[str] = "L = −log ŷ[right class]"
    fuses: ClassVar[str] = "softmax"
    task: ClassVar[str] = "classes"

    def target_shape(self, output: Shape) -> Shape:
        return output[:-1]

    def target_dtype(self, backend: Backend) -> Any:
        return np.int32

    def guessing(self, outputs: int) -> float:
        return math.log(max(outputs, 2))

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
        return None

    def prepare(self, y: Host, output: Shape) -> Host:
        y = np.asarray(y)
        classes, shape = output[-1], output[:-1]
        if y.dtype.kind not in "fbiu":
            raise StudioError("Targets must be numbers, not {dtype}", dtype=str(y.dtype))
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

    def bind(self, backend: Backend, output: Array, target: Array, prediction: Array, loss: Array,
             gradient: Array | None, fused: bool) -> Bound:  # fmt: skip
        if fused:
            return backend.softmax_crossentropy(output, target, prediction, loss, gradient)
        return backend.crossentropy(output, target, loss, gradient)


@LOSSES.register
class MeanSquaredError(Loss, frozen=True):
    """Mean squared error: ``(ŷ − y)²``, for numbers to predict."""

    title: ClassVar[str] = "Mean squared error"
    summary: ClassVar[str] = "For numbers: the squared distance from prediction to target."
    formula: ClassVar[str] = "L = (ŷ − y)²"
    task: ClassVar[str] = "regression"

    def bind(self, backend: Backend, output: Array, target: Array, prediction: Array, loss: Array,
             gradient: Array | None, fused: bool) -> Bound:  # fmt: skip
        return backend.squared_error(output, target, loss, gradient)


def _first(y: Host, wrong: Host) -> tuple[int, float]:
    """The first row with a wrong value, and the first such value in it."""
    row = int(np.argmax(wrong.reshape(len(wrong), -1).any(axis=1)))
    at = int(np.argmax(wrong[row].reshape(-1)))
    return row, float(y[row].reshape(-1)[at])


def loss_for(task: str) -> Loss:
    """The loss that fits a task: "binary", "classes" or "regression"."""
    return next(cls() for cls in LOSSES if cls.task == task)
