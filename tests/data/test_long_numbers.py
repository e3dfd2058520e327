"""Codes of more digits than a number keeps stay what they are; a time that is counted in nanoseconds is a number."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from nnstudio.data.readers import csv_pieces
from nnstudio.data.sources import TableSource, source_for
from nnstudio.data.tables import Table
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")
ROWS = 400
CHANCE = random.Random(0)
TABLE = pl.DataFrame(
    {
        "tweet_id": [10**17 + CHANCE.randrange(10**17) for _ in range(ROWS)],
        "serial": [4 * 10**18 + i for i in range(ROWS)],
        "device": [4 * 10**18 + i % 9 for i in range(ROWS)],
        "t_ns": [17 * 10**17 + i * 10**6 for i in range(ROWS)],
        "large": [10**16 + CHANCE.randrange(10**13) // 2 * 2 + (i == 7) for i in range(ROWS)],
        "x": [CHANCE.random() for _ in range(ROWS)],
        "y": [CHANCE.choice("ab") for _ in range(ROWS)],
    }
)


def csv(path: Path) -> None:
    TABLE.write_csv(path)


def in_json(path: Path) -> None:
    path.write_text(json.dumps(TABLE.to_dicts()), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "make"), [("t.csv", csv), ("t.parquet", TABLE.write_parquet), ("t.json", in_json)]
)
def test_codes_are_texts_and_quantities_are_numbers(
    name: str, make: Callable[[Path], object], tmp_path: Path
) -> None:
    make(tmp_path / name)
    table = read(tmp_path / name)
    assert list(table.skipped) == ["tweet_id", "serial"]
    apart = {each.column: each.texts.tolist() for each in table.apart}
    assert apart == {column: [str(each) for each in TABLE[column]] for column in ("tweet_id", "serial")}
    assert (table["device"].kind, len(table["device"].categories)) == ("category", 9)
    assert table["t_ns"].kind == table["large"].kind == "number"
    assert not [note for note in map(str, table.notes) if "digits" in note]


def test_what_becomes_equal_among_quantities_is_told(tmp_path: Path) -> None:
    values = [10**17 + 16 * (i // 21) + (i % 21 == 0) for i in range(ROWS)]
    TABLE.with_columns(pl.Series("large", values)).write_csv(tmp_path / "t.csv")
    values = [10**17 + 16 * i for i in range(ROWS - 1)] + [10**17 + 1]
    TABLE.with_columns(pl.Series("large", values)).write_csv(tmp_path / "u.csv")
    assert read(tmp_path / "t.csv")["large"].kind == "category"
    table = read(tmp_path / "u.csv")
    assert table["large"].kind == "number"
    assert (
        "Column 'large': 100000000000000000 has more digits than a number keeps; 1 of its values becomes equal to another"
        in list(map(str, table.notes))
    )


@pytest.mark.parametrize("digits", [60, 400, 5000])
def test_numbers_of_any_length_end_in_no_traceback(tmp_path: Path, digits: int) -> None:
    TABLE.with_columns(pl.Series("large", ["9" * digits] * ROWS)).write_csv(tmp_path / "t.csv")
    if digits < 300:
        assert "large" in read(tmp_path / "t.csv").skipped
    else:
        with pytest.raises(StudioError, match="is too large for a number"):
            read(tmp_path / "t.csv")


def test_they_are_known_in_files_that_are_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    real = csv_pieces.read_in_pieces
    monkeypatch.setattr(
        "nnstudio.data.readers.csv_reader.read_in_pieces", lambda *args: used.append(real(*args)) or used[-1]
    )
    csv(tmp_path / "t.csv")
    table = read(tmp_path / "t.csv")
    assert [each is not None for each in used] == [True]
    assert table.apart[0].texts.tolist() == [str(each) for each in TABLE["tweet_id"]]


def test_they_are_known_where_they_come_late_in_a_file(tmp_path: Path) -> None:
    short, long = ([start + i for i in range(1500)] for start in (10**8, 10**19))
    table = pl.DataFrame({"card": [*map(str, short), *map(str, long)], "y": [i % 2 for i in range(3000)]})
    table.write_csv(tmp_path / "t.csv")
    assert [each.texts.tolist() for each in read(tmp_path / "t.csv").apart] == [table["card"].to_list()]


def read(path: Path) -> Table:
    source = source_for(str(path))
    assert isinstance(source, TableSource)
    return source.table()
