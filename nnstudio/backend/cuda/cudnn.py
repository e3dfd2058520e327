"""Convolutions by cuDNN, called directly: CuPy brings it no more."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, NamedTuple

from nnstudio.backend.base import Array
from nnstudio.backend.cuda import libraries
from nnstudio.backend.failures import DeviceError, Kind
from nnstudio.backend.geometry import Window
from nnstudio.system.messages import msg

NO_MEMORY = frozenset({2, 4004})
"""What it returns where the memory of the device does not suffice, before version 9 and since."""
MOST_WORKSPACE = 256 << 20
"""Bytes an algorithm may work in."""
_NHWC, _FLOAT, _CROSS_CORRELATION, _DETERMINISTIC, _HALVED = 1, 0, 1, 1, 2


class _Performance(ctypes.Structure):
    """What cuDNN tells of an algorithm."""

    _fields_ = (
        ("algorithm", ctypes.c_int), ("status", ctypes.c_int), ("time", ctypes.c_float), ("memory", ctypes.c_size_t),
        ("determinism", ctypes.c_int), ("math", ctypes.c_int), ("reserved", ctypes.c_int * 3),
    )  # fmt: skip


class Dnn:
    """cuDNN on one device, for float32; used by one thread at a time.

    Parameters
    ----------
    functions : library
    device : int
        The number of the current device.
    """

    def __init__(self, functions: Any, device: int) -> None:
        self.functions = functions
        self.handle = libraries.handle(self, "cudnn", device, lambda: self._created("cudnnCreate"))
        self.use(0)

    def _created(self, create: str) -> ctypes.c_void_p:
        made = ctypes.c_void_p()
        self.call(create, ctypes.byref(made))
        return made

    def new(self, create: str, destroy: str, owner: object) -> ctypes.c_void_p:
        """A descriptor, which lives as long as its owner."""
        made = self._created(create)
        # Not when the process ends: the driver may be gone by then.
        weakref.finalize(owner, getattr(self.functions, destroy), made).atexit = False
        return made

    def use(self, stream: int) -> None:
        """Work on a stream, by its address, from now on."""
        self.call("cudnnSetStream", self.handle, ctypes.c_void_p(stream))

    def run(self, name: str, arguments: tuple[Any, ...], _kept: tuple[Any, ...]) -> None:
        """Call a function that works on the device; what its arguments point at is kept by whoever holds the call."""
        self.call(name, self.handle, *arguments)

    def call(self, name: str, *arguments: Any) -> None:
        """Call a function; raises DeviceError when it fails, or when this version has none of the name."""
        function = getattr(self.functions, name, None)
        if function is None:
            raise _failed(f"cuDNN has no {name}")
        if status := function(*arguments):
            raise _failed(f"cuDNN returned {status}", "memory" if status in NO_MEMORY else "lost")


def _failed(cause: str, kind: Kind = "lost") -> DeviceError:
    return DeviceError(kind, msg("The GPU failed: {cause}", cause=cause))


class Algorithm(NamedTuple):
    """The number of an algorithm, the bytes it works in, and the convolution in the arithmetic it was chosen for."""

    number: int
    memory: int
    convolution: ctypes.c_void_p


class Convolution:
    """What cuDNN wants to know about a convolution."""

    def __init__(self, dnn: Dnn, x: Array, w: Array, y: Array, window: Window) -> None:
        self.dnn, self._window = dnn, window
        self.x, self.y = (self._picture(a) for a in (x, y))
        rows, columns, channels, filters = w.shape
        self.w = dnn.new("cudnnCreateFilterDescriptor", "cudnnDestroyFilterDescriptor", self)
        sizes = (filters, channels, rows, columns)
        dnn.call("cudnnSetFilter4dDescriptor", self.w, _FLOAT, _NHWC, *sizes)

    def _picture(self, array: Array) -> ctypes.c_void_p:
        made = self.dnn.new("cudnnCreateTensorDescriptor", "cudnnDestroyTensorDescriptor", self)
        n, height, width, channels = array.shape
        self.dnn.call("cudnnSetTensor4dDescriptor", made, _NHWC, _FLOAT, n, channels, height, width)
        return made

    def _convolution(self) -> ctypes.c_void_p:
        create, destroy = "cudnnCreateConvolutionDescriptor", "cudnnDestroyConvolutionDescriptor"
        made = self.dnn.new(create, destroy, self)
        r, c = self._window
        steps = (r.before, c.before, r.stride, c.stride, r.dilation, c.dilation)
        self.dnn.call("cudnnSetConvolution2dDescriptor", made, *steps, _CROSS_CORRELATION, _FLOAT)
        return made

    def algorithm(
        self, part: str, one: ctypes.c_void_p, other: ctypes.c_void_p, out: ctypes.c_void_p
    ) -> Algorithm | None:
        """The one that is thought to be the quickest of those that always add up in the same order."""
        found, count = (_Performance * 10)(), ctypes.c_int()
        convolution, call, handle = self._convolution(), self.dnn.call, self.dnn.handle
        described = handle, one, other, convolution, out
        call(f"cudnnGetConvolution{part}Algorithm_v7", *described, 10, ctypes.byref(count), found)
        for each in found[: count.value]:
            if each.status or each.determinism != _DETERMINISTIC or each.math == _HALVED:
                continue
            size = ctypes.c_size_t()
            try:  # an algorithm is told once for each arithmetic that it has; it takes the one of the convolution
                call("cudnnSetConvolutionMathType", convolution, each.math)
                call(
                    f"cudnnGetConvolution{part}WorkspaceSize", *described, each.algorithm, ctypes.byref(size)
                )
            except DeviceError:  # it is told of, but not there for these sizes
                continue
            if size.value <= MOST_WORKSPACE:
                return Algorithm(each.algorithm, size.value, convolution)
        return None
