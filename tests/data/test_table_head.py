"""Rows of units and of groups beside the names of columns: left out and told, and no row of data with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.sources import CsvFile, ExcelFile
from nnstudio.data.tables import Table
from tests.data.workbooks import xlsx

pytestmark = pytest.mark.usefixtures("inline")

DATA = [["a", "1.5", "20", "7"], ["b", "2.5", "30", "8"], ["c", "3.5", "45", "9"], ["a", "4.5", "50", "6"]]
UNITS = {
    "in brackets": ["", "(cm)", "[kg]", "(m/s)"],
    "bare": ["", "cm", "kg", "m/s"],
    "some without": ["-", "°C", "", "mg/L"],
    "with powers": ["", "m^2", "kg·m/s²", "1/s"],
    "money": ["", "$", "EUR", "%"],
    "times a power of ten": ["", "10⁻³ s⁻¹", "x10^9/L", "10^3/µL"],
    "of a laboratory": ["-", "mM", "wt.%", "W/(m·K)"],
    "one that is not known": ["", "mg/L", "°dH", "µS/cm"],
}
GROUPS = {
    "over two": (["", "Sepal", "", "Petal"], ["kind", "length", "width", "length"]),
    "over all others": (["", "Measured", "", ""], ["kind", "length", "width", "mass"]),
    "above the first as well": (["Plant", "", "Leaf", ""], ["kind", "length", "width", "length"]),
    "above the first alone": (["Plant", "Sepal", "", "Petal"], ["kind", "length", "width", "length"]),
}
PLAIN = {
    "a row of words": (["kind", "x", "y", "z"], ["a", "b", "c", "d"]),
    "a word over numbers": (["kind", "x", "y", "z"], ["a", "none", "3", "4"]),
    "units and a number": (["kind", "x", "y", "z"], ["", "cm", "kg", "4"]),
    "a name that is missing": (["", "x", "y", "z"], ["a", "1", "2", "3"]),
    "names that are missing": (["kind", "x", "", ""], ["a", "b", "c", "d"]),
    "a letter alone": (["kind", "x", "y", "z"], ["", "S", "", ""]),
    "a remark alone": (["kind", "x", "y", "z"], ["", "(unknown)", "", ""]),
    "letters and a one": (["kind", "x", "y", "z"], ["", "K", "N", "1"]),
    "more words than units": (["kind", "x", "y", "z"], ["", "mg", "low", "high"]),
    "units and a class": (["kind", "x", "y", "z"], ["a", "mg", "mM", "high"]),
    "letters and a word": (["kind", "x", "y", "z"], ["", "S", "M", "mean"]),
    "two rows of names": (["kind", "x", "y", "z"], ["art", "breite", "höhe", "tiefe"]),
}


def tables(folder: Path, rows: list[list[str]]) -> list[Table]:
    """The same rows as a text and as a workbook."""
    (folder / "t.csv").write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    (folder / "t.xlsx").write_bytes(xlsx({"one": rows}))
    return [CsvFile(str(folder / "t.csv")).table(), ExcelFile(str(folder / "t.xlsx")).table()]


@pytest.mark.parametrize("case", UNITS)
def test_units_below_the_names(tmp_path: Path, case: str) -> None:
    for table in tables(tmp_path, [["kind", "x", "y", "z"], UNITS[case], *DATA]):
        assert table.names == ("kind", "x", "y", "z")
        np.testing.assert_array_equal(table["y"].values, [20, 30, 45, 50])
        (note,) = table.notes
        assert str(note).startswith("The units below the names of the columns are left out: ")


def test_questions_of_a_survey_below_the_names(tmp_path: Path) -> None:
    """As Qualtrics writes them, with a third row for programs."""
    names, asked = ["Q1", "Q2_1", "Q3", "Q4"], ["Which kind?", "How long?", "How heavy?", "How many?"]
    ids = [f'{{"ImportId":"QID{i}"}}' for i in range(4)]
    quoted = ['"' + each.replace('"', '""') + '"' for each in ids]
    text = "\n".join(map(",".join, [names, asked, quoted, *DATA])) + "\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "t.xlsx").write_bytes(xlsx({"one": [names, asked, ids, *DATA]}))
    for source in (CsvFile(str(tmp_path / "t.csv")), ExcelFile(str(tmp_path / "t.xlsx"))):
        table = source.table()
        assert (table.names, table["Q1"].categories) == (tuple(names), ("a", "b", "c"))
        np.testing.assert_array_equal(table["Q3"].values, [20, 30, 45, 50])
        (note,) = table.notes
        assert str(note) == (
            "The questions below the names of the columns are left out: 'Which kind?', 'How long?', 'How heavy?', 'How many?'"
        )


@pytest.mark.parametrize("case", GROUPS)
def test_groups_above_the_names(tmp_path: Path, case: str) -> None:
    groups, names = GROUPS[case]
    for table in tables(tmp_path, [groups, names, *DATA]):
        assert len(table.columns[0]) == len(DATA)
        assert "The groups above the names of the columns are left out" in str(table.notes[0])
        wanted = {
            "over two": ("kind", "Sepal length", "width", "Petal length"),
            "over all others": ("kind", "length", "width", "mass"),
            "above the first as well": ("kind", "Plant length", "width", "Leaf length"),
            "above the first alone": ("kind", "Sepal length", "width", "Petal length"),
        }
        assert table.names == wanted[case]


@pytest.mark.parametrize("case", GROUPS)
@pytest.mark.parametrize(
    "titles",
    [[["Panel of March", "", "", ""]], [["Panel", "", "", ""], ["By", "Kim", "", ""], ["On", "X1", "", ""]]],
)
def test_titles_above_the_groups(tmp_path: Path, titles: list[list[str]], case: str) -> None:
    groups, names = GROUPS[case]
    for table in tables(tmp_path, [*titles, groups, names, ["", "cm", "cm", "mg/L"], *DATA]):
        assert table.names[0] == "kind"
        assert len(table.columns[0]) == len(DATA)
        assert [str(note).split(" left out")[0] for note in table.notes] == [
            "What stands above the table is",
            "The groups above the names of the columns are",
            "The units below the names of the columns are",
        ]


def test_units_above_numbers_of_which_some_were_not_measured(tmp_path: Path) -> None:
    rows = [["kind", "x", "y", "z"], ["", "°C", "mg/l", ""], *DATA * 5, ["b", "n.d.", "<0.5", "8"]]
    for table in tables(tmp_path, rows):
        assert len(table.columns[0]) == 5 * len(DATA) + 1
        assert str(table.notes[0]).endswith("the names of the columns are left out: '°C', 'mg/l'")
        np.testing.assert_array_equal(table["y"].values, [*[20, 30, 45, 50] * 5, np.nan])


def test_names_in_two_rows(tmp_path: Path) -> None:
    """A name beside the groups, as cells that were merged over both rows leave it."""
    rows = [["kind", "Before", "", "After", ""], ["", "pH", "mass", "pH", "mass"]]
    rows += [[*row, str(i)] for i, row in enumerate(DATA)]
    for table in tables(tmp_path, rows):
        assert table.names == ("kind", "Before pH", "Before mass", "After pH", "After mass")
        assert len(table.columns[0]) == len(DATA)
        (note,) = table.notes
        assert str(note).endswith("left out: 'Before', 'After'")
    again = CsvFile(str(tmp_path / "t.csv"), target="kind")
    assert again.table(again.kinds).names[0] == "kind", "as it is read in a project"


WIDE = [[f"s{i}", "0.1", "0.2", f"0.{i}", ("good", "bad")[i % 2]] for i in range(10, 24)]


def test_numbers_that_rise_beside_names_are_names(tmp_path: Path) -> None:
    for first in (["sample", "400", "410", "420", "quality"], ["sample", "2023", "2022", "2021", "quality"]):
        for table in tables(tmp_path, [first, *WIDE]):
            assert table.names == tuple(first)
            assert len(table.columns[0]) == len(WIDE)


def test_a_first_row_of_numbers_may_name_the_columns(tmp_path: Path) -> None:
    for table in tables(tmp_path, [["9", "2", "5", "1", "7"], *WIDE]):
        assert table.names[0] == "column 1"
        assert [str(note) for note in table.notes if "may name" in str(note)] == [
            "The first row is read as data, though it may name the columns: '9', '2', '5', '1', '7'"
        ]


@pytest.mark.parametrize(
    "first", [["s9", "0.1", "0.3", "0.9", "bad"], ["s9", "1", "2", "3", "good"], ["s9", "4", "", "3", "fair"]]
)
def test_rows_like_the_others_are_data(first: list[str], tmp_path: Path) -> None:
    for table in tables(tmp_path, [first, *WIDE]):
        assert len(table.columns[0]) == len(WIDE) + 1
        assert not any("may name" in str(note) for note in table.notes)


def test_both(tmp_path: Path) -> None:
    rows = [["", "Sepal", "", ""], ["kind", "length", "width", "mass"], ["", "cm", "cm", "g"], *DATA]
    for table in tables(tmp_path, rows):
        assert table.names == ("kind", "length", "width", "mass")
        assert [column.kind for column in table.columns] == ["category", "number", "number", "number"]
        assert [str(note) for note in table.notes] == [
            "The groups above the names of the columns are left out: 'Sepal'",
            "The units below the names of the columns are left out: 'cm', 'g'",
        ]


@pytest.mark.parametrize("case", PLAIN)
def test_other_rows_are_data(tmp_path: Path, case: str) -> None:
    names, row = PLAIN[case]
    for table in tables(tmp_path, [names, row, *DATA]):
        assert len(table.columns[0]) == len(DATA) + 1
        assert not any("left out" in str(note) for note in table.notes)


def test_rows_of_data_are_kept_where_a_text_is_known(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("floor,side,rooms\nB,N,-\n1,2,30\n2,3,40\n", encoding="utf-8")
    assert len(CsvFile(str(tmp_path / "t.csv")).file_table({"floor": "category"}).columns[0]) == 3


def test_names_of_which_some_are_missing_are_no_groups(tmp_path: Path) -> None:
    rows = ["patient,,result,", "anon,female,pending,yes", "2,male,4,yes", "6,female,8,no"]
    (tmp_path / "t.csv").write_text("\n".join(rows), encoding="utf-8")
    table = CsvFile(str(tmp_path / "t.csv")).file_table()
    assert (table.names[0], len(table.columns[0])) == ("patient", 3)


@pytest.mark.parametrize("name", ["25%", "$10"])
def test_names_in_dress_over_plain_numbers_are_names(name: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "\n".join([f"{name},50%,75%", *(f"{i / 8},{i},3" for i in range(9))]), encoding="utf-8"
    )
    assert CsvFile(str(tmp_path / "t.csv")).file_table().names == (name, "50%", "75%")
    (tmp_path / "t.csv").write_text("25%,50%\n10%,20%\n30%,40%\n", encoding="utf-8")
    assert CsvFile(str(tmp_path / "t.csv")).file_table().names == ("column 1", "column 2")


def test_who_says_that_there_is_no_header_gets_every_row(tmp_path: Path) -> None:
    tables(tmp_path, [["kind", "x", "y", "z"], UNITS["bare"], *DATA])
    assert len(CsvFile(str(tmp_path / "t.csv"), header=False).file_table().columns[0]) == len(DATA) + 2


def test_a_million_rows_are_still_read_in_pieces(tmp_path: Path) -> None:
    """Numbers below units are numbers at once, and lines of messages those of the file."""
    rows = [f"{i / 8},{i % 3}" for i in range(3000)]
    (tmp_path / "t.csv").write_text("\n".join(["x,y", "cm,", *rows]), encoding="utf-8")
    table = CsvFile(str(tmp_path / "t.csv")).file_table({"x": "number"})
    np.testing.assert_array_equal(table["x"].values, np.arange(3000) / 8)
