"""What a backend offers to the floors above: arrays, and operations planned once over fixed arrays.

An operation is *planned*, not called: ``backend.dense(x, w, b, y, ...)`` returns a pair of functions bound to
exactly these arrays. A training step replays the pairs, so shapes are looked at once and nothing is decided
or allocated between two steps that could have been decided before the first.
"""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend.geometry import Window
from nnstudio.system.messages import StudioError

Array = Any
"""An array of the backend: ``numpy.ndarray`` or ``cupy.ndarray``."""


class Bound(NamedTuple):
    """An operation bound to its arrays.

    ``forward`` fills the output from the inputs; ``backward`` fills the gradients of the inputs and of the
    parameters from the gradient of the output. In a program without gradients ``backward`` does nothing.
    """

    forward: Callable[[], None]
    backward: Callable[[], None]


def nothing() -> None:
    """Do nothing; the ``backward`` of what has no gradient."""


class Backend(abc.ABC):
    """Arrays on one device in one floating-point type.

    In every operation ``x`` is the input, ``y`` the output, and ``dx``, ``dy``, ``dw``, ``db`` are the
    gradients of the loss with respect to them, of the same shapes. ``dy`` is None in a program that only
    predicts; ``dx`` is None where nobody needs it (the first layer). Samples stand in the rows, images are
    channels last, ``(N, H, W, C)``.
    """

    name: str
    dtype: np.dtype[Any]
    xp: Any
    """The array module, NumPy or CuPy, for figures outside the hot path."""

    def computing(self) -> AbstractContextManager[None]:
        """What has to hold while a program runs, such as the number of BLAS threads."""
        return contextlib.nullcontext()

    # Arrays -------------------------------------------------------------------------------------------

    @abc.abstractmethod
    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """A new array of zeros; the backend's floating-point type unless told otherwise."""

    @abc.abstractmethod
    def to_device(self, array: np.ndarray[Any, Any]) -> Array:
        """Copy a NumPy array to the device, floats in the backend's type."""

    @abc.abstractmethod
    def to_host(self, array: Array) -> np.ndarray[Any, Any]:
        """Copy an array of the backend into a new NumPy array."""

    @abc.abstractmethod
    def gather(self, source: Array, rows: Array, out: Array) -> None:
        """Copy ``source[rows]`` into ``out``."""

    # Layers -------------------------------------------------------------------------------------------

    @abc.abstractmethod
    def dense(
        self, x: Array, w: Array, b: Array | None, y: Array, activation: str,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        """``y = σ(x·w + b)`` over the last axis: ``(..., in) · (in, out) -> (..., out)``."""

    @abc.abstractmethod
    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, activation: str,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        """Cross-correlate ``(N, H, W, C)`` with ``w`` of shape ``(kh, kw, C / groups, F)``."""

    @abc.abstractmethod
    def max_pool2d(self, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:
        """The largest value of each window; the gradient goes to the first of equals."""

    @abc.abstractmethod
    def activation(self, name: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """``y = σ(x)``; softmax runs over the last axis."""

    @abc.abstractmethod
    def dropout(
        self, x: Array, y: Array, rate: float, seed: int, step: Array, dy: Array | None, dx: Array | None
    ) -> Bound:
        """Set a share ``rate`` of the values to zero and scale the others by ``1 / (1 − rate)``.

        Which ones is a hash of ``seed``, the step counter ``step[0]`` and the position of the value.
        """

    @abc.abstractmethod
    def add(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        """The sum of arrays of one shape."""

    @abc.abstractmethod
    def copy(self, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """``y = x`` where both have equally many values."""

    # Losses: each fills the 1-element array ``loss`` with the mean over the batch and ``dz`` with its gradient

    @abc.abstractmethod
    def softmax_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        """``−log p[target]`` with ``p = softmax(z)``, from logits; ``target`` holds class indices."""

    @abc.abstractmethod
    def sigmoid_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        """Binary cross-entropy with ``p = σ(z)``, from logits; ``target`` is shaped like ``z``."""

    @abc.abstractmethod
    def crossentropy(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        """``−log p[target]`` from probabilities, kept away from ``log 0``."""

    @abc.abstractmethod
    def binary_crossentropy(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        """Binary cross-entropy from probabilities, kept away from ``log 0``."""

    @abc.abstractmethod
    def squared_error(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        """Mean over batch and outputs of ``(p − target)²``."""

    # Optimizers: each returns a function that updates ``w`` from ``g`` in place -------------------------

    @abc.abstractmethod
    def is_finite(self, loss: Array, gradient: Array) -> bool:
        """Whether the loss and every gradient are finite numbers."""

    @abc.abstractmethod
    def sgd(self, w: Array, g: Array, rate: Array) -> Callable[[], None]:
        """``w ← w − α·g``."""

    @abc.abstractmethod
    def momentum(self, w: Array, g: Array, velocity: Array, rate: Array, momentum: float) -> Callable[[], None]:  # fmt: skip
        """``v ← μ·v + g``, ``w ← w − α·v``."""

    @abc.abstractmethod
    def adam(
        self, w: Array, g: Array, m: Array, v: Array, rate: Array, step: Array,
        beta_1: float, beta_2: float, epsilon: float,
    ) -> Callable[[], None]:  # fmt: skip
        """Adam with bias correction; ``step[0]`` counts from 1 in the first update."""


def get_backend(device: str = "cpu", dtype: str = "float32") -> Backend:
    """Return the backend of a device.

    Parameters
    ----------
    device : {"auto", "cpu", "cuda"}
        Where arrays live. What "auto" means is decided by :mod:`nnstudio.backend.probe`, which may take seconds.
    dtype : {"float32", "float64"}
        Floating-point type; float64 is for checks.

    Raises
    ------
    StudioError
        When the device cannot be used; the text says why and what helps.
    """
    if dtype not in ("float32", "float64"):
        raise StudioError("Unknown number type {dtype}: use float32 or float64", dtype=repr(dtype))
    if device == "auto":
        from nnstudio.backend.probe import choose

        device = choose(device)
    if device == "cpu":
        from nnstudio.backend.cpu import CpuBackend

        return CpuBackend(dtype)
    if device == "cuda":
        from nnstudio.backend.cuda import CudaBackend

        return CudaBackend(dtype)
    raise StudioError("Unknown device {device}: use auto, cpu or cuda", device=repr(device))
