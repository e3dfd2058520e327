"""Rows of another file whose answers are known, prepared as the training data was."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import NAMES, Beside, RowNames, of_columns
from nnstudio.data.columns.earlier_columns import kinds_to_read, seeing_earlier
from nnstudio.data.dataset import Column, ColumnKind, Dataset, ReadAs, read_as
from nnstudio.data.dividing.splitting import complete
from nnstudio.data.held import given_paths
from nnstudio.data.preparing.prepare import Prepared, Split
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.sample_parts import signal_shape
from nnstudio.data.preparing.strange import strange_in, strange_told
from nnstudio.data.source import Source
from nnstudio.data.sources import (
    CsvFile,
    FileTable,
    ImageFiles,
    ImageFolder,
    RecordingFiles,
    RecordingFolder,
    TableSource,
    source_for,
    table_at,
)
from nnstudio.data.tables import Table, listed
from nnstudio.data.target_group import TargetGroup, views_of
from nnstudio.project.asked import columns_of
from nnstudio.project.heads import called
from nnstudio.project.judging.further_spellings import with_spellings
from nnstudio.project.judging.known_answers import known_answers, known_in
from nnstudio.project.judging.pictures import pictured_at
from nnstudio.project.judging.recordings import as_trained, called_otherwise
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg


class Answered(NamedTuple):
    """Rows whose answers are known.

    Parameters
    ----------
    prepared : Prepared
        Those whose answers the network can give.
    strange : int
        Others, whose answer is a class that it does not know: no loss can be told of them.
    classes : tuple of str
        What those are.
    """

    prepared: Prepared
    strange: int = 0
    classes: tuple[str, ...] = ()


def answered(trained: Trained, path: str) -> Answered:
    """Read rows that the network has never seen, with what it should answer; all of them are the test part.

    They stand for the training part as well: guessing is measured by the answer that is usual among them.

    Parameters
    ----------
    trained : Trained
    path : str
        A table with the columns that the network needs and predicts, found by name; for a network on pictures or
        arrays a folder or file like the one it was trained on.

    Raises
    ------
    StudioError
        When it cannot be read, lacks a column, or holds no answer that the network knows.
    """
    preprocessor = trained.preprocessor
    if preprocessor.columns and not preprocessor.picture:
        read = _from_table(trained, path)
    else:
        source = _read_alike(trained, path)
        if isinstance(source, FileTable):
            read = _from_files(trained, source)
        else:
            read = _from_arrays(trained, source)
    dataset, notes = read.dataset, read.notes
    dropped = tuple(column.name for column in trained.data.columns if column.missing == "drop")
    if dropped:
        dataset = dataset.take(complete(dataset, dropped))
    try:
        x = preprocessor.transform(dataset)
        pairs = zip(preprocessor.views, views_of(dataset), strict=True)
        y, *further = (x if view.answer == "input" else view.targets(asked) for view, asked in pairs)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=dataset.name, cause=error.message) from None
    if not len(x):
        raise StudioError("{file}: there is no row that could be measured", file=dataset.name)
    rows = Split(x, y, np.arange(len(x)), tuple(further))
    alone = _alone(preprocessor, rows.answers)
    together = str(trained.data.divided_by) if trained.data.divided == "group" else ""
    series = "" if preprocessor.earlier is None else preprocessor.earlier.series
    groups = next((_numbered(each.texts) for each in dataset.names if each.column == together), None)
    strange = strange_in(preprocessor.columns, dataset.input_columns)
    prepared = Prepared(
        train=rows,
        validation=rows.first(0),
        test=rows,
        preprocessor=preprocessor,
        task=preprocessor.task,
        classes=preprocessor.classes,
        sample_shape=preprocessor.sample_shape,
        target_shape=preprocessor.target_shape,
        fingerprint=dataset.fingerprint,
        notes=(*notes, *alone, *strange_told(preprocessor.columns, strange)),
        beside=Beside.of(dataset.names, dataset.input_columns, strange, together or series),
        groups=groups,
    )
    return Answered(prepared, read.strange, read.classes)


def _alone(preprocessor: Preprocessor, answers: Sequence[NDArray[Any]]) -> list[Message]:
    """What is said where all samples are of the same class, whose share is all that a figure then tells."""
    return [
        msg(
            "{target}: all are {name}; nothing is measured of what the network makes of other classes",
            target=called(view),
            name=repr(view.classes[int(right[0])]),
        )
        for view, right in zip(preprocessor.views, answers, strict=True)
        if view.answer == "target" and view.classes and (right == right[0]).all()
    ]


class _Read(NamedTuple):
    dataset: Dataset
    notes: tuple[Message, ...]
    strange: int = 0
    classes: tuple[str, ...] = ()


def _numbered(texts: NDArray[Any]) -> NDArray[np.int64]:
    """The number of each row's group, by what stands in its column; a row without one is a group of its own."""
    _, codes = np.unique(texts, return_inverse=True)
    return np.where(texts == "", len(texts) + np.arange(len(texts)), codes)


