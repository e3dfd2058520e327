"""A picture as a value: boxes, lines, texts and icons with their places. Whoever paints it decides nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

Command = tuple[Literal["M", "L", "Q", "C", "Z"], tuple[float, ...]]
"""A step of a path in SVG's letters, with absolute coordinates."""


class Box(msgspec.Struct, frozen=True, tag="box"):
    """A rectangle with round corners; an empty colour paints nothing."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0
    fill: str = ""
    stroke: str = ""
    line: float = 1.0


class Path(msgspec.Struct, frozen=True, tag="path"):
    """A line of straight and curved pieces, or the area within it.

    Parameters
    ----------
    commands : tuple of Command
    fill, stroke : str
        Colours as ``"#rrggbb"``; an empty one paints nothing.
    line : float
        Width of the line.
    dash : tuple of float
        Lengths of strokes and gaps; a solid line where it is empty.
    """

    commands: tuple[Command, ...]
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    dash: tuple[float, ...] = ()


class Text(msgspec.Struct, frozen=True, tag="text"):
    """One line of text.

    Parameters
    ----------
    x, y : float
        Where its baseline begins, or its middle with the anchor ``"middle"``.
    text : str
    size : float
    color : str
    width : float
        The room it takes: painted with another font, it is squeezed into that.
    bold : bool
    anchor : {"start", "middle"}
    """

    x: float
    y: float
    text: str
    size: float
    color: str
    width: float
    bold: bool = False
    anchor: Literal["start", "middle"] = "start"


class Icon(msgspec.Struct, frozen=True, tag="icon"):
    """One of the program's icons, in one colour."""

    x: float
    y: float
    size: float
    name: str
    color: str


Item = Box | Path | Text | Icon


class Group(msgspec.Struct, frozen=True):
    """What belongs together, such as all of one card, so that a drawing program moves it as one.

    Parameters
    ----------
    name : str
        Unique in the picture; letters, digits, ``_`` and ``-`` only.
    items : tuple of Item
        From back to front.
    """

    name: str
    items: tuple[Item, ...]


class Picture(msgspec.Struct, frozen=True):
    """A whole picture, on white.

    Parameters
    ----------
    width, height : float
        In units of the picture.
    points : float
        Points (1/72 inch) of one unit in print.
    groups : tuple of Group
        From back to front.
    title, description : str
        For people who cannot see it.
    """

    width: float
    height: float
    points: float
    groups: tuple[Group, ...]
    title: str = ""
    description: str = ""

    def pixels(self, dpi: float) -> Pixels:
        """Size in pixels at a resolution, in dots for an inch."""
        scale = self.points * dpi / 72
        return Pixels(max(1, round(self.width * scale)), max(1, round(self.height * scale)))


class Pixels(NamedTuple):
    """Width and height of an image."""

    width: int
    height: int
