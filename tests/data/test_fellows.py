"""Which column names things of several rows each, by its values and the answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnstudio.data.dataset import Column
from nnstudio.data.warnings.fellows import names_things

ROWS = np.arange(240)
THING = ROWS * 37 % 80


def told(name: str, things: NDArray[np.int64], answers: NDArray[Any], *classes: str) -> bool:
    column = Column(name, "number", things.astype(np.float64))
    target = Column("y", "category" if classes else "number", answers, classes)
    return names_things([column], [target]) is column


def test_rows_that_agree_are_of_one_thing() -> None:
    assert told("code", THING, THING * 29 % 80 / 3)
    assert told("key", THING, THING % 2, "no", "yes")
    assert not told("year", THING, THING * 29 % 80 / 3)


def test_what_is_measured_names_nothing() -> None:
    """A number from which another one follows steadily is no matter of learning by heart, unless it identifies."""
    assert not told("celsius", THING, 1.8 * THING + 32.5)
    assert not told("angle", THING, np.sin(THING / 7.0))
    assert told("celsius_id", THING, 1.8 * THING + 32.5)


def test_rows_that_agree_by_chance_are_of_no_thing() -> None:
    assert not told("code", THING, THING * 29 % 60 / 3), "so few different numbers meet by chance"
    assert not told("key", THING, np.int64(ROWS == 0), "no", "yes"), "nearly all rows have this class"
    alone = np.where(ROWS < 60, ROWS // 2, ROWS)
    assert not told("code", alone, alone * 29 % 240 / 3), "most rows have no fellow"


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("customer", True), ("Customer ID", True), ("client_id", True), ("CustomerID", True), ("Kunde", True),
        ("Kundennummer", True), ("Kunden-Nr.", True), ("customers", False), ("client side", False),
        ("speaker", True), ("Speaker ID", True), ("Sprecherin", True), ("speakers", False),
    ],
)  # fmt: skip
def test_customers_are_things_as_patients_are(name: str, thing: bool) -> None:
    """Whatever their rows' answers are: only leaving the column out was proposed, and its rows stood on both sides."""
    assert told(name, THING, np.random.default_rng(0).normal(size=len(ROWS))) == thing
