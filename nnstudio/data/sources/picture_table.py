"""Tables that name pictures: one column holds their paths, others what is to be predicted."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

import numpy as np

from nnstudio.data import cache
from nnstudio.data.cells.choices import as_choices
from nnstudio.data.column_names import check_targets, tidy_names
from nnstudio.data.column_source import ColumnSource
from nnstudio.data.dataset import Dataset, ReadAs
from nnstudio.data.goals import as_targets
from nnstudio.data.pictures.picture_names import names_picture
from nnstudio.data.pictures.pictured_table import (
    PicturedTable,
    found,
    keep,
    keep_fingerprint,
    known_fingerprint,
    with_samples,
)
from nnstudio.data.proposals import proposed_target
from nnstudio.data.source import SOURCES, Progress
from nnstudio.data.sources.image_folder import Colour, Proportions, Size
from nnstudio.data.spelled_alike import alike_as_one
from nnstudio.data.splitting import names_parts
from nnstudio.data.tables import Table, gaps_told, listed, require_common, without_target
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.process import call

_SECONDS = 3600.0
_MEMORY = 8 << 30
_WORTH_KEEPING = 500
"""As for folders of images."""


@SOURCES.register
class PictureTable(ColumnSource, frozen=True):
    """Pictures that a CSV or TSV file names, with their classes or quantities in its other columns.

    Further columns may be learned from together with the pictures.
    """

    path: Annotated[
        str, Field("The table with one picture per row, a CSV or TSV file.", kind="path", label="File")
    ]
    folder: Annotated[
        str | None,
        Field("Where the paths of the pictures begin; nothing outside of it is read.", kind="path",
              label="Folder", empty="beside it"),
    ] = None  # fmt: skip
    pictures: Annotated[
        str | None, Field("The column with the paths of the pictures.", label="Column", empty="auto")
    ] = None
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
    size: Size = None
    colour: Colour = None
    how: Proportions = "crop"
    more_targets: tuple[str, ...] = ()
    """Further columns to predict at once with ``target``; those of another sort need an output of their own."""
    inputs: tuple[str, ...] = ()
    """Columns that are learned from together with the pictures."""

    def __post_init__(self) -> None:
        super().__post_init__()
        tidy_names(self, "more_targets", "inputs")
        check_targets(self, self.target, self.more_targets)

    @property
    def targets(self) -> tuple[str, ...]:
        """The columns to predict that are named; none where one is proposed."""
        return () if self.target is None else (self.target, *self.more_targets)

    def predicting(self, *names: str) -> Self:
        """Predict these columns, all at once, and learn from none of them."""
        first, more = (names[0], names[1:]) if names else (None, ())
        return self.ignoring(*names).replace(target=first, more_targets=tuple(more))

    def using(self, *names: str) -> Self:
        """Learn from columns together with the pictures."""
        return self.replace(inputs=(*self.inputs, *names))

    def ignoring(self, *names: str) -> Self:
        """Learn from the pictures without these columns."""
        return self.replace(inputs=tuple(name for name in self.inputs if name not in names))

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the table and its pictures in a child process; a picture that cannot be used is left out and named.

        What was decoded is kept in the cache, and found there as long as neither the table nor a picture changes.
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
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> PicturedTable:
        """Read all columns and the pictures, before anybody has said what is learned from.

        Parameters
        ----------
        kinds : mapping, optional
            Columns of which it is known how they are read, whatever was chosen for them.
        cancelled, progress : callable, optional
            See :meth:`Source.read`.
        """
        asked: dict[str, ReadAs | None] = {
            name: "category" if kind == "choices" else kind for name, kind in self.chosen.items()
        }
        asked = self.without_stand_ins(asked) | dict(kinds or {})
        name = shown(Path(self.path).name) or shown(self.path)
        folder = os.path.dirname(os.path.abspath(self.path)) if self.folder is None else self.folder  # noqa: PTH100, PTH120
        stamp = _stamp(self.path)
        request = {"path": self.path, "folder": folder, "pictures": self.pictures, "size": self.size,
                   "colour": self.colour, "how": self.how, "kinds": asked}  # fmt: skip
        key = cache.key_of("listed-pictures", request, stamp)
        known = found(key, name, folder) if stamp else None
        if known is not None:
            return known
        reply = call("read-listed", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        reply = with_samples(reply)
        many = len(reply.arrays.get("samples", ())) >= _WORTH_KEEPING
        kept = many and stamp == _stamp(self.path) and stamp is not None and keep(key, reply)
        return PicturedTable.received(reply, name, key if kept else "")

    def goals(self, table: Table) -> tuple[str, ...]:
        """The columns of a table that was read that are to be predicted."""
        return self.targets or (_proposed(table),)

    def dataset(self, table: PicturedTable) -> Dataset:
        """Choose the target of a table that was read, and what is learned from together with its pictures."""
        pictures, files, samples = table.files.column, table.files, table.samples
        if not table.names:
            raise StudioError(
                "{file}: besides the pictures in {column} there is no column to predict; open their folder where its "
                "sub-folders are the classes",
                file=table.name,
                column=repr(pictures),
            )
        wanted = self.goals(table)
        # Of which the choices are what may be spelled alike.
        several = {*wanted, *self.inputs}.intersection((*table.choices, *self.choices))
        columns = (as_choices(each) if each.name in several else each for each in table.columns)
        read = alike_as_one(dataclasses.replace(table, columns=tuple(columns)), self.alike)
        goals = tuple(read[each] for each in wanted)
        if again := {*wanted, pictures}.intersection(self.inputs):
            raise StudioError(
                "{file}: column {column} is predicted or names the pictures, and cannot be learned from as well",
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
        others = tuple(each for each in table.names if each not in (*wanted, *self.inputs))
        if others and not inputs:
            notes.append(
                msg("Only the pictures are learned from; left out: {columns}", columns=listed(others))
            )
        elif others:
            notes.append(
                msg("The pictures and {inputs} are learned from; left out: {columns}",
                    inputs=listed(self.inputs), columns=listed(others))
            )  # fmt: skip
        notes += gaps_told(inputs)
        first, *further = as_targets(read, goals, self.task)
        beside: dict[str, Any] = {
            "aside": aside, "more_targets": first.more, "names": (files,), "unanswered": int((~there).sum()),
            "choices": first.choices, "columns": inputs, "further": tuple(further),
        }  # fmt: skip
        if known := known_fingerprint(table, self._settings):
            return Dataset.kept(table.name, samples, first.target, tuple(notes), known, **beside)
        return Dataset(table.name, samples, first.target, tuple(notes), **beside)

    @property
    def _settings(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__struct_fields__}


def _proposed(table: Table) -> str:
    """What is predicted where nothing is named: neither further pictures, such as masks, nor the part of a row."""
    aside = [
        column.name
        for column in table.columns
        if column.kind == "category" and (names_parts(column) or all(map(names_picture, column.categories)))
    ]
    return proposed_target(table, aside) or table.names[-1]


def _stamp(path: str) -> tuple[int, int] | None:
    """Size and time of change of the table; None where it cannot be looked at, which its reading says better."""
    with contextlib.suppress(OSError, ValueError):
        facts = Path(path).stat()
        return facts.st_size, facts.st_mtime_ns
    return None
