"""Spectrograms as pictures and in a plot: colours, axes and channels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import drawn_as, drawn_size, painted, seen_limits
from nnstudio.app.look.spectrogram_picture import MOST_DRAWN, colours, heard_between, spectrogram_picture
from nnstudio.app.plots.spectrogram_plot import SpectrogramPlot
from nnstudio.data.along import Along
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.spectrogram import SeenAs, Spectrogram

pytestmark = pytest.mark.usefixtures("look")

RATE = 8000
LENGTH = 4000


def tones(*pitches: float, seen_as: SeenAs = "mel", rate: int = RATE, along: Along | None = None) -> Dataset:
    """Two samples, of a channel for each tone; with a rate of 0 their pitch is in cycles for 8000 values."""
    made = Spectrogram(LENGTH, 256, 40, seen_as)
    values = np.sin(2 * np.pi * np.array(pitches) * np.arange(LENGTH)[:, None] / RATE)
    seen = made.made(values, rate)
    target = Column.category("class", ["a", "b"])
    known = along or Along()
    return Dataset("tones", np.stack([seen, seen]), target, rate=rate, spectrogram=made, along=known)


Show = Callable[[Dataset], SpectrogramPlot]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    def show(data: Dataset) -> SpectrogramPlot:
        plot = SpectrogramPlot()
        qtbot.addWidget(plot)
        plot.resize(600, 400)
        plot.show_spectrogram(data.inputs[0], data)
        plot.show()
        plot.grab()  # with all in its place
        return plot

    return show


def ticks(plot: SpectrogramPlot) -> dict[str, float]:
    """What stands beside the bands, and at which height."""
    axis, (low, high) = plot._frequencies, plot.plot.viewRange()[1]
    ((_, places),) = axis.tickValues(low, high, plot.plot.height())
    return dict(zip(axis.tickStrings(places, 1, 1), places, strict=True))


def loudest(data: Dataset, channel: int = 0) -> int:
    """Which band is the loudest, counted from below."""
    return int(data.inputs[0, ::-1, :, channel].mean(axis=1).argmax())


def test_colours_become_lighter_step_by_step() -> None:
    light = colours() @ np.array([0.2126, 0.7152, 0.0722])
    assert (np.diff(light) > -0.5).all()
    assert light[-1] > 230
    assert light[0] < 5


@pytest.mark.parametrize("moments", [3, 24, 700])
def test_a_small_picture_has_its_place_whatever_its_sides(moments: int) -> None:
    sample = np.zeros((20, moments, 1), np.float32)
    sample[-5:, : moments // 3] = 50  # low, at the beginning
    picture = spectrogram_picture(sample, QSize(90, 56)).toImage()
    assert picture.size() == QSize(90, 56)
    assert picture.pixelColor(10, 50).lightness() > 200
    for quiet in ((10, 10), (80, 50), (80, 10)):
        assert picture.pixelColor(*quiet).lightness() < 40


def test_a_click_in_a_long_sound_is_seen() -> None:
    sample = np.full((8, 100_000, 1), -90.0, np.float32)
    sample[:, 70_000] = 0
    picture = spectrogram_picture(sample, QSize(90, 56), (-90.0, 0.0)).toImage()
    light = [picture.pixelColor(x, 30).lightness() for x in range(90)]
    assert np.argmax(light) == pytest.approx(63, abs=1)
    assert max(light) > min(light[2:-2]) + 60


def test_what_is_quiet_and_loud_of_many_values_is_found_among_some() -> None:
    many = np.linspace(-100, 0, 3_000_000, dtype=np.float32).reshape(3, 1000, 1000)
    low, high = heard_between(many)
    assert low == pytest.approx(-99, abs=0.2)
    assert high == pytest.approx(-0.1, abs=0.1)


def test_silence_is_dark() -> None:
    silent = np.full((20, 24, 1), -80, np.float32)
    assert heard_between(silent) == (-80, -79)
    assert spectrogram_picture(silent, QSize(90, 60)).toImage().pixelColor(45, 30).lightness() < 5


def test_channels_stand_above_each_other_and_are_no_colours() -> None:
    sample = np.zeros((20, 24, 3), np.float32)
    sample[..., 1] = 50
    picture = spectrogram_picture(sample, QSize(90, 60)).toImage()
    lightness = [picture.pixelColor(45, y).lightness() for y in (10, 30, 50)]
    assert lightness[1] > 200
    assert max(lightness[0], lightness[2]) < 40


def test_a_data_set_of_spectrograms_is_known_by_how_it_was_made() -> None:
    data = tones(500, 900, 1500)  # three channels are no red, green and blue
    assert drawn_as(data) == "spectrogram"
    size = drawn_size(data, 56)
    assert size.width() > size.height() == 56
    low, high = seen_limits(data.inputs, data)
    assert painted(data.inputs[0], 56, data, (low, high)).size() == size
    assert data.inputs.min() <= low < high <= data.inputs.max()


@pytest.mark.parametrize("seen_as", ["mel", "spectrogram"])
def test_a_tone_is_beside_its_frequency(seen_as: SeenAs, shown: Show) -> None:
    data = tones(1000, seen_as=seen_as)
    plot = shown(data)
    found = ticks(plot)
    assert abs(found["1"] - (loudest(data) + 0.5)) <= 0.6, "bands are counted, and the axis is in kHz"
    assert (plot._across, plot._up) == ("seconds", "kHz")
    heights = list(found.values())
    gaps = np.diff(sorted(heights))
    assert (gaps.max() > 1.3 * gaps.min()) == (seen_as == "mel"), "only equal bands have equal steps"
    assert [float(text) for text in found] == sorted(float(text) for text in found)


def test_high_frequencies_are_drawn_above(shown: Show) -> None:
    data = tones(3000)
    plot = shown(data)
    picture, view = plot.grab().toImage(), plot.plot
    light = []
    for band in (loudest(data), 39 - loudest(data)):
        at = view.mapFromScene(plot._images[0].mapToScene(QPointF(8.5, band + 0.5)))
        light.append(picture.pixelColor(view.viewport().mapTo(plot, at)).lightness())
    assert light[0] > 200
    assert light[1] < 100


def test_colours_are_those_of_the_limits_that_were_asked_for(shown: Show) -> None:
    data = tones(3000)
    plot = shown(data)
    plot.show_spectrogram(data.inputs[0], data, limits=(-200.0, 100.0))
    assert plot._images[0].levels == pytest.approx([-200, 100])
    assert plot._scale.levels() == (-200, 100)


@pytest.mark.parametrize("height", [120, 400])
def test_frequencies_that_are_written_have_room(shown: Show, height: int) -> None:
    plot = shown(tones(3000))
    plot.resize(600, height)
    plot.grab()
    axis, (low, high) = plot._frequencies, plot.plot.viewRange()[1]
    ((_, places),) = axis.tickValues(low, high, axis.height())
    apart = np.diff(places) * axis.height() / (high - low)
    assert len(places) > 1
    assert apart.min() > 23, "words do not lie on each other"


def test_slow_sounds_are_in_hz_and_uncounted_ones_in_cycles(shown: Show) -> None:
    slow = shown(tones(100, seen_as="spectrogram", rate=1000))
    assert slow._up == "Hz"
    assert max(float(text) for text in ticks(slow)) in (400, 450)
    data = tones(1000, seen_as="spectrogram", rate=0)
    plot = shown(data)
    assert (plot._across, plot._up) == ("value number", "cycles per value")
    assert (
        pytest.approx(np.interp(loudest(data) + 1, np.arange(42), np.linspace(0, 0.5, 42)), abs=0.01) == 0.125
    )
    assert max(float(text) for text in ticks(plot)) == pytest.approx(0.4)


def test_a_moment_stands_in_the_middle_of_its_window(shown: Show) -> None:
    plot = shown(tones(1000))
    (image,) = (each for each in plot.plot.getPlotItem().items if isinstance(each, pg.ImageItem))
    place = image.mapRectToParent(image.boundingRect())
    made = Spectrogram(LENGTH, 256, 40, "mel")
    each = place.width() / made.moments
    assert place.left() + each / 2 == pytest.approx(128 / RATE)
    assert each == pytest.approx(128 / RATE)
    assert plot.plot.viewRange()[0] == pytest.approx([place.left(), place.right()])


def test_a_tip_tells_frequency_time_and_loudness_under_the_mouse(shown: Show) -> None:
    data = tones(300, 1000)
    plot = shown(data)
    made, values = data.spectrogram, data.inputs[0]
    for channel, image in enumerate(plot._images):
        row = made.bands - 1 - loudest(data, channel)
        middle = image.mapToScene(QPointF(7.5, made.bands - row - 0.5))
        frequency = made.frequencies(RATE)[made.bands - row]
        told = f"{frequency / 1000:.3g} kHz" if frequency >= 1000 else f"{frequency:.3g} Hz"
        told += f" at 0.128 s: {values[row, 7, channel]:.3g} dB".replace("-", "−")
        assert plot.told_at(plot.plot.mapFromScene(middle)) == told
    assert plot.told_at(QPoint(1, 1)) == "", "beside the axis"


def test_each_channel_has_a_panel_with_its_name(shown: Show) -> None:
    data = tones(300, 2000, along=Along(channels=("left", "right")))
    plot = shown(data)
    items = plot.plot.getPlotItem().items
    names = {each.textItem.toPlainText(): each.pos().y() for each in items if isinstance(each, pg.TextItem)}
    assert list(names) == ["left", "right"]
    assert names["left"] > names["right"], "the first stands above"
    found = ticks(plot)
    assert len(set(found.values())) == len(found)
    ((_, places),) = plot._frequencies.tickValues(*plot.plot.viewRange()[1], plot.plot.height())
    assert plot._frequencies.tickStrings(places, 1, 1).count("1") == 2
    assert plot.remark == ""


@pytest.mark.parametrize("rate", [0, 8000])
def test_low_panels_have_a_frequency_each(shown: Show, rate: int) -> None:
    plot = shown(tones(300, 2000, 900, seen_as="spectrogram", rate=rate))
    plot.resize(400, 170)
    plot.grab()
    low, high = plot.plot.viewRange()[1]
    assert plot._frequencies.tickValues(low, high, 0), "where it has no room at all yet"
    ((_, places),) = plot._frequencies.tickValues(low, high, 100)
    texts = plot._frequencies.tickStrings(places, 1, 1)
    assert len(places) >= 3
    assert texts == texts[: len(texts) // 3] * 3, "the same beside each"
    assert all(texts)


def test_of_many_channels_the_first_are_shown_and_it_is_said(shown: Show) -> None:
    plot = shown(tones(*(300 * i for i in range(1, 7))))
    images = [each for each in plot.plot.getPlotItem().items if isinstance(each, pg.ImageItem)]
    assert len(images) == MOST_DRAWN
    assert plot.remark == f"The first {MOST_DRAWN} of 6 channels"


def test_the_scale_tells_decibels_and_follows_the_theme(look: theme.Theme, shown: Show) -> None:
    plot = shown(tones(1000))
    low, high = plot._scale.levels()
    assert low < high <= 0.1, "0 is a sine from -1 to 1"
    before = plot.grab().toImage()
    look.set_preference("dark")
    assert plot.grab().toImage() != before
