"""What is said of numbers that stand for no value in the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.data.cells.no_value import numbers_in, plain
from nnstudio.data.sources import PictureTable, TableSource
from nnstudio.nn.fields import FieldError
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError


def with_stand_ins(source: TableSource | PictureTable, given: Sequence[str]) -> TableSource | PictureTable:
    """The table in which these numbers count as missing: ``-999`` in all columns, ``load=-999`` in one.

    Raises
    ------
    StudioError
        When one is no number, or the table cannot be read.
    """
    names: tuple[str, ...] = ()
    for option in given:
        column, mark, text = option.rpartition("=")
        try:
            (number,) = numbers_in(text)
        except (FieldError, ValueError):
            raise StudioError(
                "--missing {given}: name a number, as in --missing -999 or --missing load=-999",
                given=shown(option),
            ) from None
        if not mark:
            names = names or source.table().names
        for name in (column,) if mark else names:
            source = source.with_stand_ins((*plain(source.stand_ins, name), number), name)
    return source
