"""Data sets are values that cannot be wrong."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.dataset import Column, Dataset
from nnstudio.system.messages import StudioError


def table(**changes: object) -> Dataset:
    facts: dict[str, object] = {
        "name": "t",
        "inputs": (Column.number("x", [1, np.nan]), Column.category("c", ["b", None])),
        "target": Column.category("y", ["no", "yes"]),
    }
    return Dataset(**(facts | changes))  # type: ignore[arg-type]


def test_facts_of_a_table() -> None:
    dataset = table()
    assert (len(dataset), dataset.task, dataset.outputs) == (2, "binary", 1)
    assert dataset.classes == ("no", "yes")
    assert dataset.sample_shape == (2,)
    assert [c.missing.tolist() for c in dataset.inputs] == [[False, True]] * 2
    assert len(dataset.take(np.array([1]))) == 1


def test_facts_of_arrays() -> None:
    images = np.zeros((3, 4, 4, 1))
    dataset = Dataset("t", images, Column.category("y", "abc"))
    assert (dataset.task, dataset.outputs, dataset.sample_shape) == ("classes", 3, (4, 4, 1))
    assert isinstance(dataset.inputs, np.ndarray)
    assert dataset.inputs.dtype == np.float32
    assert Dataset("t", images, Column.number("y", [1, 2, 3])).task == "regression"
    assert dataset.take(np.array([True, False, True])).sample_shape == (4, 4, 1)


def test_values_are_read_only() -> None:
    own = np.array([1.0, 2.0])
    column = Column.number("x", own)
    with pytest.raises(ValueError, match="read-only"):
        column.values[0] = 5
    own[0] = 7  # the caller's array stays the caller's


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"inputs": ()}, "t: there is no input column"),
        ({"inputs": (Column.number("x", [1]),)}, "t: the inputs and the target differ in length"),
        ({"inputs": (Column.number("y", [1, 2]),)}, "t: two columns are called 'y'"),
        ({"inputs": np.zeros(2)}, "t: there are no samples"),
        ({"inputs": np.array([[1], [np.nan]])}, "t: sample 2 holds a value that is not a finite number"),
        ({"target": Column.number("y", [1, np.nan])}, "t: row 2 has no target"),
        (
            {"target": Column.category("y", ["a", "a"])},
            "t: column 'y' cannot be the target: it holds only 'a'",
        ),
        ({"inputs": (Column.number("x", []),), "target": Column.number("y", [])}, "t: there are no rows"),
    ],
)
def test_what_is_refused(changes: dict[str, object], text: str) -> None:
    with pytest.raises(StudioError) as caught:
        table(**changes)
    assert str(caught.value) == text


def test_columns_refuse_what_does_not_fit() -> None:
    with pytest.raises(StudioError, match="'x': row 2 is infinite"):
        Column.number("x", [1, np.inf])
    for codes, categories in [([2], ("a", "b")), ([-2], ("a",)), ([0], ("a", "a")), ([[0]], ("a",))]:
        with pytest.raises(StudioError, match="do not fit its categories"):
            Column("x", "category", np.array(codes), categories)


def test_the_fingerprint_knows_every_value_and_name() -> None:
    base = table()
    assert base.fingerprint == table(name="other").fingerprint
    x, c = base.inputs
    others = [
        table(inputs=(c, x)),
        table(inputs=(x, Column.category("d", ["b", None]))),
        table(inputs=(Column.number("x", [1, 2]), c)),
        table(inputs=(x, Column("c", "category", np.array([0, 0]), ("b",)))),
        table(inputs=(x, Column("c", "category", np.array([0, -1]), ("b", "c")))),
        table(target=Column.category("y", ["yes", "no"])),
        Dataset("t", np.zeros((2, 6)), base.target),
        Dataset("t", np.zeros((2, 2, 3)), base.target),
    ]
    assert len({dataset.fingerprint for dataset in [base, *others]}) == len(others) + 1
