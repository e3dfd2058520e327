"""Rows of another file whose answers are known, prepared as the training data was."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import NAMES, Beside, RowNames, of_columns
from nnstudio.data.cells.choices import ChoiceTarget, as_questions, choices_in
from nnstudio.data.column_scaling import codes_of
from nnstudio.data.dataset import Column, ColumnKind, Dataset, ReadAs, read_as
from nnstudio.data.earlier_columns import kinds_to_read, seeing_earlier
from nnstudio.data.goals import as_classes
from nnstudio.data.held import given_paths
from nnstudio.data.prepare import Prepared, Split
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.data.source import Source
from nnstudio.data.sources import (
    CsvFile,
    ImageFiles,
    PictureTable,
    RecordingFolder,
    TableSource,
    source_for,
    table_at,
)
from nnstudio.data.splitting import complete
from nnstudio.data.strange import strange_in, strange_told
from nnstudio.data.tables import Table, rows_left_out
from nnstudio.data.target_scaling import ScaledTarget
from nnstudio.project.judging.further_spellings import with_spellings
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
        if isinstance(source, PictureTable):
            read = _from_pictures(trained, source)
        else:
            read = _from_arrays(trained, source)
    dataset, notes = read.dataset, read.notes
    dropped = tuple(column.name for column in trained.data.columns if column.missing == "drop")
    if dropped:
        dataset = dataset.take(complete(dataset, dropped))
    try:
        x = preprocessor.transform(dataset)
        y = x if preprocessor.answer == "input" else preprocessor.targets(dataset)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=dataset.name, cause=error.message) from None
    if not len(x):
        raise StudioError("{file}: there is no row that could be measured", file=dataset.name)
    rows = Split(x, y, np.arange(len(x)))
    together = str(trained.data.divided_by) if trained.data.divided == "group" else ""
    series = "" if preprocessor.earlier is None else preprocessor.earlier.series
    groups = next((_numbered(each.texts) for each in dataset.names if each.column == together), None)
    strange = strange_in(preprocessor.columns, dataset.input_columns)
    prepared = Prepared(
        train=rows,
        validation=Split(x[:0], y[:0], rows.rows[:0]),
        test=rows,
        preprocessor=preprocessor,
        task=preprocessor.task,
        classes=preprocessor.classes,
        sample_shape=preprocessor.sample_shape,
        target_shape=preprocessor.target_shape,
        fingerprint=dataset.fingerprint,
        notes=(*notes, *strange_told(preprocessor.columns, strange)),
        beside=Beside.of(dataset.names, dataset.input_columns, strange, together or series),
        groups=groups,
    )
    return Answered(prepared, read.strange, read.classes)


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
    dataset, preprocessor = source.read(), trained.preprocessor
    odd = called_otherwise(dataset, preprocessor)
    given = dataset.targets
    told_apart = preprocessor.classes or preprocessor.labels
    fitting = len(given) == len(preprocessor.scaled_targets) and dataset.target.kind == "category"
    if preprocessor.answer == "input" or not told_apart or not fitting:
        return _Read(dataset, dataset.notes + odd)
    preprocessor, notes = with_spellings(trained, given)
    goals, strange, names = _known(dataset.name, preprocessor, given)
    first, *more = (goal.take(~strange) for goal in goals)
    some = dataset.take(~strange) if strange.any() else dataset
    kept = dataclasses.replace(some, target=first, more_targets=tuple(more))
    return _Read(kept, (*dataset.notes, *odd, *notes), int(strange.sum()), names)


def _read_alike(trained: Trained, path: str) -> Source:
    """Where other samples are, with what was found from those of the training: it holds for all."""
    like, preprocessor = trained.data.source, trained.preprocessor
    source = pictured_at(path, preprocessor) if preprocessor.picture else source_for(path)
    if isinstance(like, PictureTable) and isinstance(source, CsvFile):
        source = PictureTable(source.path)  # which says of what it names what is not there
    if isinstance(source, TableSource):
        raise StudioError(
            "{file}: the network was not trained on a table: give a folder or file like the one it was trained on",
            file=shown(Path(path).name),
        )
    if like is not None and type(like) is type(source):
        source = _at(like, source)
    if isinstance(source, RecordingFolder) and len(preprocessor.sample_shape) == 2:
        return as_trained(source, preprocessor).replace(alike=False)
    if not isinstance(source, ImageFiles):
        return source
    height, width, channels = preprocessor.array_shape
    source = source.replace(size=(height, width), colour="grey" if channels == 1 else "rgb")
    # Under the spelling that is usual there, one that the network knows may stand for none.
    return source if isinstance(source, PictureTable) else source.replace(alike=False)


def _at(like: Source, source: Source) -> Source:
    """A source with the settings of another one, but its own files."""
    own = dict(given_paths(source))
    return like.replace(**{name: own.get(name) for name, _ in given_paths(like)} | own)


def _from_pictures(trained: Trained, source: PictureTable) -> _Read:
    """Pictures that a table names, with what it says of them."""
    preprocessor = trained.preprocessor
    alike = isinstance(trained.data.source, PictureTable)
    table = source.table({**preprocessor.kinds, **(_kinds_of_goals(preprocessor) if alike else {})})
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

    def data_set(there: NDArray[Any], goals: Sequence[Column]) -> Dataset:
        columns = tuple(column.take(there) for column in inputs)
        first, *more = (goal.take(there) for goal in goals)
        return Dataset(
            table.name,
            columns if samples is None else samples[there],
            first,
            more_targets=tuple(more),
            names=tuple(each.take(there) for each in called),
            earlier=preprocessor.earlier,
            columns=() if samples is None else columns,
        )

    count = len(inputs[0] if samples is None else samples)
    if not names:  # it gives its input again
        return _Read(data_set(np.arange(count), [Column.number("\0", np.zeros(count))]), table.notes)
    columns = tuple(table[name] for name in names)
    lost = np.any([column.missing for column in columns], axis=0)
    told = ", ".join(map(repr, names[:8]))
    if lost.all():
        raise StudioError("{file}: no row has a value in {column}", file=table.name, column=told)
    knowing, more_notes = with_spellings(trained, columns)
    goals, strange, classes = _known(table.name, knowing, columns)
    strange &= ~lost
    notes = (*table.notes, *more_notes, *((rows_left_out(int(lost.sum()), told),) if lost.any() else ()))
    return _Read(data_set(~(lost | strange), goals), notes, int(strange.sum()), classes)


def _goals(preprocessor: Preprocessor) -> tuple[str, ...]:
    """Names of the columns that are predicted; none where the input is given again."""
    if preprocessor.choices is not None:
        return (preprocessor.choices.column,)
    return () if preprocessor.answer == "input" else tuple(each.name for each in preprocessor.scaled_targets)


def _kinds_of_goals(preprocessor: Preprocessor) -> dict[str, ReadAs]:
    if preprocessor.choices is not None:
        stand_ins = preprocessor.target_stand_ins
        return {preprocessor.choices.column: read_as("category", False, "", stand_ins)}
    goals = () if preprocessor.answer == "input" else preprocessor.scaled_targets
    regression = preprocessor.task == "regression"
    kind: ColumnKind = "number" if regression else "category"
    return {each.name: read_as(kind, False, each.dress, each.stand_ins) for each in goals}


def _known(
    file: str, preprocessor: Preprocessor, columns: tuple[Column, ...]
) -> tuple[tuple[Column, ...], NDArray[np.bool_], tuple[str, ...]]:
    """The answers in columns, by the names that the network has for them; which rows hold others, and those.

    Raises
    ------
    StudioError
        When there are no rows but such.
    """
    if preprocessor.choices is not None:
        return _choices_known(file, preprocessor, preprocessor.choices, columns[0])
    classes = preprocessor.labels or (preprocessor.classes,) * len(columns)
    targets = preprocessor.scaled_targets
    if preprocessor.task != "regression":
        columns = tuple(map(as_classes, columns))
    goals = tuple(map(_goal, columns, targets, classes))
    strange = np.any(
        [goal.missing & ~column.missing for goal, column in zip(goals, columns, strict=True)], axis=0
    )
    for column, goal, names in zip(columns, goals, classes, strict=True):
        if goal.missing.all():
            raise _none_known(file, column, _named((column,), (goal,)), names)
    return goals, strange, _named(columns, goals)


def _choices_known(
    file: str, preprocessor: Preprocessor, target: ChoiceTarget, column: Column
) -> tuple[tuple[Column, ...], NDArray[np.bool_], tuple[str, ...]]:
    """As :func:`_known`, of the cells of a column that each hold several choices."""
    known = [target.choice(each.name) for each in preprocessor.scaled_targets]
    column = dataclasses.replace(column, separator=target.separator, spellings=target.spellings)
    goals = as_questions(column, known)
    strange = goals[0].missing & ~column.missing
    cells = tuple(column.categories[code] for code in np.unique(column.values[strange]))
    others = tuple(
        each for each in choices_in(cells, target.separator) if each not in {*known, *dict(target.spellings)}
    )
    if goals[0].missing.all():
        raise _none_known(file, column, others, known)
    return goals, strange, others


def _none_known(file: str, column: Column, strange: Sequence[str], known: Sequence[str]) -> StudioError:
    return StudioError(
        "{file}: column {column} holds {strange}; the network knows {classes}",
        file=file,
        column=repr(column.name),
        strange=", ".join(map(repr, strange[:3])),
        classes=", ".join(map(repr, known[:12])),
    )


def _named(columns: tuple[Column, ...], goals: tuple[Column, ...]) -> tuple[str, ...]:
    """The classes in columns that the network does not know."""
    return tuple(
        column.categories[code]
        for column, goal in zip(columns, goals, strict=True)
        for code in np.unique(column.values[goal.missing & ~column.missing])
    )


def _goal(column: Column, target: ScaledTarget, classes: tuple[str, ...]) -> Column:
    """The answers in a column by their names; what is none of them is missing. 1.0 is 1 where that is a name."""
    if not classes:
        return column
    known = codes_of(classes, target.spellings)
    codes = np.array([_code(text, known) for text in column.categories] + [-1])
    return Column(column.name, "category", codes[column.values], classes)


def _code(text: str, known: dict[str, int]) -> int:
    """The number of the class that a text names; −1 where there is none."""
    if text not in known:
        try:
            number = float(text)
        except ValueError:
            return -1
        text = str(int(number)) if number % 1 == 0 else repr(number)
    return known.get(text, -1)
