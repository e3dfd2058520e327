"""NumPy on the CPU, planned so that a training step makes no array."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu import losses, optimizers, pooling
from nnstudio.backend.cpu.activations import IN_PLACE
from nnstudio.backend.cpu.convolution import ColumnConvolution
from nnstudio.backend.cpu.threads import one_blas_thread
from nnstudio.backend.geometry import Window
from nnstudio.backend.reference import ReferenceBackend


class CpuBackend(ReferenceBackend):
    """NumPy arrays.

    What is overridden here computes the same as the reference, faster; the contract tests hold the two together.
    The rest is the reference.
    """

    def __init__(self, dtype: str) -> None:
        super().__init__(np, "cpu", dtype)

    def computing(self) -> AbstractContextManager[None]:
        return one_blas_thread()

    def gather(self, source: Array, rows: Array, out: Array) -> None:
        np.take(source, rows, axis=0, out=out, mode="clip")  # "raise" would go through a copy

    def _with_activation(
        self, name: str, y: Array, dy: Array | None, linear: Callable[[Array, Array | None], Bound]
    ) -> Bound:
        if name not in IN_PLACE:
            return super()._with_activation(name, y, dy, linear)
        dz = None if dy is None else np.empty_like(y)
        first, second = linear(y, dz), IN_PLACE[name](y, dy, dz)

        def forward() -> None:
            first.forward()
            second.forward()

        def backward() -> None:
            second.backward()
            first.backward()

        return Bound(forward, nothing if dy is None else backward)

    def activation(self, name: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        if name not in IN_PLACE:
            return super().activation(name, x, y, dy, dx)
        in_place = IN_PLACE[name](y, dy, dx)

        def forward() -> None:
            np.copyto(y, x)
            in_place.forward()

        return Bound(forward, in_place.backward)

    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, activation: str,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        if groups > 1:
            return super().conv2d(x, w, b, y, window, groups, activation, dy, dx, dw, db)
        return self._with_activation(activation, y, dy, ColumnConvolution(x, w, b, window, dx, dw, db).bind)

    def max_pool2d(self, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:
        return pooling.max_pool2d(x, y, window, dy, dx)

    def softmax_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        return losses.softmax_crossentropy(z, target, p, loss, dz)

    def sigmoid_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        return losses.sigmoid_crossentropy(z, target, p, loss, dz)

    def squared_error(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        return losses.squared_error(p, target, loss, dp)

    def is_finite(self, loss: Array, gradient: Array) -> bool:
        return math.isfinite(loss[0]) and math.isfinite(np.vdot(gradient, gradient))

    def sgd(self, w: Array, g: Array, rate: Array) -> Callable[[], None]:
        return optimizers.sgd(w, g, rate)

    def momentum(
        self, w: Array, g: Array, velocity: Array, rate: Array, momentum: float
    ) -> Callable[[], None]:
        return optimizers.momentum(w, g, velocity, rate, momentum)

    def adam(
        self, w: Array, g: Array, m: Array, v: Array, rate: Array, step: Array,
        beta_1: float, beta_2: float, epsilon: float,
    ) -> Callable[[], None]:  # fmt: skip
        return optimizers.adam(w, g, m, v, rate, step, beta_1, beta_2, epsilon)
