"""JSON and JSON lines taken apart in the child process."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from nnstudio.data.cells.cells import settle_polars
from nnstudio.data.readers.packed_text import unpacked
from nnstudio.data.readers.parquet_reader import MOST_CELLS, MOST_COLUMNS, typed_table
from nnstudio.data.readers.table_answer import Answer
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError, shortened
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 1 << 30
_DEEPEST = 8
"""Objects in objects whose members become columns."""
_NO_TABLE = (
    "{file}: this JSON holds no table; it can be a list of objects with the same members, one such object a line, "
    "or an object with a list for each column"
)
Row = dict[str, Any]


def read_json(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a file for :class:`nnstudio.data.sources.json_file.JsonFile`."""
    settle_polars()
    import polars as pl

    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    raw = unpacked(file, read_limited(path, FILE_LIMIT))
    if not raw.strip():
        raise StudioError("{file}: the file is empty", file=file)
    rows = _rows(file, raw)
    del raw
    reporter.progress(done=0.4)
    columns = _columns(file, rows)
    frame = pl.DataFrame([typed_series(name, values) for name, values in columns.items()])
    del rows, columns
    reporter.progress(done=0.6)
    return typed_table(file, frame, request, reporter)


def _rows(file: str, raw: bytes) -> list[Row]:
    """Find the rows in what was written in any of the usual ways."""
    text = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return _of_records(file, msgspec.json.decode(text))
    except RecursionError:
        raise StudioError("{name} is nested too deeply", name=file) from None
    except (msgspec.MsgspecError, ValueError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise StudioError(
                "{file}: it is not valid JSON: {cause}", file=file, cause=_brief(error)
            ) from None
        return _of_lines(file, text, first=error)


def _of_lines(file: str, text: bytes, first: Exception) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(text.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except RecursionError:
            raise StudioError("{name} is nested too deeply", name=file) from None
        except (msgspec.MsgspecError, ValueError) as error:
            if not rows:  # no JSON lines: what was wrong with the whole is more to the point
                raise StudioError(
                    "{file}: it is not valid JSON: {cause}", file=file, cause=_brief(first)
                ) from None
            raise StudioError(
                "{file}, line {line}: it is not valid JSON: {cause}",
                file=file,
                line=number,
                cause=_brief(error),
            ) from None
        if not isinstance(row, dict):
            raise StudioError(_NO_TABLE, file=file)
        rows.append(row)
    return rows


def _brief(error: Exception) -> str:
    return shown(shortened(" ".join(str(error).split()), 100))


def _of_records(file: str, plain: Any) -> list[Row]:
    """Rows of a list of objects, of the one list in an object, or of an object with a member for each column."""
    if isinstance(plain, list) and plain and all(isinstance(row, dict) for row in plain):
        return plain
    if isinstance(plain, dict):
        if isinstance(plain.get("columns"), list) and isinstance(plain.get("data"), list):  # of pandas
            return _of_lists(file, plain["columns"], plain["data"])
        if plain and all(isinstance(column, list | dict) for column in plain.values()):
            found = _of_columns(plain)
            if found is not None:
                return found
        lists = [
            each for each in plain.values() if isinstance(each, list) and each and isinstance(each[0], dict)
        ]
        if len(lists) == 1 and all(isinstance(row, dict) for row in lists[0]):
            return lists[0]
    raise StudioError(_NO_TABLE, file=file)


def _of_lists(file: str, names: list[Any], rows: list[Any]) -> list[Row]:
    if not rows or any(not isinstance(row, list) or len(row) != len(names) for row in rows):
        raise StudioError(_NO_TABLE, file=file)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def _of_columns(plain: dict[str, Any]) -> list[Row] | None:
    """Rows of columns of one length, each a list or an object with the same keys."""
    first = next(iter(plain.values()))
    if not first or any(type(column) is not type(first) for column in plain.values()):
        return None
    if isinstance(first, list):
        if any(len(column) != len(first) for column in plain.values()):
            return None
        if isinstance(first[0], dict):
            return None  # lists of rows
        return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]
    if all(map(str.isdecimal, plain)) and not all(map(str.isdecimal, first)):
        return list(plain.values())  # numbers of rows
    if any(column.keys() != first.keys() for column in plain.values()):
        return None
    return [{name: column[key] for name, column in plain.items()} for key in first]


def _columns(file: str, rows: list[Row]) -> dict[str, list[Any]]:
    """The values of every column, of which objects within objects have one for each of their members."""
    columns: dict[str, list[Any]] = {}
    for i, row in enumerate(rows):
        for name, value in _members(row, ""):
            if name not in columns:
                if len(columns) >= MOST_COLUMNS or (len(columns) + 1) * len(rows) > MOST_CELLS:
                    raise StudioError(
                        "{file}: it claims {rows:,} rows of {columns:,} columns, more than fit here",
                        file=file, rows=len(rows), columns=len(columns) + 1,
                    )  # fmt: skip
                columns[name] = [None] * len(rows)
            columns[name][i] = value
    if not columns:
        raise StudioError("{file}: it has no columns", file=file)
    return columns


def _members(row: Row, before: str, depth: int = 0) -> Iterable[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _members(value, f"{before}{key}.", depth + 1)
        else:
            yield f"{before}{key}", value


def typed_series(name: str, values: list[Any]) -> pl.Series:
    """A column of one type; numbers among texts are texts, as in a CSV file."""
    import polars as pl

    kinds = {type(value) for value in values} - {type(None)}
    if kinds & {list, dict}:
        return pl.Series(name, values, dtype=pl.Object)
    if kinds <= {int, float}:
        whole = kinds == {int} and all(value is None or abs(value) < 2**63 for value in values)
        try:
            return pl.Series(name, values, dtype=pl.Int64 if whole else pl.Float64, strict=False)
        except (OverflowError, TypeError):
            pass
    if kinds == {bool}:
        return pl.Series(name, values, dtype=pl.Boolean)
    texts = [
        value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode()
        for value in values
    ]
    return pl.Series(name, texts, dtype=pl.String)
