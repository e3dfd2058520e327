"""Recordings of which nobody has said anything, taken apart in the child process: what a network is to answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.class_folders import entries
from nnstudio.data.recordings.recording_reader import MOST_RECORDINGS, alike, unread_only, unread_told
from nnstudio.data.recordings.signal_names import is_recording, is_unread_sound
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import Reporter


def read_loose_recordings(
    request: dict[str, Any], reporter: Reporter
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a recording, or all of a folder and of its sub-folders, for :mod:`nnstudio.project.judging.recordings`.

    The request holds ``path``, ``length``, ``rate``, ``channels``, ``how`` and ``names``. The header of the answer holds ``notes``; its
    arrays are ``samples``, shape (N, length, channels), and ``names``, those of the files below the folder.
    """
    path = request["path"]
    name, folder = shown(Path(path).name) or shown(path), os.path.isdir(path)  # noqa: PTH112
    found = [entry.path for entry in _sounding(path)] if folder else [path]
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


def _sounding(folder: str) -> Iterator[os.DirEntry[str]]:
    """The recordings of a folder, then those of its sub-folders, of kinds that are read or not; links are not followed."""
    inner = []
    for entry in entries(folder):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            inner.append(entry.path)
        elif is_recording(entry.name) or is_unread_sound(entry.name):
            yield entry
    for path in inner:
        yield from (
            entry
            for entry in entries(path)
            if not entry.name.startswith(".")
            and entry.is_file(follow_symlinks=False)
            and (is_recording(entry.name) or is_unread_sound(entry.name))
        )
