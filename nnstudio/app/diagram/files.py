"""A picture as the contents of a PNG or a PDF file."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt, QUuid
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

from nnstudio.app.diagram.painting import paint
from nnstudio.export.diagram.picture import Picture
from nnstudio.system.messages import StudioError

_PAGE_DPI = 1200
_INCH = 0.0254


def image(picture: Picture, dpi: float) -> QImage:
    """Paint a picture into an image that knows its resolution.

    Raises
    ------
    StudioError
        When there is not enough memory for it.
    """
    width, height = picture.pixels(dpi)
    result = QImage(width, height, QImage.Format.Format_RGB32)
    if result.isNull():
        raise StudioError(
            "There is not enough memory for a picture of {width}×{height} pixels", width=width, height=height
        )
    result.fill(Qt.GlobalColor.white)
    result.setDotsPerMeterX(round(dpi / _INCH))
    result.setDotsPerMeterY(round(dpi / _INCH))
    painter = QPainter(result)
    painter.scale(width / picture.width, height / picture.height)
    paint(picture, painter)
    painter.end()
    return result


def png(picture: Picture, dpi: float) -> bytes:
    """Return the contents of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image(picture, dpi)):
        raise StudioError("Qt cannot write PNG files here")
    return bytes(data.data())


def pdf(picture: Picture) -> bytes:
    """Return the contents of a PDF file of one page, with the text as text and its fonts inside."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator("NN Studio")
    writer.setTitle(picture.title)
    writer.setResolution(_PAGE_DPI)
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), msgspec.json.encode(picture)))
    size = QSizeF(picture.width * picture.points, picture.height * picture.points)
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    # A page wider than high is no page on its side: its size is given as it is.
    writer.setPageLayout(
        QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point)
    )
    painter = QPainter(writer)
    scale = picture.points * _PAGE_DPI / 72
    painter.scale(scale, scale)
    paint(picture, painter)
    painter.end()
    buffer.close()
    return _undated(bytes(data.data()))


_DATE = re.compile(rb"""/(?:Creation|Mod)Date \(D:(\d{14})|xmp:\w+Date="(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)""")


def _undated(data: bytes) -> bytes:
    """Set the dates of making to a fixed one of the same length: the same drawing gives the same file."""

    def fixed(found: re.Match[bytes]) -> bytes:
        plain, spelled = found.groups()
        if plain:
            return found.group().replace(plain, b"20000101000000")
        return found.group().replace(spelled, b"2000-01-01T00:00:00")

    return _DATE.sub(fixed, data)
