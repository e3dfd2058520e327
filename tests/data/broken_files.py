"""Broken files of every kind that a source reads, each with the cause that its refusal must name.

Those that the tests of one source take apart are gathered from there; what concerns several sources stands here.
"""

from __future__ import annotations

import gzip
import os
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnstudio.data.source import Source
from nnstudio.data.sources import (
    CsvFile,
    ExcelFile,
    IdxFiles,
    ImageFolder,
    JsonFile,
    NumpyFile,
    ParquetFile,
    PictureTable,
    RecordingFolder,
    RecordingTable,
    SqliteFile,
)
from tests.data import (
    test_csv_broken,
    test_idx,
    test_images,
    test_json,
    test_numpy,
    test_picture_table,
    test_recordings,
    test_sqlite,
    test_table_files,
)
from tests.data.workbooks import xlsx

IMAGES, LABELS = test_idx.IMAGES, test_idx.LABELS
GOOD = "a,b,y\n" + "".join(f"{i},{i * 7 % 5},{'uv'[i % 2]}\n" for i in range(20))

KINDS = (
    "empty", "ragged", "quotes", "nul", "encoding", "header only", "infinite", "mixed types", "claims too much",
    "bomb", "pickle", "cut off", "image", "link", "not a file", "magic", "password", "macros", "one class",
    "vanished", "another kind of file", "separate files", "several targets",
)  # fmt: skip
"""What people's files are broken in; every one occurs."""


@dataclass(frozen=True)
class Broken:
    """A broken file.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`, or empty where it is one of its own.
    make : callable
        Writes it into a folder and returns the source that reads it.
    named : str
        The file or folder that the line must name.
    cause : str
        Words that the line must hold.
    plain : bool
        Whether the path alone leads to it, as on the command line.
    """

    kind: str
    make: Callable[[Path], Source]
    named: str
    cause: str
    plain: bool = field(default=True)


