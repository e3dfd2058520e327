"""What stands above a table in a text file, and cells that are set apart by blanks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.data.readers import csv_reader
from nnstudio.data.sources import CsvFile
from nnstudio.data.sources.for_file import source_for
from nnstudio.data.tables import Table
from tests.data.refusal import refusal

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

ROWS = [f"{i},{i * 7 % 5},{'uv'[i % 2]}" for i in range(30)]
TABLE = "\n".join(("a,b,y", *ROWS)) + "\n"
SAID = "What stands above the table is left out: "


@pytest.fixture(params=["in pieces", "cell by cell"])
def read(
    write: Write, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Callable[[str], Table]:
    if request.param == "cell by cell":
        monkeypatch.setattr(csv_reader, "read_in_pieces", lambda *_: None)
    return lambda text: CsvFile(str(write(text, "t.csv"))).table()


ABOVE = {
    "remarks": ("# made by hand\n# in 2020, at home\n" + TABLE, "'# made by hand'"),
    "a title": ("Report of 2020\n\n" + TABLE, "'Report of 2020'"),
    "a title in quotes": ('"Report, of 2020"\n' + TABLE, "'\"Report, of 2020\"'"),
    "a title with a comma": (
        "Report of pumps, of 2020\n\n" + TABLE.replace(",", ";"),
        "'Report of pumps, of 2020'",
    ),
    "a title of a spreadsheet": ("Report of 2020,,\n,,\n" + TABLE, "'Report of 2020'"),
    "names and values": ("[Header]\nInstrument,X1\n\n[Data]\n" + TABLE, "'[Header]'"),
    "names and values, one over two lines": (
        'Station,"Zürich\nFluntern"\nHeight,556\n' + TABLE,
        "'Station,\"Zürich'",
    ),
    "names and values of a spreadsheet": ("Station,Zürich,\n,,\nHeight,556,\n" + TABLE, "'Station'"),
    "one name and value, above a name more": ("Station,X1\n" + TABLE, "'Station,X1'"),
    "names and values of a logger": (
        '"TOA5","CR1000","CR1000","1234","CR1000.Std.32","Table1"\na,b,y\n"TS","Volts",""\n"","Avg","Smp"\n'
        + TABLE.partition("\n")[2],
        '\'"TOA5","CR1000","CR1000","1234","CR1000…\'',
    ),
    "a remark with a comma less than names": ("# by hand, in 2020\n" + TABLE, "'# by hand, in 2020'"),
    "rows of nothing": (",,\n,,\n" + TABLE, ""),
    "a separator": ("sep=;\n" + TABLE.replace(",", ";"), ""),
    "a separator and a title": ("SEP=;\nReport\n" + TABLE.replace(",", ";"), "'Report'"),
}


@pytest.mark.parametrize("above", ["[Header]\nStation,X1\n[Data]\n", "Station,X1,\nHeight,408,\n"])
def test_units_may_stand_below_the_names(read: Callable[[str], Table], above: str) -> None:
    table = read(above + TABLE.replace("a,b,y\n", "a,b,y\nmm,kg,\n"))
    assert (table.names, len(table.columns[0])) == (("a", "b", "y"), 30)
    assert "The units below the names of the columns are left out: 'mm', 'kg'" in map(str, table.notes)


@pytest.mark.parametrize("above", ["[Header]\nStation,X1\n[Data]\n", "Station,X1,\nHeight,408,\n"])
def test_numbers_below_may_have_gaps(read: Callable[[str], Table], above: str) -> None:
    rows = (f"{i if i % 2 else ''},{'NA' if i % 3 else i},{'uv'[i % 2]}\n" for i in range(30))
    table = read(above + "a,b,y\n" + "".join(rows))
    assert table.names == ("a", "b", "y")
    assert [column.kind for column in table.columns] == ["number", "number", "category"]


@pytest.mark.parametrize("case", ABOVE)
def test_it_is_left_out_and_told(read: Callable[[str], Table], case: str) -> None:
    text, told = ABOVE[case]
    table = read(text)
    assert (table.names, len(table.columns[0])) == (("a", "b", "y"), 30)
    assert [column.kind for column in table.columns] == ["number", "number", "category"]
    assert list(map(str, table.notes)) == ([SAID + told] if told else [])


def test_statements_of_a_bank_begin_below_the_account(read: Callable[[str], Table]) -> None:
    """Every number there is in dress, and none of the other columns holds any."""
    rows = "".join(
        f'"{1 + i % 28:02}.03.24";"Laden {i % 7}";"-{i % 3 + 1}.{100 + i},5{i % 10}";"{"uv"[i % 2]}"\n'
        for i in range(60)
    )
    names = ("Buchungstag", "Empfänger", "Betrag", "Art")
    for above in (
        '"Konto:";"DE12 3456"\n"Stand vom 31.03.2024:";"1.234,56 EUR"\n\n',
        "Konto;DE12;;\n;;;\nStand;1,5;;\n",
    ):
        table = read(f"{above}{';'.join(names)}\n{rows}")
        assert (table.names, table["Betrag"].kind, table["Buchungstag"].kind) == (names, "number", "category")
        assert (len(table["Betrag"].values), table.dates) == (60, ("Buchungstag",))


@pytest.mark.parametrize("mark", [".", ","])
def test_wavelengths_may_be_names_below_what_stands_above(read: Callable[[str], Table], mark: str) -> None:
    waves = [f"{4000 - 4 * i}{mark}5" for i in range(6)]
    rows = [";".join([f"{'uv'[k % 2]}", *(f"{k % 7 + i}{mark}25" for i in range(6))]) for k in range(30)]
    above = "Instrument;FT-IR\nDate;2024-03-01\nResolution;4 cm-1\n\n"
    table = read(above + "\n".join([";".join(["kind", *waves]), *rows, ""]))
    assert (table.names, len(table["kind"].values)) == (("kind", *waves), 30)
    assert table[waves[2]].kind == "number"
    assert "'Instrument;FT-IR'" in str(table.notes[0])


NOT_ABOVE = {
    "a name that begins with a cross": TABLE.replace("a,", "#a,", 1),
    "most names are missing": TABLE.replace("a,b,y", ",,y"),
    "one name and value": TABLE.replace("a,b,y", "p,q,\na,b,y"),
    "a name less": TABLE.replace("a,b,y", "a,y"),
    "a name less above a row with an empty cell": "b,y\nr,,u\n" + "".join(f"r{row}\n" for row in ROWS),
    "a name less above a row of the same cells": "b,y\nr,n.d.,n.d.\n"
    + "".join(f"r{i},{i},{i * 7 % 5}\n" for i in range(30)),
    "a name less above a row with a gap": "b,y\nr,NA,u\n" + "".join(f"r{row}\n" for row in ROWS),
    "names for some columns, and texts": "a,b,\nc,d,\n"
    + "".join(f"{'pq'[i % 2]},{'uv'[i % 3 > 0]},w{i}\n" for i in range(30)),
    "names for some columns, texts and an empty column": "a,b,\nc,d,\ne,f,g\n"
    + "".join(f"{'pq'[i % 2]},{'uv'[i % 3 > 0]},\n" for i in range(30)),
    "a first row with gaps": "7,,\n" + "\n".join(ROWS),
    "two columns": "a,\n" + "".join(f"{'pq'[i % 2]},{'uv'[i % 3 > 0]}\n" for i in range(30)),
}


@pytest.mark.parametrize("case", NOT_ABOVE)
def test_rows_are_no_title(read: Callable[[str], Table], case: str) -> None:
    assert not any(SAID in str(note) for note in read(NOT_ABOVE[case]).notes)


def test_lines_are_counted_from_the_top(write: Write) -> None:
    for text, place in (
        ("# by hand\n\nTitle\n" + TABLE + "x,1,2,3\n", "line 35: 4 cells where line 4 has 3"),
        ("Station,X1\n" + TABLE + "1,2\n", "line 2: 3 cells where line 1 has 2"),
        ("sep=,\nTitle\n" + TABLE + "1e999,1,u\n", "line 34, column 'a': '1e999' is too large"),
    ):
        assert place in refusal(CsvFile(str(write(text, "t.csv"))), "t.csv")


def test_who_says_that_there_is_no_header_has_a_row_for_every_line(write: Write) -> None:
    text = "Report,,\n" + TABLE
    assert len(CsvFile(str(write(text, "t.csv")), header=False).table().columns[0]) == 32


@pytest.mark.parametrize(
    "row", ["{} {} {}", "{:<5}{:<4}{}", "   {:>4}  {:>4} {}  "], ids=["single", "left", "right"]
)
@pytest.mark.parametrize("remark", ["", "# of a station\n"])
def test_cells_between_blanks(write: Write, row: str, remark: str) -> None:
    lines = [row.format(*line.split(",")) for line in TABLE.splitlines()]
    table = CsvFile(str(write(remark + "\n".join(lines), "t.txt"))).table()
    assert table.format.separator == " "
    assert table.names == ("a", "b", "y")
    assert table["b"].values.tolist() == [i * 7 % 5 for i in range(30)]
    assert len(table["y"].categories) == 2


def test_blanks_may_be_chosen(write: Write) -> None:
    text = "a  y\n" + "".join(f"{i}  {i},5\n" for i in range(30))
    assert CsvFile(str(write(text, "t.txt")), separator=" ").table().names == ("a", "y")
    assert refusal(CsvFile(str(write("a b\n1 2\n3\n", "t.txt")), separator=" "), "t.txt").endswith(
        "line 3: 1 cell where line 1 has 2; the separator is a blank"
    )


def test_pictures_may_be_listed_below_a_title(write: Write, tmp_path: Path) -> None:
    from tests.data.test_images import image

    for i in range(6):
        write(image(color=(40 * i, 0, 0)), f"img/{i}.png")
    rows = "".join(f"{i}.png,{'uv'[i % 2]}\n" for i in range(6))
    found = source_for(write("My pets\nfile,kind\n" + rows, "img/labels.csv"))
    assert len(found.read()) == 6
