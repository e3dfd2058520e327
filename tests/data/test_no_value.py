"""Cells with a number that stands for no value are read as empty ones, in every kind of file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.cells.no_value import CountsAsMissing, numbers_in, parted, without
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.facts import profiles
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import SOURCES, CsvFile, ExcelFile, JsonFile, ParquetFile, SqliteFile, TableSource
from nnstudio.data.warnings import warnings_about
from nnstudio.nn.fields import FieldError
from nnstudio.system.messages import StudioError
from tests.data.stand_in_table import NUMBERS, TREATED, cells, counting, source, written
from tests.data.workbooks import xlsx


def same(one: Column, other: Column) -> bool:
    return (
        (one.name, one.kind, one.categories, one.dress, one.day_first)
        == (other.name, other.kind, other.categories, other.dress, other.day_first)
    ) and np.array_equal(one.values, other.values, equal_nan=one.kind != "category")


def typed(cell: str) -> str | float | None:
    """A cell as a workbook or a typed file has it."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell


def _csv(path: Path, table: list[list[str]]) -> TableSource:
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in table), encoding="utf-8")
    return CsvFile(str(path))


def _excel(path: Path, table: list[list[str]]) -> TableSource:
    path.write_bytes(xlsx({"a": [table[0], *([typed(cell) for cell in row] for row in table[1:])]}))
    return ExcelFile(str(path))


def _parquet(path: Path, table: list[list[str]]) -> TableSource:
    columns: dict[str, list[str | float | None]] = {}
    for i, name in enumerate(table[0]):
        found = [typed(row[i]) for row in table[1:]]
        numbers = all(isinstance(cell, float) or cell is None for cell in found)
        columns[name] = found if numbers else [row[i] or None for row in table[1:]]
    pl.DataFrame(columns).write_parquet(path)
    return ParquetFile(str(path))


def _json(path: Path, table: list[list[str]]) -> TableSource:
    rows = [dict(zip(table[0], map(typed, row), strict=True)) for row in table[1:]]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return JsonFile(str(path))


def _sqlite(path: Path, table: list[list[str]]) -> TableSource:
    with sqlite3.connect(path) as database:
        names = ", ".join(f'"{name}"' for name in table[0])
        database.execute(f"create table t ({names})")
        marks = ", ".join("?" * len(table[0]))
        database.executemany(f"insert into t values ({marks})", [tuple(map(typed, row)) for row in table[1:]])
    database.close()
    return SqliteFile(str(path))


@pytest.mark.parametrize("write", [_csv, _excel, _parquet, _json, _sqlite])
def test_every_kind_of_file_reads_them_as_empty(
    tmp_path: Path, write: Callable[[Path, list[list[str]]], TableSource]
) -> None:
    ending = {"_csv": "csv", "_excel": "xlsx", "_parquet": "parquet", "_json": "json", "_sqlite": "sqlite"}
    path, other = (tmp_path / f"{name}.{ending[write.__name__]}" for name in "ab")
    full = counting(write(path, cells(empty=False)))
    empty = write(other, cells(empty=True))
    one, two = full.table(full.kinds), empty.table(empty.kinds)
    assert any(column.missing.any() for column in one.columns)
    assert one.names == two.names
    assert list(map(str, one.skipped.values())) == list(map(str, two.skipped.values()))
    for mine, theirs in zip(one.columns, two.columns, strict=True):
        assert same(mine, theirs), mine.name
        assert mine.stand_ins == NUMBERS.get(mine.name, ())
    assert profiles(one) == profiles(two)


@pytest.mark.parametrize("target", ["y", "class"])
def test_the_data_set_and_what_is_trained_on_are_the_same(tmp_path: Path, target: str) -> None:
    full = source(written(tmp_path, "a.csv", empty=False), target, empty=False)
    empty = source(written(tmp_path, "b.csv", empty=True), target, empty=True)
    one, two = full.read(), empty.read()
    assert one.fingerprint == two.fingerprint
    prepared = [
        prepare(dataset, DataConfig(each, columns=TREATED), 1)
        for dataset, each in ((one, full), (two, empty))
    ]
    for part in ("x_train", "y_train", "x_validation", "x_test", "y_test"):
        if hasattr(prepared[0], part):
            np.testing.assert_array_equal(getattr(prepared[0], part), getattr(prepared[1], part))


numbers = st.one_of(st.just(-999.0), st.just(99.9), st.floats(-50, 50).map(lambda x: round(x, 3)))


