"""A trained network with several outputs, as each of them is looked at: judged, asked and explained by itself."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

import msgspec

from nnstudio.graph.network import Network
from nnstudio.graph.topology import leading_to
from nnstudio.project.heads import called, heads, objectives
from nnstudio.project.trained import Trained
from nnstudio.training.checkpoint import Arrays


class View(NamedTuple):
    """One output of a trained network.

    Parameters
    ----------
    name : str
        What its targets are called, as :func:`nnstudio.project.heads.called` has it.
    node : str
        Of the output.
    trained : Trained
        The part of the network that leads to it, as if it had been trained alone; its history is that of the whole.
    """

    name: str
    node: str
    trained: Trained


def views_of(trained: Trained) -> tuple[View, ...]:
    """A trained network by its outputs, in the order of the targets: of one output just itself.

    Parameters
    ----------
    trained : Trained
    """
    nodes = heads(trained.network, trained.training, trained.preprocessor)
    if len(nodes) == 1:
        return (View(called(trained.preprocessor), nodes[0], trained),)
    known = objectives(trained.network, trained.training)
    found = []
    for node, preprocessor in zip(nodes, trained.preprocessor.views, strict=True):
        network = leading_to(trained.network, node)
        kept = {each.id for each in network.nodes}
        checkpoint = (
            msgspec.structs.replace(  # without what belongs to other outputs: nothing can go on with it
                trained.checkpoint,
                weights=_kept(trained.checkpoint.weights, kept),
                best_weights=_kept(trained.checkpoint.best_weights, kept),
                slots={},
            )
        )
        alone = msgspec.structs.replace(
            trained,
            network=network,
            training=trained.training.replace(loss=known[node].loss, outputs=()),
            checkpoint=checkpoint,
            preprocessor=preprocessor,
            whole=trained.network,
        )
        found.append(View(called(preprocessor), node, alone))
    return tuple(found)


def weights_of(network: Network, weights: Arrays, output: str) -> Arrays:
    """Those of the weights of a network that lead to one of its outputs: by them its thresholds are kept."""
    return _kept(weights, {node.id for node in leading_to(network, output).nodes})


def _kept(weights: Arrays, nodes: Container[str]) -> Arrays:
    return {key: array for key, array in weights.items() if key.partition("/")[0] in nodes}
