"""Everything that keeps a project from being trained, and the edits that mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from nnstudio.data.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Inference, Problem, infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layers import Dense, Flatten, Input
from nnstudio.nn.losses import LOSSES, Loss, loss_for
from nnstudio.nn.shape import show
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, StudioError, msg


class Fix(NamedTuple):
    """A repair offered as a button."""

    label: Message
    apply: Callable[[Project], Project]


def problems(project: Project, prepared: Prepared | None = None) -> tuple[Problem, ...]:
    """List what is wrong, the network's own problems first.

    Parameters
    ----------
    project : Project
    prepared : Prepared, optional
        The data, once it has been read; without it, only the network and its loss are looked at.
    """
    inference = infer(project.network)
    if inference.problems:
        return inference.problems
    found = _branch_problems(project.network)
    if found:
        return tuple(found)
    if prepared is not None:
        found += _input_problems(project, prepared)
        found += _output_problems(project, prepared, inference)
    if all(problem.kind != "loss_task" for problem in found):  # a loss that must go asks for nothing
        found += _loss_problems(project, inference)
    if prepared is not None:
        found += _batch_problems(project, prepared)
    return tuple(found)


def _branch_problems(network: Network) -> list[Problem]:
    """A project's data has one kind of sample and one target; several are for the Python interface."""
    inputs, outputs = network.input_ids, network.output_ids
    found: list[Problem] = []
    if len(inputs) > 1:
        text = msg("A project trains with one Input; this network has {n}", n=len(inputs))
        found.append(Problem("two_inputs", "inputs", text, inputs[1]))
    if len(outputs) > 1:
        names = ", ".join(network[o].title for o in outputs)
        text = msg("A project trains with one output; these all end in nothing: {names}", names=names)
        found.append(Problem("two_outputs", "outputs", text, outputs[0]))
    return found


def _input_problems(project: Project, prepared: Prepared) -> list[Problem]:
    (node,) = project.network.input_ids
    layer = project.network[node].layer
    assert isinstance(layer, Input)
    if layer.shape == prepared.sample_shape:
        return []
    text = msg(
        "The data has samples of {data}, but the Input takes {input}",
        data=show(prepared.sample_shape), input=show(layer.shape),
    )  # fmt: skip
    return [Problem("input_shape", "data", text, node, field="shape", remedies=("shape_from_data",))]


def _output_problems(project: Project, prepared: Prepared, inference: Inference) -> list[Problem]:
    (node,) = project.network.output_ids
    shape = inference.facts[node].output
    found: list[Problem] = []
    wanted = (prepared.outputs,)
    # Two classes may also be told apart by a softmax over two outputs.
    two = prepared.task == "binary" and project.training.loss.task == "classes" and shape == (2,)
    if shape != wanted and not two and shape is not None:
        text = msg(
            "The data asks for {wanted} outputs ({task}), but {layer} gives {have}",
            wanted=prepared.outputs, task=prepared.task, layer=project.network[node].title, have=show(shape),
        )  # fmt: skip
        found.append(
            Problem("output_units", "outputs", text, node, field="units", remedies=("units_from_data",))
        )
    task = project.training.loss.task
    if task != prepared.task and not two:
        text = msg(
            "{loss} does not fit this data ({task}); {better} does",
            loss=project.training.loss.title, task=prepared.task, better=loss_for(prepared.task).title,
        )  # fmt: skip
        found.append(Problem("loss_task", "loss", text, remedies=("loss_from_data",)))
    return found


def _loss_problems(project: Project, inference: Inference) -> list[Problem]:
    (node,) = project.network.output_ids
    shape = inference.facts[node].output
    assert shape is not None
    loss = project.training.loss
    text = loss.problem(shape, project.network[node].layer.activation_name())
    if text is None:
        return []
    if text == loss.weights_problem(shape):
        return [
            Problem("class_weights", "loss", text, field="class_weights", remedies=("class_weights_off",))
        ]
    return [
        Problem("output_activation", "activation", text, node, field="activation",
                remedies=("activation_from_loss", "loss_from_activation"))
    ]  # fmt: skip


