"""A network turned into a fixed list of operations on fixed arrays.

All thinking happens once, when the program is made: shapes, order, which gradient is needed where and where each
array lies. A training step then only replays a list of functions.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from nnstudio.backend import Array, Backend, Bound, Sigma
from nnstudio.backend.base import InTurn, nothing
from nnstudio.backend.journal import Journal, Step
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layer import Site
from nnstudio.training.arena import Lifetime, Room, place
from nnstudio.training.objectives import Objective
from nnstudio.training.parameters import Parameters


class Program:
    """A network bound to arrays for one batch size.

    Parameters
    ----------
    network : Network
        Must be sound.
    parameters : Parameters
    batch : int
        Number of samples of every batch, N.
    objectives : dict of str to Objective
        By output node; without any the program only predicts.
    training : bool
        Whether there is a backward pass.
    noise : bool, optional
        Dropout on or off; as ``training`` if None.
    measuring : bool, optional
        Whether batch norm measures the batch; as ``training`` if None. Off, the backward pass is that of a prediction.
    keep : bool
        Whether every intermediate value stays: each in an array of its own, sums (Z) apart from activations
        (A), the gradient of the input too. Otherwise arrays share room where they can.
    room : Room, optional
        Where the arrays lie; shared with other programs that run at other times.
    seed : int
        Start of the noise.
    step : array of int64, shape (1,), optional
        Shared step counter.

    Attributes
    ----------
    inputs : tuple of arrays, each (N, *input_shape)
        Filled by the caller before :meth:`forward`, in the order of the network's Input nodes.
    targets : tuple of arrays, each (N, *target_shape)
        In the order of the outputs.
    predictions : tuple of arrays, each (N, *output_shape)
    operations, commits : list of functions
        What :meth:`step` and :meth:`commit` do, piece by piece.
    taken : bool
        Whether the last step of a model with this program changed its weights.
    loss : array, shape (1,)
        The cost: weighted mean losses of the batch, and penalties.
    values, gradients : dict of str to array
        Output of each node and the gradient with respect to it. Without ``keep``, a gradient's room is
        used again as soon as it has been read.
    sums, sum_gradients : dict of str to array
        With ``keep``: Z of the nodes that have an activation, and the gradient with respect to it.
    """

    def __init__(
        self,
        network: Network,
        parameters: Parameters,
        batch: int,
        objectives: Mapping[str, Objective] | None = None,
        *,
        training: bool = False,
        noise: bool | None = None,
        measuring: bool | None = None,
        keep: bool = False,
        room: Room | None = None,
        seed: int = 0,
        step: Array | None = None,
    ) -> None:
        self.batch, self.taken = batch, False
        self._network = network
        self._facts = require_sound(network)
        self._parameters = parameters
        self._backend: Backend = parameters.backend
        self._noise = training if noise is None else noise
        self._measuring = training if measuring is None else measuring
        self._training, self._keep, self._seed = training, keep, seed
        self._step = self._backend.zeros((1,), np.int64) if step is None else step
        self._objectives = objectives or {}
        self.values: dict[str, Array] = {}
        self.gradients: dict[str, Array | None] = {}
        self.sums: dict[str, Array] = {}
        self.sum_gradients: dict[str, Array | None] = {}
        self._edge_gradients: dict[Edge, Array | None] = {}
        self._forward: list[Callable[[], object]] = []
        self._backward: list[Callable[[], object]] = []
        self.commits: list[Callable[[], object]] = []
        needing = _needing_gradient(network, self._facts.order, keep) if training else frozenset()
        self._allocate(needing, room or Room(self._backend))
        for node in self._facts.order:
            self._bind(node)
        self.inputs = tuple(self.values[i] for i in network.input_ids)
        self._bind_losses()
        self._backward.reverse()
        self.operations = self._forward + self._backward
        self._both = self._backend.replayed(self.operations)
        if not training:
            self._forward = self._backend.replayed(self._forward)

    # Making -------------------------------------------------------------------------------------------

    def _allocate(self, needing: frozenset[str], room: Room) -> None:
        """Make the arrays of all outputs, and of all gradients that somebody needs."""
        network, order = self._network, self._facts.order
        shapes = {n: (self.batch, *(f.output or ())) for n, f in self._facts.facts.items()}
        lifetimes = _lifetimes(network, order, shapes, needing, self._training)
        if self._keep:
            arrays = {name: self._backend.zeros(life.shape) for name, life in lifetimes.items()}
        else:
            offsets, total = place(lifetimes)
            block = room.take(total)
            arrays = {
                name: block[offsets[name] : offsets[name] + math.prod(life.shape)].reshape(life.shape)
                for name, life in lifetimes.items()
            }
        for node in order:
            outgoing = network.outgoing(node)
            if network[node].layer.is_view:
                (edge,) = network.incoming(node)
                self.values[node] = self.values[edge.source].reshape(shapes[node])
                back = self._edge_gradients[edge]
                self.gradients[node] = None if back is None else back.reshape(shapes[node])
            else:
                self.values[node] = arrays[_value(node)]
                self.gradients[node] = arrays.get(_gradient(node))
            if self.gradients[node] is None or len(outgoing) <= 1:
                self._edge_gradients.update(dict.fromkeys(outgoing, self.gradients[node]))
            else:  # each consumer sends its part into an array of its own, and the parts are added
                self._edge_gradients.update({e: arrays[_part(e)] for e in outgoing})

    def _bind(self, node: str) -> None:
        layer = self._network[node].layer
        if self._network.incoming(node) and not layer.is_view:
            activation = "linear" if self._fused(node) else layer.activation_name()
            output, gradient = self.values[node], self.gradients[node]
            if self._keep and activation != "linear":
                self.sums[node] = self._backend.zeros(output.shape)
                self.sum_gradients[node] = None if gradient is None else self._backend.zeros(output.shape)
                self._add(layer.bind(self._site(node, "linear", self.sums[node], self.sum_gradients[node])))
                sigma = self._site(node, activation, output, gradient).sigma
                self._add(self._bend(node, sigma))
            else:
                self._add(layer.bind(self._site(node, activation, output, gradient)))
        # After the node is bound, so that it runs before the node's backward.
        outgoing, gradient = self._network.outgoing(node), self.gradients[node]
        if gradient is not None and len(outgoing) > 1:
            parts = tuple(self._edge_gradients[e] for e in outgoing)
            self._backward.append(self._backend.add(parts, gradient, None, ()).forward)

    def _bend(self, node: str, sigma: Sigma) -> Bound:
        return self._backend.activation(
            sigma, self.sums[node], self.values[node], self.gradients[node], self.sum_gradients[node]
        )

    def _site(self, node: str, activation: str, output: Array, gradient: Array | None) -> Site:
        incoming = self._network.incoming(node)
        return Site(
            self._backend,
            tuple(self.values[e.source] for e in incoming),
            output,
            tuple(self._edge_gradients[e] for e in incoming),
            gradient,
            self._parameters.views[node],
            self._gradients_of(node) if self._training else {},
            self._parameters.state_views[node],
            activation,
            self._measuring and not self._network[node].frozen,
            self._noise,
            zlib.crc32(node.encode()) ^ self._seed,
            self._step,
            self._network[node].frozen,
        )

    def _gradients_of(self, node: str) -> dict[str, Array]:
        """Where a layer puts the gradients of its weights; nobody reads those of a frozen one."""
        frozen = self._network[node].frozen
        return (
            self._parameters.discarded_views.get(node, {})
            if frozen
            else self._parameters.gradient_views[node]
        )

    def _fused(self, node: str) -> bool:
        """Whether the loss takes the sums of this node and computes its activation itself."""
        objective = self._objectives.get(node)
        return bool(
            objective
            and objective.loss.fuses
            and self._network[node].layer.activation_name() == objective.loss.fuses
        )

    def _add(self, bound: Bound) -> None:
        self._forward += _steps(bound.forward)
        if self._training:
            self._backward += reversed(_steps(bound.backward))
        if bound.commit is not None:
            self.commits.append(bound.commit)

    def _bind_losses(self) -> None:
        outputs = self._network.output_ids
        predictions, targets, losses = [], [], []
        for node in outputs:
            output, objective = self.values[node], self._objectives.get(node)
            if objective is None:
                predictions.append(output)
                continue
            loss = objective.loss
            predictions.append(self._backend.zeros(output.shape) if self._fused(node) else output)
            target_shape = (self.batch, *loss.target_shape(output.shape[1:]))
            targets.append(self._backend.zeros(target_shape, loss.target_dtype(self._backend)))
            losses.append(self._backend.zeros((1,)))
            self._add(
                loss.bind(
                    self._backend, output, targets[-1], predictions[-1], losses[-1],
                    self.gradients[node], self._fused(node), objective.weight,
                )
            )  # fmt: skip
        self.predictions, self.targets, self.losses = tuple(predictions), tuple(targets), tuple(losses)
        self.loss = losses[0] if len(losses) == 1 else self._backend.zeros((1,))
        if len(losses) > 1:
            self._add(self._backend.add(self.losses, self.loss, None, ()))
        if losses:
            self._bind_penalties()

    def _bind_penalties(self) -> None:
        # The backward pass adds to gradients that are there by then, so it runs last: it stands first.
        for w, g, spec in self._parameters.penalised():
            bound = self._backend.penalty(w, g if self._training else None, spec.l1, spec.l2, self.loss)
            self._forward.append(bound.forward)
            if self._training:
                self._backward.insert(0, bound.backward)

    # Running ------------------------------------------------------------------------------------------

    def load(self, x: Sequence[Array], y: Sequence[Array], rows: Array) -> None:
        """Gather the samples of a batch from arrays on the device; without targets if ``y`` is empty."""
        for source, out in zip(x, self.inputs, strict=True):
            self._backend.gather(source, rows, out)
        if y:
            for source, out in zip(y, self.targets, strict=True):
                self._backend.gather(source, rows, out)

    def loading(
        self, journal: Journal, x: Sequence[Array], y: Sequence[Array], order: Array, *, moving: bool = True
    ) -> list[Step]:
        """What :meth:`load` does, as work for a device: of the samples that come next in an order, or of the first ones."""
        pairs = zip((*x, *y), (*self.inputs, *self.targets), strict=True)
        return [journal.gathering(source, order, out, moving=moving) for source, out in pairs]

    def step(self) -> None:
        """:meth:`forward` and :meth:`backward` in one."""
        with np.errstate(all="ignore"):
            for operation in self._both:
                operation()

    def forward(self) -> None:
        """Fill ``predictions`` and ``loss`` from ``inputs`` and ``targets``."""
        with np.errstate(all="ignore"):  # a diverging run shows NaN in its loss, not in a warning
            for operation in self._forward:
                operation()

    def backward(self) -> None:
        """Fill all gradients; follows :meth:`forward`."""
        with np.errstate(all="ignore"):
            for operation in self._backward:
                operation()

    def commit(self) -> None:
        """Let running statistics follow the batch; once the step is known to be finite."""
        for operation in self.commits:
            operation()

    def first_non_finite(self) -> str | None:
        """The node in which the first NaN or infinity of the last batch stands, in the order of the signal.

        Forward first; if every output is finite, the gradients, from the loss backwards, and then their squared norms,
        which an optimizer needs as well. Needs ``keep``.
        """
        assert self._keep

        def bad(*arrays: Any) -> bool:
            return any(a is not None and not bool(self._backend.xp.isfinite(a).all()) for a in arrays)

        for node in self._facts.order:
            if bad(self.values[node], self.sums.get(node)):
                return node
        for node in reversed(self._facts.order):
            if node not in self._network.input_ids and bad(
                self.gradients[node], *self._parameters.gradient_views[node].values()
            ):
                return node
        if bad(self.loss):
            return None  # it overflows behind outputs and gradients that do not
        for node in reversed(self._facts.order):
            gradients = self._parameters.gradient_views[node].values()
            if bad(*(self._backend.xp.vdot(g, g) for g in gradients)):
                return node
        return None


def _steps(function: Callable[[], object]) -> list[Callable[[], object]]:
    """What a function does, one call after the other."""
    if isinstance(function, InTurn):
        return [step for part in function for step in _steps(part)]
    return [] if function is nothing else [function]


def _value(node: str) -> str:
    return f"{node} value"


def _gradient(node: str) -> str:
    return f"{node} gradient"


def _part(edge: Edge) -> str:
    return f"{edge.source} {edge.target} {edge.port} part"


def _lifetimes(
    network: Network,
    order: tuple[str, ...],
    shapes: dict[str, tuple[int, ...]],
    needing: frozenset[str],
    training: bool,
) -> dict[str, Lifetime]:
    """When each array is written first and read last; a view lives in the array it looks at.

    Time runs from 0 (the first node forward) over ``len(order)`` (the loss) to the first node backward.
    """
    forward = {node: i for i, node in enumerate(order)}
    end = 2 * len(order)
    backward = {node: end - i for node, i in forward.items()}
    written: dict[str, int] = {}  # when the gradient with respect to a node's output begins to be written

    def sent(edge: Edge) -> int:
        """When the target sends its gradient back along a wire; a view does so as soon as it gets one."""
        return written[edge.target] if network[edge.target].layer.is_view else backward[edge.target]

    for node in reversed(order):
        written[node] = min(map(sent, network.outgoing(node)), default=len(order))
    found: dict[str, Lifetime] = {}
    owner: dict[str, str] = {}  # the node in whose array a node's value lies
    for node in order:
        view = network[node].layer.is_view
        owner[node] = owner[network.incoming(node)[0].source] if view else node
        outgoing = network.outgoing(node)
        last = backward[node] if training else max((forward[e.target] for e in outgoing), default=end)
        if not outgoing or not network.incoming(node):
            last = end  # predictions are read after the last operation, inputs may be read again
        if view:
            home = found[_value(owner[node])]
            found[_value(owner[node])] = home._replace(last=max(home.last, last))
        else:
            found[_value(node)] = Lifetime(shapes[node], forward[node], last)
        if node not in needing:
            continue
        if not view:
            found[_gradient(node)] = Lifetime(shapes[node], written[node], backward[node])
        if len(outgoing) > 1:
            for edge in outgoing:
                found[_part(edge)] = Lifetime(shapes[node], sent(edge), backward[node])
    return found


def _needing_gradient(network: Network, order: tuple[str, ...], everywhere: bool) -> frozenset[str]:
    """Nodes whose output needs a gradient: those with weights to learn and all that stand behind one."""
    if everywhere:
        return frozenset(order)
    facts = require_sound(network).facts
    needing: set[str] = set()
    for node in order:
        learns = bool(facts[node].params) and not network[node].frozen
        if learns or any(e.source in needing for e in network.incoming(node)):
            needing.add(node)
    return frozenset(needing)
