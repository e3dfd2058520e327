"""Noise: every value a little off."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Pixels, Range
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Noise(Pixels, frozen=True):
    """Adds a random number to every value; of a table to every number, and not to what stands for a category."""

    title: ClassVar[str] = "Noise"
    summary: ClassVar[str] = "Every value a little off"
    for_rows: ClassVar[bool] = True

    amount: Annotated[float, Field("Standard deviation of the noise, as a part of that of the data.", label="Strength", minimum=0, maximum=1)] = 0.1  # fmt: skip

    def apply(self, x: Floats, draws: Draws, range_: Range) -> None:
        flat = x.reshape(len(x), -1)
        noise = draws.normal(flat.shape[1], range_.first)
        noise *= np.asarray(range_.unit, np.float32) * np.float32(self.amount)
        flat += noise
