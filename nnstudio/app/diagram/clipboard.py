"""The diagram on the clipboard, in the forms that texts, slides and drawing programs take."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from nnstudio.app.diagram.files import image
from nnstudio.export.diagram import Diagram, Picture, Png, require_pixels, svg

_SVG = ("image/svg+xml", "image/x-inkscape-svg")
_DPI = (300, 150, 96, 72, 36)
"""Resolutions of the copy in pixels, the best that fits."""
_MOST_PIXELS = 24_000_000
"""More would make every program that watches the clipboard slow."""


def copy(picture: Picture, options: Diagram) -> None:
    """Put a picture on the clipboard: as SVG, and in pixels for whoever cannot read that.

    Raises
    ------
    StudioError
        When it is too large.
    """
    dpi = options.dpi if isinstance(options, Png) else _fitting(picture)
    require_pixels(picture, dpi)
    mime = QMimeData()
    data = svg(picture)
    for kind in _SVG:
        mime.setData(kind, data)
    mime.setImageData(image(picture, dpi))
    QGuiApplication.clipboard().setMimeData(mime)


def _fitting(picture: Picture) -> int:
    for dpi in _DPI:
        width, height = picture.pixels(dpi)
        if width * height <= _MOST_PIXELS:
            return dpi
    return _DPI[-1]
