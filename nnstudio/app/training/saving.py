"""Curves to take away: a picture at any scale, a drawing, a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from nnstudio.app import theme
from nnstudio.app.training.clipping import cut_curves
from nnstudio.project.csv_text import csv_text
from nnstudio.training.history import History

_MARGIN = 12


def picture(plots: Sequence[QWidget], scale: float) -> QImage:
    """Plots side by side as they are seen, every pixel of the window as ``scale`` pixels."""
    size = _size(plots)
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.current().color("surface"))
    painter = QPainter(image)
    _paint(painter, plots)
    painter.end()
    return image


def png(plots: Sequence[QWidget], scale: float) -> bytes:
    """The picture as a PNG file."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(plots, scale).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(store.data())


def svg(plots: Sequence[QWidget], title: str) -> bytes:
    """Plots side by side as an SVG file."""
    store = QByteArray()
    buffer = QBuffer(store)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    size = _size(plots)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(0, 0), size), theme.current().color("surface"))
    with cut_curves(plots):
        _paint(painter, plots)
    painter.end()
    return bytes(store.data())


def table(runs: Sequence[tuple[str, History]]) -> str:
    """Every figure of every epoch as CSV, a row for each epoch of each run."""
    keys = sorted({key for _, history in runs for epoch in history.epochs for key in epoch.metrics})
    val_keys = sorted({key for _, history in runs for epoch in history.epochs for key in epoch.val_metrics})
    headings = ["run", "epoch", "seconds", "loss", "val_loss", *keys, *(f"val_{key}" for key in val_keys)]
    rows: list[list[Any]] = [
        [
            name, epoch.epoch, epoch.seconds, epoch.loss, "" if epoch.val_loss is None else epoch.val_loss,
            *(epoch.metrics.get(key, "") for key in keys), *(epoch.val_metrics.get(key, "") for key in val_keys),
        ]
        for name, history in runs
        for epoch in history.epochs
    ]  # fmt: skip
    return csv_text(headings, rows)


def mime(plots: Sequence[QWidget], runs: Sequence[tuple[str, History]]) -> QMimeData:
    """For the clipboard: the picture, and the table as text."""
    data = QMimeData()
    data.setImageData(picture(plots, 2))
    data.setText(table(runs))
    return data


def _size(plots: Sequence[QWidget]) -> QSize:
    width = sum(plot.width() for plot in plots) + _MARGIN * (len(plots) + 1)
    return QSize(width, max(plot.height() for plot in plots) + 2 * _MARGIN)


def _paint(painter: QPainter, plots: Sequence[QWidget]) -> None:
    x = _MARGIN
    for plot in plots:
        painter.save()
        painter.translate(x, _MARGIN)
        # Without a background of its own, which is the window's and not that of the curves.
        plot.render(painter, QPoint(0, 0), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.restore()
        x += plot.width() + _MARGIN
