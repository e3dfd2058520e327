"""Which project, run or model stands on one side of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QSizePolicy

from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.words.texts import tooltip
from nnstudio.export.reading import MODELS
from nnstudio.project import file

PRESENT, OTHER = "present", "other"
"""Sides that are no file: the document as it is, and with the other weights that its run has left."""
_ASK = "ask"
_SHORTEST = 12


class SideChoice(QComboBox):
    """Lists the document, recent files, and a way to any other file.

    Parameters
    ----------
    name : str
        What a screen reader says.
    document : sequence of tuple of str
        Keys of the document's sides and what they are called.
    recent : sequence of str
        Paths.
    folder : str
        Where the file dialog begins.

    Signals
    -------
    picked()
        Somebody has made another choice.
    """

    picked = Signal()

    def __init__(
        self, name: str, document: Sequence[tuple[str, str]], recent: Sequence[str], folder: str
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("Choose a project or a model…"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._folder = folder
        self._before = -1
        for key, text in document:
            self.addItem(text, key)
        for path in recent:
            self._add_file(path)
        self.insertSeparator(self.count())
        self.addItem(self.tr("Choose a file…"), _ASK)
        self.setCurrentIndex(-1)
        self.activated.connect(self._activated)

    @property
    def key(self) -> str:
        """:data:`PRESENT`, :data:`OTHER` or a path; empty before anything was chosen."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Mark a side without telling anybody; a file that is not listed yet is added."""
        index = self.findData(key)
        if index < 0 and key:
            index = self._add_file(key, self.count() - 2)
        self.setCurrentIndex(index)
        self._before = index

    def _add_file(self, path: str, place: int | None = None) -> int:
        where = self.count() if place is None else place
        self.insertItem(where, Path(path).name, path)
        self.setItemData(where, tooltip(path), Qt.ItemDataRole.ToolTipRole)
        return where

    def _activated(self, index: int) -> None:
        if self.itemData(index) == _ASK:
            self.setCurrentIndex(self._before)
            self.ask()
        elif index != self._before:
            self._before = index
            self.picked.emit()

    def ask(self) -> None:
        """Ask for a file."""
        endings = " ".join(f"*{suffix}" for suffix in (file.SUFFIX, *MODELS))
        path, _ = QFileDialog.getOpenFileName(
            self.window(),
            self.tr("Compare with"),
            begin_at(self._folder),
            self.tr("Projects and models ({0});;All files (*)").format(endings),
        )
        if path:
            self._folder = str(Path(path).parent)
            self.choose(path)
            self.picked.emit()
