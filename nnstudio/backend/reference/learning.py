"""Losses, penalties and optimizers: what turns predictions into better weights."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.backend.base import Array, Backend, Bound, nothing
from nnstudio.backend.losses import LOSSES, class_factors
from nnstudio.backend.updates import UPDATES


class Learning(Backend):
    """Losses, penalties and optimizers."""

    def loss(
        self, kind: str, z: Array, target: Array, p: Array, loss: Array, dz: Array | None, weight: float,
        class_weights: Array | None, **settings: float,
    ) -> Bound:  # fmt: skip
        xp, rule = self.xp, LOSSES[kind]
        share = weight / max(target.size, 1)  # of each target in the mean

        def factor() -> Array | float:
            if class_weights is None:
                return share
            return share * class_factors(xp, target, class_weights, rule.of_classes)

        def forward() -> None:
            if rule.activation is not None:
                p[...] = rule.activation(xp, z)
            loss[0] = (factor() * rule.value(xp, z, p, target, **settings)).sum()

        def backward() -> None:
            each = factor()
            if rule.of_classes and class_weights is not None:
                each = each[..., None]  # type: ignore[index]  # one for each row of z
            dz[...] = each * rule.gradient(xp, z, p, target, **settings)  # type: ignore[index]

        return Bound(forward, nothing if dz is None else backward)

    def penalty(self, w: Array, g: Array | None, l1: float, l2: float, loss: Array) -> Bound:
        xp = self.xp

        def forward() -> None:
            loss[0] += l1 * xp.abs(w).sum() + l2 * xp.square(w).sum()

        def backward() -> None:
            g[...] += l1 * xp.sign(w) + 2 * l2 * w  # type: ignore[index]

        return Bound(forward, nothing if g is None else backward)

    def finite(self, gradient: Array) -> Callable[[Array], bool]:
        xp = self.xp

        def finite(loss: Array) -> bool:
            return bool(xp.isfinite(loss).all()) and bool(xp.isfinite(xp.vdot(gradient, gradient)))

        return finite

    def clip(self, gradient: Array, value: float | None, norm: float | None) -> Callable[[], None]:
        xp = self.xp

        def clip() -> None:
            if value is not None:
                xp.clip(gradient, -value, value, out=gradient)
            if norm is not None:  # Pascanu et al., arXiv:1211.5063, algorithm 1
                length = xp.sqrt(xp.square(gradient).sum())
                gradient[...] *= norm / xp.maximum(length, norm)

        return clip

    def update(
        self, kind: str, w: Array, g: Array, slots: dict[str, Array], rate: Array, step: Array, decayed: int,
        **settings: float,
    ) -> Callable[[], None]:  # fmt: skip
        xp, rule = self.xp, UPDATES[kind]

        def update() -> None:
            rule(xp, w, g, rate, int(step[0]), decayed, **slots, **settings)

        return update
