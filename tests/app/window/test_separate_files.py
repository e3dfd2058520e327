"""Rows for validation and the test from files of their own, in the data dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from tests.app.hands import Key, click, type_into, until
from tests.app.window.test_several_targets import settled, taken

None_ = Qt.KeyboardModifier.NoModifier
HEAD = "a,b,y\n"


def rows(count: int, start: int = 0) -> str:
    return HEAD + "".join(f"{i * 1.5},{i * 7 % 13},{'uv'[i % 2]}\n" for i in range(start, start + count))


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> DataDialog:
    (tmp_path / "main.csv").write_text(rows(60), encoding="utf-8")
    (tmp_path / "later.csv").write_text(rows(14, 60), encoding="utf-8")
    (tmp_path / "beside.csv").write_text(rows(9, 80), encoding="utf-8")
    (tmp_path / "other.csv").write_text("a,c,y\n1,2,u\n3,4,v\n", encoding="utf-8")
    window.data_choosing.choose(str(tmp_path / "main.csv"))
    (found,) = window.findChildren(DataDialog)
    until(found.isVisible, "the dialog")
    settled(found)
    return found


def field(dialog: DataDialog, name: str, text: str) -> None:
    form = dialog._parts.apart.form
    assert form is not None
    editor = form.editor(name)
    if text:
        type_into(editor, text)
    else:
        line = editor.findChild(QLineEdit)
        click(line)
        for key, modifier in (
            (Key.Key_A, Qt.KeyboardModifier.ControlModifier),
            (Key.Key_Delete, None_),
            (Key.Key_Return, None_),
        ):
            QTest.keyClick(line, key, modifier)
    settled(dialog)


def test_both_files_are_their_parts(window: MainWindow, dialog: DataDialog) -> None:
    parts = dialog._parts
    form = parts.apart.form
    assert form is not None
    assert not form.isVisible()
    click(parts.apart.fold)
    field(dialog, "test_path", "later.csv")
    assert len(dialog.dataset) == 74
    assert not parts.form.editor("test").isEnabled()
    assert parts.form.editor("validation").isEnabled()
    assert parts.division.isEnabled()
    field(dialog, "validation_path", "beside.csv")
    until(lambda: parts.split.words() == ["60 training", "9 validation", "14 test"], "the parts")
    assert not parts.form.editor("validation").isEnabled()
    assert not parts.division.isEnabled()
    taken(window, dialog)
    prepared = window.data.prepared
    assert [len(part) for part in (prepared.train, prepared.validation, prepared.test)] == [60, 9, 14]


def test_another_file_is_one_line_and_mended_where_it_stands(dialog: DataDialog) -> None:
    parts = dialog._parts
    click(parts.apart.fold)
    for name, told in (
        ("other.csv", "missing: 'b'; only here: 'c'"),
        ("nowhere.csv", "there is no such file"),
    ):
        field(dialog, "validation_path", name)
        assert told in parts.facts.text()
        assert name in parts.facts.text()
        assert "\n" not in parts.facts.text()
        assert not parts.ok.isEnabled()
        assert parts.apart.isVisible(), "it can be mended where it was typed"
    field(dialog, "validation_path", "")
    assert len(dialog.dataset) == 60
    assert parts.ok.isEnabled()
    assert parts.form.editor("validation").isEnabled()