def _from_arrays(trained: Trained, source: Source) -> _Read:
    """Arrays, recordings or pictures of a folder, read with the settings that those of the training were read with."""
    preprocessor = trained.preprocessor
    if isinstance(source, ImageFolder | RecordingFolder):
        # Where samples are given back nobody asks for a class.
        dataset = source.read(classes=preprocessor.classes if preprocessor.answer == "target" else ("\0",))
    else:
        dataset = source.read()
    if preprocessor.further:
        raise StudioError(
            "{file}: the network answers {targets}, and only a table that names the files has them all: give one",
            file=dataset.name,
            targets=listed([called(view) for view in preprocessor.views]),
        )
    odd = called_otherwise(dataset.along, preprocessor)
    given = dataset.targets
    told_apart = preprocessor.classes or preprocessor.labels
    fitting = len(given) == len(preprocessor.scaled_targets) and dataset.target.kind == "category"
    if preprocessor.answer == "input" or not told_apart or not fitting:
        return _Read(dataset, dataset.notes + odd)
    preprocessor, notes = with_spellings(preprocessor, trained.data.source, given)
    goals, strange, names = known_in(dataset.name, preprocessor, given)
    first, *more = (goal.take(~strange) for goal in goals)
    some = dataset.take(~strange) if strange.any() else dataset
    kept = dataclasses.replace(some, target=first, more_targets=tuple(more))
    return _Read(kept, (*dataset.notes, *odd, *notes), int(strange.sum()), names)


def _read_alike(trained: Trained, path: str) -> Source:
    """Where other samples are, with what was found from those of the training: it holds for all."""
    like, preprocessor = trained.data.source, trained.preprocessor
    source = pictured_at(path, preprocessor) if preprocessor.picture else source_for(path)
    if isinstance(like, FileTable) and isinstance(source, CsvFile):
        source = type(like)(source.path)  # which says of what it names what is not there
    if isinstance(source, TableSource):
        raise StudioError(
            "{file}: the network was not trained on a table: give a folder or file like the one it was trained on",
            file=shown(Path(path).name),
        )
    if like is not None and type(like) is type(source):
        source = _at(like, source)
    if isinstance(source, RecordingFiles) and signal_shape(preprocessor):
        how = trained.data.other_lengths or source.how
        source = source.replace(how=how, **as_trained(preprocessor))
    elif isinstance(source, ImageFiles) and len(preprocessor.array_shape) == 3:
        height, width, channels = preprocessor.array_shape
        how = like.how if isinstance(like, ImageFiles) else source.how
        source = source.replace(size=(height, width), colour="grey" if channels == 1 else "rgb", how=how)
    # Under the spelling that is usual there, one that the network knows may stand for none.
    return source.replace(alike=False) if isinstance(source, ImageFolder | RecordingFolder) else source


def _at(like: Source, source: Source) -> Source:
    """A source with the settings of another one, but its own files."""
    own = dict(given_paths(source))
    return like.replace(**{name: own.get(name) for name, _ in given_paths(like)} | own)


