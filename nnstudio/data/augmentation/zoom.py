"""Zoom: larger and smaller pictures."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Border, Places, straight
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Zoom(Places, frozen=True):
    """Makes each picture larger or smaller around its middle; as often larger as smaller."""

    title: ClassVar[str] = "Zoom"
    summary: ClassVar[str] = "Larger or smaller"

    amount: Annotated[float, Field("How much larger at most, and as much smaller: 0.2 is 1.2 times.", label="Up to", minimum=0, maximum=1)] = 0.1  # fmt: skip
    border: Border = "repeat"

    @property
    def outside(self) -> str:
        return self.border

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        maps = straight(len(draws))
        factor = np.exp(draws.uniform(-1, 1) * np.float32(math.log1p(self.amount)))
        maps[:, 0, 0] = maps[:, 1, 1] = factor
        return maps
