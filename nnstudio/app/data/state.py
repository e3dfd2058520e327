"""The data of the open project, read and divided beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnstudio.app.document import Document
from nnstudio.app.jobs import Job
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.prepare import Prepared, prepare
from nnstudio.data.source import Cancel, Progress, Source
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError


class DataState(QObject):
    """Follows the document: what its data settings say is what is loaded.

    The file is read again only when the source changes; another seed or split only divides anew.

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
        self._wanted: tuple[DataConfig, int] | None = None
        self._job: Job | None = None
        document.changed.connect(lambda _old, new: self.follow(new))
        self.follow(document.project)

    @property
    def loading(self) -> bool:
        """Whether a file is being read."""
        return self._job is not None

    @property
    def dataset(self) -> Dataset | None:
        """What was read, before it was divided and scaled."""
        return self._read[1] if self._read is not None and self.prepared is not None else None

    def offer(self, source: Source, dataset: Dataset) -> None:
        """Take a data set that a dialog has read already, so that it is not read twice."""
        self._read = (source, dataset)

    def follow(self, project: Project) -> None:
        """Load what a project asks for, unless it is there already."""
        wanted = (project.data, project.training.seed)
        if wanted != self._wanted:
            self._wanted = wanted
            self._load()

    def reload(self) -> None:
        """Read the file again."""
        self._read = None
        self._load()

    def _load(self) -> None:
        self.close()
        assert self._wanted is not None
        config, seed = self._wanted
        self.prepared, self.error = None, None
        source = config.source
        if source is not None:
            known = self._read[1] if self._read is not None and self._read[0] == source else None

            def work(cancelled: Cancel, progress: Progress) -> tuple[Source, Dataset, Prepared]:
                dataset = known or source.read(cancelled=cancelled, progress=progress)
                return source, dataset, _prepare(dataset, config, seed)

            self._job = Job("data", work, self)
            self._job.done.connect(self._take)
            self._job.failed.connect(self._fail)
            self._job.start()
        self.changed.emit()

    def close(self) -> None:
        """Cancel what is under way and wait for its thread."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job.deleteLater()
            self._job = None

    def _take(self, loaded: object) -> None:
        assert isinstance(loaded, tuple)
        self._job = None
        source, dataset, self.prepared = loaded
        self._read = (source, dataset)
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self._job = None
        self.error = error
        self.changed.emit()


def _prepare(dataset: Dataset, config: DataConfig, seed: int) -> Prepared:
    try:
        return prepare(dataset, config, seed)
    except MemoryError:
        raise StudioError(
            "{name}: there is not enough free memory for this data set", name=dataset.name
        ) from None
