"""Convolutions computed as they are defined: any kernel and stride, few channels, no patches written."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.convolution.columns import numbers
from nnstudio.backend.cpu.convolution.parts import CHUNKS, Gradients, Lender, Plan, parts, sums
from nnstudio.backend.cpu.kernels import depthwise, direct
from nnstudio.backend.cpu.kernels.runs import LANES
from nnstudio.backend.cpu.pool import Task
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Axis, Window

MOST_WEIGHTS = 4096
"""Weights for each output of a row, at most: they are fetched anew for every row, BLAS fetches them less often."""


def _whole(count: int) -> int:
    """The multiple of LANES that follows."""
    return -(-count // LANES) * LANES


def _bordered(axis: Axis) -> int:
    """Length of an axis with its border, as far as windows reach."""
    return max((axis.output - 1) * axis.stride + axis.reach, axis.before + axis.size)


class _Space:
    """The workspace of a task."""

    def __init__(
        self, shop: Workshop, picture: tuple[int, int, int], row: int, dpicture: tuple[int, int, int]
    ) -> None:
        self.picture, self.row, self.sums = shop.empty(picture), shop.empty((row,)), shop.empty((row,))
        self.dpicture = shop.empty(dpicture)


class _Direct:
    """A convolution bound to its arrays."""

    def __init__(self, shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
                 gradients: Gradients | None) -> None:  # fmt: skip
        rows, columns = window
        (n, _, wide, filters), (kh, kw, channels, _) = y.shape, w.shape
        c, f = _whole(x.shape[3]), _whole(filters)
        self.kernels = direct if channels == x.shape[3] else depthwise
        self.x, self.w, self.b, self.y, self.code, self.gradients = x, w, b, y, code, gradients
        self.rows, self.columns = numbers(rows), numbers(columns)
        self.chunks = parts(n, CHUNKS)
        self.padded = shop.empty((kh * kw * channels, f))  # the weights, with F⁺ filters
        self.padded_flat = self.padded.reshape(-1)
        self.biases = shop.empty((wide * f,))
        height, width = _bordered(rows), _bordered(columns)
        picture = (*((0, 0) if (height, width) == x.shape[1:3] else (height, width)), x.shape[3])
        passes = gradients is not None and gradients.dx is not None
        dpicture = (height, width, c) if passes else (0, 0, c)
        self.lender = Lender(
            lambda: _Space(shop, picture, wide * f, dpicture), len(self.chunks), shop.pool.threads
        )
        if gradients is not None:
            turns = passes and self.kernels is direct
            self.turned = shop.empty((kh, kw, f, c) if turns else (0, 0, f, c))
            self.back = self.turned.reshape(-1) if turns else self.padded_flat
            self.db = shop.empty((len(self.chunks), filters))
            learns = gradients.dw is not None
            self.dw = shop.empty((len(self.chunks) if learns else 0, kh * kw * channels, f))
        self._register()

    def _register(self) -> None:
        """Tell what has to be compiled; the tasks call the kernels themselves."""
        space = self.lender.spaces[0]
        bound(self.kernels.convolve, self.x, self.padded_flat, self.biases, self.y, 0, space.picture, space.row,
              self.rows, self.columns, 0, 0)  # fmt: skip
        if self.gradients is not None:
            bound(self.kernels.differentiate, self.x, self.y, self.gradients.dy, 0, self.padded_flat, self.db[0],
                  self.back, self.x, space.picture, space.row, space.sums, space.dpicture, self.rows,
                  self.columns, 0, 0, False, False)  # fmt: skip

    def prepare(self) -> None:
        """Make weights and biases up to whole vectors."""
        filters = self.y.shape[3]
        self.padded[:, filters:] = 0
        np.copyto(self.padded[:, :filters], self.w.reshape(-1, filters))
        biases = self.biases.reshape(self.y.shape[2], -1)
        biases.fill(0)
        if self.b is not None:
            biases[:, :filters] = self.b

    def turn(self) -> None:
        """Put the weights in order for the way back."""
        channels, filters = self.x.shape[3], self.y.shape[3]
        self.turned.fill(0)
        np.copyto(self.turned[:, :, :filters, :channels], self.w.transpose(0, 1, 3, 2))

    def forward(self, space: _Space, chunk: int) -> None:
        """Compute the outputs of a chunk."""
        self.kernels.convolve(self.x, self.padded_flat, self.biases, self.y, self.code, space.picture, space.row,
                        self.rows, self.columns, *self.chunks[chunk])  # fmt: skip

    def backward(self, space: _Space, chunk: int) -> None:
        """Compute the gradients of a chunk."""
        assert self.gradients is not None
        dx, db, learns = self.gradients.dx, self.db[chunk], self.gradients.dw is not None
        dw = self.dw[chunk] if learns else self.padded  # the latter is not written
        db.fill(0)
        if learns:
            dw.fill(0)
        self.kernels.differentiate(
            self.x, self.y, self.gradients.dy, self.code, dw.reshape(-1), db, self.back,
            self.x if dx is None else dx, space.picture, space.row, space.sums, space.dpicture,
            self.rows, self.columns, *self.chunks[chunk], learns, dx is not None,
        )  # fmt: skip

    def plan(self) -> Plan:
        """The tasks: weights, then chunks; backward the chunks, then their sums."""
        numbers = range(len(self.chunks))
        forward: list[list[Task]] = [[self.prepare], [self.lender.task(self.forward, i) for i in numbers]]
        if self.gradients is None:
            return Plan(forward, [])
        chunks = [self.lender.task(self.backward, i) for i in numbers]
        turns: list[Task] = [self.turn] if self.turned.size else []
        return Plan(forward, [turns, chunks, sums(self.dw, self.db, self.gradients)])


def suits(x: Array, w: Array, window: Window, groups: int) -> bool:
    """Whether a convolution can be done this way, and gains from it."""
    kh, kw, channels, filters = w.shape
    if x.dtype != np.float32:
        return False
    if groups > 1:
        return bool(channels == 1 and filters == groups)
    reused = 1 if kh * kw == 1 else window.columns.output
    return window.columns.dilation == 1 and bool(w.size <= MOST_WEIGHTS * reused)


def plan(shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
         gradients: Gradients | None) -> Plan:  # fmt: skip
    """Plan a convolution that :func:`suits`, with the activation ``code`` behind it."""
    return _Direct(shop, x, w, b, y, window, code, gradients).plan()
