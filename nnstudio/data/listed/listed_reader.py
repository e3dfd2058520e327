"""Tables that name files, taken apart in the child process: the cells first, then the files."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.cells.cells import Cells, Described, settle_polars
from nnstudio.data.class_folders import Refused
from nnstudio.data.listed.file_names import FileKind, ListedFolder, Named, joined
from nnstudio.data.readers.csv_layout import CutTable, cut, layout_of
from nnstudio.data.readers.csv_start import separated
from nnstudio.data.readers.csv_text import decode, scan
from nnstudio.data.readers.table_answer import Answer, answer
from nnstudio.data.tables import listed
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import Reporter

FILE_LIMIT = 512 << 20
"""Most bytes of a table: so many rows have no more."""
MOST_FILES = 1_000_000
_LOOKED_AT = 200
_LOOKED_UP = 20
"""Cells of a column that are looked for on the disk."""
_LONGEST = 60


class ReadFiles(NamedTuple):
    """Files that were read, alike.

    Parameters
    ----------
    samples : array, shape (n, ...)
        Of those that can be used, in their order.
    causes : dict of int to Message
        Which files cannot be used, and why.
    told : mapping
        What the header of the answer says of them besides.
    """

    samples: NDArray[Any]
    causes: dict[int, Message]
    told: Mapping[str, Any] = {}


class Listed(NamedTuple):
    """How files of a kind are read that a table names.

    Parameters
    ----------
    kind : FileKind
    samples : str
        What the array with the samples is called.
    read : callable
        Takes the paths of files, what messages call their table, the request, a list that receives notes, and the
        reporter.
    left_out : callable
        What is said of some that cannot be used.
    others : tuple of str
        How names of files of another kind end, which stay aside where these are read.
    """

    kind: FileKind
    samples: str
    read: Callable[[Sequence[str], str, Mapping[str, Any], list[Message], Reporter], ReadFiles]
    left_out: Callable[[Sequence[Refused]], Message]
    others: tuple[str, ...] = ()


def read_listed(listed_files: Listed, request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a table and the files it names for :class:`nnstudio.data.sources.file_table.FileTable`.

    The request holds ``path``, ``folder``, ``column`` (the one that names the files, or None), ``kinds``, the columns of which it is known how they are read, what
    says how the files are read, and perhaps ``lenient``, as :class:`nnstudio.data.cells.cells.Cells` has it; with ``alone`` no file is read, and nothing but the columns is answered, of all rows. The answer is that of
    :func:`nnstudio.data.readers.csv_reader.read_csv` for the other columns, with only the rows whose file can be used, and ``column`` in its header. Its further
    arrays are the samples, ``files``, what the table calls each of them, and of every row of the table ``names`` and ``stamps``, which tell whether a file has changed.
    """
    settle_polars()
    file = shown(Path(request["path"]).name) or shown(request["path"])
    folder = ListedFolder(request["folder"], listed_files.kind)
    table = _cells(request["path"], file, folder)
    names = table.layout.names
    place = _place_of_files(table, request["column"], file, folder, listed_files.others)
    if request.get("alone"):
        return _columns(table, place, slice(None), file, request)
    cells: list[str | None] = table.columns[place].to_list()
    if len(cells) > MOST_FILES:
        raise StudioError(
            "{file}: more than {most:,} files are more than fit here", file=file, most=MOST_FILES
        )
    reporter.progress(done=0.02)
    found = [folder.find(cell) for cell in cells]
    read, good, refused = _read(found, cells, table, file, listed_files, request, reporter)
    notes = table.notes
    if not len(good):
        text = "{file}: none of its {count:,} files can be used; the first is {name}: {cause}"
        if not any(each.path for each in found):
            text = (
                "{file}: none of its {count:,} files can be used; the first is {name}: {cause}. Put them into the folder "
                "{folder}, or choose their folder in the data dialog"
            )
        raise StudioError(
            text,
            file=file,
            count=len(cells),
            name=refused[0].name,
            cause=refused[0].cause,
            folder=shown(Path(request["folder"]).name) or shown(request["folder"]),
        )
    if refused:
        notes.append(listed_files.left_out(refused))
    header, arrays = _columns(table, place, good, file, request)
    header |= {"column": names[place], **read.told}
    stamps = np.array([each.stamp for each in found], np.int64).reshape(-1, 2)
    named = np.frombuffer(joined(cells), np.uint8)
    files = packed_lines(shown(cells[i] or "") for i in good)
    return header, {
        **arrays,
        listed_files.samples: read.samples,
        "stamps": stamps,
        "names": named,
        "files": files,
    }


