"""Numbers, shapes and layers in words, as they stand on cards, in the inspector and in the outline."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words import field_text
from nnstudio.app.words.texts import behind_colon, field_label, in_sentence, one_line, translate
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Facts, Inference, Problem
from nnstudio.graph.network import Network, Node
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.nn.layers import Dense
from nnstudio.nn.shape import Shape, show
from nnstudio.project.heads import learned_losses
from nnstudio.project.project import Project
from nnstudio.system.numbers import number_text

_LONGEST = 24
"""Letters of a target's name where there is little room."""


def shape_text(shape: Shape | None) -> str:
    """Write a shape as on a wire: ``14×14×16``; ``?`` where it is not known."""
    return show(shape) if shape is not None else "?"


def parameters_text(count: int) -> str:
    """Return "775 parameters"."""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 parameter")
    return QCoreApplication.translate("Canvas", "{0} parameters").format(number_text(count))


def multiply_adds_text(count: int) -> str:
    """Return "750 multiply-adds"."""
    if count == 1:
        return QCoreApplication.translate("Canvas", "1 multiply-add")
    return QCoreApplication.translate("Canvas", "{0} multiply-adds").format(number_text(count))


def layer_title(layer: type[Layer]) -> str:
    """Return what a type of layer is called: as in Keras and PyTorch and as on its cards, in every language."""
    return QCoreApplication.translate("Layer", layer.title) if layer is UnknownLayer else layer.title


def layer_summary(layer: type[Layer]) -> str:
    """Return the one line about a type of layer, in the user's language."""
    return QCoreApplication.translate("Layer", layer.summary)


def figures_text(layer: Layer) -> str:
    """Return the key settings of a layer for its card, ``25 · sigmoid``, in the user's language."""
    tr = QCoreApplication.translate
    words = {
        "feature": tr("Figures", "1 feature"),
        "features": tr("Figures", "{0} features"),
        "filter": tr("Figures", "1 filter"),
        "filters": tr("Figures", "{0} filters"),
        "group": tr("Figures", "1 group"),
        "groups": tr("Figures", "{0} groups"),
        "axes": tr("Figures", "{0} axes"),
        "on each side": tr("Figures", "{0} on each side"),
        "a newer version": tr("Figures", "from a newer version"),
    }
    parts = [part.partition(" ") for part in layer.figures().split(" · ")]
    return " · ".join(
        words[word].format(number) if word in words else f"{number}{gap}{word}" for number, gap, word in parts
    )


def settings_text(layer: Layer) -> str:
    """Return the figures of a layer with what else is not as usual: ``16 filters · 3×3 · relu · padding same``."""
    figures = figures_text(layer)
    said = figures.replace(" · ", " ").split()
    more = []
    for info in fields_of(type(layer)):
        value = getattr(layer, info.name)
        text = field_text.show(info, value).replace(" ", "")
        if info.kind in ("choice", "pair", "int") and value != info.default and text and text not in said:
            more.append(f"{in_sentence(field_label(info))} {text}")
    return " · ".join(part for part in (figures, *more) if part)


def icon_name(layer: Layer | type[Layer]) -> str:
    """Return the name of a layer's icon."""
    kind = layer if isinstance(layer, type) else type(layer)
    return "unknown" if kind is UnknownLayer else kind.__name__


def category_title(category: str) -> str:
    """Return the heading of a group of the palette."""
    known = {
        "input": QCoreApplication.translate("Category", "Input"),
        "dense": QCoreApplication.translate("Category", "Dense"),
        "convolution": QCoreApplication.translate("Category", "Convolution"),
        "pooling": QCoreApplication.translate("Category", "Pooling"),
        "shape": QCoreApplication.translate("Category", "Shape"),
        "activation": QCoreApplication.translate("Category", "Activation"),
        "regularise": QCoreApplication.translate("Category", "Regularisation"),
        "normalise": QCoreApplication.translate("Category", "Normalisation"),
        "merge": QCoreApplication.translate("Category", "Merging branches"),
    }
    return known.get(category, category.capitalize())


