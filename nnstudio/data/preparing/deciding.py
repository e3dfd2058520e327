"""Which class or label is answered, from how probable each is: every answer of the program is decided here."""

from __future__ import annotations

import math
from typing import Literal

import msgspec
import numpy as np

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host


class Decision(msgspec.Struct, frozen=True):
    """From which probability on one of the two answers to a question is given.

    Parameters
    ----------
    threshold : float
        The probability, above 0 and below 1.
    yes : {0, 1}
        The number of the answer that is given from there on; below it is the other one.
    part : {"train", "validation", "test"}
        The part of the data it was chosen on.
    """

    threshold: float
    yes: Literal[0, 1] = 1
    part: Literal["train", "validation", "test"] = "validation"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.threshold) and 0 < self.threshold < 1):
            raise ValueError(f"a threshold lies between 0 and 1, not at {self.threshold:g}")


Chosen = tuple[Decision | None, ...]
"""What was chosen for each question of a network, None where that is answered as usual; empty where all are."""

_USUAL = Decision(0.5)


def questions(preprocessor: Preprocessor) -> tuple[tuple[str, ...], ...]:
    """What no and yes are called in each yes/no question that a network answers: two classes are one, each label is one."""
    if preprocessor.labels:
        called = zip(preprocessor.target_names, preprocessor.labels, strict=True)
        return tuple(tuple(f"{name} = {answer}" for answer in pair) for name, pair in called)
    return (preprocessor.classes,) if len(preprocessor.classes) == 2 else ()


def with_one(chosen: Chosen, count: int, question: int, decision: Decision | None) -> Chosen:
    """What is chosen for so many questions with another choice for one of them.

    Examples
    --------
    >>> with_one((), 3, 1, Decision(0.2))[::2], with_one((Decision(0.2),), 1, 0, None)
    ((None, None), ())
    """
    changed = list(chosen or (None,) * count)
    changed[question] = decision
    return tuple(changed) if any(changed) else ()


def said(preprocessor: Preprocessor, given: Host, chosen: Chosen = ()) -> Host:
    """What is answered for each sample, of what :func:`nnstudio.data.preparing.outputs.read_outputs` gives.

    Parameters
    ----------
    preprocessor : Preprocessor
    given : array, shape (m, k)
    chosen : tuple of Decision or None
        By question; without it the more probable answer is given.

    Returns
    -------
    array of int
        The class, shape (m,); of labels 1 for yes and 0 for no, shape (m, labels); empty for a regression.
    """
    if preprocessor.labels:
        return said_labels(given, chosen)
    return said_classes(given, chosen) if preprocessor.classes else np.empty(0, np.intp)


def said_classes(given: Host, chosen: Chosen = ()) -> Host:
    """The class that is answered for each sample.

    Parameters
    ----------
    given : array, shape (m, classes)
        Probabilities by class.
    chosen : tuple of Decision or None
        Of two classes; otherwise the most probable one is answered.

    Returns
    -------
    array of int, shape (m,)

    Examples
    --------
    >>> given = np.array([[0.8, 0.2], [0.5, 0.5]])
    >>> said_classes(given).tolist(), said_classes(given, (Decision(0.2),)).tolist()
    ([0, 1], [1, 1])
    """
    decision = chosen[0] if chosen else None
    if decision is None:
        # At exactly one half a yes/no answer is yes, as in the accuracy.
        return (given[:, 1] >= given[:, 0]).astype(np.intp) if given.shape[1] == 2 else given.argmax(axis=1)
    found: Host = np.where(given[:, decision.yes] >= decision.threshold, decision.yes, 1 - decision.yes)
    return found.astype(np.intp)


def said_labels(given: Host, chosen: Chosen = ()) -> Host:
    """Whether each of several labels is answered yes, 1 or 0 in the shape of ``given``: as usual from one half on.

    Examples
    --------
    >>> said_labels(np.array([[0.5, 0.3, 0.3]]), (None, Decision(0.2), Decision(0.8, 0))).tolist()
    [[1, 1, 1]]
    """
    decided = [each or _USUAL for each in chosen or (None,)]
    yes = np.array([each.yes for each in decided])
    found: Host = np.where(
        np.where(yes, given, 1 - given) >= [each.threshold for each in decided], yes, 1 - yes
    )
    return found.astype(np.intp)
