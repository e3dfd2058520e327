"""A log with repeated rows: what makes its results look too good is told, and mended by one click each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnstudio.app.main_window import MainWindow
from tests.app.hands import Key, button, click, press, type_into
from tests.app.window.test_data import take
from tests.app.window.test_data_wizard import kinds_told, names, settled, shown


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A row for each day, every third one written twice."""
    draw = np.random.default_rng(2)
    lines = []
    for i in range(300):
        day = f"2023-{1 + i // 28:02d}-{1 + i % 28:02d}"
        line = f"{day},{draw.normal():.3f},{draw.normal():.3f},{'ab'[draw.integers(2)]},{draw.normal():.2f}"
        lines += [line] * (1 + (i % 3 == 0))
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["day,heat,noise,state,load", *lines]) + "\n", encoding="utf-8")
    return path


def test_one_click_each_divides_a_log_by_time_and_leaves_repeated_rows_out(
    window: MainWindow, log: Path
) -> None:
    window.data_choosing.choose(str(log))
    dialog = shown(window)
    settled(dialog)
    assert kinds_told(dialog) == ["twins", "time_order"]
    click(button(dialog, "Leave repeats out"))
    settled(dialog)
    assert kinds_told(dialog) == ["time_order"]
    box = dialog._parts.distinct
    assert box.isVisible()
    assert box.editor("distinct").value() is True
    click(button(dialog, "Hold out the newest rows"))
    settled(dialog)
    assert kinds_told(dialog) == []
    assert "day" not in names(dialog), "the date divides the rows, and is not learned from"
    take(window, dialog)
    prepared, project = window.data.prepared, window.document.project
    assert (project.data.divided, project.data.divided_by, project.data.distinct) == ("time", "day", True)
    parts = [len(prepared.train), len(prepared.validation), len(prepared.test)]
    assert sum(parts) == 300
    assert prepared.train.rows.max() < prepared.validation.rows.min() < prepared.test.rows.min()


def test_a_remedy_that_is_clicked_early_takes_nothing_back(window: MainWindow, log: Path) -> None:
    """Before the data has been looked at with what was chosen a moment ago."""
    window.data_choosing.choose(str(log))
    dialog = shown(window)
    settled(dialog)
    type_into(dialog._parts.form.editor("test"), "0.4")
    click(button(dialog, "Leave repeats out"))
    settled(dialog)
    assert (dialog.config.test, dialog.config.distinct) == (0.4, True)


def test_arrow_keys_walk_through_the_columns_to_predict(window: MainWindow, log: Path) -> None:
    """Each column is read while the next key comes: the keyboard stays where it is."""
    window.data_choosing.choose(str(log))
    dialog = shown(window)
    settled(dialog)
    target, problem = dialog._parts.target, dialog._parts.problem
    before = problem.currentIndex()
    target.setFocus()
    at = target.currentIndex()
    for step in (1, 2, 3):
        press(dialog, Key.Key_Up, Qt.KeyboardModifier.NoModifier)
        assert target.currentIndex() == at - step
        assert dialog.focusWidget() is target
    settled(dialog)
    assert dialog.config.source.target == target.currentText() == "heat"
    assert dialog.config.source.task is None
    assert problem.currentIndex() == before
