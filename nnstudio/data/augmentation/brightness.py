"""Brightness: lighter and darker pictures."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Pixels, Range
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Brightness(Pixels, frozen=True):
    """Makes all pixels of a picture lighter or darker by the same amount; black and white are the limits."""

    title: ClassVar[str] = "Brightness"
    summary: ClassVar[str] = "Lighter or darker"

    amount: Annotated[float, Field("The largest change, as a part of the way from black to white.", label="Up to", minimum=0, maximum=1)] = 0.15  # fmt: skip

    def apply(self, x: Floats, draws: Draws, range_: Range) -> None:
        change = draws.uniform(-1, 1) * np.float32(self.amount * (range_.high - range_.low))
        x += change.reshape(-1, *(1,) * (x.ndim - 1))
