"""Something new for a trained network: a row that was typed, a table or an image from a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnstudio.data.beside import NAMES, Beside, of_columns
from nnstudio.data.cells.dates import moment
from nnstudio.data.cells.dress import PLAIN, named, number
from nnstudio.data.columns.earlier_columns import kinds_to_read, newest_row, seeing_earlier
from nnstudio.data.dataset import Column
from nnstudio.data.pictures.picture_names import ENDINGS
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.preparing.column_scaling import ColumnScaling
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.raw import Mixed
from nnstudio.data.preparing.strange import strange_in, strange_told
from nnstudio.data.sources import ImageFiles, table_at
from nnstudio.data.tables import Table
from nnstudio.project.judging.drawn import Hand
from nnstudio.project.judging.listing import columns_of_rows
from nnstudio.project.trained import Trained
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import ChildFailed, call

_SECONDS = 60.0
_MEMORY = 2 << 30


class Rows(NamedTuple):
    """Rows of a file, prepared as the training data was.

    Parameters
    ----------
    x : array of float32, shape (m, *sample_shape)
    beside : Beside
        What goes along with them.
    notes : tuple of Message
        What was left out of the file, counts as missing, or is not known.
    newest : int, optional
        Which of them is the newest, where rows follow one another.
    short : tuple of Message
        What is said of those with fewer rows before them than are seen.
    """

    x: Host
    beside: Beside
    notes: tuple[Message, ...] = ()
    newest: int | None = None
    short: tuple[Message, ...] = ()


Typed = Mapping[str, float | str | None]
"""A number or the name of a category for each column; dates, and numbers in dress, as texts. None, or none at all, is missing."""


def typed_row(preprocessor: Preprocessor, values: Typed) -> Host:
    """A row that was typed, prepared as the training data was.

    Parameters
    ----------
    preprocessor : Preprocessor
        Of rows, or of pictures with columns.
    values : mapping

    Returns
    -------
    array of float32, shape (1, features)
    """
    if not preprocessor.columns:
        given = (values[column.name] for column in columns_of_rows(preprocessor))
        numbers = [float(value) for value in given if value is not None]
        return preprocessor.transform(np.array([numbers]))
    return preprocessor.transform_columns(typed_columns(preprocessor, values))


def typed_columns(preprocessor: Preprocessor, values: Typed) -> tuple[Column, ...]:
    """What was typed as columns of one row; parameters as above."""
    columns = []
    for column in preprocessor.columns:
        value = values.get(column.name)
        if column.kind == "number":
            columns.append(Column.number(column.name, [_number(column, value)]))
        elif column.kind == "date":
            columns.append(Column(column.name, "date", np.array([_moment(column, value)])))
        else:
            columns.append(Column.category(column.name, [None if value is None else str(value)]))
    return tuple(columns)


def _number(column: ColumnScaling, value: float | str | None) -> float:
    if value is None:
        return np.nan
    dress = named(column.dress)
    found = number(value.strip(), dress) if dress is not None and isinstance(value, str) else float(value)
    if found is None:
        raise StudioError(
            "Column {name}: {value} is not a number written like {specimen}",
            name=repr(column.name),
            value=repr(value)[:40],
            specimen=column.dress,
        )
    return found


def _moment(column: ColumnScaling, value: float | str | None) -> float:
    if value is None:
        return np.nan
    text = str(value)
    found = moment(text.strip(), column.day_first)
    if found is None:
        raise StudioError(
            "Column {name}: {value} is not a date; write it as 2024-12-31",
            name=repr(column.name),
            value=repr(text)[:40],
        )
    return found


def table_for(path: str, preprocessor: Preprocessor, cancelled: Cancel | None, *, lenient: bool) -> Table:
    """Read the rows of a file that a network is to answer, and what tells them apart where the file has it.

    Raises
    ------
    StudioError
        When it cannot be read, or lacks a column.
    """
    source = table_at(path)
    kinds = {**dict.fromkeys(preprocessor.identifiers, NAMES), **kinds_to_read(preprocessor)}
    table = seeing_earlier(source.table(kinds, lenient=lenient, cancelled=cancelled), preprocessor)
    if not preprocessor.kinds and table.skipped:
        # A network for arrays needs every column, also one in which all values of this file are the same.
        answers = {each.name for each in preprocessor.scaled_targets}
        inputs = [name for name in table.names if name not in answers]
        table = source.table(dict.fromkeys(inputs, PLAIN), lenient=lenient, cancelled=cancelled)
    return table


def rows_of(
    path: str, preprocessor: Preprocessor, cancelled: Cancel | None = None, *, lenient: bool = False
) -> Rows:
    """Read the rows of a file and prepare them as the training data was.

    Parameters
    ----------
    path : str
    preprocessor : Preprocessor
    cancelled : callable, optional
    lenient : bool
        Whether cells that do not suit the kind of their column count as missing; else they are refused.

    Raises
    ------
    StudioError
        As :func:`table_for`, or when a value does not suit; the text names the file.
    """
    table = table_for(path, preprocessor, cancelled, lenient=lenient)
    try:
        preprocessor.require_columns(
            table.names
        )  # those of no use as well: they are what a person sees in the file
        x = preprocessor.transform(table.columns)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=table.name, cause=error.message) from None
    inputs = tuple(column for column in table.columns if column.name in preprocessor.kinds)
    names = of_columns(table.apart, preprocessor.identifiers, table.columns)
    strange = strange_in(preprocessor.columns, inputs)
    notes = (*table.notes, *strange_told(preprocessor.columns, strange))
    earlier = preprocessor.earlier
    if earlier is None:
        return Rows(x, Beside.of(names, inputs, strange), notes)
    newest = newest_row(table, earlier) if len(x) else None
    return Rows(x, Beside.of(names, inputs, strange, earlier.series), notes, newest, table.short)


def is_image(path: str) -> bool:
    """Whether a file is an image, by its name."""
    return os.path.splitext(path)[1].lower() in ENDINGS  # noqa: PTH122  a name may be anything


def image_sample(
    path: str,
    trained: Trained,
    hand: Hand | None,
    cancelled: Cancel | None,
    columns: tuple[Column, ...] = (),
) -> Host:
    """Read an image in a child process and prepare it as the training pictures were.

    Where the pictures of the training were image files, it is read as they were. For other pictures the shades are
    stretched to those of the data; dark on light becomes light on dark where the data is so.

    Parameters
    ----------
    path : str
    trained : Trained
        Of a network for pictures.
    hand : Hand, optional
        How the data's pictures are drawn; None for image files.
    cancelled : callable, optional
    columns : tuple of Column
        What belongs to it, of one row; empty where the network sees pictures only.

    Returns
    -------
    array of float32, shape (1, *sample_shape)

    Raises
    ------
    StudioError
        When it cannot be read; the text names the file.
    """
    preprocessor = trained.preprocessor
    height, width, channels = preprocessor.array_shape
    source = trained.data.source
    how = source.how if isinstance(source, ImageFiles) else "pad" if hand is None else "stretch"
    request = {"path": path, "size": [height, width], "channels": 1 if channels == 1 else 3, "how": how}
    name = shown(Path(path).name)
    reply = call(
        "read-image", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled, about=name
    )
    image = reply.arrays.get("image")
    if image is None or image.shape != (height, width, channels):
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
    pixels = samples_of(image)
    if hand is not None and not isinstance(source, ImageFiles):
        share = pixels / 255
        edge = np.concatenate([share[0], share[-1], share[:, 0], share[:, -1]])
        paper_is_light = bool(np.median(edge) > 0.5)
        ink = 1 - share if paper_is_light else share
        pixels = (hand.ground + ink * (hand.ink - hand.ground)).astype(np.float32)
    return preprocessor.transform(Mixed(pixels[None], columns))
