"""Parquet and workbooks: the same table as in a CSV file, and broken ones refused in one line."""

from __future__ import annotations

import datetime
import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from nnstudio.data.readers import excel_reader, hidden_cells, old_workbooks, parquet_reader
from nnstudio.data.sources import CsvFile, ExcelFile, ParquetFile, TableSource, source_for
from nnstudio.data.tables import Table
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed
from tests.data.refusal import refusal
from tests.data.workbooks import ods, sheet, sheet_of, xls, xlsb, xlsx, zipped

Write = Callable[..., Path]

HEAD = ("id", "size", "count", "colour", "note", "same", "kind")
ROWS = [
    (
        i,
        i / 8 if i != 5 else None,
        i % 4,
        ("red", "green", "blue")[i % 3],
        f"text {i} of many",
        "x",
        "ab"[i % 2],
    )
    for i in range(60)
]


def frame() -> pl.DataFrame:
    return pl.DataFrame(ROWS, schema=HEAD, orient="row")


def parquet(table: pl.DataFrame, path: Path) -> bytes:
    table.write_parquet(path)
    return path.read_bytes()


def arrow(table: pl.DataFrame, *, stream: bool = False) -> bytes:
    file = io.BytesIO()
    if stream:
        table.write_ipc_stream(file)
    else:
        table.write_ipc(file, compression="zstd")
    return file.getvalue()


def sources(write: Write, tmp_path: Path) -> dict[str, TableSource]:
    """The same table in every kind of file."""
    text = "\n".join(",".join("" if v is None else str(v) for v in row) for row in (HEAD, *ROWS))
    return {
        "csv": CsvFile(str(write(text, "t.csv"))),
        "parquet": ParquetFile(str(write(parquet(frame(), tmp_path / "made"), "t.parquet"))),
        "xlsx": ExcelFile(str(write(xlsx({"Sheet": (HEAD, *ROWS)}), "t.xlsx"))),
        "ods": ExcelFile(str(write(ods({"Sheet": (HEAD, *ROWS)}), "t.ods"))),
        "xls": ExcelFile(str(write(xls((HEAD, *ROWS)), "t.xls"))),
        "feather": ParquetFile(str(write(arrow(frame()), "t.feather"))),
        "arrow": ParquetFile(str(write(arrow(frame(), stream=True), "t.arrow"))),
    }


@pytest.mark.usefixtures("inline")
def test_the_same_table_in_every_kind_of_file_is_the_same_data(write: Write, tmp_path: Path) -> None:
    read = {kind: source.read() for kind, source in sources(write, tmp_path).items()}
    assert len({dataset.fingerprint for dataset in read.values()}) == 1, {
        k: d.fingerprint for k, d in read.items()
    }
    told = {kind: [str(note) for note in dataset.notes] for kind, dataset in read.items()}
    assert told["csv"] == told["parquet"] == told["xlsx"] == told["ods"]
    assert any("'id'" in note and "numbers the rows" in note for note in told["csv"])
    assert any("'note'" in note and "identifiers or prose" in note for note in told["csv"])


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("target", ["size", "count", "colour"])
def test_the_target_is_chosen_in_the_same_way(write: Write, tmp_path: Path, target: str) -> None:
    read = [source.replace(target=target).read() for source in sources(write, tmp_path).values()]
    assert len({(d.fingerprint, d.task, d.target_name) for d in read}) == 1
    refused = [
        refusal(source.replace(target="no"), Path(source.path).name)
        for source in sources(write, tmp_path).values()
    ]
    assert all(
        line.endswith("there is no column 'no'; there are " + ", ".join(map(repr, HEAD))) for line in refused
    )


@pytest.mark.usefixtures("inline")
def test_columns_for_a_trained_network_are_never_skipped(write: Write, tmp_path: Path) -> None:
    for source in sources(write, tmp_path).values():
        table = source.table({"id": "number", "same": "category", "count": "category"})
        assert table["id"].kind == "number"
        assert table["same"].categories == ("x",)
        assert table["count"].categories == ("0", "1", "2", "3")
        with pytest.raises(StudioError, match=r"column 'colour': 'red' is not a number"):
            source.table({"colour": "number"})


