"""Files that are no tables, by their names and how they begin: they are refused by what they are."""

from __future__ import annotations

import codecs
from pathlib import PurePath

from nnstudio.data.pictures.picture_names import UNREAD
from nnstudio.system.messages import StudioError, msg

_NO_DATA = "{file}: this is {what}, not data; {can_be}"
_CAN_BE = msg(
    "data can be a table (CSV, TSV, Excel, OpenDocument, Parquet, SQLite, JSON), arrays (NumPy, IDX) or a folder of images or recordings"
)
_PROGRAM, _FILM, _SOUND = msg("the source text of a program"), msg("a film"), msg("a sound")
_IMAGE, _JSON, _DATABASE = msg("an image"), msg("JSON"), msg("a database")
_ENDINGS = {
    ".py": msg("a Python program"), ".pyw": msg("a Python program"), ".pyi": msg("a Python program"),
    ".ipynb": msg("a Jupyter notebook"),
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".cu", ".go", ".java", ".jl", ".js", ".kt", ".m"), _PROGRAM),
    **dict.fromkeys((".php", ".ps1", ".r", ".rb", ".rs", ".bat", ".scala", ".sh", ".swift", ".ts"), _PROGRAM),
    ".exe": msg("a program"), ".dll": msg("a part of a program"), ".so": msg("a part of a program"), ".whl": msg("a Python package"),
    ".css": msg("a style sheet"), ".toml": msg("a file of settings"), ".yaml": msg("a file of settings"), ".yml": msg("a file of settings"),
    ".docx": msg("a document of a word processor"), ".odt": msg("a document of a word processor"),
    ".pptx": msg("a presentation"), ".odp": msg("a presentation"),
    ".mat": msg("a MATLAB file"), ".sav": msg("an SPSS file"), ".dta": msg("a Stata file"), ".rds": msg("an R file"), ".rdata": msg("an R file"),
    **dict.fromkeys((".mp3", ".wav", ".flac", ".ogg"), _SOUND),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".webm"), _FILM),
}  # fmt: skip
"""What nobody calls a table. Other endings say nothing: tables are also called .dat, .data, .out, .log or nothing at all."""
_BINARY = (
    (b"PK\x03\x04", msg("a zip archive or an Excel workbook")),
    (b"\xd0\xcf\x11\xe0", msg("an old Excel workbook")),
    (b"\x1f\x8b", msg("a gzip archive")),
    (b"PAR1", msg("a Parquet file")),
    (b"ARROW1", msg("an Arrow file")),
    (b"FEA1", msg("a Feather file")),
    (b"SQLite format 3", _DATABASE),
    (b"%PDF", msg("a PDF document")),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"\x93NUMPY", msg("a NumPy array")),
    (b"\x89HDF", msg("an HDF5 file")),
    (b"7z\xbc\xaf", msg("a 7z archive")),
    (b"Rar!", msg("a RAR archive")),
    (b"\x80\x04\x95", msg("a pickle of Python, which is never opened")),
    (b"\x80\x05\x95", msg("a pickle of Python, which is never opened")),
)
_OTHER_TEXTS = (
    (b"<!doctype html", msg("a web page")),
    (b"<html", msg("a web page")),
    (b"<?xml", msg("an XML document")),
    (b"@relation", msg("an ARFF file")),
    (b'{"', _JSON),
    (b"[{", _JSON),
    (b"{\\rtf", msg("a document of a word processor")),
)
_POINTER = b"version https://git-lfs"


def refuse_by_name(file: str) -> None:
    """Refuse what nobody calls a table, whatever is in it.

    Raises
    ------
    StudioError
        With what the file is, and what to do.
    """
    if PurePath(file).suffix.lower() in UNREAD:
        raise StudioError("{file}: pictures of this kind are not read; save it as JPEG or PNG", file=file)
    if (known := _ENDINGS.get(PurePath(file).suffix.lower())) is not None:
        raise StudioError(_NO_DATA, file=file, what=known, can_be=_CAN_BE)


def refuse_others(file: str, data: bytes) -> None:
    """Refuse what is no text table.

    Parameters
    ----------
    file : str
        Its name.
    data : bytes
        Its beginning at least.

    Raises
    ------
    StudioError
        With what the file is, and what to do.
    """
    refuse_by_name(file)
    for magic, what in _BINARY:
        if data.startswith(magic):
            if what is _IMAGE:
                raise StudioError(_NO_DATA, file=file, what=what, can_be=_CAN_BE)
            if what is _DATABASE:
                raise StudioError(
                    "{file}: this is a database of SQLite; give its name the ending .sqlite", file=file
                )
            raise StudioError(
                "{file}: this is {what}, not a text table; save it as CSV first", file=file, what=what
            )
    begins = data[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for words, what in _OTHER_TEXTS:
        if begins.startswith(words):
            if what is _JSON:
                raise StudioError("{file}: this is JSON; give its name the ending .json", file=file)
            raise StudioError(
                "{file}: this is {what}, not a table; save it as CSV first", file=file, what=what
            )
    if begins.startswith(_POINTER):
        raise StudioError(
            "{file}: this only points to the data, which Git LFS has not fetched; run `git lfs pull`",
            file=file,
        )
