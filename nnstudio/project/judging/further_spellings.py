"""Names of classes in other rows that are spelled as nobody has spelled them in training."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import msgspec

from nnstudio.data.cells.choices import choices_in, parts_of, together
from nnstudio.data.columns.spelled_alike import more_spellings, told
from nnstudio.data.dataset import Column
from nnstudio.data.goals import as_classes
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.source import Source
from nnstudio.system.messages import Message

_Pairs = tuple[tuple[str, str], ...]


def with_spellings(
    preprocessor: Preprocessor, source: Source | None, columns: tuple[Column, ...]
) -> tuple[Preprocessor, tuple[Message, ...]]:
    """A preprocessor that knows further spellings of the answers, where spellings count as one, and what is told of them.

    Only answers are compared by it, and no export is asked for those: what a network sees is what it was trained with.

    Parameters
    ----------
    preprocessor : Preprocessor
        Of one output.
    source : Source, optional
        Of the training, which says where spellings count as one.
    columns : tuple of Column
        The answers in other rows, one column for each target; of choices the cells that hold them.
    """
    alike, several = getattr(source, "alike", ()), getattr(source, "choices", ())
    notes: list[Message] = []

    def more(column: Column, names: Sequence[str], texts: Iterable[str], known: _Pairs) -> _Pairs:
        if not (known or alike is True or (alike and column.name in alike)):
            return known
        marks = ";|," if column.name in several else ""
        mark = next((mark for mark in marks if any(mark in name for name in names)), "")
        usual = {_written(text, mark): name for text, name in [*((name, name) for name in names), *known]}
        words = {text: _written(text, mark) for text in texts if text not in {*names, *dict(known)}}
        usual |= more_spellings(words.values(), usual)
        found = tuple((text, usual[word]) for text, word in words.items() if word in usual)
        if found:
            notes.append(told(dataclasses.replace(column, spellings=found)))
        return known + found

    targets, choices = preprocessor.scaled_targets, preprocessor.choices
    if choices is not None:
        (column,) = columns
        questions = [choices.choice(each.name) for each in targets]
        texts = choices_in(column.categories, choices.separator)
        knowing = msgspec.structs.replace(
            choices, spellings=more(column, questions, texts, choices.spellings)
        )
        return msgspec.structs.replace(preprocessor, choices=knowing), tuple(notes)
    if preprocessor.task == "regression" or not (preprocessor.classes or preprocessor.labels):
        return preprocessor, ()
    classes = preprocessor.labels or (preprocessor.classes,) * len(columns)
    first, *others = (
        msgspec.structs.replace(target, spellings=more(column, names, column.categories, target.spellings))
        for column, target, names in zip(map(as_classes, columns), targets, classes, strict=True)
    )
    return msgspec.structs.replace(
        preprocessor, target_spellings=first.spellings, more_targets=tuple(others)
    ), tuple(notes)


def _written(text: str, separator: str) -> str:
    """A class that is a cell with several choices, as it is written where spellings count as one."""
    return together(parts_of(text, separator), separator) if separator else text
