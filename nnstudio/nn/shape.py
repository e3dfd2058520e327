"""Shapes of samples, and errors about them that teach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from nnstudio.system.messages import Message, StudioError

Shape = tuple[int, ...]
"""The shape of one sample, without the batch: ``(30,)`` for a row, ``(28, 28, 1)`` for an image."""


def show(shape: Sequence[int]) -> str:
    """Write a shape or a size for people: ``28×28×1``; only a calculation has room around its signs."""
    return "×".join(str(n) for n in shape)


ShapeKind = Literal[
    "not_row", "not_sequence", "not_image", "not_spatial", "window", "groups", "addends", "concatenate", "reshape",
    "axes", "unknown",
]  # fmt: skip
"""What can be wrong with a shape; stable names."""


class ShapeError(StudioError):
    """A layer cannot work on what it is given.

    Parameters
    ----------
    text : str or Message
        One sentence with the arithmetic in it.
    kind : str
        One of :data:`ShapeKind`.
    word : str
        The problem in one or two words, for the marker on a node.
    field : str, optional
        The setting to blame.
    remedies : tuple of str
        Names of repairs that would help, the best first; the floor above turns them into buttons.
    at : int
        Number of the input to blame; the last one by default.
    """

    def __init__(
        self,
        text: str | Message,
        *,
        kind: ShapeKind,
        word: str = "shape",
        field: str | None = None,
        remedies: tuple[str, ...] = (),
        at: int = -1,
        **args: Any,
    ) -> None:
        super().__init__(text, **args)
        self.kind = kind
        self.word = word
        self.field = field
        self.remedies = remedies
        self.at = at
