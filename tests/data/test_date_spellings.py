"""Dates with names of months, years of two digits, weeks, halves of the day: read alike everywhere, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.cells.dates import are_dates, moment, order_of, seconds
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.sources import CsvFile
from nnstudio.export import NumpyScript
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.judging.given import rows_of, typed_row
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.export.artifacts import artifact

pytestmark = pytest.mark.usefixtures("inline")

READ = {
    "3 Mar 2024": "2024-03-03",
    "March 3, 2024": "2024-03-03",
    "Mar 03 2024 2:05 PM": "2024-03-03 14:05",
    "03-Mar-24": "2024-03-03",
    "03MAR2024": "2024-03-03",
    "3rd of March 2024": "2024-03-03",
    "2024-Mar-03": "2024-03-03",
    "March 2024": "2024-03-01",
    "5 Sept 23": "2023-09-05",
    "3. März 2024": "2024-03-03",
    "3. MÄR. 2024, 14:05 Uhr": "2024-03-03 14:05",
    "Mi, 1. Jänner 2020": "2020-01-01",
    "24-Dez-99": "1999-12-24",
    "Mon, 03 Mar 2024 14:05:06 +0200": "2024-03-03 12:05:06",
    "03.04.24": "2024-04-03",
    "3/4/24": "2024-03-04",
    "12/31/69 12:00 am": "1969-12-31",
    "12/31/2024, 12:05:00\u202fp.m.": "2024-12-31 12:05",
    "2024.03.04": "2024-03-04",
    "2024-W10": "2024-03-04",
    "2020W537": "2021-01-03",
}
UNREAD = (
    "3/4/45", "03.04.68", "3.4.24", "1.2.34", "24/13/32", "May 24", "24-May", "Mar-24", "2021-W53", "2024-W00", "2024-W10-8",
    "3/4/2024 0:30 AM", "3/4/2024 13:00 PM", "30 Feb 2024", "0 Mar 2024", "3 Mai 45", "Marathon 3, 2024", "9999-W52-7", "14:30",
)  # fmt: skip


def both(texts: Sequence[str], day_first: bool = False) -> list[float | None]:
    """What both readers say; in one column, as to begin one takes longer than to read it."""
    found = [moment(text, day_first) for text in texts]
    for text, one, other in zip(texts, found, seconds(pl.Series(texts), day_first), strict=True):
        assert np.isnan(other) if one is None else one == other, text
    return found


def test_what_is_read() -> None:
    assert dict(zip(READ, both(list(READ)), strict=True)) == {
        text: moment(plain) for text, plain in READ.items()
    }


def test_what_is_not() -> None:
    assert {text: found for text, found in zip(UNREAD, both(UNREAD), strict=True) if found is not None} == {}


SPELLED = st.one_of(
    st.from_regex(r"\A[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}( [0-9]{1,2}:[0-9]{2}( ?[AP]M)?)?\Z"),
    st.from_regex(r"\A[0-9]{1,2}[. /-]{1,2}(jan|MÄR|Okt|may)[ /-]([0-9]{2}|[0-9]{4})\Z"),
    st.from_regex(r"\A[0-9]{4}-?W[0-9]{2}(-?[1-7])?\Z"),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(SPELLED, min_size=12, max_size=20), st.booleans())
def test_both_readers_agree(texts: list[str], day_first: bool) -> None:
    both(texts, day_first)


@pytest.mark.parametrize(
    ("texts", "dates", "day_first"),
    [
        (["15/03/24", "16/03/24"], True, True),
        (["3/15/24", "3/16/24"], True, False),
        (["15.03.24", "02.04.24"], True, False),
        (["28-02-24", "29-02-24"], True, True),
        (["24-03-15", "24-03-16", "24-04-01"], False, True),  # the year may be in front
        (["24/03/15", "24/03/16"], False, True),
        (["01.02.03", "02.03.04"], False, False),
        (["03-04-24", "03-04-24"], False, False),
        (["12/05/44", "12/06/71"], False, False),  # of either century
    ],
)
def test_three_short_numbers(texts: list[str], dates: bool, day_first: bool) -> None:
    assert are_dates(pl.Series(texts)) is dates
    assert not dates or order_of(pl.Series(texts)) == (day_first, None)


def test_how_they_were_understood_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"{d} Mai 2024,{d:02}.05.24,05/{d:02}/24,{d % 5}" for d in range(1, 29)]
    path.write_text("\n".join(["named,short,ours,y", *rows]), encoding="utf-8")
    source = CsvFile(str(path))
    assert source.table().dates == ("named", "short", "ours")
    notes = [str(note) for note in source.with_kind("date", "named", "short", "ours").read().notes]
    assert notes == [
        "Column 'named': '1 Mai 2024' is read as 2024-05-01",
        "Column 'short': '01.05.24' is read as 2024-05-01; years of two digits are those from 1969 to 2029",
        "Column 'ours': '05/01/24' is read as 2024-05-01; years of two digits are those from 1969 to 2029",
    ]


def test_rows_typed_rows_and_scripts_read_them_alike(tmp_path: Path) -> None:
    rows = [
        f"{d}. März 2024;{d:02}/04/24 {d % 12 + 1}:30 PM;2024-W{d:02}-{d % 7 + 1};{d % 5}"
        for d in range(1, 29)
    ]
    head = "named;short;week;y"
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    names = tuple(head.split(";")[:3])
    source = CsvFile(str(tmp_path / "t.csv")).with_kind("date", *names)
    preprocessor = fit(source.read())
    whole = artifact(sequential((3,), [Dense(1)]), DataConfig(source), TrainingConfig(MeanSquaredError()))
    script = run_source(NumpyScript().encode(whole))
    assert whole.preprocessor is not None
    new = ["Mar 3, 2025;03/04/24 12:15 am;2024-W10", "3MAR99;2024-05-06;2 Dez 2023 09:00", ";;"]
    path = tmp_path / "new.csv"
    path.write_text("\n".join([head, *(f"{row};1" for row in new)]), encoding="utf-8")
    found = rows_of(str(path), whole.preprocessor).x
    np.testing.assert_allclose(script["prepare"](*script["read"](path)), found, rtol=1e-6)
    for text, row in zip(new[:2], rows_of(str(path), preprocessor).x, strict=False):
        typed = dict(zip(names, text.split(";"), strict=True))
        np.testing.assert_array_equal(typed_row(preprocessor, typed)[0], row)
    for wrong in ("3/4/45", "2021-W53", "13:00", "3/4/2024 13:00 PM"):
        path.write_text(f"{head}\n{wrong};;;1\n1. Mai 2024;;;1\n", encoding="utf-8")
        with pytest.raises(ValueError, match="is no date"):
            script["prepare"](*script["read"](path))


SLIPS = ("31.02.2023", "unknown", "-", "n.d.")


def written(path: Path, days: list[str]) -> CsvFile:
    rows = [f"{day};{i / 8};{i % 3}" for i, day in enumerate(days)]
    path.write_text("\n".join(["day;x;y", *rows]) + "\n", encoding="utf-8")
    return CsvFile(str(path), target="y")


def test_a_few_that_are_no_date_count_as_missing_and_the_others_are_dates(tmp_path: Path) -> None:
    days = [f"{1 + i * i % 28:02}.{1 + i % 12:02}.2023" for i in range(60)]
    source = written(tmp_path / "t.csv", [*SLIPS, *days])
    assert source.table().dates == ("day",)
    source = source.with_kind("date", "day")
    dataset = source.read()
    assert np.flatnonzero(dataset.column("day").missing).tolist() == [0, 1, 2, 3]
    told = "Column 'day': 4 cells that are no date count as missing, the first is '31.02.2023' on line 2"
    assert told in map(str, dataset.notes)
    assert not any("is read as" in str(note) for note in dataset.notes)
    whole = artifact(sequential((2,), [Dense(1)]), DataConfig(source), TrainingConfig(MeanSquaredError()))
    script, new = run_source(NumpyScript().encode(whole)), tmp_path / "new.csv"
    assert whole.preprocessor is not None
    written(new, [*SLIPS, *days])
    np.testing.assert_allclose(
        script["prepare"](*script["read"](new)), rows_of(str(new), whole.preprocessor).x, rtol=1e-6
    )
    written(new, ["-", "unknown", *days[:6]])  # too few to tell
    with pytest.raises(StudioError, match="line 3, column 'day': 'unknown' is not a date"):
        rows_of(str(new), whole.preprocessor)
    with pytest.raises(ValueError, match="row 2, column 'day': 'unknown' is no date"):
        script["prepare"](*script["read"](new))


def test_dates_in_the_other_order_are_no_slips(tmp_path: Path) -> None:
    """Beside 31/12/2023, 12/31/2023 says that what is read as the third of April may be the fourth of March."""
    days = [f"{1 + i * i % 28:02}/{1 + i % 12:02}/2023" for i in range(60)]
    assert written(tmp_path / "t.csv", ["12/31/2023", *days]).table().dates == ()
    source = written(tmp_path / "t.csv", days).with_kind("date", "day")
    whole = artifact(sequential((2,), [Dense(1)]), DataConfig(source), TrainingConfig(MeanSquaredError()))
    script, new = run_source(NumpyScript().encode(whole)), tmp_path / "new.csv"
    assert whole.preprocessor is not None
    written(new, [*days, "12/31/2023"])
    with pytest.raises(StudioError, match="line 62, column 'day': '12/31/2023' is not a date"):
        rows_of(str(new), whole.preprocessor)
    with pytest.raises(ValueError, match="'12/31/2023' is no date"):
        script["prepare"](*script["read"](new))
