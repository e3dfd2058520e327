"""How wide a text is, without a screen: read from the font that the program ships.

Arimo has the widths of Arial and Helvetica, so what is measured here holds for an SVG file on computers with any of
the three. Letters that it lacks come from some other font there; their widths are estimates on the safe side.
"""

from __future__ import annotations

import functools
import struct
import unicodedata

from nnstudio.system import folders

FAMILY = "Arimo"
CAPITAL = 0.688
"""Height of capital letters for a text of size 1."""

_WIDE = 1.0
_UNKNOWN = 0.72
_EMOJI = 1.3
_ELLIPSIS = "…"


def font_files() -> tuple[str, str]:
    """Paths of the shipped font: regular and bold."""
    folder = folders.resources() / "fonts"
    return str(folder / "Arimo-Regular.ttf"), str(folder / "Arimo-Bold.ttf")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in one line; letters are set beside each other without kerning."""
    widths = _widths(bold)
    return size * sum(widths[c] if c in widths else _estimate(c) for c in text)


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits into a width, with an ellipsis where it was cut."""
    if text_width(text, size, bold=bold) <= room:
        return text
    room -= text_width(_ELLIPSIS, size, bold=bold)
    length, used = 0, 0.0
    while length < len(text):
        used += text_width(text[length], size, bold=bold)
        if used > room:
            break
        length += 1
    return text[:length].rstrip() + _ELLIPSIS


def is_known(text: str, *, bold: bool) -> bool:
    """Whether the shipped font has all letters of a text, so that its width is no estimate."""
    widths = _widths(bold)
    return all(c in widths for c in text)


def printable(text: str) -> str:
    """A name as it can stand in any file: one line, without characters that cannot be seen or steer others.

    Control characters, halves of pairs, and the marks that turn the direction of writing would damage an XML
    file or the line they stand in; the joiners that emoji and Arabic need stay.
    """
    kept = "".join(
        c for c in text if c in "\u200c\u200d" or unicodedata.category(c) not in _UNSEEN or c.isspace()
    )
    return " ".join(kept.split())


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))


def _estimate(letter: str) -> float:
    kind = unicodedata.category(letter)
    if kind in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _EMOJI if kind == "So" else _WIDE
    return _EMOJI if ord(letter) > 0xFFFF else _UNKNOWN


@functools.cache
def _widths(bold: bool) -> dict[str, float]:
    """Advance widths for a text of size 1, by letter; read from the tables of a TrueType file.

    The layout of the tables is that of the OpenType specification: ``head``, ``hhea``, ``hmtx`` and a ``cmap``
    of format 4.
    """
    with open(font_files()[bold], "rb") as file:  # noqa: PTH123
        data = file.read()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)
    }
    (units,) = struct.unpack_from(">H", data, tables[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", data, tables[b"hhea"] + 34)
    advances = [struct.unpack_from(">H", data, tables[b"hmtx"] + 4 * i)[0] / units for i in range(measured)]
    last = len(advances) - 1  # glyphs behind the last share its width
    return {chr(code): advances[min(glyph, last)] for code, glyph in _glyphs(data, tables[b"cmap"]).items()}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each letter, from the Windows Unicode table (platform 3, encoding 1)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * i) for i in range(count)]
    table = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    segments = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends, starts, deltas, offsets = (table + 14 + i * 2 * segments + (2 if i else 0) for i in range(4))
    glyphs: dict[int, int] = {}
    for segment in range(segments):
        end, start, delta, offset = (
            struct.unpack_from(">H", data, at + 2 * segment)[0] for at in (ends, starts, deltas, offsets)
        )
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                at = offsets + 2 * segment + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, at)[0]
                glyph = (glyph + delta) % 65536 if glyph else 0
            else:
                glyph = (code + delta) % 65536
            if glyph:
                glyphs[code] = glyph
    return glyphs
