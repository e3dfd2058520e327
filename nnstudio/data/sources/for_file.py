"""Which kind of source a file or folder is, by its name; a table may also name pictures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from nnstudio.data.picture_names import lists_pictures
from nnstudio.data.source import Source
from nnstudio.data.sources.csv_file import CsvFile
from nnstudio.data.sources.excel_file import ExcelFile
from nnstudio.data.sources.idx_files import IdxFiles
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.data.sources.numpy_file import NumpyFile, with_test
from nnstudio.data.sources.parquet_file import ParquetFile
from nnstudio.data.sources.picture_table import PictureTable

_IDX = re.compile(r"idx\d|\.idx\b|ubyte", re.IGNORECASE)
_ENDINGS: dict[str, type[ExcelFile] | type[NumpyFile] | type[ParquetFile]] = {
    ".npz": NumpyFile,
    ".npy": NumpyFile,
    ".parquet": ParquetFile,
    ".pq": ParquetFile,
    ".xlsx": ExcelFile,
    ".ods": ExcelFile,
    # Refused in a sentence of their own, which says what to do.
    ".xlsm": ExcelFile,
    ".xlsb": ExcelFile,
    ".xls": ExcelFile,
}

PATTERNS = (
    "*.csv", "*.tsv", "*.tab", "*.txt", "*.xlsx", "*.ods", "*.parquet", "*.pq", "*.npz", "*.npy", "*idx3-ubyte*", "*.gz",
)  # fmt: skip
"""What a file dialog shows."""


def source_for(path: str | os.PathLike[str]) -> Source:
    """The source for a file or folder; what has no ending that tells more is taken for a table."""
    where = os.path.realpath(path)  # which leaves links that lead in a circle to the reading
    name = Path(where).name
    if os.path.isdir(where):  # noqa: PTH112  a name that is too long is no folder
        return ImageFolder(where)
    kind = _ENDINGS.get(Path(name).suffix.lower())
    if kind is NumpyFile:
        return with_test(Path(where))
    if kind is not None:
        return kind(where)
    if _IDX.search(name):
        return IdxFiles(str(Path(where).with_name(name.replace("labels-idx1", "images-idx3")))).with_test()
    return PictureTable(where) if lists_pictures(where) else CsvFile(where)
