"""Convolutions by cuDNN, called directly: CuPy brings it no more."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, NamedTuple

from nnstudio.backend.base import Array
from nnstudio.backend.cuda import libraries
from nnstudio.backend.failures import DeviceError
from nnstudio.backend.geometry import Window
from nnstudio.system.messages import msg

MOST_WORKSPACE = 256 << 20
"""Bytes an algorithm may work in."""
_NHWC, _FLOAT, _CROSS_CORRELATION, _DETERMINISTIC = 1, 0, 1, 1


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
        """Call a function; raises DeviceError when it fails."""
        status = getattr(self.functions, name)(*arguments)
        if status:
            cause = f"cuDNN returned {status}"
            raise DeviceError("lost", msg("The GPU failed: {cause}", cause=cause))


class Algorithm(NamedTuple):
    """The number of an algorithm, and the bytes it works in."""

    number: int
    memory: int


class Convolution:
    """What cuDNN wants to know about a convolution."""

    def __init__(self, dnn: Dnn, x: Array, w: Array, y: Array, window: Window) -> None:
        self.dnn = dnn
        self.x, self.y = (self._picture(a) for a in (x, y))
        rows, columns, channels, filters = w.shape
        self.w = dnn.new("cudnnCreateFilterDescriptor", "cudnnDestroyFilterDescriptor", self)
        sizes = (filters, channels, rows, columns)
        dnn.call("cudnnSetFilter4dDescriptor", self.w, _FLOAT, _NHWC, *sizes)
        self.convolution = dnn.new(
            "cudnnCreateConvolutionDescriptor", "cudnnDestroyConvolutionDescriptor", self
        )
        r, c = window
        steps = (r.before, c.before, r.stride, c.stride, r.dilation, c.dilation)
        dnn.call("cudnnSetConvolution2dDescriptor", self.convolution, *steps, _CROSS_CORRELATION, _FLOAT)

    def _picture(self, array: Array) -> ctypes.c_void_p:
        made = self.dnn.new("cudnnCreateTensorDescriptor", "cudnnDestroyTensorDescriptor", self)
        n, height, width, channels = array.shape
        self.dnn.call("cudnnSetTensor4dDescriptor", made, _NHWC, _FLOAT, n, channels, height, width)
        return made

    def algorithm(self, part: str, *descriptors: ctypes.c_void_p) -> Algorithm | None:
        """The one that is thought to be the quickest of those that always add up in the same order."""
        found, count = (_Performance * 10)(), ctypes.c_int()
        name = f"cudnnGetConvolution{part}Algorithm_v7"
        self.dnn.call(name, self.dnn.handle, *descriptors, 10, ctypes.byref(count), found)
        for each in found[: count.value]:
            if not each.status and each.determinism == _DETERMINISTIC and each.memory <= MOST_WORKSPACE:
                return Algorithm(each.algorithm, each.memory)
        return None
