"""A network that gives its input again: what it is asked for, scaled, compared and turned back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.data.baseline import baseline
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import Bundled, bundled_sets
from nnstudio.system.messages import StudioError

SCALINGS = ("standard", "minmax", "none")
AGAIN = DataConfig(answer="input")


def _mixed() -> Dataset:
    """A table of numbers and categories, nothing missing."""
    return Dataset(
        "mixed",
        (
            Column.number("height", [1.5, 2.5, 0.5, 4.0]),
            Column.category("colour", ["red", "green", "red", "blue"]),
            Column.number("weight", [100.0, 300.0, 200.0, 400.0]),
        ),
        Column.category("kind", ["a", "b", "a", "b"]),
    )


@pytest.mark.parametrize("name", [facts.name for facts in bundled_sets()])
def test_the_samples_are_their_own_targets(name: str) -> None:
    dataset = Bundled(name).read()
    usual, again = prepare(dataset, DataConfig(), 5), prepare(dataset, AGAIN, 5)
    assert (again.task, again.classes, again.target_shape) == ("regression", (), dataset.sample_shape)
    assert again.outputs == np.prod(dataset.sample_shape)
    assert usual.target_shape == (usual.outputs,)
    for a, b in zip((usual.train, usual.validation, usual.test),
                    (again.train, again.validation, again.test), strict=True):  # fmt: skip
        np.testing.assert_array_equal(a.rows, b.rows)  # still divided with the same share of each class
        np.testing.assert_array_equal(a.x, b.x)
        assert b.y is b.x
        np.testing.assert_array_equal(again.preprocessor.targets(dataset, b.rows), b.x)


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("name", [facts.name for facts in bundled_sets()])
def test_what_is_given_again_comes_back_in_its_own_unit(name: str, scaling: str) -> None:
    dataset = Bundled(name).read()
    preprocessor = fit(dataset, scaling=scaling, answer="input")  # type: ignore[arg-type]
    restored = preprocessor.restore_targets(preprocessor.transform(dataset))
    raw = dataset.inputs
    if not isinstance(raw, np.ndarray):
        raw = np.concatenate([_raw(column) for column in raw], axis=1)
    assert restored.shape == raw.shape
    there = ~np.isnan(raw)
    np.testing.assert_allclose(restored[there], raw[there], rtol=1e-5, atol=1e-4)


def _raw(column: Column) -> np.ndarray[Any, Any]:
    """The features of a column in its own unit; NaN where there is no value."""
    if column.kind != "category":
        return column.values[:, None]
    shares = (column.values[:, None] == np.arange(len(column.categories))).astype(float)
    shares[column.missing] = np.nan
    return shares


@pytest.mark.parametrize("scaling", SCALINGS)
def test_categories_stay_shares(scaling: str) -> None:
    preprocessor = fit(_mixed(), scaling=scaling, answer="input")  # type: ignore[arg-type]
    restored = preprocessor.restore_targets(preprocessor.transform(_mixed()))
    assert preprocessor.target_names == (
        "height",
        "colour = blue",
        "colour = green",
        "colour = red",
        "weight",
    )
    np.testing.assert_allclose(restored[1], [2.5, 0, 1, 0, 300], rtol=1e-6)


def test_names_of_what_is_given() -> None:
    digits, iris, diabetes = (Bundled(name).read() for name in ("digits", "iris", "diabetes"))
    assert fit(digits, answer="input").target_names == tuple(f"value {i}" for i in range(1, 65))
    assert fit(iris, answer="input").target_names == fit(iris).features
    assert fit(diabetes).target_names == (diabetes.target_name,)


def test_pictures_are_compared_in_their_own_unit() -> None:
    dataset = Bundled("digits").read()
    preprocessor = prepare(dataset, AGAIN, 0).preprocessor
    assert (preprocessor.target_offset, preprocessor.target_scale) == (
        preprocessor.offset[0],
        preprocessor.scale[0],
    )
    table = prepare(
        Bundled("wine").read(), AGAIN, 0
    ).preprocessor  # alcohol and magnesium have no common unit
    assert (table.target_offset, table.target_scale) == (0.0, 1.0)


def test_guessing_is_the_mean_picture() -> None:
    prepared = prepare(Bundled("digits").read(), AGAIN, 0)
    mean = prepared.preprocessor.restore_targets(prepared.train.x).mean(axis=0)
    raw = prepared.preprocessor.restore_targets(prepared.test.x)
    assert baseline(prepared, prepared.test) == pytest.approx(np.abs(raw - mean).mean(), rel=1e-5)


def test_it_travels_as_json_and_older_files_mean_the_target() -> None:
    for answer in ("target", "input"):
        preprocessor = fit(_mixed(), answer=answer)  # type: ignore[arg-type]
        assert Preprocessor.from_plain(preprocessor.to_plain()) == preprocessor
    old = fit(_mixed()).to_plain()
    del old["answer"]
    assert Preprocessor.from_plain(old) == fit(_mixed())
    plain = DataConfig(Bundled("wine")).to_plain()
    del plain["answer"]
    assert DataConfig.from_plain(plain) == (DataConfig(Bundled("wine")), {})


@pytest.mark.parametrize(
    "change", [{"task": "binary", "classes": ["a", "b"]}, {"answer": "both"}, {"answer": None}]
)
def test_a_damaged_one_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(StudioError, match="Preprocessing is damaged"):
        Preprocessor.from_plain({**fit(_mixed(), answer="input").to_plain(), **change})
