"""Tables with three rows above the data: names, types and roles; and tables that only look so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.readers import csv_pieces, csv_reader
from nnstudio.data.sources import CsvFile, ExcelFile
from nnstudio.data.sources.for_file import source_for
from tests.data.workbooks import xlsx

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

SAID = "Three header rows, as Orange writes them: names, types and roles of the columns"
NAMES = ("name", "kind", "legs", "weight", "note")
ROWS = [
    (f"animal {i}", ("bird", "fish", "big cat")[i % 3], i % 4, f"{i * 0.7:.2f}", "xyz"[i % 3])
    for i in range(24)
]


def table(types: tuple[str, ...], roles: tuple[str, ...], separator: str = "\t") -> str:
    return "".join(separator.join(map(str, row)) + "\n" for row in (NAMES, types, roles, *ROWS))


@pytest.mark.parametrize("separator", ["\t", ","])
@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize(
    "types",
    [
        ("s", "d", "d", "c", "d"),
        ("string", "discrete", "discrete", "continuous", "discrete"),
        ("s", "bird fish big\\ cat", "0 1 2 3", "c", "x y z"),
    ],
)
def test_the_rows_are_no_data(
    write: Write, monkeypatch: pytest.MonkeyPatch, types: tuple[str, ...], quick: bool, separator: str
) -> None:
    path = write(table(types, ("meta", "class", "", "", "i key=value"), separator), "animals.tab")
    if not quick:
        monkeypatch.setattr(csv_reader, "read_in_pieces", lambda *_: None)
    found = source_for(path)
    assert isinstance(found, CsvFile)
    source, read = read_proposed(found)
    assert (source.targets, source.categories) == (("kind",), ("legs",))
    dataset = source.dataset(read)
    assert len(dataset) == len(ROWS)
    assert dataset.classes == ("big cat", "bird", "fish")
    assert [(column.name, column.kind) for column in dataset.inputs] == [
        ("legs", "category"),
        ("weight", "number"),
    ]
    assert str(dataset.notes[0]) == SAID
    again = source.read()  # as the project reads it from then on
    assert again.fingerprint == dataset.fingerprint


def test_what_was_chosen_stays(write: Write) -> None:
    path = write(table(("s", "d", "d", "c", "d"), ("meta", "class", "", "", "")), "animals.tab")
    source, _ = read_proposed(CsvFile(str(path), target="weight", numbers=("legs",)))
    assert (source.targets, source.numbers, source.categories) == (("weight",), ("legs",), ())


def test_without_roles_the_numbers_tell(write: Write) -> None:
    path = write(table(("s", "d", "d", "c", "d"), ("", "", "", "", "")), "animals.tab")
    assert len(read_proposed(CsvFile(str(path)))[1].columns[0]) == len(ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "a,b\nc,d\nd,c\n" + "s,c\n" * 9,
        "a,b\nc,d\n,\n" + "s,c\n" * 9,
        "a,b\nc,d\n1,c\n" + "s,c\n" * 9,
        "a,b\nx,y\nc,class\n" + "s,c\n" * 9,
        "a,b\nc,d\n,class\n",
    ],
)
@pytest.mark.parametrize("quick", [True, False])
def test_short_texts_are_data(write: Write, monkeypatch: pytest.MonkeyPatch, text: str, quick: bool) -> None:
    if not quick:
        monkeypatch.setattr(csv_reader, "read_in_pieces", lambda *_: None)
    found = CsvFile(str(write(text, "t.csv"))).table({"a": "category", "b": "category"})
    assert len(found.columns[0]) == text.count("\n") - 1
    assert SAID not in map(str, found.notes)


def test_a_person_may_say_that_there_is_no_header(write: Write) -> None:
    path = write(table(("s", "d", "d", "c", "d"), ("meta", "class", "", "", "")), "animals.tab")
    assert len(CsvFile(str(path), header=False).table().columns[0]) == len(ROWS) + 3


def test_they_are_read_in_pieces_as_well(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_pieces, "PIECE", 200)
    monkeypatch.setattr(csv_pieces, "HEAD", 4)
    path = write(table(("s", "d", "d", "c", "d"), ("meta", "class", "", "", "")), "animals.tab")
    assert len(CsvFile(str(path)).table().columns[0]) == len(ROWS)


ONE_ROW = ("mS#name", "cD#kind", "D#legs", "C#weight", "i#note")


@pytest.mark.parametrize(
    "head", [(ONE_ROW,), (NAMES, ("s", "d", "d", "c", "d"), ("meta", "class", None, None, "i"))]
)
def test_workbooks_have_them_as_well(write: Write, head: tuple[tuple[str | None, ...], ...]) -> None:
    source, read = read_proposed(ExcelFile(str(write(xlsx({"S": (*head, *ROWS)}), "t.xlsx"))))
    assert (source.targets, source.categories) == (("kind",), ("legs",))
    assert [column.name for column in source.dataset(read).inputs] == ["legs", "weight"]
    assert len(read.columns[0]) == len(ROWS)
    assert len(ExcelFile(source.path, header=False).table().columns[0]) == len(ROWS) + len(head)


@pytest.mark.parametrize("separator", ["\t", ","])
@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("types", [ONE_ROW, ("m#name", "c#kind", "D#legs", "weight", "w#note")])
def test_letters_before_the_names_tell_the_same(
    write: Write, monkeypatch: pytest.MonkeyPatch, types: tuple[str, ...], quick: bool, separator: str
) -> None:
    if not quick:
        monkeypatch.setattr(csv_reader, "read_in_pieces", lambda *_: None)
    lines = [separator.join(map(str, row)) for row in (types, *ROWS)]
    source, read = read_proposed(CsvFile(str(write("\n".join(lines) + "\n", "animals.csv"))))
    assert read.names == NAMES
    assert (source.targets, source.categories) == (("kind",), ("legs",))
    dataset = source.dataset(read)
    assert [column.name for column in dataset.inputs] == ["legs", "weight"]
    assert str(dataset.notes[0]).startswith("Letters before the names of columns, as Orange writes them")
    assert source.read().fingerprint == dataset.fingerprint


@pytest.mark.parametrize(
    "names",
    [
        ("c#1", "c#2"),  # two of them are no class
        ("m#1", "m#2"),
        ("C#", "F#"),
        ("C# years", "C# years of others"),
        ("C#2", "D#2"),  # they would be called the same
        ("C#u", "v"),  # which holds texts
        ("#c", "#d"),
        ("cc#u", "CC#v"),
    ],
)
def test_letters_may_be_part_of_a_name(write: Write, names: tuple[str, str]) -> None:
    rows = "".join(f"{'pqr'[i % 3]},{i % 4}\n" for i in range(24))
    table_ = CsvFile(str(write(",".join(names) + "\n" + rows, "t.csv"))).table()
    assert table_.names == names
