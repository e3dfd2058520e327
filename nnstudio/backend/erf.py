"""The error function over any array module; neither NumPy nor CuPy's core has it.

W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23, 1969:
three quotients of polynomials, exact to the rounding of float64.
"""

from __future__ import annotations

import math
from typing import Any

Array = Any
Module = Any

# Coefficients from the highest power down. erf(x) = x·P(x²)/Q(x²) for x ≤ 0.46875
_NEAR = (
    (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
     3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3),
)  # fmt: skip
# erfc(x) = e^−x²·P(x)/Q(x) up to 4
_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
     3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3),
)  # fmt: skip
# erfc(x) = e^−x²/x·(1/√π − x⁻²·P(x⁻²)/Q(x⁻²)) beyond
_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
     1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
     2.33520497626869185e-3),
)  # fmt: skip

_LARGEST = 30.0
"""Beyond it erfc is 0 in float64; cut off, so that no square overflows."""


def _quotient(coefficients: tuple[tuple[float, ...], tuple[float, ...]], x: Array) -> Array:
    """P(x)/Q(x) by Horner's rule."""
    results = []
    for row in coefficients:
        total = row[0] * x + row[1]
        for c in row[2:]:
            total = total * x + c
        results.append(total)
    return results[0] / results[1]


def erfc(xp: Module, x: Array) -> Array:
    """The complementary error function, ``1 − erf(x)``, small values exact as well."""
    # Every piece is computed everywhere, of arguments held within its own range.
    size = xp.minimum(xp.abs(x), _LARGEST)
    near = xp.clip(x, -0.46875, 0.46875)
    middle, far = xp.minimum(size, 4.0), xp.maximum(size, 4.0)
    inverse = 1 / (far * far)
    tail = xp.where(
        size <= 4,
        _quotient(_MIDDLE, middle),
        (1 / math.sqrt(math.pi) - inverse * _quotient(_FAR, inverse)) / far,
    ) * _exp_of_minus_square(xp, size)
    return xp.where(
        xp.abs(x) <= 0.46875, 1 - near * _quotient(_NEAR, near * near), xp.where(x < 0, 2 - tail, tail)
    )


def _exp_of_minus_square(xp: Module, x: Array) -> Array:
    """``e^−x²``: of x cut to sixteenths the square is exact, and the small rest is multiplied on."""
    cut = xp.floor(x * 16) / 16
    return xp.exp(-cut * cut) * xp.exp(-(x - cut) * (x + cut))
