"""Tables in workbooks of Excel (.xlsx) and OpenDocument (.ods)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from nnstudio.data.dataset import ReadAs
from nnstudio.data.source import SOURCES, Cancel, Progress
from nnstudio.data.table_source import TableSource
from nnstudio.data.tables import Table, call_reader
from nnstudio.nn.fields import Field

_GROWTH = 400
"""Bytes of memory for a byte of the file: a workbook is packed XML."""


@SOURCES.register
class ExcelFile(TableSource, frozen=True):
    """One sheet of a workbook. Formulas count with the value that was saved; nothing is computed."""

    sheet: Annotated[
        str | None,
        Field("Which sheet holds the table; the first one that is not empty otherwise.", empty="the first"),
    ] = None
    decimal: Annotated[
        str | None,
        Field(
            "The decimal mark of numbers that are texts in the workbook.",
            choices=(".", ","),
            label="Decimal mark",
            empty="automatic",
        ),
    ] = None
    header: Annotated[bool | None, Field("Whether the first row names the columns.", label="Header row")] = (
        None
    )

    def file_table(
        self,
        kinds: Mapping[str, ReadAs | None] | None = None,
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """Read the sheet in a child process."""
        settings = {"sheet": self.sheet, "decimal": self.decimal, "header": self.header}
        return call_reader(
            "read-excel", self.path, settings, kinds, growth=_GROWTH, cancelled=cancelled, progress=progress
        )