def test_in_a_child_process(write: Write, tmp_path: Path) -> None:
    for source in list(sources(write, tmp_path).values())[1:]:
        told: list[float] = []
        assert len(source.read(progress=lambda facts, told=told: told.append(facts["done"]))) == 60
        assert told == sorted(told)
        assert source_for(source.path) == source.replace(path=str(Path(source.path).resolve()))


# Parquet ----------------------------------------------------------------------------------------------------


def read_columns(write: Write, tmp_path: Path, **columns: object) -> Table:
    table = pl.DataFrame({**columns, "y": ["a", "b"] * 10}, strict=False)
    return ParquetFile(str(write(parquet(table, tmp_path / "made"), "t.parquet"))).table()


@pytest.mark.usefixtures("inline")
def test_types_of_parquet(write: Write, tmp_path: Path) -> None:
    days = [datetime.date(2024, 1, 1 + i % 4) for i in range(20)]
    table = read_columns(
        write, tmp_path,
        yes=[i % 2 == 0 for i in range(20)], day=days, span=[datetime.timedelta(seconds=i) for i in range(20)],
        whole=pl.Series([None, *range(19)], dtype=pl.UInt8), exact=pl.Series(range(20), dtype=pl.Decimal(10, 2)),
        named=pl.Series(["u", "v"] * 10, dtype=pl.Categorical), typed=["1.5", "2.5"] * 10, comma=["1,5", "2,5"] * 10,
        not_a_number=[float("nan"), *map(float, range(19))], pairs=[[1, 2]] * 20, raw=[b"x", b"y"] * 10, none=[None] * 20,
    )  # fmt: skip
    assert table["yes"].categories == ("false", "true")
    assert table["day"].categories == tuple(f"2024-01-0{i}" for i in range(1, 5))
    assert table["span"].values.tolist() == list(range(20))
    assert np.isnan(table["whole"].values[0])
    assert table["exact"].values.tolist() == list(range(20))
    assert table["named"].categories == ("u", "v")
    assert table["typed"].values[:2].tolist() == [1.5, 2.5]
    assert table["comma"].values[:2].tolist() == [1.5, 2.5]
    assert table["not_a_number"].missing.tolist() == [True] + [False] * 19
    reason = "it holds neither numbers nor texts"
    assert {name: str(why) for name, why in table.skipped.items()} == {
        "pairs": reason,
        "raw": reason,
        "none": "it is empty",
    }


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.usefixtures("inline")
def test_a_column_with_a_time_zone_is_counted_in_utc_and_told(write: Write, tmp_path: Path) -> None:
    here = pl.datetime_range(
        datetime.datetime(2024, 1, 1, 1),
        datetime.datetime(2024, 1, 2),
        "1h",
        time_zone="Europe/Berlin",
        eager=True,
    )
    table = pl.DataFrame({"here": here, "x": range(len(here)), "y": [i % 3 for i in range(len(here))]})
    source = ParquetFile(str(write(parquet(table, tmp_path / "made"), "t.parquet"))).with_kind("date", "here")
    dataset = source.read()
    assert dataset.column("here").values[0] == datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC).timestamp()
    assert "Column 'here': times that name a time zone are counted in UTC, others as they stand" in map(
        str, dataset.notes
    )


PARQUET: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "it is no Parquet and no Arrow file"),
    "text": (lambda data: b"a,b\n1,2\n", "it is no Parquet and no Arrow file"),
    "only the magic": (lambda data: b"PAR1PAR1", "it is damaged"),
    "cut off": (_cut, "it is damaged"),
    "without its end": (lambda data: data[:-1], "it is damaged"),
    "two columns of one name": (
        lambda data: data.replace(b"\x04size", b"\x04kind"),
        "two columns have the same name",
    ),
    "a footer of 2 GB": (lambda data: data[:-8] + b"\xff\xff\xff\x7f" + data[-4:], "it is damaged"),
    "zeros inside": (lambda data: data[:4] + bytes(len(data) - 200) + data[-196:], "it is damaged"),
}


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("case", PARQUET)
def test_broken_parquet(case: str, write: Write, tmp_path: Path) -> None:
    spoil, told = PARQUET[case]
    path = write(spoil(parquet(frame(), tmp_path / "made")), "t.parquet")
    assert f"t.parquet: {told}" in refusal(ParquetFile(str(path)), "t.parquet")


