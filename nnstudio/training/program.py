"""A network turned into a fixed list of operations on fixed arrays.

All thinking happens once, when the program is made: shapes, order, which gradient is needed where. A training
step then only replays a list of functions.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend import Array, Backend, Bound
from nnstudio.graph.inference import Inference, require_sound
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layer import Site
from nnstudio.nn.losses import Loss
from nnstudio.training.parameters import Parameters


class Program:
    """A network bound to arrays for one batch size.

    Parameters
    ----------
    network : Network
        Must be sound, with one Input and one output.
    parameters : Parameters
    batch : int
        Number of samples of every batch, N.
    loss : Loss, optional
        Without one the program only predicts.
    training : bool
        Whether there is a backward pass, and noise such as dropout.
    noise : bool, optional
        Dropout on or off; as ``training`` if None.
    input_gradient : bool
        Whether the gradient with respect to the input is wanted too.
    seed : int
        Start of the noise.
    step : array of int64, shape (1,), optional
        Shared step counter.

    Attributes
    ----------
    x : array, shape (N, *input_shape)
        Filled by the caller before :meth:`forward`.
    target : array, shape (N, *target_shape)
    prediction : array, shape (N, *output_shape)
    loss : array, shape (1,)
        Mean loss of the batch.
    values, gradients : dict of str to array
        Output of each node and the gradient with respect to it.
    """

    def __init__(
        self,
        network: Network,
        parameters: Parameters,
        batch: int,
        loss: Loss | None = None,
        *,
        training: bool = False,
        noise: bool | None = None,
        input_gradient: bool = False,
        seed: int = 0,
        step: Array | None = None,
    ) -> None:
        self.batch = batch
        self._network = network
        self._facts = require_sound(network)
        self._parameters = parameters
        self._backend: Backend = parameters.backend
        self._noise = training if noise is None else noise
        self._training, self._seed = training, seed
        self._step = self._backend.zeros((1,), np.int64) if step is None else step
        (self._input,), (self._output,) = network.input_ids, network.output_ids
        self._fused = bool(
            loss and loss.fuses and network[self._output].layer.activation_name() == loss.fuses
        )
        self.values: dict[str, Array] = {}
        self.gradients: dict[str, Array | None] = {}
        self._edge_gradients: dict[Edge, Array | None] = {}
        self._forward: list[Callable[[], None]] = []
        self._backward: list[Callable[[], None]] = []
        self._bind_layers(
            _needing_gradient(network, self._facts, input_gradient) if training else frozenset()
        )
        self.x = self.values[self._input]
        self._bind_loss(loss)
        self._backward.reverse()

    def _bind_layers(self, needing: frozenset[str]) -> None:
        for node in self._facts.order:
            self._allocate(node, needing)
            layer = self._network[node].layer
            if node == self._input or layer.is_view:
                self._gather_gradients(node)
                continue
            incoming = self._network.incoming(node)
            self._add(
                layer.bind(
                    Site(
                        self._backend,
                        tuple(self.values[e.source] for e in incoming),
                        self.values[node],
                        tuple(self._edge_gradients[e] for e in incoming),
                        self.gradients[node],
                        self._parameters.views[node],
                        self._parameters.gradient_views[node] if self._training else {},
                        "linear" if self._fused and node == self._output else layer.activation_name(),
                        self._noise,
                        zlib.crc32(node.encode()) ^ self._seed,
                        self._step,
                    )
                )
            )
            self._gather_gradients(node)

    def _allocate(self, node: str, needing: frozenset[str]) -> None:
        """Make the arrays of a node's output, of its gradient, and of the gradients its consumers send back."""
        shape = (self.batch, *self._facts.facts[node].output)  # type: ignore[misc]
        incoming, outgoing = self._network.incoming(node), self._network.outgoing(node)
        if self._network[node].layer.is_view:
            self.values[node] = self.values[incoming[0].source].reshape(shape)
            back = self._edge_gradients[incoming[0]]
            gradient = None if back is None else back.reshape(shape)
        else:
            self.values[node] = self._backend.zeros(shape)
            gradient = self._backend.zeros(shape) if node in needing else None
        self.gradients[node] = gradient
        if gradient is None or len(outgoing) <= 1:
            self._edge_gradients.update(dict.fromkeys(outgoing, gradient))
            return
        # Several consumers: each sends its part into an array of its own, and the parts are added.
        parts = tuple(self._backend.zeros(shape) for _ in outgoing)
        self._edge_gradients.update(zip(outgoing, parts, strict=True))

    def _gather_gradients(self, node: str) -> None:
        """Add up what several consumers sent back; called after the node is bound, so that it runs before it."""
        outgoing, gradient = self._network.outgoing(node), self.gradients[node]
        if gradient is not None and len(outgoing) > 1:
            parts = tuple(self._edge_gradients[e] for e in outgoing)
            self._backward.append(self._backend.add(parts, gradient, None, ()).forward)

    def _add(self, bound: Bound) -> None:
        self._forward.append(bound.forward)
        if self._training:
            self._backward.append(bound.backward)

    def _bind_loss(self, loss: Loss | None) -> None:
        output = self.values[self._output]
        self.prediction = output
        self.loss = self._backend.zeros((1,))
        if loss is None:
            return
        if self._fused:
            self.prediction = self._backend.zeros(output.shape)
        self.target = self._backend.zeros(
            (self.batch, *loss.target_shape(output.shape[1:])), loss.target_dtype(self._backend)
        )
        self._add(
            loss.bind(
                self._backend, output, self.target, self.prediction, self.loss,
                self.gradients[self._output], self._fused,
            )
        )  # fmt: skip

    def load(self, x: Array, y: Array | None, rows: Array) -> None:
        """Gather the samples of a batch from arrays on the device."""
        self._backend.gather(x, rows, self.x)
        if y is not None:
            self._backend.gather(y, rows, self.target)

    def forward(self) -> None:
        """Fill ``prediction`` and ``loss`` from ``x`` and ``target``."""
        with np.errstate(all="ignore"):  # a diverging run shows NaN in its loss, not in a warning
            for operation in self._forward:
                operation()

    def backward(self) -> None:
        """Fill all gradients; follows :meth:`forward`."""
        with np.errstate(all="ignore"):
            for operation in self._backward:
                operation()

    def first_non_finite(self) -> str | None:
        """The node in which the first NaN or infinity of the last batch stands, in the order of the signal.

        Forward first; if every output is finite, the gradients, from the loss backwards.
        """

        def bad(array: Any) -> bool:
            return array is not None and not bool(self._backend.xp.isfinite(array).all())

        for node in self._facts.order:
            if bad(self.values[node]):
                return node
        for node in reversed(self._facts.order):
            if bad(self.gradients[node]) or any(
                bad(g) for g in self._parameters.gradient_views[node].values()
            ):
                return node
        return None


def _needing_gradient(network: Network, facts: Inference, everywhere: bool) -> frozenset[str]:
    """Nodes whose output needs a gradient: those with weights and all that stand behind one."""
    if everywhere:
        return frozenset(facts.order)
    needing: set[str] = set()
    for node in facts.order:
        if facts.facts[node].params or any(e.source in needing for e in network.incoming(node)):
            needing.add(node)
    return frozenset(needing)
