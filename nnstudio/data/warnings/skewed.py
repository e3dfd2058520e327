"""Numbers to predict whose logarithm is easier to learn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy
from nnstudio.system.messages import msg

SKEWED = 1.5
"""Skewness of a target from which its logarithm is proposed, where that has less than half of it."""
FEW_VALUES = 30
"""Values of which a single one makes the skewness."""


def skewed_targets(look: Looked) -> Iterator[DataWarning]:
    """A number to predict of which a few values are very large: they alone would steer the training."""
    if look.config.answer != "target":
        return
    for target in look.dataset.targets:
        if target.kind != "number":
            continue
        values = target.values[look.parts[0]]
        if (
            look.config.for_column(target.name).logarithm
            or len(values) < FEW_VALUES
            or target.values.min() < 0
        ):
            continue
        if skewness(values) > SKEWED and abs(skewness(np.log1p(values))) < SKEWED / 2:
            own = look.config.for_column(target.name).replace(logarithm=True)
            yield DataWarning(
                "skewed_target",
                msg(
                    "A few values of {column} are very large, and training would care for little else; "
                    "its logarithm is spread evenly",
                    column=repr(target.name),
                ),
                (target.name,),
                Remedy(
                    msg("Learn its logarithm"),
                    look.config.with_column(own),
                    option=() if len(look.dataset.targets) > 1 else ("--log-target",),
                ),
            )


def skewness(values: NDArray[np.float64]) -> float:
    """The third standardised moment: 0 of what lies evenly around its mean, positive with a few large values."""
    away = values / (float(np.abs(values).max(initial=0)) or 1.0)  # cubes of large numbers overflow
    away = away - away.mean()
    spread = float(np.sqrt(np.square(away).mean()))
    return float((away**3).mean()) / spread**3 if spread > 0 else 0.0
