"""Every action has a name and a key of its own, and can be found."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from nnstudio.app.commands.search import commands_of
from nnstudio.app.glossary.dialog import GlossaryDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.words import catalogue
from nnstudio.project import file
from nnstudio.training.config import TrainingConfig
from tests.app.hands import Key, press, until
from tests.app.window.conftest import open_ready


def in_menus(window: MainWindow) -> list[QAction]:
    """All actions of the menu bar, those of submenus as well."""
    found: list[QAction] = []

    def walk(actions) -> None:
        for action in actions:
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.aboutToShow.emit()
                walk(menu.actions())
            elif not action.isSeparator():
                found.append(action)

    walk(window.menuBar().actions())
    return found


def test_every_action_has_a_name(sample: MainWindow) -> None:
    for action in in_menus(sample):
        assert action.text().strip(), action


def test_recent_files_can_be_opened_as_soon_as_there_are_some(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a & b.nnstudio"
    file.save(path, window.document.project.replace(training=TrainingConfig(epochs=7)))
    above = next(menu for menu in window.findChildren(QMenu) if menu.findChild(QMenu, "recent") is not None)
    for recent in (None, path):
        if recent is not None:
            window.preferences.set(window.preferences.settings.with_recent(str(recent)))
        press(window, Key.Key_F, Qt.KeyboardModifier.AltModifier)
        until(above.isVisible, "the menu")
        submenu = above.findChild(QMenu, "recent")
        assert submenu.isEnabled() is (recent is not None)
        assert [action.text() for action in submenu.actions()] == (["a && b.nnstudio"] if recent else [])
        if recent is None:
            press(above, Key.Key_Escape)
    press(above, Key.Key_R)
    until(submenu.isVisible, "the submenu")
    press(submenu, Key.Key_Return)
    until(lambda: window.document.path == path, "the file")


def test_macos_moves_no_action_but_those_meant(sample: MainWindow) -> None:
    """Left alone, it takes all that begin with a word such as "Settings" for preferences."""
    roles = [a.menuRole() for a in in_menus(sample) if a.menuRole() != QAction.MenuRole.NoRole]
    assert sorted(role.name for role in roles) == ["AboutRole", "PreferencesRole", "QuitRole"]


def test_every_action_of_the_window_is_in_a_menu(sample: MainWindow) -> None:
    known = {id(a) for a in in_menus(sample)}
    controls = sample.controls
    for action in (
        controls.main,
        controls.stop,
        controls.over,
        controls.longer,
        controls.step,
        controls.epoch,
    ):
        assert id(action) in known


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    no_key_is_shared(window)
    open_ready(window, epochs=1_000_000)
    no_key_is_shared(window)
    window.controls.step.trigger()
    until(lambda: window.trainer.state == "paused", "the pause")
    no_key_is_shared(window)


def no_key_is_shared(window: MainWindow) -> None:
    users: dict[tuple[str, object], list[str]] = defaultdict(list)
    actions = {id(a): a for a in [*in_menus(window), *window.findChildren(QAction)]}
    for action in actions.values():
        wide = action.shortcutContext() in (
            Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut,
        )  # fmt: skip
        place: object = (
            None if wide else id(action.associatedObjects()[0]) if action.associatedObjects() else id(action)
        )
        for key in action.shortcuts():
            users[key.toString(QKeySequence.SequenceFormat.PortableText), place].append(action.text())
    shared = {key: names for key, names in users.items() if len(names) > 1}
    assert not shared


def test_commands_are_found(sample: MainWindow) -> None:
    press(sample, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    until(sample.search.isVisible, "the search")
    field = sample.search.findChild(QLineEdit)
    for typed, expected in (
        ("train", "Train"), ("export", "Export"), ("add dense", "Add Dense"), ("stop", "Stop"), ("undo", "Undo"),
    ):  # fmt: skip
        field.clear()
        QTest.keyClicks(field, typed)
        names = [c.label for c in sample.search._model.commands]
        assert names[0].startswith(expected), names
    sample.search.close()


BEHIND = {
    "en": {
        "confusion": "Show results",
        "cross-val": "Train several times",
        "batch size": "Training settings",
        "language": "Preferences",
        "onnx": "Export",
        "augmentation": "Choose data",
        "early stopping": "Look up: Early stopping",
    },
    "de": {
        "Verwechslung": "Ergebnisse zeigen",
        "Kreuzval": "Mehrmals trainieren",
        "Batchgr": "Trainingseinstellungen",
        "Sprache": "Einstellungen",
        "Anhalten": "Nachschlagen: Frühes Anhalten",
    },
}


@pytest.mark.parametrize("language", BEHIND)
def test_what_is_behind_an_action_finds_it(make_window: Callable[..., MainWindow], language: str) -> None:
    catalogue.use(language)
    try:
        search = make_window().search
        for typed, expected in BEHIND[language].items():
            search.open_search()
            QTest.keyClicks(search.findChild(QLineEdit), typed)
            assert expected in [command.label for command in search._model.commands[:3]], typed
    finally:
        catalogue.use("en")


def test_every_action_can_be_found(sample: MainWindow) -> None:
    labels = {c.label for c in commands_of(sample)}
    for action in in_menus(sample):
        assert action.text().replace("&", "").rstrip("…").strip() in labels


def test_a_command_runs_from_the_search(sample: MainWindow) -> None:
    count = len(sample.document.project.network.nodes)
    press(sample, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    until(sample.search.isVisible, "the search")
    field = sample.search.findChild(QLineEdit)
    QTest.keyClicks(field, "add dense")
    QTest.keyClick(field, Key.Key_Return)
    assert len(sample.document.project.network.nodes) == count + 1
    assert isinstance(field, QWidget)


def test_the_pages_name_menus_and_keys_that_are_there(window: MainWindow) -> None:
    real: dict[tuple[str, str], list[str]] = {}
    for top in window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        for action in menu.actions():
            real[plain(top.text()), plain(action.text())] = [k.toString() for k in action.shortcuts()]
    told = [
        found
        for page in ("README.md", "CHANGELOG.md", "docs/manual.md")
        for found in PATH.findall((ROOT / page).read_text(encoding="utf-8"))
    ]
    assert len(told) > 10
    for menu, item, key in told:
        assert (menu, plain(item)) in real, f"{menu} ▸ {item}"
        assert not key or key in real[menu, plain(item)], f"{menu} ▸ {item} ({key})"


def test_the_keys_in_the_manual_do_something(window: MainWindow) -> None:
    known = {
        key.toString()
        for action in [*in_menus(window), *window.findChildren(QAction)]
        for key in action.shortcuts()
    }
    told = set(KEYS.findall((ROOT / "docs" / "manual.md").read_text(encoding="utf-8")))
    assert len(told) > 20
    assert told <= known


ROOT = Path(__file__).resolve().parents[3]
PATH = re.compile(r"\*(\w+)\s▸\s([^*]+)\*(?:\s\(([\w+.,/]+)\))?")
KEYS = re.compile(r"\b(?:Ctrl\+(?:(?:Shift|Alt)\+)?(?:[A-Z]\b|Home|PgDown|[.,])|(?:Shift\+)?F\d+\b)")


def plain(text: str) -> str:
    """A name without the mark of its key and the dots at its end."""
    return " ".join(text.replace("&", "").removesuffix("…").split())


def test_a_term_is_looked_up_from_the_search(sample: MainWindow) -> None:
    press(sample, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    until(sample.search.isVisible, "the search")
    field = sample.search.findChild(QLineEdit)
    QTest.keyClicks(field, "look up confusion")
    QTest.keyClick(field, Key.Key_Return)
    (dialog,) = sample.findChildren(GlossaryDialog)
    until(dialog.isVisible, "the glossary")
    assert dialog.terms.currentItem().text() == "Confusion matrix"
    dialog.close()


def test_undo_and_redo_name_the_edit(sample: MainWindow) -> None:
    undo, redo = (next(a for a in in_menus(sample) if a.text() == name) for name in ("&Undo", "&Redo"))
    assert not undo.isEnabled()
    drawing = sample.workspace.canvas.drawing
    drawing.change("dense_1", drawing.network["dense_1"].layer.replace(units=9), "units")
    assert (undo.isEnabled(), undo.text(), redo.text()) == (True, "&Undo Change units of Dense 1", "&Redo")
    QTest.keyClick(sample.workspace.canvas, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: drawing.network["dense_1"].layer.units == 25, "the old width")
    assert (undo.text(), redo.isEnabled(), redo.text()) == ("&Undo", True, "&Redo Change units of Dense 1")


def test_undo_of_a_field_that_was_left_with_enter_is_that_of_the_window(sample: MainWindow) -> None:
    """Qt's fields keep these keys for themselves, and have nothing to take back then."""
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    drawing = sample.workspace.canvas.drawing
    sample.workspace.canvas.selection.select(["dense_1"])
    for key, words, changed in (
        (Key.Key_Return, "9", lambda: drawing.network["dense_1"].layer.units == 9),
        (Key.Key_F2, "First", lambda: drawing.network["dense_1"].title == "First"),
    ):
        sample.workspace.canvas.setFocus()
        press(sample, key)
        field = sample.focusWidget()
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        before = line.text()
        press(sample, Key.Key_A, ctrl)
        QTest.keyClicks(field, words)
        press(sample, Key.Key_Return)
        assert changed()
        press(sample, Key.Key_Z, ctrl)
        assert (changed(), line.text()) == (False, before)
        press(sample, Key.Key_Z, ctrl | shift)
        assert (changed(), line.text(), sample.focusWidget()) == (True, words, field)
        QTest.keyClicks(field, "5")
        press(sample, Key.Key_Z, ctrl)
        assert (changed(), line.text()) == (True, words), "what is only typed is taken back first"