@settings(max_examples=40, deadline=None)
@given(st.lists(numbers, min_size=12, max_size=40), st.sampled_from(["usual", "median", "most_frequent"]))
def test_new_columns_of_numbers_are_prepared_alike(values: list[float], how: str) -> None:
    raw = np.array(values)
    stand_ins = (-999.0, 99.9)
    empty = np.where(np.isin(raw, stand_ins), np.nan, raw)
    target = Column.number("y", np.arange(len(raw), dtype=float))
    read = Column("a", "number", empty, stand_ins=stand_ins)
    fitted = fit(Dataset("t", (read,), target), settings=(ColumnSettings("a", missing=how, indicator=True),))
    np.testing.assert_array_equal(
        fitted.transform([Column.number("a", raw)]), fitted.transform([Column.number("a", empty)])
    )
    assert type(fitted).from_plain(fitted.to_plain()) == fitted


def test_separate_files_and_rows_before_follow(tmp_path: Path) -> None:
    tables = []
    for empty in (False, True):
        main, test = (written(tmp_path, f"{seed}{empty}.csv", empty=empty, seed=seed) for seed in (3, 4))
        base = source(main, "y", empty=empty).replace(
            test_path=str(test), earlier=2, earlier_of=("load", "code")
        )
        tables.append(base.read())
    assert tables[0].fingerprint == tables[1].fingerprint


def test_the_warning_goes_with_a_click_and_says_the_option(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{-999 if i % 9 == 0 else i % 17 / 3},{i % 5},{i * i % 23}" for i in range(90)]
    path.write_text("\n".join(["load,b,y", *rows]), encoding="utf-8")
    config = DataConfig(CsvFile(str(path), target="y"))
    assert config.source is not None
    (found,) = [each for each in warnings_about(config.source.read(), config) if each.kind == "stand_in"]
    assert found.remedy is not None
    assert str(found.remedy.words) == "Count \N{MINUS SIGN}999 as missing"
    assert found.remedy.option == ("--missing", "load=-999")
    after = found.remedy.config
    assert after is not None
    assert after.source is not None
    dataset = after.source.read()
    assert dataset.column("load").missing.sum() == 10
    assert not [each for each in warnings_about(dataset, after) if each.kind == "stand_in"]


def test_a_target_without_a_value_leaves_its_rows_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{i % 17 / 3},{-999 if i % 9 == 0 else i * i % 23 / 7}" for i in range(90)]
    path.write_text("\n".join(["a,y", *rows]), encoding="utf-8")
    config = DataConfig(CsvFile(str(path), target="y"))
    assert config.source is not None
    (found,) = [each for each in warnings_about(config.source.read(), config) if each.kind == "stand_in"]
    assert found.remedy is not None
    assert found.remedy.config is not None
    assert found.remedy.config.source is not None
    assert len(found.remedy.config.source.read()) == 80


def test_the_setting_is_kept_in_files_and_old_ones_have_none() -> None:
    table = CsvFile("t.csv").with_stand_ins((-999, 99.9), "a", "b")
    plain = SOURCES.to_plain(table)
    assert json.loads(json.dumps(plain))["stand_ins"] == [
        ["a", -999.0],
        ["a", 99.9],
        ["b", -999.0],
        ["b", 99.9],
    ]
    assert SOURCES.from_plain(json.loads(json.dumps(plain))) == (table, {})
    del plain["stand_ins"]
    assert SOURCES.from_plain(plain) == (CsvFile("t.csv"), {})
    assert table.with_stand_ins((), "a").stand_ins == (("b", -999.0), ("b", 99.9))
    assert table.afresh().stand_ins == ()
    for wrong in ("a", [["a"]], [["a", "b"]], [["a", float("nan")]], [[1, 2]]):
        with pytest.raises(StudioError, match="stand_ins must be pairs of a column and a number"):
            CsvFile("t.csv", stand_ins=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "how", [None, "number", "plain number", "number like $1,234.5", "category", "day first"]
)
def test_how_a_column_is_read_goes_along(how: str | None) -> None:
    assert parted(without(how, ())) == (how, ())
    assert parted(without(how, (-999.0, 1e300))) == (how, (-999.0, 1e300))
    assert parted(f"{how} without words") == (f"{how} without words", ())
    assert parted(f"{how} without nan") == (f"{how} without nan", ())


def test_what_a_person_writes() -> None:
    assert numbers_in("-999; \N{MINUS SIGN}9999, 99,9  1e5") == (-999.0, -9999.0, 99.9, 1e5)
    assert numbers_in(" ") == ()
    assert CountsAsMissing.of((-999.0, 99.9)).numbers == "\N{MINUS SIGN}999; 99.9"
    assert CountsAsMissing.of(()).numbers is None
    for wrong in ("none", "-999; inf", "1 x"):
        with pytest.raises(FieldError, match="must be numbers, such as -999; -9999, not "):
            CountsAsMissing(wrong)


def test_a_column_that_holds_nothing_else_is_of_no_use(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "a,b,y\n" + "".join(f"{-999 if i % 2 else 5},{i},{i * i % 7}\n" for i in range(30)), encoding="utf-8"
    )
    table = CsvFile(str(path), target="y").with_stand_ins((-999,), "a")
    assert "a" in table.table(table.kinds).skipped
