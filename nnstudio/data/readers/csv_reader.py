"""CSV files taken apart in the child process."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.data.cells.cells import Cells, Described, settle_polars
from nnstudio.data.readers.csv_layout import CutTable, cut, layout_of
from nnstudio.data.readers.csv_pieces import read_in_pieces
from nnstudio.data.readers.csv_start import separated
from nnstudio.data.readers.csv_text import decode, scan
from nnstudio.data.readers.other_files import refuse_by_name
from nnstudio.data.readers.packed_text import unpacked
from nnstudio.data.readers.sums_below import rows_above_sums
from nnstudio.data.readers.table_answer import Answer, answer
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError, counted
from nnstudio.system.process import Reporter

FILE_LIMIT = 4 << 30
"""Most bytes of a CSV file."""
_LEAST = 2
"""Columns of a row that can be told from a single text."""


def read_csv(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a CSV file for :func:`nnstudio.data.tables.call_reader`.

    The request holds ``path``, what the user chose of ``separator``, ``decimal``, ``encoding`` and
    ``header``, ``kinds``: columns known by name, with their kind if that is known too, and perhaps ``lenient``, as
    :class:`Cells` has it. The answer's header
    holds ``names`` (of all columns), ``columns`` (name, kind, categories), ``skipped`` (name to reason),
    ``format`` (what was detected) and ``notes``; its arrays are the columns' values, named by position.
    """
    settle_polars()
    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    done = 0.0

    def progress(part: float) -> None:  # where the first way was given up, the second has the rest
        nonlocal done
        done = max(done, start + (0.9 - start) * part)  # it may also begin anew, in another encoding
        reporter.progress(done=done)

    start = 0.0
    table = read_in_pieces(path, file, request, FILE_LIMIT, progress)
    if table is None:
        start = done
        table = _cell_by_cell(path, file, request, progress)
    table = _without_names(table)
    layout, columns, notes = table.layout, table.columns, table.notes
    rows = rows_above_sums(columns, table.lines, layout.decimal.mark, notes)
    cells = Cells(file, table.lines[:rows], layout.decimal, lenient=request.get("lenient", False))

    def column(i: int, known: str | None) -> Described:
        values, columns[i] = columns[i], None
        return cells.column(layout.names[i], values[:rows], known, notes)

    return answer(
        layout.names,
        column,
        request["kinds"],
        notes,
        lambda share: reporter.progress(done=0.9 + 0.1 * share),
        layout.format,
    )


def _cell_by_cell(
    path: str, file: str, request: dict[str, Any], progress: Callable[[float], None]
) -> CutTable:
    """Read all columns as cells of text, and find out what is broken, if something is."""
    refuse_by_name(file)
    raw = unpacked(file, read_limited(path, FILE_LIMIT))
    if not raw or raw.isspace():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, request["encoding"])
    del raw
    data, separator = separated(data, request["separator"], notes)
    records = scan(file, data, separator)
    del data
    progress(0.3)
    layout = layout_of(file, records, request, separator, encoding, notes)
    frame = cut(file, records, separator).slice(layout.first)
    progress(1.0)
    return CutTable(layout, list(frame), records.lines[layout.first :], notes)


def _without_names(table: CutTable) -> CutTable:
    """Leave out rows that hold the names of the columns once more, and say so."""
    if not table.layout.head.header or not len(table.columns) >= _LEAST:
        return table
    again = np.ones(len(table.lines), bool)
    for cells, name in zip(table.columns, table.layout.names, strict=True):
        if isinstance(cells, np.ndarray):  # of numbers
            return table
        again &= (cells == name).fill_null(False).to_numpy()
        if not again.any():
            return table
    told = counted(
        int(again.sum()),
        "A row that repeats the names of the columns is left out, as where files were put together; it is line {line}",
        "{n} rows that repeat the names of the columns are left out, as where files were put together; the first is line {line}",
        line=int(table.lines[again][0]),
    )
    columns = [cells.filter(~again) for cells in table.columns]
    return CutTable(table.layout, columns, table.lines[~again], [*table.notes, told])
