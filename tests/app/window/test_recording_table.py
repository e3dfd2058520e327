"""Recordings that a table names in the window: chosen with real clicks and keys, learned from, and asked about new ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from nnstudio.app.data.column_menu import ColumnMenu
from nnstudio.app.data.column_model import KIND, NAME
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.data.sources import CsvFile, RecordingTable
from nnstudio.nn.layers import Conv1D
from tests.app.hands import click, type_into, until
from tests.app.window.conftest import results_of
from tests.app.window.test_data import browse, ok, read, take
from tests.app.window.test_data_kinds import drop as drop_data
from tests.app.window.test_data_kinds import field, settled
from tests.app.window.test_picture_table import choose
from tests.app.window.test_results import drop, page
from tests.app.window.test_several_targets import tick
from tests.data.waves import wave

RATE = 50
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
"""Where long names may break."""


def beats(pulse: float, draw: np.random.Generator) -> np.ndarray:
    phase = 2 * np.pi * (pulse / 60) * np.arange(4 * RATE) / RATE + draw.uniform(0, 6)
    return 0.5 * np.sin(phase) + draw.normal(scale=0.02, size=len(phase))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Recordings of a pulse, where they were taken, and a row whose recording is not there."""
    draw = np.random.default_rng(0)
    folder = tmp_path / "people"
    (folder / "rec").mkdir(parents=True)
    rows = ["file,place,pulse,age"]
    for i in range(24):
        pulse = draw.uniform(50, 150)
        (folder / "rec" / f"{i}.wav").write_bytes(wave(beats(pulse, draw), RATE))
        rows.append(f"rec/{i}.wav,{('ear', 'hand')[i % 2]},{pulse:.1f},{20 + i}")
    rows.append("rec/gone.wav,ear,70,44")
    (folder / "pulse.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder / "pulse.csv"


def test_a_list_of_recordings_is_shown_as_recordings(
    window: MainWindow, data_dialog: DataDialog, table: Path
) -> None:
    browse(data_dialog, table)
    assert data_dialog.config.source == RecordingTable(str(table.resolve()))
    assert data_dialog.dataset is not None, data_dialog._parts.facts.text()
    told = data_dialog._parts.facts.text()
    assert "A recording is left out; line 26, rec/gone.wav: there is no such file" in told
    tabs = data_dialog._parts.look.tabs
    assert [tabs.tabText(i) for i in range(2)] == ["Columns", "Recordings"]
    columns = data_dialog.columns.view.model()
    assert [columns.index(0, k).data() for k in (NAME, KIND)] == ["file", "recordings"]
    choose(data_dialog._parts.target, "pulse")
    settled(data_dialog)
    assert data_dialog.dataset.task == "regression"
    type_into(field(data_dialog, "length"), "100")
    settled(data_dialog)
    assert data_dialog.dataset.sample_shape == (100, 1)
    click(tabs, tabs.tabRect(1).center())
    preview = data_dialog._parts.look.preview
    assert preview._large.signal._title.text().startswith("rec/0.wav · ")
    assert preview._large.signal._across == "seconds"
    take(window, data_dialog)
    assert window.document.project.data.source == RecordingTable(
        str(table.resolve()), target="pulse", length=100
    )


def test_columns_are_predicted_and_not_learned_from(data_dialog: DataDialog, table: Path) -> None:
    assert drop_data(data_dialog, table)
    read(data_dialog)
    columns = data_dialog.columns
    model = columns.view.model()
    rows = {model.index(i, NAME).data(): i for i in range(model.rowCount())}
    for name in ("pulse", "place"):
        index = model.index(rows[name], NAME)
        assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        assert index.data(Qt.ItemDataRole.CheckStateRole) is None
    click(columns.view.viewport(), columns.view.visualRect(model.index(rows["pulse"], NAME)).center())
    assert columns.chosen() == ("pulse",)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_I):
        QTest.keyClick(columns.view, key)
        assert data_dialog.config.source == RecordingTable(str(table.resolve()))
    use = columns.choices.use
    assert not use.model().item(0).isEnabled()
    QTest.keyClick(columns.view, Qt.Key.Key_Menu)
    (menu,) = columns.findChildren(ColumnMenu)
    assert [each.isEnabled() for each in menu.actions()[:4]] == [False, True, True, True]
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    QTest.keyClick(columns.view, Qt.Key.Key_T)
    settled(data_dialog)
    assert data_dialog.dataset.target_name == "pulse"
    tick(data_dialog, "place")
    assert len(data_dialog.dataset.further) == 1
    click(data_dialog._parts.source_form.as_table)
    settled(data_dialog)
    assert isinstance(data_dialog.config.source, CsvFile)
    assert use.model().item(0).isEnabled(), "columns of a table are learned from"


def test_recordings_that_lie_elsewhere(data_dialog: DataDialog, table: Path, tmp_path: Path) -> None:
    other = tmp_path / "lists" / "pulse.csv"
    other.parent.mkdir()
    lines = [",".join(line.split(",")[:2]) for line in table.read_text(encoding="utf-8").splitlines()]
    other.write_text("\n".join(lines) + "\n", encoding="utf-8")
    data_dialog.open_file(str(other))
    read(data_dialog)
    assert not ok(data_dialog).isEnabled()
    assert "line 2, rec/0.wav: there is no such file. Put them into the folder lists" in (
        data_dialog._parts.facts.text()
    )
    type_into(field(data_dialog, "folder").text, str(table.parent))
    settled(data_dialog)
    assert ok(data_dialog).isEnabled(), data_dialog._parts.facts.text()
    assert len(data_dialog.dataset) == 24


def test_new_recordings_are_answered(window: MainWindow, table: Path, tmp_path: Path) -> None:
    """Alone, and those of another table."""
    window.resize(1400, 900)
    assert drop_data(window.start_page, table)
    until(lambda: window.findChildren(DataDialog), "the dialog")
    (dialog,) = window.findChildren(DataDialog)
    read(dialog)
    choose(dialog._parts.target, "pulse")
    settled(dialog)
    take(window, dialog)
    project = window.document.project
    assert any(isinstance(node.layer, Conv1D) for node in project.network.nodes)
    training = project.training.replace(epochs=1, device="cpu")
    window.document.edit("few epochs", project.replace(training=training))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    trial = panel.trial
    page(panel, trial)
    until(lambda: trial.answer.tried is not None, "the first sample")
    assert trial.recording.signal.isVisible()
    new = tmp_path / "new.wav"
    new.write_bytes(wave(beats(90, np.random.default_rng(1)), RATE))
    drop(trial, new)
    until(lambda: trial.answer.told.text().startswith("new.wav"), "the answer")
    assert trial.recording.signal._title.text() == "new.wav"
    other = table.parent / "other.csv"
    other.write_text("file\nrec/3.wav\nrec/none.wav\nrec/4.wav\n", encoding="utf-8")
    drop(trial, other)
    until(lambda: "1 of 2" in trial.answer.told.text(), "the answers")
    assert trial.recording.signal._title.text().endswith("3.wav")
    said = trial.answer.told.text().replace(ZERO_WIDTH, "")
    assert "A recording is left out; line 3, rec/none.wav: there is no such file" in said
    other.write_text("file\nrec/none.wav\n", encoding="utf-8")
    drop(trial, other)
    told = (
        "other.csv: none of its 1 files can be used; the first is line 2, rec/none.wav: there is no such file"
    )
    until(lambda: any(told in said.text() for said in trial.answer.findChildren(QLabel)), "why not")
