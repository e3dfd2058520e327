"""Numbers for people have one minus, one way to show powers of ten, and thousands apart where there are many."""

from __future__ import annotations

import math

import pytest

from nnstudio.system.messages import counted, msg
from nnstudio.system.numbers import count_text, figure_text, formatted, loss_text, number_text, size_text


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (-0.31415, 4, "−0.3141"),
        (3.14e-7, 2, "3.1·10⁻⁷"),
        (-2e-9, 4, "−2·10⁻⁹"),
        (12_400, 4, "12 400"),
        (-123_456, 4, "−123 500"),
        (123_456, 6, "123 456"),
        (12_345.678, 7, "12 345.68"),
        (9_999.9, 4, "10 000"),
        (1_234.5, 4, "1234"),
        (-2_350.4, 3, "−2350"),
        (9_996, 3, "10 000"),
        (123.4, 2, "120"),
        (2.5e6, 4, "2 500 000"),
        (-1_898_490.4, 4, "−1 898 000"),
        (999_999.9, 4, "1 000 000"),
        (82_345_678, 6, "82 345 700"),
        (1.2e9, 4, "1.2·10⁹"),
        (-0.0, 4, "0"),
        (-math.inf, 4, "−∞"),
        (math.nan, 4, "NaN"),
    ],
)
def test_a_figure_is_written_one_way(number: float, digits: int, text: str) -> None:
    assert figure_text(number, digits).replace("\N{NARROW NO-BREAK SPACE}", " ") == text


def test_a_small_loss_is_not_called_none() -> None:
    told = [loss_text(loss) for loss in (0.1431, 1.0, 0.001, 0.00098, 3.2e-5, 0.0, math.nan)]
    assert told == ["0.1431", "1.0000", "0.0010", "0.00098", "3.2·10⁻⁵", "0", "NaN"]


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


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 KiB"),
        (900, "1 KiB"),
        (98_700, "97 KiB"),
        (2**20 - 1, "1.0 MiB"),
        (2**20, "1.0 MiB"),
        (int(23.4 * 2**20), "23.4 MiB"),
        (3_000 * 2**30, "3 000.0 GiB"),
    ],
)
def test_a_size_is_written_one_way(size: int, text: str) -> None:
    assert size_text(size).replace("\N{NARROW NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("number", "spec", "text"),
    [
        (0.8604, ".0%", "86 %"),
        (0.8604, ".1%", "86.0 %"),
        (-1.694, ".2f", "−1.69"),
        (1e-05, "g", "1·10⁻⁵"),
        (0.00123456, ".3g", "0.00123"),
        (1181, ",", "1 181"),
        (-1234.5, ",.1f", "−1 234.5"),
    ],
)
def test_a_format_changes_digits_and_no_signs(number: float, spec: str, text: str) -> None:
    assert formatted(number, spec).replace("\N{NARROW NO-BREAK SPACE}", " ") == text


def test_one_thing_is_told_as_one() -> None:
    told = [count_text(1, "row"), count_text(0, "row"), count_text(12_000, "class", "classes")]
    assert [each.replace("\N{NARROW NO-BREAK SPACE}", " ") for each in told] == [
        "1 row", "0 rows", "12 000 classes",
    ]  # fmt: skip


def test_a_message_writes_its_numbers_as_all_are_written() -> None:
    text = "{share:.1%} of {rows} rows go from {low} to {high:.2f}, {rest} % do not; {name}"
    told = str(msg(text, share=0.5, rows=12_000, low=-3, high=-1.694, rest=2, name="a-b 5 %"))
    assert told.replace("\N{NARROW NO-BREAK SPACE}", "_") == (
        "50.0_% of 12_000 rows go from −3 to −1.69, 2_% do not; a-b 5 %"
    )


def test_a_message_about_one_thing() -> None:
    words = "{n} row without {name}", "{n} rows without {name}"
    assert [str(counted(n, *words, name="x")) for n in (1, 2)] == ["1 row without x", "2 rows without x"]
