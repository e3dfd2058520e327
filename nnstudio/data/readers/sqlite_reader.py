"""Tables of databases of SQLite taken apart in the child process.

A database is a program as well: its views, triggers and computed columns are SQL. The file is opened so that nothing can be
written, tables alone are read, and of its functions only those that are harmless.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnstudio.data.cells.cells import damaged, settle_polars
from nnstudio.data.readers.json_reader import typed_series
from nnstudio.data.readers.parquet_reader import MOST_CELLS, typed_table
from nnstudio.data.readers.table_answer import Answer
from nnstudio.system.file_errors import cannot_read, file_error, shown
from nnstudio.system.files import stamp_of
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import sqlite3  # which a Python that somebody has built may lack

    import polars as pl

FILE_LIMIT = 4 << 30
_MAGIC = b"SQLite format 3\0"
_SETTINGS = ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY")
_LONGEST_ROW, _LONGEST_STATEMENT = 256 << 20, 4 << 20
"""In bytes."""
_LEAST = 2
"""Rows and columns of a table that is proposed."""
_TOGETHER = 10_000


def read_sqlite(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read one table for :class:`nnstudio.data.sources.sqlite_file.SqliteFile`.

    The request holds ``path``, ``sheet`` (the name of the table; without it the first one that has the columns of ``kinds``
    and rows) and ``kinds``; the answer is that of :func:`nnstudio.data.readers.csv_reader.read_csv`.
    """
    settle_polars()
    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    try:
        import sqlite3
    except ImportError:
        raise StudioError("{file}: this Python was built without SQLite; save the table as CSV", file=file) from None  # fmt: skip
    _check(path, file)
    before = stamp_of(Path(path))
    notes: list[Message] = []
    try:
        with contextlib.closing(_opened(path)) as database:
            tables = _tables(database)
            name = _chosen(file, database, tables, request["sheet"], request["kinds"])
            frame = _frame(file, database, name, tables[name], reporter)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter of names in a damaged file
        raise damaged(file, error) from None
    if stamp_of(Path(path)) != before:
        raise cannot_read(path, msg("it changed meanwhile; please try again"))
    if not frame.height:
        raise StudioError("{file}: the table {table} has no rows", file=file, table=repr(name))
    if len(tables) > 1:
        notes.append(msg("The table {table} is read, one of {count}", table=repr(name), count=len(tables)))
    if any(_has_bytes(path + ending) for ending in ("-wal", "-journal")):
        notes.append(
            msg(
                "Another program has the database open, or has not closed it: what it has not written into {file} yet is "
                "not seen",
                file=file,
            )
        )
    return typed_table(file, frame, request, reporter, notes, {"sheet": name, "sheets": list(tables)})


def _check(path: str, file: str) -> None:
    try:
        facts = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(facts.st_mode):  # a pipe would block, a device never ends
            raise cannot_read(path, msg("it is not a file"))
        with open(path, "rb") as source:  # noqa: PTH123
            begin = source.read(len(_MAGIC))
    except (OSError, ValueError) as error:
        raise file_error("read", path, error) from None
    if facts.st_size == 0:
        raise StudioError("{file}: the file is empty", file=file)
    if begin != _MAGIC:
        raise StudioError("{file}: it is no database of SQLite, or it is encrypted", file=file)
    if facts.st_size > FILE_LIMIT:
        raise StudioError(
            "{file}: it has {size:,} bytes, and {limit:,} are the most that is allowed here",
            file=file, size=facts.st_size, limit=FILE_LIMIT,
        )  # fmt: skip


def _has_bytes(path: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.getsize(path) > 0  # noqa: PTH202
    return False


def _opened(path: str) -> sqlite3.Connection:
    """Open a database as one that nobody changes: no lock is taken, and no other file beside it is looked at."""
    import sqlite3

    uri = Path(os.path.abspath(path)).as_uri()  # noqa: PTH100
    if not uri.startswith("file:///"):  # of another computer: SQLite takes its name for a part of the path
        uri = uri.replace("file://", "file:////", 1)
    database = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, isolation_level=None)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_ROW)
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    for none in (sqlite3.SQLITE_LIMIT_ATTACHED, sqlite3.SQLITE_LIMIT_WORKER_THREADS):
        database.setlimit(none, 0)
    for setting in _SETTINGS:
        database.execute(f"PRAGMA {setting}")
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.set_authorizer(_may)
    return database


