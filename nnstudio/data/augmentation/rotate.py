"""Rotate: turned pictures."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Border, Places, straight
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Rotate(Places, frozen=True):
    """Turns each picture around its middle by a random angle, to either side."""

    title: ClassVar[str] = "Rotate"
    summary: ClassVar[str] = "Turns pictures to either side"
    for_spectrograms: ClassVar[bool] = False

    angle: Annotated[float, Field("The largest angle, to either side.", label="Up to", minimum=0, maximum=180, unit="°", usual=(0, 45))] = 10.0  # fmt: skip
    border: Border = "repeat"

    @property
    def outside(self) -> str:
        return self.border

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        angle = draws.uniform(-1, 1) * np.float32(math.radians(self.angle))
        maps = straight(len(draws))
        maps[:, 0, 0] = maps[:, 1, 1] = np.cos(angle)
        maps[:, 0, 1] = np.sin(angle)
        maps[:, 1, 0] = -maps[:, 0, 1]
        return maps