def _from_files(trained: Trained, source: FileTable) -> _Read:
    """Files that a table names, with what it says of them."""
    preprocessor = trained.preprocessor
    alike = isinstance(trained.data.source, FileTable)
    table = source.table({**preprocessor.kinds, **(_kinds_of_goals(preprocessor) if alike else {})})
    odd = called_otherwise(table.along, preprocessor)
    table = dataclasses.replace(table, notes=(*table.notes, *odd))
    # Where the classes were names of folders, the column that tells them has a name of its own.
    names = _goals(preprocessor) if alike or preprocessor.answer == "input" else source.goals(table)
    return _with_answers(trained, table, names, (table.files,), table.samples)


def _from_table(trained: Trained, path: str) -> _Read:
    source, preprocessor = table_at(path), trained.preprocessor
    apart = dict.fromkeys(preprocessor.identifiers, NAMES)
    seen = {name: how for name, how in kinds_to_read(preprocessor).items() if how is not None}
    kinds = {**apart, **kinds_to_read(preprocessor), **_kinds_of_goals(preprocessor), **seen}
    table = seeing_earlier(source.table(kinds), preprocessor, whole=True)
    called = of_columns(table.apart, preprocessor.identifiers, table.columns)
    return _with_answers(trained, table, _goals(preprocessor), called)


def _with_answers(
    trained: Trained,
    table: Table,
    names: tuple[str, ...],
    called: tuple[RowNames, ...],
    samples: NDArray[np.float32] | None = None,
) -> _Read:
    """The rows of a table whose answers the network knows, whichever of them occur.

    Parameters
    ----------
    trained : Trained
    table : Table
    names : tuple of str
        The columns with the answers; none where samples are given again.
    called : tuple of RowNames
        What a person calls its rows.
    samples : ndarray, optional
        To which its columns belong.
    """
    preprocessor = trained.preprocessor
    lacking = [name for name in (*preprocessor.kinds, *names) if name not in table.names]
    if lacking and preprocessor.kinds:  # of pictures alone the table itself says what it has
        raise StudioError(
            "{file}: there is no column {lacking}; the network needs {needed} and predicts {predicted}",
            file=table.name,
            lacking=", ".join(map(repr, lacking[:8])),
            needed=", ".join(map(repr, list(preprocessor.kinds)[:8])),
            predicted=", ".join(map(repr, names[:8])) or msg("none"),
        )
    inputs = tuple(table[name] for name in preprocessor.kinds)

    def data_set(there: NDArray[Any], groups: Sequence[TargetGroup]) -> Dataset:
        columns = tuple(column.take(there) for column in inputs)
        first, *further = groups
        return Dataset(
            table.name,
            columns if samples is None else samples[there],
            first.target,
            more_targets=first.more,
            further=tuple(further),
            names=tuple(each.take(there) for each in called),
            earlier=preprocessor.earlier,
            columns=() if samples is None else columns,
        )

    count = len(inputs[0] if samples is None else samples)
    if not names:  # it gives its input again
        none = TargetGroup(Column.number("\0", np.zeros(count)))
        return _Read(data_set(np.arange(count), [none]), table.notes)
    found = known_answers(trained, table, names)
    return _Read(data_set(found.there, found.groups), found.notes, found.strange, found.classes)


def _goals(preprocessor: Preprocessor) -> tuple[str, ...]:
    """Names of the columns that are predicted; none where the input is given again."""
    if preprocessor.answer == "input":
        return ()
    return tuple(name for view in preprocessor.views for name in columns_of(view))


def _kinds_of_goals(preprocessor: Preprocessor) -> dict[str, ReadAs]:
    kinds: dict[str, ReadAs] = {}
    for view in () if preprocessor.answer == "input" else preprocessor.views:
        kind: ColumnKind = "number" if view.task == "regression" else "category"
        if view.choices is not None:
            kinds[view.choices.column] = read_as("category", False, "", view.target_stand_ins)
        else:
            kinds |= {
                each.name: read_as(kind, False, each.dress, each.stand_ins) for each in view.scaled_targets
            }
    return kinds