def _columns(
    table: CutTable, place: int, good: NDArray[np.intp] | slice, file: str, request: Mapping[str, Any]
) -> Answer:
    """The answer for the columns beside the one of the files, with the rows that can be used."""
    rows = Cells(file, table.lines, table.layout.decimal, lenient=request.get("lenient", False))
    names, notes = table.layout.names, table.notes
    others = [i for i in range(len(names)) if i != place]

    def column(i: int, known: str | None) -> Described:
        name, texts = names[others[i]], table.columns[others[i]]
        described, values, reason = rows.column(name, texts, known, notes)
        if reason is not None and described.get("choices"):  # beside files nobody says that it holds some
            described, values, _ = rows.column(name, texts, "category", notes)
            described, reason = {**described, "choices": True}, None
        elif known is None and described.get("dates"):
            described, values, reason = rows.column(name, texts, "date", notes)
        return described, values[good], reason

    told = [names[i] for i in others]
    return answer(told, column, request["kinds"], notes, lambda share: None, table.layout.format)


def _cells(path: str, file: str, folder: ListedFolder) -> CutTable:
    """All cells as text; a first row that names a file is no header."""
    raw = read_limited(path, FILE_LIMIT)
    if not raw or raw.isspace():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, None)
    data, separator = separated(data, None, notes)
    records = scan(file, data, separator)
    first, *below = cut(file, records, separator, rows=2).rows()
    header = not any(map(folder.kind.names, first)) and not _without_endings(folder, first, *below)
    request: dict[str, Any] = {"header": header, "decimal": None, "kinds": {}}
    layout = layout_of(file, records, request, separator, encoding, notes)
    frame = cut(file, records, separator).slice(layout.first)
    return CutTable(layout, list(frame), records.lines[layout.first :], notes)


def _without_endings(folder: ListedFolder, first: tuple[Any, ...], below: tuple[Any, ...] = ()) -> bool:
    """Whether a cell of the first row names a file, without its ending, and so does the one below it.

    Where files are tables, the one of a pulse may be called pulse.csv.
    """
    columns = itertools.zip_longest(first, below, fillvalue="") if below else zip(first, first, strict=True)
    return any(all(folder.find(cell).path for cell in column) for column in columns)


def _place_of_files(
    table: CutTable, wanted: str | None, file: str, folder: ListedFolder, others: tuple[str, ...]
) -> int:
    """Which column names the files: the one that was chosen, or the first whose cells mostly end as such files do.

    Where there is none it is the first whose cells are names of files that are there, but for their endings.
    """
    names = table.layout.names
    if wanted is not None:
        if wanted not in names:
            raise StudioError(
                "{file}: there is no column {column}; there are {names}",
                file=file,
                column=repr(wanted),
                names=listed(tuple(names)),
            )
        return names.index(wanted)

    def ending(endings: tuple[str, ...]) -> list[int]:
        heads = [column.drop_nulls().head(_LOOKED_AT).to_list() for column in table.columns]
        found = [sum(cell.lower().endswith(endings) for cell in head) for head in heads]
        return [i for i, head in enumerate(heads) if found[i] * 2 > len(head)]

    if named := ending(folder.kind.endings):
        first, further = named[0], sorted({*named[1:], *ending(others)})
        if further:  # a table whose masks come first is another matter
            table.notes.append(
                msg("The files of {column} are read; further columns that name files: {others}",
                    column=repr(names[first]), others=listed([names[i] for i in further]))
            )  # fmt: skip
        return first
    for i, column in enumerate(table.columns):
        head = column.drop_nulls().head(_LOOKED_UP).to_list()
        if head and folder.kind.are_names(head, lambda cell: bool(folder.find(cell).path)):
            return i
    raise StudioError(
        "{file}: no column names files; in one of {names} there must be paths that end in {endings}",
        file=file,
        names=listed(tuple(names)),
        endings=", ".join(folder.kind.read),
    )


def _read(
    found: list[Named],
    cells: list[str | None],
    table: CutTable,
    file: str,
    listed_files: Listed,
    request: dict[str, Any],
    reporter: Reporter,
) -> tuple[ReadFiles, NDArray[np.intp], list[Refused]]:
    """The files that can be used, their rows, and the others in the order of the table."""
    causes = {i: each.cause for i, each in enumerate(found) if each.cause is not None}
    there = np.array([i for i, each in enumerate(found) if each.cause is None], np.intp)
    read = ReadFiles(np.empty(0), {})
    if len(there):
        read = listed_files.read([found[i].path for i in there], file, request, table.notes, reporter)
        causes |= {int(there[i]): cause for i, cause in read.causes.items()}
        there = np.delete(there, list(read.causes))
    refused = [Refused(_where(int(table.lines[i]), cells[i]), causes[i]) for i in sorted(causes)]
    return read, there, refused


def _where(line: int, cell: str | None) -> Message:
    """A row and the file it names, for messages."""
    name = shown(cell or "")
    if not name:
        return msg("line {line}", line=line)
    return msg(
        "line {line}, {name}", line=line, name=name if len(name) <= _LONGEST else "…" + name[1 - _LONGEST :]
    )
