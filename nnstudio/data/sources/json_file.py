"""Tables in JSON: a list of objects, one object a line, or a list for each column."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.data.source import SOURCES
from nnstudio.data.table_source import TableSource


@SOURCES.register
class JsonFile(TableSource, frozen=True):
    """A table in a JSON file. Members of objects within a row are columns of their own, called by both names."""

    reader: ClassVar[str] = "read-json"
    growth: ClassVar[int] = 100
