"""Whole numbers for people."""

from __future__ import annotations

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def number_text(number: int) -> str:
    """Write a whole number for people: ``401 472``, ``19.7 M``, ``3.1 G``."""
    if number < 1_000_000:
        return f"{number:,}".replace(",", _NARROW_SPACE)
    for unit, size in (("G", 10**9), ("M", 10**6)):
        if number >= size:
            return f"{number / size:.3g}{_NARROW_SPACE}{unit}" if number < 1000 * size else f"{number / size:,.0f}".replace(",", _NARROW_SPACE) + f"{_NARROW_SPACE}{unit}"  # fmt: skip
    raise AssertionError(number)
