"""Runs that a crash has interrupted: their state is kept while they go on, and offered at the next start."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.banner import Action, Notice
from nnstudio.app.document import Document
from nnstudio.app.left_beside import LeftBeside, LookingBeside
from nnstudio.app.safety_copies import SafetyCopies, copies_of
from nnstudio.app.settings import Preferences
from nnstudio.app.texts import error_text
from nnstudio.app.training.trainer import Trainer
from nnstudio.project.run_checkpoints import Interrupted, RunCheckpoints, checkpoint_path, left_behind, remove
from nnstudio.system.messages import StudioError

MOST = 10
"""Interrupted runs of documents without a file that are kept; of more, the oldest go."""


class InterruptedRuns(QObject):
    """Says where the state of a run is kept, and offers what earlier ones have left behind.

    A checkpoint goes when what it holds is saved, given up, or in the safety copy of the document.

    Signals
    -------
    notice(object)
        A :class:`Notice` for the banner.
    resolved(str)
        The notice with this key does not hold any more.
    recover(object, object, bool)
        An :class:`Interrupted` run shall be opened, with the safety copy of its document or None; the last says
        whether it shall go on.
    """

    notice = Signal(object)
    resolved = Signal(str)
    recover = Signal(object, object, bool)

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
        self._ended = QTimer(self)
        self._ended.setSingleShot(True)
        self._ended.setInterval(0)
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
            path = checkpoint_path(self._document.path)
        except StudioError as error:
            self._keeping_told(error)
            return None
        self._mine.add(path)
        return path

    def _follow(self) -> None:
        """Keep the state beside the document, which may have got a file while the run went on."""
        checkpoints, document = self._trainer.checkpoints, self._document.path
        if checkpoints is None or not self._trainer.active or document is None:
            return
        if checkpoints.path.parent != document.parent or not checkpoints.path.name.startswith(
            f".{document.stem}.run-"
        ):
            path = checkpoint_path(document)
            self._mine.add(path)
            checkpoints.move(path)

    def _keeping_told(self, error: BaseException | None) -> None:
        if error is None:
            self.resolved.emit("checkpoints")
            return
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
            remove(path)
        for checkpoints in self._passed:
            checkpoints.drop()
        self._adopted, self._passed = set(), []

    def close(self) -> None:
        """Remove what is kept, once it has come to rest."""
        self._looking.close()
        self.discard()
        if self._trainer.checkpoints is not None:
            self._trainer.checkpoints.close()

    def adopt(self, run: Interrupted) -> None:
        """Take over a run whose state is shown now; it goes when that is saved."""
        self._adopted.add(run.path)

    # Offering -----------------------------------------------------------------------------------------

    def offer_left_behind(self) -> None:
        """Offer what an earlier start has left behind: runs, each with its safety copy, and the other copies.

        What lies beside recent documents is offered when their disks have answered.
        """
        unnamed = self._left(None)
        for run in unnamed[MOST:]:
            remove(run.path)
        copies = {copy for run in unnamed[:MOST] if (copy := self._offer(run, _copy_of(run))) is not None}
        self._copies.offer_left_behind(but=copies)
        self._looking.look(Path(recent) for recent in self._preferences.settings.recent_files)

    def _found(self, found: LeftBeside) -> None:
        """Offer what was there when somebody looked, but what this start has made or offered meanwhile."""
        copy = found.copy if found.copy is not None and self._copies.is_new(found.copy) else None
        runs = [run for run in found.runs if run.path not in self._mine | self._offered]
        for run in runs:
            self._offer(run, copy)
        if copy is not None and not runs:
            self._copies.offer_unsaved(copy, found.document)

    def offer_for(self, document: Path) -> bool:
        """Offer the interrupted runs of a document that has just been opened; whether there are any."""
        runs = self._left(document)
        for run in runs:
            self._offer(run, _copy_of(run))
        return bool(runs)

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
        actions = (
            Action(self.tr("Go on"), partial(self.recover.emit, run, copy, True)),
            Action(self.tr("Open without training"), partial(self.recover.emit, run, copy, False)),
            Action(self.tr("Discard"), partial(self._discard, run, copy)),
        )
        self.notice.emit(Notice(text, "warning", actions, key=f"run {run.path}"))
        return copy

    def _discard(self, run: Interrupted, copy: Path | None) -> None:
        remove(run.path)
        if copy is not None:
            self._copies.give_up(copy)


def _copy_of(run: Interrupted) -> Path | None:
    """The safety copy of the document that a run belongs to."""
    return next(iter(copies_of(run.document, run.process)), None)
