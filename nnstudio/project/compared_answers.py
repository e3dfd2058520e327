"""What two networks say of the same rows, output by output, so that it can be set side by side."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.data.dataset import Dataset
from nnstudio.data.outputs import read_outputs
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.project.feeding import feed
from nnstudio.project.heads import answering, loss_at
from nnstudio.system.arrays import Host
from nnstudio.training.config import TrainingConfig
from nnstudio.training.model import Model


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
    """What a network says of rows, as :func:`nnstudio.data.outputs.read_outputs` has it: for each group of targets.

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
