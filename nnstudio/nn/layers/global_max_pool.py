"""GlobalMaxPool: the strongest value of each channel."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers.pools import GlobalPool


@LAYERS.register
class GlobalMaxPool(GlobalPool, frozen=True):
    """The largest value of each channel, wherever it is: ``(L, C)`` or ``(H, W, C)`` becomes ``(C,)``."""

    title: ClassVar[str] = "GlobalMaxPool"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Strongest value of each channel"
    keywords: ClassVar[str] = "global pooling maximum channels flatten"
    formula: ClassVar[str] = "aᵢ = max of channel i"
    kind: ClassVar[str] = "max"
