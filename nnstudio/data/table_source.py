"""What all files that hold a table have in common: one example per row, and one column to predict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self, cast

from nnstudio.data.beside import NAMES
from nnstudio.data.cells.choices import as_choices
from nnstudio.data.columns.column_names import check_targets, tidy_names
from nnstudio.data.columns.column_source import ColumnSource, KindChoice
from nnstudio.data.columns.earlier import MOST_EARLIER, EarlierRows
from nnstudio.data.columns.earlier_columns import add_earlier, order_of, series_of, with_sequence_told
from nnstudio.data.columns.spelled_alike import alike_as_one, counted_as_one
from nnstudio.data.dataset import Dataset, ReadAs, read_as
from nnstudio.data.separate_files import joined
from nnstudio.data.source import Progress
from nnstudio.data.tables import Table, call_reader, to_dataset
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import StudioError


class TableSource(ColumnSource, frozen=True):
    """A file with one example per row. The kinds of files derive from it; their own settings go to what reads them."""

    reader: ClassVar[str]
    """What a child process does to read it, as :mod:`nnstudio.data.readers.child` names it."""
    growth: ClassVar[int] = 24
    """Bytes of memory that it may need for a byte of the file."""
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
    ignored: tuple[str, ...] = ()
    """Columns that are not learned from."""
    day_first: Annotated[
        bool | None,
        Field(
            "Whether the day comes first in dates such as 3/4/2024; told by the values where they can.",
            label="Day first",
        ),
    ] = None
    more_targets: tuple[str, ...] = ()
    """Further columns to predict at once with ``target``; those of another sort need an output of their own."""
    earlier: Annotated[
        int,
        Field(
            "How many rows before each one the network sees as well, where rows follow one another as in a log or a time "
            "series.",
            minimum=0,
            maximum=MOST_EARLIER,
            label="Earlier rows",
        ),
    ] = 0
    ahead: Annotated[
        int,
        Field(
            "How many rows ahead is predicted: the newest row that the network sees stands so many before.",
            minimum=1,
            maximum=MOST_EARLIER,
            label="Rows ahead",
        ),
    ] = 1
    earlier_of: tuple[str, ...] = ()
    """Columns that are seen of them; without any all inputs, and the target where it is a number."""
    order_by: Annotated[
        str | None,
        Field(
            "The column of times or numbers in whose order the rows follow one another.",
            label="In the order of",
            empty="automatic",
        ),
    ] = None
    series: Annotated[
        str | None,
        Field(
            "The column that tells several series of one table apart, such as one for each machine.",
            label="Series told apart by",
            empty="automatic",
        ),
    ] = None
    validation_path: Annotated[
        str | None,
        Field(
            "A file of its own with the rows for validation.",
            kind="path",
            label="Validation file",
            empty="none",
        ),
    ] = None
    test_path: Annotated[
        str | None,
        Field("A file of its own with the rows for the test.", kind="path", label="Test file", empty="none"),
    ] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        tidy_names(self, "ignored", "more_targets", "earlier_of")
        check_targets(self, self.target, self.more_targets)

    @property
    def targets(self) -> tuple[str, ...]:
        """The columns to predict that are named; none where it is the last one of the file."""
        return () if self.target is None else (self.target, *self.more_targets)

    def goals(self, table: Table) -> tuple[str, ...]:
        """The columns of a table that was read that are to be predicted."""
        return self.targets or table.names[-1:]

    def predicting(self, *names: str) -> Self:
        """Predict these columns, all at once, and learn from none of them; without any the last one of the file."""
        first, more = (names[0], names[1:]) if names else (None, ())
        return self.replace(target=first, more_targets=tuple(more)).using(*names)

    def ignoring(self, *names: str) -> Self:
        """Leave columns out."""
        return self.replace(ignored=(*self.ignored, *names))

    def using(self, *names: str) -> Self:
        """Learn from columns again."""
        return self.replace(ignored=tuple(name for name in self.ignored if name not in names))

    def afresh(self) -> Self:
        """Forget what was chosen of the columns: they have other names now."""
        none: tuple[str, ...] = ()
        return self.predicting().replace(
            ignored=none, numbers=none, categories=none, dates=none, choices=none, alike=none, stand_ins=none,
            earlier=0, ahead=1, earlier_of=none, order_by=None, series=None,
        )  # fmt: skip

    @property
    def kinds(self) -> dict[str, KindChoice | None]:
        """Columns that must be there, with their kind where it was chosen; for :meth:`table`."""
        kinds: dict[str, KindChoice | None] = dict.fromkeys(self.targets)
        kinds |= dict.fromkeys(name for name in (*self.earlier_of, self.order_by, self.series) if name)
        return kinds | self.chosen

    def table(
        self,
        kinds: Mapping[str, ReadAs | None] | None = None,
        *,
        lenient: bool = False,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """Read all columns, before anybody has said which one is the target; those of separate files follow.

        Parameters
        ----------
        kinds : mapping, optional
            Columns that must be there, as in :func:`nnstudio.data.tables.call_reader`.
        lenient : bool
            Likewise.
        cancelled, progress : callable, optional
            See :meth:`Source.read`.

        Raises
        ------
        StudioError
            Also when the columns of separate files differ.
        """
        choices = {name for name, kind in (kinds or {}).items() if kind == "choices"}
        kinds = self.without_stand_ins({name: self._ordered(kind) for name, kind in (kinds or {}).items()})
        main = self.file_table(kinds, lenient=lenient, cancelled=cancelled, progress=progress)
        tables = [(main, 0)]
        for part, path in ((1, self.validation_path), (2, self.test_path)):
            if path is not None:
                other = self.replace(path=path, validation_path=None, test_path=None)
                needed = dict.fromkeys((each.column for each in main.apart), NAMES)
                needed |= {column.name: column.read_as for column in main.columns}
                rest = other.file_table(needed, lenient=lenient, cancelled=cancelled, progress=progress)
                tables.append((rest, part))
        table = joined(tables) if len(tables) > 1 else main
        columns = tuple(as_choices(each) if each.name in choices else each for each in table.columns)
        return replace(table, columns=columns)

    def _ordered(self, kind: ReadAs | None) -> ReadAs | None:
        """How a file is read: choices as texts, dates in the order that was chosen, if one was."""
        if kind == "choices":
            return "category"
        if kind != "date" or self.day_first is None:
            return kind
        return "day first" if self.day_first else "month first"

    def file_table(
        self,
        kinds: Mapping[str, ReadAs | None] | None = None,
        *,
        lenient: bool = False,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Table:
        """Read the one file at ``path`` in a child process; see :func:`nnstudio.data.tables.call_reader`."""
        common = TableSource.__struct_fields__
        own = {name: getattr(self, name) for name in self.__struct_fields__ if name not in common}
        return call_reader(
            self.reader, self.path, own, kinds,
            growth=self.growth, lenient=lenient, cancelled=cancelled, progress=progress,
        )  # fmt: skip

    def dataset(self, table: Table) -> Dataset:
        """Choose the target of a table that was read."""
        task = cast("Literal['classes', 'regression'] | None", self.task)
        goal = self.targets if self.more_targets else self.target
        for name in dict(self.stand_ins):
            if name not in table.names:
                table[name]  # which says so
        earlier = self.earlier_rows(table)
        table = alike_as_one(table, self.alike)
        if earlier is None:
            return to_dataset(table, goal, task, ignored=self.ignored)
        own = set(table.names)
        origins = {name: table[column] for name, column, _ in earlier.named() if name not in own}
        table = add_earlier(table, earlier, whole=True)
        dataset = to_dataset(table, goal, task, ignored=self.ignored, origins=origins)
        return with_sequence_told(dataset, earlier)

    def earlier_rows(self, table: Table) -> EarlierRows | None:
        """Which values of earlier rows are seen in a table that was read; None without any.

        Raises
        ------
        StudioError
            When a column is not there.
        """
        if not self.earlier:
            return None
        order = order_of(table) if self.order_by is None else self.order_by
        goals = self.goals(table)
        series = series_of(table, order, goals) if self.series is None else self.series
        left = {*self.ignored, order, series}
        columns = self.earlier_of or tuple(
            column.name
            for column in table.columns
            if (
                column.kind == "number"
                if column.name in goals
                else column.kind != "date" and column.name not in left
            )
        )
        if not columns:
            raise StudioError(
                "{file}: there is no column whose earlier values could be seen; choose one", file=table.name
            )
        order_as = table[order].read_as if order else ""
        none = table[series].stand_ins if series else ()
        series_as = read_as("category", False, "", none) if none else ""
        spellings = counted_as_one(table[series]).spellings if series and series in self.alike else ()
        return EarlierRows(self.earlier, columns, order, order_as, series, self.ahead, series_as, spellings)

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the file in a child process and choose the target."""
        return self.dataset(self.table(self.kinds, cancelled=cancelled, progress=progress))
