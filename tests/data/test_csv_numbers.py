"""Numbers that are read at once are those that are read cell by cell, and every error still names its cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.data import csv_reader
from nnstudio.data.cells import MISSING
from nnstudio.system.messages import StudioError
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
            patch.setattr(csv_reader, "numbers_at_once", lambda *_: None)
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
        assert type(fast) is type(careful)
        if isinstance(fast, str):
            assert fast == careful
            continue
        assert fast[0] == careful[0]
        assert fast[1].keys() == careful[1].keys()
        for name, values in fast[1].items():
            np.testing.assert_array_equal(values, careful[1][name], strict=True)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_of_numbers_is_read_at_once(write: Write, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    found: list[object] = []
    original = csv_reader.numbers_at_once

    def watched(*given: Any) -> Any:
        found.append(original(*given))
        return found[-1]

    monkeypatch.setattr(csv_reader, "numbers_at_once", watched)
    header, arrays = read(write(table("NA", end=end), "t.csv"), monkeypatch, at_once=True)
    assert found[0] is not None
    assert [c["kind"] for c in header["columns"]] == ["number", "number", "category"]
    assert np.isnan(arrays["0"][-1])
    assert arrays["0"].dtype == np.float64


def test_the_line_and_the_column_are_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    line = read(write(table("two"), "t.csv"), monkeypatch, at_once=True, kinds={"x": "number"})
    assert line == f"t.csv, line {ROWS + 2}, column 'x': 'two' is not a number"
