"""Normalisation and noise."""

from __future__ import annotations

import math

from nnstudio.backend import noise
from nnstudio.backend.base import Array, Bound, Sigma, nothing
from nnstudio.backend.reference.linear import Linear


class Normalise(Linear):
    """Batch, layer and group normalisation, dropout and noise."""

    def batch_norm(
        self, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, sigma: Sigma,
        momentum: float, epsilon: float, training: bool,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """Ioffe & Szegedy, "Batch normalization", arXiv:1502.03167, algorithm 1 and the gradients of section 3."""
        xp = self.xp
        axes = tuple(range(x.ndim - 1))
        batch_mean, batch_variance = self.zeros(mean.shape), self.zeros(variance.shape)
        mu, s2 = (batch_mean, batch_variance) if training else (mean, variance)

        def linear(z: Array, dz: Array | None) -> Bound:
            def forward() -> None:
                if training:
                    batch_mean[...] = x.mean(axis=axes)
                    batch_variance[...] = xp.square(x - batch_mean).mean(axis=axes)
                z[...] = gamma * (x - mu) / xp.sqrt(s2 + epsilon) + beta

            def commit() -> None:
                mean[...] = momentum * mean + (1 - momentum) * batch_mean
                variance[...] = momentum * variance + (1 - momentum) * batch_variance

            def backward() -> None:
                scale = 1 / xp.sqrt(s2 + epsilon)
                normal = (x - mu) * scale
                if dgamma is not None:
                    (dz * normal).sum(axis=axes, out=dgamma)
                if dbeta is not None:
                    dz.sum(axis=axes, out=dbeta)  # type: ignore[union-attr]
                if dx is None:
                    return
                dx[...] = gamma * scale * dz
                if training:  # the batch's own mean and variance move with x
                    through_mean = dz.mean(axis=axes)  # type: ignore[union-attr]
                    through_variance = normal * (dz * normal).mean(axis=axes)
                    dx[...] -= gamma * scale * (through_mean + through_variance)

            return Bound(forward, nothing if dz is None else backward, commit if training else None)

        return self._with_activation(sigma, y, dy, linear)

    def layer_norm(
        self, x: Array, gamma: Array, beta: Array, y: Array, epsilon: float,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """Ba, Kiros & Hinton, "Layer normalization", arXiv:1607.06450."""
        xp = self.xp
        axes = tuple(range(x.ndim - 1))

        def normalised() -> tuple[Array, Array]:
            centred = x - x.mean(axis=-1, keepdims=True)
            scale = 1 / xp.sqrt(xp.square(centred).mean(axis=-1, keepdims=True) + epsilon)
            return centred * scale, scale

        def forward() -> None:
            y[...] = gamma * normalised()[0] + beta

        def backward() -> None:
            normal, scale = normalised()
            if dgamma is not None:
                (dy * normal).sum(axis=axes, out=dgamma)
            if dbeta is not None:
                dy.sum(axis=axes, out=dbeta)  # type: ignore[union-attr]
            if dx is not None:
                g = gamma * dy
                through_mean = g.mean(axis=-1, keepdims=True)
                through_variance = normal * (g * normal).mean(axis=-1, keepdims=True)
                dx[...] = scale * (g - through_mean - through_variance)

        return Bound(forward, nothing if dy is None else backward)

    def group_norm(
        self, x: Array, gamma: Array, beta: Array, y: Array, groups: int, epsilon: float,
        dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
    ) -> Bound:  # fmt: skip
        """Wu & He, "Group normalization", arXiv:1803.08494."""
        xp = self.xp
        axes, over = tuple(range(x.ndim - 1)), (1, 3)
        apart = (len(x), math.prod(x.shape[1:-1]), groups, x.shape[-1] // groups)

        def normalised() -> tuple[Array, Array]:
            centred = x.reshape(apart) - x.reshape(apart).mean(axis=over, keepdims=True)
            scale = 1 / xp.sqrt(xp.square(centred).mean(axis=over, keepdims=True) + epsilon)
            return centred * scale, scale

        def forward() -> None:
            y[...] = gamma * normalised()[0].reshape(x.shape) + beta

        def backward() -> None:
            normal, scale = normalised()
            if dgamma is not None:
                (dy * normal.reshape(x.shape)).sum(axis=axes, out=dgamma)
            if dbeta is not None:
                dy.sum(axis=axes, out=dbeta)  # type: ignore[union-attr]
            if dx is not None:
                g = (gamma * dy).reshape(apart)
                through_mean = g.mean(axis=over, keepdims=True)
                through_variance = normal * (g * normal).mean(axis=over, keepdims=True)
                dx[...] = (scale * (g - through_mean - through_variance)).reshape(x.shape)

        return Bound(forward, nothing if dy is None else backward)

    def dropout(
        self, x: Array, y: Array, rate: float, seed: int, step: Array, whole_channels: bool,
        dy: Array | None, dx: Array | None,
    ) -> Bound:  # fmt: skip
        """Srivastava et al., "Dropout", JMLR 15, 2014; whole channels: Tompson et al., arXiv:1411.4280."""
        xp = self.xp
        shape = (x.shape[0], *(1,) * (x.ndim - 2), x.shape[-1]) if whole_channels else x.shape
        threshold = noise.keep_threshold(rate)
        scale = self.dtype.type(1 / (1 - rate))

        def mask() -> Array:
            bits = noise.random_bits(xp, math.prod(shape), noise.key(seed, int(step[0])))
            return (bits >= threshold).reshape(shape) * scale

        def forward() -> None:
            xp.multiply(x, mask(), out=y)

        def backward() -> None:
            xp.multiply(dy, mask(), out=dx)

        return Bound(forward, nothing if dx is None else backward)

    def gaussian_noise(
        self, x: Array, y: Array, deviation: float, seed: int, step: Array, dy: Array | None, dx: Array | None
    ) -> Bound:
        xp = self.xp

        def forward() -> None:
            normal = noise.random_normal(xp, x.size, noise.key(seed, int(step[0])))
            y[...] = x + deviation * normal.reshape(x.shape)

        def backward() -> None:
            dx[...] = dy  # type: ignore[index]

        return Bound(forward, nothing if dx is None else backward)
