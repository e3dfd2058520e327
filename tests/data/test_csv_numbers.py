"""A table that is read in pieces is the one that is read cell by cell, and every error still names its cell."""

from __future__ import annotations

import functools
import io
from typing import Any

import numpy as np
import pytest

from nnstudio.data.cells.cells import MISSING
from nnstudio.data.readers import csv_pieces, csv_reader
from nnstudio.data.readers.csv_layout import CutTable
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import whole_text
from tests.data.test_idx import Write

ROWS = 1500
"""More than those that tell how the rest is written."""


class Silent:
    """Receives progress, and nobody looks."""

    def progress(self, **_: object) -> None: ...


def table(last: str, *, end: str = "\n") -> bytes:
    """Two columns of numbers and one of words; one cell, far down, is another."""
    rows = [f"{i * 0.37 - 5:.3f},{i},{'ab'[i % 2]}" for i in range(ROWS)]
    return end.join(["x,n,kind", *rows, f"{last},7,a"]).encode() + end.encode()


def read(
    path: object, monkeypatch: pytest.MonkeyPatch, *, at_once: bool, kinds: dict[str, str] | None = None
) -> Any:
    """The answer of the child, or the line it refuses with."""
    request = {
        "path": str(path), "separator": None, "decimal": None, "encoding": None, "header": None, "kinds": kinds or {},
    }  # fmt: skip
    with monkeypatch.context() as patch:
        if not at_once:
            patch.setattr(csv_reader, "read_in_pieces", lambda *_: None)
        try:
            return csv_reader.read_csv(request, Silent())  # type: ignore[arg-type]
        except StudioError as error:
            return str(error)


SPECIAL = (
    "1", "-2.5", "+3", ".5", "5.", "-.5e-3", "1E5", "1e400", "-1e400", "4.9e-324", "0.1000000000000000055511151231257827",
    "9007199254740993", "123456789012345678901234567890", "inf", "-Infinity", "nan", "NAN", "-nan", " 1.5", "1.5 ", "  ",
    "1_000", "0x10", "1.5.2", "1,5", '"1.5"', '"a', "--1", "1e", "e5", "true", "1d5", "１", "1\x005", "two", *MISSING,
)  # fmt: skip


