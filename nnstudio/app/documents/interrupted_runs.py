"""Runs that a crash has interrupted: their state is kept while they go on, and offered at the next start."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.ending import Ending
from nnstudio.app.document import Document
from nnstudio.app.documents.copy_files import copies_of, owner_of
from nnstudio.app.documents.left_beside import LeftBeside, LookingBeside
from nnstudio.app.documents.safety_copies import SafetyCopies
from nnstudio.app.settings import Preferences
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.widgets.telling import Telling
from nnstudio.app.words.texts import error_text
from nnstudio.project.run_checkpoints import Interrupted, RunCheckpoints, checkpoint_path, left_behind, remove
from nnstudio.system.briefly import LINGER, briefly
from nnstudio.system.messages import StudioError

MOST = 10
"""Interrupted runs of documents without a file that are kept; of more, the oldest go."""


class InterruptedRuns(Telling, Ending):
    """Says where the state of a run is kept, and offers what earlier ones have left behind.

    A checkpoint goes when what it holds is saved, given up, or in the safety copy of the document.

    Signals
    -------
    recover(object, object, bool)
        An :class:`Interrupted` run shall be opened, with the safety copy of its document or None; the last says
        whether it shall go on.
    """

    recover = Signal(object, object, bool)
    patience = LINGER

    def __init__(
        self,
        document: Document,
        trainer: Trainer,
        copies: SafetyCopies,
        preferences: Preferences,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document, self._trainer, self._copies = document, trainer, copies
        self._preferences = preferences
        self._mine: set[Path] = set()
        self._adopted: set[Path] = set()
        self._offered: set[Path] = set()
        self._passed: list[RunCheckpoints] = []
        self._looking = LookingBeside(self)
        self._looking.found.connect(self._found)
        # A run that ends because its document goes needs no copy: whoever ends it says so before this is due.
        self._ended = QTimer(self, singleShot=True, interval=0)
        self._ended.timeout.connect(self._copy_result)
        trainer.keep_at = self._place
        trainer.keeping.connect(self._keeping_told)
        trainer.state_changed.connect(self._state_changed)
        document.path_changed.connect(self._follow)
        copies.written.connect(self._superseded)

    # Keeping ------------------------------------------------------------------------------------------

    def _place(self) -> Path | None:
        if not self._preferences.settings.autosave_seconds:
            return None
        if self._ended.isActive() and self._trainer.checkpoints is not None:
            # A run that goes on at once on another device: what it has kept goes with the next copy.
            self._ended.stop()
            self._passed.append(self._trainer.checkpoints)
        try:
            return self._free_path()
        except StudioError as error:
            self._warn(error)
            return None

    def _free_path(self) -> Path:
        """A new name beside the document, or in the user's data folder where the document's disk refuses."""
        beside = self._copies.beside
        path = None if beside is None else briefly(lambda: checkpoint_path(beside), None)
        if path is None:
            self._copies.refuse()
            path = checkpoint_path(None)
        self._mine.add(path)
        return path

    def _follow(self) -> None:
        """Keep the state beside the document, which may have got a file while the run went on."""
        checkpoints, document = self._trainer.checkpoints, self._copies.beside
        if checkpoints is None or not self._trainer.active or document is None:
            return
        if checkpoints.path.parent != document.parent or not checkpoints.path.name.startswith(
            f".{document.stem}.run-"
        ):
            checkpoints.move(self._free_path())

    def _keeping_told(self, error: BaseException | None) -> None:
        if error is None:
            self.resolved.emit("checkpoints")
            return
        checkpoints, document = self._trainer.checkpoints, self._document.path
        if checkpoints is None or document is None or checkpoints.path.parent != document.parent:
            self._warn(error)
            return
        self._copies.refuse()
        try:
            checkpoints.move(self._free_path())
        except StudioError as other:
            self._warn(other)

    def _warn(self, error: BaseException) -> None:
        text = self.tr("{0}. Training goes on, but a crash would cost its progress.").format(
            error_text(error)
        )
        self.notice.emit(Notice(text, "warning", key="checkpoints"))

    def _state_changed(self, state: str) -> None:
        self._ended.stop()
        if state == "idle":
            self.resolved.emit("checkpoints")
            self._ended.start()

    def _copy_result(self) -> None:
        """At the end of a run its result is copied at once; the checkpoint goes when that is on the disk."""
        checkpoints = self._trainer.checkpoints
        if checkpoints is None:
            return
        if not self._document.modified or self._copies.up_to_date:
            checkpoints.drop()
        elif checkpoints.written:
            self._copies.write()

    def _superseded(self) -> None:
        """What the safety copy holds need not be kept twice."""
        self.discard()

    def discard(self) -> None:
        """Remove what is kept of the document, which is saved or given up; a run that goes on keeps its own."""
        self._ended.stop()
        if self._trainer.checkpoints is not None and not self._trainer.active:
            self._trainer.checkpoints.drop()
        self._forget_adopted()

    def _forget_adopted(self) -> None:
        for path in self._adopted:
            briefly(partial(remove, path), None)
        for checkpoints in self._passed:
            checkpoints.drop()
        self._adopted, self._passed = set(), []

    def settle(self, seconds: float | None) -> None:
        """Remove what is kept, once it has come to rest."""
        self.discard()
        if self._trainer.checkpoints is not None:
            self._trainer.checkpoints.close(seconds)

    def adopt(self, run: Interrupted) -> None:
        """Take over a run whose state is shown now; it goes when that is saved, unless it may still go on elsewhere."""
        if not run.writer.is_elsewhere:
            self._adopted.add(run.path)

    # Offering -----------------------------------------------------------------------------------------

    def offer_left_behind(self) -> None:
        """Offer what an earlier start has left behind: runs, each with its safety copy, and the other copies.

        What lies beside recent documents is offered when their disks have answered.
        """
        unnamed = self._left(None)
        for run in unnamed[MOST:]:
            if not run.writer.is_elsewhere:
                remove(run.path)
        copies = copies_of(None)
        taken = {self._offer(run, _copy_of(run, copies)) for run in unnamed[:MOST]}
        for copy in copies:
            if copy not in taken:
                self._copies.offer_unsaved(copy, None)
        self._looking.look(Path(recent) for recent in self._preferences.settings.recent_files)

    def _found(self, found: LeftBeside) -> None:
        """Offer what was there when somebody looked, but what this start has made or offered meanwhile."""
        runs = [run for run in found.runs if run.path not in self._mine | self._offered]
        copies = list(filter(self._copies.is_new, found.copies))
        taken = {self._offer(run, _copy_of(run, copies)) for run in runs}
        for copy in copies:
            if copy not in taken:
                self._copies.offer_unsaved(copy, found.document)

    def offer_for(self, found: LeftBeside) -> None:
        """Offer what lies beside a document that has just been opened, though it may have been offered before."""
        runs = [run for run in found.runs if run.path not in self._mine]
        taken = {self._offer(run, _copy_of(run, found.copies)) for run in runs}
        for copy in found.copies:
            if copy not in taken:
                self._copies.offer(copy, found.document)

    def _left(self, document: Path | None) -> list[Interrupted]:
        return [run for run in left_behind(document) if run.path not in self._mine]

    def _offer(self, run: Interrupted, copy: Path | None) -> Path | None:
        self._offered.add(run.path)
        if copy is not None:
            self._copies.hold(copy)
        name = run.document.name if run.document is not None else self.tr("an untitled project")
        if run.epochs:
            text = self.tr("Training of {0} was interrupted in epoch {1} of {2}.").format(
                name, run.epoch, run.epochs
            )
        else:
            text = self.tr("Training of {0} was interrupted.").format(name)
        if run.writer.is_elsewhere:
            text = self.tr("{0} was trained on another computer, where that may still go on.").format(name)
        actions = (
            Action(self.tr("Go on"), partial(self.recover.emit, run, copy, True)),
            Action(self.tr("Open without training"), partial(self.recover.emit, run, copy, False)),
            Action(self.tr("Discard"), partial(self._discard, run, copy)),
        )
        self.notice.emit(Notice(text, "warning", actions, key=f"run {run.path}"))
        return copy

    def _discard(self, run: Interrupted, copy: Path | None) -> None:
        briefly(partial(remove, run.path), None)
        if copy is not None:
            self._copies.give_up(copy)


def _copy_of(run: Interrupted, copies: Iterable[Path]) -> Path | None:
    """The safety copy that the same process has left."""
    return next((copy for copy in copies if owner_of(copy) == run.writer), None)
