"""Tables that name pictures: one column holds their paths, others what is to be predicted."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.beside import RowNames, packed_lines
from nnstudio.data.cells.choices import ChoiceTarget, as_choices
from nnstudio.data.column_names import check_targets, tidy_names
from nnstudio.data.dataset import Column, ColumnKind, Dataset, ReadAs
from nnstudio.data.goals import as_targets
from nnstudio.data.pictures.picture_names import PictureFolder, apart, names_picture
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.proposals import proposed_target
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.data.sources.image_folder import Colour, Proportions, Size
from nnstudio.data.spelled_alike import alike_as_one
from nnstudio.data.splitting import names_parts
from nnstudio.data.tables import Table, gaps_told, listed, table_of, without_target
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import ChildFailed, Reply, call

_SECONDS = 3600.0
_MEMORY = 8 << 30
_WORTH_KEEPING = 500
"""As for folders of images."""


class _Described(msgspec.Struct, frozen=True):
    name: str
    kind: ColumnKind
    categories: tuple[str, ...] = ()
    day_first: bool = False
    dress: str = ""
    spellings: tuple[tuple[str, str], ...] = ()
    separator: str = ""


class _Kept(msgspec.Struct, frozen=True):
    """What the cache notes beside the pictures."""

    pictures: str
    targets: tuple[_Described, ...]
    aside: tuple[_Described, ...]
    notes: tuple[Message, ...]
    fingerprint: str
    choices: ChoiceTarget | None = None
    unanswered: int = 0
    inputs: tuple[_Described, ...] = ()


@SOURCES.register
class PictureTable(Source, frozen=True):
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
    """Further columns to predict at once with ``target``: all hold numbers, or all are yes/no."""
    alike: tuple[str, ...] = ()
    """Columns in which spellings that differ only in capitals or blanks count as one."""
    inputs: tuple[str, ...] = ()
    """Columns that are learned from together with the pictures."""

    def __post_init__(self) -> None:
        super().__post_init__()
        tidy_names(self, "more_targets", "alike", "inputs")
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

    def with_spellings(self, as_one: bool, *names: str) -> Self:
        """As :meth:`nnstudio.data.table_source.TableSource.with_spellings`."""
        others = tuple(name for name in self.alike if name not in names)
        return self.replace(alike=others + names if as_one else others)

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the table and its pictures in a child process; a picture that cannot be used is left out and named.

        What was decoded is kept in the cache, and found there as long as neither the table nor a picture changes.
        """
        return self.read_as({}, cancelled=cancelled, progress=progress)

    def read_as(
        self,
        kinds: Mapping[str, ReadAs],
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
    ) -> Dataset:
        """Likewise, with columns of which it is known how they are read, as those of a trained network are."""
        name = shown(Path(self.path).name) or shown(self.path)
        folder = os.path.dirname(os.path.abspath(self.path)) if self.folder is None else self.folder  # noqa: PTH100, PTH120
        stamp = _stamp(self.path)
        settings = [getattr(self, each) for each in self.__struct_fields__]
        key = cache.key_of("listed-pictures", settings, folder, stamp, dict(kinds))
        known = _found(key, name, folder) if stamp else None
        if known is not None:
            return known
        request = {"path": self.path, "folder": folder, "pictures": self.pictures, "size": self.size,
                   "colour": self.colour, "how": self.how, "inputs": self.inputs, "kinds": dict(kinds)}  # fmt: skip
        reply = call("read-listed", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        dataset = self._dataset(reply, name)
        if len(dataset) >= _WORTH_KEEPING and stamp == _stamp(self.path) and stamp:
            _keep(key, dataset, reply)
        return dataset

    def _dataset(self, reply: Reply, name: str) -> Dataset:
        table = table_of(reply, name)
        try:
            images, pictures = reply.arrays["images"], str(reply.header["pictures"])
            files = RowNames.received(pictures, reply.arrays["files"])
        except (KeyError, UnicodeDecodeError) as error:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
        if not table.names:
            raise StudioError(
                "{file}: besides the pictures in {column} there is no column to predict; open their folder where its "
                "sub-folders are the classes",
                file=name,
                column=repr(pictures),
            )
        wanted = self.targets or (_proposed(table),)
        several = {*wanted, *self.inputs}.intersection(
            table.choices
        )  # of which the choices are what may be spelled alike
        columns = (as_choices(each) if each.name in several else each for each in table.columns)
        table = alike_as_one(dataclasses.replace(table, columns=tuple(columns)), self.alike)
        goals = tuple(table[each] for each in wanted)
        if again := {*wanted, pictures}.intersection(self.inputs):
            raise StudioError(
                "{file}: column {column} is predicted or names the pictures, and cannot be learned from as well",
                file=name,
                column=repr(min(again)),
            )
        inputs = tuple(table[each] for each in self.inputs)
        aside = tuple(column for column in table.columns if column.name not in (*wanted, *self.inputs))
        notes = [*table.notes]
        there = ~np.any([goal.missing for goal in goals], axis=0)
        if not there.all():
            notes.append(without_target(goals, there))
            goals, aside, inputs = (
                tuple(column.take(there) for column in each) for each in (goals, aside, inputs)
            )
            images, files = images[there], files.take(there)
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
        goals, choices = as_targets(table, goals, self.task)
        return Dataset(
            name, samples_of(images), goals[0], tuple(notes), aside,
            more_targets=goals[1:], names=(files,), unanswered=int((~there).sum()), choices=choices, columns=inputs,
        )  # fmt: skip


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


def _keep(key: str, dataset: Dataset, reply: Reply) -> None:
    arrays = {name: reply.arrays[name] for name in ("names", "stamps")}
    columns = (*dataset.targets, *dataset.aside, *dataset.columns)
    arrays |= {str(i): column.values for i, column in enumerate(columns)}
    assert isinstance(dataset.inputs, np.ndarray)
    told = tuple(
        _Described(*(getattr(column, field) for field in _Described.__struct_fields__)) for column in columns
    )
    count, behind = len(dataset.targets), len(columns) - len(dataset.columns)
    (files,) = dataset.names
    arrays["files"] = packed_lines(files.texts)
    facts = _Kept(
        files.column,
        told[:count],
        told[count:behind],
        dataset.notes,
        dataset.fingerprint,
        dataset.choices,
        dataset.unanswered,
        told[behind:],
    )
    cache.keep(key, {**arrays, "samples": dataset.inputs}, msgspec.to_builtins(facts))


def _found(key: str, name: str, folder: str) -> Dataset | None:
    """The pictures as the cache has them, or None where one of them has changed."""
    entry = cache.find(key)
    if entry is None:
        return None
    try:
        kept = msgspec.convert(entry.facts, _Kept)
        samples, arrays = entry.arrays["samples"], entry.arrays
        if samples.dtype != np.float32 or samples.ndim != 4 or not _unchanged(arrays, folder):
            return None
        columns = tuple(
            Column(values=arrays[str(i)], **msgspec.structs.asdict(each))
            for i, each in enumerate((*kept.targets, *kept.aside, *kept.inputs))
        )
        count, behind = len(kept.targets), len(columns) - len(kept.inputs)
        if not count or any(len(column) != len(samples) for column in columns):
            return None
        more, aside, inputs = columns[1:count], columns[count:behind], columns[behind:]
        files = RowNames.received(kept.pictures, arrays["files"])
        if len(files) != len(samples):
            return None
        return Dataset.kept(
            name,
            samples,
            columns[0],
            kept.notes,
            kept.fingerprint,
            more_targets=more,
            aside=aside,
            names=(files,),
            choices=kept.choices,
            unanswered=kept.unanswered,
            columns=inputs,
        )
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError, StudioError):
        return None


def _unchanged(arrays: dict[str, NDArray[np.generic]], folder: str) -> bool:
    """Whether every picture of the table is the file it was, and those that were not there still are not."""
    where = PictureFolder(folder)
    names = apart(arrays["names"].tobytes())
    stamps = [where.find(name).stamp for name in names]
    return np.array_equal(np.array(stamps, np.int64).reshape(-1, 2), arrays["stamps"])
