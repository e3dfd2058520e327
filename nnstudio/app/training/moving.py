"""A paused run goes on, on another device where one was chosen meanwhile, or with TF32 on or off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nnstudio.app.document import Document
from nnstudio.app.training.trainer import State, Trainer
from nnstudio.project.project import Project


class Moving(QObject):
    """Ends a run on one device and lets it go on from there on another: weights and optimizer go along.

    Parameters
    ----------
    document : Document
    trainer : Trainer
    possible : callable
        Whether the last run can go on with the document as it is.
    go_on : callable
        Goes on with the last run.
    """

    def __init__(
        self,
        document: Document,
        trainer: Trainer,
        possible: Callable[[], bool],
        go_on: Callable[[], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._trainer = document, trainer
        self._possible, self._go_on = possible, go_on
        self._under_way = False
        trainer.state_changed.connect(self._follow)
        trainer.failed.connect(self._give_up)

    def resume(self) -> None:
        """Go on with the paused run."""
        begun, now = self._trainer.project, self._document.project
        same = begun is None or _computes(begun) == _computes(now)
        if same or not self._possible():  # what was edited belongs to the next run; this one goes on as it is
            self._trainer.resume()
            return
        self._under_way = True
        self._trainer.stop()

    def _follow(self, state: State) -> None:
        if not self._under_way or state != "idle":
            return
        if self._trainer.closing:
            self._under_way = False
        else:  # whoever else hears of the end shall have done so before the next run begins
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        wanted, self._under_way = self._under_way, False
        if wanted and not self._trainer.active and self._possible():
            self._go_on()

    def _give_up(self, _error: object) -> None:
        """The device failed: what is to be done then is asked elsewhere."""
        self._under_way = False


def _computes(project: Project) -> tuple[str, bool]:
    """What computes, and how: all that a paused run may change."""
    return project.training.device, project.training.tf32
