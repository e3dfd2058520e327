"""How the layers of a network in training are doing: how strong a signal reaches them, how far a step moves them.

Everything is read from one probe over a few samples, so a run is never disturbed. What the figures mean is said in
:mod:`nnstudio.training.findings`.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from nnstudio.graph.inference import Inference, require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.activations import derivative
from nnstudio.nn.layer import Param
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.arrays import Host
from nnstudio.training.inspect import Arrays, Probe, probe
from nnstudio.training.model import Model
from nnstudio.training.samples import Given
from nnstudio.training.updating import updated

BINS = 24
SAMPLES = 64
"""Samples that a look at the health takes at most."""
LEAST_SAMPLES = 8
"""With fewer, a neuron that is silent for all of them says little."""
WORK = 400_000_000
"""Multiply-adds, forward and backward, that a look should cost: a tenth of a second or two in the reference operations."""
MOST_WORK = 3_000_000_000
"""What the fewest samples may cost; a network that is larger is not looked into."""
_LOOKED_AT = 1 << 16
"""Values that a histogram counts: more do not change its shape."""
_FLAT = 0.05
"""Share of the steepest slope below which a squashing activation counts as saturated."""
_STEEPEST = {"sigmoid": 0.25, "hard_sigmoid": 1 / 6, "tanh": 1.0}
_RELUS = ("relu", "relu6")
_ALIKE = 1e-6


class Histogram(msgspec.Struct, frozen=True):
    """How values are spread: ``counts`` of equally wide bins from ``low`` to ``high``.

    Of very many values some are counted, evenly spread over all; what is not finite is left out.
    """

    low: float
    high: float
    counts: tuple[int, ...]


class LayerHealth(msgspec.Struct, frozen=True):
    """The figures of one layer that learns, or bends its sums with an activation.

    Parameters
    ----------
    node : str
    weights, gradients : Histogram or None
        Of W and ∂J/∂W; None where the layer has no weights, and gradients of a frozen one.
    activations : Histogram
    weight_norm, gradient_norm : float
        ‖W‖ and ‖∂J/∂W‖; 0 without weights.
    signal : float or None
        How much of the error reaches the layer: the size of ∂J/∂Z, relative to that of the outputs. The size is
        the root of the mean square over samples and neurons; the positions of a feature map are added up before,
        as they are in the gradient of its kernel. None where the outputs themselves get none.
    update : float or None
        ‖ΔW‖ / ‖W‖ of the next step, worked out by the optimizer's own rule on a copy; None without weights, or
        where all of them are 0.
    stride : float or None
        ‖ΔW‖ relative to the size that fresh weights have: steps that were too large leave large weights behind,
        beside which they look small.
    dead : float or None
        Share of neurons (channels) whose ReLU is 0 for every sample; None without ReLU.
    saturated : float or None
        Share of values where sigmoid or tanh has less than 5 % of its steepest slope; None without.
    alike : bool
        Whether all neurons have the same weights.
    """

    node: str
    weights: Histogram | None
    gradients: Histogram | None
    activations: Histogram
    weight_norm: float = 0.0
    gradient_norm: float = 0.0
    signal: float | None = None
    update: float | None = None
    stride: float | None = None
    dead: float | None = None
    saturated: float | None = None
    alike: bool = False


class Health(msgspec.Struct, frozen=True):
    """How a network is doing between two steps.

    Parameters
    ----------
    layers : tuple of LayerHealth
        From the inputs to the outputs.
    step : int
        Finished steps.
    samples : int
        Samples that were looked at.
    loss : float
        Their cost.
    optimizer : Optimizer
        With the learning rate it has now, before the schedule.
    rate : float
        The learning rate of the next step.
    inputs : dict of str to float
        Root mean square of what each Input feeds, by node.
    outputs : dict of str to float
        How much each output differs from sample to sample, relative to its size.
    not_finite : str or None
        The first node whose values are not all finite.
    """

    layers: tuple[LayerHealth, ...]
    step: int
    samples: int
    loss: float
    optimizer: Optimizer
    rate: float
    inputs: dict[str, float]
    outputs: dict[str, float]
    not_finite: str | None = None


def samples_for(network: Network, available: int) -> int:
    """How many samples a look at this network takes; 0 where even a few of them would hold up a run."""
    facts = require_sound(network).facts
    each = 3 * sum(f.multiply_adds for f in facts.values()) + 1  # forward, and twice as much backward
    if LEAST_SAMPLES * each > MOST_WORK:
        return 0
    return min(available, max(LEAST_SAMPLES, min(SAMPLES, WORK // each)))


def examine(model: Model, x: Given, y: Given) -> Health:
    """Look at a model with the given samples; exact when nobody trains it meanwhile, as between two steps.

    Parameters
    ----------
    model : Model
        Read only.
    x, y : array
        A few samples of the training part and their targets, as for :meth:`Model.loss_and_gradients`.

    Raises
    ------
    StudioError
        When the samples do not fit the network.
    """
    with model.lock:
        weights = model.get_weights()
        slots = {name: np.array(model.backend.to_host(slot)) for name, slot in model.slots.items()}
        step, rate = int(model.step[0]), float(model.rate[0])
        seen = probe(model, x, y)
    inference = require_sound(model.network)
    with np.errstate(all="ignore"):
        after, _ = updated(model, weights, seen.gradients, slots, step + 1, rate)
        updates = {key: after[key] - weights[key] for key in seen.gradients}
        level = _level([_size(seen, _before_views(model.network, node)) for node in model.output_shapes])
        layers = tuple(
            _layer(model.network, inference, node, seen, weights, updates, level)
            for node in inference.order
            if _is_shown(model.network, inference, node)
        )
        inputs = {node: _rms(seen.activations[node]) for node in model.input_shapes}
        outputs = {node: _variety(seen.activations[node]) for node in model.output_shapes}
    return Health(
        layers,
        step,
        len(next(iter(seen.activations.values()))),
        float("nan") if seen.loss is None else seen.loss,
        model.optimizer.replace(learning_rate=model.learning_rate),
        rate,
        inputs,
        outputs,
        _first_not_finite(model.network, inference.order, seen, weights),
    )


def _is_shown(network: Network, inference: Inference, node: str) -> bool:
    layer = network[node].layer
    return bool(inference.facts[node].params) or layer.activation_name() != "linear"


def _before_views(network: Network, node: str) -> str:
    """The node that made the values which a Reshape or Flatten at the end only looks at."""
    while network[node].layer.is_view and network.incoming(node):
        node = network.incoming(node)[0].source
    return node


def _layer(
    network: Network,
    inference: Inference,
    node: str,
    seen: Probe,
    weights: Arrays,
    updates: Arrays,
    level: float,
) -> LayerHealth:
    layer, facts = network[node].layer, inference.facts[node]
    activations = seen.activations[node]
    sums = seen.sums.get(node, activations)
    keys = [f"{node}/{p.name}" for p in facts.params]
    learns = bool(keys) and not network[node].frozen
    # Biases start at 0 and are few: how far a layer moves is told by what is multiplied.
    matrices = [k for k, p in zip(keys, facts.params, strict=True) if len(p.shape) > 1] or keys
    own = {name: _flat(arrays, matrices) for name, arrays in
           (("w", weights), ("g", seen.gradients), ("u", updates))}  # fmt: skip
    norm = _norm(own["w"])
    fresh = math.sqrt(sum(_fresh(p) for p in facts.params if f"{node}/{p.name}" in matrices))
    size = _size(seen, node)
    activation = layer.activation_name()
    units = activations.shape[-1]
    return LayerHealth(
        node,
        histogram(own["w"]) if keys else None,
        histogram(own["g"]) if learns else None,
        histogram(activations),
        norm,
        _norm(own["g"]),
        size / level if level > 0 and size is not None else None,
        _norm(own["u"]) / norm if learns and norm > 0 else None,
        _norm(own["u"]) / fresh if learns and fresh > 0 else None,
        _dead(activations) if activation in _RELUS else None,
        _saturated(activation, sums) if activation in _STEEPEST else None,
        units > 1 and any(_alike(weights[k], facts.output) for k in matrices if weights[k].ndim > 1),
    )


# Figures --------------------------------------------------------------------------------------------------


def histogram(values: Host) -> Histogram:
    """Count values in equally wide bins between the smallest and the largest."""
    flat = values.reshape(-1)
    flat = flat[:: -(-len(flat) // _LOOKED_AT) or 1].astype(np.float64)
    finite = flat[np.isfinite(flat)]
    if not len(finite):
        return Histogram(0.0, 0.0, (0,) * BINS)
    low, high = float(finite.min()), float(finite.max())
    width = high - low
    if not 0 < width < math.inf:  # all in one place, or further apart than a number can say
        counts = np.bincount([BINS // 2], [len(finite)], BINS)
    else:
        places = np.minimum(((finite - low) * (BINS / width)).astype(np.int64), BINS - 1)
        counts = np.bincount(places, minlength=BINS)
    return Histogram(low, high, tuple(counts.tolist()))


def _size(seen: Probe, node: str) -> float | None:
    """Size of ∂J/∂Z: over samples and neurons the mean, over the positions of a feature map the sum."""
    gradient = seen.sum_gradients.get(node, seen.activation_gradients.get(node))
    if gradient is None:
        return None
    positions = math.prod(gradient.shape[1:-1])
    return _rms(gradient) * math.sqrt(positions)


def signal(seen: Probe, network: Network, node: str) -> float | None:
    """How much of the error reaches a node, as in :class:`LayerHealth`; None where there is nothing to tell."""
    size, level = (
        _size(seen, node),
        _level([_size(seen, _before_views(network, output)) for output in network.output_ids]),
    )
    return size / level if level > 0 and size is not None else None


def _level(sizes: list[float | None]) -> float:
    known = [size for size in sizes if size is not None]
    return math.sqrt(sum(s * s for s in known) / len(known)) if known else 0.0


def _dead(activations: Host) -> float:
    """Share of neurons that are silent for every sample, everywhere."""
    neurons = activations.reshape(-1, activations.shape[-1])
    return float((neurons == 0).all(axis=0).mean())


def _saturated(activation: str, sums: Host) -> float:
    return float((derivative(activation, sums) < _FLAT * _STEEPEST[activation]).mean())


def _fresh(param: Param) -> float:
    """Sum of squares that fresh weights have (Glorot & Bengio, 2010); those of a normalisation start at 1."""
    if len(param.shape) < 2 or not param.fan_in + param.fan_out:
        return float(param.size)
    return param.size * 2 / (param.fan_in + param.fan_out)


def _alike(weights: Host, output: tuple[int, ...] | None) -> bool:
    """Whether the neurons of a matrix or kernel are copies of one.

    They are its last axis; of a transposed convolution the last but one.
    """
    if output is None:
        return False
    if weights.shape[-1] != output[-1]:
        weights = np.swapaxes(weights, -1, -2)
    columns = weights.reshape(-1, weights.shape[-1])
    largest = float(np.abs(columns).max(initial=0.0))
    return bool(np.ptp(columns, axis=1).max(initial=0.0) <= _ALIKE * largest)


def _variety(values: Host) -> float:
    """Deviation over the samples, relative to the size of the values."""
    size = _rms(values)
    return _rms(values - values.mean(axis=0)) / size if size > 0 else 0.0


def _first_not_finite(network: Network, order: tuple[str, ...], seen: Probe, weights: Arrays) -> str | None:
    """The first node with such values on the way forward; else the first one on the way back."""

    def bad(*arrays: Host | None) -> bool:
        return any(a is not None and not np.isfinite(a).all() for a in arrays)

    for node in order:
        own = [a for key, a in weights.items() if key.rpartition("/")[0] == node]
        if bad(seen.activations[node], seen.sums.get(node), *own):
            return node
    if seen.loss is not None and not math.isfinite(seen.loss):
        wrong = (node for node, loss in seen.losses.items() if not math.isfinite(loss))
        return next(wrong, network.output_ids[0])  # else the losses are all right, and only their sum is not
    for node in reversed(order):
        if network.incoming(node) and bad(seen.activation_gradients.get(node), seen.sum_gradients.get(node)):
            return node
    return None


def _flat(arrays: Arrays, keys: list[str]) -> Host:
    found = [arrays[k].reshape(-1) for k in keys if k in arrays]  # nothing moves what is frozen
    return np.concatenate(found) if found else np.empty(0)


def _norm(values: Host) -> float:
    return float(np.linalg.norm(values.astype(np.float64, copy=False)))


def _rms(values: Host) -> float:
    return math.sqrt(float(np.mean(np.square(values, dtype=np.float64)))) if values.size else 0.0