def _batch_problems(project: Project, prepared: Prepared) -> list[Problem]:
    if project.training.batch_size <= len(prepared.train):
        return []
    text = msg(
        "A batch of {batch} samples is larger than the training part of {count}",
        batch=project.training.batch_size, count=len(prepared.train),
    )  # fmt: skip
    return [Problem("batch_size", "batch", text, field="batch_size", remedies=("batch_from_data",))]


# Repairs ----------------------------------------------------------------------------------------------


def fixes_for(project: Project, problem: Problem, prepared: Prepared | None = None) -> tuple[Fix, ...]:
    """The repairs that clear a problem, the best first; others may show up behind it."""
    offered = []
    for remedy in problem.remedies:
        fix = _REPAIRS[remedy](project, problem, prepared)
        if fix is not None and _clears(fix, project, problem, prepared):
            offered.append(fix)
    return tuple(offered)


def _clears(fix: Fix, project: Project, problem: Problem, prepared: Prepared | None) -> bool:
    """Try a repair, so that no button does nothing."""
    try:
        return problem not in problems(fix.apply(project), prepared)
    except StudioError:  # a setting outside its limits
        return False


Repair = Callable[[Project, Problem, Prepared | None], Fix | None]


def _on_network(label: Message, edit: Callable[[Network], Network]) -> Fix:
    return Fix(label, lambda project: project.with_network(edit(project.network)))


