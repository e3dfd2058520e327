"""Tables in databases of SQLite (.sqlite, .db)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.data.source import SOURCES
from nnstudio.data.table_source import TableSource
from nnstudio.nn.fields import Field


@SOURCES.register
class SqliteFile(TableSource, frozen=True):
    """One table of a database of SQLite. It is only read: nothing that the file brings along is carried out."""

    reader: ClassVar[str] = "read-sqlite"
    growth: ClassVar[int] = 100
    sheet: Annotated[
        str | None,
        Field("Which table of the database is read; the first one with rows otherwise.", empty="the first"),
    ] = None
