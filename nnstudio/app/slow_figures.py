"""Figures that take a moment: the memory of training, and what the selected layer sees. Worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from nnstudio.app.background.newest import Newest
from nnstudio.app.canvas.selection import Selection
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.graph.network import Network
from nnstudio.graph.receptive import ReceptiveField, receptive_field
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import show
from nnstudio.project.heads import losses_of
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.memory import plan_text, required_bytes
from nnstudio.training.model import EVALUATION_BATCH

_REST_MS = 150
"""Rest after an edit before anything is worked out: typing and dragging come first."""
_LONG_REST_MS = 600
"""The same for a large network, whose memory takes the better part of a second that the window would feel."""
WAIT = "…"
_FEW = 40
"""In a network of so few layers, what one of them sees is known at once."""


class _Question(msgspec.Struct, frozen=True, eq=False):
    """What is asked: a project as far as it matters, and the selected layer."""

    network: Network
    training: TrainingConfig
    samples: int
    measured: int
    node: str | None

    def same_run(self, other: _Question | None) -> bool:
        """Whether the memory is the same. Networks are values, but whether it is the same one is seen at once."""
        return (
            other is not None
            and self.network is other.network
            and self.training == other.training
            and (self.samples, self.measured) == (other.samples, other.measured)
        )

    def same_sight(self, other: _Question | None) -> bool:
        """Whether the receptive field is the same."""
        return other is not None and self.network is other.network and self.node == other.node

    @property
    def has_places(self) -> bool:
        """Whether samples are images or sequences: only of them a part can be seen."""
        return any(isinstance(n.layer, Input) and len(n.layer.shape) > 1 for n in self.network.nodes)

    def memory(self) -> int | None:
        """The memory of training."""
        training = self.training
        try:
            return required_bytes(
                self.network, training.batch_size, training.optimizer,
                loss=losses_of(self.network, training), samples=self.samples, measured=self.measured,
            )  # fmt: skip
        except StudioError:  # a network with a problem cannot be trained
            return None

    def sight(self) -> ReceptiveField | None:
        """What the selected layer sees."""
        seeing = self.node is not None and self.has_places
        return receptive_field(self.network, self.node) if seeing and self.node is not None else None


def sight_words(field: ReceptiveField) -> str:
    """Say how much of the input is seen: ``5×5 of 28×28``."""
    if field.everything:
        return QCoreApplication.translate("Figures", "the whole input")
    size, whole = (show(shape) for shape in (field.size, field.whole))
    return QCoreApplication.translate("Figures", "{0} of {1}").format(size, whole)


class SlowFigures(QObject):
    """Follows document, data and selection; a figure that is not known yet reads ``…``.

    Signals
    -------
    changed()
        A figure became known, or is not known any more.
    """

    changed = Signal()

    def __init__(self, document: Document, selection: Selection, data: DataState, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._selection, self._data = document, selection, data
        self._weighed: _Question | None = None
        self._memory: int | None = None
        self._looked: _Question | None = None
        self._sight: ReceptiveField | None = None
        self._working = Newest("figures", self)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._begin)
        document.changed.connect(self._ask)
        selection.changed.connect(self._ask)
        data.changed.connect(self._ask)
        self._ask()

    @property
    def memory_text(self) -> str:
        """The memory of training at the batch size: ``23.4 MiB``; empty where it cannot be known."""
        if not self._question().same_run(self._weighed):
            return WAIT if self._document.project.network.nodes else ""
        return "" if self._memory is None else plan_text(self._memory)

    @property
    def sight_text(self) -> str:
        """How much of the input the selected layer sees: ``5×5 of 28×28``; empty where that means nothing."""
        question = self._question()
        if question.node is None or not question.has_places:
            return ""
        if not question.same_sight(self._looked):
            return WAIT
        return "" if self._sight is None else sight_words(self._sight)

    def weighing(self, network: Network) -> Callable[[], int | None]:
        """What works out the memory of training another network as this project's is trained."""
        return msgspec.structs.replace(self._question(), network=network).memory

    def _question(self) -> _Question:
        project, prepared = self._document.project, self._data.prepared
        samples = 0 if prepared is None else len(prepared.train)
        watching = 0 if prepared is None else len(prepared.validation)
        measured = min(watching, max(project.training.batch_size, EVALUATION_BATCH))
        node = self._selection.only
        if node is not None and node not in project.network:  # the selection is told of a change after this
            node = None
        return _Question(project.network, project.training, samples, measured, node)

    def _ask(self) -> None:
        question = self._question()
        if not question.same_sight(self._looked) and len(question.network.nodes) <= _FEW:
            self._looked, self._sight = question, question.sight()
            self.changed.emit()
        if not (question.same_run(self._weighed) and question.same_sight(self._looked)):
            if question.network.nodes:
                few = len(question.network.nodes) <= _FEW
                self._rest.start(_REST_MS if few else _LONG_REST_MS)
            self.changed.emit()

    def _begin(self) -> None:
        if self._working.busy:
            return  # its end asks again
        question = self._question()
        weigh, look = not question.same_run(self._weighed), not question.same_sight(self._looked)
        if not question.network.nodes or not (weigh or look):
            return

        def work(_cancelled: object, _progress: object) -> tuple[int | None, ReceptiveField | None]:
            sight = question.sight() if look else None
            return question.memory() if weigh else None, sight

        self._working.ask(
            work,
            lambda answer: self._end(question if weigh else None, question if look else None, *answer),
            lambda _error: self._end(question, question, None, None),
        )

    def _end(
        self, weighed: _Question | None, looked: _Question | None,
        memory: int | None, sight: ReceptiveField | None,
    ) -> None:  # fmt: skip
        if weighed is not None:
            self._weighed, self._memory = weighed, memory
        if looked is not None:
            self._looked, self._sight = looked, sight
        self.changed.emit()
        self._begin()
