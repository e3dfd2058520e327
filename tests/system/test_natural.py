"""The order of names that carry numbers."""

from __future__ import annotations

import pytest

from nnstudio.system.natural import natural


@pytest.mark.parametrize(
    "names",
    [
        ["2–9", "10–19", "20–29", "100+"],
        ["Stufe 1", "Stufe 2", "Stufe 10", "keine"],
        ["conv2d", "conv2d_1", "conv2d_9", "conv2d_10"],
        ["1.9.2", "1.10", "m", "m²", "m²2"],
        ["9", "9" * 5000, "a"],
        ["no", "yes"],
    ],
)
def test_numbers_count_and_texts_are_in_the_order_of_the_alphabet(names: list[str]) -> None:
    by_letters = sorted(names)
    assert sorted(by_letters, key=natural) == names


def test_zeros_in_front_count_for_nothing() -> None:
    assert natural("b007") == natural("b7")
