"""How far a value of a layer sees, along one axis of a picture or a sequence."""

from __future__ import annotations

from typing import Any, NamedTuple

from nnstudio.backend.geometry import Axis


class Sight(NamedTuple):
    """Which positions of the input make position i of the output.

    They run from ``⌊(i·stride + first) / shrink⌋`` to ``⌊(i·stride + last) / shrink⌋``, both included; where the second
    is smaller than the first, there are none. Positions outside the input stand for padding. Without arguments,
    position i is made of position i.

    Parameters
    ----------
    stride : int
        Positions of the input between two of the output.
    first, last : int
        Where the positions for i = 0 begin and end.
    shrink : int
        Positions of the output between two of the input, where a picture grows.
    """

    stride: int = 1
    first: int = 0
    last: int = 0
    shrink: int = 1

    def begin(self, position: Any) -> Any:
        """First position of the input, for one position of the output or an array of them."""
        return (position * self.stride + self.first) // self.shrink

    def end(self, position: Any) -> Any:
        """Last position of the input, for one position of the output or an array of them."""
        return (position * self.stride + self.last) // self.shrink


def window_sight(axis: Axis) -> Sight:
    """What a window sees that slides over the input."""
    return Sight(axis.stride, -axis.before, axis.reach - 1 - axis.before)


def painted_sight(axis: Axis) -> Sight:
    """What a pixel is painted by, where the window slides over the output."""
    # Pixel i lies in the patch of q where q·stride − before <= i < q·stride − before + reach.
    return Sight(1, axis.before - axis.reach + axis.stride, axis.before, axis.stride)
