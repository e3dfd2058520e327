"""Tables that name files: one column holds their paths, others what is to be predicted of each."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.cells.choices import as_choices
from nnstudio.data.columns.column_names import check_targets, tidy_names
from nnstudio.data.columns.column_source import ColumnSource
from nnstudio.data.columns.proposals import proposed_target
from nnstudio.data.columns.spelled_alike import alike_as_one
from nnstudio.data.dataset import Dataset, ReadAs
from nnstudio.data.dividing.splitting import names_parts
from nnstudio.data.goals import as_targets
from nnstudio.data.listed.file_names import FileKind
from nnstudio.data.listed.listed_table import (
    ListedTable,
    found,
    keep,
    keep_fingerprint,
    known_fingerprint,
)
from nnstudio.data.source import Progress
from nnstudio.data.tables import Table, gaps_told, listed, require_common, table_of, without_target
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import Reply, call

_SECONDS = 3600.0
_MEMORY = 12 << 30
_MANY, _LARGE = 500, 8 << 20
"""Fewer files, of fewer bytes together, are read again as quickly as they are found in the cache."""


class FileTable(ColumnSource, frozen=True):
    """Files of one kind that a CSV or TSV file names, with their classes or quantities in its other columns.

    One file in ``sources/`` per kind. Its samples are arrays; columns may be learned from together with them where the kind has it so.
    """

    kind: ClassVar[FileKind]
    """Which files those are."""
    reader: ClassVar[str]
    """The child process that reads them."""
    axes: ClassVar[tuple[int, ...]]
    """Of a sample."""
    takes_inputs: ClassVar[bool] = False
    """Whether columns may be learned from together with the files."""

    path: Annotated[
        str, Field("The table with a row for each file, itself a CSV or TSV file.", kind="path", label="File")
    ]
    folder: Annotated[
        str | None,
        Field("Where the paths of the files begin; nothing outside of it is read.", kind="path",
              label="Folder", empty="beside it"),
    ] = None  # fmt: skip
    target: Annotated[
        str | None, Field("The column to predict.", label="Target column", empty="automatic")
    ] = None
    task: Annotated[
        str | None,
        Field("Whether the target names classes or is a quantity.", choices=("classes", "regression"),
              choice_help=("Its values are names, also where they are numbers.",
                           "It is a number that can be more or less."),
              empty="automatic"),
    ] = None  # fmt: skip
    more_targets: tuple[str, ...] = ()
    """Further columns to predict at once with ``target``; those of another sort need an output of their own."""
    inputs: tuple[str, ...] = ()
    """Columns that are learned from together with the files."""

    def __post_init__(self) -> None:
        super().__post_init__()
        tidy_names(self, "more_targets", "inputs")
        check_targets(self, self.target, self.more_targets)
        if self.inputs and not self.takes_inputs:
            raise StudioError(
                "Columns are learned from together with pictures only: leave {columns} out",
                columns=listed(self.inputs),
            )

    @property
    def naming(self) -> str | None:
        """The column that names the files; None where it is to be found."""
        raise NotImplementedError

    @property
    def reading(self) -> dict[str, Any]:
        """How the files are read, for the child process."""
        raise NotImplementedError

    def samples_of(self, reply: Reply) -> NDArray[np.float32]:
        """The samples in what the child process answers."""
        return reply.arrays["samples"]

    def learned_from(self, others: tuple[str, ...]) -> Message:
        """What is said of columns that are left out."""
        raise NotImplementedError

    @property
    def targets(self) -> tuple[str, ...]:
        """The columns to predict that are named; none where one is proposed."""
        return () if self.target is None else (self.target, *self.more_targets)

    def predicting(self, *names: str) -> Self:
        """Predict these columns, all at once, and learn from none of them."""
        first, more = (names[0], names[1:]) if names else (None, ())
        return self.ignoring(*names).replace(target=first, more_targets=tuple(more))

    def using(self, *names: str) -> Self:
        """Learn from columns together with the files."""
        return self.replace(inputs=(*self.inputs, *names))

    def ignoring(self, *names: str) -> Self:
        """Learn from the files without these columns."""
        return self.replace(inputs=tuple(name for name in self.inputs if name not in names))

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the table and its files in a child process; a file that cannot be used is left out and named.

        What was read is kept in the cache, and found there as long as neither the table nor a file changes.
        """
        table = self.table(cancelled=cancelled, progress=progress)
        table.require((*self.chosen, *dict(self.stand_ins)))
        dataset = self.dataset(table)
        keep_fingerprint(table, self._settings, dataset.fingerprint)
        return dataset

    def table(
        self,
        kinds: Mapping[str, ReadAs | None] | None = None,
        *,
        lenient: bool = False,
        known: Mapping[str, Any] | None = None,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> ListedTable:
        """Read all columns and the files, before anybody has said what is learned from.

        Parameters
        ----------
        kinds : mapping, optional
            Columns of which it is known how they are read, whatever was chosen for them.
        lenient : bool
            Whether cells that do not suit the kind of their column count as missing; else they are refused.
        known : mapping, optional
            What else the child process is told of the files that a network was trained on.
        cancelled, progress : callable, optional
            See :meth:`Source.read`.
        """
        request = {**self._request(kinds or {}), "lenient": lenient, **self.reading, **(known or {})}
        name, stamp = shown(Path(self.path).name) or shown(self.path), _stamp(self.path)
        key = cache.key_of(self.reader, request, stamp)
        kept = found(key, name, request["folder"], self.kind, self.axes) if stamp else None
        if kept is not None:
            return kept
        reply = call(self.reader, request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        reply = Reply(reply.header, {**reply.arrays, "samples": self.samples_of(reply)})
        worth = _worth_keeping(reply) and stamp == _stamp(self.path) and stamp is not None
        return ListedTable.received(reply, name, key if worth and keep(key, reply) else "")

    def columns_alone(self) -> Table:
        """Read the columns of all rows, and none of the files, for whoever asks what the table says."""
        name = shown(Path(self.path).name) or shown(self.path)
        request = {**self._request({}), "alone": True}
        return table_of(call(self.reader, request, timeout=_SECONDS, memory_limit=_MEMORY, about=name), name)

    def _request(self, kinds: Mapping[str, ReadAs | None]) -> dict[str, Any]:
        """What the child process is told of the table."""
        asked: dict[str, ReadAs | None] = {
            name: "category" if kind == "choices" else kind for name, kind in self.chosen.items()
        }
        folder = os.path.dirname(os.path.abspath(self.path)) if self.folder is None else self.folder  # noqa: PTH100, PTH120
        kinds = self.without_stand_ins(asked) | dict(kinds)
        return {"path": self.path, "folder": folder, "column": self.naming, "kinds": kinds}

    def goals(self, table: Table) -> tuple[str, ...]:
        """The columns of a table that was read that are to be predicted."""
        return self.targets or (self._proposed(table),)

    def dataset(self, table: ListedTable) -> Dataset:
        """Choose the target of a table that was read, and what is learned from together with its files."""
        naming, files, samples = table.files.column, table.files, table.samples
        if not table.names:
            raise StudioError(
                "{file}: besides the files in {column} there is no column to predict; open their folder where its "
                "sub-folders are the classes",
                file=table.name,
                column=repr(naming),
            )
        wanted = self.goals(table)
        # Of which the choices are what may be spelled alike.
        several = {*wanted, *self.inputs}.intersection((*table.choices, *self.choices))
        columns = (as_choices(each) if each.name in several else each for each in table.columns)
        read = alike_as_one(dataclasses.replace(table, columns=tuple(columns)), self.alike)
        goals = tuple(read[each] for each in wanted)
        if again := {*wanted, naming}.intersection(self.inputs):
            raise StudioError(
                "{file}: column {column} is predicted or names the files, and cannot be learned from as well",
                file=table.name,
                column=repr(min(again)),
            )
        inputs = tuple(read[each] for each in self.inputs)
        aside = tuple(column for column in read.columns if column.name not in (*wanted, *self.inputs))
        notes = [*table.notes]
        there = ~np.any([goal.missing for goal in goals], axis=0)
        if not there.all():
            require_common(table.name, goals, there)
            notes.append(without_target(goals, there))
            goals, aside, inputs = (
                tuple(column.take(there) for column in each) for each in (goals, aside, inputs)
            )
            samples, files = samples[there], files.take(there)
        if others := tuple(each for each in table.names if each not in (*wanted, *self.inputs)):
            notes.append(self.learned_from(others))
        notes += gaps_told(inputs)
        first, *further = as_targets(read, goals, self.task)
        beside: dict[str, Any] = {
            "aside": aside, "more_targets": first.more, "names": (files,), "unanswered": int((~there).sum()),
            "choices": first.choices, "columns": inputs, "further": tuple(further), "rate": table.rate,
            "along": table.along, "spectrogram": table.spectrogram,
        }  # fmt: skip
        if known := known_fingerprint(table, self._settings):
            return Dataset.kept(table.name, samples, first.target, tuple(notes), known, **beside)
        return Dataset(table.name, samples, first.target, tuple(notes), **beside)

    @property
    def _settings(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__struct_fields__}

    def _proposed(self, table: Table) -> str:
        """What is predicted where nothing is named: neither further files, such as masks, nor the part of a row."""
        aside = [
            column.name
            for column in table.columns
            if column.kind == "category"
            and (names_parts(column) or all(map(self.kind.names, column.categories)))
        ]
        return proposed_target(table, aside) or table.names[-1]


def _worth_keeping(reply: Reply) -> bool:
    sizes = np.asarray(reply.arrays.get("stamps", np.empty((0, 2)))).reshape(-1, 2)[:, 0]
    return len(reply.arrays["samples"]) >= _MANY or int(sizes.clip(min=0).sum()) >= _LARGE


def _stamp(path: str) -> tuple[int, int] | None:
    """Size and time of change of the table; None where it cannot be looked at, which its reading says better."""
    with contextlib.suppress(OSError, ValueError):
        facts = Path(path).stat()
        return facts.st_size, facts.st_mtime_ns
    return None
