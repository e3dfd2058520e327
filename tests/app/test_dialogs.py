"""Preferences and About."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.dialogs.about import AboutDialog, facts
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.files.writing import FileWriting
from nnstudio.app.forms.editors import ChoiceEdit, NumberEdit
from nnstudio.app.look.theme import Theme
from nnstudio.app.settings import Preferences, Settings, load, settings_path
from nnstudio.system import files
from tests.app.hands import click, until
from tests.system.failing_disk import FailingDisk


@pytest.fixture
def preferences(qtbot: QtBot) -> Preferences:
    return Preferences(Settings(last_folder="/data", smoothing=0.5))


@pytest.fixture
def dialog(qtbot: QtBot, look: Theme, preferences: Preferences) -> PreferencesDialog:
    result = PreferencesDialog(preferences)
    qtbot.addWidget(result)
    result.show()
    return result


def _button(dialog: object, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)  # type: ignore[attr-defined]


def test_a_change_holds_at_once(
    qtbot: QtBot, dialog: PreferencesDialog, preferences: Preferences, look: Theme
) -> None:
    choice = dialog.form.editor("theme")
    assert isinstance(choice, ChoiceEdit)
    choice.setCurrentIndex(choice.findData("dark"))
    choice.activated.emit(choice.currentIndex())
    assert look.tokens.dark
    assert preferences.settings.theme == "dark"
    assert load()[0].theme == "dark"


def test_typed_text_is_taken_when_the_dialog_closes(
    qtbot: QtBot, dialog: PreferencesDialog, preferences: Preferences
) -> None:
    editor = dialog.form.editor("autosave_seconds")
    assert isinstance(editor, NumberEdit)
    dialog.form.focus_field("autosave_seconds")
    qtbot.keyClicks(editor, "30")
    dialog.accept()
    assert preferences.settings.autosave_seconds == 30


def test_a_refused_value_is_not_given_up_without_a_word(
    qtbot: QtBot, dialog: PreferencesDialog, preferences: Preferences
) -> None:
    editor = dialog.form.editor("autosave_seconds")
    dialog.form.focus_field("autosave_seconds")
    qtbot.keyClicks(editor, "9999")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "3600" in dialog.form.problems()["autosave_seconds"]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert preferences.settings.autosave_seconds == Settings().autosave_seconds


def test_reset_keeps_what_is_no_preference(
    qtbot: QtBot, dialog: PreferencesDialog, preferences: Preferences
) -> None:
    qtbot.mouseClick(_button(dialog, "Reset all"), Qt.MouseButton.LeftButton)
    assert preferences.settings == Settings(last_folder="/data")
    assert dialog.form.spec == preferences.settings


def test_what_the_disk_has_no_room_for_is_told_and_kept_with_the_next_change(
    dialog: PreferencesDialog, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    def arrow_down() -> None:
        choice = dialog.form.editor("theme")
        assert isinstance(choice, ChoiceEdit)
        QTest.keyClick(choice, Qt.Key.Key_Down)

    with monkeypatch.context() as patch:
        patch.setattr(files, "os", FailingDisk(1, lasting=True))
        arrow_down()
        chosen = preferences.settings.theme
        assert chosen != Settings().theme
        (line,) = (each.text() for each in dialog.findChildren(QLabel) if "Cannot save" in each.text())
        assert line == (
            f"Cannot save {settings_path()}: the disk is full; free some space or choose another folder. "
            "What is chosen here holds until the window closes."
        )
        assert load()[0].theme == Settings().theme
        dialog.form.focus_field("autosave_seconds")
        QTest.keyClicks(dialog.form.editor("autosave_seconds"), "30")
    dialog.accept()
    assert not dialog.isVisible()
    assert not [each for each in dialog.findChildren(QLabel) if "Cannot save" in each.text()]
    assert (load()[0].theme, load()[0].autosave_seconds) == (chosen, 30)


def test_a_dialog_whose_last_change_is_not_kept_stays_once(
    dialog: PreferencesDialog, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.form.focus_field("autosave_seconds")
    QTest.keyClicks(dialog.form.editor("autosave_seconds"), "30")
    monkeypatch.setattr(files, "os", FailingDisk(1, lasting=True))
    dialog.accept()
    assert dialog.isVisible()
    assert preferences.settings.autosave_seconds == 30
    dialog.accept()
    assert not dialog.isVisible()


def test_changes_from_elsewhere_are_shown(dialog: PreferencesDialog, preferences: Preferences) -> None:
    preferences.change(smoothing=0.25)
    assert dialog.form.spec == preferences.settings


def test_about(qtbot: QtBot, look: Theme) -> None:
    dialog = AboutDialog("CPU · 2 threads")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(_button(dialog, "Copy details"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert facts("CPU · 2 threads") in copied
    assert "Qt" in copied
    assert dialog.height() >= dialog.sizeHint().height()


def test_a_name_that_looks_like_markup_is_said_as_it_is(qtbot: QtBot, look: Theme, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    FileWriting(window, "Save figures", tmp_path / "none" / "loss &lt; 1.png").begin(b"")
    until(lambda: window.findChildren(QMessageBox), "what hinders it")
    (box,) = window.findChildren(QMessageBox)
    assert "loss &lt; 1.png" in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    click(box.button(QMessageBox.StandardButton.Ok))
