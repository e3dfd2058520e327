"""Tables in Parquet and Arrow files, as pandas, polars, Spark and databases write them."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.data.source import SOURCES
from nnstudio.data.table_source import TableSource


@SOURCES.register
class ParquetFile(TableSource, frozen=True):
    """A table in a Parquet or Arrow (Feather) file, whose columns have types of their own."""

    reader: ClassVar[str] = "read-parquet"
    growth: ClassVar[int] = 200  # columns that repeat themselves are packed very tightly
