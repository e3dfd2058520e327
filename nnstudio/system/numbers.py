"""Numbers for people."""

from __future__ import annotations

import math

_HIGH = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def number_text(number: int) -> str:
    """Write a whole number for people: ``401 472``, ``19.7 M``, ``3.1 G``."""
    if number < 1_000_000:
        return f"{number:,}".replace(",", _NARROW_SPACE).replace("-", "−")
    # By what three digits show: 999 600 000 is 1 G, and no number of 1000 M.
    unit, size = ("G", 10**9) if number >= 999_500_000 else ("M", 10**6)
    amount = f"{number / size:.3g}" if number < 999.5 * size else f"{number / size:,.0f}"
    return f"{amount}{_NARROW_SPACE}{unit}".replace(",", _NARROW_SPACE)


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
