"""Odd files that are no broken ones: each is sensible data, with a word about what was done where it is not as it stands."""

from __future__ import annotations

import datetime
import decimal
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.dataset import Dataset
from nnstudio.data.sources import TableSource
from nnstudio.data.sources.for_file import source_for
from tests.data.test_images import UPRIGHT, image
from tests.data.test_numpy import npz
from tests.data.workbooks import xlsx

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

N = 30
B = [i * 7 % 5 for i in range(N)]
Y = ["uv"[i % 2] for i in range(N)]
FILLED = "1 missing cell in 'a' will be filled with the mean or the most frequent value"

Facts = tuple[int, tuple[str, ...], tuple[str, ...]]
"""Samples, inputs, and what is said."""


def text(a: Callable[[int], str], separator: str = ",", head: str = "a,b,y") -> str:
    rows = (separator.join((a(i), str(B[i]), Y[i])) for i in range(N))
    return "\n".join((head.replace(",", separator), *rows)) + "\n"


def usual(a: Callable[[int], str] = lambda i: f"{i / 4}") -> str:
    return text(a)


DATES = ("9999-12-31", "0001-01-01", "2021-05-06")

TABLES: dict[str, tuple[str | bytes, Facts]] = {
    "utf-32": (usual().encode("utf-32"), (N, ("a", "b"), ())),
    "old line ends": (usual().replace("\n", "\r"), (N, ("a", "b"), ())),
    "two kinds of line ends": (usual().replace("u\n", "u\r\n"), (N, ("a", "b"), ())),
    "a cell of 100 000 letters": (text(lambda i: "x" * 100_000 if i == 3 else "z"), (N, ("a", "b"), ())),
    "the same name three times": (
        text(lambda i: f"{i / 4}", head="a,a,a"),
        (N, ("a", "a (2)"), ("There are two columns 'a'; one is now 'a (2)'", "There are two columns 'a'; one is now 'a (3)'")),
    ),
    "names that are none": (text(lambda i: f"{i / 4}", head=",,y"), (N, ("column 1", "column 2"), ())),
    "names of two lines and with marks": (
        text(lambda i: f"{i / 4}", head='"a\n1",<b>b</b>,y'),
        (N, ("a 1", "<b>b</b>"), ()),
    ),
    "a separator behind every row": (
        usual().replace("\n", ",\n"),
        (N, ("a", "b"), ("Column 'column 4' is left out: it is empty",)),
    ),
    "a separator behind every row but the header": (
        usual().replace("\n", ",\n").replace("y,", "y", 1),
        (N, ("a", "b"), ("Column 'column 4' is left out: it is empty",)),
    ),
    "names over two lines, and a separator behind every row below": (
        usual().replace("\n", " ;\n").replace(",", ";").replace("a;b;y ;", '"a\nb";b;"y"', 1),
        (N, ("a b", "b"), ("Column 'column 4' is left out: it is empty",)),
    ),
    "the years 1 and 9999": (text(lambda i: DATES[i % 3]), (N, ("a", "b"), ())),
    "a year 0 and 30 February": (text(lambda i: ("0000-01-01", "2020-02-30", *DATES)[i % 5]), (N, ("a", "b"), ())),
    "two decimal marks": (text(lambda i: ("1,5", "2.5", "1.234,5")[i % 3], ";"), (N, ("a", "b"), ())),
    "names of rows, as R writes them": (
        text(lambda i: f"{i / 4}").replace("\n", "\n0,").removesuffix("0,"),
        (N, ("a", "b"), (
            "The header has a name less than there are columns: the first column has none",
            "Column 'column 1' is left out: every value is the same",
        )),
    ),
    "minus as it is printed": (text(lambda i: f"\N{MINUS SIGN}{i},5", ";"), (N, ("a", "b"), ())),
    "numbers that are too long": (text(lambda i: str(9007199254740993 + 5 * i)), (N, ("a", "b"), ())),
    "a sum below": (
        usual() + "Total,99,\n",
        (N, ("a", "b"), ("Column 'a': a cell that is no number counts as missing, 'Total' on line 32",
                         "1 row without 'y' is left out")),
    ),
    "true and false": (text(lambda i: str(i % 3 == 0)), (N, ("a", "b"), ())),
    "blanks around cells": (text(lambda i: f"  {i / 4} "), (N, ("a", "b"), ())),
    "times with a zone": (
        text(lambda i: f"2020-01-{i % 28 + 1:02}T12:00:00+02:00"),
        (N, ("a", "b"), ("Column 'a': times that name a time zone are counted in UTC, others as they stand",)),
    ),
}  # fmt: skip


