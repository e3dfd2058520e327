"""nnstudio new: a project from a template, fitted to its data."""

from __future__ import annotations

import argparse
import os

import numpy as np

from nnstudio.cli.earlier import with_earlier
from nnstudio.cli.log_target import with_log_target
from nnstudio.cli.no_value import unheld, with_stand_ins
from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import project_path
from nnstudio.cli.words import tell_warnings
from nnstudio.data.columns.column_source import KINDS, ColumnSource
from nnstudio.data.columns.facts import divided_beside, laid_out
from nnstudio.data.config import DataConfig
from nnstudio.data.dividing.repeated import first_of_each
from nnstudio.data.preparing.array_scaling import has_channels
from nnstudio.data.sources import (
    Bundled,
    CsvFile,
    ExcelFile,
    FileTable,
    ImageFolder,
    PictureTable,
    RecordingFiles,
    RecordingFolder,
    RecordingTable,
    Source,
    SqliteFile,
    TableSource,
    bundled_sets,
    file_table_at,
    source_for,
)
from nnstudio.data.sources.generated import SHAPES, Generated
from nnstudio.data.warnings import warnings_about
from nnstudio.graph.inference import infer
from nnstudio.project import file
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import count_text

_OF_TABLES = (
    "target", "task", "folder", "with_columns", "header", "sheet", "alike", "kind", "missing",
    "earlier", "ahead", "earlier_of", "order_by", "series",
)  # fmt: skip
"""What is said of a table."""
_OF_RECORDINGS = ("length", "rate", "seen_as", "window", "bands")
"""What is said of recordings."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the project."""
    path = project_path(options.output)
    if os.path.exists(path) and not options.force:  # noqa: PTH110  a name that is too long does not exist
        raise StudioError("{path} exists already; --force overwrites it", path=str(path))
    chosen = template(options.template)
    source: Source | None = None
    config = DataConfig()
    if options.split not in (None, "time") and options.split_by is None:
        raise StudioError("--split needs the column that divides the rows: --split-by COLUMN")
    if options.data is not None:
        source = with_earlier(_with_files(named_source(options.data, options), options), options)
        if isinstance(source, TableSource | FileTable):
            source, config = laid_out(source, options.ignore, options.split_by, options.split)
        elif options.split_by and not options.ignore and isinstance(source, Bundled) and source.read().aside:
            config = divided_beside(source.read(), options.split_by, options.split)
        elif options.ignore or options.split_by or options.split:
            raise StudioError(
                "--ignore, --split and --split-by are for tables: {data} is none", data=options.data
            )
    elif name := next((name for name in _OF_TABLES if getattr(options, name)), ""):
        option = "--" + name.removesuffix("_columns").replace("_", "-")
        raise StudioError("{option} needs a table: --data FILE", option=option)
    elif name := next((name for name in _OF_RECORDINGS if getattr(options, name) is not None), ""):
        raise StudioError("--{option} needs recordings: --data FOLDER", option=name.replace("_", "-"))
    elif options.ignore or options.split_by or options.split:
        raise StudioError("--ignore, --split and --split-by need a table: --data FILE")
    elif options.validation_file or options.test_file:
        raise StudioError("--validation-file and --test-file need a table: --data FILE")
    elif chosen.data:
        source = Bundled(chosen.data)
    config = config.replace(distinct=options.distinct, by_channel=options.by_channel)
    dataset = None if source is None else source.read()
    if options.by_channel and (dataset is None or not has_channels(dataset.sample_shape)):
        raise StudioError(
            "--by-channel needs sequences of several channels, such as a folder of recordings: --data FOLDER"
        )
    project, notes = from_template(chosen, source, config, dataset)
    if options.log_target:
        if dataset is None:
            raise StudioError("--log-target needs numbers to predict: --data FILE")
        project = with_log_target(project, dataset, True)
    file.save(path, project)
    warnings = () if dataset is None else warnings_about(dataset, project.data)
    facts = infer(project.network)
    told = [*map(str, notes), *unheld(source, options.missing, project.data.divided_by)]
    if dataset is not None and project.data.distinct:
        repeated = len(dataset) - len(first_of_each(dataset, np.arange(len(dataset))))
        told.append(f"Left out because they are the same as an earlier one: {repeated}")
    output.event("created", file=str(path), parameters=facts.parameters, notes=told)
    for note in told:
        output.text(f"note: {note}")
    tell_warnings(output, warnings)
    output.text(
        f"{path}: {chosen.title}, {count_text(len(project.network.nodes), 'layer')}, "
        f"{count_text(facts.parameters, 'parameter')}"
    )
    return 0


def _with_files(source: Source, options: argparse.Namespace) -> Source:
    """The table with the rows of separate files."""
    paths = {"validation_path": options.validation_file, "test_path": options.test_file}
    given = {name: os.path.realpath(path) for name, path in paths.items() if path is not None}
    if not given:
        return source
    if not isinstance(source, TableSource):
        raise StudioError(
            "--validation-file and --test-file are for tables: {data} is none", data=options.data
        )
    return source.replace(**given)


