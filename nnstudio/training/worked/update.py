"""How an optimizer moves one weight, in numbers: its rule line by line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from nnstudio.backend.updates import nadam_momenta
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.line import Line


class Moved(NamedTuple):
    """One weight before a step, and what is known of it.

    Parameters
    ----------
    weight : float
    gradient : float
    slots : dict of str to float
        What the optimizer remembers of it from the steps before.
    step : int
        Number of the step, from 1.
    rate : float
        α.
    decays : bool
        Whether it is one of those that may decay.
    length : float
        ‖g‖ of the gradient of all weights, after clipping by value; for clipping by norm.
    """

    weight: float
    gradient: float
    slots: Mapping[str, float]
    step: int
    rate: float
    decays: bool = True
    length: float = 0.0


def update_lines(optimizer: Optimizer, moved: Moved) -> tuple[Line, ...]:
    """The optimizer's rule with the numbers of one weight; the last line is the weight after the step.

    Parameters
    ----------
    optimizer : Optimizer
    moved : Moved
    """
    clipped, moved = _clipped(optimizer, moved)
    return (*clipped, *_RULES[optimizer.kind](moved, **optimizer.settings()))


def _clipped(optimizer: Optimizer, moved: Moved) -> tuple[list[Line], Moved]:
    lines, g = [], moved.gradient
    if (limit := optimizer.clip_value) is not None and abs(g) > limit:
        g = math.copysign(limit, g)
        lines.append(Line("g", f"± {figure_text(limit)}", g, (), "clip"))
    if (limit := optimizer.clip_norm) is not None and moved.length > limit:
        formula = f"{_b(g)}·{figure_text(limit)} / {figure_text(moved.length)}"
        g = g * limit / moved.length
        lines.append(Line("g", formula, g, (), "clip"))
    return lines, moved._replace(gradient=g)


def _b(number: float) -> str:
    text = figure_text(number)
    return f"({text})" if text.startswith("−") else text


def _less(weight: float, taken: str) -> str:
    return f"{figure_text(weight)} − {taken}"


def _sgd(m: Moved) -> list[Line]:
    after = m.weight - m.rate * m.gradient
    return [Line("w", _less(m.weight, f"{figure_text(m.rate)}·{_b(m.gradient)}"), after, (), "sgd")]


def _momentum(m: Moved, momentum: float) -> list[Line]:
    v = _velocity(m, momentum)
    after = m.weight - m.rate * v.value
    return [v, Line("w", _less(m.weight, f"{figure_text(m.rate)}·{_b(v.value)}"), after, (), "momentum")]


def _velocity(m: Moved, momentum: float) -> Line:
    before = m.slots["velocity"]
    formula = f"{figure_text(momentum)}·{_b(before)} + {_b(m.gradient)}"
    return Line("v", formula, momentum * before + m.gradient, (), "velocity")


def _nesterov(m: Moved, momentum: float) -> list[Line]:
    v = _velocity(m, momentum)
    ahead = m.gradient + momentum * v.value
    taken = f"{figure_text(m.rate)}·({figure_text(m.gradient)} + {figure_text(momentum)}·{_b(v.value)})"
    return [v, Line("w", _less(m.weight, taken), m.weight - m.rate * ahead, (), "nesterov")]


def _mean(symbol: str, before: float, share: float, new: float, shown: str) -> Line:
    """A running mean that keeps a share of itself."""
    formula = f"{figure_text(share)}·{_b(before)} + {figure_text(1 - share)}·{shown}"
    return Line(symbol, formula, share * before + (1 - share) * new, (), "mean")


def _square(number: float) -> str:
    return f"{_b(number)}²"


def _rmsprop(m: Moved, rho: float, epsilon: float) -> list[Line]:
    v = _mean("v", m.slots["v"], rho, m.gradient**2, _square(m.gradient))
    return [v, _divided(m, _b(m.gradient), m.gradient, v.value, epsilon, "rmsprop")]


def _adagrad(m: Moved, epsilon: float) -> list[Line]:
    before = m.slots["total"]
    formula = f"{figure_text(before)} + {_square(m.gradient)}"
    total = Line("G", formula, before + m.gradient**2, (), "total")
    return [total, _divided(m, _b(m.gradient), m.gradient, total.value, epsilon, "adagrad")]


def _divided(m: Moved, shown: str, step: float, square: float, epsilon: float, rule: str) -> Line:
    """A step divided by the root of what squares come to."""
    root = math.sqrt(square) + epsilon
    taken = f"{figure_text(m.rate)}·{shown} / (√{figure_text(square)} + {figure_text(epsilon)})"
    return Line("w", _less(m.weight, taken), m.weight - m.rate * step / root, (), rule)


def _moments(m: Moved, beta_1: float, beta_2: float) -> tuple[Line, Line]:
    mean = _mean("m", m.slots["m"], beta_1, m.gradient, _b(m.gradient))
    return mean, _mean("v", m.slots["v"], beta_2, m.gradient**2, _square(m.gradient))


def _corrected(line: Line, beta: float, step: int) -> Line:
    """Made up for having started at 0."""
    formula = f"{_b(line.value)} / (1 − {figure_text(beta)}^{step})"
    return Line(f"{line.symbol}′", formula, line.value / (1 - beta**step), (), "corrected")


def _adam(m: Moved, beta_1: float, beta_2: float, epsilon: float) -> list[Line]:
    mean, square = _moments(m, beta_1, beta_2)
    m1, v1 = _corrected(mean, beta_1, m.step), _corrected(square, beta_2, m.step)
    return [mean, square, m1, v1, _divided(m, _b(m1.value), m1.value, v1.value, epsilon, "adam")]


def _adamw(m: Moved, beta_1: float, beta_2: float, epsilon: float, weight_decay: float) -> list[Line]:
    if not m.decays:
        return _adam(m, beta_1, beta_2, epsilon)
    taken = f"{figure_text(m.rate)}·{figure_text(weight_decay)}·{_b(m.weight)}"
    shrunk = Line("w", _less(m.weight, taken), m.weight * (1 - m.rate * weight_decay), (), "decay")
    return [shrunk, *_adam(m._replace(weight=shrunk.value), beta_1, beta_2, epsilon)]


def _nadam(m: Moved, beta_1: float, beta_2: float, epsilon: float, momentum_decay: float) -> list[Line]:
    mean, square = _moments(m, beta_1, beta_2)
    now, following, product = nadam_momenta(m.step, beta_1, momentum_decay)
    kept, fresh = following / (1 - product * following), (1 - now) / (1 - product)
    formula = f"{figure_text(kept)}·{_b(mean.value)} + {figure_text(fresh)}·{_b(m.gradient)}"
    ahead = Line("m′", formula, kept * mean.value + fresh * m.gradient, (), "ahead")
    v1 = _corrected(square, beta_2, m.step)
    return [mean, square, ahead, v1, _divided(m, _b(ahead.value), ahead.value, v1.value, epsilon, "nadam")]


_RULES: Mapping[str, Callable[..., list[Line]]] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adam": _adam,
    "adamw": _adamw,
    "nadam": _nadam,
}
