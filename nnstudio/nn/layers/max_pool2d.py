"""MaxPool2D: keeps the strongest value of each patch."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import Pool2D


@LAYERS.register
class MaxPool2D(Pool2D, frozen=True):
    """The largest value of each patch of an image ``(H, W, C)``, channel by channel: ``(H', W', C)``.

    What was found stays, where exactly does not (Riesenhuber & Poggio, "Hierarchical models of object
    recognition in cortex", 1999). Of equal values the first gets the gradient.
    """

    title: ClassVar[str] = "MaxPool2D"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Keeps the strongest value"
    keywords: ClassVar[str] = "pooling subsampling downsample maximum"
    formula: ClassVar[str] = "aᵢⱼ = max of the patch at (i, j)"
    kind: ClassVar[str] = "max"