def named_source(data: str, options: argparse.Namespace) -> Source:
    """The source for what stands on the command line: a bundled set, a generated shape, a file or a folder.

    Parameters
    ----------
    data : str
    options : argparse.Namespace
        What is said of a table: ``target``, ``task``, ``folder``, ``with_columns``, ``header``, ``sheet``, ``alike``, ``kind`` and
        ``missing``; and of recordings: ``length`` and ``rate``.

    Raises
    ------
    StudioError
        For a name that is none of them, and for a target where there is nothing to choose.
    """
    bundled = sorted(facts.name for facts in bundled_sets())
    source: Source
    if data in bundled:
        source = Bundled(data)
    elif data in SHAPES:
        source = Generated(data)
    elif os.path.exists(data):  # noqa: PTH110
        source = source_for(data)
    else:
        raise StudioError(
            "{data} is neither a file or folder nor a data set of the program; bundled are {known}; "
            "generated are {shapes}",
            data=shown(data) or "''", known=", ".join(bundled), shapes=", ".join(SHAPES),
        )  # fmt: skip
    if options.folder is not None:
        source = _with_folder(source, data, options.folder)
    source = _with_recordings(source, data, options)
    if options.with_columns and isinstance(source, CsvFile):
        source = PictureTable(source.path)  # reading it says which of its pictures are not there
    if options.header is not None:
        if not isinstance(source, CsvFile | ExcelFile):
            raise StudioError(
                "--header is for text files and workbooks with a table: {data} is none", data=data
            )
        source = source.replace(header=options.header == "yes")
    if options.sheet is not None:
        if not isinstance(source, ExcelFile | SqliteFile):
            raise StudioError("--sheet is for workbooks and databases: {data} is none", data=data)
        source = source.replace(sheet=options.sheet)
    if options.alike:
        if isinstance(source, ColumnSource):
            source = source.with_spellings(True, *options.alike)
        elif isinstance(source, ImageFolder | RecordingFolder) and options.alike == ["class"]:
            source = source.replace(alike=True)
        else:
            raise StudioError(
                "--alike names a column of a table, or is `--alike class` for a folder of images or recordings: {data} is neither",
                data=data,
            )
    for told in options.kind:
        source = _with_kind(source, data, told)
    if options.missing:
        if not isinstance(source, TableSource | FileTable):
            raise StudioError("--missing is for tables: {data} is none", data=data)
        source = with_stand_ins(source, options.missing)
    if options.with_columns and not isinstance(source, PictureTable):
        raise StudioError("--with is for tables that name pictures: {data} is none", data=data)
    if not options.target and options.task is None and not options.with_columns:
        return source
    if not isinstance(source, TableSource | FileTable):
        name = "--target" if options.target else "--task"
        raise StudioError("{option} is for tables: {data} has its own", option=name, data=data)
    if options.task is not None:
        source = source.replace(task=options.task)
    if options.target:
        if len(options.target) > 1 and "" in options.target:
            raise StudioError("--target needs the name of a column each time, and one is empty")
        source = source.predicting(*dict.fromkeys(options.target))
    return source.using(*options.with_columns) if options.with_columns else source


def _with_recordings(source: Source, data: str, options: argparse.Namespace) -> Source:
    """The source with what is said of recordings."""
    said = {name: getattr(options, name) for name in _OF_RECORDINGS if getattr(options, name) is not None}
    if said and isinstance(source, CsvFile):
        source = RecordingTable(source.path)  # reading it says which of its recordings are not there
    if said and not isinstance(source, RecordingFiles):
        option = next(iter(said)).replace("_", "-")
        raise StudioError("--{option} is for recordings in files: {data} is none", option=option, data=data)
    return source.replace(**said) if said else source


def _with_kind(source: Source, data: str, told: str) -> ColumnSource:
    """The table with a column that is read as it is said to be."""
    if not isinstance(source, ColumnSource):
        raise StudioError("--kind is for tables: {data} is none", data=data)
    name, _, kind = told.rpartition("=")
    if not name or kind not in KINDS:
        raise StudioError(
            "--kind {told} must be COLUMN=KIND, the kind one of {kinds}", told=told, kinds=", ".join(KINDS)
        )
    return source.with_kind(kind, name)


def _with_folder(source: Source, data: str, folder: str) -> FileTable:
    """The table as one that names files, whatever it looks like where they lie elsewhere."""
    if not isinstance(source, CsvFile | FileTable):
        raise StudioError(
            "--folder is for tables that name pictures or recordings: {data} is none", data=data
        )
    if not os.path.isdir(folder):  # noqa: PTH112
        raise StudioError("--folder {folder}: there is no such folder", folder=shown(folder))
    folder = os.path.abspath(folder)  # noqa: PTH100
    # Reading pictures says of what it names what is not there.
    return file_table_at(source.path, folder) or PictureTable(source.path, folder=folder)
