"""Preprocessing of single columns: learned on the training rows alone, the same for raw rows, kept in files."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.column_scaling import ColumnScaling, signed_logarithm
from nnstudio.data.preparing.fit_column import SMOOTHING
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.nn.fields import fields_of
from nnstudio.project import file
from nnstudio.project.judging.listing import row_values
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from tests.data.mixed_table import TREATED, mixed_table

NAMES = ("number", "category", "date")
CHOICES: dict[str, tuple[Any, ...]] = {
    info.name: info.field.choices or {"bool": (False, True), "int": (1, 2, 40)}[info.kind]
    for info in fields_of(ColumnSettings)
}
"""Values of every setting, those to come included."""

settings_of = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()})


@st.composite
def tables(draw: Any) -> Dataset:
    """Columns of all kinds with gaps, and a target of each task."""
    count = draw(st.integers(12, 40))
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    gaps = generator.random((3, count)) < draw(st.sampled_from([0, 0.2]))
    gaps[:, :6] = False
    number = np.where(gaps[0], np.nan, generator.normal(0, 10.0 ** draw(st.integers(-3, 12)), count).round(3))
    codes = np.where(gaps[1], -1, generator.integers(0, draw(st.integers(2, 9)), count))
    date = np.where(gaps[2], np.nan, generator.integers(-(10**9), 2 * 10**9, count))
    categories = tuple(f"c{i}" for i in range(9))
    inputs = (
        Column("number", "number", number),
        Column("category", "category", codes, categories),
        Column("date", "date", date),
    )
    classes = draw(st.sampled_from([0, 2, 3]))
    if classes:
        labels = np.arange(count) % classes
        target = Column("y", "category", labels, tuple("abc"[:classes]))
    else:
        target = Column.number("y", generator.normal(5, 3, count))
    return Dataset("t", inputs, target)


treated = st.builds(
    lambda each: tuple(ColumnSettings(name, **values) for name, values in zip(NAMES, each, strict=True)),
    st.tuples(settings_of, settings_of, settings_of),
)


def elsewhere(column: Column, train: np.ndarray[Any, Any]) -> Column:
    """The same training rows, and anything in the others."""
    values = column.values.copy()
    others = np.setdiff1d(np.arange(len(values)), train)
    values[others] = -1 if column.kind == "category" else 12345.0
    return Column(column.name, column.kind, values, column.categories)


@settings(max_examples=80, deadline=None)
@given(tables(), treated, st.sampled_from(("standard", "minmax", "none", "robust")))
def test_the_contract_of_all_steps(dataset: Dataset, columns: Any, scaling: Any) -> None:
    train = np.arange(len(dataset) // 2)
    fitted = fit(dataset, train, scaling, settings=columns)
    # Nothing of the other rows is known.
    assert isinstance(dataset.inputs, tuple)
    answers = dataset.target.values.copy()
    answers[len(train) :] = answers[0]
    other = Dataset(
        "t",
        tuple(elsewhere(column, train) for column in dataset.inputs),
        Column("y", dataset.target.kind, answers, dataset.target.categories),
    )
    assert fit(other, train, scaling, settings=columns) == fitted
    # As many features as are named; all of them finite.
    x = fitted.transform(dataset)
    assert x.shape == (len(dataset), len(fitted.features)) == (len(dataset), *fitted.sample_shape)
    assert len(set(fitted.features)) == len(fitted.features)
    assert np.isfinite(x).all()
    # A row alone becomes what it became among others.
    for row in (0, len(dataset) - 1):
        alone = fitted.transform([column.take(np.array([row])) for column in reversed(dataset.inputs)])
        np.testing.assert_array_equal(alone[0], x[row])
    # It is plain data.
    assert Preprocessor.from_plain(json.loads(json.dumps(fitted.to_plain()))) == fitted
    # The settings are, too.
    config = DataConfig(columns=columns)
    assert DataConfig.from_plain(json.loads(json.dumps(config.to_plain()))) == (config, {})


@settings(max_examples=40, deadline=None)
@given(tables(), treated)
def test_prepared_arrays_are_those_of_raw_rows(dataset: Dataset, columns: Any) -> None:
    prepared = prepare(dataset, DataConfig(columns=columns), 3)
    for part in (prepared.train, prepared.validation, prepared.test):
        raw = dataset.take(part.rows)
        np.testing.assert_array_equal(prepared.preprocessor.transform(raw), part.x)
        np.testing.assert_array_equal(prepared.preprocessor.targets(raw), part.y)
    dropped = [column.name for column in columns if column.missing == "drop"]
    rows = np.concatenate([part.rows for part in (prepared.train, prepared.validation, prepared.test)])
    kept = ~np.any([dataset.column(name).missing for name in dropped] or [[False] * len(dataset)], axis=0)
    np.testing.assert_array_equal(np.sort(rows), np.flatnonzero(kept))


def one(column: Column, target: Column | None = None, **values: Any) -> tuple[ColumnScaling, Any]:
    """What is learned of a column, and its features."""
    target = target or Column.number("y", np.arange(len(column)))
    dataset = Dataset("t", (column,), target)
    fitted = fit(dataset, settings=(ColumnSettings(column.name, **values),))
    return fitted.columns[0], fitted.transform(dataset)


def test_numbers() -> None:
    x = Column.number("x", [1, 2, 2, np.nan, 100])
    assert one(x, missing="median", scaling="none")[1][:, 0].tolist() == [1, 2, 2, 2, 100]
    assert one(x, scaling="none")[1][3, 0] == pytest.approx(105 / 4)
    assert one(Column.number("x", [7, 7, 1, np.nan]), missing="most_frequent", scaling="none")[1][3, 0] == 7
    fitted, out = one(x, indicator=True)
    assert fitted.features == ("x", "x is missing")
    assert out[:, 1].tolist() == [0, 0, 0, 1, 0]
    fitted, out = one(Column.number("x", [0, 1, 2, 3, 4]), scaling="robust")
    assert out[:, 0].tolist() == [-1, -0.5, 0, 0.5, 1]
    fitted, out = one(Column.number("x", [-100, 0, 100]), logarithm=True, scaling="none")
    assert fitted.features == ("log x",)
    np.testing.assert_allclose(out[:, 0], [-np.log(101), 0, np.log(101)], rtol=1e-6)
    assert signed_logarithm(np.array([-0.0]))[0] == 0


def test_categories() -> None:
    c = Column.category("c", ["L", "M", "M", "S", None, "M"], ["L", "M", "S", "XL"])
    fitted, out = one(c, encoding="common", most=1)
    assert fitted.features == ("c = M", "c: another")
    assert out.tolist() == [[0, 1], [1, 0], [1, 0], [0, 1], [1, 0], [1, 0]]
    assert one(c, encoding="common", most=4)[0].features == ("c = L", "c = M", "c = S", "c = XL")
    fitted, out = one(c, encoding="ordinal", scaling="none")
    assert (fitted.features, out[:, 0].tolist()) == (("c",), [0, 1, 1, 2, 1, 1])
    new = np.empty((1, 1), np.float32)
    fitted.transform(Column.category("c", ["never seen"]), new)
    assert new[0, 0] == 1  # the mean of the rows


def test_the_target_of_categories_is_smoothed() -> None:
    c = Column.category("c", ["a"] * 30 + ["b"] * 10 + ["rare"])
    y = Column.category("y", ["yes"] * 30 + ["no"] * 10 + ["yes"])
    fitted, out = one(c, y, encoding="target", scaling="none")
    share = 31 / 41
    assert fitted.features == ("c: share of yes",)
    wanted = [(sum_ + SMOOTHING * share) / (count + SMOOTHING) for sum_, count in ((30, 30), (0, 10), (1, 1))]
    np.testing.assert_allclose(np.array(fitted.values)[:, 0], wanted)
    assert fitted.unseen == pytest.approx((share,))
    assert 0.75 < out[-1, 0] < 0.85  # one row hardly says anything
    three = Column.category("y", ["u", "v", "w"] * 13 + ["u", "v"])
    assert one(c, three, encoding="target")[0].features == tuple(f"c: share of {name}" for name in "uvw")


def test_dates() -> None:
    day = 86400.0
    dates = Column("d", "date", np.array([0, 1.25 * day, np.nan, 4 * day]))  # Thursday, Friday 6:00, Monday
    fitted, out = one(dates, weekday=True, hour=True, indicator=True)
    assert fitted.features[:2] == ("d", "d: Monday")
    assert out[:, 1:8].argmax(axis=1)[[0, 1, 3]].tolist() == [3, 4, 0]
    np.testing.assert_allclose(out[1, 8:10], [1, 0], atol=1e-6)
    assert out[:, -1].tolist() == [0, 0, 1, 0]
    _, plain = one(dates, season=True)
    assert plain.shape == (4, 3)
    assert abs(plain[:, 0].mean()) < 1e-6
    with pytest.raises(StudioError, match="Column 'd' must hold dates; it holds 'x'"):
        fitted.transform(Column.category("d", ["x"]), np.empty((1, 11), np.float32))


def test_rows_without_a_value_are_left_out() -> None:
    x = Column.number("x", [1, np.nan, 3, 4, np.nan, 6, 7, 8])
    dataset = Dataset("t", (x, Column.number("z", np.arange(8))), Column.number("y", np.arange(8)))
    config = DataConfig(columns=(ColumnSettings("x", missing="drop"),))
    assert np.sort(np.concatenate(split_rows(dataset, config, 0))).tolist() == [0, 2, 3, 5, 6, 7]
    nothing = Dataset("t", (Column.number("x", [np.nan] * 4),), Column.number("y", np.arange(4)))
    with pytest.raises(StudioError, match="no row has a value in 'x'"):
        split_rows(nothing, config, 0)


def test_a_column_that_is_nowhere_is_refused() -> None:
    dataset = Dataset("t", (Column.number("x", np.arange(9)),), Column.number("y", np.arange(9)))
    with pytest.raises(StudioError, match="t: there is no column 'z'; there are 'x', 'y'"):
        prepare(dataset, DataConfig(columns=(ColumnSettings("z"),)), 0)


def test_nothing_is_different_without_settings(tmp_path: Path) -> None:
    dataset = mixed_table(tmp_path).read()
    plain = prepare(dataset, DataConfig(), 1)
    usual = prepare(dataset, DataConfig(columns=tuple(ColumnSettings(c.name) for c in TREATED)), 1)
    np.testing.assert_array_equal(plain.train.x, usual.train.x)
    assert plain.preprocessor == usual.preprocessor
    assert DataConfig().with_column(ColumnSettings("x", logarithm=True)).with_column(ColumnSettings("x")) == (
        DataConfig()
    )


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("x", "the columns must be a list"),
        ([1], "a column must be an object with a name"),
        ([{"scaling": "robust"}], "a column must be an object with a name"),
        ([{"name": 3}], "a column must be named by a text"),
        ([{"name": "x", "magic": 1}], "column 'x' has the unknown setting 'magic'"),
        ([{"name": "x", "scaling": "cube"}], "must be one of standard, minmax, robust, none, not 'cube'"),
        ([{"name": "x"}, {"name": "x"}], "column 'x' has settings twice"),
        ([{"name": "x", "most": 0}], "must be at least 1"),
    ],
)
def test_damaged_settings_are_refused(columns: Any, told: str) -> None:
    with pytest.raises(StudioError) as caught:
        DataConfig.from_plain({"columns": columns})
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"values": ((1.0,),)},
        {"values": ((1.0,), (2.0,)), "meanings": ("m",)},
        {"values": ((1.0,), (float("nan"),)), "unseen": (0.0,), "meanings": ("m",)},
        {"values": ((1.0,), (2.0,)), "unseen": (0.0, 1.0), "meanings": ("m",)},
        {"logarithm": True},
        {"parts": ("season",)},
        {"unseen": (1.0,)},
        {"kind": "date"},
    ],
)
def test_a_damaged_column_is_refused(change: dict[str, Any]) -> None:
    good = ColumnScaling("c", "category", "a", categories=("a", "b"))
    plain = msgspec.to_builtins(good) | change
    with pytest.raises((StudioError, msgspec.ValidationError)):
        msgspec.convert(plain, ColumnScaling)


def test_a_project_keeps_it_and_shows_values_as_they_were(tmp_path: Path) -> None:
    source = mixed_table(tmp_path)
    config = DataConfig(source, columns=TREATED, divided="group", divided_by="size")
    file.save(tmp_path / "p.nnstudio", Project(data=config))
    project, _ = file.load(tmp_path / "p.nnstudio")
    assert project.data == config
    dataset = source.read()
    prepared = prepare(dataset, config, 0)
    row = int(prepared.test.rows[0])
    told = row_values(prepared.preprocessor, prepared.test.x[0])
    for name in ("city", "shop", "size"):
        column = dataset.column(name)
        if not column.missing[row]:
            assert told[name] == column.categories[column.values[row]] or told[name] == "–"
    assert told["x"] == pytest.approx(dataset.column("x").values[row], rel=1e-4)


@pytest.mark.parametrize("settings", [{}, {"scaling": "minmax"}, {"logarithm": True}], ids=str)
def test_counts_come_back_as_counts(settings: dict[str, Any]) -> None:
    """Features are of single precision: 0 parasites must not be shown as −3·10⁻⁸ of them."""
    counts = np.random.default_rng(0).poisson(1.5, 400).astype(float)
    dataset = Dataset("t", (Column("count", "number", counts),), Column.category("y", ["a", "b"] * 200))
    prepared = prepare(dataset, DataConfig(columns=(ColumnSettings("count", **settings),)), 0)
    told = [row_values(prepared.preprocessor, x)["count"] for x in prepared.test.x]
    assert 0 in told
    assert told == counts[prepared.test.rows].tolist()
    assert all(math.copysign(1, value) == 1 for value in told), "zero has no sign"


def test_samples_around_their_median() -> None:
    images = np.random.default_rng(0).normal(100, 30, (50, 4, 4, 1))
    images[0] = 1e6  # a wild one does not matter
    dataset = Dataset("t", images, Column.category("y", ["a", "b"] * 25))
    fitted = fit(dataset, scaling="robust")
    assert len(fitted.scale) == 1
    assert fitted.offset[0] == pytest.approx(100, abs=5)
    assert 30 < fitted.scale[0] < 50
    flat = np.stack([np.arange(9.0), np.zeros(9), np.r_[np.zeros(8), 5]], axis=1)
    out = fit(Dataset("t", flat, Column.number("y", np.arange(9))), scaling="robust").transform(flat)
    assert out[:, 0].tolist() == [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
    assert not out[:, 1].any()
    assert np.isfinite(out).all()
