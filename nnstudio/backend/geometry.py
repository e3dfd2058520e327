"""The arithmetic of sliding windows: how large the output is and where the zeros go."""

from __future__ import annotations

from typing import NamedTuple


class Axis(NamedTuple):
    """A window sliding along one axis.

    Parameters
    ----------
    size : int
        Length of the input.
    kernel, stride, dilation : int
        Window length, step between windows and step inside a window.
    before, after : int
        Zeros (for pooling: nothing) put before and after the input.
    """

    size: int
    kernel: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    @property
    def reach(self) -> int:
        """Values between the first and the last that a window sees, both included."""
        return (self.kernel - 1) * self.dilation + 1

    @property
    def output(self) -> int:
        """Number of windows; below 1 when none fits."""
        return (self.size + self.before + self.after - self.reach) // self.stride + 1

    def tap(self, index: int) -> slice:
        """Where the padded input meets the kernel's value ``index`` for every window."""
        start = index * self.dilation
        return slice(start, start + (self.output - 1) * self.stride + 1, self.stride)


class Window(NamedTuple):
    """A window sliding over rows and columns."""

    rows: Axis
    columns: Axis


def same_axis(size: int, kernel: int, stride: int, dilation: int = 1) -> Axis:
    """Pad so that the output has ``ceil(size / stride)`` values, the odd zero at the end (as Keras does)."""
    total = max((-(-size // stride) - 1) * stride + (kernel - 1) * dilation + 1 - size, 0)
    return Axis(size, kernel, stride, dilation, total // 2, total - total // 2)


def valid_axis(size: int, kernel: int, stride: int, dilation: int = 1) -> Axis:
    """No padding: windows stay inside the input."""
    return Axis(size, kernel, stride, dilation)


class Between(NamedTuple):
    """A place between two pixels of a row: ``(1 − part)·low + part·high``."""

    low: int
    high: int
    part: float


def between(size: int, factor: int) -> list[Between]:
    """Where the pixels of a row stand that is made ``factor`` times as long.

    Pixel i, whose middle is at i + ½, comes to stand at (i + ½) / factor − ½ of the old row; at its ends there is nothing to
    be between.
    """
    found = []
    for i in range(size * factor):
        low, rest = divmod(max(2 * i + 1 - factor, 0), 2 * factor)
        found.append(Between(low, min(low + 1, size - 1), rest / (2 * factor)))
    return found
