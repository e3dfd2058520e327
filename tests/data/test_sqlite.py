"""Tables of databases: read as those of other files, and never carried out."""

from __future__ import annotations

import contextlib
import io
import random
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.readers import sqlite_reader
from nnstudio.data.sources import CsvFile, SqliteFile, source_for, table_at
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter
from tests.data.refusal import refusal

ROWS = [
    (
        f"2024-01-{1 + i % 28:02} 12:{i % 60:02}",
        i / 8 if i != 5 else None,
        i % 7,
        ("red", "green")[i % 2],
        b"\x01",
        "ab"[i % 2],
    )
    for i in range(60)
]
MADE = """
    CREATE TABLE version (number TEXT);
    INSERT INTO version VALUES ('1');
    CREATE TABLE unused (a, b);
    CREATE VIRTUAL TABLE found USING fts5(words);
    CREATE TABLE "odd `name` ""of"" it" (
        id INTEGER PRIMARY KEY AUTOINCREMENT, "when" TEXT, size REAL, count INTEGER, colour TEXT, photo BLOB,
        twice AS (size * 2), kind TEXT
    );
    CREATE TABLE other (x, y);
    INSERT INTO other VALUES (1, 'u'), (2, 'v'), (3, 'u');
    CREATE VIEW seen AS SELECT * FROM other;
    CREATE TRIGGER gone AFTER INSERT ON version BEGIN DELETE FROM other; END;
"""
NAME = 'odd `name` "of" it'


def database(folder: Path, more: str = "", name: str = "t.sqlite") -> Path:
    with contextlib.closing(sqlite3.connect(folder / name)) as made:
        made.executescript(MADE)
        made.executemany(
            """INSERT INTO "odd `name` ""of"" it" ("when", size, count, colour, photo, kind) VALUES (?, ?, ?, ?, ?, ?)""",
            ROWS,
        )
        made.executescript(more)
        made.commit()
    return folder / name


def test_a_table_is_read_as_the_same_in_a_csv_file(inline: None, tmp_path: Path) -> None:
    path = database(tmp_path)
    source = source_for(path)
    assert isinstance(source, SqliteFile)
    table = source.table({"when": "date"})
    assert (table.format.sheet, table.format.sheets) == (NAME, ("version", "unused", NAME, "other"))
    assert f"The table {NAME!r} is read, one of 4" in map(str, table.notes)
    assert str(table.skipped["photo"]) == "it holds neither numbers nor texts"
    lines = [
        f"{i},{w},{'' if s is None else s},{c},{r},{'' if s is None else 2 * s},{k}"
        for i, (w, s, c, r, _, k) in enumerate(ROWS, 1)
    ]
    text = "\n".join(["id,when,size,count,colour,twice,kind", *lines]) + "\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    same = CsvFile(str(tmp_path / "t.csv")).table({"when": "date"})
    assert [column.name for column in table.columns] == [column.name for column in same.columns]
    for one, other in zip(table.columns, same.columns, strict=True):
        assert (one.kind, one.categories) == (other.kind, other.categories)
        np.testing.assert_array_equal(one.values, other.values)


def test_a_table_can_be_chosen_and_is_found_by_its_columns(inline: None, tmp_path: Path) -> None:
    source = SqliteFile(str(database(tmp_path)))
    assert source.replace(sheet="other").table().names == ("x", "y")
    assert source.table({"x": "number"}).format.sheet == "other"
    assert table_at(source.path) == source
    assert "there is no table 'seen'; there are 'version', 'unused'" in refusal(
        source.replace(sheet="seen"), "t.sqlite"
    )
    assert "the table 'unused' has no rows" in refusal(source.replace(sheet="unused"), "t.sqlite")


