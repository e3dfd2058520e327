"""The data of the open project, read and divided beside the window."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from nnstudio.app.document import Document
from nnstudio.app.newest import Newest
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import HeldData, given_paths, held_paths, release, require_released
from nnstudio.data.prepare import Prepared, prepare
from nnstudio.data.source import Cancel, Progress, Source
from nnstudio.project.kept_data import bring_back
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data
from nnstudio.system.messages import StudioError


class DataState(QObject):
    """Follows the document: what its data settings say is what is loaded.

    The file is read again only when it or the source changes; another seed or split only divides anew.

    Signals
    -------
    changed()
        Loading began, ended or failed.
    """

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.prepared: Prepared | None = None
        self.error: BaseException | None = None
        self._read: tuple[Source, Dataset] | None = None
        self._stamp: object = None
        self._wanted: tuple[DataConfig, int] | None = None
        self._newest = Newest("data", self)
        document.changed.connect(lambda _old, new: self.follow(new))
        self.follow(document.project)

    @property
    def loading(self) -> bool:
        """Whether a file is being read."""
        return self._newest.busy

    @property
    def dataset(self) -> Dataset | None:
        """What was read, before it was divided and scaled."""
        return self._read[1] if self._read is not None and self.prepared is not None else None

    def offer(self, source: Source, dataset: Dataset) -> None:
        """Take a data set that a dialog has read already, so that it is not read twice.

        Where the project asks for this source as it is, what was read now replaces what was read before: the
        file may have been edited since, or could not be read.
        """
        release(path for _, path in given_paths(source))
        self._read, self._stamp = (source, dataset), _stamp(source)
        if self._wanted is not None and self._wanted[0].source == source:
            known = self.prepared
            if known is None or known.fingerprint != dataset.fingerprint:
                self._load()

    def fitting(self, trained: Trained) -> Prepared | None:
        """The data as ``trained`` saw it; None where another set, division or scaling is loaded."""
        if self.prepared is None or self._wanted != (trained.data, trained.training.seed):
            return None
        return self.prepared if self.prepared.fingerprint == trained.fingerprint else None

    def follow(self, project: Project) -> None:
        """Load what a project asks for, unless it is there already."""
        wanted = (project.data, project.training.seed)
        if wanted != self._wanted or held_paths(project.data.source):
            self._wanted = wanted
            self._load()

    def reload(self) -> None:
        """Read the file again."""
        self._read = None
        self._load()

    def _load(self) -> None:
        self._newest.forget()
        assert self._wanted is not None
        config, seed = self._wanted
        self.prepared, self.error = None, None
        source = config.source
        if source is not None:
            try:
                require_released(source)
            except HeldData as error:
                self.error, self._read = error, None
                self.changed.emit()
                return
            stamp = _stamp(source)
            known = None
            if self._read is not None and self._read[0] == source and self._stamp == stamp:
                known = self._read[1]

            def work(cancelled: Cancel, progress: Progress) -> tuple[Source, object, Dataset, Prepared]:
                bring_back(source)
                seen = stamp if known else _stamp(source)
                dataset = known or source.read(cancelled=cancelled, progress=progress)
                return source, seen, dataset, _prepare(dataset, config, seed)

            self._newest.ask_instead(work, self._take, self._fail)
        self.changed.emit()

    def close(self) -> None:
        """Cancel what is under way and wait for its thread."""
        self._newest.close()

    def _take(self, loaded: object) -> None:
        assert isinstance(loaded, tuple)
        source, self._stamp, dataset, self.prepared = loaded
        self._read = (source, dataset)
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.error = error
        self.changed.emit()


def _stamp(source: Source) -> object:
    """What tells whether files and folders are still those that were read."""
    stamps: list[tuple[int, int, int] | None] = []
    for path in source.paths:
        stamps.append(None)
        with contextlib.suppress(OSError, ValueError):
            facts = Path(path).stat()
            stamps[-1] = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
    return source.paths, stamps


def _prepare(dataset: Dataset, config: DataConfig, seed: int) -> Prepared:
    try:
        return prepare(dataset, config, seed)
    except MemoryError:
        raise StudioError(
            "{name}: there is not enough free memory for this data set", name=dataset.name
        ) from None


def data_of(trained: Trained, known: Prepared | None = None, cancelled: Cancel | None = None) -> Prepared:
    """The data that a network was trained on, divided and scaled as it was then.

    Parameters
    ----------
    trained : Trained
    known : Prepared, optional
        See :meth:`DataState.fitting`; without it the data is read again.

    Raises
    ------
    StudioError
        When it cannot be read, or has changed since.
    """
    if known is not None:
        return known
    project = Project(trained.network, data=trained.data, training=trained.training)
    prepared = load_data(project, cancelled=cancelled)
    if prepared.fingerprint != trained.fingerprint:
        raise StudioError("The data has changed since training: train again, or bring the old data back")
    return prepared
