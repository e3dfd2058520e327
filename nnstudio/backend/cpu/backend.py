"""The CPU: NumPy arrays, matrix products from BLAS, compiled kernels for the rest, and threads of our own."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import numpy as np

from nnstudio.backend.base import Array, Bound, InTurn, Sigma, nothing
from nnstudio.backend.blas import ONE_BLAS_THREAD
from nnstudio.backend.cpu import compile as compiling
from nnstudio.backend.cpu import (
    convolution,
    dense,
    elementwise,
    enlarging,
    losses,
    merging,
    normalise,
    pooling,
    updates,
)
from nnstudio.backend.cpu.kernels.functions import FUSED, LINEAR
from nnstudio.backend.cpu.pool import Pool
from nnstudio.backend.cpu.slices import scheduled
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window
from nnstudio.backend.planned import planned
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.backend.threads import cores
from nnstudio.system.arrays import pick

Linear = Callable[[int, Array, "Array | None"], Bound]
"""Plans an operation with a fused activation, given as a code, on ``(y, dy)``."""


class CpuBackend(ReferenceBackend):
    """NumPy arrays on the CPU.

    Every operation computes the same as the reference, faster and without an array made in a step; the contract
    tests hold the two together.

    Parameters
    ----------
    dtype : {"float32", "float64"}
    threads : int, optional
        All cores if None. They do not change a bit of the result.
    """

    def __init__(self, dtype: str, threads: int | None = None) -> None:
        super().__init__(np, "cpu", dtype)
        self._pool = Pool(threads or cores())
        self._shop = Workshop(self.empty, self._pool, self.dtype)

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        """One BLAS thread and our own workers (see ADR 8), and what was set before afterwards."""
        with ONE_BLAS_THREAD, self._pool:
            yield

    def prepare(self) -> Iterator[tuple[int, int]]:
        return compiling.prepare()

    def gather(self, source: Array, rows: Array, out: Array) -> None:
        pick(source, rows, out)

    # Layers -------------------------------------------------------------------------------------------

    def _finished(self, sigma: Sigma, y: Array, dy: Array | None, linear: Linear) -> Bound:
        """Plan an operation that ends in an activation, fused where its slope follows from the output."""
        if sigma.name in FUSED:
            return linear(FUSED[sigma.name], y, dy)
        z = self.empty(y.shape)
        dz = None if dy is None else self.empty(y.shape)
        first, second = linear(LINEAR, z, dz), self.activation(sigma, z, y, dy, dz)

        backward = nothing if dy is None else InTurn((second.backward, first.backward))
        return Bound(InTurn((first.forward, second.forward)), backward, first.commit)

    def dense(
        self, x: Array, w: Array, b: Array | None, y: Array, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        rows = x.reshape(-1, x.shape[-1])  # (..., in) -> (m, in); a dense layer sees only the last axis
        drows = None if dx is None else dx.reshape(rows.shape)

        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            out = z.reshape(-1, z.shape[-1])
            gradient = None if dz is None else dz.reshape(out.shape)
            return dense.dense(self._shop, rows, w, b, out, code, gradient, drows, dw, db)

        return self._finished(sigma, y, dy, linear)

    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        work = y.size * w[..., 0].size * dense.MULTIPLY_ADD

        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            plan = convolution.plan(self._shop, x, w, b, z, window, groups, code, dz, dx, dw, db)
            return self._scheduled(plan, work)

        return self._finished(sigma, y, dy, linear)

    def conv_transpose2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        work = x.size * w[..., 0].size * dense.MULTIPLY_ADD

        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            plan = convolution.transposed.plan(self._shop, x, w, b, z, window, code, dz, dx, dw, db)
            return self._scheduled(plan, work)

        return self._finished(sigma, y, dy, linear)

    def _scheduled(self, plan: convolution.Plan, work: float) -> Bound:
        """Bind the tasks of a convolution; the way back is two products for one."""
        forward = scheduled(self._pool, plan.forward, work)
        return Bound(forward, scheduled(self._pool, plan.backward, 2 * work) if plan.backward else nothing)

    def activation(self, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        if sigma.name == "prelu":
            return elementwise.prelu(self._shop, x, y, sigma.alpha, sigma.dalpha, dy, dx)
        return elementwise.activation(self._shop, sigma.name, x, y, dy, dx)

    def batch_norm(
        self, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, sigma: Sigma,
        momentum: float, epsilon: float, training: bool,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        if dy is not None and not training:  # gradients of the running statistics' formula: nothing trains so
            return super().batch_norm(
                x, gamma, beta, mean, variance, y, sigma, momentum, epsilon, training, dy, dx, dgamma, dbeta
            )

        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            return normalise.batch_norm(
                self._shop, x, gamma, beta, mean, variance, z, code, momentum, epsilon, training,
                dz, dx, dgamma, dbeta,
            )  # fmt: skip

        return self._finished(sigma, y, dy, linear)

    pool2d = planned(pooling.pool2d)
    global_pool = planned(pooling.global_pool)
    layer_norm = planned(normalise.layer_norm)
    group_norm = planned(normalise.group_norm)
    dropout = planned(elementwise.dropout)
    gaussian_noise = planned(elementwise.gaussian_noise)
    add = planned(merging.add)
    multiply = planned(merging.multiply)
    concatenate = planned(merging.concatenate)
    copy = planned(elementwise.copy)
    pad2d = planned(enlarging.pad2d)
    upsample2d = planned(enlarging.upsample2d)
    interpolate2d = planned(enlarging.interpolate2d)

    # Learning -----------------------------------------------------------------------------------------

    def loss(
        self, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
        class_weights: Array | None, **settings: float,
    ) -> Bound:  # fmt: skip
        return losses.loss(self._shop, kind, z, target, p, loss, dz, weight, class_weights, **settings)

    penalty = planned(losses.penalty)
    finite = planned(updates.finite)
    clip = planned(updates.clip)
    update = planned(updates.update)
