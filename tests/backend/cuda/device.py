"""A device without a GPU: CuPy over NumPy, kernels compiled for this processor, cuBLAS by its definition.

It is stricter than it must be: arrays of the two sides do not mix, a kernel refuses an array of another type or with gaps,
cuBLAS refuses a stream that it was not told about, what is captured is not run until it is replayed, all work is done as late
as it may be, and memory that nobody holds any more is used again at once (see ``streams.py``).
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import itertools
import math
import sys
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from nnstudio.backend.base import Backend, Bound
from nnstudio.backend.cuda import libraries
from tests.backend.cuda.dnn import Dnn
from tests.backend.cuda.emulator import Kernel
from tests.backend.cuda.streams import DEFAULT_STREAM, Device, Event, Late, Loading, Memory, Stream
from tests.contracts.test_cuda_plumbing import DeviceArray, FakeCupy, bare, here, inside
from tests.second_device import out_of_memory

MEMORY = 64 << 30
"""Bytes, all of them free."""


class _RawModule:
    def __init__(self, device: FakeDevice, code: str, options: tuple[str, ...] = ()) -> None:
        self._device, self._code, self._index = device, code, here.device

    def get_function(self, name: str) -> Callable[..., None]:
        # CuPy compiles and loads it here, for the device in use; what CUDA puts off comes with the first call.
        assert self._index == here.device, "a kernel is loaded on another device than the one of the arrays"
        self._device.loading.load("a function", self, name)
        kernel = Kernel(self._code, name)

        def call(grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple[Any, ...]) -> None:
            self._device.loading.load("a call", self, name)
            self._device.run(kernel.bound(grid, block, tuple(map(bare, arguments))))

        return call


class FakeDevice(FakeCupy):
    """CuPy as far as the backend uses it.

    Attributes
    ----------
    replays, launches : int
        How often a graph was launched, and a kernel or product called.
    capture_error : Exception, optional
        What beginning a capture raises.
    """

    def __init__(self) -> None:
        super().__init__()
        self.replays = self.launches = 0
        self.capture_error: Exception | None = None
        self.late, self.loading = Late(), Loading(self)
        self.memory = Memory(self.late)
        self._default, self._in_use = Stream(self, DEFAULT_STREAM), threading.local()
        addresses = itertools.count(4096, 16)
        self.cuda.runtime.memGetInfo = lambda: (MEMORY, MEMORY)
        self.cuda = types.SimpleNamespace(
            runtime=self.cuda.runtime,
            Device=Device,
            get_current_stream=lambda: self.stream,
            Stream=lambda non_blocking=False: Stream(self, next(addresses), non_blocking),
            alloc_pinned_memory=lambda size: bytearray(size),
            Event=lambda block=False, disable_timing=False: Event(self),
        )

    @staticmethod
    def get_default_memory_pool() -> Any:
        """Where nothing is kept."""
        return types.SimpleNamespace(free_bytes=lambda: 0)

    def zeros(self, shape: tuple[int, ...], dtype: Any = float) -> DeviceArray:
        """An array of zeros."""
        made = self.empty(shape, dtype)
        place, size = made.data.ptr, made.nbytes
        self.later(lambda: ctypes.memset(place, 0, size))
        return made

    def empty(self, shape: tuple[int, ...], dtype: Any = float) -> DeviceArray:
        """An array that is no number until it is written."""
        assert self.stream.captured is None, "memory is taken while a step is captured"
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > MEMORY:
            raise out_of_memory(size)
        return DeviceArray(self.memory.array(shape, dtype))

    def array(self, host: Any, dtype: Any = None) -> DeviceArray:  # type: ignore[override]
        """Copy to the device; CuPy has a copy of its own before it returns."""
        values = np.array(inside(host) if isinstance(host, DeviceArray) else host, dtype)
        values = np.ascontiguousarray(values).reshape(values.shape)
        made = self.empty(values.shape, values.dtype)
        place = made.data.ptr
        self.later(lambda: ctypes.memmove(place, values.ctypes.data, values.nbytes))
        return made

    @property
    def stream(self) -> Stream:
        """The one that this thread uses."""
        return getattr(self._in_use, "stream", self._default)

    @stream.setter
    def stream(self, stream: Stream) -> None:
        self._in_use.stream = stream

    def RawModule(self, code: str, options: tuple[str, ...] = ()) -> _RawModule:
        """Compile kernels."""
        return _RawModule(self, code, options)

    def run(self, work: Callable[[], None]) -> None:
        """Run a piece of work, or keep it while a graph is captured."""
        self.launches += 1
        if self.stream.captured is None:
            self.late.add(work)
        else:
            self.stream.captured.append(work)

    def later(self, work: Callable[[], object]) -> None:
        """Do what no capture takes."""
        assert self.stream.captured is None, "a copy or a mark while a step is captured"
        self.late.add(work)

    def wait(self) -> None:
        """Have all done."""
        assert self.stream.captured is None, "what is captured cannot be waited for"
        self.late.do()

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Let arrays ask this device for their copies, and wait for it."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(DeviceArray, "later", staticmethod(self.later))
            patch.setattr(DeviceArray, "wait", staticmethod(self.wait))
            setting = functools.partial(self.loading.load, "setting")
            patch.setattr(DeviceArray, "setting", staticmethod(setting))
            yield


class Cublas:
    """cuBLAS by its definition: matrices are stored column by column, ``C = α·op(A)·op(B) + β·C``."""

    def __init__(self, device: FakeDevice) -> None:
        self._device = device
        self._streams: dict[int, tuple[int, bool]] = {}
        self.status = self.mode = self.created = 0

    def cublasCreate_v2(self, handle: Any) -> int:
        assert libraries.undisturbed.locked(), "a step may be captured by another thread"
        self.created += 1
        handle._obj.value = 100 * self.created + here.device
        return self.status

    def cublasSetMathMode(self, handle: Any, mode: int) -> int:
        self.mode = mode
        return 0

    def cublasSetStream_v2(self, handle: Any, stream: ctypes.c_void_p) -> int:
        assert handle.value % 100 == here.device, "the handle of another device"
        self._streams[handle.value] = stream.value or 0, False
        return 0

    def cublasSetWorkspace_v2(self, handle: Any, place: Any, size: ctypes.c_size_t) -> int:
        assert size.value >= 1 << 20
        assert place.value % 256 == 0, "cuBLAS refuses a workspace that begins between 256 bytes"
        self._streams[handle.value] = self._streams[handle.value][0], True
        return 0

    def cublasSgemm_v2_64(self, *arguments: Any) -> int:
        return self._product(ctypes.c_float, *arguments)

    def cublasDgemm_v2_64(self, *arguments: Any) -> int:
        return self._product(ctypes.c_double, *arguments)

    def _product(
        self, number: Any, handle: Any, turn_a: Any, turn_b: Any, m: Any, n: Any, k: Any,
        alpha: Any, a: Any, lda: Any, b: Any, ldb: Any, beta: Any, c: Any, ldc: Any,
    ) -> int:  # fmt: skip
        self._device.loading.load("cuBLAS", handle.value, m.value, n.value, k.value)
        sides = m, n, k, lda, ldb, ldc
        assert {type(side) for side in sides} == {ctypes.c_int64}, (
            "a side of another size than the interface's"
        )
        stream, has_workspace = self._streams[handle.value]
        assert has_workspace, "the workspace was not set after the stream"
        assert handle.value % 100 == here.device, "the handle of another device"
        assert stream == self._device.stream.ptr, "the product runs on another stream than the rest"
        rows_a, columns_a = (k.value, m.value) if turn_a.value else (m.value, k.value)
        rows_b, columns_b = (n.value, k.value) if turn_b.value else (k.value, n.value)
        if lda.value < rows_a or ldb.value < rows_b or ldc.value < m.value:
            return 7
        left = _columns(number, a, rows_a, columns_a, lda.value)
        right = _columns(number, b, rows_b, columns_b, ldb.value)
        out = _columns(number, c, m.value, n.value, ldc.value)
        factors = alpha._obj.value, beta._obj.value

        def work() -> None:
            with np.errstate(all="ignore"):  # as on a card, whoever waits for it
                result = factors[0] * (
                    (left.T if turn_a.value else left) @ (right.T if turn_b.value else right)
                )
                out[...] = result if factors[1] == 0 else result + factors[1] * out

        self._device.run(work)
        return self.status


def _columns(number: Any, place: ctypes.c_void_p, rows: int, columns: int, stride: int) -> Any:
    """A matrix in memory, stored column by column."""
    count = stride * (columns - 1) + rows
    flat = np.ctypeslib.as_array(ctypes.cast(place, ctypes.POINTER(number)), (count,))
    size = ctypes.sizeof(number)
    return np.lib.stride_tricks.as_strided(flat, (rows, columns), (size, stride * size))


@contextlib.contextmanager
def installed() -> Iterator[FakeDevice]:
    """Let ``import cupy`` find the device, and the backend its cuBLAS."""
    device = FakeDevice()
    device.blas, device.dnn = Cublas(device), Dnn(device)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "cupy", device)
        patch.setattr("nnstudio.backend.cuda.libraries.idle", {})
        found = {"cublas": device.blas, "cudnn": device.dnn}
        patch.setattr("nnstudio.backend.cuda.libraries.shared_library", found.get)
        with device.at_work():
            yield device


class HostFaced:
    """A backend as the contracts of layers, losses and optimizers see it: they hand NumPy's arrays to every operation.

    An array is wrapped, not copied, so that what the device writes shows on the host.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.dtype, self.name, self.xp = backend.dtype, backend.name, np

    def to_device(self, array: Any) -> Any:
        """A copy, as NumPy sees it."""
        return self._done(self._backend.to_device, array)

    def __getattr__(self, name: str) -> Any:
        return self._faced(getattr(self._backend, name))

    def _faced(self, value: Any) -> Any:
        """The memory of an array, and a function that takes NumPy's."""
        if isinstance(value, DeviceArray):
            return value._host
        if isinstance(value, Bound):
            return Bound(*map(self._faced, value))
        if not callable(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._done(value, *map(_wrapped, args), **{k: _wrapped(v) for k, v in kwargs.items()})

        return call

    def _done(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What a function returns, once the device has done what it asked for."""
        device = self._backend.xp
        with device.at_work():
            result = function(*args, **kwargs)
            device.wait()
        return self._faced(result)


def _wrapped(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return DeviceArray(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_wrapped, value))
    if isinstance(value, tuple):
        return tuple(map(_wrapped, value))
    if isinstance(value, dict):
        return {k: _wrapped(v) for k, v in value.items()}
    return value


class Mirrored(HostFaced):
    """The same for a device with a memory of its own: arrays are copied to it before a call, and back after it."""

    def __init__(self, backend: Backend) -> None:
        super().__init__(backend)
        self._pairs: dict[int, tuple[Any, Any]] = {}

    def to_device(self, array: Any) -> Any:
        return self._backend.to_host(self._backend.to_device(array))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._backend, name)
        if not callable(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._told(
                value(*map(self._there, args), **{k: self._there(v) for k, v in kwargs.items()})
            )

        return call

    def _there(self, value: Any) -> Any:
        if isinstance(value, np.ndarray):
            if id(value) not in self._pairs:
                self._pairs[id(value)] = value, self._backend.xp.array(value)
            return self._pairs[id(value)][1]
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*map(self._there, value))
        if isinstance(value, tuple):
            return tuple(map(self._there, value))
        if isinstance(value, dict):
            return {k: self._there(v) for k, v in value.items()}
        return value

    def _told(self, value: Any) -> Any:
        """What an operation returned, with copies around every call of it."""
        if isinstance(value, Bound):
            return Bound(*map(self._told, value))
        if callable(value):

            def call(*arguments: Any) -> Any:
                there = tuple(map(self._there, arguments))
                for host, device in self._pairs.values():
                    device[...] = self._backend.xp.array(host)
                result = value(*there)
                for host, device in self._pairs.values():
                    host[...] = self._backend.to_host(device)
                return result

            return call
        known = {id(device): host for host, device in self._pairs.values()}
        if id(value) in known:
            return known[id(value)]
        return self._backend.to_host(value) if hasattr(value, "data") else value
