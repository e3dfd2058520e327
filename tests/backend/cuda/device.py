"""A device without a GPU: CuPy over NumPy, kernels compiled for this processor, cuBLAS by its definition.

It is stricter than it must be: arrays of the two sides do not mix, a kernel refuses an array of another type or with gaps,
cuBLAS refuses a stream that it was not told about, and what is captured is not run until it is replayed.
"""

from __future__ import annotations

import contextlib
import ctypes
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
from tests.contracts.test_cuda_plumbing import DeviceArray, FakeCupy, _inside, here
from tests.second_device import out_of_memory

DEFAULT_STREAM = 0
MEMORY = 64 << 30
"""Bytes, all of them free."""


class Graph:
    """What was captured."""

    def __init__(self, device: FakeDevice, work: list[Callable[[], None]]) -> None:
        self._device, self._work = device, work

    def launch(self, stream: Any = None) -> None:
        """Run it."""
        self._device.replays += 1
        for piece in self._work:
            piece()


class Device:
    """One of the cards, to compute on in this thread."""

    def __init__(self, index: int = 0) -> None:
        self.id = index

    def __enter__(self) -> Device:
        here.before.append(here.device)
        here.device = self.id
        return self

    def __exit__(self, *_error: object) -> None:
        here.device = here.before.pop()


class Stream:
    """A stream that can be captured; the default one cannot.

    Attributes
    ----------
    captured : list, optional
        The work captured so far, while that goes on.
    """

    def __init__(self, device: FakeDevice, ptr: int) -> None:
        self._device, self.ptr = device, ptr
        self.captured: list[Callable[[], None]] | None = None

    def __enter__(self) -> Stream:
        self._before, self._device.stream = self._device.stream, self
        return self

    def __exit__(self, *_error: object) -> None:
        self._device.stream = self._before

    def synchronize(self) -> None:
        """Wait for nothing: all is done."""
        assert self.captured is None, "a stream that is captured cannot be waited for"

    def begin_capture(self, mode: int | None = None) -> None:
        """Keep what follows instead of running it."""
        assert libraries.undisturbed.locked(), "another thread may make a handle"
        assert self.ptr != DEFAULT_STREAM, "the default stream cannot be captured"
        if self._device.capture_error is not None:
            raise self._device.capture_error
        self.captured = []

    def end_capture(self) -> Graph:
        """What was kept."""
        work, self.captured = self.captured, None
        assert work is not None, "nothing is being captured"
        return Graph(self._device, work)


class _RawModule:
    def __init__(self, device: FakeDevice, code: str, options: tuple[str, ...] = ()) -> None:
        self._device, self._code = device, code

    def get_function(self, name: str) -> Callable[..., None]:
        kernel = Kernel(self._code, name)

        def call(grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple[Any, ...]) -> None:
            assert not any(isinstance(a, np.ndarray) for a in arguments), "an array of the host"
            inside = tuple(map(_inside, arguments))
            self._device.run(lambda: kernel(grid, block, inside))

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
        self._default, self._in_use = Stream(self, DEFAULT_STREAM), threading.local()
        addresses = itertools.count(4096, 16)
        self.cuda.runtime.memGetInfo = lambda: (MEMORY, MEMORY)
        self.cuda = types.SimpleNamespace(
            runtime=self.cuda.runtime,
            Device=Device,
            get_current_stream=lambda: self.stream,
            Stream=lambda non_blocking=False: Stream(self, next(addresses)),
            alloc_pinned_memory=lambda size: bytearray(size),
            Event=lambda **_: types.SimpleNamespace(
                record=lambda stream=None: None, synchronize=lambda: None
            ),
        )

    @staticmethod
    def get_default_memory_pool() -> Any:
        """Where nothing is kept."""
        return types.SimpleNamespace(free_bytes=lambda: 0)

    @staticmethod
    def zeros(shape: tuple[int, ...], dtype: Any = float) -> DeviceArray:
        """An array of zeros."""
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > MEMORY:
            raise out_of_memory(size)
        return DeviceArray(np.zeros(shape, dtype))

    @staticmethod
    def empty(shape: tuple[int, ...], dtype: Any = float) -> DeviceArray:
        """An array that is no number until it is written."""
        array = np.empty(shape, dtype)
        array.view(np.uint8)[...] = 0xFF
        return DeviceArray(array)

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
            work()
        else:
            self.stream.captured.append(work)


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
        self._streams[handle.value] = stream.value or 0, False
        return 0

    def cublasSetWorkspace_v2(self, handle: Any, place: Any, size: ctypes.c_size_t) -> int:
        assert size.value >= 1 << 20
        self._streams[handle.value] = self._streams[handle.value][0], True
        return 0

    def cublasSgemm_v2(self, *arguments: Any) -> int:
        return self._product(ctypes.c_float, *arguments)

    def cublasDgemm_v2(self, *arguments: Any) -> int:
        return self._product(ctypes.c_double, *arguments)

    def _product(
        self, number: Any, handle: Any, turn_a: Any, turn_b: Any, m: Any, n: Any, k: Any,
        alpha: Any, a: Any, lda: Any, b: Any, ldb: Any, beta: Any, c: Any, ldc: Any,
    ) -> int:  # fmt: skip
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
            result = factors[0] * ((left.T if turn_a.value else left) @ (right.T if turn_b.value else right))
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
        return _faced(self._backend.to_device(array))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._backend, name)
        if not callable(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            return _faced(value(*map(_wrapped, args), **{k: _wrapped(v) for k, v in kwargs.items()}))

        return call


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


def _faced(value: Any) -> Any:
    if isinstance(value, DeviceArray):
        return value._host
    if callable(value):
        return lambda *arguments: _faced(value(*map(_wrapped, arguments)))
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
