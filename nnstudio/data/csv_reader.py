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
from nnstudio.data.csv_text import Records, decode, find_separator, scan
from nnstudio.system.files import read_limited, shown
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 4 << 30
"""Most bytes of a CSV file."""


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
    if not raw.strip():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, request["encoding"])
    del raw
    separator = request["separator"] or find_separator(data) or ","
    records = scan(file, data, separator)
    reporter.progress(done=0.2)
    frame = _frame(file, records, separator)
    reporter.progress(done=0.6)

    header = header_in(frame, request)
    names = name_columns(frame.row(0) if header else [None] * frame.width, notes)
    if header:
        frame = frame.slice(1)
    if frame.height == 0:
        raise StudioError("{file}: there is a header, but no rows below it", file=file)
    decimal = request["decimal"] or find_decimal(frame, separator)
    cells = Cells(file, records.lines[1 if header else 0 :], decimal)
    return answer(
        names,
        lambda i, known: cells.column(names[i], frame.to_series(i), known, notes),
        request["kinds"],
        notes,
        lambda share: reporter.progress(done=0.6 + 0.4 * share),
        {"encoding": encoding, "separator": separator, "decimal": decimal, "header": header},
    )


def _frame(file: str, records: Records, separator: str) -> pl.DataFrame:
    """Cut the text into cells, all of them text without blanks around it; missing ones are null."""
    import polars as pl

    try:
        frame = pl.read_csv(records.data, has_header=False, infer_schema=False, separator=separator)
    except pl.exceptions.PolarsError as error:
        cause = str(error).strip().split("\n")[0]
        raise StudioError("{file}: {cause}", file=file, cause=cause) from None
    if frame.shape != (len(records.lines), records.width):
        raise StudioError(
            "{file}: rows and cells cannot be told apart; save it again with all texts in quotes", file=file
        )
    return strip(frame)
