"""AvgPool1D: the mean of each piece of a sequence."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import Pool1D


@LAYERS.register
class AvgPool1D(Pool1D, frozen=True):
    """The mean of each piece of a sequence ``(L, C)``, channel by channel: ``(L', C)``.

    With "same" padding only real values count, as in Keras.
    """

    title: ClassVar[str] = "AvgPool1D"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Mean of each piece"
    keywords: ClassVar[str] = "average pooling subsampling downsample mean sequence smooth"
    formula: ClassVar[str] = "aᵢ = mean of the piece at i"
    kind: ClassVar[str] = "average"
