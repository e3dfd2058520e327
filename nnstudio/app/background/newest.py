"""Questions asked faster than they are answered: only the newest one counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from nnstudio.app.background.ending import Ending
from nnstudio.app.background.jobs import Job, Tell, Work
from nnstudio.system.briefly import LINGER
from nnstudio.system.cancel import heed


def _nobody(_told: object) -> None:
    """Listens to progress where nobody wants to know."""


class Newest(QObject, Ending):
    """Works on one request beside the window; of those that come meanwhile it keeps the last.

    There are never two at work: each may hold a copy of the data. One that was forgotten is broken off, and the next
    begins when it has ended; the window waits for neither.

    Parameters
    ----------
    name : str
        Of its thread.
    parent : QObject
        In the window with which it ends.
    patience : float, optional
        Of each :class:`Job`.
    """

    def __init__(self, name: str, parent: QObject, patience: float | None = None) -> None:
        super().__init__(parent)
        self._name, self.patience = name, patience
        self._job: Job | None = None
        self._waiting: tuple[Work, Tell, Tell, Tell] | None = None
        self._tells: list[Tell] = []
        self._ending: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    @property
    def at_work(self) -> bool:
        """Whether a thread still computes, be it for nobody."""
        return self.busy or any(job.alive for job in self._ending)

    def ask(self, work: Work, done: Tell, failed: Tell, progress: Tell = _nobody) -> None:
        """Do this, unless something newer is asked for before it begins or ends."""
        self._waiting = (work, done, failed, progress)
        if self._job is None:
            self._next()

    def ask_instead(self, work: Work, done: Tell, failed: Tell, progress: Tell = _nobody) -> None:
        """Break off what is under way, and do this."""
        self.forget()
        self.ask(work, done, failed, progress)

    def forget(self) -> None:
        """Listen to nothing that was asked for."""
        self._waiting, self._tells = None, []
        if self._job is not None:
            self._job.cancel()
            self._ending.append(self._job)
            self._job = None
        for job in [job for job in self._ending if not job.alive]:
            self._ending.remove(job)
            job.deleteLater()

    end = forget

    def close(self) -> None:
        """Break off what is under way, and wait for it."""
        self.forget()
        for job in self._ending:
            job.wait()
        self._ending = [job for job in self._ending if job.alive]

    def _next(self) -> None:
        if self._waiting is None:
            return
        (work, *self._tells), self._waiting = self._waiting, None
        self._job = Job(self._name, _after(tuple(self._ending), work), self, self.patience)
        # Bound methods: a function that holds this object would let it go in the middle of the job's destruction.
        self._job.done.connect(self._succeed)
        self._job.failed.connect(self._fail)
        self._job.progress.connect(self._progress)
        self._job.start()

    def _progress(self, facts: object) -> None:
        self._tells[2](facts)

    def _succeed(self, answer: object) -> None:
        self._end(0, answer)

    def _fail(self, error: object) -> None:
        self._end(1, error)

    def _end(self, which: int, outcome: object) -> None:
        tell = self._tells[which]
        self._tells = []  # what they hold on to goes with them
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        if self._waiting is not None:  # what has come is old already
            self._next()
            return
        tell(outcome)


def _after(earlier: Sequence[Job], work: Work) -> Callable[..., object]:
    """Work that begins when others have ended."""

    def begin(cancelled: Callable[[], bool], progress: Tell) -> object:
        for job in earlier:
            job.wait(LINGER)  # one that waits for a disk may do so for ever, and holds no data yet
        heed(cancelled)
        return work(cancelled, progress)

    return begin
