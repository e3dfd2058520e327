"""Repairs that give the network a last layer, or make the one it has fit."""

from __future__ import annotations

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import FileTable, TableSource
from nnstudio.data.tables import listed
from nnstudio.graph import edits
from nnstudio.graph.branching import place_to_branch, with_outputs
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import BinaryCrossentropy, loss_for
from nnstudio.project.asked import columns_of
from nnstudio.project.heads import asked_of, by_output, called, loss_at, with_loss
from nnstudio.project.problems.branches import decider
from nnstudio.project.problems.fix import Fix, Repair, change, on_data, on_network
from nnstudio.project.project import Project
from nnstudio.project.templates.template import answer_layer
from nnstudio.system.messages import counted, msg


def _add_output(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Add the layer that answers, behind the last one."""
    node = problem.node
    prepared = asked_of(project.network, project.training, prepared, node)
    if node is None or (prepared is not None and len(prepared.target_shape) > 1):
        return None
    shape = infer(project.network).facts[node].output or ()
    if len(shape) == 1 and decider(project.network, node) is not None:  # its units are the answer
        return None
    if prepared is not None:
        loss, units = loss_for(prepared.task), prepared.outputs
    else:
        loss = loss_at(project.network, project.training, node)
        units = 2 if loss.task == "classes" else 1
    output = Dense(units, activation=next(iter(loss.suits), "linear"))

    def edit(network: Network) -> Network:
        last = node
        if len(shape) > 1:
            network = network.add(Flatten(), after=last)
            last = network.nodes[-1].id
        return network.add(output, after=last)

    return on_network(msg("Add Dense {figures}", figures=output.figures()), edit)


def _units_before(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """The last layer only passes on what one before it decides, as an Activation does."""
    node = problem.node
    prepared = asked_of(project.network, project.training, prepared, node)
    if node is None or prepared is None:
        return None
    found = decider(project.network, node)
    if found is None or found[0] == node:
        return None
    before, name = found
    title, n = project.network[before].title[:40], prepared.outputs
    if name == "units":
        label = msg("Set units of {layer} to {n}", layer=title, n=n)
    else:
        label = msg("Set filters of {layer} to {n}", layer=title, n=n)
    return on_network(label, lambda network: edits.change(network, [before], **{name: n}))


def _binary_instead(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """One output is a question of yes or no."""
    node = problem.node
    prepared = asked_of(project.network, project.training, prepared, node)
    if node is None or (prepared is not None and prepared.task != "binary"):
        return None
    if not hasattr(project.network[node].layer, "activation"):
        return None
    made = change(node, msg("Use Binary cross-entropy with sigmoid"), activation="sigmoid")

    def apply(project: Project) -> Project:
        training = with_loss(project.network, project.training, node, BinaryCrossentropy())
        return made.apply(project).replace(training=training)

    return Fix(made.label, apply)


def _two_units(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    node = problem.node
    if node is None or prepared is not None or not isinstance(project.network[node].layer, Dense):
        return None
    return change(node, msg("Set units to {n}", n=2), units=2)


def _answer_all(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Add an output for every target that none answers, beside the one that is there."""
    network = project.network
    if prepared is None or not network.output_ids:
        return None
    found = by_output(network, project.training, prepared.views)
    missing = [view for node, view in found if node is None]
    output = next(node for node, _ in found if node is not None)
    place = place_to_branch(network, (decider(network, output) or (output,))[0])
    if place is None or not missing:
        return None
    layers = [answer_layer(view.task, view.outputs) for view in missing]
    names = listed([called(view.preprocessor) for view in missing])

    def apply(project: Project) -> Project:
        return project.with_network(with_outputs(project.network, layers, place))

    label = counted(
        len(missing), "Add an output for {targets}", "Add {n} outputs for {targets}", targets=names
    )
    return Fix(label, apply)


def _answer_fewer(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Ask for less: the targets that the outputs answer."""
    source = project.data.source
    if prepared is None or not isinstance(source, TableSource | FileTable):
        return None
    found = by_output(project.network, project.training, prepared.views)
    answered = [columns_of(view.preprocessor) for node, view in found if node is not None]
    kept = [name for names in answered for name in names]
    others = [name for node, view in found if node is None for name in columns_of(view.preprocessor)]
    if not kept or not others:
        return None
    # The others are no inputs then: what is not known of new rows is nothing to learn from.
    source = source.predicting(*kept).ignoring(*others)
    if len(answered) == 1:
        return on_data(msg("Predict {targets} alone", targets=listed(kept)), source=source)
    return on_data(msg("Do not predict {targets}", targets=listed(others)), source=source)


REPAIRS: dict[str, Repair] = {
    "answer_all": _answer_all,
    "answer_fewer": _answer_fewer,
    "add_output": _add_output,
    "units_before": _units_before,
    "binary_instead": _binary_instead,
    "two_units": _two_units,
}
