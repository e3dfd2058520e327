"""Where training runs: what there is to choose from, why a GPU is not used, and what to do when one fails."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.background.jobs import Job
from nnstudio.app.dialogs.devices import DevicesDialog
from nnstudio.app.forms.choice_edit import ChoiceEdit, Entry
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.training.tf32 import Tf32Switch
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.words.texts import error_text, translate
from nnstudio.backend import probe
from nnstudio.backend.failures import DeviceError
from nnstudio.backend.threads import cores
from nnstudio.project.earlier_weights import beginning_with
from nnstudio.project.trained import Trained

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class DeviceGuide(QObject):
    """Fills the choice of the device once it is known what there is, and takes over when a device fails."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings: TrainingSettings | None = None
        self._tf32: Tf32Switch | None = None
        self._found: tuple[probe.Device, ...] = ()
        window.workspace.inspector.training.when_made(self._fill)
        self.looking = Job("devices", lambda cancelled, _progress: probe.devices(cancelled), self)
        self.looking.done.connect(self._begin)

    def _begin(self, found: Sequence[probe.Device]) -> None:
        """Offer what there is, and say on the start page where training will run, and why not on a GPU."""
        self.take(found)
        cpu = self.tr("CPU · 1 core") if cores() == 1 else self.tr("CPU · {0} cores").format(cores())
        gpus = [d for d in found if d.key != "cpu"]
        gpu = next((d for d in gpus if d.usable), gpus[0])
        if gpu.usable:
            line = f"{gpu.name} · {translate(gpu.reason)}"
        else:
            line = self.tr("{0} · GPU not used: {1}").format(cpu, translate(gpu.reason))
        self._window.start_page.set_device_text(line)

    def take(self, found: Sequence[probe.Device]) -> None:
        """Offer these devices."""
        self._found = tuple(found)
        if self._settings is not None and self._tf32 is not None:
            self._offer(self._settings, self._tf32)

    def _fill(self, settings: TrainingSettings) -> None:
        """Offer what was found before the settings were there."""
        self._settings = settings
        settings.device_line.why_wanted.connect(self.explain)
        self._tf32 = Tf32Switch(self._window.document, settings, self)
        if self._found:
            self._offer(settings, self._tf32)

    def _offer(self, settings: TrainingSettings, tf32: Tf32Switch) -> None:
        editor = settings.run.editor("device")
        assert isinstance(editor, ChoiceEdit)
        cpu = self.tr("The processor of this computer, with all its cores.")
        entries = [Entry("auto", self.tr("auto"), self._auto()), Entry("cpu", self.tr("CPU"), cpu)]
        gpus = [device for device in self._found if device.key != "cpu"]
        for number, gpu in enumerate(gpus, 1):
            # Names of cards are too long for the field; the list has room for them.
            name = self.tr("GPU") if len(gpus) == 1 else self.tr("GPU {0}").format(number)
            words = self.tr("{0}, {1}") if gpu.usable else self.tr("{0} cannot be used: {1}")
            words = words.format(gpu.name, translate(gpu.reason))
            entries.append(Entry(gpu.key, name, words, gpu.usable))
        editor.set_entries(entries)
        unusable = [d for d in self._found if not d.usable]
        text = ""
        if unusable:
            text = self.tr("{0} is not used: {1}").format(unusable[0].name, translate(unusable[0].reason))
        settings.device_line.tell(text)
        tf32.take(self._found)

    def _auto(self) -> str:
        if any(d.usable for d in self._found if d.key != "cpu"):
            return self.tr("The GPU or the CPU, whichever takes the steps of this network in less time.")
        return self.tr("The CPU, as there is no GPU that can be used here.")

    def explain(self) -> None:
        """Show the steps that were taken to find a GPU."""
        unused = [device for device in self._found if not device.usable]
        dialog = DevicesDialog(probe.probe().steps, unused, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # A device that fails -------------------------------------------------------------------------------------

    def failed(self, error: DeviceError, key: str, kept: Trained | None) -> None:
        """Say what happened to a run, and offer how it can go on.

        Parameters
        ----------
        error : DeviceError
        key : str
            Of the notice.
        kept : Trained, optional
            What the run had learned, where it can go on.
        """
        window = self._window
        self.take(probe.devices())  # one that is lost is not offered any more
        text = error_text(error)
        if kept is not None:
            text = self.tr("{0}. What was learned up to epoch {1} is kept").format(
                text, kept.checkpoint.position.epoch
            )
        label = self.tr("Train on the CPU") if kept is None else self.tr("Go on on the CPU")
        actions = [Action(label, partial(self._on_cpu, kept))]
        half = window.document.project.training.batch_size // 2
        batch = half if error.batch is None else error.batch
        if error.kind == "memory" and batch:
            actions.append(
                Action(self.tr("Batch size {0}").format(batch), partial(self._smaller, batch, kept))
            )
        actions.append(Action(self.tr("Stop"), lambda: None))
        details = "".join(traceback.format_exception(error))
        window.banner.post(Notice(text, "error", tuple(actions), details=details, key=key))

    def _on_cpu(self, kept: Trained | None) -> None:
        if self._window.trainer.active:
            return
        training = self._window.document.project.training
        if training.device != "cpu":
            document, training = self._window.document, training.replace(device="cpu")
            if not document.edit(self.tr("Train on the CPU"), document.project.replace(training=training)):
                return
        if kept is None:
            self._window.controls.start_over()
        else:
            self._window.controls.press()

    def _smaller(self, batch: int, kept: Trained | None) -> None:
        """Begin anew with smaller batches, with the weights that the run had come to."""
        window, document = self._window, self._window.document
        if window.trainer.active:
            return
        project = document.project
        if kept is not None:
            project = beginning_with(project, kept, self.tr("an earlier run"))
        training = project.training.replace(batch_size=batch)
        if document.edit(self.tr("Use batch size {0}").format(batch), project.replace(training=training)):
            window.controls.start_over()