@pytest.mark.usefixtures("inline")
def test_parquet_that_claims_or_holds_too_much(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_reader, "MOST_CELLS", 400)
    path = write(parquet(frame(), tmp_path / "made"), "t.parquet")
    assert "it claims 60 rows of 7 columns" in refusal(ParquetFile(str(path)), "t.parquet")
    monkeypatch.undo()


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pl.DataFrame({"a": [1.0], "y": [2.0]}).clear(), "t.parquet: it has no rows"),
        (
            pl.DataFrame({"a": [1.0, float("inf")], "y": [1, 2]}),
            "t.parquet, line 2, column 'a': 'inf' is no finite number",
        ),
        (pl.DataFrame({"a": [1, 2], "y": [3, 3]}), "column 'y' is of no use: every value is the same"),
        (
            pl.DataFrame({"y": [1, 2]}),
            "besides the target 'y' there is no column to learn from (it is the only one)",
        ),
        (pl.DataFrame({"a": [[1], [2]], "y": [1, 2]}), "(left out: 'a', it holds neither numbers nor texts)"),
    ],
)
def test_parquet_of_no_use(write: Write, tmp_path: Path, table: pl.DataFrame, told: str) -> None:
    path = write(parquet(table, tmp_path / "made"), "t.parquet")
    assert told in refusal(ParquetFile(str(path)), "t.parquet")


# Workbooks --------------------------------------------------------------------------------------------------

TABLE = {"Sheet": (("a", "b", "y"), *((i, i % 5, "uv"[i % 2]) for i in range(20)))}


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("make", [xlsx, ods])
def test_sheets(write: Write, make: Callable[..., bytes]) -> None:
    book = {"Empty": (), "First": TABLE["Sheet"], "Über": (("c", "y"), (1, 2), (3, 4), (5, 4))}
    source = ExcelFile(str(write(make(book), "t.xlsx")))
    table = source.table()
    assert (table.format.sheet, table.format.sheets) == ("First", ("Empty", "First", "Über"))
    assert "The sheet 'First' is read, one of 3" in map(str, table.notes)
    assert source.replace(sheet="Über").table().names == ("c", "y")
    assert "the sheet 'Empty' is empty" in refusal(source.replace(sheet="Empty"), "t.xlsx")
    assert "no sheet 'X'; there are 'Empty', 'First', 'Über'" in refusal(source.replace(sheet="X"), "t.xlsx")


@pytest.mark.usefixtures("inline")
def test_rows_and_columns_that_are_empty_count_for_nothing(write: Write) -> None:
    rows = [
        (),
        (None, "a", None, "y"),
        (),
        (None, 1, None, 2),
        (None, None, None, None),
        (None, 3, None, "x"),
        (None, 5, None, 4),
    ]
    table = ExcelFile(str(write(xlsx({"S": rows}), "t.xlsx"))).table({"y": None})
    assert table.names == ("a", "y")
    assert table["a"].values.tolist() == [1, 3, 5]
    with pytest.raises(StudioError, match=r"t\.xlsx, line 6, column 'y': 'x' is not a number"):
        ExcelFile(str(write(xlsx({"S": rows}), "t.xlsx"))).table({"y": "number"})


