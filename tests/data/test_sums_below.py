"""Sums and means below a table: left out and told where they are what they say, and rows like others where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.readers.sums_below import rows_above_sums
from tests.data.test_table_head import tables

pytestmark = pytest.mark.usefixtures("inline")

ROWS = [["north", "120.5", "3"], ["south", "80.25", "5"], ["east", "99", "4"], ["west", "101", "6"]]
SUMS = {
    "a total": [["Total", "400.75", "18"]],
    "in German, with a colon": [["Summe:", "400.75", "18"]],
    "of one column, with another figure beside": [["Grand total", "400.75", "100"]],
    "a mean, rounded": [["Mean", "100.19", ""]],
    "both": [["Sum", "400.75", "18"], ["Average", "100.1875", "4.5"]],
}
NONE = {
    "a place of that name": [["Total", "55", "2"]],
    "a number that is a sum by chance": [["centre", "400.75", "18"]],
    "two of which one is none": [["Total", "400.75", "18"], ["Mean", "7", "7"]],
    "no numbers": [["Total", "", ""]],
    "a word that only begins so": [["Summer", "400.75", "18"]],
}
HEADER = [["region", "sales", "staff"]]


@pytest.mark.parametrize("case", SUMS)
def test_what_sums_up_is_left_out_and_told(tmp_path: Path, case: str) -> None:
    for table in tables(tmp_path, [*HEADER, *ROWS, *SUMS[case]]):
        assert table["region"].categories == ("east", "north", "south", "west")
        assert len(table["sales"].values) == len(ROWS)
        told = [str(note) for note in table.notes if "Sums below the table are left out" in str(note)]
        assert len(told) == 1
        for number, row in enumerate(SUMS[case], len(ROWS) + 2):
            assert f"'{row[0]}' in line {number}" in told[0]


@pytest.mark.parametrize("case", NONE)
def test_what_does_not_is_a_row_like_others(tmp_path: Path, case: str) -> None:
    for table in tables(tmp_path, [*HEADER, *ROWS, *NONE[case]]):
        assert len(table["sales"].values) == len(ROWS) + len(NONE[case])
        assert not any("Sums below" in str(note) for note in table.notes)


def test_of_money_and_decimal_commas(tmp_path: Path) -> None:
    rows = [
        ["a", "1.200,50 €"],
        ["b", "300,25 €"],
        ["c", "99,25 €"],
        ["d", "400,00 €"],
        ["Gesamt", "2.000,00 €"],
    ]
    (tmp_path / "t.csv").write_text("\n".join(map(";".join, [["art", "umsatz"], *rows])), encoding="utf-8")
    from nnstudio.data.sources import CsvFile

    table = CsvFile(str(tmp_path / "t.csv")).table()
    assert table["umsatz"].values.tolist() == [1200.5, 300.25, 99.25, 400.0]


@given(st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 2)), min_size=4, max_size=40), st.booleans())
def test_a_sum_of_anything_is_known(values: list[float], numbers: bool) -> None:
    import numpy as np
    import polars as pl

    total = round(sum(values), 2)
    column = np.array([*values, total]) if numbers else pl.Series([f"{v:.2f}" for v in [*values, total]])
    words = pl.Series([*(f"x{i}" for i in range(len(values))), "Total"])
    kept = rows_above_sums([words, column], np.arange(2, len(values) + 3), ".", [])
    assert kept == len(values) + (total == 0)
