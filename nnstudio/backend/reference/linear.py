"""Weighted sums and what follows them: activations, dense and convolutional operations."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.backend import functions
from nnstudio.backend.base import Array, Backend, Bound, Sigma, nothing
from nnstudio.backend.geometry import Window


class Linear(Backend):
    """Dense and convolutional operations, and activations."""

    def activation(self, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        if sigma.name == "prelu":
            return self._prelu(sigma, x, y, dy, dx)
        xp = self.xp
        if sigma.name == "softmax":

            def forward() -> None:
                y[...] = functions.softmax(xp, x)

            def backward() -> None:
                dx[...] = functions.softmax_backward(xp, y, dy)  # type: ignore[index]

        else:
            function = functions.ELEMENTWISE[sigma.name]

            def forward() -> None:
                y[...] = function.value(xp, x)

            def backward() -> None:
                xp.multiply(dy, function.derivative(xp, x, y), out=dx)

        return Bound(forward, nothing if dx is None else backward)

    def _prelu(self, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
        """He et al., "Delving deep into rectifiers", arXiv:1502.01852: a negative slope for each channel."""
        xp = self.xp
        alpha: Array = sigma.alpha  # (C,)
        dalpha = sigma.dalpha

        def forward() -> None:
            y[...] = xp.where(x > 0, x, alpha * x)

        def backward() -> None:
            if dalpha is not None:
                dalpha[...] = (dy * xp.minimum(x, 0)).reshape(-1, x.shape[-1]).sum(axis=0)
            if dx is not None:
                dx[...] = xp.where(x > 0, dy, alpha * dy)

        return Bound(forward, nothing if dy is None else backward)

    def _with_activation(
        self, sigma: Sigma, y: Array, dy: Array | None,
        linear: Callable[[Array, Array | None], Bound],
    ) -> Bound:  # fmt: skip
        """Put σ behind an operation that is planned on (z, dz)."""
        if sigma.name == "linear":
            return linear(y, dy)
        z = self.xp.empty_like(y)
        dz = None if dy is None else self.xp.empty_like(y)
        first, second = linear(z, dz), self.activation(sigma, z, y, dy, dz)

        def forward() -> None:
            first.forward()
            second.forward()

        def backward() -> None:
            second.backward()
            first.backward()

        return Bound(forward, backward, first.commit)

    def dense(
        self, x: Array, w: Array, b: Array | None, y: Array, sigma: Sigma,
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
                if dw is not None:
                    xp.matmul(rows.T, dzrows, out=dw)  # ∂J/∂W = Xᵀ·∂J/∂Z
                if db is not None:
                    dzrows.sum(axis=0, out=db)
                if dxrows is not None:
                    xp.matmul(dzrows, w.T, out=dxrows)  # ∂J/∂X = ∂J/∂Z·Wᵀ

            return Bound(forward, backward)

        return self._with_activation(sigma, y, dy, linear)

    def conv2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        r, c = window
        kh, kw, cin, filters = w.shape
        per_group = filters // groups
        padded, inside = self._padded(window, x)
        dpadded, dinside = self._padded(window, x)
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
                dpadded[...] = 0
                for i, j in taps:
                    view = padded[:, r.tap(i), c.tap(j)]
                    for cs, fs in blocks:
                        dzs = dz[..., fs].reshape(-1, per_group)
                        if dw is not None:
                            dw[i, j, :, fs] = view[..., cs].reshape(-1, cin).T @ dzs
                        if dx is not None:
                            dpadded[:, r.tap(i), c.tap(j), cs] += dz[..., fs] @ w[i, j, :, fs].T
                if dx is not None:
                    dx[...] = dinside

            return Bound(forward, backward)

        return self._with_activation(sigma, y, dy, linear)

    def conv_transpose2d(
        self, x: Array, w: Array, b: Array | None, y: Array, window: Window, sigma: Sigma,
        dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
    ) -> Bound:  # fmt: skip
        r, c = window
        kh, kw, filters, channels = w.shape
        padded, inside = self._padded(window, y)
        taps = [(i, j) for i in range(kh) for j in range(kw)]

        def linear(z: Array, dz: Array | None) -> Bound:
            def forward() -> None:
                padded[...] = 0
                for i, j in taps:
                    padded[:, r.tap(i), c.tap(j)] += x @ w[i, j].T  # (N, H, W, C) · (C, F)
                z[...] = inside if b is None else inside + b

            if dz is None:
                return Bound(forward, nothing)

            def backward() -> None:
                if db is not None:
                    dz.sum(axis=(0, 1, 2), out=db)
                if dx is not None:
                    dx[...] = 0
                padded[...] = 0
                inside[...] = dz
                for i, j in taps:
                    view = padded[:, r.tap(i), c.tap(j)]  # (N, H, W, F)
                    if dw is not None:
                        dw[i, j] = view.reshape(-1, filters).T @ x.reshape(-1, channels)
                    if dx is not None:
                        dx[...] += view @ w[i, j]

            return Bound(forward, backward)

        return self._with_activation(sigma, y, dy, linear)

    def _padded(self, window: Window, image: Array) -> tuple[Array, Array]:
        """Zeros for an image with its border, and the view of the image inside."""
        r, c = window
        padded = self.zeros(
            (image.shape[0], r.size + r.before + r.after, c.size + c.before + c.after, image.shape[3])
        )
        return padded, padded[:, r.before : r.before + r.size, c.before : c.before + c.size]
