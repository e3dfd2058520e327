"""Tables in workbooks of Excel (.xlsx, .xlsb, .xls) and OpenDocument (.ods)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.data.source import SOURCES
from nnstudio.data.table_source import TableSource
from nnstudio.nn.fields import Field


@SOURCES.register
class ExcelFile(TableSource, frozen=True):
    """One sheet of a workbook. Formulas count with the value that was saved; nothing is computed."""

    reader: ClassVar[str] = "read-excel"
    growth: ClassVar[int] = 400  # a workbook is packed XML
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
