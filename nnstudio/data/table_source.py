"""What all files that hold a table have in common: one example per row, and one column to predict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, cast

from nnstudio.data.dataset import ColumnKind, Dataset
from nnstudio.data.source import Cancel, Progress, Source
from nnstudio.data.tables import Table, to_dataset
from nnstudio.nn.fields import Field


class TableSource(Source, frozen=True):
    """A file with one example per row. The kinds of files derive from it and say how a table is read."""

    path: Annotated[str, Field("The file with one example per row.", kind="path", label="File")]
    target: Annotated[
        str | None,
        Field(
            "The column to predict; the last one where none is named.",
            label="Target column",
            empty="the last one",
        ),
    ] = None
    task: Annotated[
        str | None,
        Field(
            "Whether the target names classes or is a quantity.",
            choices=("classes", "regression"),
            choice_help=(
                "Its values are names, also where they are numbers.",
                "It is a number that can be more or less.",
            ),
            empty="automatic",
        ),
    ] = None

    def table(
        self,
        kinds: Mapping[str, ColumnKind | None] | None = None,
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """Read all columns, before anybody has said which one is the target.

        Parameters
        ----------
        kinds : mapping, optional
            Columns that must be there, as in :func:`nnstudio.data.tables.read_table`.
        cancelled, progress : callable, optional
            See :meth:`Source.read`.

        Raises
        ------
        StudioError
        """
        raise NotImplementedError

    def dataset(self, table: Table) -> Dataset:
        """Choose the target of a table that was read."""
        return to_dataset(table, self.target, cast("Literal['classes', 'regression'] | None", self.task))

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the file in a child process and choose the target."""
        kinds: dict[str, ColumnKind | None] = {} if self.target is None else {self.target: None}
        return self.dataset(self.table(kinds, cancelled=cancelled, progress=progress))
