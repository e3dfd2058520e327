"""AvgPool2D: the mean of each patch."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import Pool2D


@LAYERS.register
class AvgPool2D(Pool2D, frozen=True):
    """The mean of each patch of an image ``(H, W, C)``, channel by channel: ``(H', W', C)``.

    LeNet's subsampling (LeCun et al., "Gradient-based learning applied to document recognition", 1998) without
    its weights. With "same" padding only real pixels count, as in Keras; PyTorch counts the zeros too, unless
    told otherwise.
    """

    title: ClassVar[str] = "AvgPool2D"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Mean of each patch"
    keywords: ClassVar[str] = "average pooling subsampling downsample mean smooth"
    formula: ClassVar[str] = "aᵢⱼ = mean of the patch at (i, j)"
    kind: ClassVar[str] = "average"
