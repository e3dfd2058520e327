"""Recordings of which nobody has said anything, taken apart in the child process: what a network is to answer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.class_folders import files_within
from nnstudio.data.recordings.recording_reader import MOST_RECORDINGS, alike
from nnstudio.data.recordings.signal_names import is_recording, is_unread_sound, unread_only, unread_told
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import Reporter


def read_loose_recordings(
    request: dict[str, Any], reporter: Reporter
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a recording, or all of a folder and of its sub-folders, for :mod:`nnstudio.project.judging.recordings`.

    The request holds ``path`` and what :func:`nnstudio.data.recordings.recording_reader.alike` takes. The header of the answer holds ``notes``; its
    arrays are ``samples`` and ``names``, those of the files below the folder.
    """
    path = request["path"]
    name, folder = shown(Path(path).name) or shown(path), os.path.isdir(path)  # noqa: PTH112
    found = [entry.path for entry in files_within(path, _sounds)] if folder else [path]
    files = [each for each in found if not is_unread_sound(each)]
    unread = [each for each in found if is_unread_sound(each)]
    if not files and unread:
        raise unread_only(name, unread)
    if not files:
        raise StudioError(
            "{folder}: there are no recordings in it or in its sub-folders (WAV, CSV, TSV, TXT or NPY)",
            folder=name,
        )
    if len(files) > MOST_RECORDINGS:
        raise StudioError(
            "{folder}: more than {most:,} recordings are more than fit here",
            folder=name,
            most=MOST_RECORDINGS,
        )
    notes: list[Message] = []
    taken = alike(files, name, request, notes, reporter)
    if unread:
        notes.append(unread_told(unread))
    names = [shown(os.path.relpath(file, path)) if folder else name for file in files]
    good = [i for i in range(len(files)) if i not in taken.causes]
    return {"notes": notes}, {"samples": taken.samples, "names": packed_lines(names[i] for i in good)}


def _sounds(entry: os.DirEntry[str]) -> bool:
    return is_recording(entry.name) or is_unread_sound(entry.name)
