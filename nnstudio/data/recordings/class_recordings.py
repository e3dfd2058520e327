"""Folders of recordings taken apart in the child process: one sub-folder for each class."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import packed_lines
from nnstudio.data.class_folders import (
    MOST_CLASSES,
    ClassFiles,
    deeper_told,
    files_of_classes,
    links_told,
    parts_told,
)
from nnstudio.data.dividing.part_folders import part_folders
from nnstudio.data.pictures.picture_names import ENDINGS as PICTURES
from nnstudio.data.recordings.recording_reader import MOST_RECORDINGS, alike, channels_told
from nnstudio.data.recordings.signal_names import is_recording, is_unread_sound, unread_only, unread_told
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import Reporter


def read_recordings(
    request: dict[str, Any], reporter: Reporter
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a folder for :class:`nnstudio.data.sources.recording_folder.RecordingFolder`.

    The request holds ``path``, what :func:`nnstudio.data.recordings.recording_reader.alike` takes, and ``classes`` that count
    as further ones, whether or not there are recordings of them. The header of the answer holds ``classes``, ``rate``, ``along``, ``spectrogram`` and ``notes``; its arrays are ``samples``, ``labels``,
    ``names`` of the files below the folder and, where folders divide the recordings, ``parts``.
    """
    path = request["path"]
    folder = shown(Path(path).name) or shown(path)
    notes: list[Message] = []
    found = _found(path, folder, notes)
    taken = alike(found.files, folder, request, notes, reporter)
    if (named := channels_told(taken.along)) is not None:
        notes.append(named)
    good = np.ones(len(found.files), bool)
    good[list(taken.causes)] = False
    labels, parts = found.labels[good], found.parts[good]
    files = [file for i, file in enumerate(found.files) if good[i]]
    used = np.unique(labels)
    there = [found.classes[i] for i in used]
    classes = [*there, *(name for name in request["classes"] if name not in there)]
    if len(classes) < 2:
        raise StudioError(
            "{folder}: only the sub-folder {name} holds recordings; there must be one for each of two or more classes",
            folder=folder,
            name=repr(there[0]),
        )
    arrays: dict[str, NDArray[Any]] = {
        "samples": taken.samples,
        "labels": np.searchsorted(used, labels).astype(np.int32),
        "names": packed_lines(shown(os.path.relpath(file, path)) for file in files),
    }
    if part_folders(path):
        notes.append(msg("The folders divide the recordings: {parts}", parts=parts_told(parts)))
        arrays["parts"] = parts
    return {"classes": classes, "notes": notes, **taken.facts}, arrays


def _found(path: str, folder: str, notes: list[Message]) -> ClassFiles:
    """All recordings with their classes; what is left out is told."""

    def beside(entry: os.DirEntry[str]) -> bool:
        return is_unread_sound(entry.name) or entry.name.lower().endswith(PICTURES)

    found = files_of_classes(
        path, lambda entry: is_recording(entry.name), beside, MOST_RECORDINGS, MOST_CLASSES
    )
    if found.too_many:
        raise StudioError(
            "{folder}: more than {recordings:,} recordings or {classes:,} sub-folders are more than fit here",
            folder=folder,
            recordings=MOST_RECORDINGS,
            classes=MOST_CLASSES,
        )
    unread = [name for name in found.others if is_unread_sound(name)]
    if not found.files:
        raise _nothing(folder, unread, found)
    if found.links:
        notes.append(links_told(found.links))
    if found.loose:
        text = "Recordings outside of the sub-folders have no class and are left out: {count}"
        notes.append(msg(text, count=found.loose))
    if unread:
        notes.append(unread_told(unread))
    if pictures := len(found.others) - len(unread):
        notes.append(msg("Images beside the recordings are left out: {count}", count=pictures))
    if found.deeper:
        notes.append(deeper_told(found.deeper))
    return found


def _nothing(folder: str, unread: list[str], found: ClassFiles) -> StudioError:
    """Why there are no recordings, and what to do."""
    if unread:
        return unread_only(folder, unread)
    text = "{folder}: there are no recordings in its sub-folders (WAV, CSV, TSV, TXT or NPY)"
    if found.deeper:
        text = (
            "{folder}: its sub-folders hold folders, and no recordings; choose the folder right above the classes, or the one "
            "above train and test"
        )
    elif found.loose:
        text = "{folder}: its recordings are in no sub-folders; put those of each class into a folder of its name"
    return StudioError(text, folder=folder)
