"""Rows divided by groups, time, names of parts and separate files."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.splitting import PART_NAMES, names_parts
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.sources import CsvFile
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")


def beside(column: Column) -> Dataset:
    """A data set of which a column is not learned from."""
    count = len(column)
    x = Column.number("x", np.arange(count))
    return Dataset(
        "t", (x,), Column.category("y", ["a", "b"] * (count // 2) + ["a"] * (count % 2)), aside=(column,)
    )


shares = st.sampled_from([0.0, 0.1, 0.3])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(-1, 11), min_size=6, max_size=60), shares, shares, st.integers(0, 2**40))
def test_no_group_is_on_two_sides(codes: list[int], validation: float, test: float, seed: int) -> None:
    column = Column("group", "category", np.array(codes), tuple(f"g{i}" for i in range(12)))
    config = DataConfig(divided="group", divided_by="group", validation=validation, test=test)
    groups = len({code for code in codes if code >= 0}) + codes.count(-1)
    wanted = 1 + (validation > 0) + (test > 0)
    dataset = beside(column)
    if groups < wanted:
        with pytest.raises(StudioError, match=f"has {groups} different values, too few for {wanted} parts"):
            split_rows(dataset, config, seed)
        return
    parts = split_rows(dataset, config, seed)
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(len(codes)))
    held = [set(column.values[part].tolist()) - {-1} for part in parts]
    assert len(held[0] | held[1] | held[2]) == sum(map(len, held))
    assert [len(part) > 0 for part in parts] == [True, validation > 0, test > 0]
    again = split_rows(dataset, config, seed)
    assert all(np.array_equal(a, b) for a, b in zip(parts, again, strict=True))


def test_groups_make_parts_of_about_the_wanted_size() -> None:
    column = Column("group", "number", np.random.default_rng(0).integers(0, 100, 1000))
    config = DataConfig(divided="group", divided_by="group", validation=0.15, test=0.2)
    sizes = [len(part) for part in split_rows(beside(column), config, 0)]
    assert np.abs(np.array(sizes) - [650, 150, 200]).max() <= 20
    other = split_rows(beside(column), config, 1)
    assert not np.array_equal(other[2], split_rows(beside(column), config, 0)[2])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=50), shares, shares, st.sampled_from(["number", "date"])
)
def test_the_newest_rows_are_the_test(times: list[int], validation: float, test: float, kind: Any) -> None:
    column = Column("when", kind, np.array(times, float))
    dataset = beside(column)
    config = DataConfig(divided="time", divided_by="when", validation=validation, test=test)
    parts = split_rows(dataset, config, 0)
    assert np.array_equal(np.sort(np.concatenate(parts)), np.arange(len(times)))
    told = [column.values[part] for part in parts if len(part)]
    assert all(early.max() <= late.min() for early, late in itertools.pairwise(told))
    by_lot = split_rows(dataset, DataConfig(validation=validation, test=test), 0)
    assert [len(part) for part in parts] == [len(part) for part in by_lot]


def test_a_row_without_a_time_is_named() -> None:
    config = DataConfig(divided="time", divided_by="when")
    with pytest.raises(StudioError, match="row 3 has no value in 'when', and the rows are divided by it"):
        split_rows(beside(Column.number("when", [1, 2, np.nan, 4])), config, 0)


@pytest.mark.parametrize("name", sorted(frozenset().union(*PART_NAMES.values())))
def test_every_name_of_a_part_is_understood(name: str) -> None:
    part = next(part for part, names in PART_NAMES.items() if name in names)
    column = Column.category("part", ["train", f" {name.upper()}", "Train", name])
    parts = split_rows(beside(column), DataConfig(divided="part", divided_by="part"), 0)
    assert {1, 3} <= set(parts[part].tolist())
    assert {0, 2} <= set(parts[0].tolist())


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["train", "test", "later", "test"], "column 'part' holds 'later', which names no part"),
        (["test", "test", "val", "test"], "nothing is for training"),
        (["train", None, "test", "val"], "row 2 has no value in 'part'"),
    ],
)
def test_other_names_are_refused(values: list[str | None], told: str) -> None:
    with pytest.raises(StudioError, match=told):
        split_rows(beside(Column.category("part", values)), DataConfig(divided="part", divided_by="part"), 0)


def test_a_column_that_names_parts_is_recognised() -> None:
    assert names_parts(Column.category("c", ["train", "Test", "train"]))
    assert not names_parts(Column.category("c", ["test", "val"]))
    assert not names_parts(Column.category("c", ["train", "test", "x"]))
    assert not names_parts(Column.number("c", [0, 1, 2]))


def test_what_divides_must_be_there() -> None:
    with pytest.raises(StudioError, match="choose the column by which the rows are divided"):
        DataConfig(divided="group")
    with pytest.raises(StudioError, match="t: there is no column 'z'; there are 'x', 'y', 'g'"):
        split_rows(beside(Column.number("g", [1, 2, 3, 4])), DataConfig(divided="group", divided_by="z"), 0)


# Separate files ---------------------------------------------------------------------------------------------


def written(path: Path, rows: int, shift: int = 0, header: str = "x,c,y") -> str:
    """A table; values of ``c`` are partly those of other shifts."""
    lines = [f"{(i + shift) / 7},{'pqrs'[(i + shift) % 3 + (shift > 0)]},{'ab'[i % 2]}" for i in range(rows)]
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return str(path)


def test_rows_of_a_file_stay_together(tmp_path: Path) -> None:
    main = written(tmp_path / "main.csv", 40)
    held = written(tmp_path / "held.csv", 10, 3)
    last = written(tmp_path / "last.csv", 6, 100)
    both = CsvFile(main, target="y", validation_path=held, test_path=last)
    dataset = both.read()
    assert dataset.parts is not None
    assert np.bincount(dataset.parts).tolist() == [40, 10, 6]
    assert both.paths == (main, held, last)
    prepared = prepare(dataset, DataConfig(both), 0)
    assert [len(p) for p in (prepared.train, prepared.validation, prepared.test)] == [40, 10, 6]
    assert dataset.column("c").categories == ("p", "q", "r", "s")
    alone = CsvFile(last, target="y").read()
    np.testing.assert_array_equal(prepared.preprocessor.transform(alone), prepared.test.x)
    only = CsvFile(main, target="y", test_path=last)
    parts = split_rows(only.read(), DataConfig(only, validation=0.25), 0)
    assert [len(part) for part in parts] == [30, 10, 6]
    assert parts[2].tolist() == list(range(40, 46))
    assert only.read().fingerprint != both.read().fingerprint != CsvFile(main, target="y").read().fingerprint


def test_files_with_other_columns_are_refused(tmp_path: Path) -> None:
    main = written(tmp_path / "main.csv", 20)
    other = written(tmp_path / "other.csv", 20, header="x,d,y")
    with pytest.raises(StudioError) as caught:
        CsvFile(main, test_path=other).read()
    assert str(caught.value) == (
        "other.csv: it must have the same columns as main.csv; missing: 'c'; only here: 'd'"
    )


def test_a_file_with_other_kinds_is_refused(tmp_path: Path) -> None:
    main = written(tmp_path / "main.csv", 20)
    Path(tmp_path / "odd.csv").write_text("x,c,y\n1,p,a\nword,p,b\n", encoding="utf-8")
    with pytest.raises(StudioError, match=r"odd\.csv, line 3, column 'x': 'word' is not a number"):
        CsvFile(main, validation_path=str(tmp_path / "odd.csv")).read()


# Repeated rows ------------------------------------------------------------------------------------------------

DISTINCT = DataConfig(distinct=True, validation=0.2, test=0.3, stratified=False)


def test_repeated_rows_are_in_no_part() -> None:
    draw = np.random.default_rng(0)
    x, y = draw.integers(0, 6, 200).astype(float), draw.integers(0, 2, 200)
    x[:10] = np.nan
    dataset = Dataset(
        "t",
        (Column.number("x", x), Column.number("z", np.zeros(200))),
        Column.category("y", ["ab"[i] for i in y]),
        aside=(Column.number("no", np.arange(200)),),
    )
    parts = split_rows(dataset, DISTINCT, 0)
    kept = np.sort(np.concatenate(parts))
    first = {
        (str(value), answer): row
        for row, (value, answer) in reversed(list(enumerate(zip(x, y, strict=True))))
    }
    assert kept.tolist() == sorted(first.values())
    assert len(split_rows(dataset, DISTINCT.replace(distinct=False), 0)[0]) == 100


def test_a_row_with_another_answer_is_no_repetition() -> None:
    dataset = Dataset("t", (Column.number("x", np.zeros(8)),), Column.number("y", np.repeat(range(4), 2)))
    assert np.sort(np.concatenate(split_rows(dataset, DISTINCT, 0))).tolist() == [0, 2, 4, 6]


def test_repeated_rows_stay_where_they_are_learned_from() -> None:
    """Of a row in the main file and in that of the test, the one that is tested goes."""
    x = Column.number("x", [1, 2, 3, 4, 1, 9])
    y = Column.number("y", [0, 1, 0, 1, 0, 1])
    dataset = Dataset("t", (x,), y, parts=np.array([0, 0, 0, 0, 2, 2], np.int8))
    train, _, test = split_rows(dataset, DISTINCT.replace(validation=0.0), 0)
    assert train.tolist() == [0, 1, 2, 3]
    assert test.tolist() == [5]


def test_repeated_pictures_and_rows_without_a_value_go_together() -> None:
    pictures = np.zeros((12, 2, 2, 1), np.float32)
    pictures[6:] = np.arange(6)[:, None, None, None]  # the first of them is black, too
    dataset = Dataset("t", pictures, Column.category("y", ["a", "b"] * 6))
    assert np.sort(np.concatenate(split_rows(dataset, DISTINCT, 0))).tolist() == [0, 1, 7, 8, 9, 10, 11]

    x = Column.number("x", [np.nan, 1, 1, 2, 3, 4])
    table = Dataset("t", (x,), Column.number("y", [0.0] * 6))
    config = DISTINCT.replace(columns=(ColumnSettings("x", missing="drop"),))
    assert np.sort(np.concatenate(split_rows(table, config, 0))).tolist() == [1, 3, 4, 5]
