"""Classes that are far rarer than others: a network does well without ever answering them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnstudio.data.dataset import Column
from nnstudio.data.spelled_alike import spelled_alike
from nnstudio.data.target_group import views_of
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy, balanced, named
from nnstudio.system.messages import msg

IMBALANCE = 10.0
"""How many times more rows than the rarest class the most frequent one may have."""


def rare_classes(look: Looked) -> Iterator[DataWarning]:
    """Classes that are far rarer than others."""
    for view in views_of(look.dataset) if look.config.answer == "target" else ():
        # Of several questions each has its own balance, and one pair of weights mends none.
        if view.classes and view.target_name not in look.weighted:
            yield from _rarer(view.target, look)


def _rarer(target: Column, look: Looked) -> Iterator[DataWarning]:
    sizes = np.bincount(target.values, minlength=len(target.categories))
    rare, usual = int(sizes.argmin()), int(sizes.argmax())
    if sizes[rare] == 0 or sizes[usual] < IMBALANCE * sizes[rare]:
        return
    if any(target.categories[rare] in pair for pair in spelled_alike(target)):
        return  # a slip of the pen is no rare class, and must not count more
    text = (
        "{rare} is {few:.1%} of the rows, {usual} {many:.1%}: a network does well by never answering {rare}"
    )
    if look.pictures:
        text = "{rare} is {few:.1%} of the pictures, {usual} {many:.1%}: a network does well by never answering {rare}"
    yield DataWarning(
        "imbalance",
        msg(
            text,
            rare=named([target.categories[rare]], target, look),
            few=sizes[rare] / len(target),
            usual=named([target.categories[usual]], target, look),
            many=sizes[usual] / len(target),
        ),
        (target.name,),
        Remedy(msg("Let rare classes count more"), class_weights=balanced(target)),
    )
