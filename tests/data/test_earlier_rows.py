"""What stood in the rows before: found by hand as well, in any order of the file, and carried to new rows."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.baseline import last_value
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.earlier import EarlierRows, earlier_name
from nnstudio.data.columns.earlier_columns import add_earlier, kinds_to_read, newest_row, seeing_earlier
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile
from nnstudio.data.tables import Table, TableFormat
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError
from tests.data.logs import START, sites_log

pytestmark = pytest.mark.usefixtures("inline")


def table_of(*columns: Column, parts: Any = None) -> Table:
    names = tuple(column.name for column in columns)
    return Table("t", columns, names, {}, TableFormat(), parts=parts)


def log_at(path: Path, **how: Any) -> CsvFile:
    path.write_text(sites_log(60, **how), encoding="utf-8")
    return CsvFile(str(path))


@given(st.data())
def test_each_value_is_the_one_that_many_rows_before(data: st.DataObject) -> None:
    count, rows, ahead = (
        data.draw(st.integers(1, 30)),
        data.draw(st.integers(1, 4)),
        data.draw(st.integers(1, 3)),
    )
    whole = st.lists(st.integers(0, 4), min_size=count, max_size=count)
    series, order = data.draw(whole), data.draw(whole)
    parts = np.array([each % 3 for each in data.draw(whole)], np.int8) if data.draw(st.booleans()) else None
    gaps = data.draw(st.sets(st.integers(0, count - 1)))
    moments = [np.nan if i in gaps else float(each) for i, each in enumerate(order)]
    table = table_of(
        Column.number("v", range(count)),
        Column.category("c", [f"c{i % 3}" for i in range(count)]),
        Column.number("t", moments),
        Column.category("s", [f"s{each}" for each in series]),
        parts=parts,
    )
    seen = EarlierRows(rows, ("v", "c"), "t", "plain number", "s", ahead)
    found = add_earlier(table, seen, whole=False)
    assert found.names[: 2 * rows] == tuple(name for name, _, _ in seen.named())
    for i in range(count):
        mates = [
            j for j in range(count)
            if j not in gaps and series[j] == series[i] and (parts is None or parts[j] == parts[i])
        ]  # fmt: skip
        mates.sort(key=lambda j: (order[j], j))
        for back in range(ahead, ahead + rows):
            place = mates.index(i) - back if i in mates else -1
            value = found[earlier_name("v", back)].values[i]
            code = found[earlier_name("c", back)].values[i]
            if place < 0:
                assert np.isnan(value)
                assert code == -1
            else:
                assert value == mates[place]
                assert code == mates[place] % 3


def test_the_oldest_row_comes_first_and_each_row_stays_together() -> None:
    table = table_of(Column.number("a", range(5)), Column.number("b", range(5)))
    found = add_earlier(table, EarlierRows(2, ("a", "b")), whole=True)
    assert found.names == ("a (t-2)", "b (t-2)", "a (t-1)", "b (t-1)", "a", "b")
    assert found["a"].values.tolist() == [2, 3, 4], "rows with fewer before them are left out"
    assert found["a (t-2)"].values.tolist() == [0, 1, 2]
    assert any("2 rows with fewer than 2 before them are left out" in str(note) for note in found.notes)


def test_a_file_with_the_newest_first_says_the_same(tmp_path: Path) -> None:
    made = []
    for newest_first in (False, True):
        source, table = read_proposed(log_at(tmp_path / "log.csv", newest_first=newest_first))
        dataset = source.replace(earlier=2).dataset(table)
        assert dataset.earlier == EarlierRows(2, ("temperature", "load"), "time", "month first", "site")
        assert [each.column for each in dataset.names] == ["time", "site"]
        order = np.lexsort((dataset.column("time").values, dataset.column("site").values))
        made.append([dataset.column(c).values[order] for c in ("load", "load (t-1)", "temperature (t-2)")])
    for one, other in zip(*made, strict=True):
        assert np.array_equal(one, other)


def test_a_missing_cell_counts_once_in_however_many_rows_it_is_seen(tmp_path: Path) -> None:
    cells = [f"{i},{'' if i in (0, 7, 20, 39) else i % 5},{i % 3}" for i in range(40)]
    (tmp_path / "log.csv").write_text("\n".join(["load,heat,more", *cells]), encoding="utf-8")
    source = CsvFile(str(tmp_path / "log.csv"), target="load", earlier=13, earlier_of=("heat",))
    for ignored in ((), ("heat",)):
        (said,) = (
            str(note) for note in source.replace(ignored=ignored).read().notes if "missing" in str(note)
        )
        assert said.startswith("4 missing cells in 'heat' will be filled")


def test_what_follows_from_earlier_rows_is_there_exactly(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    d = source.replace(earlier=2).dataset(table)
    now, one, two, warm = (
        d.column(name).values for name in ("load", "load (t-1)", "load (t-2)", "temperature")
    )
    assert np.abs(now - (0.7 * one - 0.4 * two + 0.3 * warm)).max() < 0.005, "up to what was rounded"


def test_a_forecast_several_rows_ahead_does_not_see_the_rows_just_before(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    dataset = source.replace(earlier=2, ahead=24).dataset(table)
    assert [c.name for c in dataset.inputs][:4] == [
        "temperature (t-25)", "load (t-25)", "temperature (t-24)", "load (t-24)",
    ]  # fmt: skip
    assert len(dataset) == 2 * (60 - 25)
    assert "of 2 rows, the newest 24 before it, in the order of 'time'" in " ".join(
        map(str, table.notes + dataset.notes)
    )
    assert dataset.earlier is not None
    taken = [dataset.earlier.taken_from(f"load (t-{back})") for back in (1, 23, 24, 25, 26)]
    assert taken == ["load (t-1)", "load (t-23)", "load", "load", "load (t-26)"]


def test_the_newest_row_is_the_last_in_the_order_of_the_series() -> None:
    seen = EarlierRows(1, ("v",), "t")
    values = Column.number("v", range(4))
    for moments, newest in (
        ([4, 7, 7, 6], 2),
        ([7, np.nan, 5, 4], 0),
        ([np.nan] * 4, 3),
    ):
        table = table_of(values, Column.number("t", moments))
        assert newest_row(table, seen) == newest
    assert newest_row(table_of(values), seen) == 3, "whoever says what came before need not say when"
    assert newest_row(table, EarlierRows(1, ("v",))) == 3, "they follow one another as they stand"


def test_rows_that_are_nothing_but_earlier_ones_are_a_sequence(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    source = source.replace(earlier=6, ahead=2)

    def sequence(*ignored: str, **columns: Any) -> tuple[int, ...]:
        config = DataConfig(**columns)
        return prepare(source.ignoring(*ignored).dataset(table), config, 0).sequence

    assert sequence() == (), "there are columns of the row itself"
    own = "time", "site", "temperature"
    assert sequence(*own) == (6, 1), "what is left out is not seen of earlier rows"
    source = source.replace(earlier_of=("load", "temperature", "site"))
    assert sequence(*own) == (6, 4), "a category has a feature for each value"
    assert sequence(*own, "load (t-4)") == (), "one row lacks a value"
    gaps = (ColumnSettings("load", indicator=True),)
    assert sequence(*own, columns=gaps)[:1] == (6,)
    assert prepare(CsvFile(str(tmp_path / "log.csv")).read(), DataConfig(), 0).sequence == ()


@pytest.mark.parametrize("scaling", ["standard", "minmax", "none", "robust"])
@pytest.mark.parametrize("logarithm", [False, True])
def test_the_last_value_is_a_baseline_in_the_unit_of_the_target(
    tmp_path: Path, scaling: Any, logarithm: bool
) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    dataset = source.replace(earlier=2, ahead=3).dataset(table)
    config = DataConfig(scaling=scaling)
    if logarithm:
        config = config.replace(columns=(ColumnSettings("load", logarithm=True),))
    prepared = prepare(dataset, config, 0)
    rows = prepared.test.rows
    expected = np.abs(dataset.column("load").values - dataset.column("load (t-3)").values)[rows].mean()
    assert last_value(prepared, prepared.test) == pytest.approx(expected, rel=1e-5)


def test_without_values_of_its_own_before_a_target_has_no_last_one(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    for changes in (
        {},
        {"earlier": 2, "earlier_of": ("temperature",)},
        {"earlier": 2, "ignored": ("load (t-1)", "load (t-2)")},
    ):
        prepared = prepare(source.replace(**changes).dataset(table), DataConfig(), 0)
        assert last_value(prepared, prepared.test) is None


def test_the_last_value_is_the_newest_one_that_is_seen(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    dataset = source.replace(earlier=3, ignored=("load (t-1)",)).dataset(table)
    prepared = prepare(dataset, DataConfig(), 0)
    distances = np.abs(dataset.column("load").values - dataset.column("load (t-2)").values)
    expected = distances[prepared.test.rows].mean()
    assert last_value(prepared, prepared.test) == pytest.approx(expected, rel=1e-5)


def test_rows_without_a_target_are_seen_by_those_behind_them(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text(
        "x,y\n" + "".join(f"{i},{'' if i == 5 else i * 10}\n" for i in range(20)), encoding="utf-8"
    )
    source = CsvFile(str(path), target="y", task="regression", earlier=1, earlier_of=("x", "y"))
    dataset = source.read()
    at = dataset.column("x").values.tolist().index(6)
    assert dataset.column("x (t-1)").values[at] == 5
    assert np.isnan(dataset.column("y (t-1)").values[at])


def test_files_of_their_own_do_not_see_each_other(tmp_path: Path) -> None:
    for name, start in (("main", 0), ("test", 100)):
        rows = "".join(f"{i},{i * 3 % 7}.5\n" for i in range(start, start + 20))
        (tmp_path / f"{name}.csv").write_text("x,y\n" + rows, encoding="utf-8")
    dataset = CsvFile(str(tmp_path / "main.csv"), test_path=str(tmp_path / "test.csv"), earlier=2).read()
    assert dataset.parts is not None
    assert dataset.column("x").values[dataset.parts == 2].tolist() == list(range(102, 120))


def test_settings_of_a_column_hold_for_its_earlier_values(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("x,y\n" + "".join(f"{'' if i == 8 else i},{i}.5\n" for i in range(30)), encoding="utf-8")
    dataset = CsvFile(str(path), earlier=2, earlier_of=("x",)).read()
    config = DataConfig(columns=(ColumnSettings("x", missing="drop", scaling="minmax", logarithm=True),))
    kept = np.concatenate(split_rows(dataset, config, 0))
    assert not {8, 9, 10} & set((dataset.target.values[kept] - 0.5).astype(int).tolist())
    prepared = prepare(dataset, config, 0)
    assert all(column.logarithm for column in prepared.preprocessor.columns)
    assert [column.name for column in prepared.preprocessor.columns] == ["x (t-2)", "x (t-1)", "x"]


def test_new_rows_need_the_columns_that_values_are_taken_from(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    dataset = source.replace(earlier=2).ignoring("time", "site").dataset(table)
    preprocessor = prepare(dataset, DataConfig(), 0).preprocessor
    again = Preprocessor.from_plain(preprocessor.to_plain())
    assert again == preprocessor
    assert {"time", "site", "load", "temperature"} <= set(kinds_to_read(again))
    new = table_of(*(table[name] for name in ("time", "temperature", "load")))
    with pytest.raises(StudioError, match="there is no column 'site'"):
        seeing_earlier(new, again)
    found = seeing_earlier(table, again)
    assert len(again.transform(found.columns)) == 120, "each row gets an answer"
    assert "4 rows have fewer than 2 before them" in str(found.short[0])
    ready = table_of(*(found[name] for name in again.kinds))
    assert np.array_equal(
        again.transform(seeing_earlier(ready, again).columns), again.transform(found.columns)
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"earlier": 30}, "no row has 30 rows before it in its series"),
        ({"earlier": 3, "ahead": 18}, "no row has 20 rows before it in its series"),
        ({"earlier": 1, "order_by": "c"}, "column 'c' holds neither dates nor numbers"),
        ({"earlier": 1, "order_by": "when"}, "there is no column 'when'"),
        ({"earlier": 1, "series": "who"}, "there is no column 'who'"),
        ({"earlier": 1, "earlier_of": ("z",)}, "there is no column 'z'"),
    ],
)
def test_what_cannot_be_seen_is_one_line(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "x,c,y\n" + "".join(f"{i},{'uv'[i % 2]},{i * 7 % 5}.5\n" for i in range(20)), encoding="utf-8"
    )
    with pytest.raises(StudioError, match=told) as caught:
        CsvFile(str(path)).replace(**changes).read()
    assert str(caught.value).startswith("t.csv: ")


def test_without_a_column_to_be_seen_there_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "day,c\n" + "".join(f"2024-01-{i:02},{'uv'[i % 2]}\n" for i in range(1, 29)), encoding="utf-8"
    )
    source = CsvFile(str(path), dates=("day",), earlier=2)
    with pytest.raises(StudioError, match="there is no column whose earlier values"):
        source.read()
    assert source.replace(earlier_of=("c",)).read().column("c (t-1)").categories == ("u", "v")


def test_more_than_memory_holds_is_refused_before_it_is_taken() -> None:
    table = table_of(*(Column.number(f"x{i}", np.zeros(200_000)) for i in range(3)))
    with pytest.raises(StudioError, match=r"rows with .* earlier values each are more than fit into memory"):
        add_earlier(table, EarlierRows(1000, ("x0", "x1", "x2")), whole=True)


@pytest.mark.parametrize(
    "damage", [{"rows": 0}, {"rows": 2000}, {"ahead": 0}, {"columns": []}, {"columns": [""]}]
)
def test_damaged_settings_are_one_line(damage: dict[str, Any], tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    plain = prepare(source.replace(earlier=2).dataset(table), DataConfig(), 0).preprocessor.to_plain()
    plain["earlier"] |= damage
    with pytest.raises(StudioError, match="Preprocessing is damaged"):
        Preprocessor.from_plain(plain)


def test_rows_that_see_each_other_and_are_divided_by_lot_are_told(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    source = source.replace(earlier=2).ignoring("time")
    dataset = source.dataset(table)
    (found,) = (w for w in warnings_about(dataset, DataConfig(source=source)) if w.kind == "time_order")
    assert found.remedy is not None
    by_time = found.remedy.config
    assert by_time is not None
    assert (by_time.divided, by_time.divided_by) == ("time", "time")
    assert found.remedy.option == ("--split-by", "time", "--split", "time")
    assert "time_order" not in [w.kind for w in warnings_about(dataset, by_time)]
    path = tmp_path / "plain.csv"
    path.write_text("x,y\n" + "".join(f"{i * 7 % 11},{i * 3 % 5}.5\n" for i in range(40)), encoding="utf-8")
    plain = CsvFile(str(path))
    for rows, told in ((0, []), (2, ["time_order"])):
        source = plain.replace(earlier=rows)
        kinds = [w.kind for w in warnings_about(source.read(), DataConfig(source=source))]
        assert [kind for kind in kinds if kind == "time_order"] == told


def test_what_was_known_before_is_no_leak(tmp_path: Path) -> None:
    walk = 100 + np.cumsum(np.random.default_rng(0).normal(size=300))
    path = tmp_path / "walk.csv"
    rows = (f"{START + datetime.timedelta(days=i):%Y-%m-%d},{v:.2f},{v:.1f}\n" for i, v in enumerate(walk))
    path.write_text("day,high,close\n" + "".join(rows), encoding="utf-8")
    source = CsvFile(str(path), earlier=2)
    found = [w.columns for w in warnings_about(source.read(), DataConfig(source=source)) if w.kind == "leak"]
    assert found == [("high",)], "the one of the row itself"


def test_rows_with_too_few_before_them_have_a_target_all_the_same(tmp_path: Path) -> None:
    source, table = read_proposed(log_at(tmp_path / "log.csv"))
    source = source.replace(earlier=40)
    dataset = source.dataset(table)
    assert len(dataset) == 2 * (60 - 40)
    assert "no_target" not in [w.kind for w in warnings_about(dataset, DataConfig(source=source))]


@pytest.mark.parametrize("ignored", [(), ("load",)])
def test_a_number_that_stands_for_none_is_told_once(tmp_path: Path, ignored: tuple[str, ...]) -> None:
    path = tmp_path / "log.csv"
    lines = [f"{-999 if i % 20 == 7 else i * 7 % 31},{i * 3 % 5}.5" for i in range(200)]
    path.write_text("\n".join(["load,y", *lines]) + "\n", encoding="utf-8")
    source = CsvFile(str(path)).replace(earlier=3, earlier_of=("load", "y")).ignoring(*ignored)
    found = [w for w in warnings_about(source.read(), DataConfig(source=source)) if w.kind == "stand_in"]
    assert [w.columns for w in found] == [("load (t-3)",) if ignored else ("load",)]
