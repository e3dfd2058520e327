"""The way through one step: forward from layer to layer, the loss, back again, and the update."""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.app.one_step.told import Stage
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network

LOSS = ""
"""Stands for the loss among the ids of nodes."""


class Stop(NamedTuple):
    """Where one looks: a stage, and a layer; at the loss of several outputs instead of which one."""

    stage: Stage
    node: str
    output: str = ""


def stops(network: Network) -> tuple[Stop, ...]:
    """All stops of a step, in the order in which the numbers come about."""
    found = infer(network)
    computing = [n for n in found.order if network.incoming(n)]
    learning = [n for n in found.order if found.facts[n].params]
    outputs = network.output_ids
    losses = [Stop("loss", LOSS, n) for n in outputs] if len(outputs) > 1 else [Stop("loss", LOSS)]
    return (
        *(Stop("forward", n) for n in found.order),
        *losses,
        *(Stop("backward", n) for n in reversed(computing)),
        *(Stop("update", n) for n in reversed(learning)),
    )


def beside(way: tuple[Stop, ...], stage: Stage, node: str) -> Stop:
    """The stop of a stage that shows a layer; where there is none, the first of the stage."""
    of_stage = [stop for stop in way if stop.stage == stage]
    return next((stop for stop in of_stage if node in (stop.node, stop.output)), of_stage[0])