def _parquet(**columns: pl.Series | list[object]) -> bytes:
    file = io.BytesIO()
    pl.DataFrame({**columns, "b": B, "y": Y}, strict=False).write_parquet(file)
    return file.getvalue()


NEITHER = "Column 'a' is left out: it holds neither numbers nor texts"
PARQUET: dict[str, tuple[bytes, Facts]] = {
    "records": (_parquet(a=[{"x": i} for i in range(N)]), (N, ("b",), (NEITHER,))),
    "lists": (_parquet(a=[[i, i] for i in range(N)]), (N, ("b",), (NEITHER,))),
    "decimals": (_parquet(a=[decimal.Decimal(i) / 4 for i in range(N)]), (N, ("a", "b"), ())),
    "times of nanoseconds": (
        _parquet(a=pl.Series([datetime.datetime(2020, 1, 1 + i % 28, 5) for i in range(N)], dtype=pl.Datetime("ns", "Europe/Berlin"))),
        (N, ("a", "b"), ("Column 'a': times that name a time zone are counted in UTC, others as they stand",)),
    ),
    "days": (_parquet(a=[datetime.date(1 + 300 * i, 1, 1) for i in range(N)]), (N, ("a", "b"), ())),
    "spans of time": (_parquet(a=[datetime.timedelta(hours=i * i) for i in range(N)]), (N, ("a", "b"), ())),
    "a dictionary": (_parquet(a=pl.Series(["lo", "hi", "lo"] * 10, dtype=pl.Categorical)), (N, ("a", "b"), ())),
    "a list of names": (_parquet(a=pl.Series(["lo", "hi", "lo"] * 10, dtype=pl.Enum(["lo", "mid", "hi"]))), (N, ("a", "b"), ())),
    "large whole numbers": (_parquet(a=pl.Series([2**64 - 1 - 10_000 * i for i in range(N)], dtype=pl.UInt64)), (N, ("a", "b"), ())),
}  # fmt: skip

SHEET = (("a", "b", "y"), *((i / 4, B[i], Y[i]) for i in range(N)))
_VISIBLE = "xl/workbook.xml"


def _hidden() -> bytes:
    """A workbook whose first sheet nobody is meant to see."""
    sheets = {"Secret": (("p", "q", "r"), *((i, i % 5, "st"[i % 2]) for i in range(N))), "Data": SHEET}
    whole = xlsx(sheets)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        listed = archive.read(_VISIBLE).decode()
    return xlsx(sheets, {_VISIBLE: listed.replace('name="Secret"', 'name="Secret" state="hidden"')})


BOOKS: dict[str, tuple[bytes, Facts]] = {
    "a hidden sheet": (_hidden(), (N, ("a", "b"), ("The sheet 'Data' is read, one of 2",))),
    "a cover": (
        xlsx({"About": (("made by",), ("me",), ("in 2020",)), "Data": SHEET}),
        (N, ("a", "b"), ("The sheet 'Data' is read, one of 2",)),
    ),
    "a title": (
        xlsx({"S": (("Sales of 2020",), (), *SHEET)}),
        (N, ("a", "b"), ("What stands above the table is left out: 'Sales of 2020'",)),
    ),
    "a table in the middle": (xlsx({"S": ((), (), *((None, None, *row) for row in SHEET))}), (N, ("a", "b"), ())),
    "errors of formulas": (
        xlsx({"S": (SHEET[0], ("#N/A", *SHEET[1][1:]), *SHEET[2:])}),
        (N, ("a", "b"), (FILLED,)),
    ),
}  # fmt: skip

ROWS = np.arange(90.0).reshape(30, 3)
PIXELS = np.arange(30 * 3 * 8 * 6).reshape(30, 3, 8, 6) % 251
_FIRST = "The channels of the pictures come first, as in PyTorch; they are read as 8×6×{}"
ARRAYS: dict[str, tuple[bytes, tuple[int, tuple[int, ...], tuple[str, ...]]]] = {
    "channels first": (npz(x=PIXELS, y=B), (N, (8, 6, 3), (_FIRST.format(3),))),
    "grey channels first": (npz(x=PIXELS[:, :1], y=B), (N, (8, 6, 1), (_FIRST.format(1),))),
    "channels last": (npz(x=np.moveaxis(PIXELS, 1, 3), y=B), (N, (8, 6, 3), ())),
    "numbers of C": (npz(x=ROWS.astype(np.longdouble), y=B), (N, (3,), ())),
    "yes and no": (npz(x=ROWS % 2 > 0, y=np.array(B) > 2), (N, (3,), ())),
    "letters as bytes": (npz(x=ROWS, y=np.array(Y, "S")), (N, (3,), ())),
    "a test of its own": (npz(x_train=ROWS, y_train=B, X_test=ROWS, Y_test=B), (2 * N, (3,), ())),
    "a test without targets": (
        npz(x_train=ROWS, y_train=B, x_test=ROWS),
        (N, (3,), ("'x_train' and 'y_train' are read, and not 'x_test'",)),
    ),
}  # fmt: skip

