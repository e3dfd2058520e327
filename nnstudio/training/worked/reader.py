"""What there is to read when a step is worked out: the values of one sample, and the weights."""

from __future__ import annotations

import copy

import numpy as np

from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from nnstudio.training.inspect import Arrays, Probe
from nnstudio.training.worked.line import Place


class Reader:
    """Reads the values of one sample: what every layer gave, and the weights.

    Parameters
    ----------
    network : Network
        Sound.
    seen : Probe
    weights : dict of str to array
        Those that the probe was taken with.
    sample : int
        Row of the probe.

    Raises
    ------
    StudioError
        When the probe has no such sample.
    """

    def __init__(self, network: Network, seen: Probe, weights: Arrays, sample: int = 0) -> None:
        self.network, self.seen, self.weights, self.sample = network, seen, weights, sample
        self.facts = require_sound(network).facts
        self.samples = len(next(iter(seen.activations.values())))
        if not 0 <= sample < self.samples:
            raise StudioError("There is no sample {row} among {count}", row=sample + 1, count=self.samples)

    def at(self, sample: int) -> Reader:
        """The same, for another sample."""
        other = copy.copy(self)
        other.sample = sample
        return other

    def value(self, node: str, place: Place) -> float:
        """A number of a node's output."""
        return float(self.seen.activations[node][(self.sample, *place)])

    def array(self, name: str) -> Host:
        """A weight, or a running statistic: in a step that of the batch, by which it normalises there, if it learns."""
        node, _, part = name.rpartition("/")
        measures = self.seen.loss is not None and not self.network[node].frozen
        if part in ("mean", "variance") and measures:
            (edge,) = self.network.incoming(node)
            x = self.seen.activations[edge.source].astype(np.float64)
            axes = tuple(range(x.ndim - 1))
            measured: Host = x.mean(axis=axes) if part == "mean" else x.var(axis=axes)
            return measured
        kept: Host = self.weights[name]
        return kept

    def shape(self, node: str) -> Shape:
        """Shape of a node's output."""
        return self.facts[node].output or ()

    def check(self, node: str, place: Place) -> None:
        """Refuse a place outside a node's output."""
        shape = self.shape(node)
        if len(place) != len(shape) or not all(0 <= i < n for i, n in zip(place, shape, strict=True)):
            raise StudioError(
                "{node} has no output at {place}: its shape is {shape}",
                node=self.network[node].title, place=repr(place), shape=repr(shape),
            )  # fmt: skip
