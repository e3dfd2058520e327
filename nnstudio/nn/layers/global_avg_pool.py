"""GlobalAvgPool: the mean of each channel."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import GlobalPool


@LAYERS.register
class GlobalAvgPool(GlobalPool, frozen=True):
    """The mean of each channel: ``(L, C)`` or ``(H, W, C)`` becomes ``(C,)``.

    Stands where Flatten would, with far fewer weights behind it (Lin, Chen & Yan, "Network in network",
    arXiv:1312.4400).
    """

    title: ClassVar[str] = "GlobalAvgPool"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Mean of each channel"
    keywords: ClassVar[str] = "global average pooling mean channels flatten"
    formula: ClassVar[str] = "aᵢ = mean of channel i"
    kind: ClassVar[str] = "average"
