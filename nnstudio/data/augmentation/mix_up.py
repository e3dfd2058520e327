"""Mix-up: a sample with a little of another one."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import AUGMENTATIONS, Augmentation
from nnstudio.nn.fields import Field


@AUGMENTATIONS.register
class MixUp(Augmentation, frozen=True):
    """Mixes each sample with another of the training part, and their targets in the same shares.

    Zhang et al., arXiv:1710.09412, where the shares are drawn from a beta distribution; with the largest share at
    one half this is theirs for α = 1. It is done before everything else.
    """

    title: ClassVar[str] = "Mix-up"
    summary: ClassVar[str] = "A little of another sample"

    share: Annotated[float, Field("The largest share of the other sample.", label="Other sample up to", minimum=0, maximum=0.5)] = 0.3  # fmt: skip

    def shares(self, draws: Draws) -> Floats:
        """Share of the other sample, shape (B,)."""
        return draws.uniform(0, self.share, position=0)
