"""Times without a day: hours everywhere, from CSV files, workbooks and Parquet to scripts."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.cells.clock import hours, hours_of, spelled, without_days
from nnstudio.data.cells.dress import named
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile, ExcelFile, ParquetFile
from nnstudio.export import NumpyScript, samples_for
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.judging.given import rows_of, typed_row
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.contracts.alone import run_source
from tests.data.workbooks import sheet_of, xlsx
from tests.export.artifacts import artifact

pytestmark = pytest.mark.usefixtures("inline")

READ = {
    "14:30": 14.5,
    "2:30 PM": 14.5,
    "12:15am": 0.25,
    "24:00": 24.0,
    "39:15:00": 39.25,
    "-1:30": -1.5,
    "00:00:36": 0.01,
    "8:06 Uhr": 8.1,
}
UNREAD = ("1:5", "25:61", "13:00 PM", "0:30 AM", "1:2:3", "14", "14.5", "14:30:60", "a 14:30")


@pytest.mark.parametrize("text", [*READ, *UNREAD])
def test_one_cell_and_a_column_are_read_alike(text: str) -> None:
    found, (other,) = hours(text), hours_of(pl.Series([text]))
    assert found == READ.get(text)
    assert (found is None and math.isnan(other)) or found == other


@given(st.integers(-(10**12), 10**12))
def test_what_is_written_is_read_back(millis: int) -> None:
    value = hours(spelled(millis / 3.6e6 / 1000))
    assert value is not None
    assert value == pytest.approx(millis / 3.6e9, abs=2e-10, rel=1e-14)


def described(path: Path, texts: list[str]) -> tuple[str, str]:
    rows = [f"{text};{i % 5};{i % 3}" for i, text in enumerate(texts * 4)]
    path.write_text("\n".join(["t;x;y", *rows]), encoding="utf-8")
    column = CsvFile(str(path)).table()["t"]
    return column.kind, column.dress


def test_which_columns_are_times(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert described(path, ["8:30", "14:05", ""]) == ("number", "14:30")
    assert described(path, ["0:30:00", "39:05:00"]) == ("number", "14:30")
    assert described(path, ["8:30 AM", "2:30 pm"]) == ("number", "14:30")
    assert described(path, ["25:23", "18:25"])[0] == "category"  # results
    assert described(path, ["2:1", "3:16"])[0] == "category"
    assert described(path, ["8:30", "noon"])[0] == "category"


def test_rows_typed_rows_and_scripts_read_them_alike(tmp_path: Path) -> None:
    rows = [f"{6 + i % 12}:{i % 60:02};{i}:{i:02}:07;{i % 5}" for i in range(1, 50)]
    (tmp_path / "t.csv").write_text("\n".join(["at;span;y", *rows]), encoding="utf-8")
    source = CsvFile(str(tmp_path / "t.csv"))
    (note,) = (str(note) for note in source.table().notes)
    assert note.startswith("Read as numbers: 'at', 10:04 as 10.0666666667; 'span', 10:10:07 as 10.1")
    whole = artifact(sequential((2,), [Dense(1)]), DataConfig(source), TrainingConfig(MeanSquaredError()))
    assert whole.preprocessor is not None
    assert [named(column.dress) is not None for column in whole.preprocessor.columns] == [True, True]
    script = run_source(NumpyScript().encode(whole))
    path, new = tmp_path / "new.csv", ["7:30 PM;100:00:00.5", "-0:15;", "24:00;1:01 am"]
    path.write_text("\n".join(["at;span;y", *(f"{row};1" for row in new)]), encoding="utf-8")
    found = rows_of(str(path), whole.preprocessor).x
    np.testing.assert_allclose(script["prepare"](*script["read"](path)), found, rtol=1e-6)
    typed = typed_row(whole.preprocessor, {"at": "7:30 PM", "span": "100:00:00.5"})
    np.testing.assert_array_equal(typed[0], found[0])
    for wrong in ("14.5", "noon", "7:5"):
        path.write_text(f"at;span;y\n{wrong};1:00;1\n7:30;1:00;1\n", encoding="utf-8")
        with pytest.raises(StudioError, match="is not a number written like 14:30"):
            rows_of(str(path), whole.preprocessor)
        with pytest.raises(ValueError, match="is not written as in training"):
            script["prepare"](*script["read"](path))
    proof = NumpyScript().prove(
        NumpyScript().files(whole, "network"), whole, samples_for(whole), lambda: False
    )
    assert proof.preprocessing
    assert proof.largest_difference <= proof.tolerance


def test_times_and_spans_of_a_workbook(tmp_path: Path) -> None:
    """Excel counts them as parts of days; a reader makes dates of 1899 of them."""
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="hh:mm"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    head = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for at, name in zip("ABC", ("at", "x", "y"), strict=True)
    )
    lines = "".join(
        f'<row r="{r}"><c r="A{r}" s="1"><v>{(r * 0.5) / 24!r}</v></c><c r="B{r}"><v>{r % 5}</v></c><c r="C{r}"><v>{r % 3}</v></c></row>'
        for r in range(2, 70)
    )
    members = {
        "xl/worksheets/sheet1.xml": sheet_of(f'<row r="1">{head}</row>{lines}'),
        "xl/styles.xml": styles,
    }
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx({"S": ()}, members))
    column = ExcelFile(str(path)).table()["at"]
    assert (column.kind, column.dress) == ("number", "14:30")
    np.testing.assert_allclose(column.values, np.arange(2, 70) / 2, atol=1e-6)
    days = pl.Series(["1899-12-31 10:00:00", "1950-01-01 00:00:00"])
    assert without_days(days).equals(days)


def test_times_of_a_parquet_file(tmp_path: Path) -> None:
    pl.DataFrame(
        {"at": [datetime.time(i % 24, 30) for i in range(60)], "y": [i % 7 for i in range(60)]}
    ).write_parquet(tmp_path / "t.parquet")
    assert ParquetFile(str(tmp_path / "t.parquet")).table()["at"].values[:3].tolist() == [0.5, 1.5, 2.5]
