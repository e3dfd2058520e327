"""Advice on how a network is trained and on what: steps that are too large, data that asks for something else."""

from __future__ import annotations

import functools
import math
import re
import weakref
from typing import NamedTuple

import msgspec
import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Inference, Problem, infer
from nnstudio.graph.network import Network
from nnstudio.graph.topology import reached
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layers import BatchNorm, Dropout, GroupNorm, LayerNorm
from nnstudio.nn.losses import Crossentropy, Loss
from nnstudio.nn.optimizers import SGD, Adagrad, Momentum, Nesterov, Optimizer
from nnstudio.project.heads import by_output, loss_at
from nnstudio.project.problems.advice import NOISE, SIGMOIDS
from nnstudio.project.problems.fix import Fix, Repair, change, of_layer, on_data, on_network, on_training
from nnstudio.project.problems.outputs import about
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, counted, msg
from nnstudio.system.numbers import number_text

_PER_SAMPLE = 500
"""Parameters for each training sample from which on a network without any restraint may learn all by heart."""
_RARE = 0.9
"""Share of the largest class from which on always answering it looks good."""
_LARGE = 20.0
"""Unscaled values beyond this make first sums so large that activations sit at their ends."""
_LEAST_WAY = 1e-3
"""How far Adam must at least be able to move a weight in a whole run."""
_ROWS = 4096
"""Rows looked at to know the range of values."""


class Ranges(NamedTuple):
    """Between which values samples and targets lie, and how many there are of each class."""

    largest: float
    lowest_target: float
    highest_target: float
    counts: tuple[int, ...]


_known: weakref.WeakKeyDictionary[Prepared, Ranges] = weakref.WeakKeyDictionary()


