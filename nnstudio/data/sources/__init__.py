"""Every source of data the program knows; each is imported by name, so that a frozen build finds it."""

from nnstudio.data.source import SOURCES, Source
from nnstudio.data.sources.bundled import Bundled, BundledFacts, bundled_sets
from nnstudio.data.sources.csv_file import CsvFile
from nnstudio.data.sources.excel_file import ExcelFile
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.sources.for_file import file_table_at, source_for, table_at
from nnstudio.data.sources.generated import Generated
from nnstudio.data.sources.idx_files import IdxFiles
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.data.sources.json_file import JsonFile
from nnstudio.data.sources.numpy_file import NumpyFile
from nnstudio.data.sources.parquet_file import ParquetFile
from nnstudio.data.sources.picture_table import PictureTable
from nnstudio.data.sources.recording_folder import RecordingFolder
from nnstudio.data.sources.recording_table import RecordingTable
from nnstudio.data.sources.sqlite_file import SqliteFile
from nnstudio.data.table_source import TableSource

ImageFiles = ImageFolder | PictureTable
"""Sources of pictures in files of their own, which are read with a size, a colour and a way for other proportions."""
RecordingFiles = RecordingFolder | RecordingTable
"""Sources of recordings in files of their own, which are read with a length, a rate, a number of channels and a way for other lengths."""

__all__ = [
    "SOURCES",
    "Bundled",
    "BundledFacts",
    "CsvFile",
    "ExcelFile",
    "FileTable",
    "Generated",
    "IdxFiles",
    "ImageFiles",
    "ImageFolder",
    "JsonFile",
    "NumpyFile",
    "ParquetFile",
    "PictureTable",
    "RecordingFiles",
    "RecordingFolder",
    "RecordingTable",
    "Source",
    "SqliteFile",
    "TableSource",
    "bundled_sets",
    "file_table_at",
    "source_for",
    "table_at",
]
