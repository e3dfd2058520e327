"""cuDNN by its definition: cross-correlation of pictures, channels last, with filters (K, R, S, C)."""

from __future__ import annotations

import ctypes
import itertools
import math
from typing import Any

import numpy as np

from tests.contracts.test_cuda_plumbing import here


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
    """

    def __init__(self, device: Any) -> None:
        self._device = device
        self._made: dict[int, Any] = {}
        self._streams: dict[int, int] = {}
        self._handles = itertools.count(1)
        self.calls: list[str] = []
        self.determinism, self.most = 1, 2**31 - 1

    def __getattr__(self, name: str) -> Any:
        if name == "cudnnCreate":
            return self._create_handle
        if name.startswith("cudnnCreate"):
            return self._create
        if name.startswith("cudnnDestroy") and name.endswith("Descriptor"):
            return lambda handle: self._made.pop(handle.value, None) and 0
        if name.startswith("cudnnGetConvolution"):
            return self._algorithms
        if name.startswith("cudnnSet"):
            return self._describe
        raise AttributeError(name)

    def _create_handle(self, place: Any) -> int:
        place._obj.value = 100 * next(self._handles) + here.device
        return 0

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
        self._streams[handle.value] = stream.value or 0
        return 0

    def _algorithms(self, handle: Any, *arguments: Any) -> int:
        assert handle.value % 100 == here.device, "the handle of another device"
        *_, count, found = arguments
        for at, (status, determinism) in enumerate(((9, 1), (0, 0), (0, self.determinism))):
            found[at].algorithm, found[at].status, found[at].determinism = at, status, determinism
        count._obj.value = 3
        return 0

    def cudnnConvolutionForward(self, handle: Any, one: Any, xd: Any, x: Any, wd: Any, w: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, yd, y) = rest
        return self._later(handle, "Forward", xd, x, wd, w, cd, yd, y, rest[0])

    def cudnnConvolutionBackwardFilter(self, handle: Any, one: Any, xd: Any, x: Any, yd: Any, y: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, wd, w) = rest
        return self._later(handle, "BackwardFilter", xd, x, wd, w, cd, yd, y, rest[0])

    def cudnnConvolutionBackwardData(self, handle: Any, one: Any, wd: Any, w: Any, yd: Any, y: Any, cd: Any, *rest: Any) -> int:  # fmt: skip
        (_, _, _, _, xd, x) = rest
        return self._later(handle, "BackwardData", xd, x, wd, w, cd, yd, y, rest[0])

    def _later(self, handle: Any, part: str, xd: Any, x: Any, wd: Any, w: Any, cd: Any, yd: Any, y: Any, algorithm: int) -> int:  # fmt: skip
        assert algorithm == 2, "an algorithm that fails, or whose order changes"
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
