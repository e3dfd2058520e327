"""Sounds as spectrograms in the window: opened, looked at, seen otherwise, learned from, and a new one answered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.augmentation import Flip, Rotate, Shift
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import RecordingFolder
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Reshape
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.problems import obstacles
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig
from tests.app.hands import button, by_letters, choose_file, click, type_into, until
from tests.app.window.conftest import results_of
from tests.app.window.test_augmentation import tick
from tests.app.window.test_data import read, take
from tests.app.window.test_data_kinds import drop as drop_data
from tests.app.window.test_data_kinds import field, settled
from tests.app.window.test_one_step import opened, text
from tests.app.window.test_problems import settled as looked
from tests.app.window.test_results import drop, page
from tests.data.waves import wave

RATE, LENGTH = 8000, 2200
SHAPE = (40, 16, 1)
"""Of what is found for such sounds: windows of 256 values."""


def tone(pitch: float, seed: int = 0) -> np.ndarray:
    drawn = np.random.default_rng(seed)
    along = np.arange(LENGTH) / RATE
    return 0.5 * np.sin(2 * np.pi * pitch * along + drawn.uniform(0, 6)) + drawn.normal(0, 0.01, LENGTH)


def folder_of(path: Path, channels: int = 1) -> Path:
    """Low and high tones, 12 of each."""
    for kind, pitch in (("low", 300), ("high", 2000)):
        (path / kind).mkdir(parents=True)
        for i in range(12):
            sound = np.stack([tone(pitch + 10 * i, i + channel) for channel in range(channels)], axis=1)
            (path / kind / f"{i}.wav").write_bytes(wave(sound, RATE))
    return path


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "sounds")


def open_folder(dialog: DataDialog, path: Path) -> None:
    done = choose_file(path)
    click(button(dialog, "Open folder…"))
    until(done, "the file dialog")
    read(dialog)


def taken(window: MainWindow, sounds: Path) -> None:
    """Drop the folder on the start page, and take it with the network that is proposed."""
    assert drop_data(window.start_page, sounds)
    until(lambda: window.findChildren(DataDialog), "the dialog")
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    take(window, dialog)


def learned(window: MainWindow, sounds: Path) -> ResultsPanel:
    taken(window, sounds)
    project = window.document.project
    training = project.training.replace(epochs=3, device="cpu")
    window.document.edit("few epochs", project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")
    return results_of(window)


def of_shape(window: MainWindow, shape: tuple[int, ...]) -> None:
    def there() -> bool:
        prepared = window.data.prepared
        return prepared is not None and prepared.sample_shape == shape

    until(there, "the data")


def repaired(window: MainWindow, words: str, shape: tuple[int, ...]) -> None:
    """Click a repair, and wait for the data that it asks for."""
    looked(window)
    click(button(window.workspace.problems, words))
    of_shape(window, shape)
    assert not obstacles(window.document.project, window.data.prepared)


def shown_fields(dialog: DataDialog) -> list[str]:
    return [name for name in ("seen_as", "window", "bands") if field(dialog, name).isVisible()]


def test_a_folder_of_sounds_is_shown_as_spectrograms(data_dialog: DataDialog, sounds: Path) -> None:
    open_folder(data_dialog, sounds)
    parts = data_dialog._parts
    facts = parts.facts.text()
    assert "24 spectrograms · 40×16 · 2 classes" in facts
    assert "40 bands of frequencies, 16 moments of 32 ms each" in facts
    assert parts.look.tabs.tabText(0) == "Recordings"
    preview = parts.look.preview
    plot = preview._large.spectrogram
    assert plot.isVisible()
    assert (plot._across, plot._up) == ("seconds", "kHz")
    assert plot._title.text() == str(Path("high", "0.wav"))
    loud = plot._shown[0].mean(axis=(1, 2)).argmax()
    click(preview._pictures.viewport(), preview._pictures.visualRect(preview._sheet.index(1, 0)).center())
    assert plot._title.text() == str(Path("low", "0.wav"))
    assert plot._shown[0].mean(axis=(1, 2)).argmax() > loud + 5, "low tones are drawn further below"
    size = preview._pictures.iconSize()
    assert size.width() > size.height()


def test_what_suits_no_sound_is_not_offered(data_dialog: DataDialog, sounds: Path) -> None:
    open_folder(data_dialog, sounds)
    parts = data_dialog._parts
    assert not parts.shuffling.isVisible()
    tabs = parts.look.tabs
    place = next(i for i in range(tabs.count()) if tabs.tabText(i) == "Augmentation")
    click(tabs, tabs.tabRect(place).center())
    offered = {
        kind for kind, choice in parts.look.augmentation.choices.items() if choice.isVisibleTo(tabs.window())
    }
    assert Shift in offered
    assert not offered & {Flip, Rotate}
    tick(parts.look.augmentation.choices[Shift])
    assert data_dialog.config.augmentation == (Shift(),)
    until(lambda: parts.look.augmentation.grid.pixmaps, "the pictures")
    (shown, *_) = parts.look.augmentation.grid.pixmaps
    assert shown.width() > shown.height()


def test_sounds_are_seen_otherwise_and_all_else_stays(
    window: MainWindow, data_dialog: DataDialog, sounds: Path
) -> None:
    open_folder(data_dialog, sounds)
    assert shown_fields(data_dialog) == ["seen_as", "window", "bands"]
    type_into(field(data_dialog, "length"), "2100")
    settled(data_dialog)
    by_letters(field(data_dialog, "seen_as"), "Signal")
    settled(data_dialog)
    assert data_dialog.dataset.sample_shape == (2100, 1)
    assert shown_fields(data_dialog) == ["seen_as"]
    assert data_dialog._parts.look.preview._large.signal.isVisible()
    by_letters(field(data_dialog, "seen_as"), "Spectrogram")
    settled(data_dialog)
    assert shown_fields(data_dialog) == ["seen_as", "window", "bands"]
    type_into(field(data_dialog, "bands"), "20")
    settled(data_dialog)
    assert "20 bands of frequencies, 15 moments of 32 ms each" in data_dialog._parts.facts.text(), (
        "as was found"
    )
    type_into(field(data_dialog, "window"), "100")
    settled(data_dialog)
    assert data_dialog.dataset.sample_shape == (20, 41, 1)
    type_into(field(data_dialog, "window"), "30")
    settled(data_dialog)
    assert "20 bands need a window of 40 values or more" in data_dialog._parts.facts.text()
    assert shown_fields(data_dialog) == ["seen_as", "window", "bands"], "there it can be mended"
    type_into(field(data_dialog, "window"), "100")
    settled(data_dialog)
    take(window, data_dialog)
    assert window.document.project.data.source == RecordingFolder(
        str(sounds.resolve()), length=2100, seen_as="spectrogram", window=100, bands=20
    )


def test_short_sounds_stay_signals_without_settings_of_spectrograms(
    data_dialog: DataDialog, tmp_path: Path
) -> None:
    for kind in ("low", "high"):
        (tmp_path / "short" / kind).mkdir(parents=True)
        for i in range(4):
            (tmp_path / "short" / kind / f"{i}.wav").write_bytes(wave(tone(300, i)[:400], RATE))
    open_folder(data_dialog, tmp_path / "short")
    assert data_dialog.dataset.spectrogram is None
    assert shown_fields(data_dialog) == ["seen_as"]


def test_channels_are_shown_above_each_other(data_dialog: DataDialog, tmp_path: Path) -> None:
    """Three of them would be red, green and blue in a picture."""
    open_folder(data_dialog, folder_of(tmp_path / "three", 3))
    assert "24 spectrograms · 40×16×3 · 2 classes" in data_dialog._parts.facts.text()
    plot = data_dialog._parts.look.preview._large.spectrogram
    names = [item.toPlainText() for item in plot.plot.getPlotItem().items if hasattr(item, "toPlainText")]
    assert names == ["channel 1", "channel 2", "channel 3"]


def test_results_draw_spectrograms_and_a_new_sound_is_answered(
    window: MainWindow, sounds: Path, tmp_path: Path
) -> None:
    window.resize(1400, 900)
    panel = learned(window, sounds)
    assert any(isinstance(node.layer, Conv2D) for node in window.document.project.network.nodes)
    page(panel, panel.samples)
    until(panel.samples.isVisible, "the samples")
    trial = panel.trial
    page(panel, trial)
    until(trial.answer.bars.isVisible, "the first sample")
    plot = trial.recording.spectrogram
    assert plot.isVisible()
    assert not trial.pad.isVisible()
    assert not trial.draw.isVisible()
    assert not trial.answer._seen.isVisible(), "it is in large beside it"
    new = tmp_path / "new.wav"
    new.write_bytes(wave(tone(2050, 99), RATE))
    drop(trial, new)
    until(lambda: trial.answer.told.text().startswith("new.wav"), "the answer")
    assert trial.answer.headline.text() == "high"
    assert "spectrogram" not in trial.answer.told.text(), "it is as all others were"
    assert plot._title.text() == "new.wav"
    made = plot._shown[1].spectrogram
    assert plot._shown[0].shape == SHAPE == (made.bands, made.moments, 1)
    listed = tmp_path / "listed.csv"
    listed.write_text("file\nnew.wav\nsounds/low/3.wav\n", encoding="utf-8")
    drop(trial, listed)
    until(lambda: trial.answer.told.text().startswith("sample 1 of 2"), "the answers")
    click(trial.answer._later)
    assert trial.answer.headline.text() == "low"
    assert plot._title.text() == "sounds/low/3.wav"
    drop(trial, tmp_path / "cat.png")
    told = "this network answers recordings: drop a WAV or CSV file"
    until(lambda: any(told in said.text() for said in trial.answer.findChildren(QLabel)), "what to drop")


def test_why_colours_places_of_a_spectrogram(window: MainWindow, sounds: Path) -> None:
    window.resize(1400, 900)
    panel = learned(window, sounds)
    page(panel, panel.mistakes)
    panel.mistakes.gallery.show_samples(panel._judged, np.arange(4), "some", back=False)
    detail = panel.mistakes.detail
    detail.show_sample(panel._judged, 0)
    until(lambda: not detail._map.pixmap().isNull(), "why")
    assert detail._map.pixmap().size() == detail._picture.pixmap().size()
    assert detail._told.text().startswith("Coloured places move the answer")


def test_an_autoencoder_shows_spectrograms_above_what_it_made_of_them(
    window: MainWindow, tmp_path: Path
) -> None:
    source = RecordingFolder(str(folder_of(tmp_path / "stereo", 2)), bands=12)
    shape = (12, 16, 2)
    layers = [Flatten(), Dense(8), Dense(384), Reshape(shape)]
    project = Project().with_network(sequential(shape, layers))
    training = TrainingConfig(loss=MeanSquaredError(), epochs=1, batch_size=8, device="cpu")
    window.files.show_new(project.replace(data=DataConfig(source, answer="input"), training=training))
    until(lambda: window.data.prepared is not None, "the data")
    pairs = results_of(window).overview.pairs
    assert pairs.isVisible()
    assert pairs.accessibleName().endswith("recordings, and under each what the network made of it")
    assert all(label.pixmap().width() > label.pixmap().height() for pair in pairs._columns for label in pair)


def test_one_step_says_frequency_and_time_of_a_value(window: MainWindow, sounds: Path) -> None:
    taken(window, sounds)
    panel = opened(window)
    (first,) = panel._network.input_ids
    panel.show_layer(first)
    panel.neurons.choose((39, 0, 0))
    assert "33.3 Hz at 0.016 s: a feature of the sample" in text(panel)
    panel.neurons.choose((0, 15, 0))
    assert "kHz at 0.256 s: a feature of the sample" in text(panel)


def test_data_and_network_are_brought_together_from_both_sides(window: MainWindow, sounds: Path) -> None:
    taken(window, sounds)
    project = window.document.project
    signals = project.data.replace(source=project.data.source.replace(seen_as="signal"))
    window.document.edit("As signals", project.replace(data=signals))
    of_shape(window, (LENGTH, 1))
    window.workspace.show_problems()
    repaired(window, "See recordings as spectrograms of 40×16×1", SHAPE)
    layers = [Flatten(), Dense(1, activation="sigmoid")]
    wanted = window.document.project.with_network(sequential((LENGTH, 1), layers))
    window.document.edit("For signals", wanted)
    repaired(window, "See recordings as signals", (LENGTH, 1))
