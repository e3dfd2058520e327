"""Tables in text files: CSV, TSV and their relatives."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from nnstudio.data.dataset import Dataset
from nnstudio.data.source import SOURCES, Cancel, Progress, Source
from nnstudio.data.tables import read_table, to_dataset
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
class CsvFile(Source, frozen=True):
    """A table in a text file; whatever is not given is detected."""

    path: Annotated[str, Field("The file with one example per row.", kind="path", label="File")]
    target: Annotated[
        str | None, Field("The column to predict; the last one where none is named.", label="Target column")
    ] = None
    task: Annotated[
        str | None,
        Field(
            "Whether the target names classes or is a quantity.",
            choices=("classes", "regression"),
        ),
    ] = None
    separator: Annotated[
        str | None, Field("The character between two cells.", choices=(",", ";", "\t", "|"))
    ] = None
    decimal: Annotated[
        str | None, Field("The decimal mark of numbers.", choices=(".", ","), label="Decimal mark")
    ] = None
    encoding: Annotated[
        str | None,
        Field("How letters are written as bytes; change it if they look wrong.", choices=_ENCODINGS),
    ] = None
    header: Annotated[bool | None, Field("Whether the first row names the columns.", label="Header row")] = (
        None
    )

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the file in a child process; see :func:`nnstudio.data.tables.read_table`."""
        table = read_table(
            self.path,
            separator=self.separator,
            decimal=self.decimal,
            encoding=self.encoding,
            header=self.header,
            kinds={} if self.target is None else {self.target: None},
            cancelled=cancelled,
            progress=progress,
        )
        return to_dataset(table, self.target, cast("Literal['classes', 'regression'] | None", self.task))
