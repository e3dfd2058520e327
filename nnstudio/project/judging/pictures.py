"""Pictures in files that a network has never seen, and of which nobody has said what they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from nnstudio.data.beside import Beside, RowNames
from nnstudio.data.class_samples import FILE
from nnstudio.data.pictures.picture_names import lists_pictures
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import ImageFiles, PictureTable
from nnstudio.data.tables import listed
from nnstudio.project.judging.arrays import ENDINGS
from nnstudio.project.judging.given import Rows, is_image
from nnstudio.project.judging.named_files import rows_of_files
from nnstudio.project.trained import Trained
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import ChildFailed, call

_SECONDS = 3600.0
_MEMORY = 8 << 30


class _Told(msgspec.Struct, frozen=True):
    """What the reading child says."""

    notes: tuple[Message, ...]


def are_pictures(path: str, trained: Trained) -> bool:
    """Whether something is a picture, a folder, or a table that names pictures, and the network was trained on picture files.

    Where columns belong to these, anything that is there is taken for such a table.
    """
    if not isinstance(trained.data.source, ImageFiles):
        return False
    if trained.preprocessor.picture:
        return os.path.exists(path)  # noqa: PTH110
    folder = os.path.isdir(path)  # noqa: PTH112
    return folder or is_image(path) or lists_pictures(path)


def pictures_of(
    path: str, trained: Trained, cancelled: Cancel | None = None, *, lenient: bool = False
) -> Rows:
    """Read a picture, all of a folder and its sub-folders, or those that a table names, in a child process.

    Parameters
    ----------
    path : str
    trained : Trained
    cancelled : callable, optional
    lenient : bool
        As of :func:`nnstudio.project.judging.given.rows_of`, for the columns of a table.

    Raises
    ------
    StudioError
        When none can be read; the text names the file.
    """
    source = trained.data.source
    assert isinstance(source, ImageFiles)
    known = trained.preprocessor
    height, width, channels = known.array_shape
    colour = "grey" if channels == 1 else "rgb"
    if known.picture:
        pictured_at(path, known)
    if not os.path.isdir(path) and not is_image(path):  # noqa: PTH112
        chosen = source.pictures if isinstance(source, PictureTable) else None  # another one may name masks
        named = PictureTable(path, pictures=chosen, size=(height, width), colour=colour, how=source.how)
        return rows_of_files(named.table(known.kinds, lenient=lenient, cancelled=cancelled), trained)
    request: dict[str, Any] = {"path": path, "size": [height, width], "colour": colour, "how": source.how}
    name = shown(Path(path).name) or shown(path)
    reply = call("read-loose", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled, about=name)  # fmt: skip
    try:
        notes = msgspec.convert(reply.header, _Told).notes
        names, images = RowNames.received(FILE, reply.arrays["names"]), reply.arrays["images"]
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    if images.shape != (len(names), height, width, channels):
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
    return Rows(known.transform(samples_of(images)), Beside((names,)), notes)


def pictured_at(path: str, preprocessor: Preprocessor) -> PictureTable:
    """A table that names pictures, for a network that was trained on pictures together with columns.

    Raises
    ------
    StudioError
        For what is none, such as a picture or a folder of them.
    """
    if os.path.isdir(path) or is_image(path) or path.lower().endswith(ENDINGS):  # noqa: PTH112
        raise StudioError(
            "{file}: the network was trained on pictures together with columns: give a table that names the pictures and has "
            "the columns {columns}",
            file=shown(path),
            columns=listed(tuple(preprocessor.kinds)),
        )
    return PictureTable(path)
