"""Every operation in plain array code: the oracle of the fast backends, meant to be read as a book.

The same lines run on NumPy and on CuPy (the module is ``self.xp``). They allocate freely; a backend that must
not, overrides the operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend import functions, noise
from nnstudio.backend.base import Array, Backend, Bound, nothing
from nnstudio.backend.geometry import Window


class ReferenceBackend(Backend):
    """Operations over an array module with NumPy's interface."""

    def __init__(self, xp: Any, name: str, dtype: str) -> None:
        self.xp = xp
        self.name = name
        self.dtype = np.dtype(dtype)

    # Arrays -------------------------------------------------------------------------------------------

    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        return self.xp.zeros(shape, dtype or self.dtype)

    def to_device(self, array: np.ndarray[Any, Any]) -> Array:
        dtype = self.dtype if array.dtype.kind == "f" else array.dtype
        return self.xp.array(np.ascontiguousarray(array), dtype=dtype)

    def to_host(self, array: Array) -> np.ndarray[Any, Any]:
        return np.array(array)

    def gather(self, source: Array, rows: Array, out: Array) -> None:
        out[...] = source[rows]

    # Layers -------------------------------------------------------------------------------------------

    def activation(self, name: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        xp = self.xp
        if name == "softmax":

            def forward() -> None:
                y[...] = functions.softmax(xp, x)

            def backward() -> None:
                dx[...] = functions.softmax_backward(xp, y, dy)  # type: ignore[index]

        else:
            function = functions.ELEMENTWISE[name]

            def forward() -> None:
                y[...] = function.value(xp, x)

            def backward() -> None:
                xp.multiply(dy, function.derivative(xp, x, y), out=dx)

        return Bound(forward, nothing if dx is None else backward)

    def _with_activation(
        self, name: str, y: Array, dy: Array | None,
        linear: Callable[[Array, Array | None], Bound],
    ) -> Bound:  # fmt: skip
        """Put ``name`` behind a linear operation that is planned on (z, dz)."""
        if name == "linear":
            return linear(y, dy)
        z = self.xp.empty_like(y)
        dz = None if dy is None else self.xp.empty_like(y)
        first, second = linear(z, dz), self.activation(name, z, y, dy, dz)

        def forward() -> None:
            first.forward()
            second.forward()

        def backward() -> None:
            second.backward()
            first.backward()

        return Bound(forward, backward)

    def dense(
        self, x: Array, w: Array, b: Array | None, y: Array, activation: str,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        xp = self.xp
        rows = x.reshape(-1, x.shape[-1])  # (..., in) -> (m, in); a dense layer sees only the last axis

        def linear(z: Array, dz: Array | None) -> Bound:
            zrows = z.reshape(-1, z.shape[-1])

            def forward() -> None:
                xp.matmul(rows, w, out=zrows)  # Z = X·W + b
                if b is not None:
                    xp.add(zrows, b, out=zrows)

            if dz is None:
                return Bound(forward, nothing)
            dzrows = dz.reshape(zrows.shape)
            dxrows = None if dx is None else dx.reshape(rows.shape)

            def backward() -> None:
                xp.matmul(rows.T, dzrows, out=dw)  # ∂J/∂W = Xᵀ·∂J/∂Z
                if db is not None:
                    dzrows.sum(axis=0, out=db)
                if dxrows is not None:
                    xp.matmul(dzrows, w.T, out=dxrows)  # ∂J/∂X = ∂J/∂Z·Wᵀ

            return Bound(forward, backward)

        return self._with_activation(activation, y, dy, linear)

    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, activation: str,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        r, c = window
        kh, kw, cin, filters = w.shape
        per_group = filters // groups
        padded = self.zeros(
            (x.shape[0], r.size + r.before + r.after, c.size + c.before + c.after, x.shape[3])
        )
        inside = padded[:, r.before : r.before + r.size, c.before : c.before + c.size]
        dpadded = None if dx is None else self.xp.zeros_like(padded)
        # A kernel value is a (C, F) matrix applied to a shifted, strided view of the input; with groups, a
        # block-diagonal one, of which only the blocks are multiplied.
        taps = [(i, j) for i in range(kh) for j in range(kw)]
        blocks = [(slice(g * cin, (g + 1) * cin), slice(g * per_group, (g + 1) * per_group)) for g in range(groups)]  # fmt: skip

        def linear(z: Array, dz: Array | None) -> Bound:
            def forward() -> None:
                inside[...] = x
                z[...] = 0 if b is None else b
                for i, j in taps:
                    view = padded[:, r.tap(i), c.tap(j)]  # (N, H', W', C)
                    for cs, fs in blocks:
                        z[..., fs] += view[..., cs] @ w[i, j, :, fs]

            if dz is None:
                return Bound(forward, nothing)

            def backward() -> None:
                if db is not None:
                    dz.sum(axis=(0, 1, 2), out=db)
                if dpadded is not None:
                    dpadded[...] = 0
                for i, j in taps:
                    view = padded[:, r.tap(i), c.tap(j)]
                    for cs, fs in blocks:
                        dzs = dz[..., fs].reshape(-1, per_group)
                        dw[i, j, :, fs] = view[..., cs].reshape(-1, cin).T @ dzs  # type: ignore[index]
                        if dpadded is not None:
                            dpadded[:, r.tap(i), c.tap(j), cs] += dz[..., fs] @ w[i, j, :, fs].T
                if dpadded is not None:
                    dx[...] = dpadded[:, r.before : r.before + r.size, c.before : c.before + c.size]  # type: ignore[index]

            return Bound(forward, backward)

        return self._with_activation(activation, y, dy, linear)

    def max_pool2d(self, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:
        xp = self.xp
        r, c = window
        shape = (x.shape[0], r.size + r.before + r.after, c.size + c.before + c.after, x.shape[3])
        padded = xp.full(shape, -xp.inf, self.dtype)  # padding never wins
        inside = (slice(None), slice(r.before, r.before + r.size), slice(c.before, c.before + c.size))
        taps = [(i, j) for i in range(r.kernel) for j in range(c.kernel)]
        winner = xp.zeros(y.shape, np.int32)

        def forward() -> None:
            padded[inside] = x
            y[...] = padded[:, r.tap(0), c.tap(0)]
            winner[...] = 0
            for index, (i, j) in enumerate(taps[1:], 1):
                candidate = padded[:, r.tap(i), c.tap(j)]
                # "not ≤" instead of ">": a NaN is passed on, so that a diverging run shows it.
                better = ~(candidate <= y) & (y == y)
                y[better] = candidate[better]
                winner[better] = index

        if dx is None:
            return Bound(forward, nothing)
        dpadded = xp.zeros_like(padded)

        def backward() -> None:
            dpadded[...] = 0
            for index, (i, j) in enumerate(taps):
                dpadded[:, r.tap(i), c.tap(j)] += dy * (winner == index)
            dx[...] = dpadded[inside]

        return Bound(forward, backward)

    def dropout(
        self, x: Array, y: Array, rate: float, seed: int, step: Array, dy: Array | None, dx: Array | None
    ) -> Bound:
        xp = self.xp
        threshold = noise.keep_threshold(rate)
        scale = self.dtype.type(1 / (1 - rate))

        def mask() -> Array:
            bits = noise.random_bits(xp, x.size, noise.key(seed, int(step[0])))
            return (bits >= threshold).reshape(x.shape) * scale

        def forward() -> None:
            xp.multiply(x, mask(), out=y)

        def backward() -> None:
            xp.multiply(dy, mask(), out=dx)

        return Bound(forward, nothing if dx is None else backward)

    def add(
        self, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]
    ) -> Bound:
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

    def copy(self, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        def forward() -> None:
            y[...] = x.reshape(y.shape)

        def backward() -> None:
            dx[...] = dy.reshape(dx.shape)  # type: ignore[index, union-attr]

        return Bound(forward, nothing if dx is None else backward)

    # Losses -------------------------------------------------------------------------------------------

    def softmax_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        xp = self.xp
        classes = z.shape[-1]
        rows = int(np.prod(z.shape[:-1]))
        every = xp.arange(rows)
        zrows, prows, index = z.reshape(rows, classes), p.reshape(rows, classes), target.reshape(rows)

        def forward() -> None:
            top = zrows.max(axis=-1, keepdims=True)
            shifted = zrows - top
            e = xp.exp(shifted)
            total = e.sum(axis=-1, keepdims=True)
            xp.divide(e, total, out=prows)
            loss[0] = (xp.log(total[:, 0]) - shifted[every, index]).mean()

        if dz is None:
            return Bound(forward, nothing)
        dzrows = dz.reshape(rows, classes)

        def backward() -> None:
            dzrows[...] = prows
            dzrows[every, index] -= 1
            xp.multiply(dzrows, 1 / rows, out=dzrows)  # ∂J/∂Z = (P − Y) / m

        return Bound(forward, backward)

    def sigmoid_crossentropy(self, z: Array, target: Array, p: Array, loss: Array, dz: Array | None) -> Bound:
        xp = self.xp

        def forward() -> None:
            p[...] = functions.sigmoid(xp, z)
            # −y·log σ(z) − (1 − y)·log(1 − σ(z)), rearranged so that no logarithm sees a zero
            loss[0] = (xp.maximum(z, 0) - z * target + xp.log1p(xp.exp(-xp.abs(z)))).mean()

        def backward() -> None:
            xp.subtract(p, target, out=dz)
            xp.multiply(dz, 1 / dz.size, out=dz)  # type: ignore[union-attr]

        return Bound(forward, nothing if dz is None else backward)

    def crossentropy(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        xp = self.xp
        classes = p.shape[-1]
        rows = int(np.prod(p.shape[:-1]))
        every = xp.arange(rows)
        prows, index = p.reshape(rows, classes), target.reshape(rows)
        tiny = np.finfo(self.dtype).tiny

        def forward() -> None:
            loss[0] = -xp.log(xp.maximum(prows[every, index], tiny)).mean()

        if dp is None:
            return Bound(forward, nothing)
        dprows = dp.reshape(rows, classes)

        def backward() -> None:
            dprows[...] = 0
            dprows[every, index] = -1 / (rows * xp.maximum(prows[every, index], tiny))

        return Bound(forward, backward)

    def binary_crossentropy(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        xp = self.xp
        low = np.finfo(self.dtype).eps

        def forward() -> None:
            q = xp.clip(p, low, 1 - low)
            loss[0] = -(target * xp.log(q) + (1 - target) * xp.log1p(-q)).mean()

        def backward() -> None:
            q = xp.clip(p, low, 1 - low)
            dp[...] = (q - target) / (q * (1 - q) * p.size)  # type: ignore[index]

        return Bound(forward, nothing if dp is None else backward)

    def squared_error(self, p: Array, target: Array, loss: Array, dp: Array | None) -> Bound:
        xp = self.xp

        def forward() -> None:
            loss[0] = xp.square(p - target).mean()

        def backward() -> None:
            xp.subtract(p, target, out=dp)
            xp.multiply(dp, 2 / p.size, out=dp)

        return Bound(forward, nothing if dp is None else backward)

    # Optimizers ---------------------------------------------------------------------------------------

    def is_finite(self, loss: Array, gradient: Array) -> bool:
        # One pass: any NaN or infinity makes the sum of squares non-finite.
        return bool(np.isfinite(float(loss[0]))) and bool(
            np.isfinite(float(self.xp.vdot(gradient, gradient)))
        )

    def sgd(self, w: Array, g: Array, rate: Array) -> Callable[[], None]:
        xp = self.xp

        def update() -> None:
            xp.subtract(w, rate[0] * g, out=w)

        return update

    def momentum(
        self, w: Array, g: Array, velocity: Array, rate: Array, momentum: float
    ) -> Callable[[], None]:
        xp = self.xp

        def update() -> None:
            xp.multiply(velocity, momentum, out=velocity)
            xp.add(velocity, g, out=velocity)
            xp.subtract(w, rate[0] * velocity, out=w)

        return update

    def adam(
        self, w: Array, g: Array, m: Array, v: Array, rate: Array, step: Array,
        beta_1: float, beta_2: float, epsilon: float,
    ) -> Callable[[], None]:  # fmt: skip
        xp = self.xp

        def update() -> None:
            t = int(step[0])
            xp.multiply(m, beta_1, out=m)
            xp.add(m, (1 - beta_1) * g, out=m)
            xp.multiply(v, beta_2, out=v)
            xp.add(v, (1 - beta_2) * xp.square(g), out=v)
            corrected_m = m / (1 - beta_1**t)
            corrected_v = v / (1 - beta_2**t)
            xp.subtract(w, rate[0] * corrected_m / (xp.sqrt(corrected_v) + epsilon), out=w)

        return update