@pytest.mark.usefixtures("inline")
def test_what_is_hidden_in_a_sheet_is_read_and_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns by their place in the sheet, whatever is empty beside them; rows as a filter hides them."""
    rows = [(None, "a", None, "b", "c", "y"), *((None, i, None, i % 3, -i, i % 5) for i in range(12))]
    text = sheet(rows).replace(
        "<sheetData>", '<cols><col min="4" max="5" hidden="1"/><col min="2" max="2"/></cols><sheetData>'
    )
    for r in (3, 4, 9):
        text = text.replace(f'<row r="{r}">', f'<row r="{r}" spans="1:6" hidden="true">')
    book = write(xlsx({"Cover": (("hidden",),), "Über": ()}, {"xl/worksheets/sheet2.xml": text}), "t.xlsx")
    for piece in (1 << 20, 7):
        monkeypatch.setattr(hidden_cells, "PIECE", piece)
        table = ExcelFile(str(book)).table()
        assert table.names == ("a", "b", "c", "y")
        notes = list(map(str, table.notes))
        assert "Columns that are hidden in the sheet are read as well: 'b', 'c'" in notes
        assert "3 rows that are hidden in the sheet, by a filter perhaps, are read as well" in notes
        assert len(table["a"].values) == 12
    plain = ExcelFile(str(write(xlsx({"S": rows}), "plain.xlsx"))).table()
    assert not any("hidden" in str(note) for note in plain.notes)


@pytest.mark.usefixtures("inline")
def test_merged_cells_count_in_each_of_their_rows(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the rows below them, nor where a title or a name is merged."""
    rows = [
        (None, "Sales", None, None),
        (None, "place", "x", "y"),
        *(
            (None, ("north", "south", "east")[i // 4 % 3] if i % 4 == 0 else None, i, i % 5)
            for i in range(24)
        ),
    ]
    ends = [(3 + 4 * i, 6 + 4 * i - (i == 2)) for i in range(6)]
    merged = "".join(f'<mergeCell ref="B{first}:B{last}"/>' for first, last in ends)
    text = sheet(rows).replace(
        "</sheetData>",
        f'</sheetData><mergeCells count="9"><mergeCell ref="B1:D1"/><mergeCell ref="D1:D2"/>{merged}</mergeCells>',
    )
    path = write(xlsx({"S": ()}, {"xl/worksheets/sheet1.xml": text}), "t.xlsx")
    for piece in (1 << 20, 7):
        monkeypatch.setattr(hidden_cells, "PIECE", piece)
        table = ExcelFile(str(path)).table()
        place = table["place"]
        assert [place.categories[code] if code >= 0 else None for code in place.values] == [
            None if i == 11 else ("north", "south", "east")[i // 4 % 3] for i in range(24)
        ]
        assert table["x"].values.tolist() == list(range(24))
        assert "Merged cells count in each of their rows: 'place'" in map(str, table.notes)
    plain = write(xlsx({"S": rows}), "plain.xlsx")
    assert ExcelFile(str(plain)).table()["place"].missing.sum() == 18


ENDS = [(3 + 4 * i, 6 + 4 * i - (i == 2)) for i in range(6)]
"""First and last rows of merged cells in the second column, counted from 1."""
PLACES = ("north", "south", "east")
MERGED_ROWS = [
    (None, "Sales", None, None), (None, "place", "x", "y"),
    *((None, PLACES[i // 4 % 3] if i % 4 == 0 else None, i, i % 5) for i in range(24)),
]  # fmt: skip


def _merged_ods() -> bytes:
    text = zipfile.ZipFile(io.BytesIO(ods({"S": MERGED_ROWS}))).read("content.xml").decode()
    for place in PLACES:
        text = text.replace(
            f'<table:table-cell office:value-type="string"><text:p>{place}',
            f'<table:table-cell table:number-rows-spanned="4" office:value-type="string"><text:p>{place}',
        )
    third = text.rindex("spanned", 0, text.index("east"))
    text = text[:third] + text[third:].replace('spanned="4"', 'spanned="3"', 1)
    empty = "<table:table-cell/>"
    text = text.replace(
        f"{empty}{empty}<table:table-cell ", f"{empty}<table:covered-table-cell/><table:table-cell "
    )
    title = '<table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2" office:value-type="string"><text:p>Sales'
    text = text.replace('<table:table-cell office:value-type="string"><text:p>Sales', title)
    return ods({"S": ()}, {"content.xml": text})


def _merged_xls() -> bytes:
    spans = [(0, 0, 1, 3), (0, 1, 3, 3), *((first - 1, last - 1, 1, 1) for first, last in ENDS)]
    told = struct.pack("<H", len(spans)) + b"".join(struct.pack("<HHHH", *each) for each in spans)
    chart = [
        (0x809, struct.pack("<HH12x", 0x600, 0x20)),
        (0xE5, struct.pack("<HHHHH", 1, 2, 9, 2, 2)),
        (0x0A, b""),
    ]
    return xls(MERGED_ROWS, "Sheet", [*chart, (0xE5, told)])


def _merged_xlsb() -> bytes:
    return xlsb(
        MERGED_ROWS, [(0, 0, 1, 3), (0, 1, 3, 3), *((first - 1, last - 1, 1, 1) for first, last in ENDS)]
    )


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize(
    ("name", "make"), [("t.ods", _merged_ods), ("t.xls", _merged_xls), ("t.xlsb", _merged_xlsb)]
)
def test_merged_cells_of_other_workbooks_count_likewise(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, make: Callable[[], bytes]
) -> None:
    path = write(make(), name)
    for piece in (1 << 20, 7):
        monkeypatch.setattr(hidden_cells, "PIECE", piece)
        monkeypatch.setattr(old_workbooks, "PIECE", piece)
        table = ExcelFile(str(path)).table()
        place = table["place"]
        assert [place.categories[code] if code >= 0 else None for code in place.values] == [
            None if i == 11 else PLACES[i // 4 % 3] for i in range(24)
        ]
        assert table["x"].values.tolist() == list(range(24))
        assert "Merged cells count in each of their rows: 'place'" in map(str, table.notes)


@pytest.mark.usefixtures("inline")
def test_what_is_hidden_in_a_sheet_of_excel_97_is_told(write: Write) -> None:
    rows = [("a", "b", "c", "y"), *((i, i % 3, -i, i % 5) for i in range(12))]
    away = [
        (0x7D, struct.pack("<HHHHHH", 1, 2, 2000, 0, 1, 0)), (0x7D, struct.pack("<HHHHHH", 3, 3, 2000, 0, 0, 0)),
        *((0x208, struct.pack("<HHHHHHHH", r, 0, 4, 255, 0, 0, 0x20 * (r > 4), 0)) for r in range(4, 7)),
    ]  # fmt: skip
    notes = list(map(str, ExcelFile(str(write(xls(rows, more=away), "t.xls"))).table().notes))
    assert "Columns that are hidden in the sheet are read as well: 'b', 'c'" in notes
    assert "2 rows that are hidden in the sheet, by a filter perhaps, are read as well" in notes


@pytest.mark.usefixtures("inline")
def test_what_is_hidden_in_a_sheet_of_open_document_is_told_as_well(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There a tag may stand for several columns or rows, and says nothing of where it is."""
    rows = [(None, "a", None, "b", "c", "y"), *((None, i, None, i % 3, -i, i % 5) for i in range(12))]
    text = zipfile.ZipFile(io.BytesIO(ods({"Cover": (("x",),), "A & B": rows}))).read("content.xml").decode()
    start, table, body = text.partition('table:name="A &amp; B">')
    columns = (
        '<table:table-column/><table:table-column-group><table:table-column table:number-columns-repeated="2"/>'
        '</table:table-column-group><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    )
    lines = body.split("<table:table-row>")
    lines[4] = '<table:table-row table:visibility="filter">' + lines[4]
    lines[9] = '<table:table-row table:visibility="collapse">' + lines[9]
    body = "<table:table-row>".join(lines).replace("<table:table-row><table:table-row ", "<table:table-row ")
    end = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"/></table:table>'
    text = start + table + columns + body.replace("</table:table>", end, 1)
    book = write(ods({"Cover": ()}, {"content.xml": text}), "t.ods")
    for piece in (1 << 20, 7):
        monkeypatch.setattr(hidden_cells, "PIECE", piece)
        read = ExcelFile(str(book)).table()
        assert read.names == ("a", "b", "c", "y")
        notes = list(map(str, read.notes))
        assert "Columns that are hidden in the sheet are read as well: 'b', 'c'" in notes
        assert "2 rows that are hidden in the sheet, by a filter perhaps, are read as well" in notes
        assert len(read["a"].values) == 12
    plain = ExcelFile(str(write(ods({"S": rows}), "plain.ods"))).table()
    assert not any("hidden" in str(note) for note in plain.notes)


@pytest.mark.usefixtures("inline")
def test_a_sheet_with_one_long_word_keeps_nobody_waiting(write: Write) -> None:
    """Half a million letters that are no attribute: looking for an end of it from each of them would take hours."""
    rows = [("a", "y"), *((i, i % 5) for i in range(12))]
    letters = np.random.default_rng(0).integers(97, 123, 1 << 18, np.uint8).tobytes().decode()
    word = letters + letters.replace("e", "-")
    text = sheet(rows).replace("</sheetData>", f"</sheetData><x hidden {word}/>")
    table = ExcelFile(str(write(xlsx({"S": ()}, {"xl/worksheets/sheet1.xml": text}), "t.xlsx"))).table()
    assert table.names == ("a", "y")


@pytest.mark.usefixtures("inline")
def test_a_workbook_without_a_header(write: Write) -> None:
    rows = [(i, i % 3, "uv"[i % 2]) for i in range(9)]
    source = ExcelFile(str(write(xlsx({"S": rows}), "t.xlsx")))
    assert source.table().names == ("column 1", "column 2", "column 3")
    assert source.replace(header=True).table().names == ("0", "0 (2)", "u")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FAR = sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdef", "bcdefg", strict=True)) + "]>"
    + sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>&g;</t></is></c></row>')
)  # fmt: skip


def _first_row(book: bytes) -> str:
    """The cells of an OpenDocument up to the end of their first row."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        before, end, _ = archive.read("content.xml").decode().partition("</table:table-row>")
    return before + end


def _packed_otherwise(book: bytes) -> bytes:
    """A workbook that is packed as no spreadsheet packs it."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_LZMA) as other:
        for name in archive.namelist():
            other.writestr(
                name, archive.read(name), zipfile.ZIP_LZMA if name == "content.xml" else zipfile.ZIP_STORED
            )
    return again.getvalue()


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "it is no workbook of Excel or OpenDocument"),
    "text": (lambda: b"a,b\n1,2\n", "it is no workbook of Excel or OpenDocument"),
    "another zip": (lambda: zipped({"a.txt": "b"}), "it is no workbook of Excel or OpenDocument"),
    "cut off": (lambda: xlsx(TABLE)[:-40], "it is damaged or not a workbook"),
    "a beginning only": (lambda: b"PK\x03\x04" + bytes(30), "it is damaged or not a workbook"),
    "old kind cut off in its directory": (lambda: xls(TABLE["Sheet"])[:1444], "it is damaged"),
    "old kind cut off": (lambda: xls(TABLE["Sheet"])[:900], "it is damaged"),
    "old kind with a stream that is nowhere": (
        lambda: xls(TABLE["Sheet"]).replace(struct.pack("<IQ", 2, 4096), struct.pack("<IQ", 1 << 30, 4096)), "it is damaged"),
    "another file of that kind": (lambda: OLE + bytes(600), "it is damaged"),
    "macros of the old kind": (lambda: xls(TABLE["Sheet"]) + "_VBA_PROJECT".encode("utf-16-le"), "it contains macros"),
    "password": (lambda: OLE + bytes(99) + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    "macros": (lambda: xlsx(TABLE, {"xl/vbaProject.bin": b"x"}), "it contains macros"),
    "macros of OpenDocument": (lambda: ods(TABLE, {"Basic/Standard/a.xml": b"x"}), "it contains macros"),
    "password of OpenDocument": (
        lambda: ods(TABLE, {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "it is protected by a password",
    ),
    "no sheet": (lambda: xlsx({}), "t.xlsx: "),
    "empty sheet": (lambda: xlsx({"S": ()}), "the file is empty"),
    "header only": (lambda: xlsx({"S": (("a", "b"),)}), "there is a header, but no rows below it"),
    "no sheet of that number": (lambda: xlsx(TABLE, {"xl/worksheets/sheet1.xml": ""}), "t.xlsx: "),
    "sheet cut off": (lambda: xlsx(TABLE, {"xl/worksheets/sheet1.xml": sheet_of("")[:-60]}), "t.xlsx: "),
    "sheet of nonsense": (lambda: xlsx(TABLE, {"xl/worksheets/sheet1.xml": bytes(range(256))}), "t.xlsx: "),
    "billion laughs": (lambda: xlsx(TABLE, {"xl/worksheets/sheet1.xml": LAUGHS}), "it is damaged"),
    "bomb": (lambda: xlsx(TABLE, {"xl/worksheets/sheet1.xml": bytes(5 << 20)}), "is larger than it should be"),
    "one column": (lambda: xlsx({"S": (("y",), (1,), (2,))}), "besides the target 'y' there is no column"),
    "infinite": (lambda: xlsx({"S": (("a", "y"), ("1e999", 1), (2, 2))}), "t.xlsx, line 2, column 'a': '1e999' is too large"),
    "table of OpenDocument cut off": (lambda: ods(TABLE, {"content.xml": _first_row(ods(TABLE))}), "it is cut off"),
    "packed otherwise": (lambda: _packed_otherwise(ods(TABLE)), "is packed in an unknown way"),
    "errors of Excel": (
        lambda: xlsx({"S": (("a", "y"), (1, 2), (2, 3))}, {"xl/worksheets/sheet1.xml": sheet_of(
            '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>')}), "t.xlsx: "),
}  # fmt: skip


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("case", WORKBOOKS)
def test_broken_workbooks(case: str, write: Write) -> None:
    make, told = WORKBOOKS[case]
    assert told in refusal(ExcelFile(str(write(make(), "t.xlsx"))), "t.xlsx")


@pytest.mark.usefixtures("inline")
def test_a_workbook_that_unpacks_to_too_much(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_reader, "MOST_BYTES", 1000)
    assert "its members are larger than they should be" in refusal(
        ExcelFile(str(write(xlsx(TABLE), "t.xlsx"))), "t.xlsx"
    )


@pytest.mark.parametrize("name", ["t.xlsx", "t.xls"])
def test_two_cells_far_apart_cost_the_child_its_memory_and_nobody_else(write: Write, name: str) -> None:
    near, far = (struct.pack("<HHHHHd", 0x203, 14, *at, 0, 2.0) for at in ((3, 1), (0xFFFF, 0xFFFF)))
    old = xls(TABLE["Sheet"]).replace(near, far)
    path = write(old if name == "t.xls" else xlsx(TABLE, {"xl/worksheets/sheet1.xml": FAR}), name)
    with pytest.raises(ChildFailed) as caught:
        ExcelFile(str(path)).read()
    line = str(caught.value)
    assert line.startswith(f"{name}: stopped, because it needed more than ")
    assert "\n" not in line


def test_no_file(tmp_path: Path) -> None:
    for kind, name in ((ExcelFile, "t.xlsx"), (ParquetFile, "t.parquet")):
        assert "there is no such file" in refusal(kind(str(tmp_path / name)), name)


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("kind", ["parquet", "xlsx", "ods", "feather", "arrow"])
def test_any_damage_is_a_data_set_or_one_line(kind: str, write: Write, tmp_path: Path) -> None:
    """Bytes changed or cut off at random places, the same ones in every run."""
    source = sources(write, tmp_path)[kind]
    good, chance = Path(source.path).read_bytes(), random.Random(5)
    refused = 0
    for _ in range(60):
        spoilt = bytearray(good[: chance.randrange(len(good))] if chance.random() < 0.2 else good)
        for _ in range(chance.choice((1, 2, 8))):
            if spoilt:
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        Path(source.path).write_bytes(spoilt)
        told = Path(source.path).name
        try:
            assert len(source.read()) > 0
        except StudioError as error:
            told = str(error)
            refused += 1
        assert "\n" not in told
        assert Path(source.path).name in told
    assert refused > 20
