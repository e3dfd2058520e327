"""Numbers for people."""

from __future__ import annotations

import math

_HIGH = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def number_text(number: int) -> str:
    """Write a whole number for people: ``401 472``, ``19.7 M``, ``3.1 G``."""
    if number < 1_000_000:
        return f"{number:,}".replace(",", _NARROW_SPACE).replace("-", "−")
    for unit, size in (("G", 10**9), ("M", 10**6)):
        if number >= size:
            return f"{number / size:.3g}{_NARROW_SPACE}{unit}" if number < 1000 * size else f"{number / size:,.0f}".replace(",", _NARROW_SPACE) + f"{_NARROW_SPACE}{unit}"  # fmt: skip
    raise AssertionError(number)


def figure_text(number: float, digits: int = 4) -> str:
    """Write a number for people to so many digits: ``−0.314``, ``3.1·10⁻⁷``, ``12 400``."""
    if not math.isfinite(number):
        return {True: "∞", False: "−∞"}[number > 0] if math.isinf(number) else "NaN"
    text = f"{number:.{digits}g}"
    if 10_000 <= abs(float(text)) < 1_000_000 and float(text).is_integer():
        return number_text(int(float(text)))
    mantissa, _, exponent = text.partition("e")
    if exponent:
        raised = str(int(exponent)).replace("-", "−").translate(_HIGH)
        return f"{mantissa}·10{raised}".replace("-", "−")
    return ("0" if float(text) == 0 else text).replace("-", "−")
