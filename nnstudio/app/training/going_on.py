"""A recovered run goes on as soon as its data has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class GoingOn(QObject):
    """Waits for the data of a document whose run shall go on, and begins; or says why it cannot."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = False
        window.files.opened.connect(self._forget)  # before another document asks
        window.files.going_on.connect(self._begin)
        window.data.changed.connect(self._look)

    def _forget(self) -> None:
        self._waiting = False

    def _begin(self) -> None:
        self._waiting = True
        self._window.workspace.show_training()
        self._look()

    def _look(self) -> None:
        window = self._window
        if not self._waiting or window.data.loading:
            return
        self._waiting = False
        trained = window.document.trained
        if window.trainer.active or (trained is not None and trained.finished):
            return  # it had come to its end, and only its result was not saved
        if window.controls.resumable() is not None:
            window.controls.press()
            return
        reason = window.controls.obstacle() or self.tr("its data has changed since")
        text = self.tr("The run cannot go on: {0}. What it had learned is kept").format(reason)
        window.banner.show_message(text, "warning")
