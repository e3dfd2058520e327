"""Dates in texts: found, read, spelled; the same in the reading child and beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.cells.dates import are_dates, moment, name_zones, order_of, seconds, spelled
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile, ParquetFile, TableSource, source_for
from nnstudio.project.judging.given import rows_of, typed_row
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")

EPOCH = datetime(1970, 1, 1)
FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%m-%d-%Y %H:%M:%S UTC",
)  # fmt: skip
BY_DAY = ("%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M:%SZ", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S")
ZONES = ("%s%s%02d:%02d", "%s%s%02d%02d", "%s %s%02d:%02d")


def moments() -> st.SearchStrategy[datetime]:
    found = st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31))
    return found.map(lambda when: when.replace(microsecond=0))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(moments(), min_size=1, max_size=6),
    st.sampled_from([*((f, False) for f in FORMS), *((f, True) for f in BY_DAY)]),
)
def test_a_moment_in_any_form(whens: list[datetime], form: tuple[str, bool]) -> None:
    texts = [when.strftime(form[0]) for when in whens]
    wanted = [(when - EPOCH) / timedelta(seconds=1) for when in whens]
    assert [moment(text, form[1]) for text in texts] == wanted
    assert seconds(pl.Series(texts), form[1]).tolist() == wanted
    assert [moment(spelled(each)) for each in wanted] == wanted


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30)),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M:%S.5"]),
    st.sampled_from(ZONES),
    st.integers(-14 * 60, 14 * 60),
)
def test_a_time_zone_is_taken_off(when: datetime, form: str, zone: str, minutes: int) -> None:
    here = when.strftime(form)
    text = zone % (here, "-" if minutes < 0 else "+", abs(minutes) // 60, abs(minutes) % 60)
    wanted = moment(here)
    assert wanted is not None
    assert moment(text) == wanted - 60 * minutes
    assert seconds(pl.Series([text]))[0] == wanted - 60 * minutes
    assert name_zones(pl.Series([text])) == (minutes != 0)
    assert not name_zones(pl.Series([here, here + "Z"]))


def test_a_moment_has_one_name_in_every_zone() -> None:
    texts = [
        "2024-05-01T10:00:00Z",
        "2024-05-01T12:00:00+02:00",
        "2024-05-01 05:00-0500",
        "2024-05-01 10:00 UTC",
        "2024/05/01 12:00:00 PM GMT+2",  # as forms of Google write it
        "2024-05-01 04:30 UTC-05:30",
    ]
    assert all(name_zones(pl.Series([text])) for text in texts[-2:])
    assert set(seconds(pl.Series(texts))) == {1714557600.0} == set(map(moment, texts))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=2, max_size=40, unique=True),
       st.sampled_from("/-"), st.booleans(), st.booleans())  # fmt: skip
def test_the_order_is_told_by_the_values_or_said_to_be_open(
    days: list[date], mark: str, by_day: bool, gap: bool
) -> None:
    form = mark.join(("%d", "%m", "%Y") if by_day else ("%m", "%d", "%Y"))
    texts = pl.Series([day.strftime(form) for day in days] + [None] * gap)
    assert are_dates(texts)
    order = order_of(texts)
    if any(day.day > 12 for day in days):
        assert order == (by_day, None)
    else:
        differ = [text for text, day in zip(texts, days, strict=False) if day.day != day.month]
        assert order == (False, differ[0] if differ else None)
    if order.day_first == by_day:
        wanted = [datetime(day.year, day.month, day.day) for day in days]
        found = seconds(texts, order.day_first)[: len(days)]
        assert found.tolist() == [(when - EPOCH) / timedelta(seconds=1) for when in wanted]


LIKE_DATES = st.from_regex(
    r"\A[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[+-][0-9]{2}:?([0-9]{2})?|Z)?)?\Z"
)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(LIKE_DATES, min_size=12, max_size=20)
)  # of a column, as to begin one takes longer than to read it
def test_both_readers_agree(texts: list[str]) -> None:
    for first in (False, True):
        for text, other in zip(texts, seconds(pl.Series(texts), first), strict=True):
            found = moment(text, first)
            assert np.isnan(other) if found is None else other == found, text


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29",
        "31/13/2024",
        "2024-13-01",
        "2024-01-01 10:00+24:00",
        "2024-01-01+02:00",
        "12:30",
        "2024",
        "24-01-01",
        "2024-01-01 25:00",
        "1.5",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert moment(text) is None
    assert not are_dates(pl.Series([text, "2024-01-01"]))


def test_dates_are_found_but_read_as_such_only_when_wanted(tmp_path: Path) -> None:
    days = [(datetime(2024, 1, 1) + timedelta(days=i)).date() for i in range(80)]
    rows = "".join(f"{day},{'' if i == 3 else day},{i % 7}\n" for i, day in enumerate(days))
    (tmp_path / "t.csv").write_text("when,other,y\n" + rows, encoding="utf-8")
    source = CsvFile(str(tmp_path / "t.csv"))
    table = source.table()
    assert table.dates == ("when", "other")
    assert {name: str(why) for name, why in table.skipped.items()} == dict.fromkeys(
        table.dates, "it holds dates; read it as dates to learn from it"
    )
    wanted = source.with_kind("date", "when", "other")
    dataset = wanted.read()
    when, other = dataset.column("when"), dataset.column("other")
    assert (when.kind, when.values[0], when.values[1] - when.values[0]) == ("date", 1704067200, 86400)
    assert other.missing.nonzero()[0].tolist() == [3]
    assert wanted.with_kind(None, "when").dates == ("other",)
    frame = pl.DataFrame({"when": days, "other": days, "y": [i % 7 for i in range(80)]})
    frame.write_parquet(tmp_path / "t.parquet")
    parquet = ParquetFile(str(tmp_path / "t.parquet"), dates=("when", "other"))
    assert parquet.replace(dates=()).table().dates == ("when", "other")
    np.testing.assert_array_equal(parquet.read().column("when").values, when.values)


def test_a_cell_that_is_no_date_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("when,y\n2024-01-01,1\nsoon,2\n2024-01-03,3\n", encoding="utf-8")
    with pytest.raises(StudioError) as caught:
        CsvFile(str(tmp_path / "t.csv"), dates=("when",)).read()
    assert str(caught.value) == "t.csv, line 3, column 'when': 'soon' is not a date; write it as 2024-12-31"


def written(path: Path, days: list[str]) -> CsvFile:
    path.write_text(
        "when,x,y\n" + "".join(f"{day},{i % 5},{i % 7}\n" for i, day in enumerate(days)), encoding="utf-8"
    )
    return CsvFile(str(path), dates=("when",))


def test_each_column_has_its_own_order_and_other_rows_follow(tmp_path: Path) -> None:
    rows = "".join(f"{d:02}/02/2024,02/{d:02}/2024,{d}/2/2024 10:00+01:00,{d % 3}\n" for d in range(1, 29))
    (tmp_path / "t.csv").write_text("ours,theirs,zoned,y\n" + rows, encoding="utf-8")
    names = ("ours", "theirs", "zoned")
    source = CsvFile(str(tmp_path / "t.csv"), dates=names)
    assert source.replace(dates=()).table().dates == names
    dataset = source.read()
    assert [dataset.column(name).day_first for name in names] == [True, False, True]
    np.testing.assert_array_equal(dataset.column("ours").values, dataset.column("theirs").values)
    np.testing.assert_array_equal(dataset.column("zoned").values, dataset.column("ours").values + 9 * 3600)
    assert [str(note) for note in dataset.notes] == [
        "Column 'zoned': times that name a time zone are counted in UTC, others as they stand"
    ]
    preprocessor = fit(dataset)
    assert Preprocessor.from_plain(preprocessor.to_plain()) == preprocessor
    # A row alone could be read either way: it is read as those of the training were, typed or from a file.
    alone = {"ours": "03/04/2024", "theirs": "04/03/2024", "zoned": "03/04/2024 01:00"}
    (tmp_path / "new.csv").write_text(
        ",".join(alone) + "\n" + ",".join(alone.values()) + "\n", encoding="utf-8"
    )
    wanted = (datetime(2024, 4, 3) - EPOCH) / timedelta(seconds=1)
    found = rows_of(str(tmp_path / "new.csv"), preprocessor).x
    np.testing.assert_array_equal(found, typed_row(preprocessor, alone))
    for i, column in enumerate(preprocessor.columns):
        assert found[0, i] * column.scale + column.offset == pytest.approx(
            wanted + (3600 if i == 2 else 0), abs=60
        )
    held = tmp_path / "held.csv"
    held.write_text("ours,theirs,zoned,y\n03/04/2024,04/03/2024,3/4/2024,1\n", encoding="utf-8")
    both = source.replace(test_path=str(held)).read()
    assert [both.column(name).values[-1] for name in names] == [wanted] * 3
    assert [both.column(name).day_first for name in names] == [True, False, True]


def test_an_open_order_is_said_and_can_be_chosen(tmp_path: Path) -> None:
    source = written(tmp_path / "t.csv", [f"{d:02}/03/2024" for d in range(1, 13)])
    dataset = source.read()
    assert [str(note) for note in dataset.notes] == [
        "Column 'when': nothing tells whether '01/03/2024' is 2024-01-03 or 2024-03-01; it is read as the former. "
        "If that is wrong, say that the day comes first, or write dates as 2024-12-31"
    ]
    assert not dataset.column("when").day_first
    chosen = source.replace(day_first=True).read()
    assert chosen.notes == ()
    assert chosen.column("when").day_first
    assert (np.diff(chosen.column("when").values) == 86400).all()
    assert source.replace(day_first=False).read().fingerprint == dataset.fingerprint != chosen.fingerprint
    with pytest.raises(StudioError, match=r"t\.csv, line 3, column 'when': '12/31/2024' is not a date"):
        written(tmp_path / "t.csv", ["1/3/2024", "12/31/2024"]).replace(day_first=True).read()


def test_dates_are_not_predicted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x,when\n1,2024-01-01\n2,2024-01-02\n4,2024-01-03\n", encoding="utf-8")
    with pytest.raises(StudioError, match="column 'when' holds dates, which are not predicted"):
        CsvFile(str(tmp_path / "t.csv"), dates=("when",)).read()


@pytest.mark.parametrize("form", ["%Y%m%d", "%Y%m%d%H", "%Y%m%d%H%M", "%Y%m%d%H%M%S"])
def test_days_that_are_digits_alone_are_dates_by_the_name_of_their_column(tmp_path: Path, form: str) -> None:
    """As weather services write them; numbers of no time, or that are no day, stay numbers."""
    days = [datetime(2024, 1, 28) + timedelta(hours=31 * i) for i in range(40)]
    rows = [f"{day.strftime(form)},{day.strftime(form)},{20240100 + i},{i % 7}" for i, day in enumerate(days)]
    text = "\n".join(["MESS_DATUM,code,date_of_none,y", *rows, ""])
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    pl.read_csv(tmp_path / "t.csv").write_parquet(tmp_path / "t.parquet")
    for name in ("t.csv", "t.parquet"):
        source = source_for(tmp_path / name)
        assert isinstance(source, TableSource)
        _, table = read_proposed(source)
        assert [table[each].kind for each in ("MESS_DATUM", "code", "date_of_none")] == [
            "date",
            "number",
            "number",
        ]
        wanted = [moment(datetime.strptime(day.strftime(form), form).isoformat(" ")) for day in days]
        assert table["MESS_DATUM"].values.tolist() == wanted
