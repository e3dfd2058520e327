"""How an optimizer moves one weight, in numbers: its rule line by line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec

from nnstudio.backend.updates import nadam_momenta
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.line import Line, bracketed

_DIGITS, _MOST_DIGITS = 4, 9


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
    """The optimizer's rule with the numbers of one weight; the last line is the weight after the step."""
    clipped, moved = _clipped(optimizer, moved)
    lines = (*clipped, *_RULES[optimizer.kind](moved, **optimizer.settings()))
    return tuple(
        msgspec.structs.replace(
            line, letters=_LETTERS.get(line.operation, "").format(g="g" if clipped else "∂J/∂w")
        )
        for line in lines
    )


def _clipped(optimizer: Optimizer, moved: Moved) -> tuple[list[Line], Moved]:
    lines, g = [], moved.gradient
    if (limit := optimizer.clip_value) is not None and abs(g) > limit:
        g = math.copysign(limit, g)
        lines.append(Line("g", f"± {figure_text(limit)}", g, (), "clip"))
    if (limit := optimizer.clip_norm) is not None and moved.length > limit:
        formula = f"{bracketed(g)}·{figure_text(limit)} / {figure_text(moved.length)}"
        g = g * limit / moved.length
        lines.append(Line("g", formula, g, (), "clip"))
    return lines, moved._replace(gradient=g)


def _moved(weight: float, taken: str, after: float, rule: str) -> Line:
    """A weight less what is taken from it, in so many digits that one sees it move."""
    change = abs(after - weight)
    apart = math.ceil(math.log10(max(abs(weight), abs(after)) / change)) if 0 < change < math.inf else 0
    digits = min(max(_DIGITS, apart + 2), _MOST_DIGITS)
    return Line("w", f"{figure_text(weight, digits)} − {taken}", after, (), rule, digits=digits)


def _sgd(m: Moved) -> list[Line]:
    after = m.weight - m.rate * m.gradient
    return [_moved(m.weight, f"{figure_text(m.rate)}·{bracketed(m.gradient)}", after, "sgd")]


def _momentum(m: Moved, momentum: float) -> list[Line]:
    v = _velocity(m, momentum)
    after = m.weight - m.rate * v.value
    return [v, _moved(m.weight, f"{figure_text(m.rate)}·{bracketed(v.value)}", after, "momentum")]


def _velocity(m: Moved, momentum: float) -> Line:
    before = m.slots["velocity"]
    formula = f"{figure_text(momentum)}·{bracketed(before)} + {bracketed(m.gradient)}"
    return Line("v", formula, momentum * before + m.gradient, (), "velocity")


def _nesterov(m: Moved, momentum: float) -> list[Line]:
    v = _velocity(m, momentum)
    ahead = m.gradient + momentum * v.value
    taken = (
        f"{figure_text(m.rate)}·({figure_text(m.gradient)} + {figure_text(momentum)}·{bracketed(v.value)})"
    )
    return [v, _moved(m.weight, taken, m.weight - m.rate * ahead, "nesterov")]


def _mean(
    symbol: str, before: float, share: float, new: float, shown: str, operation: str = "squares"
) -> Line:
    """A running mean that keeps a share of itself."""
    formula = f"{figure_text(share)}·{bracketed(before)} + {figure_text(1 - share)}·{shown}"
    return Line(symbol, formula, share * before + (1 - share) * new, (), operation)


def _square(number: float) -> str:
    return f"{bracketed(number)}²"


def _rmsprop(m: Moved, rho: float, epsilon: float) -> list[Line]:
    v = _mean("v", m.slots["v"], rho, m.gradient**2, _square(m.gradient), "mean square")
    return [v, _divided(m, bracketed(m.gradient), m.gradient, v.value, epsilon, "rmsprop")]


