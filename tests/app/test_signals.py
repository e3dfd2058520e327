"""Signals as pictures and in a plot: every peak is seen, whatever the length, and every channel has its name."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPixmap

from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import (
    channel_color,
    drawn_as,
    outline,
    signal_limits,
    signal_picture,
)
from nnstudio.app.plots.signal_plot import SignalPlot
from nnstudio.data.along import Along
from nnstudio.data.dataset import Column, Dataset

pytestmark = pytest.mark.usefixtures("look")


def like(image: QImage, color: QColor, least: int) -> np.ndarray:
    """The columns in which at least so many pixels have nearly a colour."""
    wanted = np.array([color.red(), color.green(), color.blue()])
    found = []
    for x in range(image.width()):
        column = np.array([image.pixelColor(x, y).getRgb()[:3] for y in range(image.height())])
        found.append((np.abs(column - wanted).max(axis=1) < 40).sum() >= least)
    return np.flatnonzero(found)


def test_which_samples_can_be_drawn() -> None:
    shapes = ((9, 2), (1, 5), (8, 8, 1), (8, 8, 3), (8, 8, 2), (30,))
    target = Column.category("class", ["a", "b"])
    drawn = [drawn_as(Dataset("some", np.zeros((2, *shape), np.float32), target)) for shape in shapes]
    assert drawn == ["signal", None, "picture", "picture", None, None]


def test_a_short_line_is_drawn_as_it_is_and_a_long_one_with_all_its_peaks() -> None:
    at, heights = outline(np.array([1.0, 3.0, 2.0]), 50)
    assert (at.tolist(), heights.tolist()) == ([0, 0.5, 1], [1, 3, 2])
    long = np.zeros(100_000)
    long[77_777] = 5
    at, heights = outline(long, 80)
    assert len(heights) == 160
    assert heights.max() == 5
    assert at[heights.argmax()] == pytest.approx(0.777, abs=0.01)


@pytest.mark.parametrize("length", [30, 50_000])
def test_a_peak_is_where_it_belongs(length: int) -> None:
    sample = np.zeros((length, 1), np.float32)
    sample[length // 2] = 1
    image = signal_picture(sample, 60).toImage()
    assert image.width() == 1.6 * image.height()
    columns = like(image, channel_color(0), least=5)
    assert len(columns)
    assert abs(columns.mean() / image.width() - 0.5) < 0.03


def test_marks_shine_through() -> None:
    marks = np.zeros(400)
    marks[300:] = 1
    plain: QPixmap = signal_picture(np.zeros((400, 1)), 60)
    marked = signal_picture(np.zeros((400, 1)), 60, marks=marks)
    before, after = plain.toImage(), marked.toImage()
    left, right = before.width() // 4, int(0.9 * before.width())
    assert before.pixelColor(left, 10) == after.pixelColor(left, 10)
    assert before.pixelColor(right, 10) != after.pixelColor(right, 10)


def test_each_channel_has_its_name_and_a_colour_of_the_theme() -> None:
    plot = SignalPlot()
    plot.show_signal(np.random.default_rng(0).normal(size=(50, 3)), 100, "a.wav")
    assert plot._channels.accessibleName() == "channel 1, channel 2, channel 3"
    assert plot._across == "seconds"
    (low, high), _ = plot.plot.viewRange()
    assert low < 0 < 0.49 < high < 0.52
    before = plot._channels.text()
    theme.current().set_preference("dark")
    assert plot._channels.text() != before
    theme.current().set_preference("light")
    plot.show_signal(np.zeros((5, 20)), 0)
    assert plot.remark == "The first 12 of 20 channels"
    assert plot._across == "value number"
    plot.show_signal(np.zeros((5, 1)), 0)
    assert not plot._channels.isVisibleTo(plot)


def test_what_runs_along_has_its_values_and_its_name() -> None:
    plot = SignalPlot()
    plot.show_signal(np.arange(5.0)[:, None], 0, "a.csv", Along(("Absorbance",), "Wavelength", 400.0, 2.0))
    assert (plot._across, plot._up) == ("Wavelength", "Absorbance")
    (low, high), _ = plot.plot.viewRange()
    assert 399 < low < 400
    assert 408 < high < 409
    plot.show_signal(np.zeros((5, 1)), 0, "b.csv", Along(step=-1.0, start=9.0))
    assert (plot._across, plot._up) == ("first column", "value")
    (low, high), _ = plot.plot.viewRange()
    assert low < 5 < 9 < high


def test_channels_that_would_be_flat_lines_have_a_band_each() -> None:
    wave = np.sin(np.arange(60.0))
    plot = SignalPlot()
    sample = np.stack([1013 + 0.5 * wave, 84.3 * wave, 0 * wave + 2], 1)
    plot.show_signal(sample, 0, "a.csv", Along(("p", "<g>", "on")))
    assert plot.remark == "each channel in a band of its own"
    assert plot.minimumSizeHint().height() < 120, "a low dock would cut its axis off"
    assert plot._channels.accessibleName() == "p (1012.5 to 1013.5), <g> (\u221284 to 84), on (2)"
    assert "&lt;g&gt;" in plot._channels.text()
    lines = [item.getData()[1] for item in plot.plot.getPlotItem().curves]
    for i, line in enumerate(lines[:2]):
        assert 2 - i < line.min() < line.max() < 3 - i
        assert np.ptp(line) > 0.8
    assert np.ptp(lines[2]) == 0
    assert plot._y_axis._tickLevels is not None
    plot.show_signal(sample[:, 1:2], 0)
    assert (plot.remark, plot._y_axis._tickLevels, plot._up) == ("", None, "value")


def test_bands_are_those_of_all_samples_and_hold_the_one_that_is_shown() -> None:
    """The same channels had bands in small, and an axis in common in large, where one sample was calm."""
    wave = np.sin(np.arange(60.0))
    calm = np.stack([wave, wave], 1)
    wild = np.stack([wave, 100 * wave], 1)
    plot = SignalPlot()
    plot.show_signal(calm, 0)
    assert plot.remark == ""
    plot.show_signal(calm, 0, limits=signal_limits(np.stack([calm, wild])))
    assert plot.remark == "each channel in a band of its own"
    first, second = (np.ptp(item.getData()[1]) for item in plot.plot.getPlotItem().curves)
    assert first > 0.8
    assert second < 0.01, "calm beside the other"
    plot.show_signal(3 * wild, 0, limits=signal_limits(np.stack([calm, wild])))
    for i, item in enumerate(plot.plot.getPlotItem().curves):
        line = item.getData()[1]
        assert 1 - i < line.min() < line.max() < 2 - i, "wilder than those the limits are of"


def test_a_small_picture_has_bands_as_well() -> None:
    sample = np.stack([np.sin(np.arange(60.0)), 500 * np.sin(np.arange(60.0))], 1)
    image = signal_picture(sample, 60).toImage()
    for channel in (0, 1):
        rows = [
            y
            for y in range(image.height())
            for x in range(image.width())
            if QColor(image.pixel(x, y)) == channel_color(channel)
        ]
        assert max(rows) - min(rows) > 15, "a flat line"
        assert (max(rows) < 32) if channel == 0 else (min(rows) > 28)
