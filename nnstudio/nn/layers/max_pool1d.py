"""MaxPool1D: keeps the strongest value of each piece of a sequence."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import Pool1D


@LAYERS.register
class MaxPool1D(Pool1D, frozen=True):
    """The largest value of each piece of a sequence ``(L, C)``, channel by channel: ``(L', C)``.

    Of equal values the first gets the gradient.
    """

    title: ClassVar[str] = "MaxPool1D"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Strongest value of each piece"
    keywords: ClassVar[str] = "pooling subsampling downsample maximum sequence"
    formula: ClassVar[str] = "aᵢ = max of the piece at i"
    kind: ClassVar[str] = "max"
