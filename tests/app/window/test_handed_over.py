"""Files that the system hands over while the program runs: none is lost to a dialog that stands before the window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.process.handed_over import HandedOver
from tests.app.hands import press, until


def test_a_file_waits_until_the_dialog_is_done(window: MainWindow) -> None:
    handed, told = HandedOver(window), list[str]()
    handed.ready.connect(told.append)
    handed.take("now.csv")
    assert told == ["now.csv"], "at once where nothing is in the way"
    window.show_preferences()
    dialog = window.findChild(PreferencesDialog)
    handed.take("first.csv")
    handed.take("last.csv")
    handed._again.timeout.emit()
    assert told == ["now.csv"]
    press(dialog, Qt.Key.Key_Escape)
    until(lambda: len(told) > 1, "the file")
    assert told == ["now.csv", "last.csv"]
    assert not handed._again.isActive(), "once"
