"""cuDNN by its definition: cross-correlation of pictures, channels last, with filters (K, R, S, C)."""

from __future__ import annotations

import ctypes
import itertools
import math
from typing import Any

import numpy as np

from nnstudio.backend.cuda import libraries
from tests.contracts.test_cuda_plumbing import here

TOLD = ((9, 1, 0), (0, 0, 0), (0, 1, 2), (0, 1, 3), (0, 1, 1))
"""Status, determinism and arithmetic of the algorithms that it tells of, the quickest first."""
MISSING, CHOSEN = 3, 4
"""One that is not there for these sizes after all, and the first that is good."""


class Dnn:
    """A stand-in for the library.

    Attributes
    ----------
    calls : list of str
        The parts of convolutions that were computed.
    determinism : int
        What it says of all its algorithms.
    most : int
        Values of the largest array it describes.
    status : int
        What creating a handle returns.
    gone : str
        A function that this version has no more.
    """

    def __init__(self, device: Any) -> None:
        self._device = device
        self._made: dict[int, Any] = {}
        self._streams: dict[int, int] = {}
        self._handles = itertools.count(1)
        self.calls: list[str] = []
        self.determinism, self.most, self.status = 1, 2**31 - 1, 0
        self._arithmetic: dict[int, int] = {}
        self.gone = ""

    def __getattr__(self, name: str) -> Any:
        if name == self.gone:
            raise AttributeError(name)
        if name == "cudnnCreate":
            return self._create_handle
        if name.startswith("cudnnCreate"):
            return self._create
        if name.startswith("cudnnDestroy") and name.endswith("Descriptor"):
            return lambda handle: self._made.pop(handle.value, None) and 0
        if name.startswith("cudnnGetConvolution"):
            return self._algorithms if name.endswith("Algorithm_v7") else self._room
        if name.startswith("cudnnSet"):
            return self._describe
        raise AttributeError(name)

    def _create_handle(self, place: Any) -> int:
        place._obj.value = 100 * next(self._handles) + here.device
        return self.status

    def _create(self, place: Any) -> int:
        place._obj.value = len(self._made) + 1
        while place._obj.value in self._made:
            place._obj.value += 1
        self._made[place._obj.value] = ()
        return 0

    def _describe(self, handle: Any, *facts: int) -> int:
        if len(facts) == 6 and math.prod(facts[2:]) > self.most:  # what stands in front is no size
            return 3000
        self._made[handle.value] = facts
        return 0

    def cudnnSetStream(self, handle: Any, stream: ctypes.c_void_p) -> int:
        assert handle.value % 100 == here.device, "the handle of another device"
        self._streams[handle.value] = stream.value or 0
        return 0

    def _algorithms(self, handle: Any, *arguments: Any) -> int:
        assert libraries.undisturbed.locked(), "what it may load disturbs who captures a step"
        assert handle.value % 100 == here.device, "the handle of another device"
        *_, count, found = arguments
        for at, (status, determinism, math_type) in enumerate(TOLD):
            found[at].algorithm, found[at].status, found[at].math = at, status, math_type
            found[at].determinism = determinism and self.determinism
            found[at].memory = 16  # of another arithmetic
        count._obj.value = len(TOLD)
        return 0

    def cudnnSetConvolutionMathType(self, handle: Any, kind: int) -> int:
        self._arithmetic[handle.value] = kind
        return 0

    def _room(self, handle: Any, one: Any, other: Any, convolution: Any, out: Any, algorithm: int, size: Any) -> int:  # fmt: skip
        if algorithm == MISSING:
            return 3000
        size._obj.value = 1000 * self._arithmetic[convolution.value]
        return 0

    def cudnnConvolutionForward(self, handle: Any, one: Any, xd: Any, x: Any, wd: Any, w: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, yd, y) = rest
        return self._later(handle, "Forward", xd, x, wd, w, cd, yd, y, rest[0], rest[2].value)

    def cudnnConvolutionBackwardFilter(self, handle: Any, one: Any, xd: Any, x: Any, yd: Any, y: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, wd, w) = rest
        return self._later(handle, "BackwardFilter", xd, x, wd, w, cd, yd, y, rest[0], rest[2].value)

    def cudnnConvolutionBackwardData(self, handle: Any, one: Any, wd: Any, w: Any, yd: Any, y: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, xd, x) = rest
        return self._later(handle, "BackwardData", xd, x, wd, w, cd, yd, y, rest[0], rest[2].value)

    def _later(self, handle: Any, part: str, xd: Any, x: Any, wd: Any, w: Any, cd: Any, yd: Any, y: Any, algorithm: int, room: int) -> int:  # fmt: skip
        self._device.loading.load("cuDNN", part, xd.value, wd.value, yd.value)
        assert algorithm == CHOSEN, "an algorithm that fails, or whose order changes"
        assert self._arithmetic[cd.value] == TOLD[CHOSEN][2], "another arithmetic than that of the algorithm"
        assert room >= 1000 * self._arithmetic[cd.value], "less room than it works in"
        assert self._streams[handle.value] == self._device.stream.ptr, (
            "the convolution runs on another stream than the rest"
        )
        (_, _, n, c, h, width), (_, _, k, _, rows, columns) = self._made[xd.value], self._made[wd.value]
        (_, _, _, _, oh, ow) = self._made[yd.value]
        top, left, down, across, dh, dw, _, _ = self._made[cd.value]
        pictures, filters, out = (
            _at(x, (n, h, width, c)),
            _at(w, (k, rows, columns, c)),
            _at(y, (n, oh, ow, k)),
        )

        def work() -> None:
            self.calls.append(part)
            padded = np.zeros((n, h + 2 * top, width + 2 * left, c))
            inside = padded[:, top : top + h, left : left + width]
            if part != "BackwardData":
                inside[...] = pictures
            totals = {"Forward": np.zeros(out.shape), "BackwardFilter": np.zeros(filters.shape)}
            for a, b in itertools.product(range(rows), range(columns)):
                seen = padded[
                    :,
                    a * dh : a * dh + (oh - 1) * down + 1 : down,
                    b * dw : b * dw + (ow - 1) * across + 1 : across,
                ]
                if part == "Forward":
                    totals[part] += seen @ filters[:, a, b].T
                elif part == "BackwardFilter":
                    totals[part][:, a, b] = np.tensordot(out, seen, ((0, 1, 2), (0, 1, 2)))
                else:
                    seen += out @ filters[:, a, b]
            target = {"Forward": out, "BackwardFilter": filters, "BackwardData": pictures}[part]
            target[...] = inside if part == "BackwardData" else totals[part]

        self._device.run(work)
        return 0


def _at(place: ctypes.c_void_p, shape: tuple[int, ...]) -> Any:
    """The float32 array that stands somewhere."""
    return np.ctypeslib.as_array(ctypes.cast(place, ctypes.POINTER(ctypes.c_float)), shape)
