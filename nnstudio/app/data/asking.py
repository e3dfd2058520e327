"""A project from elsewhere that names data outside its folder: it is shown, and read only after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.data.held import HeldData, given_paths, is_held, is_network, release
from nnstudio.data.source import Source
from nnstudio.project.agreed import every_path, remember
from nnstudio.system.file_errors import shown

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

_MOST_SHOWN = 3


class DataAsking(QObject):
    """Asks in the banner before anything outside the folder of a project is read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._declined: tuple[str, ...] = ()
        window.files.opened.connect(self.again)

    def wanted(self) -> tuple[str, ...]:
        """What the open project names and nobody has agreed to yet."""
        document = self._window.document
        return tuple(dict.fromkeys(p for p in every_path(document.project, document.trained) if is_held(p)))

    def tell(self) -> bool:
        """Ask where there is something to ask; a no holds until :meth:`again`. Returns whether the banner is taken."""
        if self._window.data.loading:  # what is gone is not known yet
            return False
        wanted = self.wanted()
        if self._window.data.missing is not None:
            wanted = tuple(
                path for path in wanted if path not in self._window.data.gone
            )  # it is looked for elsewhere
        if not wanted:
            return False
        if wanted == self._declined:
            if not isinstance(self._window.data.error, HeldData):  # something else is to be said
                return False
            self._window.banner.dismiss("data")
            return True
        if any(map(is_network, wanted)):
            text = self.tr("This project wants to read data from another computer: {0}")
        else:
            text = self.tr("This project wants to read data outside its folder: {0}")
        names = ", ".join(map(shown, wanted[:_MOST_SHOWN]))
        if len(wanted) > _MOST_SHOWN:
            names = self.tr("{0} and {1} more").format(names, len(wanted) - _MOST_SHOWN)
        actions = (
            Action(self.tr("Read it"), partial(self._agree, wanted)),
            Action(self.tr("Not now"), partial(self._decline, wanted)),
        )
        self._window.banner.post(Notice(text.format(names), "warning", actions, key="data"))
        return True

    def again(self) -> None:
        """Ask once more although the answer was no."""
        self._declined = ()
        self.tell()

    def chosen(self, source: Source, but: Source | None = None) -> None:
        """Data that was pointed at is agreed to, whoever made the project; not the paths that stay as in ``but``."""
        stay = set() if but is None else {path for _, path in given_paths(but)}
        self._allow([path for _, path in given_paths(source) if path not in stay])

    def _agree(self, wanted: tuple[str, ...]) -> None:
        self._allow(wanted)
        self._window.data.reload()

    def _allow(self, paths: Sequence[str]) -> None:
        release(paths)
        if (path := self._window.document.path) is not None:
            remember(path, paths)

    def _decline(self, wanted: tuple[str, ...]) -> None:
        self._declined = wanted
        self._window.data_choosing.tell()  # there may be something else to say
