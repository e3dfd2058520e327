"""Works steps out beside the window, for the project as it stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from nnstudio.app.background.jobs import Work
from nnstudio.app.background.newest import Newest
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.project.problems import obstacles
from nnstudio.project.stepping import Stepper
from nnstudio.system.messages import StudioError
from nnstudio.training.gradient_check import check_gradients
from nnstudio.training.worked.step import Step

MOST = 32
"""Samples of a batch that are worked out; more would only fill the lists."""


class StepWork(QObject):
    """Keeps the next step of the open project ready while somebody looks at it.

    Signals
    -------
    changed()
        Another step, or none, or why not.
    checked(tuple)
        The gradient check has ended.
    """

    changed = Signal()
    checked = Signal(object)

    def __init__(self, document: Document, data: DataState, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._data = document, data
        self._wanted = False
        self._known: tuple[object, ...] | None = None
        self._working = Newest("one step", self)
        self.stepper: Stepper | None = None
        self.step: Step | None = None
        self.error: BaseException | None = None
        document.changed.connect(lambda old, new: self._follow())
        document.trained_changed.connect(self._follow)
        data.changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether something is being worked out."""
        return self._working.busy

    def set_wanted(self, wanted: bool) -> None:
        """Say whether anybody looks."""
        self._wanted = wanted
        if wanted:
            self._follow()

    def follow(self) -> None:
        """Take the step, and work out the next one on the same samples."""
        stepper, step = self.stepper, self.step
        if stepper is not None and step is not None and not self.busy:

            def work(_cancelled: object, _progress: object) -> tuple[Stepper, Step]:
                stepper.follow(step, same_batch=True)
                return stepper, stepper.step()

            self._start(work)

    def check(self) -> None:
        """Compare the gradients of the step with measured slopes."""
        stepper, step = self.stepper, self.step
        if stepper is None or step is None or self.busy:
            return
        x, y = stepper.batch
        stepper.model.set_weights(step.before.weights)
        self._working.ask(
            lambda cancelled, _: check_gradients(stepper.model, x, y, cancelled=cancelled),
            self._take_checks,
            self._fail,
        )
        self.changed.emit()

    def _follow(self) -> None:
        """Begin anew where network, data, settings or weights are others now."""
        document, prepared = self._document, self._data.prepared
        project, trained = document.project, document.trained
        known = (project.network, project.data, project.training, project.start, prepared, trained)
        if not self._wanted or (
            self._known is not None and all(a is b for a, b in zip(known, self._known, strict=True))
        ):
            return
        self._known = known
        self._working.forget()
        self.stepper = self.step = self.error = None
        found = obstacles(project, prepared)
        if prepared is None or found:
            self.error = (
                StudioError(found[0].message)
                if found and project.network.nodes and project.data.source
                else None
            )
            self.changed.emit()
            return

        def work(_cancelled: object, _progress: object) -> tuple[Stepper, Step]:
            stepper = Stepper(project, prepared, trained, most=MOST)
            return stepper, stepper.step()

        self._start(work)

    def _start(self, work: Work) -> None:
        self._working.ask(work, self._take, self._fail)
        self.changed.emit()

    def _take(self, found: tuple[Stepper, Step]) -> None:
        self.stepper, self.step = found
        self.changed.emit()

    def _take_checks(self, checks: object) -> None:
        self.changed.emit()
        self.checked.emit(checks)

    def _fail(self, error: BaseException) -> None:
        self.stepper = self.step = None
        self.error = error
        self.changed.emit()
