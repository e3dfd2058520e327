"""What the cards of a diagram say, how wide that makes them, and how they look."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import methodcaller
from typing import NamedTuple

import msgspec

from nnstudio.export.diagram.metrics import CAPITAL, fitted, printable, text_width
from nnstudio.export.diagram.options import DiagramOptions
from nnstudio.export.diagram.picture import Box, Command, Icon, Item, Path, Text
from nnstudio.graph.inference import Facts
from nnstudio.graph.layout import CARD_HEIGHT, GRID
from nnstudio.graph.network import Node
from nnstudio.graph.routing import Rect
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.system.numbers import number_text

SIZE = 13.0
"""Size of the names, in units of the canvas. The option ``text_size`` says how large that is in print."""
SMALL = 11.0
TEXT = "#1A2130"
MUTED = "#566072"
WIRE = "#64708A"
PAPER = "#FFFFFF"
COLOURS = {
    "input": "#5B6880",
    "dense": "#2563EB",
    "convolution": "#7C3AED",
    "pooling": "#0B8076",
    "shape": "#64748B",
    "regularise": "#B4530A",
    "normalise": "#A21C86",
    "activation": "#157A3C",
    "merge": "#4A6B14",
    "output": "#3E4A60",
}
"""Colours of the categories of layers: those of the window in its light theme."""

_WIDEST_TEXT = 270.0
_NARROWEST = 90.0
_PAD = 12.0
_TILE = 34.0
_BESIDE = 9.0
_RADIUS = 9.0
_STRIPE = 4.0
_LOCK = 20.0
_BORDER = 0.45
"""How much of a category's colour its border has; the rest is paper."""


class Words(msgspec.Struct, frozen=True):
    """The words of a diagram that are no names, so that the window can pass them in its language."""

    parameters: str = "{0} parameters"
    parameter: str = "1 parameter"
    loss: str = "Loss"
    letter: str = "Y"
    truth: str = "true values"
    frozen: str = "frozen"
    figures: Callable[[Layer], str] = methodcaller("figures")


class Line(NamedTuple):
    """A line of text on a card."""

    text: str
    size: float
    bold: bool
    color: str

    @property
    def width(self) -> float:
        """Width of the text."""
        return text_width(self.text, self.size, bold=self.bold)


class Face(NamedTuple):
    """What a card says."""

    lines: tuple[Line, ...]
    icon: str
    category: str
    frozen: bool = False


def face_of(node: Node, facts: Facts, options: DiagramOptions, words: Words) -> Face:
    """Return what the card of a layer says."""
    parameters = ""
    if options.parameters and facts.parameters:
        count = facts.parameters
        parameters = words.parameter if count == 1 else words.parameters.format(number_text(count))
    unknown = isinstance(node.layer, UnknownLayer)
    icon = "unknown" if unknown else type(node.layer).__name__
    face = _face((node.title, words.figures(node.layer), parameters), icon, node.layer.category)
    return face._replace(frozen=node.frozen)


def loss_face(title: str, words: Words) -> Face:
    """Return what the card of the loss says."""
    return _face((title, "", words.loss), "loss", "output")


def _face(texts: tuple[str, str, str], icon: str, category: str) -> Face:
    looks = ((SIZE, True, TEXT), (SIZE - 0.5, False, TEXT), (SMALL, False, MUTED))
    lines = (
        Line(fitted(printable(text), size, _WIDEST_TEXT, bold=bold), size, bold, color)
        for text, (size, bold, color) in zip(texts, looks, strict=True)
    )
    return Face(tuple(line for line in lines if line.text), icon, category)


def width_of(face: Face, options: DiagramOptions) -> float:
    """Width of a card: as its widest line has it, in steps of the grid."""
    text = max((line.width for line in face.lines), default=0.0)
    whole = 2 * _PAD + text + (_TILE + _BESIDE - 2 if options.icons else 0)
    return max(_NARROWEST, GRID * math.ceil(whole / GRID))


def height_of(options: DiagramOptions) -> float:
    """Height of every card."""
    return CARD_HEIGHT if options.parameters else CARD_HEIGHT - 14


def card_items(face: Face, rect: Rect, options: DiagramOptions) -> tuple[Item, ...]:
    """Return what a card is painted of, from back to front."""
    color = COLOURS.get(face.category, COLOURS["shape"])
    left, top, width, height = rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top
    items: list[Item] = [
        Box(left, top, width, height, _RADIUS, fill=PAPER),
        Path(_cap(left, top, width), fill=color),
        Box(left, top, width, height, _RADIUS, stroke=mixed(color, _BORDER)),
    ]
    middle = top + (height + _STRIPE) / 2
    text_left, room = left + _PAD, width - 2 * _PAD
    if options.icons:
        tile = left + _PAD - 2
        items.append(Box(tile, middle - _TILE / 2, _TILE, _TILE, 7, fill=mixed(color, 0.12)))
        items.append(Icon(tile + 7, middle - _TILE / 2 + 7, _TILE - 14, face.icon, color))
        text_left = tile + _TILE + _BESIDE
        room = width - (_PAD + _TILE + _BESIDE - 2) - _PAD
    pitch = [1.28 * line.size for line in face.lines]
    y = middle - sum(pitch) / 2
    for line, step in zip(face.lines, pitch, strict=True):
        baseline = y + (step + CAPITAL * line.size) / 2
        x = text_left if options.icons else text_left + (room - line.width) / 2
        items.append(Text(x, baseline, line.text, line.size, line.color, line.width, line.bold))
        y += step
    if face.frozen:
        lock = lock_place(rect)
        items.append(Box(lock.left, lock.top, _LOCK, _LOCK, _LOCK / 2, PAPER, mixed(color, _BORDER)))
        items.append(Icon(lock.left + 4, lock.top + 3.5, _LOCK - 8, "lock", TEXT))
    return tuple(items)


def lock_place(card: Rect) -> Rect:
    """Where a frozen layer has its lock: on the upper border of its card, at the left, as on the canvas."""
    left, top = card.left + _PAD - 2, card.top - _LOCK / 2
    return Rect(left, top, left + _LOCK, top + _LOCK)


def mixed(color: str, share: float) -> str:
    """A colour as it looks on paper with some of the paper shining through."""
    channels = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (c - 255) * share):02X}" for c in channels)


def grey(color: str) -> str:
    """The grey of the same luminance; weights of ITU-R BT.601, as printers use them."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + 3 * f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02X}"


def _cap(left: float, top: float, width: float) -> tuple[Command, ...]:
    """The stripe along the upper border: the card's round body, cut off below."""
    r = _RADIUS
    cosine = (r - _STRIPE) / r
    inset = r - math.sqrt(r * r - (r - _STRIPE) ** 2)
    angle = math.acos(cosine)
    # A cubic curve stands for an arc of a circle if its controls lie at 4/3·tan(angle/4) radii along the tangents.
    reach = r * 4 / 3 * math.tan(angle / 4)
    sine = math.sqrt(1 - cosine * cosine)
    down, right = top + _STRIPE, left + width
    return (
        ("M", (left + inset, down)),
        ("C", (left + inset + reach * cosine, down - reach * sine, left + r - reach, top, left + r, top)),
        ("L", (right - r, top)),
        (
            "C",
            (
                right - r + reach,
                top,
                right - inset - reach * cosine,
                down - reach * sine,
                right - inset,
                down,
            ),
        ),
        ("Z", ()),
    )
