"""Shift: moved pictures."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Border, Places, straight
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Shift(Places, frozen=True):
    """Moves each picture by a random part of its size."""

    title: ClassVar[str] = "Shift"
    summary: ClassVar[str] = "Moves pictures aside"

    horizontal: Annotated[float, Field("The farthest way to the left or right, as a part of the width.", label="Sideways up to", minimum=0, maximum=1)] = 0.1  # fmt: skip
    vertical: Annotated[float, Field("The farthest way up or down, as a part of the height.", label="Up or down up to", minimum=0, maximum=1)] = 0.1  # fmt: skip
    border: Border = "repeat"

    @property
    def outside(self) -> str:
        return self.border

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        maps = straight(len(draws))
        maps[:, 0, 2] = draws.uniform(-1, 1, position=0) * np.float32(self.vertical * size[0])
        maps[:, 1, 2] = draws.uniform(-1, 1, position=1) * np.float32(self.horizontal * size[1])
        return maps
