"""Optimizers, planned over slices of the flat vector of weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import updates as kernels
from nnstudio.backend.cpu.slices import cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop

COMPILED = frozenset({"sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw"})
"""Kinds that have a kernel."""


def update(
    shop: Workshop, kind: str, w: Array, g: Array, slots: Mapping[str, Array], rate: Array, step: Array,
    decayed: int, settings: Mapping[str, float],
) -> Callable[[], None]:  # fmt: skip
    """Plan an optimizer's step; see :meth:`nnstudio.backend.base.Backend.update`."""
    work = w.size * (0.3 if kind == "sgd" else 0.8)

    def task(first: int, last: int) -> Callable[[], None]:
        if kind == "sgd":
            return bound(kernels.sgd, w, g, rate, first, last)
        if kind in ("momentum", "nesterov"):
            mu = shop.number(settings["momentum"])
            return bound(kernels.momentum, w, g, slots["velocity"], rate, mu, kind == "nesterov", first, last)
        if kind in ("rmsprop", "adagrad"):
            total = slots["v" if kind == "rmsprop" else "total"]
            keep = settings.get("rho", 1.0)
            new = 1 - keep if kind == "rmsprop" else 1.0
            numbers = (shop.number(n) for n in (keep, new, settings["epsilon"]))
            return bound(kernels.scaled, w, g, total, rate, *numbers, first, last)
        betas = settings["beta_1"], settings["beta_2"], settings["epsilon"], settings.get("weight_decay", 0.0)
        return bound(kernels.adam, w, g, slots["m"], slots["v"], rate, step, *betas, decayed, first, last)

    return scheduled(shop.pool, [[task(a, z) for a, z in cut(w.size, work, 64)]], work)


def finite(shop: Workshop, gradient: Array) -> Callable[[Array], bool]:
    """Plan the check for finite numbers; see :meth:`nnstudio.backend.base.Backend.finite`."""
    work = gradient.size * 0.1
    slices = cut(gradient.size, work, 64)
    sums = shop.empty((len(slices),))
    tasks = [bound(kernels.squares, gradient, sums, i, a, z) for i, (a, z) in enumerate(slices)]
    look = scheduled(shop.pool, [tasks], work)

    def check(loss: Array) -> bool:
        if not math.isfinite(loss[0]):
            return False
        look()
        return all(map(math.isfinite, sums.tolist()))

    return check
