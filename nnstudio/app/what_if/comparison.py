"""A layer beside the one that could take its place: figures, and the words for their difference."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.app.slow_figures import sight_words
from nnstudio.app.words.layer_words import layer_title, parameters_text, shape_text
from nnstudio.graph.inference import Facts, Inference, infer
from nnstudio.graph.network import Network
from nnstudio.graph.receptive import ReceptiveField, receptive_field, share
from nnstudio.graph.replacing import Replacement, replaced
from nnstudio.nn.layer import Layer
from nnstudio.system.numbers import number_text, percent_text
from nnstudio.training.memory import plan_text

UNKNOWN = "–"
WAIT = "…"


class Side(NamedTuple):
    """A layer in a network, as it is or as it would be."""

    title: str
    layer: Layer
    network: Network
    inference: Inference
    facts: Facts
    field: ReceptiveField | None

    @property
    def is_whole(self) -> bool:
        """Whether everything about the network is known, so that its sums mean something."""
        return all(f.output is not None for f in self.inference.facts.values())


class Comparison(NamedTuple):
    """What is and what would be."""

    before: Side
    after: Side
    replacement: Replacement


class Figure(NamedTuple):
    """A number as text, and as what the length of a bar shows; None where it is not known."""

    text: str
    amount: float | None


class Row(NamedTuple):
    """One line of the comparison."""

    label: str
    about: str
    help: str
    before: Figure
    after: Figure
    words: str


def compare(network: Network, node: str, layer: Layer, *, keep_shape: bool) -> Comparison:
    """Put a layer beside another that would replace it."""
    replacement = replaced(network, node, layer, keep_shape=keep_shape)
    before = _side(network, node, network[node].title)
    title = before.title if replacement.node == node else layer_title(type(layer))
    return Comparison(before, _side(replacement.network, replacement.node, title), replacement)


def _side(network: Network, node: str, title: str) -> Side:
    inference = infer(network)
    facts = inference.facts[node]
    return Side(title, network[node].layer, network, inference, facts, receptive_field(network, node))


# The lines --------------------------------------------------------------------------------------------------


def rows(
    found: Comparison, batch: int, memory: tuple[int | None, int | None], *, waiting: bool = False
) -> list[Row]:
    """Write the lines of the comparison.

    Parameters
    ----------
    found : Comparison
    batch : int
        Samples of a training step.
    memory : (int or None, int or None)
        Bytes of a training run before and after, where they are known.
    waiting : bool
        Whether what is not known of them is still being worked out.
    """
    before, after = found.before, found.after
    tr = QCoreApplication.translate
    layer, whole = tr("WhatIf", "this layer"), tr("WhatIf", "whole network")
    words = tr("WhatIf", "What the layer hands on, for one sample")
    lines = [_row(tr("WhatIf", "Output"), layer, words, _output(before), _output(after))]
    for name, words, of in (
        (tr("WhatIf", "Parameters"), tr("WhatIf", "Numbers that training adjusts"), "parameters"),
        (tr("WhatIf", "Multiply-adds"), tr("WhatIf", "Work for one sample, forward"), "multiply_adds"),
    ):
        lines.append(_row(name, layer, words, _of_layer(before, of), _of_layer(after, of)))
        lines.append(_row(name, whole, words, _of_network(before, of), _of_network(after, of)))
    about = tr("WhatIf", "batch size {0}").format(batch)
    words = tr("WhatIf", "What training needs, without the data")
    sizes = (_bytes(size, side, waiting) for size, side in zip(memory, (before, after), strict=True))
    lines.append(_row(tr("WhatIf", "Training memory"), about, words, *sizes))
    if before.field is not None or after.field is not None:
        about = tr("WhatIf", "of one value")
        words = tr("WhatIf", "The part of the input that one value of the layer depends on")
        lines.append(_row(tr("WhatIf", "Receptive field"), about, words, _sight(before), _sight(after)))
    return lines


def _row(label: str, about: str, help: str, before: Figure, after: Figure) -> Row:
    return Row(label, about, help, before, after, ratio_words(before.amount, after.amount))


def _output(side: Side) -> Figure:
    shape = side.facts.output
    return Figure(UNKNOWN, None) if shape is None else Figure(shape_text(shape), math.prod(shape))


def _of_layer(side: Side, of: str) -> Figure:
    return _count(getattr(side.facts, of) if side.facts.output is not None else None)


def _of_network(side: Side, of: str) -> Figure:
    return _count(getattr(side.inference, of) if side.is_whole else None)


def _count(number: int | None) -> Figure:
    return Figure(UNKNOWN, None) if number is None else Figure(number_text(number), number)


def _bytes(size: int | None, side: Side, waiting: bool) -> Figure:
    if size is not None:
        return Figure(plan_text(size), size)
    return Figure(WAIT if waiting and side.is_whole else UNKNOWN, None)


def _sight(side: Side) -> Figure:
    field = side.field
    return Figure(UNKNOWN, None) if field is None else Figure(sight_words(field), share(field))


# Words ------------------------------------------------------------------------------------------------------


def ratio_words(before: float | None, after: float | None) -> str:
    """Say how much more or less it becomes: ``51× more``, ``12 % less``; nothing where a number is not known."""
    tr = QCoreApplication.translate
    if before is None or after is None:
        return ""
    if before == after:
        return tr("WhatIf", "the same")
    if not before or not after:
        return tr("WhatIf", "none before") if after else tr("WhatIf", "none any more")
    more, (times, share) = after > before, _ratio(before, after)
    if times:
        return (tr("WhatIf", "{0}× more") if more else tr("WhatIf", "{0}× less")).format(times)
    return (tr("WhatIf", "{0} more") if more else tr("WhatIf", "{0} less")).format(share)


def _ratio(before: float, after: float) -> tuple[str, str]:
    """How many times, where it is twice or more; else what share; each as text."""
    times = max(before, after) / min(before, after)
    if times < 1.995:
        share = abs(after - before) / before
        return "", percent_text(share, 0) if share >= 0.005 else f"<{percent_text(0.01, 0)}"
    return (f"{times:.1f}".removesuffix(".0") if times < 9.95 else number_text(round(times))), ""


def headline(found: Comparison) -> str:
    """Say in one line what it is about: how much there is to learn."""
    tr = QCoreApplication.translate
    before, after = (s.facts.parameters for s in (found.before, found.after))
    if found.before.facts.output is None or found.after.facts.output is None:
        return tr("WhatIf", "It does not fit there yet")
    if before == after:
        return (
            tr("WhatIf", "As many parameters as now") if before else tr("WhatIf", "Nothing to learn, as now")
        )
    if not before:
        return tr("WhatIf", "{0} where there is nothing to learn now").format(parameters_text(after))
    if not after:
        return tr("WhatIf", "Nothing to learn instead of {0}").format(parameters_text(before))
    times, share = _ratio(before, after)
    if times:
        more, fewer = tr("WhatIf", "{0}× more parameters in this layer"), tr("WhatIf", "{0}× fewer parameters in this layer")  # fmt: skip
        return (more if after > before else fewer).format(times)
    more, fewer = tr("WhatIf", "{0} more parameters in this layer"), tr("WhatIf", "{0} fewer parameters in this layer")  # fmt: skip
    return (more if after > before else fewer).format(share)
