"""What is known of the chosen run, and what a person writes about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from nnstudio.app.look import theme
from nnstudio.app.runs.wording import ending_text, metric_lines, when_text
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import breakable, translate
from nnstudio.project.runs.record import NOTES_LIMIT, RunRecord
from nnstudio.project.runs.repeat import repeat


class RunDetail(QWidget):
    """The verdict, the machine, and the notes.

    Signals
    -------
    notes_changed(object, str)
        Somebody has written about a run.
    """

    notes_changed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._run: RunRecord | None = None
        self._title, self._settings, self._repeat, self._verdict, self._findings, self._facts = (
            label("", role, wrap=True) for role in ("strong", "", "", "", "small", "small")
        )
        # Not the title: the places where a long name may wrap would be copied along.
        for line in (self._settings, self._repeat, self._verdict, self._findings, self._facts):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = QPlainTextEdit()
        self.notes.setAccessibleName(self.tr("Notes on the run"))
        self.notes.setPlaceholderText(self.tr("Your notes on this run"))
        self.notes.setTabChangesFocus(True)
        self.notes.textChanged.connect(self._tell)
        column = v_box(self, margins=(12, 0, 8, 0), spacing=6)
        for part in (
            self._title, self._settings, self._repeat, self._verdict, self.notes, self._facts, self._findings,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        theme.current().changed.connect(self._size)
        self._size()
        self.show_runs([], (), "")

    def _size(self) -> None:
        self.notes.setFixedHeight(theme.current().room(84))

    def show_runs(self, chosen: list[RunRecord], runs: tuple[RunRecord, ...], differs: str) -> None:
        """Show the one chosen run with the settings in which it differs from others, or how many there are."""
        run = chosen[0] if len(chosen) == 1 else None
        self._run = run
        self.notes.setVisible(run is not None)
        if run is None:
            self._title.setText(
                self.tr("{0} runs chosen").format(len(chosen)) if chosen else self.tr("No run chosen")
            )
            said = self.tr("Choose a run to see what is known of it, or two to compare them.")
            if chosen:
                said = self.tr("Choose two to compare them.") if len(chosen) != 2 else ""
            self._say("", "", said, "", "")
            return
        self._title.setText(breakable(run.name))
        earlier = next((other for other in runs if other.id == run.again), None)
        again = "" if earlier is None else translate(repeat(earlier, run).sentence(earlier.name))
        same = earlier is not None and repeat(earlier, run).identical
        self._say(
            differs,
            f"✓ {again}" if same else again,
            run.verdict,
            "\n\n".join(run.findings),
            self._facts_of(run),
        )
        if run.notes != self.notes.toPlainText():
            self.notes.blockSignals(True)
            self.notes.setPlainText(run.notes)
            self.notes.blockSignals(False)

    def _say(self, *texts: str) -> None:
        labels = self._settings, self._repeat, self._verdict, self._findings, self._facts
        for line, text in zip(labels, texts, strict=True):
            line.setText(text)
            line.setVisible(bool(text))

    def _facts_of(self, run: RunRecord) -> str:
        parts = [when_text(run), ending_text(run), *metric_lines(run)]
        parts.append(self.tr("seed {0}").format(run.training.seed))
        if run.device:
            short = run.device == "cuda" and run.training.tf32
            parts.append(f"{run.device.upper()} (TF32)" if short else run.device.upper())
        if run.threads:
            parts.append(
                self.tr("1 thread") if run.threads == 1 else self.tr("{0} threads").format(run.threads)
            )
        parts += [f"{name} {version}" for name, version in run.versions.items() if name != "machine"]
        if run.fingerprint:
            parts.append(self.tr("data {0}").format(run.fingerprint[:12]))
        return " · ".join(parts)

    def _tell(self) -> None:
        if self._run is not None:
            self.notes_changed.emit(self._run, self.notes.toPlainText()[:NOTES_LIMIT])
