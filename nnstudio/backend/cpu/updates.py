"""Optimizers, planned over slices of the flat vector of weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from nnstudio.backend.base import Array, InTurn
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import updates as kernels
from nnstudio.backend.cpu.pool import Task
from nnstudio.backend.cpu.slices import cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.updates import nadam_momenta


def update(
    shop: Workshop, /, kind: str, w: Array, g: Array, slots: Mapping[str, Array], rate: Array, step: Array,
    decayed: int, **settings: float,
) -> Callable[[], None]:  # fmt: skip
    """Plan an optimizer's step; see :meth:`nnstudio.backend.base.Backend.update`."""
    work = w.size * (0.3 if kind == "sgd" else 0.8)
    numbers = shop.empty((3 if kind == "nadam" else 0,), "float64")  # what Nadam finds out before each step

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
            shares = (shop.number(n) for n in (keep, new, settings["epsilon"]))
            return bound(kernels.scaled, w, g, total, rate, *shares, first, last)
        betas = settings["beta_1"], settings["beta_2"], settings["epsilon"]
        if kind == "nadam":
            return bound(kernels.nadam, w, g, slots["m"], slots["v"], rate, numbers, *betas, first, last)
        decay = settings.get("weight_decay", 0.0)
        return bound(
            kernels.adam, w, g, slots["m"], slots["v"], rate, step, *betas, decay, decayed, first, last
        )

    def look_ahead() -> None:
        t, beta_1, beta_2 = int(step[0]), settings["beta_1"], settings["beta_2"]
        now, following, product = nadam_momenta(t, beta_1, settings["momentum_decay"])
        numbers[0] = following / (1 - product * following)
        numbers[1] = (1 - now) / (1 - product)
        numbers[2] = 1 / math.sqrt(1 - beta_2**t)

    before = [look_ahead] if kind == "nadam" else []
    return scheduled(shop.pool, [before, [task(a, z) for a, z in cut(w.size, work, 64)]], work)


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


def clip(shop: Workshop, gradient: Array, value: float | None, norm: float | None) -> Callable[[], None]:
    """Plan the limits of a gradient; see :meth:`nnstudio.backend.base.Backend.clip`.

    For the norm see Pascanu et al., arXiv:1211.5063, algorithm 1.
    """
    work = gradient.size * 0.3
    slices = cut(gradient.size, work, 64)
    sums = shop.empty((len(slices),))
    first: list[Task] = []
    for i, (a, z) in enumerate(slices):  # a slice is measured while it is in the cache
        limit = [] if value is None else [bound(kernels.limit, gradient, shop.number(value), a, z)]
        measure = [] if norm is None else [bound(kernels.squares, gradient, sums, i, a, z)]
        first.append(InTurn((*limit, *measure)))
    second = [] if norm is None else [bound(kernels.shorten, gradient, sums, float(norm), a, z) for a, z in slices]  # fmt: skip
    return scheduled(shop.pool, [first, second], work)
