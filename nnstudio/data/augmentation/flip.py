"""Flip: mirrored pictures."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Places, straight
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Flip(Places, frozen=True):
    """Mirrors a share of the pictures; for what looks as likely either way round, so not for digits or letters."""

    title: ClassVar[str] = "Flip"
    summary: ClassVar[str] = "Mirrors some pictures"
    for_spectrograms: ClassVar[bool] = False

    horizontal: Annotated[float, Field("Share of the pictures whose left and right change sides.", label="Left to right", minimum=0, maximum=1)] = 0.5  # fmt: skip
    vertical: Annotated[float, Field("Share of the pictures that are turned upside down.", label="Upside down", minimum=0, maximum=1)] = 0.0  # fmt: skip

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        maps = straight(len(draws))
        maps[draws.uniform(position=0) < self.vertical, 0, 0] = -1
        maps[draws.uniform(position=1) < self.horizontal, 1, 1] = -1
        return maps
