"""What two networks say of the same rows, output by output, so that it can be set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.deciding import Chosen, said
from nnstudio.data.preparing.outputs import read_outputs
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.feeding import feed
from nnstudio.project.heads import answering, called, loss_at
from nnstudio.system.arrays import Host
from nnstudio.training.config import TrainingConfig
from nnstudio.training.model import Model


class Apart(NamedTuple):
    """How far the answers of one output are from each other.

    Parameters
    ----------
    name : str
        What it answers.
    largest : float
        Largest difference: of a probability, or of a number in the unit of its target.
    agreement : float, optional
        Share of the rows with the same class on both sides; None for numbers.
    """

    name: str
    largest: float
    agreement: float | None


def apart(
    known: Preprocessor, one: Sequence[Host], two: Sequence[Host], chosen: Sequence[Sequence[Chosen]]
) -> tuple[Apart, ...]:
    """Compare what two networks say, output by output.

    Parameters
    ----------
    known : Preprocessor
    one, two : sequence of ndarray
        As :func:`answers` gives them.
    chosen : pair of sequences of Chosen
        From which probability on each answers, by output; empty where that is as usual.
    """
    first, second = (each or [()] * len(known.views) for each in chosen)
    found = []
    for view, mine, theirs, ours, other in zip(known.views, one, two, first, second, strict=True):
        same = None
        if view.task != "regression":
            same = float((said(view, mine, ours) == said(view, theirs, other)).mean())
        found.append(Apart(called(view), float(np.abs(mine - theirs).max(initial=0)), same))
    return tuple(found)


def questions(known: Preprocessor) -> list[tuple[object, ...]]:
    """What each output of a network is asked."""
    return [(view.answer, view.target_names, view.classes, view.labels) for view in known.views]


def answers(
    network: Network,
    training: TrainingConfig,
    weights: Mapping[str, Host],
    known: Preprocessor,
    dataset: Dataset,
    rows: Host,
) -> list[Host]:
    """What a network says of rows, as :func:`nnstudio.data.preparing.outputs.read_outputs` has it: for each group of targets.

    Parameters
    ----------
    network : Network
    training : TrainingConfig
        Whose losses tell from which number on an answer is yes.
    weights : dict of str to array
    known : Preprocessor
    dataset : Dataset
    rows : ndarray
    """
    model = Model(network, {node: MeanSquaredError() for node in network.output_ids}, batch_size=1)
    model.set_weights(dict(weights))
    given = model.predict(feed(network, known.transform(dataset, rows)))
    every = given if isinstance(given, dict) else dict.fromkeys(network.output_ids, given)
    found = answering(network, training, known.views)
    return [
        _in_units(view, every[node], loss_at(network, training, node).threshold)
        for node, view in zip(found, known.views, strict=True)
        if node is not None
    ]


def _in_units(known: Preprocessor, given: Host, threshold: float) -> Host:
    numbers: Host = given.reshape(len(given), -1)
    if known.task == "regression" and len(known.units) not in (1, numbers.shape[1]):
        return numbers  # a model of another program, which gives something else
    return read_outputs(known, given, threshold)
