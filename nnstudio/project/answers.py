"""From the network's numbers to answers: class names with probabilities, or values in their own unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnstudio.data.preprocessing import Preprocessor

Host = np.ndarray[Any, Any]


class Answers(NamedTuple):
    """A table of answers, one row for each sample.

    Parameters
    ----------
    headings : tuple of str
        The target's name, then ``"P(class)"`` for each class; for an autoencoder the names of the features.
    labels : list of str or None
        The most probable class of each sample; None for a regression.
    numbers : array, shape (m, k)
        Probabilities by class, or values in the target's unit.
    """

    headings: tuple[str, ...]
    labels: list[str] | None
    numbers: Host

    def rows(self) -> Iterator[list[Any]]:
        """The rows as plain values."""
        for i, numbers in enumerate(self.numbers):
            plain = [float(f"{n:.7g}") for n in numbers]
            yield [self.labels[i], *plain] if self.labels else plain


def answers(preprocessor: Preprocessor, prediction: Host, threshold: float = 0.5) -> Answers:
    """Read the output of a network.

    Parameters
    ----------
    preprocessor : Preprocessor
        Which knows the classes, or the unit of the target.
    prediction : array, shape (m, *target_shape)
    threshold : float
        From which output on a yes/no answer is yes, as :attr:`nnstudio.nn.losses.Loss.threshold`.
    """
    if preprocessor.task == "regression":
        values = preprocessor.restore_targets(prediction)
        return Answers(preprocessor.target_names, None, values.reshape(len(values), -1))
    name = preprocessor.target_name or "prediction"
    shares = prediction.reshape(len(prediction), -1).astype(np.float64)
    best = shares.argmax(axis=1)
    if preprocessor.task == "binary" and shares.shape[1] == 1:
        # One sigmoid: the probability of the second class. At exactly one half it says yes, as in the accuracy.
        best = (shares[:, 0] >= threshold).astype(np.intp)
        if threshold == 0:  # a margin from −1 to 1 and beyond, as close to a probability as it gets
            shares = np.clip((1 + shares) / 2, 0, 1)
        shares = np.hstack([1 - shares, shares])
    classes = preprocessor.classes
    return Answers((name, *(f"P({c})" for c in classes)), [classes[i] for i in best], shares)
