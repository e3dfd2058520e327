"""What a folder with a sub-folder for each class holds, as far as it tells whether samples have come, gone or changed."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from nnstudio.data.dividing.part_folders import PARTS, part_folders
from nnstudio.system.file_errors import shown

_MOST_WATCHED = 1000


def watched(path: str) -> tuple[str, ...]:
    """The folder and its sub-folders: they change when samples come or go."""
    roots = [root for _, root in part_folders(path)]
    inner: list[str] = []
    for root in roots or [path]:
        with contextlib.suppress(OSError, ValueError), os.scandir(root) as entries:
            inner += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return path, *roots, *sorted(inner[:_MOST_WATCHED])


def parts_of_folders(path: str) -> tuple[str, ...]:
    """The parts that have a folder of their own."""
    return tuple(dict.fromkeys(PARTS[part] for part, _ in part_folders(path) if part))


def listing(path: str) -> list[tuple[str, int, int]]:
    """Name, size and time of change of every file that may be one of the samples; empty where they cannot be listed."""
    found: list[tuple[str, int, int]] = []
    for _, root in part_folders(path):
        found += [(f"{shown(Path(root).name)}/{name}", size, time) for name, size, time in listing(root)]
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
