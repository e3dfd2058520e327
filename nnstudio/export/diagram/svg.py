"""A picture as SVG 1.1, plain enough for browsers, Inkscape, Illustrator, LibreOffice, Word and LaTeX."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html import escape

from nnstudio.export.diagram.metrics import is_known
from nnstudio.export.diagram.picture import Box, Group, Icon, Item, Path, Picture, Text
from nnstudio.system import folders

FONTS = "Helvetica, Arial, Arimo, 'Liberation Sans', sans-serif"


def svg(picture: Picture) -> bytes:
    """Write a picture. The same picture always gives the same bytes."""
    return ("\n".join(_lines(picture)) + "\n").encode()


def _lines(picture: Picture) -> Iterator[str]:
    width, height = picture.width * picture.points, picture.height * picture.points
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}pt" height="{_n(height)}pt"'
        f' viewBox="0 0 {_n(picture.width)} {_n(picture.height)}" role="img">'
    )
    if picture.title:
        yield f"  <title>{escape(picture.title, quote=False)}</title>"
    if picture.description:
        yield f"  <desc>{escape(picture.description, quote=False)}</desc>"
    yield f'  <rect width="{_n(picture.width)}" height="{_n(picture.height)}" fill="#FFFFFF"/>'
    yield f'  <g font-family="{FONTS}">'
    for group in picture.groups:
        yield from _group(group)
    yield "  </g>"
    yield "</svg>"


def _group(group: Group) -> Iterator[str]:
    yield f'    <g id="{escape(group.name)}">'
    for item in group.items:
        yield f"      {_item(item)}"
    yield "    </g>"


def _item(item: Item) -> str:
    if isinstance(item, Box):
        round_ = f' rx="{_n(item.radius)}"' if item.radius else ""
        place = f'x="{_n(item.x)}" y="{_n(item.y)}" width="{_n(item.width)}" height="{_n(item.height)}"'
        return f"<rect {place}{round_}{_paint(item.fill, item.stroke, item.line)}/>"
    if isinstance(item, Path):
        d = "".join(letter + " ".join(map(_n, numbers)) for letter, numbers in item.commands)
        dash = f' stroke-dasharray="{" ".join(map(_n, item.dash))}"' if item.dash else ""
        return f'<path d="{d}"{_paint(item.fill, item.stroke, item.line)}{dash}/>'
    if isinstance(item, Text):
        return _text(item)
    return _icon(item)


def _paint(fill: str, stroke: str, line: float) -> str:
    outline = f' stroke="{stroke}" stroke-width="{_n(line)}"' if stroke else ""
    return f' fill="{fill or "none"}"{outline}'


def _text(item: Text) -> str:
    weight = ' font-weight="bold"' if item.bold else ""
    anchor = ' text-anchor="middle"' if item.anchor == "middle" else ""
    # Where another font stands in for Helvetica, the text is squeezed to its room instead of leaving its card.
    room = f' textLength="{_n(item.width)}" lengthAdjust="spacingAndGlyphs"' if is_known(item.text, bold=item.bold) else ""  # fmt: skip
    return (
        f'<text x="{_n(item.x)}" y="{_n(item.y)}" font-size="{_n(item.size)}"{weight}{anchor}{room}'
        f' fill="{item.color}">{escape(item.text, quote=False)}</text>'
    )


def _icon(item: Icon) -> str:
    scale = item.size / 20
    # Few programs but browsers know "currentColor"; so the colour is written out.
    drawn = icon_body(item.name).replace("currentColor", item.color)
    place = f"translate({_n(item.x)} {_n(item.y)}) scale({_n(scale)})"
    style = (
        f'fill="none" stroke="{item.color}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<g transform="{place}" {style}>{drawn}</g>'


@functools.cache
def icon_body(name: str) -> str:
    """The elements of one of the program's icons, drawn on 20 × 20; an unknown name gives the icon ``unknown``."""
    folder = folders.resources() / "icons"
    path = folder / f"{name.lower()}.svg"
    text = (path if path.is_file() else folder / "unknown.svg").read_text(encoding="utf-8")
    body = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.DOTALL)
    return "".join(line.strip() for line in body.splitlines())


def _n(value: float) -> str:
    """A number as short as two decimals have it."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
