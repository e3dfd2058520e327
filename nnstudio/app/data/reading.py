"""Reading data for the dialog, and looking at what was read, beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from nnstudio.data.cells.choices import as_choices
from nnstudio.data.columns.facts import SAMPLES, Profile, profile, profiles, read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.listed.file_names import FileKind
from nnstudio.data.listed.listed_table import ListedTable
from nnstudio.data.preparing.fitting import BOTH_GIVEN_BACK
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.source import Progress, Source
from nnstudio.data.sources import CsvFile, ExcelFile, FileTable, Generated, SqliteFile, TableSource
from nnstudio.data.stamps import Stamps, stamps_of
from nnstudio.data.tables import Table
from nnstudio.data.warnings import DataWarning, Remedy, warnings_about
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import StudioError, msg

_OF_A_TABLE = (
    "target", "more_targets", "task", "ignored", "alike", "earlier", "ahead", "earlier_of", "order_by", "series",
)  # fmt: skip
"""Settings that need no other reading of the file."""
_OF_FILES = ("target", "more_targets", "task", "alike", "inputs")
"""Likewise of a table that names files."""
_GLANCED_AT = 50_000
"""Rows that small pictures and examples are made of."""


class ReadData(NamedTuple):
    """What was read from which source: for a file with a table also the table, and what its columns look like."""

    source: Source
    table: Table | None
    facts: tuple[Profile, ...]
    outcome: Dataset | StudioError
    stamps: Stamps | None = None
    """Of its files, as they were before they were read; None where the table was known already."""


class Looked(NamedTuple):
    """How large the three parts are, where the data can be divided, and what is odd."""

    sizes: tuple[int, int, int] | None
    warnings: tuple[DataWarning, ...]


def read(
    source: Source,
    known: Table | None,
    facts: tuple[Profile, ...],
    propose: bool,
    cancelled: Cancel,
    progress: Progress,
) -> ReadData:
    """Read a source; a target that cannot be one is no reason to lose the table.

    Parameters
    ----------
    source : Source
    known : Table, optional
        What was read before, where only another target is wanted.
    facts : tuple of Profile
        Of that table.
    propose : bool
        Whether to propose a target where the source names none; otherwise that is the last column.
    cancelled, progress : callable
    """
    stamps = stamps_of(source) if known is None else None
    if isinstance(source, FileTable):
        if not isinstance(known, ListedTable):
            known = source.table(cancelled=cancelled, progress=progress)
            facts = _beside_files(source.kind, known, cancelled)
        try:
            return ReadData(source, known, facts, source.dataset(known), stamps)
        except StudioError as error:
            return ReadData(source, known, facts, error, stamps)
    if not isinstance(source, TableSource):
        dataset = source.read(cancelled=cancelled, progress=progress)
        facts = () if isinstance(source, Generated) else glances(dataset)
        return ReadData(source, None, facts, dataset, stamps)
    if known is None:
        if propose:
            source, known = read_proposed(source, cancelled=cancelled, progress=progress)
        else:
            known = source.table(source.kinds, cancelled=cancelled, progress=progress)
        facts = profiles(_some_rows(known), cancelled=cancelled)
    try:
        return ReadData(source, known, facts, source.dataset(known), stamps)
    except StudioError as error:
        return ReadData(source, known, facts, error, stamps)


def glances(dataset: Dataset) -> tuple[Profile, ...]:
    """The columns of a data set that is no file with a table; none where it has no columns."""
    if isinstance(dataset.inputs, np.ndarray):
        return ()
    return tuple(profile(column) for column in (*dataset.inputs, *dataset.targets))


def _beside_files(kind: FileKind, table: ListedTable, cancelled: Cancel) -> tuple[Profile, ...]:
    """The column that names the files, and those that say something of each."""
    columns = tuple(as_choices(each) if each.name in table.choices else each for each in table.columns)
    names = table.files.texts
    naming = Profile(
        table.files.column, kind.called, distinct=len(np.unique(names)), samples=tuple(names[:SAMPLES])
    )
    return naming, *profiles(_some_rows(replace(table, columns=columns)), cancelled=cancelled)


def _some_rows(table: Table) -> Table:
    """A table with so many rows that a glance at every column takes no time; they are taken evenly."""
    count = len(table.columns[0]) if table.columns else 0
    if count <= _GLANCED_AT:
        return table
    rows = np.linspace(0, count - 1, _GLANCED_AT).astype(np.int64)
    return replace(table, columns=tuple(column.take(rows) for column in table.columns))


def look_at(
    dataset: Dataset,
    config: DataConfig,
    seed: int,
    class_weights: Mapping[str, tuple[float, ...]],
    cancelled: Cancel,
    _progress: Progress,
) -> Looked:
    """Divide data as its settings say, and look whether something is odd about it."""
    try:
        train, validation, test = (len(part) for part in split_rows(dataset, config, seed))
    except StudioError as error:
        return Looked(None, (DataWarning("division", error.message),))
    if refused := both_given_back(dataset, config):
        return Looked((train, validation, test), (refused,))
    found = warnings_about(dataset, config, seed, class_weights=class_weights, cancelled=cancelled)
    return Looked((train, validation, test), found)


def both_given_back(dataset: Dataset, config: DataConfig) -> DataWarning | None:
    """Why an autoencoder cannot be made of files and columns together, with what can be done."""
    source = config.source
    if config.answer != "input" or not dataset.columns or not isinstance(source, FileTable):
        return None
    alone = Remedy(msg("Learn from the pictures alone"), config.replace(source=source.replace(inputs=())))
    return DataWarning("two_sorts", BOTH_GIVEN_BACK, source.inputs, alone)


def same_table(old: Source | None, new: Source) -> bool:
    """Whether two sources differ in nothing but in what is predicted from what."""
    if isinstance(old, FileTable) and isinstance(new, FileTable):
        return old.replace(**{name: getattr(new, name) for name in _OF_FILES}) == new
    if not isinstance(old, TableSource) or not isinstance(new, TableSource):
        return False
    return old.replace(**{name: getattr(new, name) for name in _OF_A_TABLE}) == new


def left_out(source: TableSource | FileTable, table: Table | None) -> tuple[str, ...]:
    """Columns that are not learned from although they could be."""
    if isinstance(source, TableSource):
        return source.ignored
    columns = () if table is None else table.columns
    return tuple(column.name for column in columns if column.name not in source.inputs)


def names_anew(old: Source | None, new: Source) -> bool:
    """Whether other names stand above the columns of a table: what was proposed for them holds no more."""
    above = [(s.path, getattr(s, "header", None), getattr(s, "sheet", None)) for s in (old, new) if isinstance(s, CsvFile | ExcelFile | SqliteFile)]  # fmt: skip
    return len(set(above)) == 2 and above[0][0] == above[1][0]
