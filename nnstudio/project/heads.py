"""The outputs of a network as its heads: which targets of the data each answers, and by which loss it learns that.

The rules, where nobody has chosen: the loss of the training settings belongs to the first output whose activation it
reads; every further output has the loss that reads its own. Targets go to outputs that have as many units as they ask for
and learn by a loss of their task, in the order of the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnstudio.data.preparing.prepare import Prepared, Split
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.graph.topology import reached
from nnstudio.nn.losses import LOSSES, Loss, loss_for, loss_task
from nnstudio.nn.metrics import Metric, metrics_for
from nnstudio.nn.shape import Shape
from nnstudio.project.asked import Asked, columns_of
from nnstudio.project.feeding import feed
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.objectives import Metrics, Objective
from nnstudio.training.samples import Given

_CALLED = 3
"""Targets of one output that are all called by their names."""


def objectives(network: Network, training: TrainingConfig) -> dict[str, Objective]:
    """The loss of every output, and how much it counts, by node.

    Parameters
    ----------
    network : Network
    training : TrainingConfig
    """
    outputs = network.output_ids
    if len(outputs) == 1:
        return {outputs[0]: Objective(training.loss)}
    main = main_output(network, training)
    found = {}
    for node in outputs:
        chosen = training.for_output(node)
        usual = training.loss if node == main else usual_loss(network, node) or loss_for("regression")
        found[node] = Objective(chosen.loss or usual, chosen.weight)
    return found


def main_output(network: Network, training: TrainingConfig) -> str:
    """The output that learns by the loss of the training settings; empty where each has one of its own.

    Where others have, one that is drawn beside them does so only if the loss reads it.
    """
    outputs = [node for node in network.output_ids if training.for_output(node).loss is None]
    fitting = (node for node in outputs if training.loss.reads(network[node].layer.activation_name()))
    alone = bool(outputs) and len(outputs) == len(network.output_ids)
    return next(fitting, outputs[0] if alone else "")


def usual_loss(network: Network, node: str, task: str | None = None) -> Loss | None:
    """The first loss that reads what an output gives, of a task if one is named; by its activation where no shape is known."""
    activation, shape = network[node].layer.activation_name(), _shape(network, node)
    fitting = (kind() for kind in LOSSES if task in (None, kind.task))
    reading = (loss for loss in fitting if loss.reads(activation))
    return next((loss for loss in reading if shape is None or loss.problem(shape, activation) is None), None)


def losses_of(network: Network, training: TrainingConfig) -> Loss | Mapping[str, Loss]:
    """Of one output its loss, of several each by node, as :class:`nnstudio.training.model.Model` takes them."""
    if len(network.output_ids) <= 1:
        return training.loss
    return {node: objective.loss for node, objective in objectives(network, training).items()}


def loss_weights(network: Network, training: TrainingConfig) -> dict[str, float] | None:
    """How much the loss of each of several outputs counts; None for one."""
    if len(network.output_ids) <= 1:
        return None
    return {node: objective.weight for node, objective in objectives(network, training).items()}


def uncounted(network: Network, training: TrainingConfig) -> tuple[str, ...]:
    """Of several outputs those whose loss counts 0 in the sum, so that nothing is learned about what they answer."""
    counts = loss_weights(network, training) or {}
    return tuple(node for node, weight in counts.items() if weight == 0)


def untaught(network: Network, training: TrainingConfig) -> frozenset[str]:
    """Layers that lead to no output whose loss counts."""
    counts = loss_weights(network, training) or {}
    if all(counts.values()):
        return frozenset()
    taught = (reached(network, node, backwards=True) for node, weight in counts.items() if weight)
    return frozenset(network.by_id).difference(*taught)


def loss_at(network: Network, training: TrainingConfig, node: str | None) -> Loss:
    """The loss of an output; that of the training settings where it is none."""
    found = objectives(network, training).get(node or "") if len(network.output_ids) > 1 else None
    return training.loss if found is None else found.loss


def with_loss(network: Network, training: TrainingConfig, node: str | None, loss: Loss) -> TrainingConfig:
    """Let an output learn by another loss; of one output that is the loss of the training settings."""
    outputs = network.output_ids
    if len(outputs) <= 1 or node not in outputs:
        return training.replace(loss=loss)
    # Each keeps the loss it has: whose the one of the training settings is hangs on what that is.
    every = {other: objective.loss for other, objective in objectives(network, training).items()}
    return _with_losses(network, training, every | {node: loss})


def keeping_losses(before: Network, after: Network, training: TrainingConfig) -> TrainingConfig:
    """The settings behind an edit of the network: outputs that stay learn by the losses that they had.

    Otherwise the loss of the settings, with its class weights, would go on to another output when its own is deleted.
    Where nobody has chosen a loss, another layer still has the one that reads it.
    What was chosen for a layer that is gone goes with it, as the next new layer may have its id.

    Parameters
    ----------
    before, after : Network
    training : TrainingConfig
        As it was before.
    """
    known, main = objectives(before, training), main_output(before, training)
    staying = tuple(each for each in training.outputs if each.node in after)
    if len(staying) < len(training.outputs):
        training = training.replace(outputs=staying)
    if len(before.output_ids) <= 1:
        # Alone it learns by the loss of the settings; what is drawn beside it may be to follow it.
        for node in before.output_ids:
            training = training.with_output(training.for_output(node).replace(loss=None))
        return training
    joined = len(after.output_ids) <= 1 and main in after and main not in after.output_ids
    if joined and all(training.for_output(node).loss is None for node in after.output_ids):
        return training  # what learned by the loss of the settings leads on to the one that is left
    same = {
        node: known[node].loss
        for node in after.output_ids
        if node in known
        and before.incoming(node)  # what is drawn loose has learned nothing yet
        and (node == main or before[node].layer == after[node].layer)
    }
    now = objectives(after, training)
    changed = any(now[node].loss != loss for node, loss in same.items())
    return _with_losses(after, training, same) if changed else training


def _with_losses(network: Network, training: TrainingConfig, losses: Mapping[str, Loss]) -> TrainingConfig:
    """Let outputs learn by these losses: one of them by that of the settings, each other by one of its own."""
    main = main_output(network, training)
    main = main if main in losses else next(iter(losses))
    for node, loss in losses.items():
        own = None if node == main else loss
        training = training.with_output(training.for_output(node).replace(loss=own))
    training = training.replace(loss=losses[main])
    if main_output(network, training) == main:
        return training
    return training.with_output(training.for_output(main).replace(loss=losses[main]))


def called(preprocessor: Preprocessor) -> str:
    """What the targets of one output are called: all of them, or the column whose choices they are.

    Of more than three the first two with their number; it is written in no language, as files and tables have it, too.
    """
    columns = columns_of(preprocessor)
    if len(columns) <= _CALLED:
        return ", ".join(columns)
    return f"{', '.join(columns[: _CALLED - 1])}, … ({len(columns)})"


def answering(
    network: Network, training: TrainingConfig, views: Sequence[Preprocessor]
) -> tuple[str | None, ...]:
    """The output that answers each group of targets, as far as there are outputs.

    Parameters
    ----------
    network : Network
    training : TrainingConfig
    views : sequence of Preprocessor
        As :attr:`nnstudio.data.preparing.preprocessing.Preprocessor.views` has them.
    """
    return answering_asked(network, training, [Asked.prepared(view) for view in views])


def answering_asked(
    network: Network, training: TrainingConfig, asked: Sequence[Asked]
) -> tuple[str | None, ...]:
    """As :func:`answering`, also of data that is not prepared yet."""
    outputs = network.output_ids
    if len(outputs) == len(asked) == 1:
        return outputs
    learned = objectives(network, training)
    shapes = {node: _shape(network, node) for node in outputs}
    wanted = {each.node: each.target for each in training.outputs}

    def chosen(node: str, each: Asked) -> bool:
        return wanted.get(node) in each.columns

    def gives(node: str, each: Asked) -> bool:
        return _gives(shapes[node], each)

    def learns(node: str, each: Asked) -> bool:
        return learned[node].loss.task == loss_task(each.task)

    def fits(node: str, each: Asked) -> bool:
        return learns(node, each) and gives(node, each)

    found: dict[int, str] = {}
    for rule in (chosen, fits, gives, learns, lambda _node, _each: True):
        for number, each in enumerate(asked):
            free = (node for node in outputs if node not in found.values())
            if number not in found and (node := next((n for n in free if rule(n, each)), None)) is not None:
                found[number] = node
    return tuple(found.get(number) for number in range(len(asked)))


def by_output(
    network: Network, training: TrainingConfig, views: Sequence[Prepared]
) -> list[tuple[str | None, Prepared]]:
    """The output that answers, beside the data as it is asked about it; None where none is left for a group of targets.

    Parameters
    ----------
    network : Network
    training : TrainingConfig
    views : sequence of Prepared
        As :attr:`nnstudio.data.preparing.prepare.Prepared.views` has them.
    """
    found = answering(network, training, [view.preprocessor for view in views])
    return list(zip(found, views, strict=True))


def heads(network: Network, training: TrainingConfig, preprocessor: Preprocessor) -> tuple[str, ...]:
    """The output that answers each group of targets.

    Raises
    ------
    StudioError
        When there are more or fewer outputs than the data asks for.
    """
    views = preprocessor.views
    found = answering(network, training, views)
    known = tuple(node for node in found if node is not None)
    if len(known) != len(views) or len(known) != len(network.output_ids):
        raise StudioError(
            "The data asks for {wanted} outputs, and the network has {found}",
            wanted=len(views), found=len(network.output_ids),
        )  # fmt: skip
    return known


def asked_of(
    network: Network, training: TrainingConfig, prepared: Prepared | None, node: str | None
) -> Prepared | None:
    """The data as one output is asked about it; where none of its questions is left for the output, as the first is."""
    if prepared is None or len(prepared.views) == 1:
        return prepared
    asked = by_output(network, training, prepared.views)
    return next((view for answers, view in asked if answers == node), prepared.views[0])


def answers_fit(network: Network, training: TrainingConfig, preprocessor: Preprocessor) -> bool:
    """Whether every output has the units that its targets ask for."""
    views = preprocessor.views
    found = answering(network, training, views)
    return len(views) == len(network.output_ids) and all(
        node is not None and _gives(_shape(network, node), view)
        for node, view in zip(found, views, strict=True)
    )


def examples(
    network: Network, training: TrainingConfig, prepared: Prepared, part: Split
) -> tuple[Given, Given]:
    """The samples of a part, and what a model of the network is to answer for them: by node where there are several."""
    x = feed(network, part.x)
    if not part.further:
        return x, part.y
    nodes = heads(network, training, prepared.preprocessor)
    return x, dict(zip(nodes, part.answers, strict=True))


def metrics_of_outputs(network: Network, training: TrainingConfig, preprocessor: Preprocessor) -> Metrics:
    """What is measured of every output, in the units of its targets."""
    learned = objectives(network, training)

    def usual(node: str, view: Preprocessor) -> tuple[Metric, ...]:
        loss = learned[node].loss
        return metrics_for(loss.task, view.unit, loss.threshold, more=training.more_metrics)

    nodes = heads(network, training, preprocessor)
    measured = {node: usual(node, view) for node, view in zip(nodes, preprocessor.views, strict=True)}
    return measured[nodes[0]] if len(nodes) == 1 else {node: measured[node] for node in learned}


def judged_by(network: Network, training: TrainingConfig, preprocessor: Preprocessor | None = None) -> str:
    """Key of the metric that is looked at first: of several outputs that of the first target."""
    outputs = network.output_ids
    if len(outputs) <= 1:
        return training.judged_by
    first = None if preprocessor is None else answering(network, training, preprocessor.views)[0]
    # Nobody knows the data, or no output is left for it.
    return judged_at(network, training, first or outputs[0])


def judged_at(network: Network, training: TrainingConfig, node: str) -> str:
    """Key of the metric of an output that is looked at first."""
    key = training.replace(loss=loss_at(network, training, node)).judged_by
    return f"{node}/{key}" if len(network.output_ids) > 1 else key


def names(network: Network, training: TrainingConfig, preprocessor: Preprocessor | None) -> dict[str, str]:
    """What each of several outputs answers, by node and in the order of the targets; empty for one output.

    Where nobody knows yet, it is the layer's title.
    """
    outputs = network.output_ids
    if len(outputs) <= 1:
        return {}
    views = () if preprocessor is None else preprocessor.views
    told = zip(answering(network, training, views), views, strict=True)
    known = {node: called(view) for node, view in told if node is not None}
    return {node: known.get(node) or network[node].title for node in (*known, *outputs)}


def answered(network: Network, training: TrainingConfig, preprocessor: Preprocessor | None) -> dict[str, str]:
    """What a run answers, by what stands before its figures: as :func:`names`, and before those of one output nothing does."""
    several = names(network, training, preprocessor)
    return several if several or preprocessor is None else {"": called(preprocessor)}


def answerable(
    network: Network, training: TrainingConfig, views: Sequence[Preprocessor]
) -> dict[str, dict[str, str]]:
    """What each output could answer: as many units as it asks for, and a loss of its task.

    By the first of its targets, which :func:`answer_for` takes, what it is called.
    """
    found = {}
    for node, objective in objectives(network, training).items():
        shape, task = _shape(network, node), objective.loss.task
        fitting = (view for view in views if loss_task(view.task) == task and _gives(shape, view))
        found[node] = {columns_of(view)[0]: called(view) for view in fitting}
    return found


def answer_for(training: TrainingConfig, node: str, target: str) -> TrainingConfig:
    """Let an output answer a target; one that was chosen for that before answers what is left."""
    for other in training.outputs:
        if other.target == target and other.node != node:
            training = training.with_output(other.replace(target=""))
    return training.with_output(training.for_output(node).replace(target=target))


def learned_losses(
    network: Network, training: TrainingConfig, preprocessor: Preprocessor | None
) -> dict[str, tuple[str, Loss]]:
    """What each of several outputs answers, and its loss, for whoever draws them; empty where the data asks for one.

    Where no data is known, only chosen losses say that several outputs are meant: layers that end in nothing do not.
    """
    several = bool(training.outputs) if preprocessor is None else len(preprocessor.views) > 1
    answers = names(network, training, preprocessor)
    if not several or not answers:
        return {}
    return {node: (answers[node], each.loss) for node, each in objectives(network, training).items()}


def _shape(network: Network, node: str) -> Shape | None:
    facts = infer(network).facts.get(node)
    return None if facts is None else facts.output


def _gives(shape: Shape | None, asked: Preprocessor | Asked) -> bool:
    """Whether an output has as many units as targets ask for; two classes may also be told apart by two."""
    return shape == asked.target_shape or (asked.task == "binary" and shape == (2,))
