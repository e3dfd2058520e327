"""Columns of a CSV text that hold numbers and nothing else, read as numbers at once: most of a large table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nnstudio.data.cells import MISSING, NUMBER, strip
from nnstudio.data.csv_text import Records

if TYPE_CHECKING:
    import polars as pl


def numbers_at_once(
    records: Records,
    separator: str,
    head: pl.DataFrame,
    names: Sequence[str],
    kinds: Mapping[str, str | None],
    first: int,
) -> pl.DataFrame | None:
    """Read the columns that begin as numbers as float64, the others as text.

    A cell that is none, or a number that is too large, ends it: who reads cell by cell says which it is and where.

    Parameters
    ----------
    records : Records
    separator : str
    head : DataFrame
        The first rows, of text.
    names : sequence of str
    kinds : mapping
        Columns known by name, with their kind if that is known too.
    first : int
        Row of the first data.

    Returns
    -------
    DataFrame or None
        None where the text has to be read cell by cell.
    """
    import polars as pl

    numeric = [_is_numeric(head.to_series(i), kinds.get(name)) for i, name in enumerate(names)]
    if not any(numeric) or b'"' in records.data:
        return None
    schema = {f"column_{i + 1}": pl.Float64 if yes else pl.String for i, yes in enumerate(numeric)}
    try:
        frame = pl.read_csv(
            records.data, has_header=False, skip_rows=first, schema=schema, separator=separator,
            null_values=list(MISSING),
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    if frame.shape != (len(records.lines) - first, records.width):
        return None
    floats = frame.select(pl.col(pl.Float64))
    # "inf" and what is too large, and spellings of "nan" that stand for no missing value.
    if not floats.select(pl.all().is_finite().all()).select(pl.all_horizontal(pl.all())).item():
        return None
    del floats
    for name, kind in schema.items():
        if kind == pl.String:  # one after the other, as each needs room while it is stripped
            frame = frame.with_columns(strip(frame.select(name)))
    return frame


def _is_numeric(column: pl.Series, known: str | None) -> bool:
    if known not in (None, "number"):
        return False
    there = column.drop_nulls()
    return len(there) > 0 and bool(there.str.contains(NUMBER).all())