PICTURES: dict[str, tuple[dict[str, bytes], tuple[int, tuple[int, ...], tuple[str, ...]]]] = {
    "of a printer": ({"a.jpg": image((9, 7), (10, 20, 30, 40), "CMYK", "JPEG")}, (4, (7, 9, 3), ())),
    "of 16 bits": ({"a.png": image((9, 7), 40_000, "I;16")}, (4, (7, 9, 1), ())),
    "that can be seen through": ({"a.png": image((9, 7), (9, 8), "LA")}, (4, (7, 9, 1), ())),
    "of two colours": ({"a.png": image((9, 7), 1, "1")}, (4, (7, 9, 1), ())),
    "of one pixel": ({"a.png": image((1, 1))}, (4, (1, 1, 3), ())),
    "of one very long line": (
        {"a.png": image((100_000, 1), 7, "L")},
        (4, (1, 64, 1), ("Images of 1×100000 pixels are brought to 1×64",)),
    ),
    "of a camera held upright": ({"a.jpg": image((40, 20), kind="JPEG", exif=UPRIGHT)}, (4, (40, 20, 3), ())),
    "that moves": ({"a.gif": image((9, 7), kind="GIF", save_all=True)}, (4, (7, 9, 3), ())),
    "by another name": ({"a.jpg": image((9, 7))}, (4, (7, 9, 3), ())),
    "with capital endings": ({"A.PNG": image((9, 7))}, (4, (7, 9, 3), ())),
    "beside what systems leave": (
        {"a.png": image((9, 7)), ".DS_Store": b"x", "._a.png": b"\0\5", "Thumbs.db": b"x"},
        (4, (7, 9, 3), ()),
    ),
}  # fmt: skip


def seen(source: object) -> Dataset:
    """What a person gets who opens it and takes what is proposed."""
    if isinstance(source, TableSource):
        proposed, table = read_proposed(source)
        return proposed.dataset(table)
    return source.read()  # type: ignore[attr-defined,no-any-return]


def _files() -> Iterator[tuple[str, str, bytes | str, Facts]]:
    for ending, cases in (("csv", TABLES), ("parquet", PARQUET), ("xlsx", BOOKS)):
        for name, (data, facts) in cases.items():
            yield f"{ending}: {name}", f"t.{ending}", data, facts


@pytest.mark.parametrize(
    ("name", "data", "facts"), [case[1:] for case in _files()], ids=[c[0] for c in _files()]
)
def test_tables(write: Write, name: str, data: bytes | str, facts: Facts) -> None:
    dataset = seen(source_for(write(data, name)))
    assert isinstance(dataset.inputs, tuple)
    names = tuple(column.name for column in dataset.inputs)
    assert (len(dataset), names, tuple(map(str, dataset.notes))) == facts
    assert len(dataset.classes) == 2


@pytest.mark.parametrize("case", ARRAYS)
def test_arrays(write: Write, case: str) -> None:
    data, (count, shape, told) = ARRAYS[case]
    dataset = seen(source_for(write(data, "a.npz")))
    assert (len(dataset), dataset.sample_shape, tuple(map(str, dataset.notes))) == (count, shape, told)


def test_pixels_stay_where_they_are(write: Write) -> None:
    dataset = seen(source_for(write(npz(x=PIXELS, y=B), "a.npz")))
    np.testing.assert_array_equal(dataset.inputs, np.moveaxis(PIXELS, 1, 3))


@pytest.mark.parametrize("case", PICTURES)
def test_pictures(write: Write, tmp_path: Path, case: str) -> None:
    files, (count, shape, told) = PICTURES[case]
    for name, data in files.items():
        for place in ("Cats/", "dogs/", "sp ace ünï/", "数/"):
            write(data, f"pets/{place}{name}")
    dataset = seen(source_for(tmp_path / "pets"))
    assert (len(dataset), dataset.sample_shape, tuple(map(str, dataset.notes))) == (count, shape, told)
    assert dataset.classes == ("Cats", "dogs", "sp ace ünï", "数")