def _ranges(prepared: Prepared) -> Ranges:
    """Measured once for data that stays the same; every edit asks."""
    if (found := _known.get(prepared)) is None:
        x, y = prepared.train.x, prepared.train.y
        some = slice(None, None, max(1, len(x) // _ROWS))
        counts = np.bincount(y.reshape(-1), minlength=len(prepared.classes)) if prepared.classes else ()
        found = _known[prepared] = Ranges(
            float(np.abs(x[some]).max(initial=0.0)), float(y[some].min()), float(y[some].max()),
            tuple(int(n) for n in counts),
        )  # fmt: skip
    return found


def find(project: Project, inference: Inference, prepared: Prepared | None) -> list[Problem]:
    """Advice on training a project that has no other problems."""
    found = [_rate_high(project, inference), _batch_of_one(project, inference)]
    if prepared is not None and len(prepared.train):
        found += [
            _rate_low(project, prepared),
            _out_of_reach(project, prepared),
            _by_heart(project, inference, prepared),
            _unscaled(project, prepared),
            _unwatched(project, prepared),
            _unbalanced(project, prepared),
        ]
    return [problem for problem in found if problem is not None]


def _say(kind: str, word: str, text: Message, *remedies: str, node: str | None = None, field: str | None = None) -> Problem:  # fmt: skip
    return Problem(kind, word, text, node, None, field, remedies, "advice")


# Steps ----------------------------------------------------------------------------------------------------


def _rate_high(project: Project, inference: Inference) -> Problem | None:
    optimizer = project.training.optimizer
    rate = optimizer.learning_rate
    layers = (
        project.network[n].layer.activation_name() for n in inference.facts if project.network.outgoing(n)
    )
    calm = 10.0 if any(name in SIGMOIDS for name in layers) else 1.0  # a sigmoid's slope makes steps smaller
    if isinstance(optimizer, Momentum | Nesterov):
        effective = rate / (1 - optimizer.momentum)
        if effective <= 2 * calm:
            return None
        text = msg(
            "With momentum {momentum:g} a learning rate of {rate:g} works like {rate:g} / (1 − {momentum:g}) = "
            "{effective:.3g}: the steps will jump over every valley",
            momentum=optimizer.momentum, rate=rate, effective=effective,
        )  # fmt: skip
    elif isinstance(optimizer, SGD | Adagrad):
        if rate <= calm:
            return None
        text = msg(
            "A learning rate of {rate:g} moves weights by {rate:g} times their gradient: the steps will jump over "
            "every valley",
            rate=rate,
        )
    else:
        if rate < 0.1:
            return None
        text = msg(
            "{optimizer} moves every weight by about its learning rate: {rate:g} in each step, while weights start "
            "near 0.1",
            optimizer=optimizer.title, rate=rate,
        )  # fmt: skip
    return _say("rate_high", "rate", text, "usual_rate", field="learning_rate")


def _steps(project: Project, prepared: Prepared) -> int:
    return project.training.epochs * -(-len(prepared.train) // project.training.batch_size)


def _rate_low(project: Project, prepared: Prepared) -> Problem | None:
    optimizer = project.training.optimizer
    if isinstance(optimizer, SGD | Adagrad | Momentum | Nesterov):
        return None  # how far they go depends on the gradient
    steps, rate = _steps(project, prepared), optimizer.learning_rate
    if steps * rate >= _LEAST_WAY:
        return None
    text = msg(
        "{optimizer} moves a weight by about its learning rate: {steps} × {rate:g} = {way:.2g} in the whole "
        "run, while weights start near 0.1",
        optimizer=optimizer.title, steps=counted(steps, "{n} step", "{n} steps"), rate=rate, way=steps * rate,
    )  # fmt: skip
    return _say("rate_low", "rate", text, "usual_rate", field="learning_rate")


def _batch_of_one(project: Project, inference: Inference) -> Problem | None:
    if project.training.batch_size > 1:
        return None
    for node, facts in inference.facts.items():
        layer = project.network[node].layer
        if isinstance(layer, BatchNorm) and math.prod(facts.inputs[0][:-1]) == 1:
            text = msg(
                "{layer} measures a batch, and a batch of 1 has no spread: x − μ = 0 for every value, so nothing gets "
                "through",
                layer=project.network[node].title,
            )
            return _say("batch_of_one", "batch of 1", text, "usual_batch", "layer_norm_instead", node=node)
    return None


# Data -----------------------------------------------------------------------------------------------------


@functools.cache
def reach(activation: str) -> tuple[float, float]:
    """Between which values an activation answers, read from what is written about it: ``(0, inf)`` for relu."""
    low, high = ACTIVATIONS[activation].range.split(",")[0].replace("−", "-").replace("∞", "inf").split("…")
    return float(re.sub(r"\s", "", low)), float(re.sub(r"\s", "", high))


def _out_of_reach(project: Project, prepared: Prepared) -> Problem | None:
    every = by_output(project.network, project.training, prepared.views)
    told = (_beyond(project, node, view) for node, view in every if node is not None)
    return next((problem for problem in told if problem is not None), None)


def _beyond(project: Project, node: str, prepared: Prepared) -> Problem | None:
    if prepared.task != "regression":
        return None
    layer = project.network[node].layer
    name = layer.activation_name()
    low, high = reach(name)
    known = _ranges(prepared)
    margin = 0.01 * (known.highest_target - known.lowest_target)
    if known.lowest_target >= low - margin and known.highest_target <= high + margin:
        return None
    text = msg(
        "The scaled targets go from {least:.2f} to {most:.2f}, but {layer} with {name} answers {range} only",
        least=known.lowest_target, most=known.highest_target, layer=project.network[node].title, name=name,
        range=ACTIVATIONS[name].range,
    )  # fmt: skip
    return _say("out_of_reach", "out of reach", text, "linear_output", node=node, field="activation")


def _by_heart(project: Project, inference: Inference, prepared: Prepared) -> Problem | None:
    count, samples = inference.parameters, len(prepared.train)
    if count < _PER_SAMPLE * samples:
        return None
    layers = [n.layer for n in project.network.nodes]
    decays = getattr(project.training.optimizer, "weight_decay", 0.0) > 0
    if decays or any(isinstance(x, (*NOISE, BatchNorm)) or _penalty(x) for x in layers):
        return None
    text = msg(
        "{count} parameters for {samples} samples are {each} for each: the network can learn them all by heart and "
        "know nothing else",
        count=number_text(count), samples=samples, each=round(count / samples),
    )  # fmt: skip
    return _say("by_heart", "by heart", text, "insert_dropout", "use_weight_decay")


def _penalty(layer: object) -> float:
    return float(getattr(layer, "l1", 0.0) + getattr(layer, "l2", 0.0))


def _unscaled(project: Project, prepared: Prepared) -> Problem | None:
    largest = _ranges(prepared).largest
    if project.data.scaling != "none" or largest <= _LARGE:
        return None
    norms = BatchNorm | LayerNorm | GroupNorm
    first = next((n.layer for n in project.network.nodes if isinstance(n.layer, norms)), None)
    if first is not None:  # it scales the values itself
        return None
    text = msg(
        "The data is not scaled and goes up to {largest:.4g}: the first sums become about as large, where activations "
        "hardly bend any more",
        largest=largest,
    )
    return _say("unscaled", "not scaled", text, "scale_data", field="scaling")


def _unwatched(project: Project, prepared: Prepared) -> Problem | None:
    if project.data.validation or len(prepared.validation):
        return None
    text = msg(
        "No samples watch the training: all {n} are learned from or kept for the test, so nobody sees when the network "
        "begins to learn by heart",
        n=len(prepared.train) + len(prepared.test),
    )
    return _say("unwatched", "validation", text, "keep_validation", field="validation")


def _unbalanced(project: Project, prepared: Prepared) -> Problem | None:
    for node, view in by_output(project.network, project.training, prepared.views):
        problem = _lopsided(view, loss_at(project.network, project.training, node))
        if problem is not None and len(prepared.views) > 1:
            return about(msgspec.structs.replace(problem, node=node), view)
        if problem is not None:
            return problem
    return None


def _lopsided(prepared: Prepared, loss: Loss) -> Problem | None:
    """What one output learns from: one class alone, nearly."""
    counts = _ranges(prepared).counts
    total = sum(counts)
    if not isinstance(loss, Crossentropy) or loss.class_weights or not total:
        return None
    largest = int(np.argmax(counts))
    if counts[largest] < _RARE * total:
        return None
    text = msg(
        "{n} of {total} training samples are “{name}”: always answering that is right in {share:.1f} %, and the rest "
        "hardly counts",
        n=counts[largest], total=total, name=prepared.classes[largest][:40], share=100 * counts[largest] / total,
    )  # fmt: skip
    return _say("unbalanced", "classes", text, "weigh_classes", field="class_weights")


# Repairs --------------------------------------------------------------------------------------------------


def _usual_rate(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    optimizer: Optimizer = project.training.optimizer
    rate = type(optimizer)().learning_rate
    label = msg("Set the learning rate to {rate:g}", rate=rate)
    return on_training(label, optimizer=optimizer.replace(learning_rate=rate))


def _usual_batch(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    size = 32 if prepared is None else min(32, len(prepared.train))
    return on_training(msg("Set the batch size to {n}", n=size), batch_size=size)


@of_layer
def _layer_norm_instead(project: Project, node: str) -> Fix | None:
    return on_network(msg("Use LayerNorm instead"), lambda network: network.with_layer(node, LayerNorm()))


@of_layer
def _linear_output(project: Project, node: str) -> Fix | None:
    return change(node, msg("Set activation to linear"), activation="linear")


def _insert_dropout(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Before the last layer with weights, which is where most parameters usually meet; of several outputs before all."""
    facts, network = infer(project.network), project.network
    heavy = [n for n in facts.order if any(p.name == "W" for p in facts.facts[n].params)]
    if not heavy:
        return None
    outputs = set(network.output_ids)
    shared = [n for n in facts.order if n not in outputs and outputs <= reached(network, n)]
    if len(outputs) > 1 and not set(heavy).isdisjoint(shared):
        label = msg("Insert Dropout behind {layer}", layer=network[shared[-1]].title[:36])
        return on_network(label, lambda network: edits.insert_behind(network, shared[-1], Dropout(0.5))[0])
    edge = network.incoming(heavy[-1])[0]

    def edit(network: Network) -> Network:
        return edits.insert_on(network, edge, Dropout(0.5))[0]

    return on_network(msg("Insert Dropout before {layer}", layer=network[heavy[-1]].title[:36]), edit)


def _use_weight_decay(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let the weights of all layers shrink a little, by their own setting."""
    heavy = [n.id for n in project.network.nodes if hasattr(n.layer, "l2")]
    label = msg("Set l2 to 0.0001 in {n} layers", n=len(heavy))
    if len(heavy) == 1:
        label = msg("Set l2 to 0.0001 in {layer}", layer=project.network[heavy[0]].title[:40])
    return on_network(label, lambda network: edits.change(network, heavy, l2=1e-4)) if heavy else None


def _scale_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return on_data(msg("Scale the data to mean 0 and deviation 1"), scaling="standard")


def _keep_validation(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return on_data(msg("Keep 15 % for validation"), validation=0.15)


REPAIRS: dict[str, Repair] = {
    "usual_rate": _usual_rate,
    "usual_batch": _usual_batch,
    "layer_norm_instead": _layer_norm_instead,
    "linear_output": _linear_output,
    "insert_dropout": _insert_dropout,
    "use_weight_decay": _use_weight_decay,
    "scale_data": _scale_data,
    "keep_validation": _keep_validation,
}
