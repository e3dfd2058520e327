"""The export dialog: from the purpose to a file that another program has checked."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QWidget

from nnstudio.app.background.ending import end_all
from nnstudio.app.background.newest import Newest
from nnstudio.app.diagram.wording import Subject, drawn
from nnstudio.app.dialogs.export_choices import IMPORTED, ExportChoices, PurposeList
from nnstudio.app.dialogs.export_result import ExportResult
from nnstudio.app.files.asked_file import ask_where
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.questions import agrees
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import error_text, translate
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.source import Progress
from nnstudio.export import Artifact, Format, Written, require_possible, write
from nnstudio.export.diagram import Diagram
from nnstudio.export.of_project import artifact_of, artifact_of_drawing, artifact_of_start
from nnstudio.export.writing import needed_by, others_in_the_way
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.briefly import MOMENT, briefly
from nnstudio.system.cancel import Cancel, Cancelled
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError, msg


class ExportDialog(QDialog):
    """Writes the trained network for another program.

    Parameters
    ----------
    project : Project
        As it is drawn now; for pictures.
    trained : Trained, optional
        None where there are only weights that were imported.
    dataset : Dataset, optional
        The data it was trained on, for the proof; without it, it is read again.
    suggestion : Path
        Proposed file, whose ending follows the format.
    which : {"last", "best", ""}
        Weights that are proposed; those that the run proposes where it is empty.
    fitted : Preprocessor, optional
        What the data is prepared with now; for pictures.
    """

    def __init__(
        self,
        project: Project,
        trained: Trained | None,
        dataset: Dataset | None,
        suggestion: Path,
        parent: QWidget | None = None,
        which: str = "",
        fitted: Preprocessor | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._project, self._trained, self._dataset, self._fitted = project, trained, dataset, fitted
        self._suggestion = suggestion
        self._writing = Newest("export", self, patience=MOMENT)
        self._stop = threading.Event()
        self._purposes = PurposeList()
        self._choices = ExportChoices(project, trained, which)
        self._purposes.chosen.connect(self._choices.show_purpose)
        self._result = ExportResult()
        self._choices.changed.connect(self._check)
        layout = v_box(self, margins=(20, 18, 20, 16), spacing=12)
        question = label(self.tr("What do you want to do with the network?"), "heading", wrap=True)
        layout.addWidget(question)
        scroll = ScrollColumn(self._choices)
        body = h_box(spacing=20)
        body.addWidget(self._purposes)
        body.addWidget(scroll, 1)
        layout.addLayout(body, 1)
        layout.addWidget(self._result)
        layout.addLayout(self._make_bottom())
        self._purposes.choose("python")
        self._check()
        self._purposes.setFocus()
        open_at(self, QSize(720, 640))
        self.finished.connect(lambda: end_all(self))

    def _make_bottom(self) -> QHBoxLayout:
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._step = label("", "small")
        self._cancel = push_button(self.tr("Cancel"), self.cancel)
        self._go = push_button(self.tr("Export…"), self.choose_file, role="primary")
        self._go.setDefault(True)
        close = push_button(self.tr("Close"), self.reject)
        for button in (self._cancel, close):
            button.setAutoDefault(False)
        progress = v_box(spacing=4)
        progress.addStretch(1)
        progress.addWidget(self._step)
        progress.addWidget(self._bar)
        progress.addStretch(1)
        row = h_box(spacing=8)
        row.addLayout(progress, 1)
        for button in (self._cancel, self._go, close):
            row.addWidget(button)
        self._show_busy(False)
        return row

    @property
    def chosen(self) -> Format:
        """The format that is marked, with its settings."""
        return self._choices.chosen

    def _check(self) -> None:
        """Say at once when the network has no place in the marked format."""
        self._result.hide()
        try:
            require_possible(self.chosen, self._artifact("network"))
        except StudioError as error:
            self._result.show_failure(error_text(error))
            self._go.setEnabled(False)
        else:
            self._go.setEnabled(True)

    def choose_file(self) -> None:
        """Ask where to, and write."""
        if not self._choices.commit():
            return
        chosen = self.chosen
        title, kind = self.tr("Export"), translate(msg(chosen.title))
        proposed = self._suggestion.with_suffix(chosen.suffix)
        path = ask_where(self, title, proposed, kind, chosen.suffix)
        if path is None:
            return
        self._suggestion = path
        found = briefly(lambda: (others_in_the_way(path, chosen), needed_by(path)), None)
        others, owner = found or ((), None)
        if owner is not None:
            text = self.tr("{0} belongs to {1}, an earlier export that needs it. Replace it?")
            if not agrees(self, title, text.format(path.name, owner.name)):
                return
        if others:
            names = ", ".join(file.name for file in others)
            text = self.tr("{0} also writes {1}, which exists already. Replace it?").format(kind, names)
            if not agrees(self, title, text):
                return
        self.write(path, replace=found is not None)  # else the disk has not answered, and nobody was asked

    def write(self, path: Path, *, replace: bool = False) -> None:
        """Write the files beside the window, proven where another program can read them."""
        chosen, dataset, artifact = self.chosen, self._dataset, self._artifact(path.stem)
        subject = Subject(self._project, path.stem, artifact.preprocessor)
        self._stop.clear()
        stopped = self._stop.is_set

        def work(cancelled: Cancel, progress: Progress) -> Written | None:
            def ended() -> bool:
                return cancelled() or stopped()

            try:
                if isinstance(chosen, Diagram):
                    # The picture of the diagram dialog, in the words of the window.
                    write_bytes(path, chosen.render(drawn(subject, chosen)))
                    return Written((path,), None, None)
                return write(
                    artifact,
                    chosen,
                    path,
                    dataset=None if artifact.data is None else dataset,
                    replace=replace,
                    cancelled=ended,
                    progress=progress,
                )
            except Cancelled:
                return None

        self._result.hide()
        self._show_busy(True)
        self._writing.ask(work, self._done, self._fail, self._show_progress)

    def _artifact(self, name: str) -> Artifact:
        if self.chosen.needs_weights:
            if self._choices.which == IMPORTED or self._trained is None:
                return artifact_of_start(self._project, name)
            return artifact_of(self._trained, self._choices.which, name, self._project)
        return artifact_of_drawing(self._project, name, self._trained, self._fitted)

    def cancel(self) -> None:
        """Ask the export to end; it leaves no file."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._step.setText(self.tr("Cancelling…"))

    def _show_progress(self, facts: dict[str, Any]) -> None:
        self._bar.setValue(round(1000 * facts["done"]))
        if not self._stop.is_set():
            self._step.setText(translate(facts["step"]))

    def _done(self, written: Written | None) -> None:
        self._show_busy(False)
        if written is None:
            self._result.show_cancelled()
        else:
            self._result.show_written(written)

    def _fail(self, error: BaseException) -> None:
        self._show_busy(False)
        self._result.show_failure(error_text(error))

    def _show_busy(self, busy: bool) -> None:
        for part in (self._bar, self._step, self._cancel):
            part.setVisible(busy)
        self._cancel.setEnabled(busy)
        self._go.setVisible(not busy)
        self._purposes.setEnabled(not busy)
        self._choices.setEnabled(not busy)
        self._bar.setValue(0)
        self._step.clear()
