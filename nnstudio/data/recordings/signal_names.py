"""Recordings by the names of their files: which are read, what is said of others, and whether a folder holds such."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from nnstudio.data.dividing.part_folders import part_folders
from nnstudio.data.listed.file_names import FileKind, lists_files
from nnstudio.data.pictures.picture_names import ENDINGS as PICTURES
from nnstudio.system.messages import Message, StudioError, msg

SOUND = ".wav"
ARRAY = ".npy"
TEXTS = (".csv", ".tsv", ".tab", ".txt")
ENDINGS = (SOUND, ARRAY, *TEXTS)
"""Of the files that are read as recordings."""
UNREAD = (".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".aif", ".aiff", ".wma")
"""Of sounds that are not read, which is said."""
RECORDINGS = FileKind("recordings", ENDINGS, UNREAD, distinct=True)
"""What a table may name."""

_LOOKED_AT = 200
"""Files of each folder that tell what it holds; there may be a thousand folders of thousands."""


def is_recording(path: str) -> bool:
    """Whether a file is a recording, by its name."""
    return path.lower().endswith(ENDINGS)


def lists_recordings(path: str) -> bool:
    """Whether a text file is a table that names recordings, there or not, and no recording itself: that has numbers only."""
    return lists_files(path, RECORDINGS, gone=True)


def is_sound_or_array(path: str) -> bool:
    """Whether a file can be nothing but a recording, by its name: a text may tell about a picture beside it."""
    return path.lower().endswith((SOUND, ARRAY, *UNREAD))


def is_unread_sound(path: str) -> bool:
    """Whether a file is a sound of a kind that is not read, by its name."""
    return path.lower().endswith(UNREAD)


def holds_recordings(folder: str) -> bool:
    """Whether there are more recordings in the sub-folders of a folder than pictures; a text beside each picture is none.

    Where neither lies there, what lies deeper, and sounds and arrays in the folder itself, tell: it is refused in words that
    suit.
    """
    places = [place for _, root in part_folders(folder) for place in _places(root)] or _places(folder)
    deeper = (inner for place in places for inner in _places(place))
    for looked_at in (places, deeper):
        names = [name for place in looked_at for name in _files(place)]
        recordings = sum(is_recording(name) or is_unread_sound(name) for name in names)
        pictures = sum(map(_is_picture, names))
        if recordings or pictures:
            return recordings > pictures
    loose = list(_files(folder))
    return any(map(is_sound_or_array, loose)) and not any(map(_is_picture, loose))


def _is_picture(name: str) -> bool:
    return name.lower().endswith(PICTURES)


def _kinds_of(names: list[str]) -> str:
    """The endings that some files have."""
    return ", ".join(sorted({Path(name).suffix.lower() for name in names}))


def unread_told(names: list[str]) -> Message:
    """What is said of sounds that are not read, where others are."""
    text = "Sounds of kinds that are not read are left out: {count} ({kinds}); save them as WAV"
    return msg(text, count=len(names), kinds=_kinds_of(names))


def unread_only(folder: str, names: list[str]) -> StudioError:
    """What is said where there are no others."""
    text = "{folder}: its sounds are of kinds that are not read ({kinds}); save them as WAV"
    return StudioError(text, folder=folder, kinds=_kinds_of(names))


def _places(root: str) -> list[str]:
    with contextlib.suppress(OSError, ValueError), os.scandir(root) as found:
        return sorted(e.path for e in found if e.is_dir(follow_symlinks=False) and not e.name.startswith("."))
    return []


def _files(place: str) -> Iterator[str]:
    """Names of some files of a folder."""
    with contextlib.suppress(OSError, ValueError), os.scandir(place) as found:
        for entry in itertools.islice(found, _LOOKED_AT):
            if not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                yield entry.name
