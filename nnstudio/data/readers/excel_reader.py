"""Sheets of Excel and OpenDocument workbooks taken apart in the child process."""

from __future__ import annotations

import io
import logging
import os
from typing import TYPE_CHECKING, Any

import numpy as np

from nnstudio.data.cells.cells import Cells, damaged, settle_polars, strip
from nnstudio.data.cells.clock import without_days
from nnstudio.data.cells.decimal_mark import find_decimal
from nnstudio.data.readers.hidden_cells import Hidden, filled_down, hidden_cells, hidden_notes
from nnstudio.data.readers.old_workbooks import BOOK, hidden_in_xls, merged_in_xlsb
from nnstudio.data.readers.sums_below import rows_above_sums
from nnstudio.data.readers.table_answer import Answer, answer
from nnstudio.data.readers.table_head import HEAD, head_of
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import Reporter
from nnstudio.system.zips import Archive, open_archive

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 1 << 30
MOST_BYTES = 4 << 30
"""Of all members of a workbook, unpacked."""

_PROTECTED = "{file}: it is protected by a password; save it without one first"
_WITH_MACROS = "it contains macros, programs of their own; save it as .xlsx without them first"
_LEAST = 2
"""Columns of a table with the one of row numbers; with fewer there is nothing to learn."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = b"document-content>"
"""Of an OpenDocument's cells."""
_ENCRYPTED, _MACROS = "EncryptedPackage".encode("utf-16-le"), "_VBA_PROJECT".encode("utf-16-le")
"""Members of an old workbook, or of the safe around a new one."""


