"""The document behind the window: one value, its history, and what was trained for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from nnstudio.project.project import Project
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.trained import Trained

_PAUSE = 2.0
"""Seconds of rest after which the same edit is a new step of undo."""


class MergeKeys:
    """Keys for edits that become one while they follow each other quickly, as the steps of a spin box do."""

    def __init__(self) -> None:
        self._last = ("", 0.0, 0)

    def key(self, what: str) -> str:
        """The key of the edit before, where that was of the same thing a moment ago; else a new one."""
        now = time.monotonic()
        last, when, number = self._last
        if what != last or now - when > _PAUSE:
            number += 1
        self._last = (what, now, number)
        return f"{what} {number}"


class _Edit(QUndoCommand):
    """Every edit: two values and a name the person reads.

    Consecutive edits with the same ``merge`` key (dragging a card, turning a spin box) become one.
    """

    def __init__(self, document: Document, text: str, old: Project, new: Project, merge: str) -> None:
        super().__init__(text)
        self._document, self._old, self._new, self._merge = document, old, new, merge

    def redo(self) -> None:
        self._document._show(self._new)

    def undo(self) -> None:
        self._document._show(self._old)

    def id(self) -> int:
        return 1 if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Edit) or other._merge != self._merge:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True


class Document(QObject):
    """The open project.

    Signals
    -------
    changed(object, object)
        The old and the new :class:`Project`, after each edit, undo and redo.
    path_changed()
        The file or the "modified" mark is another.
    trained_changed()
        There is another result of training, or none any more.
    runs_changed()
        The list of runs is another.
    series_changed()
        The list of series of runs is another.
    refused(str)
        An edit was not made, and why: :attr:`guard` would not have it.
    """

    changed = Signal(object, object)
    path_changed = Signal()
    trained_changed = Signal()
    runs_changed = Signal()
    series_changed = Signal()
    refused = Signal(str)

    def __init__(self, project: Project | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project or Project()
        self.path: Path | None = None
        self.trained: Trained | None = None
        self._unsaved_training = False
        self._unsaved_runs = False
        self._kept: Project | None = None
        self.guard: Callable[[Project, Project], str] | None = None
        """Says why an edit is not made; empty where it is."""
        self.undo_stack = QUndoStack(self)
        # A bound method, not a lambda: Qt cuts the connection when the document goes first.
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    def edit(self, text: str, new: Project, merge: str = "") -> bool:
        """Replace the project by an edited one.

        Parameters
        ----------
        text : str
            Name of the edit for the undo menu, already translated: "Change units of Dense 2".
        new : Project
        merge : str
            Edits in a row with the same key become one; empty keeps every edit.

        Returns
        -------
        bool
            Whether the project is as it was to be; not so where :attr:`guard` would not have it.
        """
        kept = self._kept or self.project
        kept, new = kept.drawn, new.drawn  # what was trained is no part of what is edited
        if new != kept and self.guard is not None and (why := self.guard(kept, new)):
            self.preview(new)  # so that fields and cards that have run ahead come back
            self.end_preview()
            self.refused.emit(why)
            return False
        if new != kept:
            self.undo_stack.push(_Edit(self, text, kept, new, merge))
        else:
            self.end_preview()
        return True

    def preview(self, new: Project) -> None:
        """Show what a gesture would make of the project, until :meth:`edit` makes it so or :meth:`end_preview` drops it.

        The history knows nothing of it: what could be redone before a gesture that is broken off can be redone after it.
        """
        self._show(new, self._kept or self.project)

    def end_preview(self) -> None:
        """Show the project as it is."""
        if self._kept is not None:
            self._show(self._kept)

    def replace(self, project: Project, path: Path | None, trained: Trained | None = None) -> None:
        """Show another project; its history starts here."""
        old, self.project, self.path = self.project, project, path
        self._kept = None
        self.trained, self._unsaved_training = trained, False
        self._unsaved_runs = False
        self.undo_stack.clear()
        self.undo_stack.setClean()
        self.changed.emit(old, project)
        self.trained_changed.emit()
        self.runs_changed.emit()
        self.series_changed.emit()
        self.path_changed.emit()

    def touch(self) -> None:
        """Mark the document as not saved, as after recovering it."""
        self.undo_stack.resetClean()
        self.path_changed.emit()

    def set_trained(self, trained: Trained) -> None:
        """Take over the result of a run; training is no edit, so undo does not touch it."""
        self.trained, self._unsaved_training = trained, True
        self.trained_changed.emit()
        self.path_changed.emit()

    def set_runs(self, runs: tuple[RunRecord, ...]) -> None:
        """Take over another list of runs; as with training itself, undo does not touch it."""
        if runs == self.project.runs:
            return
        self._remember(self.project.replace(runs=runs))
        self.runs_changed.emit()
        self.path_changed.emit()

    def set_series(self, series: tuple[SeriesRecord, ...]) -> None:
        """Take over another list of series of runs, as one of runs."""
        if series == self.project.series:
            return
        self._remember(self.project.replace(series=series))
        self.series_changed.emit()
        self.path_changed.emit()

    def _remember(self, project: Project) -> None:
        self.project = project
        if self._kept is not None:
            self._kept = self._kept.remembering(project)
        self._unsaved_runs = True

    def saved_as(self, path: Path, project: Project, trained: Trained | None) -> None:
        """Remember that these values are in a file; the document may have moved on since."""
        self.path = path
        now = self._kept or self.project
        if (project.runs, project.series) == (now.runs, now.series):
            self._unsaved_runs = False
        if project.drawn == now.drawn:
            self.undo_stack.setClean()
        else:
            self.undo_stack.resetClean()  # undoing to what the file held before is a change again
        if trained is self.trained:
            self._unsaved_training = False
        self.path_changed.emit()

    @property
    def previewing(self) -> bool:
        """Whether what is shown is not the project, but what a gesture would make of it."""
        return self._kept is not None

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        return self._unsaved_training or self._unsaved_runs or not self.undo_stack.isClean()

    @property
    def stale(self) -> bool:
        """Whether the weights belong to an earlier network or to other data."""
        trained = self.trained
        return trained is not None and (trained.network, trained.data) != (
            self.project.network,
            self.project.data,
        )

    def _clean_changed(self, _clean: bool) -> None:
        self.path_changed.emit()

    def _show(self, project: Project, kept: Project | None = None) -> None:
        old, self._kept = self.project, kept
        self.project = project.remembering(old)
        self.changed.emit(old, self.project)
