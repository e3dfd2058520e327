"""A folder of recordings in the window: opened, seen as lines, learned from, and asked about a new one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import NumpyFile, RecordingFolder
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv1D, Dense, Flatten, Reshape
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig
from tests.app.hands import button, choose_file, click, type_into, until
from tests.app.window.conftest import results_of
from tests.app.window.test_data import read, take
from tests.app.window.test_data_kinds import drop as drop_data
from tests.app.window.test_data_kinds import field, settled
from tests.app.window.test_one_step import opened, text
from tests.app.window.test_results import drop, page
from tests.data.waves import wave


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    """Low and high tones, 20 of each, one of them damaged."""
    drawn = np.random.default_rng(0)
    for kind, pitch in (("low", 60), ("high", 200)):
        (tmp_path / "sounds" / kind).mkdir(parents=True)
        for i in range(20):
            tone = np.sin(2 * np.pi * pitch * np.arange(200) / 1000 + drawn.uniform(0, 6))
            (tmp_path / "sounds" / kind / f"{i}.wav").write_bytes(wave(0.6 * tone, 1000))
    (tmp_path / "sounds" / "low" / "broken.wav").write_bytes(b"RIFF")
    return tmp_path / "sounds"


def learned(window: MainWindow, sounds: Path) -> ResultsPanel:
    """Drop the folder on the start page, take it and train the network that is proposed."""
    assert drop_data(window.start_page, sounds)
    until(lambda: window.findChildren(DataDialog), "the dialog")
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    take(window, dialog)
    project = window.document.project
    assert any(isinstance(node.layer, Conv1D) for node in project.network.nodes)
    training = project.training.replace(epochs=2, device="cpu")
    window.document.edit("few epochs", project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")
    return results_of(window)


def test_a_folder_is_opened_and_read_otherwise(
    window: MainWindow, data_dialog: DataDialog, sounds: Path
) -> None:
    done = choose_file(sounds)
    click(button(data_dialog, "Open folder…"))
    until(done, "the file dialog")
    read(data_dialog)
    assert data_dialog.dataset.sample_shape == (200, 1)
    facts = data_dialog._parts.facts.text()
    assert "A recording is left out" in facts
    assert data_dialog._parts.look.tabs.tabText(0) == "Recordings"
    preview = data_dialog._parts.look.preview
    shown = [preview._sheet.index(i, 0).data() for i in range(3)]
    assert shown == ["high", "low", "high"]
    assert preview._large.signal._title.text() == str(Path("high", "0.wav"))
    assert preview._large.signal._across == "seconds"
    click(preview._pictures.viewport(), preview._pictures.visualRect(preview._sheet.index(1, 0)).center())
    assert preview._large.signal._title.text() == str(Path("low", "0.wav"))
    type_into(field(data_dialog, "length"), "120")
    settled(data_dialog)
    assert data_dialog.dataset.sample_shape == (120, 1)
    assert "Sounds of 0.2 s are brought to 0.12 s: 120 values" in data_dialog._parts.facts.text()
    take(window, data_dialog)
    assert window.document.project.data.source == RecordingFolder(str(sounds.resolve()), length=120)


def test_results_show_lines_and_a_new_recording_is_answered(
    window: MainWindow, sounds: Path, tmp_path: Path
) -> None:
    window.resize(1400, 900)
    panel = learned(window, sounds)
    trial = panel.trial
    page(panel, trial)
    until(trial.answer.bars.isVisible, "the first sample")
    assert trial._help.text() == "Drop a recording here, or a folder or a table of recordings."
    assert trial.recording.signal.isVisible()
    new = tmp_path / "new.wav"
    new.write_bytes(wave(np.stack([np.sin(np.arange(400) / 3)] * 2, 1), 2000))
    drop(trial, new)
    until(lambda: trial.answer.told.text().startswith("new.wav"), "the answer")
    assert trial.answer.told.text().count("new.wav") == 1
    assert "Sounds of 2000 samples per second are brought to 1000" in trial.answer.told.text()
    assert trial.recording.signal._title.text() == "new.wav"
    done = choose_file(sounds / "low")
    click(button(trial, "Open a folder…"))
    until(done, "the file dialog")
    until(lambda: trial.answer.told.text().startswith("sample 1 of 20"), "the answers")
    new.write_bytes(b"RIFF")
    drop(trial, new)
    told = "new.wav: it is no WAV file"
    until(lambda: any(said.text() == told for said in trial.answer.findChildren(QLabel)), "why not")
    drop(trial, tmp_path / "cat.png")
    told = "this network answers recordings: drop a WAV or CSV file"
    until(lambda: any(told in said.text() for said in trial.answer.findChildren(QLabel)), "what to drop")


def test_one_step_calls_the_channels_by_their_names(window: MainWindow, tmp_path: Path) -> None:
    """They were counted, though the files name them."""
    drawn = np.random.default_rng(0)
    for kind in ("calm", "storm"):
        (tmp_path / "weather" / kind).mkdir(parents=True)
        for i in range(12):
            rows = "\n".join(f"{a:.4f},{b:.4f}" for a, b in drawn.normal(size=(30, 2)))
            (tmp_path / "weather" / kind / f"{i}.csv").write_text(f"wind,rain\n{rows}\n", encoding="utf-8")
    learned(window, tmp_path / "weather")
    panel = opened(window)
    (first,) = panel._network.input_ids
    panel.show_layer(first)
    for channel, name in enumerate(("wind", "rain")):
        panel.neurons.choose((3, channel))
        assert f"{name}: a feature of the sample" in text(panel)
    conv = next(node.id for node in panel._network.nodes if isinstance(node.layer, Conv1D))
    panel.show_layer(conv)
    grids = panel.arithmetic.patch._grids
    assert grids is not None
    assert grids.name == ("wind", "rain")[grids.channel]
    later = [node.id for node in panel._network.nodes if isinstance(node.layer, Conv1D)][1:]
    for node in later:
        panel.show_layer(node)
        assert panel.arithmetic.patch._grids.name == "", "feature maps have none"


def test_bands_of_a_data_set_are_the_same_in_large(data_dialog: DataDialog, tmp_path: Path) -> None:
    drawn = np.random.default_rng(0)
    for kind, size in (("calm", 1), ("storm", 100)):
        (tmp_path / "weather" / kind).mkdir(parents=True)
        for i in range(6):
            rows = "\n".join(f"{a:.4f},{b * size:.4f}" for a, b in drawn.normal(size=(30, 2)))
            (tmp_path / "weather" / kind / f"{i}.csv").write_text(f"wind,rain\n{rows}\n", encoding="utf-8")
    done = choose_file(tmp_path / "weather")
    click(button(data_dialog, "Open folder…"))
    until(done, "the file dialog")
    read(data_dialog)
    preview = data_dialog._parts.look.preview
    for i in range(2):
        click(preview._pictures.viewport(), preview._pictures.visualRect(preview._sheet.index(i, 0)).center())
        assert preview._large.signal._title.text() == str(Path(("calm", "storm")[i], "0.csv"))
        assert preview._large.signal.remark == "each channel in a band of its own"


def test_an_autoencoder_shows_recordings_above_what_it_made_of_them(
    window: MainWindow, tmp_path: Path
) -> None:
    waves = np.random.default_rng(0).normal(size=(60, 30, 2)).astype(np.float32) * (1, 90)
    np.savez(tmp_path / "sensor.npz", x=waves.astype(np.float32), y=np.arange(60) % 2)
    source = NumpyFile(str(tmp_path / "sensor.npz"), targets="y")
    layers = [Flatten(), Dense(8), Dense(60), Reshape((30, 2))]
    data = DataConfig(source, answer="input", by_channel=True)
    project = Project().with_network(sequential((30, 2), layers)).replace(data=data)
    training = TrainingConfig(loss=MeanSquaredError(), epochs=1, device="cpu")
    window.files.show_new(project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")
    overview = results_of(window).overview
    assert overview.pairs.isVisible()
    assert overview.pairs.accessibleName() == "8 recordings, and under each what the network made of it"
    judged = overview._judged
    assert judged is not None
    given, again = judged.pairs
    np.testing.assert_allclose(given, waves[judged.split.rows[:8]], rtol=1e-5, atol=1e-4)
    assert again.shape == given.shape
    shown = [label.pixmap() for pair in overview.pairs._columns for label in pair]
    assert all(pixmap.width() > pixmap.height() for pixmap in shown)
    wide = [pair[0] for pair in overview.pairs._columns if pair[0].isVisible()]
    assert wide[-1].geometry().right() <= overview.pairs.width(), "those without room are left out"
