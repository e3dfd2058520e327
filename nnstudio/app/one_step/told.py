"""What is said about one number at each stage of a step: lines of arithmetic, each with what it means."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.project.feeding import features_of
from nnstudio.project.heads import called
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text
from nnstudio.training.findings import EXPLODING, VANISHING, amount
from nnstudio.training.gradient_check import LayerCheck
from nnstudio.training.health import signal
from nnstudio.training.inspect import Probe
from nnstudio.training.model import Model
from nnstudio.training.parameters import Parameters
from nnstudio.training.worked.backward import output_gradient, sum_gradient, weight_gradient
from nnstudio.training.worked.forward import how
from nnstudio.training.worked.line import Line, Place, named, sum_formula
from nnstudio.training.worked.loss import cost_lines, first_gradient, loss_lines
from nnstudio.training.worked.step import Step, weight_lines

Stage = Literal["forward", "loss", "backward", "update"]


class Told(NamedTuple):
    """A line, and what it means in words."""

    words: str
    line: Line


class Weight(NamedTuple):
    """One weight of a neuron: its array, its place in it, and its numbers around the step."""

    name: str
    place: Place
    before: float
    gradient: float
    after: float

    @property
    def symbol(self) -> str:
        """What it is called: ``W₂,₁``."""
        return named(self.name.rpartition("/")[2], self.place)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)


def told_forward(model: Model, step: Step, sample: int, node: str, place: Place, feature: str) -> list[Told]:
    """How the number came about; ``feature`` is what it, or its channel, is called where that is known."""
    reader = step.reader(model, sample)
    lines = how(reader, node, place)
    if not lines:
        value = reader.value(node, place)
        words = _tr("A feature of the sample, as it enters")
        if feature:
            words = _tr("{0}: a feature of the sample, scaled as it enters").format(feature)
        return [Told(words, Line(named("x", place), figure_text(value), value))]
    told = [Told(_forward_words(model.network, node, line), line) for line in lines]
    if lines[0].operation == "conv2d":
        places = "·".join(str(n) for n in reader.shape(node)[:-1])
        told[0] = told[0]._replace(
            words=_tr("{0}. The same kernel is used at all {1} places").format(told[0].words, places)
        )
    return told


def _forward_words(network: Network, node: str, line: Line) -> str:
    if line.operation in ACTIVATIONS:
        return _tr("Activation {0}: what the neuron makes of its sum").format(
            ACTIVATIONS[line.operation].title
        )
    if line.operation == "batch_norm" and network[node].frozen:
        return _tr("Measured by the running mean and variance of its channel, as the layer is frozen")
    products = sum(bool(term.weight) and bool(term.node) for term in line.terms)
    one = products == 1
    words = {
        "matmul": _tr("Weighted sum of 1 input")
        if one
        else _tr("Weighted sum of {0} inputs").format(products),
        "conv2d": _tr("The kernel on one patch: 1 product")
        if one
        else _tr("The kernel on one patch: {0} products").format(products),
        "conv_transpose2d": _tr("What 1 kernel value paints here")
        if one
        else _tr("What {0} kernel values paint here").format(products),
        "pool2d": _tr("One number for a patch of {0}").format(len(line.terms)),
        "interpolate2d": _tr("Mean of the pixels around, each by how near it is"),
        "global_pool": _tr("One number for a whole map of {0}").format(len(line.terms)),
        "batch_norm": _tr("Measured by the mean and variance of its channel in the batch"),
        "group_norm": _tr("Measured by the mean and variance of its group of channels in this sample"),
        "layer_norm": _tr("Measured by the mean and variance of this sample"),
        "add": _tr("Sum of what comes in from {0}").format(_sources(network, line)),
        "multiply": _tr("Product of what comes in from {0}").format(_sources(network, line)),
    }
    if line.operation == "copy":
        source = line.terms[0].node
        if not source:
            return _tr("A zero of the border")
        return _tr("Handed on from {0}").format(network[source].title)
    return words.get(line.operation, "")


def _sources(network: Network, line: Line) -> str:
    return _tr(" and ").join(network[term.node].title for term in line.terms if term.node)


_LISTED = 4
"""Losses of single outputs that are all written; of more, that of the chosen output."""


def told_loss(
    model: Model, step: Step, sample: int, place: Place, known: Mapping[str, Preprocessor], output: str = ""
) -> list[Told]:
    """How wrong the answer to the sample is, and the cost of the batch.

    Parameters
    ----------
    model : Model
    step : Step
    sample : int
    place : tuple of int
        The number that is looked at.
    known : mapping of str to Preprocessor
        What each output answers, by node.
    output : str
        Of which of several outputs the loss is wanted; their costs are told of all.
    """
    found, several = [], len(model.objectives) > 1
    node = output or next(iter(model.objectives))
    objective, answer, target = (
        model.objectives[node], step.seen.activations[node][sample], step.targets[node][sample],
    )  # fmt: skip
    lines = loss_lines(objective, answer, target, node)
    if len(lines) > _LISTED:
        lines = tuple(x for x in lines if x.operation == "mean" or x.symbol == named("L", place))
    for line in lines:
        words = _tr("The mean over the {0} outputs").format(target.size)
        if line.operation != "mean":
            words = _loss_words(_tr(objective.loss.title), line, target, known[node].classes)
        found.append(Told(words, line))
    parameters = Parameters(model.network, model.backend)
    parameters.set(step.before.weights)
    predictions = {node: step.seen.activations[node] for node in model.objectives}
    count = len(next(iter(predictions.values())))
    names = [called(known[node]) for node in model.objectives]
    costs = cost_lines(model.objectives, predictions, step.targets, parameters)
    for number, line in enumerate(costs):
        words = _tr("The cost: the mean loss of the batch, m = {0}").format(count)
        if line.operation == "add" and several:
            words = _tr("The cost: the sum over the outputs, each as much as it counts")
            if len(line.terms) > len(names):
                words = _tr(
                    "The cost: the sum over the outputs, each as much as it counts, with what keeps weights small or counts outputs"
                )
        elif line.operation == "add":
            words = _tr("The cost, with what keeps weights small or counts outputs")
        elif several:
            words = _tr("The mean loss of “{0}” over the batch, m = {1}").format(names[number], count)
        found.append(Told(words, line))
    return found


def _loss_words(loss: str, line: Line, target: Host, classes: Sequence[str]) -> str:
    """The loss by name, with the answer ŷ and the true value y."""
    if line.operation == "crossentropy" and target.ndim == 0:
        right = int(target)
        name = classes[right] if right < len(classes) else str(right + 1)
        words = _tr("{0}: the right class is {1}, so y = 1 at output {2}; there ŷ = {3}")
        return words.format(loss, name, right + 1, figure_text(line.terms[right].value))
    if len(line.terms) != 1:
        return loss
    answer = line.terms[0]
    true = float(target[answer.place] if target.ndim else target)
    words = _tr("{0}: the answer is ŷ = {1}, the true value y = {2}")
    return words.format(loss, figure_text(answer.value), figure_text(true))


def notes_of(
    network: Network, step: Step, known: Preprocessor, stage: Stage, node: str, sample: int
) -> Sequence[str]:
    """What single neurons of a layer stand for: features, classes, or beside the loss the true values."""
    if not network.incoming(node):
        every = () if known.picture else known.features
        return features_of(network, node, known.features, known.first_feature) or every
    if node not in step.targets:
        return ()
    if stage == "loss":
        return true_values(step.targets[node][sample], step.seen.activations[node][sample].size)
    return () if known.more_targets else known.classes


def channels_of(network: Network, known: Preprocessor) -> dict[str, tuple[str, ...]]:
    """What the channels of recordings are called, for each Input; empty where nobody has named them."""
    return dict.fromkeys(network.input_ids, known.along.channels) if known.along.channels else {}


def true_values(target: Host, outputs: int) -> list[str]:
    """What each output should have been: ``y = 1`` at the right class and 0 at the others, or the true value."""
    if outputs > 1 and target.ndim == 0:
        return [f"y = {int(k == int(target))}" for k in range(outputs)]
    return [f"y = {figure_text(float(y), 3)}" for y in target.ravel()]


def told_backward(model: Model, step: Step, sample: int, node: str, place: Place) -> list[Told]:
    """How the gradient came here."""
    reader = step.reader(model, sample)
    network, found = model.network, []
    if node in model.objectives:
        fused = node not in step.seen.activation_gradients
        answer, target = step.seen.activations[node][sample], step.targets[node][sample]
        line = first_gradient(model.objectives[node], answer, target, place, reader.samples, fused=fused)
        words = (
            _tr("Here the gradient begins: loss and activation in one")
            if fused
            else _tr("Here the gradient begins")
        )
        found.append(Told(words, line))
        if fused:
            return found
    if network.outgoing(node):
        line = output_gradient(reader, node, place)
        found.append(Told(_backward_words(network, node, line), line))
    bent = sum_gradient(reader, node, place)
    if bent is not None:
        found.append(Told(_tr("Chain rule through the activation: times its slope at z"), bent))
    return found


def _backward_words(network: Network, node: str, line: Line) -> str:
    behind = ", ".join(dict.fromkeys(network[e.target].title for e in network.outgoing(node)))
    if line.operation == "scaled":
        return _tr("Comes back from {0}, scaled as on the way forward").format(behind)
    if line.operation == "normalised":
        return _tr("Comes back from {0}, through the mean and variance that it measures").format(behind)
    if len(line.terms) == 1:
        return _tr("Chain rule: what {0} sends back").format(behind)
    return _tr("Chain rule: what {0} sends back, {1} parts").format(behind, len(line.terms))


def weights_of(model: Model, step: Step, sample: int, node: str, place: Place) -> list[Weight]:
    """The weights that go into a number, those that move most first."""
    found: dict[tuple[str, Place], None] = {}
    for line in how(step.reader(model, sample), node, place):
        learned = (t for t in line.terms if t.weight in step.seen.gradients)  # what is frozen does not move
        found.update(((t.weight, t.weight_place), None) for t in learned)
    if not found:  # a normalisation: what it has for the channel
        for name in step.seen.gradients:
            if name.rpartition("/")[0] == node and step.before.weights[name].ndim == 1:
                found[(name, (place[-1],))] = None
    weights = [
        Weight(
            name, at,
            float(step.before.weights[name][at]), float(step.seen.gradients[name][at]), float(step.after.weights[name][at]),
        )
        for name, at in found
    ]  # fmt: skip
    return sorted(weights, key=lambda w: -abs(w.after - w.before))


def told_update(model: Model, step: Step, sample: int, weight: Weight) -> list[Told]:
    """How one weight is moved."""
    reader = step.reader(model, sample)
    line = weight_gradient(reader, weight.name, weight.place)
    words = _tr("Its gradient: what it was multiplied by, times the gradient there, over the batch")
    found = [Told(words, line)]
    for moved in weight_lines(model, step, weight.name, weight.place):
        found.append(Told(_update_words(moved), moved))
    return found


def _update_words(line: Line) -> str:
    words = {
        "clip": _tr("The gradient, shortened"),
        "velocity": _tr("The velocity: what is left of earlier steps, and this gradient"),
        "mean": _tr("A running mean of the gradients"),
        "squares": _tr("A running mean of their squares"),
        "mean square": _tr("A running mean of the squared gradients"),
        "total": _tr("The sum of all squared gradients so far"),
        "corrected m": _tr("The mean, made up for having started at 0"),
        "corrected v": _tr("The squares, made up for having started at 0"),
        "ahead": _tr("The mean, looked one step ahead"),
        "decay": _tr("The weight shrinks a little"),
    }
    return words.get(line.operation, _tr("The weight after the step"))


_REST = re.compile(r"\(Σ (\d+)\)")
"""How a formula says that a number is what so many more products come to."""
_MEAN = re.compile(r"\(.*\) / \d+")
_MOST_WRITTEN = 300
"""Products that are written out when all are wanted."""
MORE = "more"
"""Where the link leads that shows all products."""


def _formula(line: Line, whole: bool) -> str:
    """The formula with its numbers; of a long sum the largest, with a link to all of them."""
    found = _REST.search(line.formula)
    written = line.formula
    if found is None or len(line.terms) > _MOST_WRITTEN:
        link = _tr("(sum of {0} more)").format(found[1]) if found else ""
    elif whole:
        written = sum_formula(line.terms, len(line.terms))
        if _MEAN.fullmatch(line.formula):
            written = f"({written}) / {len(line.terms)}"
        link = ""
    else:
        link = f'(<a href="{MORE}">{html.escape(_tr("sum of {0} more").format(found[1]))}</a>)'
    return _POWER.sub(r"<sup>\1</sup>", _REST.sub(lambda _: link, html.escape(written)))


def as_html(told: Iterable[Told], muted: str, *, whole: bool) -> str:
    """The lines, each under its words; with ``whole`` long sums are written out."""
    return "".join(
        f'<p style="margin:6px 0 1px 0; color:{muted}">{html.escape(item.words)}</p>{_table(item.line, whole)}'
        for item in told
    )


_CHANGED = frozenset({"w", "v", "m", "G"})
"""What keeps its name when it is changed: an arrow, as in the textbook's w ← w − α·∂J/∂w."""
_POWER = re.compile(r"\^(−?[0-9.]+)")


