"""Crop: a part of a picture, brought to its full size."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Places, straight
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class Crop(Places, frozen=True):
    """Cuts a part of random size at a random place out of each picture and enlarges it to the size of the whole."""

    title: ClassVar[str] = "Crop"
    summary: ClassVar[str] = "A part, enlarged"

    amount: Annotated[float, Field("How much of height and width is cut off at most.", label="Cut off up to", minimum=0, maximum=0.9)] = 0.2  # fmt: skip

    def maps(self, draws: Draws, size: tuple[int, int]) -> NDArray[np.float32]:
        cut = draws.uniform(position=0) * np.float32(self.amount)
        maps = straight(len(draws))
        for axis, length in enumerate(size):
            maps[:, axis, axis] = 1 - cut
            # The part may begin anywhere in what is cut off; its middle moves half as far to either side.
            maps[:, axis, 2] = draws.uniform(-1, 1, position=axis + 1) * cut * np.float32((length - 1) / 2)
        return maps
