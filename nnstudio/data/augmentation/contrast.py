"""Contrast: pictures of stronger and of weaker differences."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import numpy as np

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Pixels, Range
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Contrast(Pixels, frozen=True):
    """Brings the pixels of a picture nearer to their mean, or farther away from it; black and white are the limits."""

    title: ClassVar[str] = "Contrast"
    summary: ClassVar[str] = "Stronger or weaker differences"

    amount: Annotated[float, Field("How much stronger at most, and as much weaker: 0.3 is 1.3 times.", label="Up to", minimum=0, maximum=1)] = 0.2  # fmt: skip

    def apply(self, x: Floats, draws: Draws, range_: Range) -> None:
        flat = x.reshape(len(x), -1)
        factor = np.exp(draws.uniform(-1, 1) * np.float32(math.log1p(self.amount)))[:, None]
        mean = flat.mean(axis=1, keepdims=True)
        # x·f + mean·(1 − f): with f = 1 the same bits.
        flat *= factor
        flat += mean * (1 - factor)
