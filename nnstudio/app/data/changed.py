"""Data that is where it was, and holds something else than the network was trained on, or is being trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.data.source import Source

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "changed data"


class ChangedData(QObject):
    """Says so once for each state of the data, with a way on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._said: tuple[str, str, bool] | None = None
        """Fingerprints of what is learned from and of what is there now, and whether a run goes on."""
        window.data.changed.connect(self._tell)
        window.document.trained_changed.connect(self._tell)
        window.trainer.state_changed.connect(self._tell)

    def _tell(self) -> None:
        window = self._window
        known = self._known()
        if known is not None and window.data.loading:
            return  # what is being read will tell
        dataset, prepared = window.data.dataset, window.data.prepared
        # Columns and files that somebody has chosen since are no news to them.
        if (
            known is None
            or dataset is None
            or prepared is None
            or known[0] != window.document.project.data.source
            or known[1] == prepared.fingerprint
        ):
            self._end()
            return
        active = window.trainer.active
        if (state := (known[1], prepared.fingerprint, active)) == self._said:
            return
        self._said = state
        look = Action(self.tr("Look at the data…"), window.data_choosing.choose)
        if active:
            text = self.tr("{0} has changed since the run began: the run goes on with the earlier data.")
            window.banner.post(Notice(text.format(dataset.name), "info", (look,), key=KEY))
        else:
            text = self.tr("{0} has changed since training: the weights are from the earlier data.")
            again = Action(self.tr("Train again"), window.controls.start_over)
            window.banner.post(Notice(text.format(dataset.name), "warning", (again, look), key=KEY))

    def _known(self) -> tuple[Source | None, str] | None:
        """Source and fingerprint of what the weights are from, or will be when the run under way has ended."""
        trainer, trained = self._window.trainer, self._window.document.trained
        if trainer.active and trainer.project is not None:
            return trainer.project.data.source, trainer.fingerprint
        return None if trained is None else (trained.data.source, trained.fingerprint)

    def _end(self) -> None:
        self._said = None
        self._window.banner.dismiss(KEY)
