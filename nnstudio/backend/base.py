"""What a backend offers to the floors above: arrays, and operations planned once over fixed arrays.

An operation is *planned*, not called: ``backend.dense(x, w, b, y, ...)`` returns a pair of functions bound to
exactly these arrays. A training step replays the pairs, so shapes are looked at once and nothing is decided
or allocated between two steps that could have been decided before the first.
"""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend.geometry import Window
from nnstudio.backend.journal import Journal, Learning
from nnstudio.backend.staging import Staging, staging
from nnstudio.system.arrays import Host
from nnstudio.system.memory import available_bytes
from nnstudio.system.messages import Message

Array = Any
"""An array of the backend: ``numpy.ndarray`` or ``cupy.ndarray``."""


class Bound(NamedTuple):
    """An operation bound to its arrays.

    ``forward`` fills the output from the inputs; ``backward`` fills the gradients of the inputs and of the
    parameters from the gradient of the output, which it may use as a workspace. In a program without gradients
    ``backward`` does nothing. ``commit`` is what a training step changes besides the parameters (running
    statistics); it is called once the step is known to be finite.
    """

    forward: Callable[[], None]
    backward: Callable[[], None]
    commit: Callable[[], None] | None = None


class InTurn(tuple[Callable[[], object], ...]):
    """Functions that are called one after the other; a program takes them apart, to save a call each."""

    def __call__(self) -> None:
        """Call all of them."""
        for function in self:
            function()


def nothing() -> None:
    """Do nothing; the ``backward`` of what has no gradient."""


