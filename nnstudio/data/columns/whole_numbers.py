"""Whole numbers that were taken for names of classes, because they are few: said, as they may be quantities."""

from __future__ import annotations

from nnstudio.data.dataset import Dataset
from nnstudio.data.source import Source
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.table_source import TableSource
from nnstudio.system.messages import Message, msg


def numbers_as_classes(source: Source | None, dataset: Dataset) -> Message | None:
    """What is said of a target whose numbers nobody has called classes; None where there is nothing to say.

    Two different numbers are a yes and a no nearly always.
    """
    if not isinstance(source, TableSource | FileTable) or source.task is not None:
        return None
    names = dataset.classes
    if len(names) < 3 or dataset.target.name in source.categories or not all(map(_is_whole, names)):
        return None
    return msg(
        "{column}: {count} whole numbers, taken as classes",
        column=repr(dataset.target.name), count=len(names),
    )  # fmt: skip


def _is_whole(name: str) -> bool:
    digits = name.removeprefix("-")
    return digits.isascii() and digits.isdecimal()
