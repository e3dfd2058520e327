"""The project: everything a person decides, as one value. What training makes of it is not part of it."""

from __future__ import annotations

from typing import Any

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.project.heads import keeping_losses
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.training.config import TrainingConfig


class Project(msgspec.Struct, frozen=True):
    """What a person drew and chose.

    Parameters
    ----------
    network : Network
    layout : Layout
    data : DataConfig
    training : TrainingConfig
    start : StartingWeights, optional
        What training begins with instead of random weights.
    runs : tuple of RunRecord
        What was trained so far, the oldest first. The list belongs to the file and not to the drawing: undo leaves it
        alone.
    series : tuple of SeriesRecord
        Series of runs, the oldest first; theirs as well.
    keep_data : bool
        Whether the file of the project holds the data as well (:mod:`nnstudio.project.kept_data`).
    decisions : dict of str to tuple of Decision or None
        From which probability on each yes/no question is answered, by the digest of the weights that was chosen for
        (:mod:`nnstudio.project.decisions`).
    lesson : str
        Key of the lesson that it was begun with; empty for none.
    extra : dict
        Parts of a newer version's file, written back untouched.
    """

    network: Network = Network()
    layout: Layout = Layout()
    data: DataConfig = DataConfig()
    training: TrainingConfig = TrainingConfig()
    start: StartingWeights | None = None
    runs: tuple[RunRecord, ...] = ()
    series: tuple[SeriesRecord, ...] = ()
    keep_data: bool = False
    decisions: dict[str, Chosen] = {}
    lesson: str = ""
    extra: dict[str, Any] = {}

    def replace(self, **changes: Any) -> Project:
        """Return a project with some parts changed."""
        return msgspec.structs.replace(self, **changes)

    @property
    def drawn(self) -> Project:
        """What is edited of it: all but what was trained so far."""
        return self.remembering(_NOTHING) if self.runs or self.series else self

    def remembering(self, other: Project) -> Project:
        """Return this project with what another one remembers of training."""
        if self.runs is other.runs and self.series is other.series:
            return self
        return self.replace(runs=other.runs, series=other.series)

    def with_network(self, network: Network, layout: Layout | None = None) -> Project:
        """Return a project with another network; the outputs that stay learn by the losses that they had.

        Without a layout, cards that are new find a place, and cards that are gone lose theirs.
        """
        training = keeping_losses(self.network, network, self.training)
        layout = self.layout.for_network(network) if layout is None else layout
        return self.replace(network=network, training=training, layout=layout)


_NOTHING = Project()
