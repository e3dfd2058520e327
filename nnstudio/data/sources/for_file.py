"""Which kind of source a file or folder is, by its name; a table may also name pictures or recordings."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from nnstudio.data.listed.file_names import lists_files
from nnstudio.data.recordings.signal_names import holds_recordings
from nnstudio.data.source import Source
from nnstudio.data.sources.csv_file import CsvFile
from nnstudio.data.sources.excel_file import ExcelFile
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.sources.idx_files import IdxFiles
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.data.sources.json_file import JsonFile
from nnstudio.data.sources.numpy_file import NumpyFile, with_test
from nnstudio.data.sources.parquet_file import ParquetFile
from nnstudio.data.sources.picture_table import PictureTable
from nnstudio.data.sources.recording_folder import RecordingFolder
from nnstudio.data.sources.recording_table import RecordingTable
from nnstudio.data.sources.sqlite_file import SqliteFile
from nnstudio.data.table_source import TableSource
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

_IDX = re.compile(r"idx\d|\.idx\b|ubyte", re.IGNORECASE)
_ENDINGS: dict[str, type[ExcelFile | JsonFile | NumpyFile | ParquetFile | SqliteFile]] = {
    ".npz": NumpyFile,
    ".npy": NumpyFile,
    ".parquet": ParquetFile,
    ".pq": ParquetFile,
    ".feather": ParquetFile,
    ".arrow": ParquetFile,
    ".json": JsonFile,
    ".jsonl": JsonFile,
    ".ndjson": JsonFile,
    ".sqlite": SqliteFile,
    ".sqlite3": SqliteFile,
    ".db": SqliteFile,
    ".db3": SqliteFile,
    ".xlsx": ExcelFile,
    ".ods": ExcelFile,
    ".xls": ExcelFile,
    ".xlsb": ExcelFile,
    ".xlsm": ExcelFile,  # refused in a sentence of its own, which says what to do
}

_NO_DATA = {
    ".nnstudio": "{file}: this is a project of NN Studio, not data; open it, or look at it with `nnstudio summary`",
    ".onnx": "{file}: this is a network, not data; open it, or make a project of it with `nnstudio import`",
    ".keras": "{file}: this is a network, not data; open it, or make a project of it with `nnstudio import`",
    ".safetensors": "{file}: these are weights, not data; open them, or use `nnstudio import --into PROJECT`",
    ".pt": "{file}: these are weights, not data; open them, or use `nnstudio import --into PROJECT`",
}

PATTERNS = (
    "*.csv", "*.tsv", "*.tab", "*.txt", "*.xlsx", "*.xls", "*.xlsb", "*.ods", "*.parquet", "*.pq", "*.feather", "*.arrow", "*.json", "*.jsonl", "*.ndjson", "*.sqlite", "*.sqlite3", "*.db", "*.db3", "*.npz", "*.npy", "*idx3-ubyte*", "*.gz", "*.zip", "*.bz2", "*.xz",
)  # fmt: skip
"""What a file dialog shows."""


def source_for(path: str | os.PathLike[str]) -> Source:
    """The source for a file or folder; what has no ending that tells more is taken for a table.

    Raises
    ------
    StudioError
        For a file that the program reads as something else.
    """
    where = os.path.realpath(path)  # which leaves links that lead in a circle to the reading
    name = Path(where).name
    if os.path.isdir(where):  # noqa: PTH112  a name that is too long is no folder
        return _arrays_in(where) or (
            RecordingFolder(where) if holds_recordings(where) else ImageFolder(where)
        )
    ending = Path(name).suffix.lower()
    if ending in _NO_DATA:
        raise StudioError(_NO_DATA[ending], file=shown(name))
    kind = _ENDINGS.get(ending)
    if kind is NumpyFile:
        return with_test(Path(where))
    if kind is not None:
        return kind(where)
    if _IDX.search(name):
        return IdxFiles(str(Path(where).with_name(name.replace("labels-idx1", "images-idx3")))).with_test()
    return file_table_at(where) or CsvFile(where)


def file_table_at(path: str, folder: str | None = None) -> FileTable | None:
    """The source for a text file that names files which are there, such as pictures; None where it is none.

    Parameters
    ----------
    path : str
    folder : str, optional
        In which the files lie; otherwise that of the table.
    """
    kinds: tuple[type[FileTable], ...] = (PictureTable, RecordingTable)
    return next((each(path, folder=folder) for each in kinds if lists_files(path, each.kind, folder)), None)


def _arrays_in(folder: str) -> IdxFiles | None:
    """The set that lies in a folder as files of its own, as MNIST does once it is downloaded."""
    with contextlib.suppress(OSError):
        names = sorted(
            entry.name for entry in os.scandir(folder) if "images" in entry.name and entry.is_file()
        )
        found = [name for name in names if _IDX.search(name)]
        train = next(
            (name for name in found if name.startswith("train-")), found[0] if len(found) == 1 else None
        )
        if train is not None:
            return IdxFiles(os.path.join(folder, train)).with_test()  # noqa: PTH118
    return None


def table_at(path: str | os.PathLike[str]) -> TableSource:
    """The source for a file that must hold rows of a table; files that it may name are left aside.

    Raises
    ------
    StudioError
        For pictures, recordings and arrays.
    """
    found = source_for(path)
    if isinstance(found, TableSource):
        return found
    if isinstance(found, FileTable):
        return CsvFile(found.path)
    raise StudioError(
        "{file}: rows are read from a table: CSV, Excel, OpenDocument, Parquet, SQLite or JSON",
        file=shown(Path(path).name or path),
    )
