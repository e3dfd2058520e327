"""The export dialog: choose a format and a place; the file is checked before it counts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app.data.state import data_of
from nnstudio.app.files import ask_where
from nnstudio.app.jobs import Job
from nnstudio.app.texts import error_text
from nnstudio.data.prepare import Prepared
from nnstudio.data.source import Cancel
from nnstudio.export import FORMATS, Artifact, Format
from nnstudio.export.verify import Proof, verify_onnx
from nnstudio.project.trained import Trained
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError

SAMPLES = 64
"""Real samples on which an exported model is compared with ours."""


class ExportDialog(QDialog):
    """Writes the trained weights in another format.

    Parameters
    ----------
    trained : Trained
    prepared : Prepared, optional
        The data as it was trained on, for the proof; without it, it is read again.
    suggestion : Path
        Proposed file, whose ending follows the format.
    """

    def __init__(
        self, trained: Trained, prepared: Prepared | None, suggestion: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(460)
        self._trained, self._prepared, self._suggestion = trained, prepared, suggestion
        self._job: Job | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(2)
        heading = QLabel(self.tr("Format"))
        heading.setProperty("role", "strong")
        layout.addWidget(heading)
        self._formats = QButtonGroup(self)
        self._by_id: dict[int, Format] = {}
        for i, cls in enumerate(FORMATS):
            self._add_choice(self._formats, i, f"{cls.title} ({cls.suffix})", cls.summary, layout)
            self._by_id[i] = cls()
        layout.addSpacing(12)
        heading = QLabel(self.tr("Weights"))
        heading.setProperty("role", "strong")
        layout.addWidget(heading)
        self._weights = QButtonGroup(self)
        best = trained.checkpoint.history.best
        last = len(trained.checkpoint.history.epochs)
        self._add_choice(self._weights, 0, self.tr("Last epoch ({0})").format(last), "", layout)
        if trained.checkpoint.best_weights:
            self._add_choice(
                self._weights, 1, self.tr("Best epoch ({0})").format(best),
                self.tr("With the lowest loss on the validation part"), layout,
            )  # fmt: skip
        for group in (self._formats, self._weights):
            group.button(0).setChecked(True)
        self._result = QLabel()
        self._result.setWordWrap(True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(6)
        self._busy.setAccessibleName(self.tr("Writing and checking…"))
        self._busy.hide()
        layout.addSpacing(12)
        layout.addWidget(self._busy)
        layout.addWidget(self._result)
        layout.addStretch(1)
        layout.addSpacing(12)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._go = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.ActionRole)
        self._go.setProperty("role", "primary")
        self._go.clicked.connect(self.choose_file)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.finished.connect(self._wait)

    def _add_choice(
        self, group: QButtonGroup, number: int, title: str, words: str, layout: QVBoxLayout
    ) -> None:
        button = QRadioButton(title)
        button.setAccessibleDescription(words)
        group.addButton(button, number)
        layout.addWidget(button)
        if words:
            label = QLabel(words)
            label.setProperty("role", "small")
            label.setWordWrap(True)
            label.setContentsMargins(27, 0, 0, 6)
            layout.addWidget(label)

    @property
    def chosen(self) -> Format:
        """The format that is marked."""
        return self._by_id[self._formats.checkedId()]

    def choose_format(self, key: str) -> None:
        """Mark a format by its name on the command line."""
        for i, chosen in self._by_id.items():
            if chosen.key == key:
                self._formats.button(i).setChecked(True)

    def choose_file(self) -> None:
        """Ask where to, and write."""
        chosen = self.chosen
        proposed = self._suggestion.with_suffix(chosen.suffix)
        path = ask_where(self, self.tr("Export"), proposed, chosen.title, chosen.suffix)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the file beside the window, proven where the format can be read back."""
        chosen = self.chosen
        which = "best" if self._weights.checkedId() == 1 else "last"
        trained, prepared = self._trained, self._prepared

        def work(cancelled: Cancel, progress: object) -> tuple[Proof | None, str]:
            artifact = Artifact(trained.network, trained.weights(which), trained.preprocessor, path.stem)
            data = chosen.encode(artifact)
            proof, unproven = None, ""
            if chosen.key == "onnx":
                try:
                    seen = data_of(trained, prepared, cancelled)
                except StudioError as error:  # the weights are there, even if their data is not any more
                    unproven = error_text(error)
                else:
                    x = (seen.test if len(seen.test) else seen.train).x[:SAMPLES]
                    proof = verify_onnx(data, x, trained.model(which=which).predict(x))
            write_bytes(path, data)
            return proof, unproven

        self._go.setEnabled(False)
        self._busy.show()
        self._say(self.tr("Writing and checking…"))
        self._job = Job("export", work, self)
        self._job.done.connect(lambda told: self._done(path, *told))
        self._job.failed.connect(self._fail)
        self._job.start()

    def _done(self, path: Path, proof: Proof | None, unproven: str) -> None:
        self._end()
        text = self.tr("Written: {0}").format(path.name)
        if unproven:
            text += "\n" + self.tr("Not proven on real samples: {0}").format(unproven)
        if proof is not None:
            text += "\n" + self.tr(
                "Proven: {0} gives the same outputs on {1} real samples; largest difference {2}."
            ).format(proof.runtime, proof.samples, f"{proof.largest_difference:.1e}")
        self._say(text)

    def _fail(self, error: BaseException) -> None:
        self._end()
        self._say(error_text(error))

    def _say(self, text: str) -> None:
        """Show what came out, all of it: the dialog grows with the words."""
        self._result.setText(text)
        layout = self.layout()
        if layout is not None and layout.totalHeightForWidth(self.width()) > self.height():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _end(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self._busy.hide()
        self._go.setEnabled(True)

    def _wait(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None
