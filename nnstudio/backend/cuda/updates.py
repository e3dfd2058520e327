"""Optimizers, planned over the flat vector of weights."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from nnstudio.backend.base import Array, InTurn
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import THREADS, blocks
from nnstudio.backend.cuda.workshop import Workshop


def update(
    shop: Workshop, /, kind: str, w: Array, g: Array, slots: Mapping[str, Array], rate: Array, step: Array,
    decayed: int, **settings: float,
) -> Callable[[], None]:  # fmt: skip
    """Plan an optimizer's step; see :meth:`nnstudio.backend.base.Backend.update`."""
    n = w.size

    def each(name: str, *arguments: object) -> Launch:
        return shop.kernels.each(name, n, w, g, *arguments, shop.sound)

    if kind == "sgd":
        return each("sgd", rate, n)
    if kind in ("momentum", "nesterov"):
        return each("momentum", slots["velocity"], rate, n, float(settings["momentum"]), kind == "nesterov")
    epsilon = float(settings["epsilon"])
    if kind == "rmsprop":
        return each("scaled", slots["v"], rate, n, float(settings["rho"]), 1.0 - settings["rho"], epsilon)
    if kind == "adagrad":
        return each("scaled", slots["total"], rate, n, 1.0, 1.0, epsilon)
    m, v, betas = slots["m"], slots["v"], (float(settings["beta_1"]), float(settings["beta_2"]))
    if kind == "nadam":
        numbers = shop.empty((3,))
        log_q = np.float64(settings["momentum_decay"] * math.log(0.96))
        before = shop.kernels.launch(
            "nadam_numbers", (1,), (1,), step, numbers, *map(np.float64, betas), log_q
        )
        shares = (share for beta in betas for share in (beta, 1 - beta))
        return InTurn((before, each("nadam", m, v, rate, numbers, n, *shares, epsilon)))
    shares = (share for beta in betas for share in (beta, 1 - beta, math.log(beta) if beta else -math.inf))
    decay = float(settings.get("weight_decay", 0.0))
    return each("adam", m, v, rate, step, n, decayed, *shares, epsilon, decay)


def finite(shop: Workshop, gradient: Array) -> Callable[[Array], bool]:
    """Plan the check for finite numbers; see :meth:`nnstudio.backend.base.Backend.finite`."""
    grid = min(blocks(gradient.size), THREADS)
    parts = shop.empty((grid,))
    squares = shop.kernels.launch("squares", (grid,), (THREADS,), gradient, parts, gradient.size)
    judging: dict[int, Launch] = {}

    def check(loss: Array) -> bool:
        if loss.data.ptr not in judging:  # one for each program of a model; a launch keeps its loss alive
            if len(judging) > 16:
                judging.clear()
            judging[loss.data.ptr] = shop.kernels.launch(
                "judge_finite", (1,), (THREADS,), parts, grid, loss, shop.sound
            )
        squares()
        judging[loss.data.ptr]()
        return bool(shop.sound[0])

    return check


def clip(shop: Workshop, gradient: Array, value: float | None, norm: float | None) -> Callable[[], None]:
    """Plan the limits of a gradient; see :meth:`nnstudio.backend.base.Backend.clip`.

    For the norm see Pascanu et al., arXiv:1211.5063, algorithm 1.
    """
    n = gradient.size
    launches: list[Launch] = []
    if value is not None:
        launches.append(shop.kernels.each("limit", n, gradient, n, float(value)))
    if norm is not None:
        square = shop.empty((1,))
        launches += shop.sum_of("squares", n, square, (gradient,), (n,))
        launches.append(shop.kernels.each("shorten", n, gradient, square, n, float(norm)))
    return InTurn(launches)
