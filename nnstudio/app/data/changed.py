"""Data that is where it was, and holds something else than the network was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.banner import Action, Notice

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "changed data"


class ChangedData(QObject):
    """Says so once for each state of the data, with a way on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._said = ("", "")  # fingerprints, of the training and of what is there now
        window.data.changed.connect(self._tell)
        window.document.trained_changed.connect(self._tell)

    def _tell(self) -> None:
        window = self._window
        trained, dataset, prepared = window.document.trained, window.data.dataset, window.data.prepared
        if trained is not None and window.data.loading:
            return  # what is being read will tell
        # Columns and files that somebody has chosen since are no news to them.
        same_settings = trained is not None and trained.data.source == window.document.project.data.source
        if trained is None or dataset is None or prepared is None or not same_settings:
            self._end()
            return
        both = trained.fingerprint, prepared.fingerprint
        if both[0] == both[1]:
            self._end()
            return
        if both == self._said:
            return
        self._said = both
        text = self.tr("{0} has changed since training: the weights are from the earlier data.")
        actions = (
            Action(self.tr("Train again"), window.controls.start_over),
            Action(self.tr("Look at the data…"), window.data_choosing.choose),
        )
        window.banner.post(Notice(text.format(dataset.name), "warning", actions, key=KEY))

    def _end(self) -> None:
        self._said = ("", "")
        self._window.banner.dismiss(KEY)
