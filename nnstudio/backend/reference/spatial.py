"""Operations over space and shape: pooling, padding, enlarging, merging, copying."""

from __future__ import annotations

import functools
import itertools
import math
import operator

import numpy as np

from nnstudio.backend.base import Array, Backend, Bound, nothing
from nnstudio.backend.geometry import Window, between


class Spatial(Backend):
    """Pooling, padding, enlarging, merging and copying."""

    def pool2d(self, kind: str, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        plan = {"max": self._max_pool2d, "average": self._average_pool2d}[kind]
        return plan(x, y, window, dy, dx)

    def _border(self, window: Window, x: Array, value: float) -> tuple[Array, Array]:
        """An array of ``value`` for an image with its border, and the view of the image inside."""
        r, c = window
        shape = (x.shape[0], r.size + r.before + r.after, c.size + c.before + c.after, x.shape[3])
        padded = self.xp.full(shape, value, self.dtype)
        return padded, padded[:, r.before : r.before + r.size, c.before : c.before + c.size]

    def _max_pool2d(self, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:
        xp = self.xp
        r, c = window
        padded, inside = self._border(window, x, -math.inf)  # padding never wins
        dpadded, dinside = self._border(window, x, 0)
        taps = [(i, j) for i in range(r.kernel) for j in range(c.kernel)]
        winner = xp.zeros(y.shape, np.int32)

        def forward() -> None:
            inside[...] = x
            y[...] = padded[:, r.tap(0), c.tap(0)]
            winner[...] = 0
            for index, (i, j) in enumerate(taps[1:], 1):
                candidate = padded[:, r.tap(i), c.tap(j)]
                # "not ≤" instead of ">": a NaN is passed on, so that a diverging run shows it.
                better = ~(candidate <= y) & (y == y)
                y[...] = xp.where(better, candidate, y)
                winner[...] = xp.where(better, index, winner)

        def backward() -> None:
            dpadded[...] = 0
            for index, (i, j) in enumerate(taps):
                dpadded[:, r.tap(i), c.tap(j)] += dy * (winner == index)
            dx[...] = dinside  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)

    def _average_pool2d(
        self, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None
    ) -> Bound:
        r, c = window
        padded, inside = self._border(window, x, 0)
        taps = [(i, j) for i in range(r.kernel) for j in range(c.kernel)]
        inside[...] = 1  # once with ones, to count the real pixels of each window
        count = sum(padded[:1, r.tap(i), c.tap(j), :1] for i, j in taps)  # (1, H', W', 1)

        def forward() -> None:
            inside[...] = x
            y[...] = sum(padded[:, r.tap(i), c.tap(j)] for i, j in taps) / count

        dpadded, dinside = self._border(window, x, 0)

        def backward() -> None:
            dpadded[...] = 0
            for i, j in taps:
                dpadded[:, r.tap(i), c.tap(j)] += dy / count
            dx[...] = dinside  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)

    def global_pool(self, kind: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        xp = self.xp
        pixels = x.reshape(x.shape[0], -1, x.shape[-1])  # (N, ..., C) -> (N, P, C)
        place = xp.arange(pixels.shape[1])[:, None]

        def forward() -> None:
            y[...] = pixels.max(axis=1) if kind == "max" else pixels.mean(axis=1)

        def backward() -> None:
            gradient = dy[:, None, :]  # type: ignore[index]
            if kind == "max":
                first = pixels.argmax(axis=1)[:, None, :]  # the first of equals
                filled = gradient * (place == first)
            else:
                filled = xp.broadcast_to(gradient / pixels.shape[1], pixels.shape)
            dx[...] = filled.reshape(x.shape)  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)

    def add(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        xp = self.xp

        def forward() -> None:
            xp.add(inputs[0], inputs[1], out=y)
            for x in inputs[2:]:
                xp.add(y, x, out=y)

        def backward() -> None:
            for dx in dinputs:
                if dx is not None:
                    dx[...] = dy

        return Bound(forward, nothing if dy is None else backward)

    def multiply(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        def forward() -> None:
            y[...] = functools.reduce(operator.mul, inputs)

        def backward() -> None:
            for index, dx in enumerate(dinputs):
                if dx is not None:
                    dx[...] = functools.reduce(operator.mul, (dy, *inputs[:index], *inputs[index + 1 :]))

        return Bound(forward, nothing if dy is None else backward)

    def concatenate(self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
        ends = list(itertools.accumulate((x.shape[-1] for x in inputs), initial=0))
        parts = [slice(start, stop) for start, stop in itertools.pairwise(ends)]

        def forward() -> None:
            for x, part in zip(inputs, parts, strict=True):
                y[..., part] = x

        def backward() -> None:
            for dx, part in zip(dinputs, parts, strict=True):
                if dx is not None:
                    dx[...] = dy[..., part]  # type: ignore[index]

        return Bound(forward, nothing if dy is None else backward)

    def copy(self, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        def forward() -> None:
            y[...] = x.reshape(y.shape)

        def backward() -> None:
            dx[...] = dy.reshape(dx.shape)  # type: ignore[index, union-attr]

        return Bound(forward, nothing if dx is None else backward)

    def pad2d(self, x: Array, y: Array, top: int, left: int, dy: Array | None, dx: Array | None) -> Bound:
        picture = (slice(None), slice(top, top + x.shape[1]), slice(left, left + x.shape[2]))

        def forward() -> None:
            y[...] = 0
            y[picture] = x

        def backward() -> None:
            dx[...] = dy[picture]  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)

    def upsample2d(self, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        n, height, width, channels = x.shape
        down, across = factors

        def forward() -> None:
            y[...] = x.repeat(down, axis=1).repeat(across, axis=2)

        def backward() -> None:
            copies = dy.reshape(n, height, down, width, across, channels)  # type: ignore[union-attr]
            dx[...] = copies.sum(axis=(2, 4))  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)

    def interpolate2d(self, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
        xp = self.xp
        down, across = (between(size, times) for size, times in zip(x.shape[1:3], factors, strict=True))
        (top, bottom, lower), (left, right, further) = (xp.array(axis).T for axis in (down, across))
        top, bottom, left, right = (places.astype(int) for places in (top, bottom, left, right))
        lower, further = lower[:, None, None].astype(self.dtype), further[:, None].astype(self.dtype)

        def forward() -> None:
            rows = x[:, top] * (1 - lower) + x[:, bottom] * lower
            y[...] = rows[:, :, left] * (1 - further) + rows[:, :, right] * further

        def backward() -> None:
            drows = xp.zeros((len(x), y.shape[1], *x.shape[2:]), self.dtype)
            xp.add.at(drows, (slice(None), slice(None), left), dy * (1 - further))
            xp.add.at(drows, (slice(None), slice(None), right), dy * further)
            dx[...] = 0  # type: ignore[index]
            xp.add.at(dx, (slice(None), top), drows * (1 - lower))
            xp.add.at(dx, (slice(None), bottom), drows * lower)

        return Bound(forward, nothing if dx is None else backward)
