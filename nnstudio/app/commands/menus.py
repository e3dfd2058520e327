"""The menu bar. Every action of the window is in it, and so in the command search."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from nnstudio.app.commands.other_words import words
from nnstudio.app.commands.search import Command
from nnstudio.app.data.cache_clearing import clear_cached_data
from nnstudio.app.glossary import words as glossary_words
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.words.layer_words import layer_summary, layer_title
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.nn.layer import LAYERS
from nnstudio.project.samples import SAMPLES
from nnstudio.project.templates import TEMPLATES

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

Key = QKeySequence.StandardKey


class Menus(QObject):
    """Builds the menus of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.menuBar()
        self._file(bar.addMenu(self.tr("&File")))
        self._edit(bar.addMenu(self.tr("&Edit")))
        self._view(bar.addMenu(self.tr("&View")))
        bar.addMenu(self._filled(self.tr("&Network"), window.workspace.canvas.canvas_actions.network_actions))
        controls = window.controls
        window.series.action.setData(words("series"))
        train = self._filled(
            self.tr("&Train"),
            [
                controls.main,
                controls.stop,
                controls.step,
                controls.epoch,
                controls.over,
                controls.earlier.action,
                controls.earlier.best,
                controls.longer,
                window.series.action,
                window.rate_finding.action,
                *window.steering.actions,
            ],
        )
        self._training_settings(train)
        bar.addMenu(train)
        self._results(bar.addMenu(self.tr("&Results")))
        self._help(bar.addMenu(self.tr("&Help")))
        by_its_text, none = QAction.MenuRole.TextHeuristicRole, QAction.MenuRole.NoRole
        for action in (a for menu in window.findChildren(QMenu) for a in menu.actions()):
            if action.menuRole() == by_its_text:  # "Settings of the layer" are no preferences
                action.setMenuRole(none)

    def _add(
        self, menu: QMenu, text: str, run: Callable[[], object], keys: Key | str = "", icon: str = ""
    ) -> QAction:
        action = make_action(self._window, text, run, icon=icon, keys=keys)
        menu.addAction(action)
        return action

    def _filled(self, title: str, actions: Iterable[QAction]) -> QMenu:
        menu = QMenu(title, self._window)
        menu.addActions(list(actions))
        return menu

    def _training_settings(self, menu: QMenu) -> None:
        shown = self._window.workspace.show_training_settings
        settings = self._add(menu, self.tr("Tra&ining settings"), partial(self._in_workspace, shown))
        settings.setData(words("training"))

    def _file(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("&New network"), window.beginning.empty, Key.New, "new")
        self._templates(menu.addMenu(self.tr("New from &template")))
        self._add(menu, self.tr("&Open…"), window.beginning.choose, Key.Open, "open")
        menu.addMenu(self.tr("Open &recent")).setObjectName("recent")
        menu.aboutToShow.connect(self._fill_recent)  # not that of the submenu: one that is empty never opens
        data = self._add(menu, self.tr("Choose &data…"), window.data_choosing.choose, "Ctrl+Shift+D", "data")
        data.setData(words("data"))
        self._add(menu, self.tr("Paste a tab&le"), window.data_choosing.paste, "Ctrl+Shift+V", "paste")
        self._add(menu, self.tr("&Import weights…"), window.weights.choose, "Ctrl+Shift+I", "import")
        menu.addSeparator()
        self._add(menu, self.tr("&Save"), window.files.save, Key.Save, "save")
        self._add(menu, self.tr("Save &as…"), window.files.save_as, Key.SaveAs)
        menu.addAction(window.data_choosing.keeping.action)
        export = self._add(menu, self.tr("&Export…"), window.export, "Ctrl+E", "export")
        export.setData(words("export"))
        self._add(menu, self.tr("Export dia&gram…"), window.diagrams.show, "Ctrl+Shift+G", "image")
        self._add(menu, self.tr("&Compare…"), window.comparing.show, "Ctrl+Shift+K", "compare")
        menu.addSeparator()
        self._add(menu, self.tr("Clear cac&hed data"), partial(clear_cached_data, window))
        preferences = self._add(menu, self.tr("&Preferences…"), window.show_preferences, "Ctrl+,", "settings")
        preferences.setData(words("preferences"))
        preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        quit_action = self._add(menu, self.tr("&Quit"), window.close, Key.Quit)
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)

    def _templates(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        for template in TEMPLATES.values():
            if template.data:
                title = translate(template.title).replace("&", "&&")
                action = self._add(menu, title, partial(self._window.beginning.template, template.key))
                action.setToolTip(translate(template.summary))

    def _fill_recent(self) -> None:
        files = self._window.files
        above = self.sender()  # not a reference that was kept: one has been seen to be gone before its menu
        assert isinstance(above, QMenu)
        menu = above.findChild(QMenu, "recent")
        assert menu is not None
        menu.clear()
        for path in self._window.preferences.settings.recent_files:
            action = menu.addAction(Path(path).name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=Path(path): files.open_after_asking(path))
            action.setToolTip(tooltip(path))
        menu.setEnabled(not menu.isEmpty())

    def _edit(self, menu: QMenu) -> None:
        stack = self._window.document.undo_stack
        # Named after the edit, "Undo Change units of Dense 2"; Qt's own actions cannot put anything between the words.
        undo = self._add(menu, self.tr("&Undo"), stack.undo, Key.Undo, "undo")
        redo = self._add(menu, self.tr("&Redo"), stack.redo, icon="redo")
        redo.setShortcuts(
            [QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")]
        )  # both are in people's fingers
        for action, can, named, alone, whole in (
            (undo, stack.canUndoChanged, stack.undoTextChanged, self.tr("&Undo"), self.tr("&Undo {0}")),
            (redo, stack.canRedoChanged, stack.redoTextChanged, self.tr("&Redo"), self.tr("&Redo {0}")),
        ):
            action.setEnabled(False)
            can.connect(action.setEnabled)
            named.connect(partial(_name_edit, action, alone, whole))
        menu.addSeparator()
        menu.addActions(self._window.workspace.canvas.canvas_actions.edit_actions)
        menu.addSeparator()
        self._add(menu, self.tr("Copy dia&gram"), self._window.diagrams.copy)

    def _view(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("&Start page"), window.show_start_page, "Ctrl+Home")
        self._add(menu, self.tr("&Drawing"), window.show_workspace)
        menu.addSeparator()
        side = window.workspace.side
        for text, opened, keys in (
            (self.tr("&Palette"), side.open_palette, "Ctrl+Shift+P"),
            (self.tr("&Outline"), side.open_outline, "Ctrl+Shift+O"),
        ):
            self._add(menu, text, partial(self._in_workspace, opened), keys)
        menu.addSeparator()
        menu.addActions(window.workspace.canvas.canvas_actions.view_actions)
        menu.addAction(window.playground.action)
        menu.addSeparator()
        panes = window.workspace.panes
        menu.addActions([panes.onward, panes.back])
        menu.addAction(window.workspace.more_room.action)
        whole = Key.FullScreen if sys.platform == "darwin" else "F11"  # which macOS takes for itself
        self._add(menu, self.tr("&Full screen"), self._full_screen, whole)
        menu.addSeparator()
        for text, value in (
            (self.tr("Look of the &system"), "system"),
            (self.tr("&Light"), "light"),
            (self.tr("D&ark"), "dark"),
        ):
            self._add(menu, text, partial(window.preferences.change, theme=value))

    def _full_screen(self) -> None:
        """Take the whole screen, as on a projector, or give it back."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _in_workspace(self, then: Callable[[], object]) -> None:
        if not self._window.in_workspace:
            self._window.show_workspace()
        then()

    def _results(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("Show &curves"), window.workspace.show_training, "Ctrl+Shift+C", "curve")
        results = self._add(
            menu, self.tr("Show &results"), window.workspace.show_results, "Ctrl+Shift+E", "results"
        )
        results.setData(words("results"))
        menu.addAction(window.runs.show)
        menu.addMenu(self._filled(self.tr("Chosen &runs"), window.runs.actions[1:]))
        self._add(
            menu,
            self.tr("Look inside one &step"),
            partial(window.workspace.show_page, window.workspace.one_step.panel),
            "Ctrl+Shift+L",
            "step",
        )
        self._add(menu, self.tr("Show &problems"), window.workspace.show_problems, "Ctrl+Shift+M", "warning")

    def _help(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("&Search commands…"), window.search.open_search, "Ctrl+K", "search")
        menu.addActions(
            [window.manual.action, *window.lessons.actions, window.glossary.action, window.tour.action]
        )
        about = self._add(menu, self.tr("&About NN Studio"), window.show_about, icon="info")
        about.setMenuRole(QAction.MenuRole.AboutRole)


def _name_edit(action: QAction, alone: str, whole: str, edit: str) -> None:
    action.setText(whole.format(edit.replace("&", "&&")) if edit else alone)


def layer_commands(window: MainWindow) -> Iterable[Command]:
    """Layers to add, samples and lessons to open, words to look up, for the command search."""
    if window.in_workspace:
        add = QCoreApplication.translate("Menus", "Add {0}")
        for layer in LAYERS:
            yield Command(
                add.format(layer_title(layer)),
                partial(window.workspace.canvas.drawing.append, layer.__name__),
                QCoreApplication.translate("Menus", "Layers"),
                f"{layer_summary(layer)} {layer.keywords}",
            )
    opened = QCoreApplication.translate("Menus", "Open sample: {0}")
    for sample in SAMPLES.values():
        yield Command(
            opened.format(translate(sample.title)),
            partial(window.beginning.sample, sample.key),
            QCoreApplication.translate("Menus", "Samples"),
            translate(sample.summary),
        )
    lesson_opened = QCoreApplication.translate("Menus", "Open lesson: {0}")
    for lesson in window.lessons.opening.lessons():
        yield Command(
            lesson_opened.format(lesson.title),
            partial(window.lessons.opening.open_key, lesson.key),
            QCoreApplication.translate("Menus", "Lessons"),
        )
    looked_up = QCoreApplication.translate("Menus", "Look up: {0}")
    for term in glossary_words.known().terms:
        yield Command(
            looked_up.format(term.title),
            partial(window.glossary.show_term, term.key),
            QCoreApplication.translate("Menus", "Glossary"),
            " ".join(term.names[1:]),
            late=True,
        )
