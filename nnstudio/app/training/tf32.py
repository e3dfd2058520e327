"""Whether matrices may be multiplied in TF32, NVIDIA's short form of numbers: the switch below the choice of the device."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from nnstudio.app.document import Document
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.words.texts import field_help, tooltip
from nnstudio.backend import probe
from nnstudio.nn.fields import fields_of
from nnstudio.training.config import TrainingConfig

LEAST = (8, 0)
"""The compute capability of the first cards that have it."""


class Tf32Switch(QObject):
    """Shows the switch where there is a GPU, and lets it be used where the device in use knows TF32.

    What was chosen stays chosen on a device that has no use for it: a project may be opened elsewhere again.
    """

    def __init__(self, document: Document, settings: TrainingSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self._gpus: tuple[probe.Device, ...] = ()
        (self._info,) = (info for info in fields_of(TrainingConfig) if info.name == "tf32")
        document.changed.connect(self._follow)

    def take(self, found: Sequence[probe.Device]) -> None:
        """Hear what devices there are."""
        self._gpus = tuple(device for device in found if device.key != "cpu" and device.usable)
        self._settings.run.show_advanced(bool(self._gpus))
        self._follow()

    def _follow(self) -> None:
        if not self._gpus:
            return
        why_not = self._why_not()
        switch = self._settings.run.editor(self._info.name)
        switch.setEnabled(not why_not)
        switch.setToolTip(tooltip(" ".join(text for text in (field_help(self._info), why_not) if text)))

    def _why_not(self) -> str:
        """Why the device in use has no use for it; empty where it has."""
        wish = self._document.project.training.device
        gpu = next((gpu for gpu in self._gpus if wish in ("auto", gpu.key)), None)  # auto takes the first
        if gpu is None:
            return self.tr("For an NVIDIA GPU only: choose one as the device.")
        if (gpu.capability or (0, 0)) < LEAST:
            return self.tr("{0} is too old for it: it takes a card of compute capability {1}.{2}.").format(
                gpu.name, *LEAST
            )
        return ""