def names_text(network: Network, nodes: tuple[str, ...]) -> str:
    """Return "Dense 1", or "3 layers" where there are several."""
    if len(nodes) == 1:
        return network[nodes[0]].title
    return QCoreApplication.translate("Canvas", "{0} layers").format(len(nodes))


def shapes_text(facts: Facts) -> str:
    """Return "14×14×16 → 14×14×32"."""
    output = shape_text(facts.output)
    if not facts.inputs:
        return output
    inputs = " + ".join(shape_text(s) for s in facts.inputs[:3]) + (" + …" if len(facts.inputs) > 3 else "")
    return f"{inputs} → {output}"


def spoken(network: Network, inference: Inference, node: str, problem: Problem | None) -> str:
    """Describe a layer in a sentence for a screen reader.

    ``"Dense 1, dense, 25 units sigmoid, input from Input, output 25, 775 parameters"``
    """
    found = network[node]
    facts = inference.facts[node]
    words = [found.title, in_sentence(layer_title(type(found.layer)))]
    if figures := _spoken_figures(found):
        words.append(figures)
    if sources := [network[e.source].title for e in network.incoming(node)]:
        words.append(
            QCoreApplication.translate("Canvas", "input from {0}").format(
                QCoreApplication.translate("Canvas", " and ").join(sources)
            )
        )
    if facts.output is not None:
        words.append(QCoreApplication.translate("Canvas", "output {0}").format(show(facts.output)))
    if facts.parameters:
        words.append(parameters_text(facts.parameters))
    if found.frozen:
        words.append(QCoreApplication.translate("Canvas", "frozen"))
    if problem is not None:
        kind = {
            "obstacle": QCoreApplication.translate("Canvas", "problem: {0}"),
            "unfinished": QCoreApplication.translate("Canvas", "not finished: {0}"),
            "advice": QCoreApplication.translate("Canvas", "advice: {0}"),
        }[problem.severity]
        words.append(kind.format(translate(problem.message)))
    return ", ".join(words)


def loss_title(project: Project, preprocessor: Preprocessor | None) -> str:
    """Return what the Loss card says: the loss, or how many make a sum."""
    told = learned_losses(project.network, project.training, preprocessor)
    if told:
        return QCoreApplication.translate("LossCard", "Sum of {0} losses").format(len(told))
    return QCoreApplication.translate("Loss", project.training.loss.title)


def loss_words(project: Project, preprocessor: Preprocessor | None) -> dict[str, str]:
    """Return what each of several outputs learns and by which loss: ``price: mean squared error``; empty for one."""
    told = learned_losses(project.network, project.training, preprocessor)
    return {
        node: f"{shortened(name)}: {behind_colon(QCoreApplication.translate('Loss', loss.title))}"
        for node, (name, loss) in told.items()
    }


def shortened(name: str) -> str:
    """Return the beginning of a name that is too long for a wire or a heading."""
    plain = one_line(name)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def truth_text(project: Project) -> tuple[str, str]:
    """Return what a prediction is compared with: its letter, and what it is."""
    if project.data.answer == "input":  # an autoencoder
        return "X", QCoreApplication.translate("LossCard", "the samples")
    return "Y", QCoreApplication.translate("LossCard", "true values")


def _spoken_figures(node: Node) -> str:
    """Key figures without signs; a bare number gets the name of its setting: ``25 units sigmoid``, ``kernel size 3``."""
    tr = QCoreApplication.translate
    parts = [p for p in figures_text(node.layer).split(" · ") if p]
    for index, part in enumerate(parts):
        if not part.isdigit():
            continue
        if isinstance(node.layer, Dense):
            parts[index] = tr("Figures", "1 unit") if part == "1" else tr("Figures", "{0} units").format(part)
        else:
            (name,) = (info for info in fields_of(type(node.layer)) if info.name in _SIZES)
            parts[index] = f"{in_sentence(field_label(name))} {part}"
    return " ".join(parts)


_SIZES = ("kernel_size", "pool_size")
"""What a number alone on a card is, where it counts no neurons."""
