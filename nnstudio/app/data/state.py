"""The data of the open project, read and divided beside the window."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from nnstudio.app.background.newest import Newest
from nnstudio.app.document import Document
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import HeldData, given_paths, held_paths, release, require_released
from nnstudio.data.paths import is_gone
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.source import Progress, Source
from nnstudio.data.stamps import Stamps, stamps_of
from nnstudio.project.agreed import every_path
from nnstudio.project.data_copies import NotUnpacked, bring_back
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data
from nnstudio.system.briefly import LINGER, briefly, unless_cancelled
from nnstudio.system.cancel import Cancel, Cancelled
from nnstudio.system.messages import StudioError


class _Loaded(NamedTuple):
    source: Source
    stamps: Stamps
    dataset: Dataset
    prepared: Prepared


class _Failed(NamedTuple):
    error: BaseException
    gone: tuple[str, ...]


class DataState(QObject):
    """Follows the document: what its data settings say is what is loaded.

    The file is read again only when it or the source changes; another seed or split only divides anew.

    Signals
    -------
    changed()
        Loading began, ended or failed.
    answered()
        While it goes on: the disk has answered.
    """

    changed = Signal()
    answered = Signal()

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self.prepared: Prepared | None = None
        self.error: BaseException | None = None
        self.gone: tuple[str, ...] = ()
        """What the project names and is not there, where its data cannot be read."""
        self._read: tuple[Source, Dataset] | None = None
        self._stamps: Stamps | None = None
        self._wanted: tuple[DataConfig, int] | None = None
        self._newest = Newest("data", self, patience=LINGER)
        self._document = document
        document.changed.connect(lambda _old, new: self.follow(new))
        self.follow(document.project)

    @property
    def loading(self) -> bool:
        """Whether a file is being read."""
        return self._newest.busy

    @property
    def missing(self) -> str | None:
        """The first file or folder of the data that is not there."""
        source = self._wanted[0].source if self._wanted is not None else None
        paths = [] if source is None else [path for _, path in given_paths(source)]
        return next((path for path in paths if path in self.gone), None)

    @property
    def dataset(self) -> Dataset | None:
        """What was read, before it was divided and scaled."""
        return self._read[1] if self._read is not None and self.prepared is not None else None

    @property
    def seen(self) -> tuple[Source, Stamps] | None:
        """The source that was read, with the stamps that its files had then; None where they are not known."""
        if self._read is None or self._stamps is None or self.prepared is None:
            return None
        return self._read[0], self._stamps

    def offer(self, source: Source, dataset: Dataset, stamps: Stamps | None = None) -> None:
        """Take a data set that a dialog has read already, so that it is not read twice.

        Where the project asks for this source as it is, what was read now replaces what was read before: the
        file may have been edited since, or could not be read.

        Parameters
        ----------
        source : Source
        dataset : Dataset
        stamps : Stamps, optional
            Those that its files had when they were read; the present ones without it.
        """
        release(path for _, path in given_paths(source))
        self._read = source, dataset
        self._stamps = briefly(lambda: stamps_of(source), None) if stamps is None else stamps
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
        self.prepared, self.error, self.gone = None, None, ()
        source = config.source
        if source is not None:
            read, stamps = self._read, self._stamps
            named = dict.fromkeys(every_path(self._document.project, self._document.trained))

            def work(cancelled: Cancel, progress: Progress) -> _Loaded | _Failed:
                try:
                    require_released(source)
                    bring_back(source)
                    seen = stamps_of(source)
                    progress({})
                    same = read is not None and read[0] == source and seen == stamps
                    dataset = (
                        read[1] if same and read else source.read(cancelled=cancelled, progress=progress)
                    )
                    return _Loaded(source, seen, dataset, _prepare(dataset, config, seed))
                except Cancelled:
                    raise
                except NotUnpacked as error:
                    return _Failed(error, ())  # nobody has moved it
                except BaseException as error:
                    return _Failed(error, briefly(lambda: tuple(filter(is_gone, named)), ()))

            self._newest.ask_instead(work, self._take, self._fail, lambda _told: self.answered.emit())
        self.changed.emit()

    def _take(self, told: _Loaded | _Failed) -> None:
        if isinstance(told, _Failed):
            self.gone = told.gone
            self._fail(told.error)
            return
        self._stamps, self.prepared = told.stamps, told.prepared
        self._read = (told.source, told.dataset)
        self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        self.error = error
        if isinstance(error, HeldData):
            self._read = None
        self.changed.emit()


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
    prepared = unless_cancelled(
        partial(load_data, project, cancelled=cancelled), cancelled or (lambda: False)
    )
    if prepared.fingerprint != trained.fingerprint:
        raise StudioError("The data has changed since training: train again, or bring the old data back")
    return prepared
