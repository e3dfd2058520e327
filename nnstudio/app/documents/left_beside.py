"""What an earlier start has left beside recent documents: their folders may be on a disk that does not answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from nnstudio.app.background.jobs import Job
from nnstudio.app.documents.copy_files import copies_of
from nnstudio.project.run_checkpoints import Interrupted, left_behind


class LeftBeside(NamedTuple):
    """What lies beside a document.

    Parameters
    ----------
    document : Path
    runs : list of Interrupted
        The newest first.
    copies : list of Path
        Its safety copies.
    """

    document: Path
    runs: list[Interrupted]
    copies: list[Path]


class LookingBeside(QObject):
    """Looks into each folder on a thread of its own: neither the window nor another folder waits for one.

    Signals
    -------
    found(object)
        A :class:`LeftBeside` with something in it.
    """

    found = Signal(object)

    def look(self, documents: Iterable[Path]) -> None:
        """Look beside some documents."""
        folders: dict[Path, list[Path]] = {}
        for document in documents:
            folders.setdefault(document.parent, []).append(document)
        for several in folders.values():
            job = Job("left behind", partial(_look, several), self, patience=0.0)
            job.done.connect(self._tell)
            job.start()

    def _tell(self, found: Sequence[LeftBeside]) -> None:
        for each in found:
            self.found.emit(each)


def look_beside(document: Path) -> LeftBeside:
    """Look beside a document, on the thread of the caller."""
    return LeftBeside(document, left_behind(document), copies_of(document))


def _look(documents: Sequence[Path], *_: object) -> list[LeftBeside]:
    every = map(look_beside, documents)
    return [each for each in every if each.runs or each.copies]