class Sigma(NamedTuple):
    """The activation σ at the end of an operation.

    Parameters
    ----------
    name : str
        Key of :data:`nnstudio.backend.functions.ELEMENTWISE`, or "softmax".
    alpha, dalpha : array, shape (channels,), optional
        The slope that "prelu" learns, and where its gradient goes.
    """

    name: str = "linear"
    alpha: Array | None = None
    dalpha: Array | None = None


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

    def prepare(self) -> Iterator[tuple[int, int]]:
        """Compile what the operations planned so far need.

        Yields
        ------
        done, total : int
            Before each piece of work and after the last; nothing where all is ready.
        """
        return iter(())

    def replayed(self, functions: Sequence[Callable[[], object]]) -> list[Callable[[], object]]:
        """The functions that a program calls again and again, perhaps put together into fewer that do the same."""
        return list(functions)

    def journal(self, sums: int, learning: Learning | None = None) -> Journal | None:
        """What writes down figures where the device works on its own; None where work is over when it returns.

        Parameters
        ----------
        sums : int
            How many sums of loss and metrics it keeps.
        learning : Learning, optional
            Of a model that learns from what is counted; otherwise it is measured.
        """
        return None

    @property
    def key(self) -> str:
        """What the device goes by where one is chosen: the name, with its number where it is a further GPU."""
        return self.name

    @property
    def remark(self) -> Message | None:
        """What a person should know about how the device is used, if anything."""
        return None

    def free_bytes(self) -> int | None:
        """Memory that is free where the arrays live; None if nobody tells."""
        return available_bytes()

    # Arrays -------------------------------------------------------------------------------------------

    @abc.abstractmethod
    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """A new array of zeros; the backend's floating-point type unless told otherwise."""

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """A new array whose values are written before they are read."""
        return self.zeros(shape, dtype)

    @abc.abstractmethod
    def to_device(self, array: Host) -> Array:
        """Copy a NumPy array to the device, floats in the backend's type."""

    @abc.abstractmethod
    def to_host(self, array: Array) -> Host:
        """Copy an array of the backend into a new NumPy array."""

    @abc.abstractmethod
    def gather(self, source: Array, rows: Array, out: Array) -> None:
        """Copy ``source[rows]`` into ``out``; the source may be an array of the host."""

    def staging(self, arrays: Sequence[tuple[tuple[int, ...], Any]]) -> Staging:
        """The way of batches from the host to the device, for arrays of these shapes and types."""
        return staging(arrays, self.zeros, self.to_device)

    # Layers -------------------------------------------------------------------------------------------

    @abc.abstractmethod
    def dense(
        self, x: Array, w: Array, b: Array | None, y: Array, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        """``y = σ(x·w + b)`` over the last axis: ``(..., in) · (in, out) -> (..., out)``."""

    @abc.abstractmethod
    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        """Cross-correlate ``(N, H, W, C)`` with ``w`` of shape ``(kh, kw, C / groups, F)``."""

    @abc.abstractmethod
    def conv_transpose2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        """The transpose of :meth:`conv2d`: each input value adds a patch to the output.

        ``window`` slides over the *output* ``(N, H', W', F)``; its positions are the pixels of the input
        ``(N, H, W, C)``. ``w`` has shape ``(kh, kw, F, C)``.
        """

    @abc.abstractmethod
    def pool2d(self, kind: str, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        """The "max" or "average" of each window of ``(N, H, W, C)``.

        The gradient of a maximum goes to the first of equals; an average counts only values inside the input.
        """

    @abc.abstractmethod
    def global_pool(self, kind: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """The "max" or "average" of each channel: ``(N, ..., C) -> (N, C)``."""

    @abc.abstractmethod
    def activation(self, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """``y = σ(x)``; softmax runs over the last axis."""

    @abc.abstractmethod
    def batch_norm(
        self, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, sigma: Sigma,
        momentum: float, epsilon: float, training: bool,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """``y = σ(γ·(x − μ) / √(s² + ε) + β)`` for each channel (the last axis).

        While ``training``, μ and s² are mean and (biased) variance of the batch, and ``commit`` moves the
        running ``mean`` and ``variance`` towards them: ``r ← momentum·r + (1 − momentum)·batch``. Otherwise the
        running ones are used.
        """

    @abc.abstractmethod
    def layer_norm(
        self, x: Array, gamma: Array, beta: Array, y: Array, epsilon: float,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """``y = γ·(x − μ) / √(s² + ε) + β`` with mean and variance over the last axis of each sample."""

    @abc.abstractmethod
    def group_norm(
        self, x: Array, gamma: Array, beta: Array, y: Array, groups: int, epsilon: float,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """The same with mean and variance of each sample over all places and so many groups of neighbouring channels."""

    @abc.abstractmethod
    def dropout(
        self, x: Array, y: Array, rate: float, seed: int, step: Array, whole_channels: bool,
        dy: Array | None, dx: Array | None,
    ) -> Bound:  # fmt: skip
        """Set a share ``rate`` of the values to zero and scale the others by ``1 / (1 − rate)``.

        Which ones is a hash of ``seed``, the step counter ``step[0]`` and the position of the value; with
        ``whole_channels`` a sample's channel is kept or silenced as one.
        """

    @abc.abstractmethod
    def gaussian_noise(
        self, x: Array, y: Array, deviation: float, seed: int, step: Array, dy: Array | None, dx: Array | None
    ) -> Bound:
        """Add normal noise; each value's is a hash of ``seed``, ``step[0]`` and its position."""

    @abc.abstractmethod
    def add(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        """The sum of arrays of one shape; ``y`` may be one of them."""

    @abc.abstractmethod
    def multiply(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        """The product, value by value, of arrays of one shape."""

    @abc.abstractmethod
    def concatenate(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        """Arrays side by side along the last axis."""

    @abc.abstractmethod
    def copy(self, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """``y = x`` where both have equally many values."""

    @abc.abstractmethod
    def pad2d(self, x: Array, y: Array, top: int, left: int, dy: Array | None, dx: Array | None) -> Bound:
        """Zeros around an image; the shape of ``y`` says how many stand below and to the right."""

    @abc.abstractmethod
    def upsample2d(self, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        """Every pixel ``factors`` times, down and across."""

    @abc.abstractmethod
    def interpolate2d(self, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        """A picture ``factors`` times as high and wide, between its pixels as :func:`~nnstudio.backend.geometry.between` says."""

    # Losses and penalties -----------------------------------------------------------------------------

    @abc.abstractmethod
    def loss(
        self, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
        class_weights: Array | None, **settings: float,
    ) -> Bound:  # fmt: skip
        """Fill the 1-element array ``loss`` with ``weight`` times the mean over the batch, ``dz`` with its gradient.

        Parameters
        ----------
        kind : str
            Key of :data:`nnstudio.backend.losses.LOSSES`.
        z : array
            Logits for a loss that is fused with sigmoid or softmax, and filled into ``p`` as probabilities;
            otherwise the prediction, and ``p`` is the same array.
        target : array
            Class indices (int32) for the cross-entropies over classes; else shaped like ``z``.
        weight : float
            Weight of this loss among several.
        class_weights : array, shape (classes,), optional
            Factor of a sample's loss by its class.
        **settings : float
            What the kind knows: ``smoothing``, ``delta``.
        """

    @abc.abstractmethod
    def penalty(self, w: Array, g: Array | None, l1: float, l2: float, loss: Array) -> Bound:
        """Add ``l1·Σ|w| + l2·Σw²`` to ``loss[0]``, and its gradient to ``g``."""

    # Optimizers ---------------------------------------------------------------------------------------

    @abc.abstractmethod
    def finite(self, gradient: Array) -> Callable[[Array], bool]:
        """Return a function of the loss: whether it and the squared norm of the gradient are finite numbers.

        The square, since most optimizers take it: one that overflows would leave them with an infinite memory.
        """

    @abc.abstractmethod
    def clip(self, gradient: Array, value: float | None, norm: float | None) -> Callable[[], None]:
        """Return a function that limits every gradient to ±``value``, then the norm of all to ``norm``."""

    @abc.abstractmethod
    def update(
        self, kind: str, w: Array, g: Array, slots: dict[str, Array], rate: Array, step: Array, decayed: int,
        **settings: float,
    ) -> Callable[[], None]:  # fmt: skip
        """Return a function that takes one step of an optimizer on all weights, in place.

        Parameters
        ----------
        kind : str
            Key of :data:`nnstudio.backend.updates.UPDATES`.
        w, g : array, shape (parameters,)
        slots : dict of str to array, shape (parameters,)
        rate : array, shape (1,)
            The learning rate now.
        step : array of int64, shape (1,)
            Number of this step, from 1.
        decayed : int
            The first ``decayed`` weights may decay (those that are multiplied); the others (biases) do not.
        **settings : float
            The optimizer's numbers by name.
        """
