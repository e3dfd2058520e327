"""Along what the rows of a table can be drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.cells.dates import spelled
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dividing.row_order import RowOrder, row_order
from nnstudio.data.preparing.prepare import prepare
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


HOURS = np.arange(2000.0)
WEEKDAYS = HOURS[(HOURS % 7 < 5) & ~((HOURS > 500) & (HOURS < 504))]
"""Days, with Thursday to Saturday of an Easter missing as well."""


def ends_of_gaps(places: np.ndarray, rows: np.ndarray) -> list[float]:
    order = RowOrder("t", False, places)
    between = order.gaps(rows, "")
    assert between.shape == (max(0, len(rows) - 1),)
    return [float(place) for place in places[rows[1:][between]]]


@pytest.mark.parametrize(
    ("places", "ends"),
    [
        (HOURS, []),
        (np.delete(HOURS, slice(700, 702)), []),
        (np.delete(HOURS, slice(700, 703)), [703]),
        (WEEKDAYS, []),
        (WEEKDAYS[(WEEKDAYS < 900) | (WEEKDAYS > 910)], [911]),
        (np.repeat(HOURS[:40], 2), []),
        (np.zeros(5), []),
        (HOURS[:2], []),
        (HOURS[:1], []),
    ],
)
def test_gaps_of_a_log_are_longer_than_its_usual_steps(places: np.ndarray, ends: list[float]) -> None:
    assert ends_of_gaps(places, np.arange(len(places))) == ends


def test_what_happens_now_and_then_has_hardly_any_gap() -> None:
    moments = np.cumsum(np.random.default_rng(0).exponential(size=4000))
    assert len(ends_of_gaps(moments, np.arange(4000))) < 12


def test_among_rows_drawn_by_lot_gaps_are_those_of_the_log() -> None:
    log = np.delete(HOURS, slice(700, 712))
    drawn = np.sort(np.random.default_rng(0).permutation(len(log))[: len(log) // 5])
    assert (np.diff(log[drawn]) > 12).any()
    assert ends_of_gaps(log, drawn) == [log[drawn[drawn >= 700][0]]]
    apart = np.r_[0:100, 1000:1100]
    assert ends_of_gaps(HOURS, apart) == [1000], "what is between belongs to another part"


def test_rows_of_a_series_stand_in_their_order(tmp_path: Path) -> None:
    order = order_in(sites_log(40, newest_first=True), tmp_path / "log.csv", earlier=2)
    assert order is not None
    assert order.series is not None
    rows = np.arange(5, len(order.places), 2)
    south = rows[order.along(rows, "south")]
    assert set(order.series.texts[south]) == {"south"}
    assert (np.diff(order.places[south]) > 0).all()
    assert not order.gaps(south, "south").any()


def test_pictures_and_tables_without_moments_have_none() -> None:
    for name in ("digits", "iris"):
        assert prepare(Bundled(name).read(), DataConfig(), 0).order is None
