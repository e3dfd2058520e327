"""Settings of training that do not fit the network, the data or the computer."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Inference, Problem, infer
from nnstudio.nn.losses import Crossentropy, Loss
from nnstudio.project.heads import asked_of, loss_at, with_loss
from nnstudio.project.problems.fix import Fix, Repair, of_layer, on_network, on_training
from nnstudio.project.project import Project
from nnstudio.system.memory import available_bytes
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import size_text

_WORTH_ASKING = 256 * 2**20
"""Bytes below which nobody asks how much memory is free: a computer that runs this program has them."""


def batch_size(project: Project, prepared: Prepared) -> list[Problem]:
    """A batch no larger than the part it is drawn from."""
    if project.training.batch_size <= len(prepared.train):
        return []
    text = msg(
        "A batch of {batch} samples is larger than the training part of {count}",
        batch=project.training.batch_size, count=len(prepared.train),
    )  # fmt: skip
    return [
        Problem("batch_size", "batch", text, field="batch_size", remedies=("batch_from_data", "whole_batch"))
    ]


def all_frozen(project: Project, inference: Inference) -> list[Problem]:
    """Something to learn: a network of frozen layers only stays as it is."""
    if not inference.frozen or inference.frozen < inference.parameters:
        return []
    text = msg(
        "All layers with weights are frozen, so nothing is learned: let {layer} learn",
        layer=project.network[_last_frozen(project)].title,
    )
    return [
        Problem(
            "all_frozen", "frozen", text, _last_frozen(project), remedies=("unfreeze_last", "unfreeze_all")
        )
    ]


def _last_frozen(project: Project) -> str:
    inference = infer(project.network)
    return next(
        n for n in reversed(inference.order) if project.network[n].frozen and inference.facts[n].params
    )


@of_layer
def _unfreeze_last(project: Project, node: str) -> Fix | None:
    label = msg("Let {layer} learn", layer=project.network[node].title)
    return on_network(label, lambda network: edits.freeze(network, [node], frozen=False))


def _unfreeze_all(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if sum(n.frozen for n in project.network.nodes) < 2:  # the other repair says it by name
        return None
    return on_network(
        msg("Let all layers learn"), lambda network: edits.freeze(network, network.by_id, frozen=False)
    )


def memory(project: Project, inference: Inference) -> list[Problem]:
    """Room for the weights, their gradients and what a batch leaves behind in the layers with weights.

    This is less than a run takes, which plans everything; but it is found at once, while one edits.
    """
    if project.training.device.startswith("cuda"):
        return []
    weights, sample = _bytes(project, inference)
    needed = weights + project.training.batch_size * sample
    if needed < _WORTH_ASKING:
        return []
    free = available_bytes()
    if free is None or needed <= free:
        return []
    text = msg(
        "Training needs at least {weights} for weights and {batch} × {sample} for a batch, {needed} in all, and {free} "
        "are free: lower the batch size"
        if weights + sample <= free
        else "Training needs at least {weights} for weights and {batch} × {sample} for a batch, {needed} in all, and "
        "{free} are free: make the layers smaller",
        weights=size_text(weights), batch=project.training.batch_size, sample=size_text(sample), needed=size_text(needed),
        free=size_text(free),
    )  # fmt: skip
    largest = max(inference.facts, key=lambda n: inference.facts[n].parameters)
    remedies = ("batch_fits", "insert_global_pool", "smaller_layer")
    field = "batch_size" if weights + sample <= free else None
    return [Problem("memory", "memory", text, None if field else largest, field=field, remedies=remedies)]


def _bytes(project: Project, inference: Inference) -> tuple[int, int]:
    """What the weights need, and what each sample of a batch adds."""
    copies = 2 + len(project.training.optimizer.slots)  # the weights, their gradients, the optimizer's arrays
    kept = sum(math.prod(f.output or ()) for f in inference.facts.values() if f.params)
    learned = inference.parameters - inference.frozen
    return 4 * (copies * learned + inference.frozen), 4 * kept


def use_loss(project: Project, loss: Loss, node: str | None, label: Message | None = None) -> Fix:
    """Train with another loss, that of an output where there are several."""
    training = with_loss(project.network, project.training, node, loss)
    label = label or msg("Use {loss}", loss=msg(loss.title))
    return on_training(label, loss=training.loss, outputs=training.outputs)


def _class_weights_off(project: Project, problem: Problem, prepared: Prepared | None) -> Fix:
    loss = loss_at(project.network, project.training, problem.node)
    loss = loss.replace(class_weights=())
    return use_loss(project, loss, problem.node, msg("Let all classes count alike"))


def _weigh_classes(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let every class count as much as every other, however rare it is."""
    network, training = project.network, project.training
    prepared = asked_of(network, training, prepared, problem.node)
    loss = None if prepared is None else evened(loss_at(network, training, problem.node), prepared)
    if loss is None:
        return None
    return use_loss(project, loss, problem.node, msg("Let rare classes count for more"))


def evened(loss: Loss, prepared: Prepared) -> Loss | None:
    """A loss to which every class counts as much as every other; None where it weighs none, or one has no samples."""
    if not prepared.classes or not isinstance(loss, Crossentropy):
        return None
    counts = np.bincount(prepared.train.y.reshape(-1).astype(np.int64), minlength=len(prepared.classes))
    if not counts.all():
        return None
    weights = tuple(float(f"{len(prepared.train) / (len(counts) * n):.3g}") for n in counts)
    return loss.replace(class_weights=weights)


def _batch_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """The largest power of two that there are samples for."""
    if prepared is None:
        return None
    size = 1 << len(prepared.train).bit_length() - 1
    return on_training(msg("Set the batch size to {n}", n=size), batch_size=size)


def _whole_batch(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """What somebody may have wanted who asked for so many: plain gradient descent."""
    if prepared is None:
        return None
    size = len(prepared.train)
    if size.bit_count() == 1:  # the other repair says it
        return None
    return on_training(msg("Take all {n} samples in each step", n=size), batch_size=size)


def _batch_fits(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    free = available_bytes()
    weights, sample = _bytes(project, infer(project.network))
    if free is None or not sample or weights + sample > free:
        return None
    # Half of what is free: a run takes more than is counted here.
    size = max(1, (free // 2 - weights) // sample)
    size = 1 << size.bit_length() - 1
    return on_training(msg("Set the batch size to {n}", n=size), batch_size=size)


REPAIRS: dict[str, Repair] = {
    "class_weights_off": _class_weights_off,
    "weigh_classes": _weigh_classes,
    "batch_from_data": _batch_from_data,
    "whole_batch": _whole_batch,
    "batch_fits": _batch_fits,
    "unfreeze_last": _unfreeze_last,
    "unfreeze_all": _unfreeze_all,
}
