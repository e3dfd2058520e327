"""Folders named train, validation and test with the classes inside: how published sets of pictures are divided."""

from __future__ import annotations

import contextlib
import os

from nnstudio.data.dividing.splitting import PART_NAMES

PARTS = ("training", "validation", "test")


def part_folders(path: str) -> list[tuple[int, str]]:
    """The folders of the parts: 0 for training, 1 for validation, 2 for the test.

    Empty where there is any other folder, where none is for training, and where pictures could lie right in them: a class
    may be called train, too.
    """
    found: list[tuple[int, str]] = []
    with contextlib.suppress(OSError, ValueError), os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
                continue
            part = _part(entry.name)
            if part is None or not _holds_folders(entry.path):
                return []
            found.append((part, entry.path))
    return sorted(found) if any(part == 0 for part, _ in found) else []


def _part(name: str) -> int | None:
    name = name.casefold()
    numbered = name.isdecimal()  # digits are classes
    return next((part for part, names in PART_NAMES.items() if name in names and not numbered), None)


def _holds_folders(path: str) -> bool:
    with os.scandir(path) as entries:
        return any(entry.is_dir(follow_symlinks=False) for entry in entries)
