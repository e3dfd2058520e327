"""One number of a network, with everything it was made of."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from nnstudio.system.numbers import figure_text

Place = tuple[int, ...]
"""Where a value stands in an array of one sample, counted from 0."""

_WRITTEN_OUT = 6
"""Products that a formula writes out; of more it names the largest, and what the rest comes to."""


class Term(msgspec.Struct, frozen=True):
    """One value that goes into a number, and what it is multiplied by.

    Parameters
    ----------
    value : float
    node : str
        Whose output the value is; empty for a number that no layer gives, such as a bias.
    place : tuple of int
        Where it stands in that output.
    factor : float
    weight : str
        Name of the array the factor stands in, as ``dense_1/W``; empty where it is no weight.
    weight_place : tuple of int
    """

    value: float
    node: str = ""
    place: Place = ()
    factor: float = 1.0
    weight: str = ""
    weight_place: Place = ()

    @property
    def product(self) -> float:
        """Value times factor."""
        return self.value * self.factor


class Line(msgspec.Struct, frozen=True):
    """How one number comes about.

    Parameters
    ----------
    symbol : str
        What the number is called: ``z₃``, ``a₃``.
    formula : str
        Its formula with the numbers filled in, without the result: ``0.83·0.2 − 1.1·0.5 + 0.07``.
    value : float
        Worked out from the terms by plain arithmetic.
    terms : tuple of Term
        What goes in; for an activation what it is applied to.
    operation : str
        The primitive, or for an activation its name.
    digits : int
        Of the value, when it is written.
    letters : str
        The same formula in the letters of the textbook, ``Σᵢ Wᵢ,₃·xᵢ + b₃``; empty where numbers say it all.
    """

    symbol: str
    formula: str
    value: float
    terms: tuple[Term, ...] = ()
    operation: str = ""
    letters: str = ""
    digits: int = 4

    @property
    def result(self) -> str:
        """The value, as it is written."""
        return figure_text(self.value, self.digits)

    @property
    def text(self) -> str:
        """The whole line: ``z₃ = 0.83·0.2 − 1.1·0.5 + 0.07 = −0.314``."""
        return f"{self.symbol} = {self.formula}" + (
            "" if self.formula == self.result else f" = {self.result}"
        )


def bracketed(number: float) -> str:
    """A number as a factor, in brackets where it is below zero."""
    text = figure_text(number)
    return f"({text})" if text.startswith("−") else text


def total(terms: Sequence[Term]) -> float:
    """The sum of all products."""
    return math.fsum(term.product for term in terms)


def sum_formula(terms: Sequence[Term], most: int = _WRITTEN_OUT) -> str:
    """Write a sum of products; of more than ``most`` the largest, then what all the others come to."""
    if not terms:
        return "0"
    shown = list(terms)
    if len(terms) > most:
        largest = sorted(range(len(terms)), key=lambda i: -abs(terms[i].product))[: most - 1]
        shown = [terms[i] for i in sorted(largest)]
    written = _joined([_product(term) for term in shown])
    if len(shown) == len(terms):
        return written
    rest = total(terms) - total(shown)
    return f"{written} {_signed(figure_text(rest))} (Σ {len(terms) - len(shown)})"


def _product(term: Term) -> str:
    value, factor = figure_text(term.value), figure_text(term.factor)
    if not term.weight and term.factor == 1.0:
        return value
    if not term.node and term.value == 1.0:  # a bias is multiplied by nothing
        return factor
    return f"{factor}·({value})" if value.startswith("−") else f"{factor}·{value}"


def _joined(parts: Sequence[str]) -> str:
    first, *rest = parts
    return " ".join([first, *(_signed(part) for part in rest)])


def _signed(part: str) -> str:
    return f"− {part[1:]}" if part.startswith("−") else f"+ {part}"


_GREEK = {"gamma": "γ", "beta": "β", "alpha": "α"}
_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def named(symbol: str, place: Place) -> str:
    """A symbol with its place, counted from 1 as in the textbook: ``z₃``, ``a₂,₄,₇``, ``γ₂`` for a ``gamma``."""
    return _GREEK.get(symbol, symbol) + ",".join(str(i + 1) for i in place).translate(_LOW)