def _may(action: int, first: str | None, *_: str | None) -> int:
    import sqlite3

    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION) or (
        action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    )
    return sqlite3.SQLITE_OK if reads else sqlite3.SQLITE_DENY


def _tables(database: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each table that holds its rows itself, in the order in which they were made."""
    told = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = {name for name, sql in told if str(sql).lower().startswith("create virtual")}
    # What those keep, for a search in texts for example, lies in tables that are called after them.
    own = ("sqlite_", *(f"{name}_" for name in virtual))
    return {
        name: [row[1] for row in database.execute(f"PRAGMA table_xinfo({_quoted(name)})") if row[6] != 1]
        for name, _ in told
        if name not in virtual and not name.startswith(own)
    }


def _quoted(name: str) -> str:
    # Not in double quotes, in which a name that is not there is a text.
    return "`" + name.replace("`", "``") + "`"


def _chosen(
    file: str,
    database: sqlite3.Connection,
    tables: dict[str, list[str]],
    wanted: str | None,
    needed: Collection[str],
) -> str:
    """The name of the table that is read."""
    if wanted is not None and wanted not in tables:
        raise StudioError(
            "{file}: there is no table {table}; there are {known}",
            file=file,
            table=repr(wanted),
            known=", ".join(map(repr, list(tables)[:12])) or msg("none"),
        )
    if wanted is not None:
        return wanted
    rows = {
        name: len(database.execute(f"SELECT 1 FROM {_quoted(name)} LIMIT {_LEAST}").fetchall())  # noqa: S608  quoted
        for name in tables
    }
    filled = [name for name in tables if rows[name]]
    if not filled:
        raise StudioError("{file}: it holds no table with rows; views are not read", file=file)
    fitting = [name for name in filled if set(needed) <= set(tables[name])]
    for name in fitting if needed else filled:
        if len(tables[name]) >= _LEAST and rows[name] >= _LEAST:
            return name
    return (fitting or filled)[0]


def _frame(
    file: str, database: sqlite3.Connection, name: str, columns: list[str], reporter: Reporter
) -> pl.DataFrame:
    """All rows of a table; what is neither number nor text is only known to be there."""
    import polars as pl

    total = int(database.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0])  # noqa: S608
    if total * len(columns) > MOST_CELLS:
        raise StudioError(
            "{file}: it claims {rows:,} rows of {columns:,} columns, more than fit here",
            file=file, rows=total, columns=len(columns),
        )  # fmt: skip
    cells = ", ".join(
        f"CASE typeof({quoted}) WHEN 'blob' THEN x'' ELSE {quoted} END" for quoted in map(_quoted, columns)
    )
    values: list[list[Any]] = [[] for _ in columns]
    for rows in _pieces(database.execute(f"SELECT {cells} FROM {_quoted(name)}")):  # noqa: S608
        for column, more in zip(values, zip(*rows, strict=True), strict=True):
            column.extend(more)
        reporter.progress(done=0.6 * len(values[0]) / max(total, 1))
    return pl.DataFrame([_series(column, held) for column, held in zip(columns, values, strict=True)])


def _pieces(cursor: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while rows := cursor.fetchmany(_TOGETHER):
        yield rows


def _series(name: str, values: list[Any]) -> pl.Series:
    import polars as pl

    kinds = set(map(type, values))
    if bytes not in kinds:
        return typed_series(name, values)
    if kinds <= {bytes, type(None)}:
        return pl.Series(name, values, dtype=pl.Binary)
    return typed_series(name, [None if isinstance(value, bytes) else value for value in values])
