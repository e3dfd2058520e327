"""Curves to take away: a picture at any scale, a drawing, a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.training.clipping import cut_curves
from nnstudio.app.words.metric_words import in_table
from nnstudio.nn.metric_order import beside
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


class Saved(NamedTuple):
    """The curves of a run: what it is called, its figures, and what its outputs answer."""

    name: str
    history: History
    answers: Mapping[str, str] = {}

    def named(self, metrics: Mapping[str, float]) -> dict[str, float]:
        """Metrics of an epoch by keys that say what an output answers rather than its layer: ``kind/accuracy``."""
        return {in_table(key, self.answers): value for key, value in metrics.items()}


def table(runs: Sequence[Saved]) -> str:
    """Every figure of every epoch as CSV, a row for each epoch of each run."""
    answers = beside([run.answers for run in runs])
    runs = [run._replace(answers=each) for run, each in zip(runs, answers, strict=True)]
    told = [
        (run.name, epoch, run.named(epoch.metrics), run.named(epoch.val_metrics))
        for run in runs
        for epoch in run.history.epochs
    ]
    keys = sorted({key for _, _, metrics, _ in told for key in metrics})
    val_keys = sorted({key for _, _, _, metrics in told for key in metrics})
    headings = ["run", "epoch", "seconds", "loss", "val_loss", *keys, *(f"val_{key}" for key in val_keys)]
    rows: list[list[Any]] = [
        [
            name, epoch.epoch, epoch.seconds, epoch.loss, "" if epoch.val_loss is None else epoch.val_loss,
            *(metrics.get(key, "") for key in keys), *(val_metrics.get(key, "") for key in val_keys),
        ]
        for name, epoch, metrics, val_metrics in told
    ]  # fmt: skip
    return csv_text(headings, rows)


def mime(plots: Sequence[QWidget], runs: Sequence[Saved]) -> QMimeData:
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