def _write(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def _file(kind: type[Any], name: str, data: str | bytes, **settings: Any) -> Callable[[Path], Source]:
    return lambda folder: kind(_write(folder, name, data), **settings)


# Gathered from the tests of each source ---------------------------------------------------------------------


_SORTS = {
    "empty": "empty", "blank": "empty", "nothing": "empty", "header only": "header only", "short row": "ragged",
    "long row": "ragged", "unclosed quote": "quotes", "closed too early": "quotes", "quote in a cell": "quotes",
    "nul": "nul", "utf-32 without a mark": "nul", "not utf-8": "encoding", "odd utf-16": "encoding",
    "too large": "infinite", "infinite": "infinite", "cut off": "cut off", "gzip cut off": "cut off",
    "array cut off": "cut off", "labels cut off": "cut off", "sheet cut off": "cut off",
    "claims terabytes": "claims too much", "claims everything": "claims too much", "gzip bomb": "bomb",
    "claims a gigabyte": "claims too much", "bomb": "bomb", "billion laughs": "bomb", "objects": "pickle",
    "another magic": "magic", "a picture": "magic", "password": "password", "macros": "macros",
    "macros of OpenDocument": "macros", "password of OpenDocument": "password", "one class": "one class",
    "zip": "cut off", "parquet": "another kind of file", "gzip": "cut off",
}  # fmt: skip


def _tables() -> Iterator[tuple[str, Broken]]:
    for name, (data, cause, settings) in test_csv_broken.BROKEN.items():
        made = _file(CsvFile, "data.csv", data, **settings)
        # Where the last column is no target, the command line proposes another one.
        plain = not settings and not name.endswith("target")
        yield f"csv: {name}", Broken(_SORTS.get(name, ""), made, "data.csv", cause, plain)
    for name, (make, cause) in test_table_files.WORKBOOKS.items():
        made = _file(ExcelFile, "t.xlsx", make())
        yield f"workbook: {name}", Broken(_SORTS.get(name, ""), made, "t.xlsx", cause)
    for name, (spoil, cause) in test_table_files.PARQUET.items():

        def parquet(folder: Path, spoil: Callable[[bytes], bytes] = spoil) -> Source:
            good = test_table_files.parquet(test_table_files.frame(), folder / "good")
            return ParquetFile(_write(folder, "t.parquet", spoil(good)))

        yield f"parquet: {name}", Broken(_SORTS.get(name, ""), parquet, "t.parquet", cause)


def _json() -> Iterator[tuple[str, Broken]]:
    for name, (text, cause) in test_json.BROKEN.items():
        yield f"json: {name}", Broken(_SORTS.get(name, ""), _file(JsonFile, "t.json", text), "t.json", cause)


def _databases() -> Iterator[tuple[str, Broken]]:
    for name, (spoil, cause) in test_sqlite.BROKEN.items():

        def spoilt(folder: Path, spoil: Callable[[bytes], bytes] = spoil) -> Source:
            path = test_sqlite.database(folder)
            path.write_bytes(spoil(path.read_bytes()))
            return SqliteFile(str(path))

        yield f"sqlite: {name}", Broken(_SORTS.get(name, ""), spoilt, "t.sqlite", cause)


def _arrays() -> Iterator[tuple[str, Broken]]:
    for name, (data, cause) in test_numpy.BROKEN.items():
        yield (f"npz: {name}", Broken(_SORTS.get(name, ""), _file(NumpyFile, "a.npz", data), "a.npz", cause))
    for name, (images, labels, cause) in test_idx.BROKEN.items():

        def pair(folder: Path, images: bytes | None = images, labels: bytes | None = labels) -> Source:
            _write(folder, LABELS, test_idx.idx(test_idx.DIGITS) if labels is None else labels)
            return IdxFiles(
                _write(folder, IMAGES, test_idx.idx(test_idx.PIXELS) if images is None else images)
            )

        yield f"idx: {name}", Broken(_SORTS.get(name, ""), pair, "ubyte", cause)


def _pictures() -> Iterator[tuple[str, Broken]]:
    for name, (files, cause) in test_images.FOLDERS.items():

        def folder(here: Path, files: dict[str, bytes] = files) -> Source:
            for file, data in files.items():
                _write(here, f"pets/{file}", data)
            return ImageFolder(str(here / "pets"))

        sort = {"nothing": "empty", "one class": "one class", "one good class": "one class"}.get(name, "")
        yield f"folder: {name}", Broken(sort, folder, "pets", cause)
    for name, (data, cause) in test_images.BAD.items():

        def only(here: Path, name: str = name, data: bytes = data) -> Source:
            _write(here, f"pets/cats/{name}", data)
            _write(here, f"pets/dogs/{name}", data)
            return ImageFolder(str(here / "pets"))

        yield f"image: {name}", Broken("image", only, "pets", f"{Path('cats', name)}: {cause}")


def _recordings() -> Iterator[tuple[str, Broken]]:
    for name, (files, cause) in test_recordings.FOLDERS.items():

        def folder(here: Path, files: dict[str, bytes] = files) -> Source:
            for file, data in files.items():
                _write(here, f"sounds/{file}", data)
            return RecordingFolder(str(here / "sounds"))

        yield (
            f"recordings: {name}",
            Broken("one class" if name == "one class" else "", folder, "sounds", cause),
        )
    for name, (data, cause) in test_recordings.BAD.items():

        def only(here: Path, name: str = name, data: bytes = data) -> Source:
            _write(here, f"sounds/a/{name}", data)
            _write(here, f"sounds/b/{name}", data)
            return RecordingFolder(str(here / "sounds"))

        yield f"recording: {name}", Broken("cut off" if "cut" in cause else "", only, "sounds", cause)


def _listed() -> Iterator[tuple[str, Broken]]:
    for name, (files, text, cause) in test_picture_table.TABLES.items():

        def table(here: Path, files: dict[str, bytes] = files, text: str = text) -> Source:
            for file, data in files.items():
                _write(here / "list", file, data)
            return PictureTable(_write(here, "list/labels.csv", text))

        # Where nothing tells that pictures are meant, the path alone is taken for a table.
        plain = name not in ("header only", "empty", "no pictures", "ragged")
        yield f"listed: {name}", Broken(_SORTS.get(name, ""), table, "labels.csv", cause, plain)
    for name, (data, cause) in test_recordings.BAD.items():

        def sounds(here: Path, name: str = name, data: bytes = data) -> Source:
            _write(here, f"list/{name}", data)
            return RecordingTable(_write(here, "list/labels.csv", f"file,pulse\n{name},60.5\n{name},61\n"))

        sort = "cut off" if "cut" in cause else ""
        yield f"listed recording: {name}", Broken(sort, sounds, "labels.csv", cause, plain=True)


# What concerns several sources ------------------------------------------------------------------------------


_NAMES: dict[str, tuple[type[Any], str]] = {
    "csv": (CsvFile, "t.csv"), "workbook": (ExcelFile, "t.xlsx"), "parquet": (ParquetFile, "t.parquet"),
    "json": (JsonFile, "t.json"), "sqlite": (SqliteFile, "t.sqlite"),
    "npz": (NumpyFile, "t.npz"), "idx": (IdxFiles, IMAGES), "folder": (ImageFolder, "pets"),
    "listed": (PictureTable, "labels.csv"), "listed sounds": (RecordingTable, "sounds.csv"),
}  # fmt: skip


def _dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _circle(path: Path) -> None:
    path.symlink_to(path)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


_PLACES: dict[str, tuple[str, Callable[[Path], Any], str]] = {
    "nothing there": ("vanished", lambda path: None, "there is no such file"),
    "a link to nowhere": ("link", _dangling, "there is no such file"),
    "a link in a circle": ("link", _circle, "link"),
    "a folder": ("not a file", Path.mkdir, "it is not a file"),
    "a pipe that nobody writes to": ("not a file", _pipe, "it is not a file"),
}


if os.name == "nt":  # where few may make links, and nobody such pipes
    _PLACES = {name: place for name, place in _PLACES.items() if place[1] not in (_dangling, _circle, _pipe)}
    KINDS = tuple(kind for kind in KINDS if kind != "link")


def _places() -> Iterator[tuple[str, Broken]]:
    for sort, (source, name) in _NAMES.items():
        for place, (kind, put, cause) in _PLACES.items():
            if source is ImageFolder and kind != "vanished":
                continue

            def make(
                folder: Path, source: type[Any] = source, name: str = name, put: Callable[[Path], Any] = put
            ) -> Source:
                _write(folder, LABELS, test_idx.idx(test_idx.DIGITS))
                put(folder / name)
                return source(str(folder / name))

            yield f"{sort}: {place}", Broken(kind, make, name, cause, plain=False)


_OTHERS: dict[str, tuple[bytes, str]] = {
    "a web page": (b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n", "a web page, not a table"),
    "an XML document": (b'<?xml version="1.0"?>\n<rows><row a="1"/></rows>\n', "an XML document"),
    "JSON": (b'[{"a": 1, "y": 2},\n {"a": 3, "y": 4}]\n', "this is JSON; give its name the ending .json"),
    "lines of JSON behind a mark": (
        b'\xef\xbb\xbf{"a": 1}\n{"a": 2}\n',
        "this is JSON; give its name the ending .json",
    ),
    "a letter": (b"{\\rtf1\\ansi a,b\\par 1,2}", "a document of a word processor"),
    "a PDF document": (b"%PDF-1.7\n1 0 obj\n", "a PDF document"),
    "an ARFF file": (
        b"@RELATION x\n@ATTRIBUTE a NUMERIC\n@ATTRIBUTE y {u,v}\n@DATA\n1,u\n2,v\n",
        "an ARFF file",
    ),
    "an Arrow file": (b"ARROW1\0\0" + bytes(60), "an Arrow file"),
    "a Feather file": (b"FEA1" + bytes(60), "a Feather file"),
    "an array": (b"\x93NUMPY\x01\0v\0{}", "a NumPy array"),
    "HDF5": (b"\x89HDF\r\n\x1a\n" + bytes(60), "an HDF5 file"),
    "a pickle": (pickle.dumps({"a": [1, 2]}, 4), "a pickle of Python, which is never opened"),
    "a newer pickle": (pickle.dumps({"a": [1, 2]}, 5), "a pickle of Python, which is never opened"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "git lfs pull"),
    "a packed PDF document": (gzip.compress(b"%PDF-1.7\n1 0 obj\n"), "a PDF document"),
}


_NAMED: dict[str, tuple[bytes, str]] = {
    "train.py": (
        b"import numpy as np\n\nx, y = 1, 2\nprint(x, y)\n",
        "a Python program, not data; data can be a",
    ),
    "tour.IPYNB": (b'{\n "cells": []\n}\n', "a Jupyter notebook, not data; data can be a table (CSV"),
    "notes.docx": (b"PK\x03\x04" + bytes(60), "a document of a word processor, not data"),
}


def _others() -> Iterator[tuple[str, Broken]]:
    for name, (data, cause) in _OTHERS.items():
        kind = "pickle" if "pickle" in name else "another kind of file"
        yield f"csv: {name}", Broken(kind, _file(CsvFile, "t.csv", data), "t.csv", cause)
    for name, (data, cause) in _NAMED.items():
        yield f"csv: {name}", Broken("another kind of file", _file(CsvFile, name, data), name, cause)
    for name, data, cause in (
        ("macros by its ending", xlsx(test_table_files.TABLE, {"xl/vbaProject.bin": b"x"}), "macros"),
        ("a table by another name", GOOD.encode(), "it is no workbook"),
    ):
        yield (f"workbook: {name}", Broken("macros", _file(ExcelFile, "t.xlsm", data), "t.xlsm", cause))
    yield (
        "npz: a pickle by another name",
        Broken("pickle", _file(NumpyFile, "t.npz", pickle.dumps([1], 4)), "t.npz", "not a NumPy archive"),
    )


_MIXED = "a,b,y\n1,2,u\nred,3,v\n4,5,u\n"
_TARGETS = "a,n,c,d,y\n" + "".join(
    f"{i * 1.5},{i * 7 % 11},{'pqr'[i % 3]},2024-01-{i + 1:02},{'uv'[i % 2]}\n" for i in range(20)
)


def _uses() -> Iterator[tuple[str, Broken]]:
    """What is asked of the columns does not go with what they hold."""
    for name, data, settings, cause in (
        ("a text among numbers", _MIXED, {"numbers": ("a",)}, "line 3, column 'a': 'red' is not a number"),
        ("a text among dates", _MIXED, {"dates": ("a",)}, "line 2, column 'a': '1' is not a date"),
    ):
        made = _file(CsvFile, "data.csv", data, **settings)
        yield f"csv: {name}", Broken("mixed types", made, "data.csv", cause, plain=False)
    for targets, task, cause in (
        (("n", "d"), None, "column 'd' holds dates, which are not predicted"),
        (("a", "n", "c"), "regression", "column 'c' holds texts, and a regression needs numbers"),
        (("a", "none"), None, "there is no column 'none'"),
        (("a", "n", "c", "d", "y"), None, "every column is to be predicted"),
    ):

        def several(folder: Path, targets: tuple[str, ...] = targets, task: str | None = task) -> Source:
            source = CsvFile(_write(folder, "data.csv", _TARGETS), task=task, dates=("d",))
            return source.predicting(*targets)

        yield (
            f"csv: {' and '.join(targets)} {task or ''}",
            Broken("several targets", several, "data.csv", cause, plain=False),
        )


_SECOND: dict[str, tuple[str | bytes | None, str]] = {
    "is not there": (None, "there is no such file"),
    "is empty": (b"", "second.csv: the file is empty"),
    "has a header only": ("a,b,y\n", "second.csv: there is a header, but no rows"),
    "has other columns": ("a,c,y\n1,2,u\n3,4,v\n", "missing: 'b'"),
    "has one column less": ("a,y\n1,u\n3,v\n", "missing: 'b'; only here: none"),
    "has a text among numbers": (
        "a,b,y\n1,2,u\nx,4,v\n",
        "second.csv, line 3, column 'a': 'x' is not a number",
    ),
    "has a short row": ("a,b,y\n1,2,u\n3,4\n", "second.csv, line 3: 2 cells where line 1 has 3"),
    "is a workbook": (xlsx({"S": (("a", "b", "y"), (1, 2, "u"))}), "second.csv: this is a zip archive"),
}


def _separate() -> Iterator[tuple[str, Broken]]:
    for part in ("validation", "test"):
        for name, (data, cause) in _SECOND.items():

            def make(folder: Path, part: str = part, data: str | bytes | None = data) -> Source:
                second = str(folder / "second.csv") if data is None else _write(folder, "second.csv", data)
                return CsvFile(_write(folder, "data.csv", GOOD), **{f"{part}_path": second})

            yield f"{part} file: {name}", Broken("separate files", make, "second.csv", cause, plain=False)


BROKEN: dict[str, Broken] = {
    name: case
    for gather in (
        _tables,
        _json,
        _databases,
        _arrays,
        _pictures,
        _listed,
        _recordings,
        _places,
        _others,
        _uses,
        _separate,
    )
    for name, case in gather()
}
"""All of them, by the source and what is broken."""
