"""How much may be made of a file: a small one that becomes very large is built to do harm."""

from __future__ import annotations

from nnstudio.system.messages import StudioError

SLACK = 64 << 20
"""Bytes that may be made of any file, however small."""
TIMES = 4
"""Beyond those, so many times its size: half precision doubles, and layers may share weights."""


class Room:
    """Counts the bytes that are made of a file before they are made.

    Parameters
    ----------
    size : int
        Bytes of the file.

    Attributes
    ----------
    left : int
        Bytes that may still be made.
    """

    def __init__(self, size: int) -> None:
        self.left = TIMES * size + SLACK

    def take(self, count: int) -> None:
        """Ask for ``count`` more bytes.

        Raises
        ------
        StudioError
        """
        self.left -= count
        if self.left < 0:
            raise StudioError("it claims to hold much more than its size allows")
