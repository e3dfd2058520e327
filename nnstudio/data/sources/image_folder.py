"""Folders of images, with one sub-folder for each class."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np

from nnstudio.data import cache
from nnstudio.data.beside import RowNames
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.part_folders import PARTS, part_folders
from nnstudio.data.shades import samples_of
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.data.spelled_alike import counted_as_one, told
from nnstudio.nn.fields import Field, Pair
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import ChildFailed, call

_SECONDS = 3600.0
"""A million images take a while, and Cancel works all the time."""
_MEMORY = 8 << 30
_MOST_WATCHED = 1000
FILE = "file"
"""What the names of the images are called beside their answers."""
_WORTH_KEEPING = 500
"""Fewer images are decoded again as quickly as they are found in the cache."""


Size = Annotated[
    Pair | None,
    Field("Height and width that every image is brought to.", minimum=1, maximum=1024, unit="pixels",
          empty="auto"),
]  # fmt: skip
Colour = Annotated[
    str | None,
    Field("Whether colours are kept.", choices=("grey", "rgb"),
          choice_help=("One number for each pixel.", "Red, green and blue for each pixel."),
          empty="auto"),
]  # fmt: skip
Proportions = Annotated[
    str,
    Field("What happens to an image of other proportions.", choices=("crop", "pad", "stretch"),
          choice_help=("Its middle fills the size, and borders are cut off.",
                       "It is seen whole, with black bars beside it.",
                       "It is pressed into the size."),
          label="Other proportions"),
]  # fmt: skip
"""Settings of every source of image files."""


class _Answer(msgspec.Struct, frozen=True):
    """What the reading child says."""

    classes: tuple[str, ...]
    notes: tuple[Message, ...]


class _Kept(_Answer, frozen=True):
    """What the cache notes beside the images."""

    fingerprint: str
    spellings: tuple[tuple[str, str], ...] = ()


@SOURCES.register
class ImageFolder(Source, frozen=True):
    """Images whose class is the name of the sub-folder they lie in: PNG, JPEG, TIFF, BMP, GIF or WebP.

    Those sub-folders may lie in others that are called train, validation and test.
    """

    path: Annotated[
        str, Field("The folder that has a sub-folder for each class.", kind="path", label="Folder")
    ]
    size: Size = None
    colour: Colour = None
    how: Proportions = "crop"
    alike: Annotated[
        bool,
        Field(
            "Whether folders whose names differ only in capitals or blanks hold one class.",
            label="Count spellings as one",
        ),
    ] = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The folder and its sub-folders: they change when images come or go."""
        roots = [root for _, root in part_folders(self.path)]
        inner: list[str] = []
        for root in roots or [self.path]:
            with contextlib.suppress(OSError, ValueError), os.scandir(root) as entries:
                inner += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        return self.path, *roots, *sorted(inner[:_MOST_WATCHED])

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The parts that have a folder of their own."""
        return tuple(dict.fromkeys(PARTS[part] for part, _ in part_folders(self.path) if part))

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read all images in a child process; one that is damaged is left out and named in a note.

        What was decoded is kept in the cache, and found there as long as no file changes.
        """
        name = shown(Path(self.path).name) or shown(self.path)
        files = _listing(self.path)
        key = cache.key_of("pictures", self.path, self.size, self.colour, self.how, self.alike, files)
        known = _found(key, name)
        if known is not None:
            return known
        request = {"path": self.path, "size": self.size, "colour": self.colour, "how": self.how}
        reply = call("read-images", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        try:
            answer = msgspec.convert(reply.header, _Answer)
            images, labels = reply.arrays["images"], reply.arrays["labels"]
            parts, packed = reply.arrays.get("parts"), reply.arrays["names"]
            names = RowNames.received(FILE, packed)
        except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
        target, notes = Column("class", "category", labels, answer.classes), answer.notes
        if self.alike:
            target = counted_as_one(target)
            labels = target.values
            notes += (told(target),) if target.spellings else ()
        if len(target.categories) < 2:
            raise StudioError(
                "{folder}: the names of its sub-folders differ only in capitals or blanks; as one class there is nothing "
                "to tell apart",
                folder=name,
            )
        samples = samples_of(images)
        dataset = Dataset(name, samples, target, notes, parts=parts, names=(names,))
        if len(dataset) >= _WORTH_KEEPING and files == _listing(self.path):
            facts = {
                "classes": target.categories,
                "spellings": target.spellings,
                "notes": msgspec.to_builtins(notes),
                "fingerprint": dataset.fingerprint,
            }
            kept = {"samples": samples, "labels": labels, "names": packed}
            cache.keep(key, kept | ({} if parts is None else {"parts": parts}), facts)
        return dataset


def _listing(path: str) -> list[tuple[str, int, int]]:
    """Name, size and time of change of every file that may be one of the images; empty where they cannot be listed."""
    found: list[tuple[str, int, int]] = []
    for _, root in part_folders(path):
        found += [(f"{shown(Path(root).name)}/{name}", size, time) for name, size, time in _listing(root)]
    with contextlib.suppress(OSError, ValueError), os.scandir(path) as folders:
        for folder in sorted(folders, key=lambda entry: entry.name):
            if folder.is_dir(follow_symlinks=False):
                with os.scandir(folder.path) as files:
                    for file in sorted(files, key=lambda entry: entry.name):
                        facts = file.stat(follow_symlinks=False)
                        name = f"{shown(folder.name)}/{shown(file.name)}"
                        found.append((name, facts.st_size, facts.st_mtime_ns))
            else:
                found.append((shown(folder.name), -1, 0))
    return found


def _found(key: str, name: str) -> Dataset | None:
    """The images as the cache has them, or None."""
    entry = cache.find(key)
    if entry is None:
        return None
    try:
        kept = msgspec.convert(entry.facts, _Kept)
        samples, labels = entry.arrays["samples"], entry.arrays["labels"]
        if samples.dtype != np.float32 or samples.ndim != 4 or len(samples) != len(labels):
            return None
        target = Column("class", "category", labels, kept.classes, spellings=kept.spellings)
        names = RowNames.received(FILE, entry.arrays["names"])
        if len(names) != len(labels):
            return None
        return Dataset.kept(
            name,
            samples,
            target,
            kept.notes,
            kept.fingerprint,
            parts=entry.arrays.get("parts"),
            names=(names,),
        )
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError, StudioError):
        return None
