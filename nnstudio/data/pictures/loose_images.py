"""Images of which nobody has said anything, taken apart in the child process: what a network is to answer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.class_folders import Refused, files_within
from nnstudio.data.pictures.image_reader import MOST_IMAGES, decoded, is_image, left_out
from nnstudio.data.pictures.unread_pictures import is_unread, unread_left_out, unread_only
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import Reporter


def read_loose(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read an image, or all of a folder and of its sub-folders, for :mod:`nnstudio.project.judging.pictures`.

    The request holds ``path``, ``size`` (height and width), ``colour`` and ``how``. The header of the answer holds
    ``notes``; its arrays are ``images``, shape (N, H, W, C), and ``names``, those of the files below the folder.
    """
    path = request["path"]
    name, folder = shown(Path(path).name) or shown(path), os.path.isdir(path)  # noqa: PTH112
    found = list(files_within(path, lambda entry: is_image(entry) or is_unread(entry))) if folder else []
    files = [entry.path for entry in found if is_image(entry)] if folder else [path]
    unread = [entry.name for entry in found if is_unread(entry)]
    if not files and unread:
        raise unread_only(name, unread)
    if not files:
        raise StudioError(
            "{folder}: there are no images in it or in its sub-folders (PNG, JPEG, TIFF, BMP, GIF or WebP)",
            folder=name,
        )
    if len(files) > MOST_IMAGES:
        raise StudioError(
            "{folder}: more than {most:,} images are more than fit here", folder=name, most=MOST_IMAGES
        )
    notes: list[Message] = []
    images, causes = decoded(files, name, request, notes, reporter)
    names = [shown(os.path.relpath(file, path)) if folder else name for file in files]
    refused = [Refused(names[i], cause) for i, cause in causes.items()]
    if len(refused) == len(files):
        raise StudioError(
            "{folder}: none of its {count} images can be read; the first is {file}: {cause}"
            if folder
            else "{file}: {cause}",
            folder=name,
            count=len(files),
            file=refused[0].name,
            cause=refused[0].cause,
        )
    if unread:
        notes.append(unread_left_out(unread))
    if refused:
        notes.append(left_out(refused))
    good = [i for i in range(len(files)) if i not in causes]
    return {"notes": notes}, {"images": images[good], "names": packed_lines(names[i] for i in good)}
