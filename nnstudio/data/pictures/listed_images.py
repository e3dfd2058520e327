"""Tables that name pictures, taken apart in the child process: the cells first, then the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.cells.cells import Cells, Described, settle_polars
from nnstudio.data.pictures.image_reader import MOST_IMAGES, Refused, decoded, left_out
from nnstudio.data.pictures.picture_names import (
    ENDINGS,
    Named,
    PictureFolder,
    are_names,
    joined,
    names_picture,
)
from nnstudio.data.pictures.shades import Pixels
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
_LOOKED_AT = 200
_LOOKED_UP = 20
"""Cells of a column that are looked for on the disk."""
_LONGEST = 60


def read_listed(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a table and the pictures it names for :class:`nnstudio.data.sources.picture_table.PictureTable`.

    The request holds ``path``, ``folder``, ``pictures`` (the column that names them, or None), ``size``, ``colour``, ``how``, ``kinds``, the columns of which it is known how they are read, and perhaps ``lenient``, as
    :class:`nnstudio.data.cells.cells.Cells` has it. The answer is that of :func:`nnstudio.data.readers.csv_reader.read_csv` for the other columns, with only the
    rows whose picture can be used, and ``pictures`` in its header. Its further arrays are ``images``, shape
    (N, H, W, C), ``files``, what the table calls each of them, and of every row of the table ``names`` and ``stamps``, which tell whether a picture has changed.
    """
    settle_polars()
    file = shown(Path(request["path"]).name) or shown(request["path"])
    folder = PictureFolder(request["folder"])
    table = _cells(request["path"], file, folder)
    names = table.layout.names
    place = _place_of_pictures(table, request["pictures"], file, folder)
    cells: list[str | None] = table.columns[place].to_list()
    if len(cells) > MOST_IMAGES:
        raise StudioError(
            "{file}: more than {most:,} pictures are more than fit here", file=file, most=MOST_IMAGES
        )
    reporter.progress(done=0.02)
    found = [folder.find(cell) for cell in cells]
    images, good, refused = _decoded(found, cells, table, file, request, reporter)
    notes = table.notes
    if not len(good):
        text = "{file}: none of its {count:,} pictures can be used; the first is {name}: {cause}"
        if not any(each.path for each in found):
            text = (
                "{file}: none of its {count:,} pictures can be used; the first is {name}: {cause}. Put them into the folder "
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
        notes.append(left_out(refused))
    rows = Cells(file, table.lines, table.layout.decimal, lenient=request.get("lenient", False))
    others = [i for i in range(len(names)) if i != place]

    def column(i: int, known: str | None) -> Described:
        name, texts = names[others[i]], table.columns[others[i]]
        described, values, reason = rows.column(name, texts, known, notes)
        if reason is not None and described.get("choices"):  # beside pictures nobody says that it holds some
            described, values, _ = rows.column(name, texts, "category", notes)
            described, reason = {**described, "choices": True}, None
        elif known is None and described.get("dates"):
            described, values, reason = rows.column(name, texts, "date", notes)
        return described, values[good], reason

    told = [names[i] for i in others]
    header, arrays = answer(told, column, request["kinds"], notes, lambda share: None, table.layout.format)
    header["pictures"] = names[place]
    stamps = np.array([each.stamp for each in found], np.int64).reshape(-1, 2)
    named = np.frombuffer(joined(cells), np.uint8)
    files = packed_lines(shown(cells[i] or "") for i in good)
    return header, {**arrays, "images": images, "stamps": stamps, "names": named, "files": files}


def _cells(path: str, file: str, folder: PictureFolder) -> CutTable:
    """All cells as text; a first row that names a picture is no header."""
    raw = read_limited(path, FILE_LIMIT)
    if not raw or raw.isspace():
        raise StudioError("{file}: the file is empty", file=file)
    data, encoding, notes = decode(file, raw, None)
    data, separator = separated(data, None, notes)
    records = scan(file, data, separator)
    first = cut(file, records, separator, rows=1).row(0)
    header = not any(names_picture(cell) or folder.find(cell).path for cell in first)
    request: dict[str, Any] = {"header": header, "decimal": None, "kinds": {}}
    layout = layout_of(file, records, request, separator, encoding, notes)
    frame = cut(file, records, separator).slice(layout.first)
    return CutTable(layout, list(frame), records.lines[layout.first :], notes)


def _place_of_pictures(table: CutTable, wanted: str | None, file: str, folder: PictureFolder) -> int:
    """Which column names the pictures: the one that was chosen, or the first whose cells mostly end as pictures do.

    Where there is none it is the first whose cells are names of pictures that are there, but for their endings.
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

    def ends_as_pictures(column: Any) -> bool:
        head = column.drop_nulls().head(_LOOKED_AT).to_list()
        return bool(head) and sum(map(names_picture, head)) * 2 > len(head)

    ending = [i for i, column in enumerate(table.columns) if ends_as_pictures(column)]
    if ending:
        first, *others = ending
        if others:  # a table whose masks come first is another matter
            table.notes.append(
                msg("The pictures of {column} are read; further columns that name pictures: {others}",
                    column=repr(names[first]), others=listed([names[i] for i in others]))
            )  # fmt: skip
        return first
    for i, column in enumerate(table.columns):
        head = column.drop_nulls().head(_LOOKED_UP).to_list()
        if head and are_names(head, lambda cell: bool(folder.find(cell).path)):
            return i
    raise StudioError(
        "{file}: no column names pictures; in one of {names} there must be paths that end in {endings}",
        file=file,
        names=listed(tuple(names)),
        endings=", ".join(ENDINGS),
    )


def _decoded(
    found: list[Named],
    cells: list[str | None],
    table: CutTable,
    file: str,
    request: dict[str, Any],
    reporter: Reporter,
) -> tuple[Pixels, NDArray[np.intp], list[Refused]]:
    """The pictures that can be used, their rows, and the others in the order of the table."""
    causes = {i: each.cause for i, each in enumerate(found) if each.cause is not None}
    there = np.array([i for i, each in enumerate(found) if each.cause is None], np.intp)
    images: Pixels = np.empty((0, 1, 1, 1), np.uint8)
    if len(there):
        images, bad = decoded([found[i].path for i in there], file, request, table.notes, reporter)
        causes |= {int(there[i]): cause for i, cause in bad.items()}
        if bad:
            good = np.ones(len(there), bool)
            good[list(bad)] = False
            images, there = images[good], there[good]
    refused = [Refused(_where(int(table.lines[i]), cells[i]), causes[i]) for i in sorted(causes)]
    return images, there, refused


def _where(line: int, cell: str | None) -> Message:
    """A row and the picture it names, for messages."""
    name = shown(cell or "")
    if not name:
        return msg("line {line}", line=line)
    return msg(
        "line {line}, {name}", line=line, name=name if len(name) <= _LONGEST else "…" + name[1 - _LONGEST :]
    )