def read_excel(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read one sheet for :class:`nnstudio.data.sources.excel_file.ExcelFile`.

    The request holds ``path``, ``sheet`` (its name; the first one that holds anything otherwise), ``decimal``,
    ``header`` and ``kinds``; the answer is that of :func:`nnstudio.data.readers.csv_reader.read_csv`.
    """
    settle_polars()
    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    raw = read_limited(path, FILE_LIMIT)
    _check(file, raw)
    reporter.progress(done=0.1)
    try:
        sheets, sheet, frame = _sheet(file, raw, request["sheet"])
        hidden = _hidden(raw, sheet)
    except (StudioError, KeyboardInterrupt, SystemExit):
        raise
    # The reader's errors have no common base that it promises, and its panic is no Exception and has no name to import.
    except BaseException as error:
        if "password" in str(error):
            raise StudioError(_PROTECTED, file=file) from None
        raise damaged(file, error) from None
    del raw
    reporter.progress(done=0.6)
    notes: list[Message] = []
    if len(sheets) > 1:
        notes.append(msg("The sheet {sheet} is read, one of {count}", sheet=repr(sheet), count=len(sheets)))
    lines = frame["\0row"].to_numpy().astype(np.int64) + 1
    frame = frame.drop("\0row")
    columns = [int(name) for name in frame.columns]
    head = head_of(file, frame.head(HEAD), frame.height, request, notes)
    frame, lines = frame.slice(head.first), lines[head.first :]
    frame = frame.select(map(without_days, frame)) if frame.height else frame
    frame = filled_down(hidden.merged, frame, columns, lines, head.names, notes)
    decimal = find_decimal(frame, "", request["decimal"], typed=True)
    rows = rows_above_sums(list(frame), lines, decimal.mark, notes)
    frame, lines = frame.head(rows), lines[:rows]
    # In front: the dialog shows the first ones alone where there is much to say.
    notes[:0] = hidden_notes(hidden, head.names, columns, lines)
    cells = Cells(file, lines, decimal, typed=True, lenient=request.get("lenient", False))
    return answer(
        head.names,
        lambda i, known: cells.column(head.names[i], frame.to_series(i), known, notes),
        request["kinds"],
        notes,
        lambda share: reporter.progress(done=0.6 + 0.4 * share),
        {"decimal": decimal.mark, "sheet": sheet, "sheets": sheets, **head.facts},
    )


def _check(file: str, raw: bytes) -> None:
    """Refuse what is no workbook, hides what is in it, brings a program along, or would unpack to very much."""
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise StudioError(_PROTECTED, file=file)
        if _MACROS in raw:
            raise StudioError("{file}: {cause}", file=file, cause=msg(_WITH_MACROS))
        return
    if not raw.startswith(b"PK"):
        raise StudioError("{file}: it is no workbook of Excel or OpenDocument", file=file)
    try:
        with open_archive(io.BytesIO(raw), msg("a workbook")) as archive:
            _check_members(archive)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=file, cause=error.message) from None


def _check_members(archive: Archive) -> None:
    archive.check(MOST_BYTES)
    lower = {name.lower(): name for name in archive.names}
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lower):
        raise StudioError(_WITH_MACROS)
    if "meta-inf/manifest.xml" in lower:
        manifest = archive.read(lower["meta-inf/manifest.xml"])
        if b"encryption-data" in manifest:
            raise StudioError("it is protected by a password; save it without one first")
        if "content.xml" in lower and not _is_whole(archive, lower["content.xml"]):
            raise StudioError("it is cut off")  # the reader would look for the rest for ever
    elif "xl/workbook.xml" not in lower and "xl/workbook.bin" not in lower:
        raise StudioError("it is no workbook of Excel or OpenDocument")


def _is_whole(archive: Archive, content: str) -> bool:
    """Whether the cells of an OpenDocument have their end; unpacked piece by piece, as they may be larger than the memory."""
    last = b""
    for piece in archive.pieces(content, 1 << 20):
        last = (last + piece)[-1000:]
    return _END in last


def _hidden(raw: bytes, sheet: str) -> Hidden:
    if raw.startswith(_OLE):
        return hidden_in_xls(raw, sheet)
    try:
        with open_archive(io.BytesIO(raw), msg("a workbook")) as archive:
            return merged_in_xlsb(archive, sheet) if BOOK in archive else hidden_cells(archive, sheet)
    except StudioError:  # the cells could be read in spite of it: a hint is no reason to refuse them
        return Hidden((), ())


def _sheet(file: str, raw: bytes, wanted: str | None) -> tuple[list[str], str, pl.DataFrame]:
    """Names of all sheets, the name of the one that is read, and its cells as text."""
    import fastexcel

    logging.getLogger("calamine").setLevel(
        logging.CRITICAL
    )  # what it warns of is no matter, or an error as well
    book = fastexcel.read_excel(raw)
    sheets = list(book.sheet_names)
    if wanted is not None and wanted not in sheets:
        raise StudioError(
            "{file}: there is no sheet {sheet}; there are {known}",
            file=file,
            sheet=repr(wanted),
            known=", ".join(map(repr, sheets[:12])),
        )
    best: tuple[tuple[bool, bool], str, pl.DataFrame] | None = None
    for name in sheets if wanted is None else [wanted]:
        frame, seen = _cells(book, name)
        if not frame.height or not frame.width:
            continue
        # A cover has few words, and what is hidden is not meant to be looked at.
        worth = seen, frame.height > 1 and frame.width > _LEAST
        if best is None or worth > best[0]:
            best = worth, name, frame
        if all(worth):
            break
    if best is not None:
        return sheets, best[1], best[2]
    if wanted is not None:
        raise StudioError("{file}: the sheet {sheet} is empty", file=file, sheet=repr(wanted))
    raise StudioError("{file}: the file is empty", file=file)


def _cells(book: Any, name: str) -> tuple[pl.DataFrame, bool]:
    """Cells of text, named after the number of their column, with the number of their row; whether a sheet can be seen."""
    import polars as pl

    sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
    frame: pl.DataFrame = sheet.to_polars()
    frame.columns = [str(column.absolute_index) for column in sheet.available_columns()]
    seen = sheet.visible == "visible"
    if frame.width == 0:
        return frame, seen
    frame = strip(frame).with_row_index("\0row")
    cells = pl.exclude("\0row")
    frame = frame.filter(
        pl.any_horizontal(cells.is_not_null())
    )  # blank rows, as in a CSV file, count for nothing
    empty = [s.name for s in frame if s.name != "\0row" and s.null_count() == len(s)]
    return (frame.drop(empty) if len(empty) < frame.width - 1 else frame.clear().select([])), seen
