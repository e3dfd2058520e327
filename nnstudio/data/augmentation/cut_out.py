"""Cut-out: a hidden square."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Pixels, Range
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class CutOut(Pixels, frozen=True):
    """Hides a square at a random place behind the mean of the data, so that no single detail is relied upon.

    DeVries & Taylor, arXiv:1708.04552. The middle of the square lies anywhere in the picture; what hangs over is lost.
    """

    title: ClassVar[str] = "Cut-out"
    summary: ClassVar[str] = "Hides a square"

    size: Annotated[float, Field("Side of the square, as a part of that of the picture.", label="Side", minimum=0, maximum=1)] = 0.25  # fmt: skip

    def apply(self, x: Floats, draws: Draws, range_: Range) -> None:
        hidden = [
            self._hidden(length, draws.uniform(position=axis)) for axis, length in enumerate(x.shape[1:3])
        ]
        square = hidden[0][:, :, None] & hidden[1][:, None, :]  # (B, H, W)
        x[square] = range_.middle

    def _hidden(self, length: int, middle: Floats) -> NDArray[np.bool_]:
        """Which places of an axis lie behind the square, shape (B, length)."""
        side = round(self.size * length)
        begin = np.floor(middle * length - np.float32((side - 1) / 2))[:, None]
        place = np.arange(length)
        hidden: NDArray[np.bool_] = (place >= begin) & (place < begin + side)
        return hidden
