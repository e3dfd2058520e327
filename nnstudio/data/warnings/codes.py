"""Codes that are spelled with digits: they tell things apart, and their size says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from nnstudio.data.columns.column_source import ColumnSource
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy
from nnstudio.system.messages import msg

ROWS_EACH = 20
"""How many rows each of very many categories has at least on average, where they are worth an input each."""
_CODES = re.compile(r"(?i)(^|[\W_])(post(al)?[ _-]?codes?|zip([ _-]?codes?)?|plz|postleitzahl(en)?)($|[\W_])")
"""What people call a column of codes that are mostly digits."""


def codes_as_numbers(look: Looked) -> Iterator[DataWarning]:
    """What is said of postal codes and the like that are learned from by their size."""
    for column in look.each():
        if column.kind != "number" or not _CODES.search(column.name):
            continue
        there = column.values[~column.missing]
        count, source = len(np.unique(there)), look.config.source
        if count < 3 or (there % 1).any() or not isinstance(source, ColumnSource):
            continue
        remedy = look.without(column.name)
        if len(there) >= ROWS_EACH * count:
            config = look.config.replace(source=source.with_kind("category", column.name))
            words = msg("Read {column} as categories", column=repr(column.name))
            remedy = Remedy(words, config, option=("--kind", f"{column.name}=category"))
        text = msg(
            "{column} holds codes, but is learned from as a number: one twice as large would say twice as much",
            column=repr(column.name),
        )
        yield DataWarning("code", text, (column.name,), remedy)
