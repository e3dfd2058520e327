"""Everything needed to go on with a run as if it had never been interrupted."""

from __future__ import annotations

import msgspec

from nnstudio.system.arrays import Host
from nnstudio.training.history import History

Arrays = dict[str, Host]


class Position(msgspec.Struct, frozen=True):
    """Where a run stands.

    Parameters
    ----------
    epoch : int
        Finished epochs.
    batch : int
        Finished batches of the epoch under way.
    step : int
        Finished steps of the whole run.
    totals : tuple of float
        Loss and metrics summed over the samples of the epoch under way.
    learning_rate : float
        As set, before the schedule.
    seconds : float
        Training time so far.
    """

    epoch: int = 0
    batch: int = 0
    step: int = 0
    totals: tuple[float, ...] = ()
    learning_rate: float = 0.0
    seconds: float = 0.0


class Checkpoint(msgspec.Struct, frozen=True):
    """The state of a run between two steps.

    Shuffling and dropout need no state: they are functions of the seed, the epoch and the step.

    Parameters
    ----------
    weights : dict of str to array
        Running statistics included.
    best_weights : dict of str to array
        Those at the end of the best epoch; empty before the first has ended.
    slots : dict of str to array
        The optimizer's arrays.
    history : History
    position : Position
    """

    weights: Arrays
    best_weights: Arrays
    slots: Arrays
    history: History
    position: Position
