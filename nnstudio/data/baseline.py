"""What every result stands beside: what a prediction without any network would reach."""

from __future__ import annotations

import numpy as np

from nnstudio.data.preparing.prepare import Prepared, Split

MEASURED_BY = ("accuracy", "mae")
"""Keys of the metrics that :func:`baseline` is in: of classes and labels, of a regression."""


def judged_part(prepared: Prepared) -> Split:
    """The part that chooses the best epoch: validation, or training where there is none."""
    return prepared.validation if len(prepared.validation) else prepared.train


def baseline(prepared: Prepared, part: Split, target: int | None = None) -> float:
    """Figure of always giving the same answer, learned on the training part.

    Parameters
    ----------
    prepared : Prepared
    part : Split
    target : int, optional
        Which of several numbers or labels; the mean over all of them otherwise.

    Returns
    -------
    float
        For classes and labels the share of ``part`` that is of the training part's most frequent class; for a regression the
        mean distance from the training part's mean, in the target's own unit (several together: as they are
        scaled); for an autoencoder from the mean sample, such as the mean picture.
    """
    if prepared.task == "labels":
        usual = prepared.train.y.mean(axis=0) >= 0.5
        right = (part.y >= 0.5) == usual
        return float((right if target is None else right[:, target]).mean())
    if prepared.task == "regression":
        unit, which = prepared.preprocessor.unit, slice(None) if target is None else slice(target, target + 1)
        if target is not None:
            unit = prepared.preprocessor.scaled_targets[target].unit
        learned, asked = prepared.train.y[:, which], part.y[:, which]
        if not unit.logarithm:
            return float(np.abs(asked - learned.mean(axis=0)).mean()) * unit.scale
        return float(np.abs(unit.restored(asked) - unit.restored(learned).mean(axis=0)).mean())
    most = np.bincount(prepared.train.y).argmax()
    return float((part.y == most).mean())


def last_value(prepared: Prepared, part: Split, target: int = 0) -> float | None:
    """Figure of always answering what stood in the target's own column in the newest earlier row that is seen.

    Parameters
    ----------
    prepared : Prepared
    part : Split
    target : int
        Which of several numbers.

    Returns
    -------
    float or None
        The mean distance in the target's own unit; None where no such value is seen.
    """
    preprocessor = prepared.preprocessor
    earlier = preprocessor.earlier
    if earlier is None or prepared.task != "regression" or preprocessor.answer == "input":
        return None
    goal, at = preprocessor.scaled_targets[target], 0
    places = {}
    for column in preprocessor.columns:
        if column.kind == "number":
            places[column.name] = column, at
        at += len(column.features)
    seen = [name for name, taken, _ in earlier.named() if taken == goal.name and name in places]
    if not seen:
        return None
    column, at = places[seen[-1]]
    return float(np.abs(goal.unit.restored(part.y[:, target]) - column.numbers(part.x[:, at])).mean())
