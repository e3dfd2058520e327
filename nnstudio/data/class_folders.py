"""Folders with one sub-folder for each class: which of their files are samples, and of which class and part each is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dividing.part_folders import PARTS, part_folders
from nnstudio.system.file_errors import file_error, shown
from nnstudio.system.messages import Message, joined, msg

MOST_CLASSES = 1_000

Wanted = Callable[["os.DirEntry[str]"], bool]


class ClassFiles(NamedTuple):
    """What lies in the sub-folders.

    Parameters
    ----------
    files : list of str
        Paths of all samples.
    labels : ndarray of int32, shape (N,)
        The number of the class of each.
    classes : list of str
        The names of the classes.
    parts : ndarray of int8, shape (N,)
        Where folders divide them: 0 for training, 1 for validation, 2 for the test.
    others : list of str
        Names of files that are looked for as well, to be told.
    links, loose, deeper : int
        Links that are not followed, samples that lie in no sub-folder, and folders in those.
    too_many : bool
        Whether there are more than allowed; what was found until then is here.
    """

    files: list[str]
    labels: NDArray[np.int32]
    classes: list[str]
    parts: NDArray[np.int8]
    others: list[str]
    links: int
    loose: int
    deeper: int
    too_many: bool


class Refused(NamedTuple):
    """A file that cannot be used, and why."""

    name: str | Message
    cause: Message


def files_of_classes(path: str, wanted: Wanted, also: Wanted, most: int, classes: int) -> ClassFiles:
    """Find all samples of a folder; hidden ones do not count.

    Parameters
    ----------
    path : str
    wanted, also : callable
        Whether a file is a sample, or one of the others, by its name.
    most, classes : int
        Samples and sub-folders that are allowed.

    Raises
    ------
    StudioError
        When a folder cannot be read.
    """
    files: list[str] = []
    names: list[str] = []
    parts: list[int] = []
    known: set[str] = set()
    others: list[str] = []
    links = loose = deeper = 0
    too_many = False
    roots = part_folders(path)
    loose += sum(wanted(entry) for entry in entries(path)) if roots else 0
    for part, entry in ((part, entry) for part, root in roots or [(0, path)] for entry in entries(root)):
        if entry.is_symlink():
            links += 1
        elif not entry.is_dir(follow_symlinks=False):
            loose += wanted(entry)
        elif not entry.name.startswith("."):
            before = len(files)
            for file in entries(entry.path):
                if file.is_symlink():
                    links += 1
                elif file.is_dir(follow_symlinks=False):
                    deeper += 1
                elif file.name.startswith("."):
                    continue
                elif wanted(file):
                    files.append(file.path)
                elif also(file):
                    others.append(file.name)
            names += [entry.name] * (len(files) - before)
            known.update(names[before:])
            parts += [part] * (len(files) - before)
        if len(files) > most or len(known) > classes:
            too_many = True
            break
    called: list[str] = []
    place = {name: i for i, name in enumerate(sorted(known))}
    for name in place:
        called.append(_unlike(shown(name), called))
    labels = np.array([place[name] for name in names], np.int32)
    told_parts = np.array(parts, np.int8)
    return ClassFiles(files, labels, called, told_parts, others, links, loose, deeper, too_many)


def entries(path: str) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted by name."""
    try:
        with os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        raise file_error("read", path, error) from None


def files_within(folder: str, wanted: Wanted) -> Iterator[os.DirEntry[str]]:
    """The wanted files of a folder, then those of its sub-folders; what is hidden, and links, are left out."""
    there = [each for each in entries(folder) if not each.name.startswith(".") and not each.is_symlink()]
    inner = [each.path for each in there if each.is_dir(follow_symlinks=False)]
    yield from (each for each in there if not each.is_dir(follow_symlinks=False) and wanted(each))
    for path in inner:
        for each in entries(path):
            if not each.name.startswith(".") and each.is_file(follow_symlinks=False) and wanted(each):
                yield each


def _unlike(name: str, known: list[str]) -> str:
    """The name of a class; two folders whose names cannot be printed may look alike."""
    number, wanted = 1, name
    while name in known:
        number += 1
        name = f"{wanted} ({number})"
    return name


def inner_name(path: str) -> str:
    """The name of a sample with that of its folder."""
    return shown(os.path.join(*Path(path).parts[-2:]))  # noqa: PTH118


def parts_told(parts: NDArray[np.int8]) -> Message:
    """How many samples each part has, where folders divide them."""
    counts = np.bincount(parts, minlength=len(PARTS))
    words = msg("training"), msg("validation"), msg("test")
    return joined([joined((str(n), word), between=" ") for n, word in zip(counts, words, strict=True) if n])


def links_told(count: int) -> Message:
    """What is said of links."""
    return msg("Links are not followed; there are {count}", count=count)


def deeper_told(count: int) -> Message:
    """What is said of folders in the sub-folders."""
    return msg("Folders within the sub-folders are left out: {count}", count=count)