def _adagrad(m: Moved, epsilon: float) -> list[Line]:
    before = m.slots["total"]
    formula = f"{figure_text(before)} + {_square(m.gradient)}"
    total = Line("G", formula, before + m.gradient**2, (), "total")
    return [total, _divided(m, bracketed(m.gradient), m.gradient, total.value, epsilon, "adagrad")]


def _divided(m: Moved, shown: str, step: float, square: float, epsilon: float, rule: str) -> Line:
    """A step divided by the root of what squares come to."""
    root = math.sqrt(square) + epsilon
    taken = f"{figure_text(m.rate)}·{shown} / (√{figure_text(square)} + {figure_text(epsilon)})"
    return _moved(m.weight, taken, m.weight - m.rate * step / root, rule)


def _moments(m: Moved, beta_1: float, beta_2: float) -> tuple[Line, Line]:
    mean = _mean("m", m.slots["m"], beta_1, m.gradient, bracketed(m.gradient), "mean")
    return mean, _mean("v", m.slots["v"], beta_2, m.gradient**2, _square(m.gradient))


def _corrected(line: Line, beta: float, step: int) -> Line:
    """Made up for having started at 0."""
    formula = f"{bracketed(line.value)} / (1 − {figure_text(beta)}^{step})"
    return Line(f"{line.symbol}′", formula, line.value / (1 - beta**step), (), f"corrected {line.symbol}")


def _adam(m: Moved, beta_1: float, beta_2: float, epsilon: float) -> list[Line]:
    mean, square = _moments(m, beta_1, beta_2)
    m1, v1 = _corrected(mean, beta_1, m.step), _corrected(square, beta_2, m.step)
    return [mean, square, m1, v1, _divided(m, bracketed(m1.value), m1.value, v1.value, epsilon, "adam")]


def _adamw(m: Moved, beta_1: float, beta_2: float, epsilon: float, weight_decay: float) -> list[Line]:
    if not m.decays:
        return _adam(m, beta_1, beta_2, epsilon)
    taken = f"{figure_text(m.rate)}·{figure_text(weight_decay)}·{bracketed(m.weight)}"
    shrunk = _moved(m.weight, taken, m.weight * (1 - m.rate * weight_decay), "decay")
    return [shrunk, *_adam(m._replace(weight=shrunk.value), beta_1, beta_2, epsilon)]


def _nadam(m: Moved, beta_1: float, beta_2: float, epsilon: float, momentum_decay: float) -> list[Line]:
    mean, square = _moments(m, beta_1, beta_2)
    now, following, product = nadam_momenta(m.step, beta_1, momentum_decay)
    kept, fresh = following / (1 - product * following), (1 - now) / (1 - product)
    formula = f"{figure_text(kept)}·{bracketed(mean.value)} + {figure_text(fresh)}·{bracketed(m.gradient)}"
    ahead = Line("m′", formula, kept * mean.value + fresh * m.gradient, (), "ahead")
    v1 = _corrected(square, beta_2, m.step)
    return [
        mean,
        square,
        ahead,
        v1,
        _divided(m, bracketed(ahead.value), ahead.value, v1.value, epsilon, "nadam"),
    ]


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

_LETTERS: Mapping[str, str] = {
    "velocity": "μ·v + {g}",
    "mean": "β₁·m + (1 − β₁)·{g}",
    "squares": "β₂·v + (1 − β₂)·({g})²",
    "mean square": "ρ·v + (1 − ρ)·({g})²",
    "total": "G + ({g})²",
    "corrected m": "m / (1 − β₁ᵗ)",
    "corrected v": "v / (1 − β₂ᵗ)",
    "decay": "w − α·λ·w",
    "sgd": "w − α·{g}",
    "momentum": "w − α·v",
    "nesterov": "w − α·({g} + μ·v)",
    "rmsprop": "w − α·{g} / (√v + ε)",
    "adagrad": "w − α·{g} / (√G + ε)",
    "adam": "w − α·m′ / (√v′ + ε)",
    "nadam": "w − α·m′ / (√v′ + ε)",
}
"""The rule of each line in letters; {g} is the gradient."""
