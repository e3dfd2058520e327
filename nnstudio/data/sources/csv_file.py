"""Tables in text files: CSV, TSV and their relatives."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.data.source import SOURCES
from nnstudio.data.table_source import TableSource
from nnstudio.nn.fields import Field

_ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1252",
    "latin-1",
    "cp1250",
    "cp1251",
    "iso-8859-2",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
)


@SOURCES.register
class CsvFile(TableSource, frozen=True):
    """A table in a text file; whatever is not given is detected."""

    reader: ClassVar[str] = "read-csv"
    separator: Annotated[
        str | None,
        Field("The character between two cells.", choices=(",", ";", "\t", "|", " "), empty="automatic"),
    ] = None
    decimal: Annotated[
        str | None,
        Field("The decimal mark of numbers.", choices=(".", ","), label="Decimal mark", empty="automatic"),
    ] = None
    encoding: Annotated[
        str | None,
        Field(
            "How letters are written as bytes; change it if they look wrong.",
            choices=_ENCODINGS,
            empty="automatic",
        ),
    ] = None
    header: Annotated[bool | None, Field("Whether the first row names the columns.", label="Header row")] = (
        None
    )
