"""What a prediction without any network would reach: every result stands beside it."""

from __future__ import annotations

import numpy as np

from nnstudio.data.prepare import Prepared, Split


def baseline(prepared: Prepared, part: Split) -> float:
    """Figure of always giving the same answer, learned on the training part.

    Returns
    -------
    float
        For classes the share of ``part`` that is of the training part's most frequent class; for a regression the
        mean distance from the training part's mean, in the target's own unit; for an autoencoder from the mean
        sample, such as the mean picture.
    """
    if prepared.task == "regression":
        distance = np.abs(part.y - prepared.train.y.mean(axis=0))
        return float(distance.mean()) * prepared.preprocessor.target_scale
    most = np.bincount(prepared.train.y).argmax()
    return float((part.y == most).mean())