def test_nothing_of_the_file_is_written_or_carried_out(inline: None, tmp_path: Path) -> None:
    """Not even a lock is taken: a folder that may not be written to is no hindrance."""
    path = database(tmp_path)
    before = path.read_bytes()
    SqliteFile(str(path)).table()
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with contextlib.closing(sqlite_reader._opened(str(path))) as opened:
        for statement in (
            "DELETE FROM other", "CREATE TABLE a (b)", "ATTACH 'a.sqlite' AS other", "PRAGMA trusted_schema=ON",
            "PRAGMA writable_schema=ON", "INSERT INTO version VALUES ('2')",
        ):  # fmt: skip
            with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
                opened.execute(statement)
        with pytest.raises(sqlite3.DatabaseError):
            opened.execute("SELECT load_extension('a.so')")


def test_what_is_not_in_the_file_yet_is_told(inline: None, tmp_path: Path) -> None:
    path = database(tmp_path, "PRAGMA journal_mode=WAL;")
    with contextlib.closing(sqlite3.connect(path)) as used:
        used.execute("INSERT INTO other VALUES (4, 'v')")
        used.commit()
        table = SqliteFile(str(path), sheet="other").table()
    assert "Another program has the database open" in str(table.notes[1])
    assert not [note for note in SqliteFile(str(path), sheet="other").table().notes if "Another" in str(note)]


def test_numbers_and_texts_in_one_column_are_as_in_a_csv_file(inline: None, tmp_path: Path) -> None:
    """SQLite keeps whatever it is given."""
    more = "CREATE TABLE mixed (a, b, y);" + "".join(
        f"INSERT INTO mixed VALUES ({i if i % 12 else repr('n.d.')}, {i if i % 5 else repr('x' + str(i % 2))}, '{'uv'[i % 2]}');"
        for i in range(60)
    )
    table = SqliteFile(str(database(tmp_path, more)), sheet="mixed").table()
    assert (table["a"].kind, int(table["a"].missing.sum())) == ("number", 5)


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda good: b"", "the file is empty"),
    "cut off": (lambda good: good[:5000], "it is damaged"),
    "magic": (lambda good: b"x" * 5000, "it is no database of SQLite, or it is encrypted"),
    "head": (lambda good: good[:16] + bytes(84) + good[100:], "it is damaged"),
}


@pytest.mark.parametrize(("spoil", "told"), BROKEN.values(), ids=BROKEN)
def test_broken_databases(tmp_path: Path, spoil: Callable[[bytes], bytes], told: str) -> None:
    path = database(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    assert told in refusal(SqliteFile(str(path)), "t.sqlite")


def test_a_database_of_views_alone_is_refused(inline: None, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "t.db")) as made:
        made.execute("CREATE VIEW v AS SELECT 1 AS a, 2 AS b")
    assert "it holds no table with rows; views are not read" in refusal(
        SqliteFile(str(tmp_path / "t.db")), "t.db"
    )


def test_a_database_that_is_called_a_text_is_told(inline: None, tmp_path: Path) -> None:
    path = database(tmp_path, name="t.csv")
    assert "this is a database of SQLite; give its name the ending .sqlite" in refusal(
        CsvFile(str(path)), "t.csv"
    )


def test_spoilt_databases_end_in_one_line(inline: None, tmp_path: Path) -> None:
    good = database(tmp_path).read_bytes()
    chance = random.Random(0)
    path = tmp_path / "u.sqlite"
    for _ in range(150):
        spoilt = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            spoilt[chance.randrange(len(good) if chance.random() < 0.5 else 8192)] = chance.choice(
                (0, 1, 127, 255)
            )
        path.write_bytes(spoilt)
        with contextlib.suppress(StudioError):
            SqliteFile(str(path)).table()


def test_a_python_without_sqlite_reads_all_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where somebody has built Python without it; the child imports all readers."""
    path = database(tmp_path)
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    request = {"path": str(path), "sheet": None, "kinds": {}}
    with pytest.raises(StudioError, match="this Python was built without SQLite; save the table as CSV"):
        sqlite_reader.read_sqlite(request, Reporter(io.BytesIO()))
