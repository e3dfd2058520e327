"""Which class or label is answered, from how probable each is: every answer of the program is decided here."""

from __future__ import annotations

import math
from typing import Any, Literal

import msgspec
import numpy as np

Host = np.ndarray[Any, Any]


class Decision(msgspec.Struct, frozen=True):
    """From which probability on one of two classes is answered.

    Parameters
    ----------
    threshold : float
        The probability, above 0 and below 1.
    yes : {0, 1}
        The number of the class that is answered from there on; below it is the other one.
    part : {"train", "validation", "test"}
        The part of the data it was chosen on.
    """

    threshold: float
    yes: Literal[0, 1] = 1
    part: Literal["train", "validation", "test"] = "validation"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.threshold) and 0 < self.threshold < 1):
            raise ValueError(f"a threshold lies between 0 and 1, not at {self.threshold:g}")


def said_classes(given: Host, decision: Decision | None = None) -> Host:
    """The class that is answered for each sample.

    Parameters
    ----------
    given : array, shape (m, classes)
        Probabilities by class.
    decision : Decision, optional
        Of two classes; otherwise the most probable one is answered.

    Returns
    -------
    array of int, shape (m,)

    Examples
    --------
    >>> given = np.array([[0.8, 0.2], [0.5, 0.5]])
    >>> said_classes(given).tolist(), said_classes(given, Decision(0.2)).tolist()
    ([0, 1], [1, 1])
    """
    if decision is not None:
        said: Host = np.where(given[:, decision.yes] >= decision.threshold, decision.yes, 1 - decision.yes)
        return said.astype(np.intp)
    # At exactly one half a yes/no answer is yes, as in the accuracy.
    return (given[:, 1] >= given[:, 0]).astype(np.intp) if given.shape[1] == 2 else given.argmax(axis=1)


def said_labels(given: Host) -> Host:
    """Whether each of several labels is answered yes, 1 or 0 in the shape of ``given``: from one half on."""
    return (given >= 0.5).astype(np.intp)