def _table(line: Line, whole: bool) -> str:
    """The line as a textbook sets it: in letters, below that in numbers, the signs under each other."""
    rows = [("=", line.letters)] if line.letters else []
    if line.letters and line.symbol in _CHANGED:
        rows = [("←", line.letters)]
    numbers = _formula(line, whole)
    result = f"<b>{line.result}</b>"
    rows = [(sign, html.escape(text)) for sign, text in rows]
    rows.append(("=", result if line.formula == line.result else f"{numbers} = {result}"))
    cells = "".join(
        f'<tr><td style="white-space:pre">{line.symbol if row == 0 else ""} </td>'
        f'<td style="white-space:pre">{sign} </td><td>{text}</td></tr>'
        for row, (sign, text) in enumerate(rows)
    )
    return f'<table cellspacing="0" cellpadding="0">{cells}</table>'


_GOOD = 1e-3
"""A gradient in single precision is right when it differs by less than this share of the largest."""


def signal_text(network: Network, seen: Probe, node: str) -> str:
    """How much of the error comes back to a layer, and by name what is out of all proportion; two lines."""
    reached = signal(seen, network, node)
    if reached is None or node in network.output_ids:
        return ""
    if reached < VANISHING:
        name = _tr("Vanishing: {0} of the signal at the output comes back to here.")
        what = _tr("Layers up to here hardly learn.")
    elif reached > EXPLODING:
        name = _tr("Exploding: {0} times the signal at the output comes back to here.")
        what = _tr("Layers up to here jump about.")
    else:
        return ""
    return f"{name.format(amount(reached))}\n{what}"


def checks_text(network: Network, checks: Sequence[LayerCheck]) -> str:
    """What a gradient check has found: a sentence, and a line for each layer; nothing without a check."""
    if not checks:
        return ""
    worst = max((c.error for c in checks if c.error is not None), default=0.0)
    if worst < _GOOD:
        lines = [_tr("The gradients agree with measured slopes.")]
    else:
        lines = [_tr("Some gradients differ from measured slopes.")]
    for check in checks:
        title = network[check.node].title
        if check.error is None:
            lines.append(_tr("{0}: the cost bends at every weight that was tried").format(title))
        else:
            found = (
                _tr("{0}: largest difference {1} of the largest gradient, over {2} weight")
                if check.checked == 1
                else _tr("{0}: largest difference {1} of the largest gradient, over {2} weights")
            )
            lines.append(found.format(title, figure_text(check.error, 2), check.checked))
    return "\n".join(lines)
