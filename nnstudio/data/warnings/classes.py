"""Classes of the target that are far rarer than others, or none at all: a slip of the pen beside the class that was meant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnstudio.data.columns.spelled_alike import in_words, mistyped, spelled_alike
from nnstudio.data.dataset import Column
from nnstudio.data.target_group import views_of
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy, balanced, named
from nnstudio.system.messages import msg

IMBALANCE = 10.0
"""How many times more rows than the rarest class the most frequent one may have."""
FEW_ROWS = 5
"""Rows of a class below which its share of every part says nothing; of fewer in each, the parts for validation and test do not."""

_RARER = {
    "row": "{rare} is {few:.1%} of the rows, {usual} {many:.1%}: a network does well by never answering {rare}",
    "picture": "{rare} is {few:.1%} of the pictures, {usual} {many:.1%}: a network does well by never answering {rare}",
    "recording": "{rare} is {few:.1%} of the recordings, {usual} {many:.1%}: a network does well by never answering {rare}",
}
_UNSEEN = {
    "row": "No row to learn from is of {classes}: the network will answer none of its rows right",
    "picture": "No picture to learn from is of {classes}: the network will answer none of its pictures right",
    "recording": "No recording to learn from is of {classes}: the network will answer none of its recordings right",
}
_FEW = {
    "row": "Fewer than {least} rows of {classes}: too few to learn from, and to test",
    "picture": "Fewer than {least} pictures of {classes}: too few to learn from, and to test",
    "recording": "Fewer than {least} recordings of {classes}: too few to learn from, and to test",
}
"""What is said of such classes, by what a sample is."""


def mistyped_classes(look: Looked) -> Iterator[DataWarning]:
    """Classes that are another one with a slip of the pen; only a person can say whether they are."""
    for target in look.dataset.targets if look.config.answer == "target" else ():
        if pairs := mistyped(target):
            text = "{column}: {texts} are nearly the same word; if that is a slip of the pen, correct it in the file"
            if look.thing != "row":
                text = "{column}: {texts} are nearly the same word; if that is a slip of the pen, correct it"
            told = msg(text, column=repr(target.name), texts=in_words(pairs))
            yield DataWarning("mistyped", told, (target.name,))


def _slips(target: Column) -> set[str]:
    """Classes that are another one in other letters, as far as can be told."""
    return {name for _, *others in (*spelled_alike(target), *mistyped(target)) for name in others}


def rare_classes(look: Looked) -> Iterator[DataWarning]:
    """Classes that are far rarer than others."""
    for view in views_of(look.dataset) if look.config.answer == "target" else ():
        # Of several questions each has its own balance, and one pair of weights mends none.
        if view.classes and view.target_name not in look.weighted:
            yield from _rarer(view.target, look)


def _rarer(target: Column, look: Looked) -> Iterator[DataWarning]:
    sizes = np.bincount(target.values, minlength=len(target.categories))
    rare, usual = int(sizes.argmin()), int(sizes.argmax())
    if sizes[rare] == 0 or sizes[usual] < IMBALANCE * sizes[rare] or _slips(target):
        return  # a slip of the pen is no rare class, and must not count more
    yield DataWarning(
        "imbalance",
        msg(
            _RARER[look.thing],
            rare=named([target.categories[rare]], target, look),
            few=sizes[rare] / len(target),
            usual=named([target.categories[usual]], target, look),
            many=sizes[usual] / len(target),
        ),
        (target.name,),
        Remedy(
            msg("Let rare classes count more"),
            class_weights=balanced(target),
            option=("--class-weights", "balanced"),
            command="train",
        ),
    )


def unseen_classes(look: Looked) -> Iterator[DataWarning]:
    """Classes that the training part has no row of, as the division by a column or by files wants it."""
    for target in look.dataset.targets if look.config.answer == "target" else ():
        names = [target.categories[i] for i in look.unseen(target)]
        if names:
            classes = named(names, target, look)
            yield DataWarning("unseen_class", msg(_UNSEEN[look.thing], classes=classes), (target.name,))


def small_classes(look: Looked) -> Iterator[DataWarning]:
    """Classes with a handful of rows, where some are held out."""
    train, held_out = look.parts
    if len(train) and not len(held_out):
        return  # they are all learned from, as somebody wants it who has no more
    for target in look.dataset.targets:
        if target.kind != "category" or look.config.answer == "input":
            continue
        sizes = np.bincount(target.values, minlength=len(target.categories))
        few = np.setdiff1d(np.flatnonzero((sizes > 0) & (sizes < FEW_ROWS)), look.unseen(target))
        slips = _slips(target)
        names = [target.categories[i] for i in few if target.categories[i] not in slips]
        if names:
            told = msg(_FEW[look.thing], least=FEW_ROWS, classes=named(names, target, look))
            yield DataWarning("few_of_a_class", told, (target.name,), _from_all(look))


def _from_all(look: Looked) -> Remedy | None:
    """Hold nothing out, where that is by lot and hardly anything anyway."""
    if (
        look.config.divided != "random"
        or look.dataset.parts is not None
        or len(look.parts[1]) >= 2 * FEW_ROWS
    ):
        return None
    return Remedy(
        msg("Learn from all rows" if look.thing == "row" else "Learn from all samples"),
        look.config.replace(validation=0, test=0),
        option=("--validation", "0", "--test", "0"),
        command="train",
    )
