"""Dates in texts: found, read, spelled; the same in the reading child and beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.dates import are_dates, moment, seconds, spelled
from nnstudio.data.sources import CsvFile, ParquetFile
from nnstudio.system.messages import StudioError

EPOCH = datetime(1970, 1, 1)
FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)), st.sampled_from(FORMS))
def test_a_moment_in_any_form(when: datetime, form: str) -> None:
    when = when.replace(microsecond=0)
    text = when.strftime(form)
    wanted = (when - EPOCH) / timedelta(seconds=1)
    assert moment(text) == wanted
    assert seconds(pl.Series([text]))[0] == wanted
    assert moment(spelled(wanted)) == wanted


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"\A[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?\Z"))
def test_both_readers_agree(text: str) -> None:
    found, other = moment(text), seconds(pl.Series([text]))[0]
    assert np.isnan(other) if found is None else other == found


@pytest.mark.parametrize(
    "text", ["2023-02-29", "31/12/2024", "2024-13-01", "12:30", "2024", "24-01-01", "2024-01-01 25:00", "1.5"]
)
def test_what_is_no_date(text: str) -> None:
    assert moment(text) is None
    assert not are_dates(pl.Series([text, "2024-01-01"]))


def test_dates_are_found_but_read_as_such_only_when_wanted(tmp_path: Path) -> None:
    days = [(datetime(2024, 1, 1) + timedelta(days=i)).date() for i in range(80)]
    rows = "".join(f"{day},{'' if i == 3 else day},{i % 7}\n" for i, day in enumerate(days))
    (tmp_path / "t.csv").write_text("when,other,y\n" + rows)
    source = CsvFile(str(tmp_path / "t.csv"))
    table = source.table()
    assert table.dates == ("when", "other")
    assert table.skipped == dict.fromkeys(table.dates, "it holds dates; read it as dates to learn from it")
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
    (tmp_path / "t.csv").write_text("when,y\n2024-01-01,1\nsoon,2\n2024-01-03,3\n")
    with pytest.raises(StudioError) as caught:
        CsvFile(str(tmp_path / "t.csv"), dates=("when",)).read()
    assert str(caught.value) == "t.csv, line 3, column 'when': 'soon' is not a date; write it as 2024-12-31"


def test_dates_are_not_predicted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x,when\n1,2024-01-01\n2,2024-01-02\n4,2024-01-03\n")
    with pytest.raises(StudioError, match="column 'when' holds dates, which are not predicted"):
        CsvFile(str(tmp_path / "t.csv"), dates=("when",)).read()
