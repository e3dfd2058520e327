"""Along what the rows of a table can be drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.data.columns import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dates import spelled
from nnstudio.data.prepare import prepare
from nnstudio.data.row_order import RowOrder, row_order
from nnstudio.data.sources import Bundled, CsvFile
from tests.data.logs import sites_log


def order_in(text: str, path: Path, config: DataConfig | None = None, **settings: object) -> RowOrder | None:
    path.write_text(text, encoding="utf-8")
    source, table = read_proposed(CsvFile(str(path)))
    return row_order(source.replace(**settings).dataset(table), config or DataConfig())


def all_series(order: RowOrder) -> tuple[str, ...]:
    return order.series_of(np.arange(len(order.places)))


def test_earlier_rows_tell_order_and_series(tmp_path: Path) -> None:
    order = order_in(sites_log(60), tmp_path / "log.csv", earlier=2)
    assert order is not None
    assert order.series is not None
    assert (order.column, order.dates, all_series(order)) == ("time", True, ("north", "south"))
    assert order.series_of(np.flatnonzero(order.series.texts == "south")) == ("south",)
    assert spelled(order.places[0]) == "2024-03-01 02:00"
    path = tmp_path / "plain.csv"
    plain = "x,y\n" + "".join(f"{i * 7 % 11},{i * 3 % 5}.5\n" for i in range(40))
    counted = order_in(plain, path, earlier=2)
    assert counted is not None
    assert (counted.column, counted.dates, all_series(counted)) == ("", False, ())
    assert counted.places.tolist() == list(range(1, 39))


def test_dates_that_occur_once_are_an_order(tmp_path: Path) -> None:
    head, *rows = sites_log(60).splitlines(keepends=True)
    alone = "".join([head, *(row for row in rows if "north" in row)])
    order = order_in(alone, tmp_path / "log.csv")
    assert order is not None
    assert (order.column, order.dates, all_series(order)) == ("time", True, ())
    left_out = order_in(alone, tmp_path / "log.csv", ignored=("time",))
    assert left_out is not None
    assert np.array_equal(left_out.places, order.places)
    both = "".join([head, *sorted(rows)])
    assert order_in(both, tmp_path / "log.csv") is None, "two sites at one moment"


def test_rows_that_are_divided_by_time_follow_one_another_by_it(tmp_path: Path) -> None:
    text = "day,x,y\n" + "".join(f"{(i * 7) % 40},{i * 5 % 11},{i * 3 % 5}.5\n" for i in range(40))
    assert order_in(text, tmp_path / "t.csv") is None
    by_time = DataConfig(divided="time", divided_by="day")
    order = order_in(text, tmp_path / "t.csv", by_time)
    assert order is not None
    assert (order.column, order.dates, order.places[1]) == ("day", False, 7)
    assert order_in(text, tmp_path / "t.csv", by_time.replace(divided_by="x")) is None


def test_pictures_and_tables_without_moments_have_none() -> None:
    for name in ("digits", "iris"):
        assert prepare(Bundled(name).read(), DataConfig(), 0).order is None