def _insert_flatten(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    edge = problem.edge
    if edge is None:
        return None

    def apply(project: Project) -> Project:
        network, new = edits.insert_on(project.network, edge, Flatten())
        (ax, ay), (bx, by) = project.layout[edge.source], project.layout[edge.target]
        layout = project.layout.place({new: ((ax + bx) / 2, (ay + by) / 2)})
        return project.replace(network=network, layout=make_room(network, layout, new))

    return Fix(msg("Insert Flatten"), apply)


def make_room(network: Network, layout: Layout, new: str, step: float = 250.0) -> Layout:
    """Move what follows a card in its row to the right, if the card has no room."""
    y = layout[new][1]
    (source,) = (e.source for e in network.incoming(new))
    following, stack = set(), [e.target for e in network.outgoing(new)]
    while stack:
        node = stack.pop()
        if node not in following:
            following.add(node)
            stack += [e.target for e in network.outgoing(node)]
    left = layout[source][0]
    start = left + step
    row = [n for n in following if layout[n][0] > left and abs(layout[n][1] - y) < step / 2]
    room = min((layout[n][0] for n in row), default=start + step) - start
    shift = max(step - room, 0.0)
    moved = {n: (layout[n][0] + shift, layout[n][1]) for n in row}
    return layout.place({**moved, new: (start, y)})


def _padding_same(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return _change(project, problem, msg("Set padding to same"), padding="same")


def _shrink_window(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    node = problem.node
    if node is None:
        return None
    inputs, field = infer(project.network).facts[node].inputs, problem.field
    if not inputs or field not in ("kernel_size", "pool_size"):
        return None
    settings = {field: min(inputs[0][:-1])}
    if hasattr(project.network[node].layer, "dilation"):
        settings["dilation"] = 1
    n = settings[field]
    label = msg("Set kernel size to {n}", n=n) if field == "kernel_size" else msg("Set pool size to {n}", n=n)
    return _change(project, problem, label, **settings)


def _change(project: Project, problem: Problem, label: Message, **settings: object) -> Fix | None:
    node = problem.node
    if node is None:
        return None
    return _on_network(label, lambda network: edits.change(network, [node], **settings))


def _one_group(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return _change(project, problem, msg("Use one group"), groups=1)


def _connect_nearest(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Offer the closest card to the left that may feed this one."""
    node = problem.node
    if node is None:
        return None
    x, y = project.layout[node]
    feeding = {e.source for e in project.network.incoming(node)}
    candidates = [
        n.id
        for n in project.network.nodes
        if n.id not in feeding and edits.why_not(project.network, n.id, node) is None
    ]
    if not candidates:
        return None

    def distance(other: str) -> tuple[bool, float]:
        ox, oy = project.layout[other]
        return ox >= x, (ox - x) ** 2 + (oy - y) ** 2

    nearest = min(candidates, key=distance)
    label = msg("Connect {source} to it", source=project.network[nearest].title)
    return _on_network(label, lambda network: network.connect(nearest, node))


def _cut_edge(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    edge: Edge | None = problem.edge
    if edge is None:
        return None
    a, b = (project.network[n].title for n in (edge.source, edge.target))
    return _on_network(
        msg("Cut the wire from {a} to {b}", a=a, b=b), lambda network: edits.unwire(network, edge)
    )


def _add_input(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    shape = prepared.sample_shape if prepared is not None else (2,)

    def apply(project: Project) -> Project:
        loose = [
            n.id
            for n in project.network.nodes
            if not project.network.incoming(n.id) and n.layer.inputs[0] > 0
        ]
        network = project.network.add(Input(shape))
        new = network.nodes[-1].id
        left = min((project.layout[n.id][0] for n in project.network.nodes), default=0.0)
        top = project.layout[loose[0]][1] if loose else 0.0
        if loose:
            network = network.connect(new, loose[0])
        return project.replace(network=network, layout=project.layout.place({new: (left - 250.0, top)}))

    return Fix(msg("Add an Input"), apply)


def _shape_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if prepared is None:
        return None
    label = msg("Set the Input to {shape}", shape=show(prepared.sample_shape))
    return _change(project, problem, label, shape=prepared.sample_shape)


def _units_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    node = problem.node
    if prepared is None or node is None or not isinstance(project.network[node].layer, Dense):
        return None
    return _change(project, problem, msg("Set units to {n}", n=prepared.outputs), units=prepared.outputs)


def _loss_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if prepared is None:
        return None
    return _use_loss(loss_for(prepared.task))


def _use_loss(loss: Loss) -> Fix:
    return Fix(
        msg("Use {loss}", loss=loss.title),
        lambda project: project.replace(training=project.training.replace(loss=loss)),
    )


def _activation_from_loss(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    node = problem.node
    wanted = next(iter(project.training.loss.suits), "")
    if node is None or not wanted or not hasattr(project.network[node].layer, "activation"):
        return None
    return _change(project, problem, msg("Set activation to {name}", name=wanted), activation=wanted)


def _loss_from_activation(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Offer the first loss that reads the output as it is, unless the data speaks against it."""
    if problem.node is None:
        return None
    activation = project.network[problem.node].layer.activation_name()
    shape = infer(project.network).facts[problem.node].output
    for kind in LOSSES:
        loss = kind()
        # A loss for numbers reads any output; only a linear one reaches any number.
        reads = activation in (loss.suits or ("linear",))
        fits = prepared is None or prepared.task == loss.task
        if reads and fits and shape is not None and loss.problem(shape, activation) is None:
            return _use_loss(loss)
    return None


def _class_weights_off(project: Project, problem: Problem, prepared: Prepared | None) -> Fix:
    return Fix(
        msg("Let all classes count alike"),
        lambda project: project.replace(
            training=project.training.replace(loss=project.training.loss.replace(class_weights=()))
        ),
    )


def _batch_from_data(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if prepared is None:
        return None
    size = len(prepared.train)
    return Fix(
        msg("Set the batch size to {n}", n=size),
        lambda project: project.replace(training=project.training.replace(batch_size=size)),
    )


_REPAIRS: dict[str, Repair] = {
    "insert_flatten": _insert_flatten,
    "padding_same": _padding_same,
    "shrink_window": _shrink_window,
    "one_group": _one_group,
    "connect_nearest": _connect_nearest,
    "cut_edge": _cut_edge,
    "add_input": _add_input,
    "shape_from_data": _shape_from_data,
    "units_from_data": _units_from_data,
    "loss_from_data": _loss_from_data,
    "activation_from_loss": _activation_from_loss,
    "loss_from_activation": _loss_from_activation,
    "class_weights_off": _class_weights_off,
    "batch_from_data": _batch_from_data,
}
