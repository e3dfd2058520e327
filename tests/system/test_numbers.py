"""Numbers for people have one minus, one way to show powers of ten, and thousands apart where there are many."""

from __future__ import annotations

import math

import pytest

from nnstudio.system.numbers import figure_text, number_text


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (-0.31415, 4, "−0.3141"),
        (3.14e-7, 2, "3.1·10⁻⁷"),
        (-2e-9, 4, "−2·10⁻⁹"),
        (12_400, 4, "12 400"),
        (-123_456, 4, "−123 500"),
        (123_456, 6, "123 456"),
        (12_345.678, 7, "12345.68"),
        (9_999.9, 4, "10 000"),
        (1_234.5, 4, "1234"),
        (2.5e6, 4, "2.5·10⁶"),
        (-0.0, 4, "0"),
        (-math.inf, 4, "−∞"),
        (math.nan, 4, "NaN"),
    ],
)
def test_a_figure_is_written_one_way(number: float, digits: int, text: str) -> None:
    assert figure_text(number, digits).replace("\N{NARROW NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (-2_000, "−2 000"),
        (999_999, "999 999"),
        (1_000_000, "1 M"),
        (999_499_999, "999 M"),
        (999_500_000, "1 G"),
        (3_140_000_000, "3.14 G"),
        (999_600_000_000, "1 000 G"),
        (-7_000_000, "−7 000 000"),
    ],
)
def test_a_whole_number_is_written_one_way(number: int, text: str) -> None:
    assert number_text(number).replace("\N{NARROW NO-BREAK SPACE}", " ") == text
