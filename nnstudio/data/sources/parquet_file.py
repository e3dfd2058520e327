"""Tables in Parquet files, as pandas, polars, Spark and databases write them."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.data.dataset import ReadAs
from nnstudio.data.source import SOURCES, Cancel, Progress
from nnstudio.data.table_source import TableSource
from nnstudio.data.tables import Table, call_reader

_GROWTH = 200
"""Bytes of memory for a byte of the file: columns that repeat themselves are packed very tightly."""


@SOURCES.register
class ParquetFile(TableSource, frozen=True):
    """A table in a Parquet file, whose columns have types of their own."""

    def file_table(
        self,
        kinds: Mapping[str, ReadAs | None] | None = None,
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """Read the file in a child process."""
        return call_reader(
            "read-parquet", self.path, {}, kinds, growth=_GROWTH, cancelled=cancelled, progress=progress
        )
