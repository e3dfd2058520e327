"""What came of an export: files, proof and what to do with them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from nnstudio.app.look.style_sheet import fill
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import translate
from nnstudio.export import Proof, Written

Mood = Literal["good", "doubt", "bad"]

_ICONS = {"good": ("check", "success"), "doubt": ("info", "text_muted"), "bad": ("error", "danger")}


class ExportResult(QWidget):
    """A card that tells how an export ended. Its text can be selected with mouse and keyboard."""

    def __init__(self) -> None:
        super().__init__()
        fill(self, "card")
        self._written: Written | None = None
        self._icon = IconLabel(20)
        self._title, self._details = label("", "strong", wrap=True), label(wrap=True)
        for line in (self._title, self._details):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._folder = QPushButton(self.tr("Show in folder"))
        self._copy = push_button(
            self.tr("Copy"), tip=self.tr("Copy the names of the files and the proof as text")
        )
        for button, do in ((self._folder, self.show_folder), (self._copy, self.copy)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
        buttons = h_box(margins=(0, 6, 0, 0), spacing=8)
        buttons.addWidget(self._folder)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        column = v_box(spacing=3)
        column.addWidget(self._title)
        column.addWidget(self._details)
        column.addLayout(buttons)
        row = h_box(self, margins=(14, 12, 14, 12), spacing=10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.hide()

    def show_written(self, written: Written) -> None:
        """Tell which files there are, and what the proof says or why there is none."""
        self._written = written
        first, *others = (file.name for file in written.files)
        lines = []
        if others:
            lines.append(self.tr("Beside it: {0}").format(", ".join(others)))
        mood: Mood = "good"
        if written.proof is not None:
            lines.append(self.tr("Proven: {0}.").format(translate(written.proof.sentence)))
            if written.proof.samples:
                lines.append(self._rows(written.proof))
        elif written.reason is not None:
            mood = "doubt"
            lines.append(self.tr("Not proven: {0}.").format(translate(written.reason)))
        self._show(self.tr("Written: {0}").format(first), "\n".join(lines), mood)

    def _rows(self, proof: Proof) -> str:
        origin = translate(proof.origin)
        if proof.because is None:
            return self.tr("It was asked about {0}.").format(origin)
        return self.tr("It was asked about {0}: {1}.").format(origin, translate(proof.because))

    def show_failure(self, line: str) -> None:
        """Tell in one line what went wrong."""
        self._written = None
        self._show(line, "", "bad")

    def show_cancelled(self) -> None:
        """Tell that nothing happened."""
        self._written = None
        self._show(self.tr("Cancelled. No file was written."), "", "doubt")

    @property
    def text(self) -> str:
        """All that is told, line by line."""
        return "\n".join(filter(None, (self._title.text(), self._details.text())))

    def _show(self, title: str, details: str, mood: Mood) -> None:
        self._icon.show_icon(*_ICONS[mood])
        self._title.setText(title)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        for button in (self._folder, self._copy):
            button.setVisible(self._written is not None)
        self.show()

    @property
    def folder(self) -> Path | None:
        """Where the files are."""
        return self._written.files[0].parent if self._written is not None else None

    def show_folder(self) -> None:
        """Open the folder in the desktop's file manager."""
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def copy(self) -> None:
        """Copy the whole text, with the folder."""
        if self.folder is not None:
            QGuiApplication.clipboard().setText(f"{self.text}\n{self.folder}")
