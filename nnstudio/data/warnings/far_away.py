"""Numbers to predict of which a few lie so far from all others that they are mistakes, or in another unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column
from nnstudio.data.table_source import TableSource
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy
from nnstudio.system.messages import counted
from nnstudio.system.numbers import figure_text

_FAR = 1000.0
"""Widths of the middle half of all values from their median: what is only spread widely does not reach so far."""
_GAP = 10.0
"""Times as far as the farthest of the others: long tails have no such gap."""
_FEW = 0.01
"""Part of the values that may lie there; more are a group of their own."""
_MENDED = 20
"""Most of them that a click leaves out."""


def far_targets(look: Looked) -> Iterator[DataWarning]:
    """A number to predict of which some are enormous: they would be all that training cares for."""
    if look.config.answer != "target":
        return
    for target in look.dataset.targets:
        if target.kind != "number":
            continue
        if _FEW * len(target) < 1 or look.config.for_column(target.name).logarithm:
            continue
        unit = float(np.abs(target.values).max()) or 1.0  # differences of large numbers overflow
        values = target.values / unit
        low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
        away = np.abs(values - middle)
        is_far = away > _FAR * (high - low)
        far = target.values[is_far]
        if high == low or not 0 < len(far) <= _FEW * len(values):
            continue
        alike = len(far) > 1 and bool((far == far[0]).all())  # it stands for something, such as no value
        if alike or away[is_far].min() < _GAP * away[~is_far].max():
            continue
        yield DataWarning(
            "far_target",
            counted(
                len(far),
                "{n} value of {column} lies very far from all others ({value}; half of them lie between {low} and {high}), and "
                "training would care for little else: is it a mistake, or in another unit?",
                "{n} values of {column} lie very far from all others (such as {value}; half of them lie between {low} and "
                "{high}), and training would care for little else: are they mistakes, or in another unit?",
                column=repr(target.name),
                value=figure_text(float(target.values[away.argmax()]), 4),
                low=figure_text(float(low * unit), 4),
                high=figure_text(float(high * unit), 4),
            ),
            (target.name,),
            _without(look, target, np.unique(far)),
        )


def _without(look: Looked, target: Column, far: NDArray[np.float64]) -> Remedy | None:
    """Let the values count as missing, so that their rows are left out; impossible where nothing can be chosen."""
    source = look.config.source
    if not isinstance(source, TableSource) or len(far) > _MENDED:
        return None
    source = source.with_stand_ins((*target.stand_ins, *far.tolist()), target.name)
    return Remedy(
        counted(len(far), "Leave this row out", "Leave these rows out"),
        look.config.replace(source=source),
        option=tuple(
            part
            for value in far.tolist()
            for part in ("--missing", f"{target.name}={repr(value).removesuffix('.0')}")
        ),
    )