@pytest.mark.parametrize("cell", SPECIAL)
def test_the_same_either_way(write: Write, monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    path = write(table(cell), "t.csv")
    for kinds in ({}, {"x": "number"}, {"x": "category"}):
        fast, careful = (read(path, monkeypatch, at_once=yes, kinds=kinds) for yes in (True, False))
        assert_same(fast, careful)


def attempts(monkeypatch: pytest.MonkeyPatch, piece: int = csv_pieces.PIECE) -> list[CutTable | None]:
    """What the attempts to read in pieces of a size come to."""
    found: list[CutTable | None] = []

    def watched(*given: Any) -> CutTable | None:
        found.append(csv_pieces.read_in_pieces(*given))
        return found[-1]

    monkeypatch.setattr(csv_reader, "read_in_pieces", watched)
    monkeypatch.setattr(csv_pieces, "PIECE", piece)
    return found


def assert_same(one: Any, other: Any) -> None:
    """Two answers of the child agree in everything."""
    assert type(one) is type(other)
    if isinstance(one, str):
        assert one == other
        return
    assert one[0] == other[0]
    assert one[1].keys() == other[1].keys()
    for name, values in one[1].items():
        np.testing.assert_array_equal(values, other[1][name], strict=True)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_of_numbers_is_read_at_once(write: Write, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    found = attempts(monkeypatch)
    header, arrays = read(write(table("NA", end=end), "t.csv"), monkeypatch, at_once=True)
    assert found[0] is not None
    assert [c["kind"] for c in header["columns"]] == ["number", "number", "category"]
    assert np.isnan(arrays["0"][-1])
    assert arrays["0"].dtype == np.float64


@functools.cache
def rows(text: str = "{:.3f},{},{}", words: tuple[str, ...] = ("ab", "c d")) -> tuple[str, ...]:
    """Many rows of two numbers and a word."""
    return tuple(text.format(i * 0.37 - 5, i, words[i % len(words)]) for i in range(6 * ROWS))


PLAIN = {
    "as most are": "\n".join(["x,n,kind", *rows()]).encode(),
    "without a header": "\n".join(rows()).encode() + b"\n",
    "a mark, and letters of all kinds": "\n".join(["x,n,Größe", *rows(words=("süß", "日本"))]).encode(
        "utf-8-sig"
    ),
    "letters of an old encoding": "\r\n".join(["x,n,kind", *rows(words=("ab",)), "1,2,süß"]).encode("cp1252"),
    "semicolons": "\n".join(["x;n;kind", *rows("{:.3f};{};{}")]).encode(),
    "decimal commas": "\n".join(["x;n;kind", *rows("{:.3f};{};{}")]).replace(".", ",").encode(),
    "quotes around texts": "\n".join(['"x","n","kind"', *rows('{:.3f},{},"{}, ""or"""')]).encode(),
    "gaps from the middle on": "\n".join(["x,n,kind", *rows(), *rows("NA,,{2}"), *rows()]).encode(),
    "blank lines": "\n".join(["x,n,kind", *rows(), "", *rows(), "  ", "", *rows()]).encode() + b"\n\n\n",
    "blanks around words": "\n".join(["x,n,kind", *rows("{:.3f},{},  {} ")]).encode(),
    "one column": "\n".join(["x", *(str(i / 7) for i in range(9 * ROWS))]).encode() + b"\n",
    "one very long row": "\n".join(["x,n,kind", *rows(), f"1,2,{'z' * 300_000}", *rows()]).encode(),
    "words that are dates": "\n".join(["x,n,kind", *rows(words=("2024-05-01", "2023-01-31"))]).encode(),
}


@pytest.mark.parametrize("name", PLAIN)
def test_pieces_make_the_same_table(write: Write, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = write(PLAIN[name], "t.csv")
    careful = read(path, monkeypatch, at_once=False)
    for piece in (1 << 14, 12_345, csv_pieces.PIECE):
        found = attempts(monkeypatch, piece)
        assert_same(read(path, monkeypatch, at_once=True), careful)
        assert found[0] is not None


ODD = {
    "a row too short and one too long": [*rows(), "1,2", *rows(), "1,2,a,b", *rows()],
    "a row too short": [*rows(), "1,2", *rows()],
    "a row too long": [*rows(), "1,2,a,", *rows()],
    "a quote that is not closed": [*rows(), '1,2,"a', *rows()],
    "a quote within a cell": [*rows(), '1,2,a "b" c', *rows()],
    "a quoted line end": [*rows('{:.3f},{},"{}\n!"')],
    "no number": [*rows(), "one,2,a", *rows()],
    "a number too large": [*rows(), "1e400,2,a", *rows()],
    "a NUL": [*rows(), "1,2,\0", *rows()],
    "a line end of another kind": [*rows(), "1,2,a\r3,4,b", *rows()],
    "a mark in the middle": [*rows(), "\ufeff1,2,a", *rows()],
    "other records": [*rows(), '{"a": 1}', *rows()],
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_is_found_as_before(write: Write, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = write("\n".join(["x,n,kind", *ODD[name]]).encode(), "t.csv")
    careful = read(path, monkeypatch, at_once=False)
    for piece in (1 << 14, 12_345):
        attempts(monkeypatch, piece)
        assert_same(read(path, monkeypatch, at_once=True), careful)


@pytest.mark.parametrize(
    "data", ["\n".join(["x,n,kind", *ODD["no number"]]).encode(), PLAIN["letters of an old encoding"]]
)
def test_progress_never_goes_back(write: Write, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Also where the first way of reading is given up late, or begins anew in another encoding."""
    seen: list[float] = []

    class Noting:
        def progress(self, *, done: float) -> None:
            seen.append(done)

    monkeypatch.setattr(csv_pieces, "PIECE", 1 << 14)
    path = write(data, "t.csv")
    settings = ("separator", "decimal", "encoding", "header")
    csv_reader.read_csv({"path": str(path), **dict.fromkeys(settings), "kinds": {}}, Noting())  # type: ignore[arg-type]
    assert len(seen) > 10
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


class Hesitant(io.FileIO):
    """A disk that gives less than it is asked for, as those of other computers may."""

    def readinto(self, buffer: Any) -> int:
        return super().readinto(memoryview(buffer)[:777])

    def read(self, size: int | None = -1) -> bytes:
        return super().read(777 if size is None or size < 0 else min(size, 777))


def test_a_slow_disk_cuts_no_number_in_two(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: str, _mode: str, buffering: int = -1) -> Any:
        return Hesitant(path) if buffering == 0 else io.BufferedReader(Hesitant(path))

    path = write(PLAIN["one column"], "t.csv")
    careful = read(path, monkeypatch, at_once=False)
    found = attempts(monkeypatch)
    monkeypatch.setattr(csv_pieces, "open", opened, raising=False)
    assert_same(read(path, monkeypatch, at_once=True), careful)
    assert found[0] is not None


def test_the_line_and_the_column_are_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    header, arrays = read(write(table("two"), "t.csv"), monkeypatch, at_once=True, kinds={"x": "number"})
    (note,) = map(str, header["notes"])
    assert note == (
        f"Column 'x': a cell that is no number counts as missing, 'two' on line {whole_text(ROWS + 2)}"
    )
    assert np.flatnonzero(np.isnan(arrays["0"])).tolist() == [ROWS]
    words = b"x,n,kind\n" + b"two,1,a\n" * 9
    line = read(write(words, "w.csv"), monkeypatch, at_once=True, kinds={"x": "number"})
    assert line == "w.csv, line 2, column 'x': 'two' is not a number; leave the cell empty if it is unknown"
