"""What the network answers: its output layer, the data's target and the loss between them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import FileTable, TableSource
from nnstudio.data.tables import listed
from nnstudio.graph import edits
from nnstudio.graph.inference import Inference, Problem, Severity, infer
from nnstudio.graph.network import Network
from nnstudio.graph.topology import levels
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv1D, Conv2D, ConvTranspose2D, Dense, Flatten, Reshape
from nnstudio.nn.losses import LOSSES, Loss, loss_for, loss_task
from nnstudio.nn.shape import Shape, show
from nnstudio.project.asked import columns_of
from nnstudio.project.heads import (
    answerable,
    asked_of,
    by_output,
    called,
    loss_at,
    objectives,
    usual_loss,
)
from nnstudio.project.problems.fix import Fix, Repair, change, of_layer, on_network
from nnstudio.project.problems.training import use_loss
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, counted, joined, msg

_ANSWERS = {suit for loss in LOSSES for suit in loss.suits} - {"linear"}
"""Activations of layers that answer."""
_TASKS = {
    "binary": msg("two classes"), "classes": msg("classes"), "regression": msg("regression"),
    "labels": msg("yes/no questions"),
}  # fmt: skip
"""What data asks for, in words that have a translation."""
_NAMED = 4
"""Outputs too many that are called by their titles."""


def output_count(project: Project, prepared: Prepared | None) -> list[Problem]:
    """An output for each sort of targets; without data nobody has said yet how many are meant."""
    network = project.network
    outputs = network.output_ids
    wanted = [] if prepared is None else _wanted(project, prepared)
    if prepared is None or len(outputs) == len(wanted):
        return []
    if len(outputs) < len(wanted):
        found = by_output(network, project.training, wanted)
        missing = [view for node, view in found if node is None]
        text = counted(
            len(missing),
            "The data asks for an output more: no layer answers {targets}",
            "The data asks for {n} outputs more: no layer answers {targets}",
            targets=listed([called(view.preprocessor) for view in missing]),
        )
        remedies = ("answer_all", "answer_fewer")
        return [
            Problem("missing_output", "outputs", text, outputs[0] if outputs else None, remedies=remedies)
        ]
    kept = kept_outputs(project, prepared)
    odd = [node for node in outputs if node not in kept]
    if len(wanted) == 1:
        names = joined([network[node].title for node in outputs], _NAMED)
        text = msg("The data asks for one output; these all end in nothing: {names}", names=names)
    else:
        names = joined([network[node].title for node in odd], _NAMED)
        text = msg("The data asks for {n} outputs; no target is left for {names}", n=len(wanted), names=names)
    return [
        Problem("two_outputs", "outputs", text, odd[0], remedies=("remove_dead_ends",), severity="unfinished")
    ]


def kept_outputs(project: Project, prepared: Prepared | None) -> tuple[str, ...]:
    """Of more outputs than the data asks for, those that were meant: hardly the shallow ones."""
    network = project.network
    if prepared is None or len(prepared.views) == 1:
        level = levels(network)
        return (max(network.output_ids, key=lambda node: level[node]),)
    found = by_output(network, project.training, _wanted(project, prepared))
    return tuple(node for node, _ in found if node is not None)


def needed_outputs(project: Project, prepared: Prepared | None) -> frozenset[str]:
    """Of several outputs those that answer: led on, they would leave a question open."""
    wanted = [] if prepared is None else _wanted(project, prepared)
    if len(wanted) <= 1:
        return frozenset()
    known = answerable(project.network, project.training, [view.preprocessor for view in wanted])
    return frozenset(node for node in kept_outputs(project, prepared) if known[node])


def _wanted(project: Project, prepared: Prepared) -> list[Prepared]:
    """What the settings want to be answered, also while the data is still read anew."""
    source = project.data.source
    named = set(source.targets if isinstance(source, TableSource | FileTable) else ())
    kept = [view for view in prepared.views if not named.isdisjoint(columns_of(view.preprocessor))]
    return kept or list(prepared.views)


def output_target(project: Project, prepared: Prepared, inference: Inference) -> list[Problem]:
    """As many units as an output has targets, and a loss for its task."""
    learned = objectives(project.network, project.training)
    return [
        problem if len(prepared.views) == 1 else about(problem, view)
        for node, view in by_output(project.network, project.training, prepared.views)
        if node is not None
        for problem in _target_of(project.network, node, learned[node].loss, view, inference)
    ]


def about(problem: Problem, view: Prepared) -> Problem:
    """A problem with the target that it concerns, where there are several."""
    text = msg("{target}: {problem}", target=repr(called(view.preprocessor)), problem=problem.message)
    return msgspec.structs.replace(problem, message=text)


def _target_of(
    network: Network, node: str, loss: Loss, prepared: Prepared, inference: Inference
) -> Iterator[Problem]:
    shape = inference.facts[node].output
    # Two classes may also be told apart by a softmax over two outputs.
    two = prepared.task == "binary" and loss.task == "classes" and shape == (2,)
    if shape != prepared.target_shape and not two and shape is not None:
        yield _unfit(network, node, shape, prepared)
    if loss.task != loss_task(prepared.task) and not two:
        text = msg(
            "{loss} does not fit this data ({task}); {better} does",
            loss=msg(loss.title), task=_TASKS[prepared.task], better=msg(loss_for(prepared.task).title),
        )  # fmt: skip
        several = len(network.output_ids) > 1
        yield Problem(
            "loss_task", "loss", text, node if several else None, field="loss", remedies=("loss_from_data",)
        )


def _unfit(network: Network, node: str, shape: Shape, prepared: Prepared) -> Problem:
    """An output of another shape than what the network is to give."""
    layer, title = network[node].layer, network[node].title
    field = next((name for name in ("units", "filters", "shape") if hasattr(layer, name)), None)
    if prepared.preprocessor.answer == "target":
        facts = {"task": _TASKS[prepared.task], "layer": title, "have": show(shape)}
        text = (
            msg("The data asks for 1 output ({task}), but {layer} gives {have}", **facts)
            if prepared.outputs == 1
            else msg("The data asks for {wanted} outputs ({task}), but {layer} gives {have}", wanted=prepared.outputs, **facts)
        )  # fmt: skip
        found = ("units_from_data", "units_before", "add_output")
        return Problem("output_units", "outputs", text, node, None, field, found, _gravity(layer))
    if math.prod(shape) == prepared.outputs:
        text = msg(
            "The network is to give its input again as {wanted}, but {layer} gives the {count} numbers as {have}",
            wanted=_as_shape(prepared.target_shape), layer=title, count=prepared.outputs, have=_as_shape(shape),
        )  # fmt: skip
    else:
        text = msg(
            "The network is to give its input again, {wanted} numbers, but {layer} gives {have}",
            wanted=_counted(prepared.target_shape), layer=title, have=_counted(shape),
        )  # fmt: skip
    remedies = ("shape_of_input", "units_from_data")
    return Problem("output_shape", "outputs", text, node, None, field, remedies, _gravity(layer))


def _gravity(layer: Layer) -> Severity:
    """Whether the last layer looks like an answer, and a wrong one, or as if more layers were to come behind it."""
    activation = getattr(layer, "activation", None)
    # A convolution without activation has batch norm behind it far more often than it answers.
    found = activation in _ANSWERS or (activation == "linear" and isinstance(layer, Dense))
    return "obstacle" if found else "unfinished"


def _as_shape(shape: Shape) -> Message | str:
    return show(shape) if len(shape) > 1 else msg("one row")


def _counted(shape: Shape) -> str:
    return f"{show(shape)} = {math.prod(shape)}" if len(shape) > 1 else show(shape)


def output_activation(project: Project, inference: Inference, prepared: Prepared | None) -> list[Problem]:
    """Outputs that their losses can read. Without data, nobody has said yet what the network is to answer."""
    views = () if prepared is None or len(prepared.views) == 1 else prepared.views
    found = by_output(project.network, project.training, views)
    asked = {node: view for node, view in found if node is not None}
    return [
        about(problem, asked[node]) if node in asked else problem
        for node, objective in objectives(project.network, project.training).items()
        if (problem := _unread(project, node, objective.loss, inference, prepared)) is not None
    ]


def _unread(
    project: Project, node: str, loss: Loss, inference: Inference, prepared: Prepared | None
) -> Problem | None:
    network = project.network
    shape = inference.facts[node].output
    assert shape is not None
    layer = network[node].layer
    text = loss.problem(shape, layer.activation_name())
    if text is None:
        return None
    several = len(network.output_ids) > 1
    if text == loss.weights_problem(shape):
        return Problem(
            "class_weights", "loss", text, node if several else None, field="class_weights",
            remedies=("class_weights_off",),
        )  # fmt: skip
    if loss.task == "classes" and shape[-1] < 2 and layer.activation_name() in loss.suits:
        remedies: tuple[str, ...] = ("binary_instead", "two_units")
        return Problem("one_class", "classes", text, node, field="units", remedies=remedies)
    gravity = _gravity(layer) if prepared is not None else "unfinished"
    remedies = ("activation_from_loss", "loss_from_activation")
    return Problem("output_activation", "activation", text, node, None, "activation", remedies, gravity)


def _units_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """As many units as there are targets; an activation that answers another question goes with them."""
    node = problem.node
    prepared = asked_of(project.network, project.training, prepared, node)
    if prepared is None or node is None:
        return None
    layer = project.network[node].layer
    if not isinstance(layer, Dense) or len(prepared.target_shape) > 1:  # units make a row
        return None
    loss, task = loss_at(project.network, project.training, node), loss_task(prepared.task)
    suits = (loss if loss.task == task else loss_for(prepared.task)).suits or ("linear",)
    count = prepared.outputs
    if layer.activation in _ANSWERS and layer.activation not in suits:
        label = msg("Set units to {n} and activation to {name}", n=count, name=suits[0])
        return change(node, label, units=count, activation=suits[0])
    return change(node, msg("Set units to {n}", n=count), units=count)


def _shape_of_input(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let the output have the shape of a sample: by its setting, or by a layer behind it."""
    node = problem.node
    if prepared is None or node is None:
        return None
    layer, wanted = project.network[node].layer, prepared.target_shape
    facts = infer(project.network).facts[node]
    shape, count = facts.output or (), prepared.outputs
    if isinstance(layer, Reshape) and math.prod(shape) == count:
        return change(node, msg("Set the shape to {shape}", shape=show(wanted)), shape=wanted)
    if isinstance(layer, Conv1D | Conv2D | ConvTranspose2D) and shape[:-1] == wanted[:-1]:
        return change(node, msg("Set filters to {n}", n=wanted[-1]), filters=wanted[-1])
    dense = isinstance(layer, Dense)
    if len(wanted) == 1 and len(shape) > 1 and math.prod(shape) == count:
        return on_network(msg("Add Flatten"), lambda network: network.add(Flatten(), after=node))
    if len(wanted) == 1 or (math.prod(shape) != count and not dense):
        return None
    if math.prod(shape) == count:
        label = msg("Add Reshape to {shape}", shape=show(wanted))
    else:
        label = msg("Set units to {n} and add Reshape to {shape}", n=count, shape=show(wanted))

    def reshape(network: Network) -> Network:
        if dense:
            network = edits.change(network, [node], units=count)
        return network.add(Reshape(wanted), after=node)

    return on_network(label, reshape)


def _loss_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    prepared = asked_of(project.network, project.training, prepared, problem.node)
    return None if prepared is None else use_loss(project, loss_for(prepared.task), problem.node)


@of_layer
def _activation_from_loss(project: Project, node: str) -> Fix | None:
    wanted = next(iter(loss_at(project.network, project.training, node).suits), "")
    if not wanted or not hasattr(project.network[node].layer, "activation"):
        return None
    return change(node, msg("Set activation to {name}", name=wanted), activation=wanted)


def _loss_from_activation(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Offer the first loss that reads the output as it is, unless the data speaks against it."""
    if problem.node is None:
        return None
    prepared = asked_of(project.network, project.training, prepared, problem.node)
    task = None if prepared is None else loss_task(prepared.task)
    loss = usual_loss(project.network, problem.node, task)
    return None if loss is None else use_loss(project, loss, problem.node)


REPAIRS: dict[str, Repair] = {
    "units_from_data": _units_from_data,
    "shape_of_input": _shape_of_input,
    "loss_from_data": _loss_from_data,
    "activation_from_loss": _activation_from_loss,
    "loss_from_activation": _loss_from_activation,
}
