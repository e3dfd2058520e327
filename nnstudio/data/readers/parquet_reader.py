"""Parquet and Arrow files taken apart in the child process."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nnstudio.data.beside import NAMES
from nnstudio.data.cells.cells import IN_UTC, Cells, Described, damaged, settle_polars, strip
from nnstudio.data.cells.decimal_mark import DecimalMark, find_decimal
from nnstudio.data.cells.long_numbers import are_rounded
from nnstudio.data.cells.no_value import parted
from nnstudio.data.columns.identifiers import useless
from nnstudio.data.readers.naming import name_columns
from nnstudio.data.readers.table_answer import Answer, answer
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg, shortened
from nnstudio.system.process import Reporter

if TYPE_CHECKING:
    import polars as pl

FILE_LIMIT = 4 << 30
MOST_CELLS = 400_000_000
"""A few bytes of Parquet may claim any number of rows; as numbers these are 3.2 GB."""
MOST_COLUMNS = 20_000
_PARQUET, _ARROW, _STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"
"""How files begin; a stream of Arrow is also called a file by some."""


def read_parquet(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a file for :class:`nnstudio.data.sources.parquet_file.ParquetFile`."""
    settle_polars()
    import polars as pl

    path = request["path"]
    file = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    raw = read_limited(path, FILE_LIMIT)
    if not raw.startswith((_PARQUET, _ARROW, _STREAM)):
        raise StudioError("{file}: it is no Parquet and no Arrow file", file=file)
    try:
        frame = _frame(file, raw)
    except StudioError:
        raise
    except pl.exceptions.DuplicateError as error:
        cause = shown(shortened(str(error).split("\n")[0], 100))
        text = "{file}: two columns have the same name ({cause}); give each a name of its own"
        raise StudioError(text, file=file, cause=cause) from None
    # What the reader stumbles over in a damaged file reaches Python as errors of many kinds, and as a panic,
    # which is no Exception.
    except (Exception, pl.exceptions.PanicException) as error:
        raise damaged(file, error) from None
    del raw
    reporter.progress(done=0.6)
    return typed_table(file, frame, request, reporter)


def typed_table(
    file: str,
    frame: pl.DataFrame,
    request: dict[str, Any],
    reporter: Reporter,
    notes: list[Message] | None = None,
    about: Mapping[str, Any] | None = None,
) -> Answer:
    """Describe a table whose columns have types of their own; more than half of the work is done."""
    if frame.height == 0:
        raise StudioError("{file}: it has no rows", file=file)
    notes = [] if notes is None else notes
    names = name_columns(frame.columns, notes)
    lines = np.arange(1, frame.height + 1)
    cells = Cells(file, lines, DecimalMark("."), lenient=request.get("lenient", False))
    return answer(
        names,
        lambda i, known: _column(names[i], frame.to_series(i), known, cells, notes),
        request["kinds"],
        notes,
        lambda share: reporter.progress(done=0.6 + 0.4 * share),
        about,
    )


def _frame(file: str, raw: bytes) -> pl.DataFrame:
    """Read the whole file, after its own word about its size has been looked at."""
    import polars as pl

    file_of = io.BytesIO(raw)
    if raw.startswith(_STREAM):
        frame = pl.read_ipc_stream(file_of)
        width, rows = frame.width, frame.height
    else:
        lazy = pl.scan_parquet(file_of) if raw.startswith(_PARQUET) else pl.scan_ipc(file_of)
        width = len(lazy.collect_schema())
        rows = int(lazy.select(pl.len()).collect().item())
    if width == 0:
        raise StudioError("{file}: it has no columns", file=file)
    if width > MOST_COLUMNS or width * rows > MOST_CELLS:
        raise StudioError(
            "{file}: it claims {rows:,} rows of {columns:,} columns, more than fit here",
            file=file,
            rows=rows,
            columns=width,
        )
    return frame if raw.startswith(_STREAM) else lazy.collect()


def _column(name: str, series: pl.Series, known: str | None, cells: Cells, notes: list[Message]) -> Described:
    """Describe a column by the type it has in the file; texts are looked at as those of a CSV file are."""
    import polars as pl

    wanted, kind = known, series.dtype
    known, _ = parted(wanted)
    if kind == pl.Null:
        series = series.cast(pl.String)
    elif kind == pl.Duration:
        series = series.dt.total_microseconds() / 1e6
    elif kind == pl.Binary or kind == pl.Object or kind.is_nested():
        if known not in (None, NAMES):
            raise StudioError(
                "{file}: column {column} holds {what}, and no numbers or texts",
                file=cells.file,
                column=repr(name),
                what=str(kind),
            )
        reason = msg("it holds neither numbers nor texts")
        return {"name": name, "kind": "category"}, np.full(len(series), -1, np.int32), reason
    dates = known in ("date", "day first", "month first")
    if kind.is_temporal() and dates and kind != pl.Time:
        if getattr(kind, "time_zone", None) not in (None, "UTC"):
            notes.append(msg(IN_UTC, column=repr(name)))
        numbers = series.cast(pl.Datetime("us")).dt.epoch("us").cast(pl.Float64) / 1e6
        return {"name": name, "kind": "date"}, numbers.fill_null(np.nan).to_numpy(), None
    long = known is None and kind.is_integer() and are_rounded(series.cast(pl.String))
    if series.dtype.is_numeric() and known not in ("category", NAMES) and not dates and not long:
        return _numbers(name, series, cells)
    if series.dtype.is_float():
        whole = series.cast(pl.Int64, strict=False)
        same = (whole.cast(pl.Float64) == series.cast(pl.Float64)).fill_null(False).all()
        series = whole if same or series.null_count() == len(series) else series
    texts = series.cast(pl.String)
    texts = strip(texts.to_frame()).to_series()
    cells = Cells(cells.file, cells.lines, find_decimal(texts.to_frame(), ""), lenient=cells.lenient)
    return cells.column(name, texts, wanted, notes)


def _numbers(name: str, series: pl.Series, cells: Cells) -> Described:
    import polars as pl

    numbers = series.cast(pl.Float64).fill_null(np.nan).to_numpy()
    infinite = np.isinf(numbers)
    if infinite.any():
        first = int(infinite.argmax())
        raise cells.too_large(name, first, str(series[first]))
    return {"name": name, "kind": "number"}, numbers, useless(name, numbers)
