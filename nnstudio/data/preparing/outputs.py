"""What the numbers that a network gives mean, and what stands beside them as the truth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.deciding import Chosen, said
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host


def read_outputs(preprocessor: Preprocessor, prediction: Host, threshold: float) -> Host:
    """Probabilities by class, values in their own unit, or how probable each label is, shape (m, k).

    Parameters
    ----------
    preprocessor : Preprocessor
        Which knows the task, and the units of the targets.
    prediction : array, shape (m, *target_shape)
    threshold : float
        From which output on a yes/no answer is yes, as :attr:`nnstudio.nn.losses.Loss.threshold`; read as one half.
    """
    scores = scores_of(preprocessor, prediction, threshold)
    return np.clip(scores, 0, 1) if _are_margins(preprocessor, prediction, threshold) else scores


def scores_of(preprocessor: Preprocessor, prediction: Host, threshold: float) -> Host:
    """As :func:`read_outputs`, but margins of 1 and beyond are told apart: the larger one is the surer one."""
    if preprocessor.task == "regression":
        return preprocessor.restore_targets(prediction).reshape(len(prediction), -1)
    shares = prediction.reshape(len(prediction), -1).astype(np.float64)
    if not _asks_yes_or_no(preprocessor, prediction):
        return shares
    if threshold == 0:  # a margin from −1 to 1 and beyond comes as close to a probability as it gets
        shares = (1 + shares) / 2
    # One sigmoid gives the probability of the second class.
    return shares if preprocessor.labels else np.hstack([1 - shares, shares])


def _asks_yes_or_no(preprocessor: Preprocessor, prediction: Host) -> bool:
    """Whether each output answers a question, and none of them stands for a class of its own."""
    one = prediction.size == len(prediction)
    return bool(preprocessor.labels) or (preprocessor.task == "binary" and one)


def _are_margins(preprocessor: Preprocessor, prediction: Host, threshold: float) -> bool:
    return threshold == 0 and _asks_yes_or_no(preprocessor, prediction)


class Answered(NamedTuple):
    """The answers of a network beside the truth.

    Parameters
    ----------
    true : array
        Class numbers, shape (m,); for a regression values in their own unit, shape (m, outputs); for labels 1 for
        yes and 0 for no, shape (m, labels).
    given : array, shape (m, k)
        As :func:`read_outputs` gives it.
    said : array of int
        What is answered, as :func:`nnstudio.data.preparing.deciding.said` has it.
    scores : array, shape (m, k)
        As :func:`scores_of` gives it: what curves over all thresholds go by.
    """

    true: Host
    given: Host
    said: Host
    scores: Host


def answered(
    preprocessor: Preprocessor,
    y: Host,
    prediction: Host,
    threshold: float = 0.5,
    chosen: Chosen = (),
) -> Answered:
    """Put answers beside the truth; ``y`` is as :class:`nnstudio.data.preparing.prepare.Split` holds it."""
    scores = scores_of(preprocessor, prediction, threshold)
    given = np.clip(scores, 0, 1) if _are_margins(preprocessor, prediction, threshold) else scores
    if preprocessor.task == "regression":
        y = preprocessor.restore_targets(y).reshape(len(y), -1)
    return Answered(y, given, said(preprocessor, given, chosen), scores)
