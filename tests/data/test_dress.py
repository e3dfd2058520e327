"""Numbers with thousands in groups, currencies, per cent and losses in parentheses: read as what they say, or not at all."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.cells.cells import Cells
from nnstudio.data.cells.decimal_mark import DecimalMark, find_decimal
from nnstudio.data.cells.dress import PLAIN as PLAIN_NUMBER
from nnstudio.data.cells.dress import Doubt, Dress, dress_of, named, number, spelled, values
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile, ExcelFile, ParquetFile
from nnstudio.project.judging.given import rows_of, typed_row
from nnstudio.system.messages import Message, StudioError
from tests.data.workbooks import xlsx

pytestmark = pytest.mark.usefixtures("inline")

POINT, COMMA, OPEN = DecimalMark("."), DecimalMark(","), DecimalMark(".", known=False)
DRESSES = [
    Dress(group, mark, sign)
    for group in ("", ",", ".", " ", "'")
    for mark in (".", ",")
    for sign in ("", "%", "$", "€", "EUR", "R$")
    if group != mark
]

READ: dict[str, tuple[list[str], DecimalMark, list[float]]] = {
    "thousands": (["1,234", "12", "1,234,567"], POINT, [1234, 12, 1234567]),
    "thousands where a mark is known": (["1,234", "12,345"], POINT, [1234, 12345]),
    "thousands and decimals": (["1,234.5", "-7.25", "+0.5"], OPEN, [1234.5, -7.25, 0.5]),
    "points": (["1.234", "12.345"], COMMA, [1234, 12345]),
    "points and decimals": (["1.234,56", "7,1"], OPEN, [1234.56, 7.1]),
    "points among points": (["1.234.567", "34.567"], OPEN, [1234567, 34567]),
    "blanks": (["12 345", "1\xa0234", "1\u202f234\u2009567", "999", "4321"], POINT, [12345, 1234, 1234567, 999, 4321]),
    "apostrophes": (["1'234.50", "12’345.00"], POINT, [1234.5, 12345]),
    "per cent": (["45%", "4.5 %", "-0.1%", "45.3%"], POINT, [0.45, 0.045, -0.001, 0.453]),
    "per cent with three decimals": (["45.312%", "4.512%"], POINT, [0.45312, 0.04512]),
    "a currency": (["$3.50", "-$2.00", "$-1.25", "$.5"], OPEN, [3.5, -2, -1.25, 0.5]),
    "a currency behind": (["3,50 €", "1.200,00 €"], POINT, [3.5, 1200]),
    "a currency by its code": (["EUR 1.200,00", "EUR 3,5"], COMMA, [1200, 3.5]),
    "reals": (["R$ 1.234,56", "R$ 9,90"], POINT, [1234.56, 9.9]),
    "losses": (["(1,250)", "2,000", "37"], POINT, [-1250, 2000, 37]),
    "losses of money": (["($3.50)", "$(4.00)", "$5.00"], POINT, [-3.5, -4, 5]),
    "losses with decimals": (["(12.50)", "7.25"], POINT, [-12.5, 7.25]),
    "a printed minus": (["−1,250", "3,400"], POINT, [-1250, 3400]),
    "a minus behind": (["1.234,56-", "7,10", "0,50−"], COMMA, [-1234.56, 7.1, -0.5]),
    "a minus behind plain numbers": (["12.50-", "7.25"], POINT, [-12.5, 7.25]),
    "a minus behind money": (["$3.50-", "4.00-$", "$5.00"], POINT, [-3.5, -4, 5]),
}  # fmt: skip

TEXT: dict[str, tuple[str, list[str], DecimalMark]] = {
    "groups of two": ("x", ["1,23,456", "2,345"], POINT),
    "groups of four": ("x", ["1234,5678", "1,234"], POINT),
    "thousands with and without": ("x", ["1,234", "5678"], POINT),
    "two currencies": ("x", ["$3.50", "€3.50"], POINT),
    "some with a sign": ("x", ["45%", "0.4"], POINT),
    "some odd ones": ("x", [*["$3.50"] * 50, *["free"] * 6], POINT),
    "few, and an odd one": ("x", [*["$3.50"] * 8, "free"], POINT),
    "names with numbers": ("x", [*["A-1,234"] * 11, *["1,234.50"] * 9], POINT),
    "two marks": ("x", ["1.234,5", "1,234.5"], POINT),
    "telephones": ("x", ["612 345 678", "712 345 679"], POINT),
    "telephones of the world": ("x", ["+420 777 123 456", "+49 777 123 456"], POINT),
    "telephones by name": ("Phone", ["612 345", "12 345 678"], POINT),
    "postal codes": ("x", ["01,234", "12,345"], POINT),
    "versions": ("x", ["1.2.3", "1.10.0"], POINT),
    "addresses": ("x", ["192.168.100.101", "192.168.100.102"], COMMA),
    "dates": ("x", ["1.2.2020", "13.12.2021"], COMMA),
    "numbers of identity": ("x", ["12.345.678", "98.765.432"], COMMA),
    "book numbers": ("x", ["978-3-16-148410-0", "978-1-23-456789-7"], POINT),
    "lists": ("x", ["1,2", "2,5", "3"], POINT),
    "lists of long codes": ("x", ["101", "101,205", "101,205,333"], POINT),
    "colours": ("x", ["255,128,100", "200,100,150"], POINT),
    "lists in parentheses": ("x", ["(1)", "(2)", "(3)"], POINT),
    "footnotes": ("x", ["12", "(3)", "7"], POINT),
    "parentheses and a minus": ("x", ["(3.50)", "-2.50", "1.00"], POINT),
    "ranges": ("x", ["10-20", "20-30"], POINT),
    "marks at school": ("x", ["2-", "1", "3-"], POINT),
    "two minuses": ("x", ["-2.50-", "1.00"], POINT),
    "only signs": ("x", ["$", "%"], POINT),
}
DOUBTFUL = {
    "thousands or decimals": (["1,234", "2,500"], OPEN),
    "thousands or decimals of money": (["$1,234", "$2,500"], OPEN),
    "a thousand euros, or a litre": (["€ 1.200", "€ 1.459"], POINT),
    "per cent of thousands": (["1,234%", "2,500%"], POINT),
}


def column(
    texts: list[str], decimal: DecimalMark, name: str = "x", known: str | None = None
) -> tuple[str, list[float]]:
    """Kind and values of a column."""
    cells = Cells("t.csv", np.arange(1, len(texts) + 1), decimal)
    told, found, _ = cells.column(name, pl.Series(texts), known, [])
    return told["kind"], found.tolist()


@pytest.mark.parametrize("case", READ)
def test_read_as_numbers(case: str) -> None:
    texts, decimal, wanted = READ[case]
    dress = dress_of("x", pl.Series(texts), decimal)
    assert isinstance(dress, Dress)
    assert column(texts, decimal) == ("number", wanted)
    assert column(texts, decimal, known="category")[0] == "category"
    assert [number(text, dress) for text in texts] == wanted
    assert named(dress.specimen) == dress
    with_gap = pl.Series([None, *texts, None])
    assert np.isnan(values(with_gap, dress)).tolist() == [True, *[False] * len(texts), True]


@pytest.mark.parametrize("case", TEXT)
def test_no_numbers(case: str) -> None:
    name, texts, decimal = TEXT[case]
    assert dress_of(name, pl.Series(texts), decimal) is None


def sign_of(texts: list[str]) -> bool:
    """Whether the numbers have a currency or per cent."""
    return any(letter in texts[0] for letter in "$€%")


@pytest.mark.parametrize("case", DOUBTFUL)
def test_doubts_are_said_and_decided_by_the_mark(case: str) -> None:
    texts, decimal = DOUBTFUL[case]
    assert dress_of(
        "x", pl.Series(["7" + texts[0][-1:] if "%" in texts[0] else texts[0], *texts]), decimal
    ) == Doubt(texts[0])
    notes: list[Message] = []
    cells = Cells("t.csv", np.arange(60), decimal)
    assert cells.column("x", pl.Series(texts), None, notes)[0]["kind"] == "category"
    assert "nothing tells whether the mark in" in str(notes[0])
    few = cells.column("x", pl.Series([*map(str, range(50)), *texts]), None, notes)
    assert sign_of(texts) or few[0]["kind"] == "category", "the large ones do not count as missing"
    with pytest.raises(StudioError, match=r"t\.csv, column 'x': nothing tells .*; choose the decimal mark"):
        cells.column("x", pl.Series(texts), "number", [])


MARKS = {
    "points elsewhere": (["1,234", "0.5"], "\t", POINT),
    "commas elsewhere": (["1,234", "0,5"], "\t", COMMA),
    "as many of either": (["1,234", "0,5", "0.5"], "\t", OPEN),
    "nothing but doubt": (["1,234", "12"], "\t", OPEN),
    "semicolons": (["1,234", "12"], ";", COMMA),
    "semicolons, and both": (["1,234", "1.234"], ";", OPEN),
    "groups before decimals": (["1,234", "1.234,5"], "\t", COMMA),
    "two groups": (["1,234", "1,234,567"], "\t", POINT),
    "money": (["1,234", "€ 0,99"], "\t", COMMA),
    "commas between cells": (["1,234"], ",", POINT),
    "commas between cells and in them": (["1,234", "0,5"], ",", OPEN),
    "commas between cells, and points": (["1,234", "0,5", "0.5"], ",", OPEN),
    "commas between cells, and more points": (["1,234", "0,5", "0.5", "1.5"], ",", POINT),
    "a version among numbers of three decimals": (["1,137", "2,520", "3.5"], ";", OPEN),
    "points as often as doubt": (["1,137", "2.5", "3.5"], "\t", POINT),
    "no commas": (["1.234"], ";", POINT),
}


@pytest.mark.parametrize("case", MARKS)
def test_the_mark_of_a_table(case: str) -> None:
    cells, separator, wanted = MARKS[case]
    frame = pl.DataFrame({str(i): [cell] for i, cell in enumerate(cells)})
    assert find_decimal(frame, separator) == wanted
    assert find_decimal(frame, separator, ",") == DecimalMark(",", chosen=True)


def test_a_slip_of_the_pen_makes_no_decimals_of_thousands() -> None:
    """Points where decimals have commas: 1.234 may be a thousand, also beside a cell that is no number."""
    texts = ["500", "1.234", "12.000", "700", "k.A.", *map(str, range(40))]
    notes: list[Message] = []
    cells = Cells("t.csv", np.arange(60), COMMA)
    assert cells.column("x", pl.Series(texts), None, notes)[1][:4].tolist() == [500, 1234, 12000, 700]
    assert "counts as missing, 'k.A.'" in str(notes[0])
    with pytest.raises(StudioError, match="nothing tells"):
        cells.column("x", pl.Series(["17", "17.811"]), PLAIN_NUMBER, [])
    assert cells.column("x", pl.Series(["17", "17.81", "3,5"]), PLAIN_NUMBER, [])[1].tolist() == [
        17,
        17.81,
        3.5,
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["n.d.", "1.234,50", "-", "#DIV/0!", *(f"{i},5" for i in range(20))],
        ["14,86 €", "-", "-", "-", "n.d.", *(f"1.{100 + i},00 €" for i in range(20))],
        ["n.d.", "-", "1 234", *map(str, range(20))],
    ],
)
def test_a_few_that_are_no_number_say_nothing_of_the_others(texts: list[str]) -> None:
    """Else the large ones, with their thousands in groups, would count as missing beside them, or all be texts."""
    notes: list[Message] = []
    cells = Cells("t.csv", np.arange(60), COMMA)
    told, found, _ = cells.column("x", pl.Series(texts), None, notes)
    assert [text for text, gone in zip(texts, np.isnan(found), strict=True) if gone] == [
        text for text in texts if text in ("n.d.", "-", "#DIV/0!")
    ]
    assert "cells that are no number count as missing, the first is" in str(notes[0])
    assert told["example"] == (max(texts, key=len), found[texts.index(max(texts, key=len))])
    known = f"number like {told['dress']}"
    np.testing.assert_array_equal(cells.column("x", pl.Series(texts), known, [])[1], found)
    assert np.isnan(cells.column("x", pl.Series(["-"]), known, [])[1]).all()
    with pytest.raises(StudioError, match=r"'n\.d\.' is not a number written like"):
        cells.column("x", pl.Series(["n.d.", texts[5]]), known, [])


@pytest.mark.parametrize(
    "name",
    [
        "pineapples",
        "iphone_price",
        "television",
        "IPO proceeds",
        "faxes sent",
        "mobile users",
        "postal revenue",
    ],
)
def test_names_that_begin_like_those_of_codes_are_quantities(name: str) -> None:
    assert dress_of(name, pl.Series(["17,811", "2,345"]), POINT) == Dress(",")


@pytest.mark.parametrize(
    "name", ["phone", "Tel.", "fax_no", "zip code", "PLZ", "postal code", "ip address", "work phone", "ISBN"]
)
def test_codes_by_their_names_stay_texts(name: str) -> None:
    assert dress_of(name, pl.Series(["17,811", "2,345"]), POINT) is None


finite = st.floats(allow_nan=False, allow_infinity=False)
amounts = st.one_of(
    finite, st.integers(-(10**9), 10**9).map(float), st.decimals(-(10**6), 10**6, places=2).map(float)
)


@given(st.sampled_from(DRESSES), st.lists(amounts, min_size=1, max_size=8))
def test_what_is_written_is_read_back(dress: Dress, numbers: list[float]) -> None:
    texts = [spelled(each, dress) for each in numbers]
    assert [number(text, dress) for text in texts] == numbers
    np.testing.assert_array_equal(values(pl.Series(texts), dress), numbers)


@given(st.sampled_from(DRESSES), st.lists(amounts, min_size=1, max_size=8), st.booleans())
def test_a_number_comes_back_exactly_or_stays_text(dress: Dress, numbers: list[float], known: bool) -> None:
    """Whatever the dress is; where the mark is not known, 1.234 is a plain number."""
    texts = [spelled(each, dress) for each in numbers]
    decimal = DecimalMark(dress.mark) if known or dress.group == "." else OPEN
    kind, found = column(texts, decimal)
    assert kind == "category" or found == numbers


@given(st.text("0123456789.,' %$€()-+−EUR\xa0\u202f", max_size=12), st.sampled_from(DRESSES))
def test_one_cell_and_a_column_are_read_alike(text: str, dress: Dress) -> None:
    found, (read,) = number(text, dress), values(pl.Series([text]), dress)
    assert (found is None and math.isnan(read)) or found == read


def written(path: Path, rows: list[str], separator: str = "\t") -> CsvFile:
    path.write_text("\n".join(rows).replace("|", separator) + "\n", encoding="utf-8")
    return CsvFile(str(path), target="y")


def test_other_rows_follow_the_dress_of_the_training(tmp_path: Path) -> None:
    rows = [
        f"{'$' if i % 2 else '-$'}{1000 + 977 * i:,}.50|{i},5 %|{1 + i % 7},{100 + i}|{i % 3}"
        for i in range(1, 40)
    ]
    source = written(tmp_path / "t.tsv", ["price|share|people|y", *rows, "$0.10|1.000,5 %|1,234,567|1"])
    dataset = source.read()
    assert [column.dress for column in dataset.inputs] == ["$1,234.5", "1.234,5%", "1,234.5"]
    assert [str(note) for note in dataset.notes] == [
        "Read as numbers: 'price', -$10,770.50 as −10\u202f770.5; 'share', 1.000,5 % as 10.005; 'people', 1,234,567 as 1\u202f234\u202f567"
    ]
    preprocessor = fit(dataset)
    assert Preprocessor.from_plain(preprocessor.to_plain()) == preprocessor
    # Alone, 1,234 could be either; a number without its sign or its groups is the same number.
    alone = {"price": "1234.5", "share": "4,5%", "people": "1,234"}
    wanted = (1234.5, 0.045, 1234)
    new = tmp_path / "new.tsv"
    new.write_text("\t".join(alone) + "\n" + "\t".join(alone.values()) + "\n", encoding="utf-8")
    found = rows_of(str(new), preprocessor).x
    np.testing.assert_array_equal(found, typed_row(preprocessor, alone))
    scaled = [(w - c.offset) / c.scale for w, c in zip(wanted, preprocessor.columns, strict=True)]
    np.testing.assert_allclose(found[0], scaled, rtol=1e-6)
    book = tmp_path / "new.xlsx"
    book.write_bytes(xlsx({"one": [list(alone), list(wanted)]}))
    np.testing.assert_allclose(rows_of(str(book), preprocessor).x[0], scaled, rtol=1e-6)
    held = tmp_path / "held.tsv"
    held.write_text("price\tshare\tpeople\ty\n$3\t7%\t1,234\t1\n", encoding="utf-8")
    both = source.replace(test_path=str(held)).read()
    assert [column.values[-1] for column in both.inputs] == [3, 0.07, 1234]
    assert [column.dress for column in both.inputs] == [column.dress for column in dataset.inputs]
    new.write_text("price\tshare\tpeople\n€3\t7%\t1,234\n", encoding="utf-8")
    with pytest.raises(
        StudioError, match=r"line 2, column 'price': '€3' is not a number written like \$1,234\.5"
    ):
        rows_of(str(new), preprocessor)
    new.write_text("price\tshare\tpeople\n3\t0.07\t1,234\n", encoding="utf-8")
    with pytest.raises(StudioError, match=r"'0\.07' is not a number written like 1\.234,5%"):
        rows_of(str(new), preprocessor)


def test_a_doubtful_column_waits_for_the_mark(tmp_path: Path) -> None:
    source = written(
        tmp_path / "t.tsv", ["x|people|y", *(f"{i}|{1 + i % 7},{100 + i}|{i % 3}" for i in range(40))]
    )
    dataset = source.read()
    assert [column.kind for column in dataset.inputs] == ["number", "category"]
    assert "column 'people': nothing tells whether the mark in '1,100'" in str(dataset.notes[0]).replace(
        "C", "c", 1
    )
    thousands, decimals = source.replace(decimal=".").read(), source.replace(decimal=",").read()
    np.testing.assert_array_equal(thousands.column("people").values, 1000 * decimals.column("people").values)
    kept = source.replace(decimal=".").with_kind("category", "people").read()
    assert kept.column("people").kind == "category"


def test_a_dress_that_begins_late(tmp_path: Path) -> None:
    """The first rows hold plain numbers only: what a table in the order of its sizes looks like."""
    rows = [f'"{i:,}",{i % 3}' for i in range(3000)]
    dataset = written(tmp_path / "t.csv", ["size,y", *rows], ",").read()
    np.testing.assert_array_equal(dataset.column("size").values, np.arange(3000))


def test_texts_of_a_workbook(tmp_path: Path) -> None:
    rows = [
        [f"{i}.{100 + i}.000", f"{i},5 %", f"€ {i}.{100 + i},00", i / 8, 1.234 if i % 2 else f"{i}.{345 + i},5", i % 3]
        for i in range(1, 40)
    ]  # fmt: skip
    path = tmp_path / "t.xlsx"
    path.write_bytes(xlsx({"one": [["people", "share", "price", "x", "mixed", "y"], *rows]}))
    dataset = ExcelFile(str(path), target="y").read()
    assert [column.dress for column in dataset.inputs] == ["1.234,5", "1234,5%", "€1.234,5", "", ""]
    assert dataset.column("people").values[:2].tolist() == [1101000, 2102000]
    assert dataset.column("share").values[:2].tolist() == [0.015, 0.025]
    assert dataset.column("price").values[:2].tolist() == [1101, 2102]
    assert dataset.column("mixed").kind == "category", "1.234 is a number of the workbook beside 1.346,5"
    path.write_bytes(
        xlsx({"one": [["people", "y"], *([f"{1 + i % 7},{100 + i}", i / 8] for i in range(40))]})
    )
    assert ExcelFile(str(path)).table().columns[0].kind == "category"
    chosen = ExcelFile(str(path), decimal=".").table().columns[0]
    assert (chosen.kind, chosen.values[1]) == ("number", 2101)


def test_a_first_row_of_numbers_in_dress_names_nothing(tmp_path: Path) -> None:
    rows = [f"${i}.50;{i % 9}%" for i in range(1, 30)]
    assert len(written(tmp_path / "t.csv", rows).table().columns[0]) == 29
    named = written(tmp_path / "t.csv", ["count;25%", *rows]).table()
    assert named.names == ("count", "25%")


def test_texts_of_a_parquet_file(tmp_path: Path) -> None:
    columns = {
        "price": [f"$ {1000 + 37 * i:,}.50" for i in range(40)],
        "people": [f"{1 + i % 7},{100 + i % 9}" for i in range(40)],
        "y": [i / 8 for i in range(40)],
    }
    pl.DataFrame(columns).write_parquet(tmp_path / "t.parquet")
    table = ParquetFile(str(tmp_path / "t.parquet")).table()
    assert [column.dress for column in table.columns] == ["$1,234.5", "", ""]
    assert table["price"].values[1] == 1037.5
    assert table["people"].kind == "category"
    assert "nothing tells whether the mark in '1,100'" in str(table.notes[0])


def test_a_number_of_a_workbook_that_could_be_either_is_refused(tmp_path: Path) -> None:
    """1.234 is a thousand in the dress, and a little more than one as a number of the workbook."""
    rows = [f"{1 + i % 7}.{100 + i}.000,5;{i}" for i in range(40)]
    preprocessor = fit(written(tmp_path / "t.csv", ["amount;y", *rows], ";").read())
    book = tmp_path / "new.xlsx"
    book.write_bytes(xlsx({"one": [["amount"], [1234.5], [7]]}))
    (column,) = preprocessor.columns
    found = rows_of(str(book), preprocessor).x[:, 0] * column.scale + column.offset
    np.testing.assert_allclose(found, [1234.5, 7], atol=1)
    book.write_bytes(xlsx({"one": [["amount"], [1.234], [7]]}))
    with pytest.raises(StudioError, match="is not a number written like"):
        rows_of(str(book), preprocessor)
