"""An NVIDIA GPU: CuPy's arrays, matrix products from cuBLAS, and kernels of our own for the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from nnstudio.backend.base import Array, Bound, Sigma
from nnstudio.backend.cuda import (
    convolution,
    dense,
    losses,
    normalise,
    pooling,
    shaping,
    short_convolution,
    updates,
)
from nnstudio.backend.cuda.graph import Recorder
from nnstudio.backend.cuda.journal import CudaJournal
from nnstudio.backend.cuda.module import is_whole
from nnstudio.backend.cuda.staging import PinnedStaging
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.failures import DeviceError
from nnstudio.backend.geometry import Window
from nnstudio.backend.gpu_check import first_line
from nnstudio.backend.gpu_system import device_key, install_line
from nnstudio.backend.journal import Learning
from nnstudio.backend.planned import planned
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError

MOST_PINNED = 64 << 20
"""Bytes of an array that CuPy may copy by way of pinned memory: it takes the next power of two, and never gives it back."""


class CudaBackend(ReferenceBackend):
    """Arrays on the current CUDA device.

    Every operation computes the same as the reference. Where there is no kernel for one, the reference itself runs
    over CuPy's arrays.

    Parameters
    ----------
    dtype : {"float32", "float64"}
    index : int
        Which device, as CUDA numbers them.
    graphs : bool
        Whether a step is captured once and replayed; otherwise its kernels are called one by one.
    tf32 : bool
        Whether products of float32 may be computed from 10 bits of mantissa, by tensor cores.

    Raises
    ------
    StudioError
        When CuPy or cuBLAS is missing or the driver does not answer; :mod:`nnstudio.backend.probe` says more.
    """

    def __init__(self, dtype: str, index: int = 0, *, graphs: bool = True, tf32: bool = False) -> None:
        try:
            import cupy

            cupy.cuda.runtime.getDeviceCount()
        except Exception as error:
            if isinstance(error, ModuleNotFoundError) and error.name == "cupy":
                text = "Cannot use the GPU: CuPy is not installed ({line})"
                raise StudioError(text, line=install_line()) from None
            raise StudioError("Cannot use the GPU: {cause}", cause=first_line(error)) from None
        super().__init__(cupy, "cuda", dtype)
        self._index, self._device = index, cupy.cuda.Device(index)
        with self._device:
            self._shop = Workshop(cupy, self.empty, self.dtype, index, tf32=tf32)
            self._recorder = Recorder(cupy, self._shop) if graphs else None

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        """The device of the arrays; CUDA keeps one for each thread, and a run is not in the thread that made its model."""
        with self._device:
            try:
                yield
            except DeviceError as error:
                if error.kind == "lost":  # a library says that it failed; the driver may say why
                    self.xp.cuda.get_current_stream().synchronize()
                raise

    # An array is made on the device of its backend, whichever the thread that asks has in use.

    def free_bytes(self) -> int | None:
        with self._device:
            return super().free_bytes()

    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        with self._device:
            return super().zeros(shape, dtype)

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        with self._device:
            return super().empty(shape, dtype)

    def to_device(self, array: Host) -> Array:
        with self._device:
            if array.nbytes <= MOST_PINNED:
                return super().to_device(array)
            host = np.ascontiguousarray(array, self.dtype if array.dtype.kind == "f" else array.dtype)
            there = self.xp.empty(host.shape, host.dtype)
            there.set(host)
            self.xp.cuda.get_current_stream().synchronize()  # what was copied may go
            return there

    @property
    def key(self) -> str:
        return device_key(self._index)

    @property
    def remark(self) -> Message | None:
        """What a person should know about how this device is used, if anything."""
        return None if self._recorder is None else self._recorder.remark

    def replayed(self, functions: Sequence[Callable[[], object]]) -> list[Callable[[], object]]:
        return list(functions) if self._recorder is None else self._recorder.replayed(functions)

    def to_host(self, array: Array) -> Host:
        host: Host = self.xp.asnumpy(array)
        return host

    def gather(self, source: Array, rows: Array, out: Array) -> None:
        if (
            not isinstance(source, np.ndarray) and source.dtype.itemsize % 4 == 0 and source.dtype == out.dtype and rows.dtype == np.int64
            and is_whole(source, rows, out)
        ):  # fmt: skip
            self._shop.gather(source, rows, out)()
        else:
            super().gather(source, rows, out)

    def staging(self, arrays: Sequence[tuple[tuple[int, ...], Any]]) -> PinnedStaging:
        with self._device:
            return PinnedStaging(self.xp, arrays, self.empty)

    def journal(self, sums: int, learning: Learning | None = None) -> CudaJournal:
        with self._device:
            return CudaJournal(self.xp, self._shop, sums, learning)

    # Layers -------------------------------------------------------------------------------------------

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

        return dense.finished(self._shop, sigma, y, dy, linear)

    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            planned = x, w, b, z, window, groups, code, dz, dx, dw, db
            return short_convolution.conv2d(self._shop, *planned) or convolution.conv2d(self._shop, *planned)

        return dense.finished(self._shop, sigma, y, dy, linear)

    def conv_transpose2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            return convolution.conv_transpose2d(self._shop, x, w, b, z, window, code, dz, dx, dw, db)

        return dense.finished(self._shop, sigma, y, dy, linear)

    def activation(self, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        return dense.activation(self._shop, sigma, x, y, dy, dx)

    def batch_norm(
        self, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, sigma: Sigma,
        momentum: float, epsilon: float, training: bool,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        def linear(code: int, z: Array, dz: Array | None) -> Bound:
            return normalise.batch_norm(
                self._shop, x, gamma, beta, mean, variance, z, code, momentum, epsilon, training,
                dz, dx, dgamma, dbeta,
            )  # fmt: skip

        return dense.finished(self._shop, sigma, y, dy, linear)

    pool2d = planned(pooling.pool2d)
    global_pool = planned(pooling.global_pool)
    layer_norm = planned(normalise.layer_norm)
    group_norm = planned(normalise.group_norm)
    dropout = planned(shaping.dropout)
    gaussian_noise = planned(shaping.gaussian_noise)
    add = planned(shaping.add)
    multiply = planned(shaping.multiply)
    concatenate = planned(shaping.concatenate)
    copy = planned(shaping.copy)
    pad2d = planned(shaping.pad2d)
    upsample2d = planned(shaping.upsample2d)
    interpolate2d = planned(shaping.interpolate2d)

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
