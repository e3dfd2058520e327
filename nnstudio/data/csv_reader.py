"""CSV files taken apart in the child process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from nnstudio.data.cells import (
    Answer,
    Cells,
    answer,
    find_decimal,
    header_in,
    name_columns,
    settle_polars,
    strip,
)
from nnstudio.data.csv_numbers import numbers_at_once
from nnstudio.data.csv_text import Records, decode, find_separator, scan
from nnstudio.system.files import read_limited, shown
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 4 << 30
"""Most bytes of a CSV file."""
_HEAD = 1001
"""Rows that tell how the rest is written."""


def read_csv(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a CSV file for :func:`nnstudio.data.tables.read_table`.

    The request holds ``path``, what the user chose of ``separator``, ``decimal``, ``encoding`` and
    ``header``, and ``kinds``: columns known by name, with their kind if that is known too. The answer's header
    holds ``names`` (of all columns), ``columns`` (name, kind, categories), ``skipped`` (name to reason),
    ``format`` (what was detected) and ``notes``; its arrays are the columns' values, named by position.
    """
    settle_polars()
    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    raw = read_limited(path, FILE_LIMIT)
    if not raw or raw.isspace():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, request["encoding"])
    del raw
    separator = request["separator"] or find_separator(data) or ","
    records = scan(file, data, separator)
    del data
    reporter.progress(done=0.2)
    head = _frame(file, records, separator, rows=_HEAD)
    header = header_in(head, request)
    names = name_columns(head.row(0) if header else [None] * head.width, notes)
    first = 1 if header else 0
    if len(records.lines) == first:
        raise StudioError("{file}: there is a header, but no rows below it", file=file)
    decimal = request["decimal"] or find_decimal(head.slice(first), separator)
    frame = None
    if decimal == ".":
        frame = numbers_at_once(records, separator, head.slice(first), names, request["kinds"], first)
    if frame is None:
        frame = _frame(file, records, separator).slice(first)
    reporter.progress(done=0.6)
    cells = Cells(file, records.lines[first:], decimal)
    del records
    return answer(
        names,
        lambda i, known: cells.column(names[i], frame.drop_in_place(frame.columns[0]), known, notes),
        request["kinds"],
        notes,
        lambda share: reporter.progress(done=0.6 + 0.4 * share),
        {"encoding": encoding, "separator": separator, "decimal": decimal, "header": header},
    )


def _frame(file: str, records: Records, separator: str, rows: int | None = None) -> pl.DataFrame:
    """Cut the text, or the first rows of it, into cells of text without blanks around them; missing ones are null."""
    import polars as pl

    try:
        frame = pl.read_csv(
            records.data, has_header=False, infer_schema=False, separator=separator, n_rows=rows
        )
    except pl.exceptions.PolarsError as error:
        cause = str(error).strip().split("\n")[0]
        raise StudioError("{file}: {cause}", file=file, cause=cause) from None
    wanted = len(records.lines) if rows is None else min(rows, len(records.lines))
    if frame.height > wanted and rows is not None:  # n_rows is no more than a hint
        frame = frame.head(wanted)
    if frame.shape != (wanted, records.width):
        raise StudioError(
            "{file}: rows and cells cannot be told apart; save it again with all texts in quotes", file=file
        )
    return strip(frame)
