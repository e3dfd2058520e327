"""Preprocessing is learned on the training rows, travels as plain data and never yields NaN."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.messages import StudioError

X = Column.number("x", [1, 2, np.nan, 3, 100])
C = Column.category("c", ["b", "a", "b", None, "z"])
TABLE = Dataset("t", (X, C), Column.number("y", [10, 20, 30, 40, 1000]))
TRAIN = np.arange(4)


def test_a_table() -> None:
    pre = fit(TABLE, TRAIN)
    assert pre.features == ("x", "c = a", "c = b", "c = z")
    out = pre.transform(TABLE)
    assert out.dtype == np.float32
    assert out.flags.c_contiguous
    s = np.sqrt(2 / 3)
    np.testing.assert_allclose(out[:, 0], [-1 / s, 0, 0, 1 / s, 98 / s], rtol=1e-6)
    assert out[:, 1:].tolist() == [[0, 1, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]
    y = pre.targets(TABLE, TRAIN)
    assert y.shape == (4, 1)
    assert y.dtype == np.float32
    assert abs(y.mean()) < 1e-6
    np.testing.assert_allclose(pre.restore_targets(y)[:, 0], [10, 20, 30, 40], rtol=1e-6)


def test_only_the_training_rows_teach() -> None:
    other = Dataset(
        "t",
        (Column.number("x", [1, 2, np.nan, 3, -5e5]), Column("c", "category", [0, 1, 0, 1, 0], C.categories)),
        Column.number("y", [10, 20, 30, 40, -7]),
    )
    same = Dataset("t", (X, Column("c", "category", [1, 0, 1, -1, 0], C.categories)), TABLE.target)
    assert fit(same, TRAIN) == fit(TABLE, TRAIN)
    assert fit(other, TRAIN).columns[0] == fit(TABLE, TRAIN).columns[0]
    assert fit(other, TRAIN).target_scale == fit(TABLE, TRAIN).target_scale
    assert fit(TABLE) != fit(TABLE, TRAIN)


def test_minmax_and_none() -> None:
    pre = fit(TABLE, TRAIN, "minmax")
    assert pre.transform(TABLE)[:4, 0].tolist() == [0, 0.5, 0.5, 1]
    assert pre.targets(TABLE, TRAIN).ravel().tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    pre = fit(TABLE, TRAIN, "none")
    assert pre.transform(TABLE)[:, 0].tolist() == [1, 2, 2, 3, 100]
    assert pre.targets(TABLE).ravel().tolist() == [10, 20, 30, 40, 1000]


def test_images_have_one_offset_and_one_scale() -> None:
    images = np.random.default_rng(0).uniform(0, 255, (50, 3, 4, 2))
    dataset = Dataset("t", images, Column.category("y", list("ab") * 25))
    pre = fit(dataset)
    assert (len(pre.offset), len(pre.scale)) == (1, 1)
    out = pre.transform(images)
    assert out.shape == (50, 3, 4, 2)
    assert (abs(out.mean()), out.std()) == (pytest.approx(0, abs=1e-6), pytest.approx(1))
    assert (fit(dataset, scaling="minmax").transform(images).min(), len(pre.classes)) == (0, 2)

    flat = images.reshape(50, 24)
    columns = [Column.number(f"p{i}", flat[:, i]) for i in range(24)]
    np.testing.assert_allclose(pre.transform(columns), out, atol=1e-6)
    np.testing.assert_allclose(pre.transform([*columns, dataset.target]), out, atol=1e-6)
    with pytest.raises(StudioError, match=r"shape \(3, 4, 2\), that is 24 columns of numbers; these are 23"):
        pre.transform(columns[1:])
    with pytest.raises(StudioError, match=r"samples of shape \(3, 4, 2\), not \(24,\)"):
        pre.transform(flat)


def test_flat_samples_are_scaled_feature_by_feature() -> None:
    samples = np.random.default_rng(0).normal([5, -3, 0], [1, 100, 0], (200, 3))
    pre = fit(Dataset("t", samples, Column.category("y", list("ab") * 100)))
    out = pre.transform(samples)
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(out.std(axis=0), [1, 1, 0], atol=1e-5)


def test_columns_are_found_by_name() -> None:
    pre = fit(TABLE)
    extra = Column.category("id", list("vwxyz"))
    assert (pre.transform([extra, C, X]) == pre.transform([X, C])).all()
    with pytest.raises(StudioError, match=r"needs 'c', and the data has no such column; it has 'x'\. Where"):
        pre.transform([X])
    with pytest.raises(StudioError, match="Column 'x' must hold numbers; it holds 'a'"):
        pre.transform([Column.category("x", ["a"]), Column.category("c", ["a"])])
    with pytest.raises(StudioError, match="needs a table with the columns x, c"):
        pre.transform(np.zeros((3, 4)))


def test_unseen_and_missing_categories() -> None:
    pre = fit(TABLE)
    out = pre.transform([Column.number("x", [1, 1, 1]), Column.category("c", ["new", None, "z"])])
    assert out[:, 1:].tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 1]]
    numbers = Dataset("t", (Column.category("c", ["1", "2"]),), Column.number("y", [1, 2]))
    assert fit(numbers).transform([Column.number("c", [2, np.nan, 3])]).tolist() == [[0, 1], [1, 0], [0, 0]]


def test_a_value_too_large_for_a_network_is_named() -> None:
    pre = fit(TABLE, TRAIN)
    with pytest.raises(StudioError, match="Row 2: 'x' is missing or too large"):
        pre.transform([Column.number("x", [1, 1e300]), Column.category("c", ["a", "a"])])


@given(
    hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e300, 1e300) | st.just(np.nan)),
    st.sampled_from(["standard", "minmax"]),
)
@settings(max_examples=100, deadline=None)
def test_scaled_training_values_are_always_finite(values: Any, scaling: Any) -> None:
    dataset = Dataset("t", (Column.number("x", values),), Column.number("y", np.arange(len(values))))
    out = fit(dataset, scaling=scaling).transform(dataset)
    assert np.isfinite(out).all()
    assert np.abs(out).max() <= max(1, np.sqrt(len(values))) * 1.001


def test_classes_are_matched_by_name() -> None:
    dataset = Dataset("t", (X,), Column.category("y", list("abcab")))
    pre = fit(dataset)
    assert pre.targets(dataset).tolist() == [0, 1, 2, 0, 1]
    assert pre.targets(dataset).dtype == np.int32
    fewer = Dataset("t", (X,), Column.category("y", list("bcbcc")))
    assert pre.targets(fewer).tolist() == [1, 2, 1, 2, 2]
    with pytest.raises(StudioError, match="Column 'y' holds 'd'; the network knows 'a', 'b', 'c'"):
        pre.targets(Dataset("t", (X,), Column.category("y", list("abcdd"))))
    with pytest.raises(StudioError, match="holds numbers; the network knows"):
        pre.targets(TABLE)
    with pytest.raises(StudioError, match="Column 'y' must hold numbers"):
        fit(TABLE).targets(dataset)


def test_it_travels_as_json() -> None:
    images = np.random.default_rng(0).uniform(size=(5, 2, 2, 1))
    for dataset in (TABLE, Dataset("t", images, Column.category("y", list("abcab")))):
        pre = fit(dataset)
        again = Preprocessor.from_plain(json.loads(json.dumps(pre.to_plain())))
        assert again == pre
        assert (again.transform(dataset) == pre.transform(dataset)).all()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sample_shape",), [5]),
        (("sample_shape",), []),
        (("sample_shape",), [2, 0]),
        (("sample_shape",), [1 << 20, 1 << 20]),
        (("task",), "classes"),
        (("task",), "guess"),
        (("classes",), ["a"]),
        (("offset",), []),
        (("scale",), [0]),
        (("target_scale",), 0),
        (("target_scale",), float("inf")),
        (("target_offset",), float("nan")),
        (("target_offset",), None),
        (("columns",), None),
        (("columns", 0, "scale"), float("nan")),
        (("columns", 0, "scale"), -1),
        (("columns", 0, "fill"), "text"),
        (("columns", 0, "fill"), float("nan")),
        (("columns", 0, "kind"), "category"),
        (("columns", 0, "name"), "c"),
        (("columns", 1, "fill"), "unknown"),
        (("columns", 1, "categories"), ["a", "a", "b"]),
        (("columns", 1, "categories"), ["b"]),
    ],
)
def test_a_damaged_one_is_refused(path: tuple[Any, ...], value: object) -> None:
    plain = copy.deepcopy(fit(TABLE).to_plain())
    at: Any = plain
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with pytest.raises(StudioError):
        Preprocessor.from_plain(plain)
