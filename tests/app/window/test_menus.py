"""Every action has a name and a key of its own, and can be found."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from nnstudio.app.command_search import commands_of
from nnstudio.app.main_window import MainWindow
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
        names = [c.label for c in sample.search.results()]
        assert names[0].startswith(expected), names
    sample.search.close()


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
