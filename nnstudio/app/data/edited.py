"""Data that somebody has edited, in another program, since it was read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.background.newest import Newest
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.data.stamps import Edited, edited
from nnstudio.project.data_copies import is_copy
from nnstudio.system.briefly import LINGER, briefly
from nnstudio.system.file_errors import shown

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "edited data"


class EditedData(QObject):
    """Looks whenever somebody comes back to the window, and before a run; says it once for each state of the files.

    A run keeps the data that it was begun with, and so nobody is bothered while one goes on. A disk that does not answer
    is not waited for.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looking = Newest("edited data", self, patience=LINGER)
        self._found: Edited | None = None
        self._due = False  # whether it has still to be told
        self._paused = False  # whether what is shown is said of a run that waits
        window.activated.connect(self.look)
        window.data.changed.connect(self._forget)
        window.controls.changed.connect(self._tell)
        window.controls.hold_back = self._comes_first

    def look(self) -> None:
        """Ask the disk, beside the window."""
        if (ask := self._question()) is not None and self._window.in_workspace:
            self._looking.ask(lambda _cancelled, _progress: ask(), self._take, lambda _error: None)

    def _question(self) -> Callable[[], Edited | None] | None:
        """What is asked on another thread; None where nothing was read that could be edited."""
        seen = self._window.data.seen
        if seen is None or not seen[1] or any(map(is_copy, seen[1])):
            return None
        return partial(edited, *seen)

    def _take(self, found: Edited | None) -> None:
        if found is None:
            self._end()
        elif found != self._found:
            self._found, self._due = found, True
            self._tell()

    def _tell(self) -> None:
        """Say what is still to be said, or in other words what is shown already; nothing while a run goes on."""
        window, found = self._window, self._found
        shows = any(notice.key == KEY for notice in window.banner.notices)
        paused = window.trainer.state == "paused"
        if found is None or not (self._due or shows):
            return
        if window.controls.elsewhere or (window.trainer.active and not paused):
            self._due = True
            window.banner.dismiss(KEY)
        elif self._due or paused != self._paused:
            self._due, self._paused = False, paused
            if paused:
                text = self.tr(
                    "{0} has changed on the disk. The run goes on with the data that it was begun with."
                )
                self._post(text)
            else:
                self._post(self.tr("{0} has changed on the disk since it was read."), self._again())

    def _comes_first(self, begin: Callable[[], None]) -> bool:
        """Whether there is news of the data before a run: who has been told already may train with what was read."""
        ask = self._question()
        found = None if ask is None else briefly(ask, None)
        if found is None or found == self._found:
            return False
        self._found, self._due, self._paused = found, False, False
        text = self.tr("{0} has changed on the disk since it was read: the run has not begun yet.")
        self._post(text, self._again(), Action(self.tr("Train with what was read"), begin))
        return True

    def _again(self) -> Action:
        return Action(self.tr("Read again"), self._window.data.reload)

    def _post(self, text: str, *actions: Action) -> None:
        assert self._found is not None
        name = shown(Path(self._found.path).name)
        self._window.banner.post(Notice(text.format(name), "info", actions, key=KEY))

    def _forget(self) -> None:
        """What was read is other data now, or the same read anew."""
        self._looking.forget()
        self._end()

    def _end(self) -> None:
        self._found, self._due = None, False
        self._window.banner.dismiss(KEY)
