"""From the network's numbers to answers: class names with probabilities, or values in their own unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnstudio.data.beside import Beside
from nnstudio.data.preparing.deciding import Chosen, said
from nnstudio.data.preparing.outputs import read_outputs
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.project.csv_text import csv_text
from nnstudio.project.decisions import Decisions, chosen_for
from nnstudio.project.heads import answering, heads, objectives
from nnstudio.project.trained import Trained
from nnstudio.project.views import weights_of
from nnstudio.system.arrays import Host
from nnstudio.training.checkpoint import Arrays
from nnstudio.training.config import TrainingConfig
from nnstudio.training.model import Model


class Answers(NamedTuple):
    """A table of answers, one row for each sample.

    Parameters
    ----------
    headings : tuple of str
        The target's name, then ``"P(class)"`` for each class; the names of the numbers of a regression; for labels
        the name of each, followed by ``"P(name = yes)"``.
    labels : list of str or None
        The class that is answered for each sample; None for a regression and for several labels.
    numbers : array, shape (m, k)
        Probabilities by class, values in the targets' units, or how probable each label is.
    pairs : tuple of tuple of str
        Of several labels, what no and yes are called for each.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen.
    said : array of int
        As :func:`nnstudio.data.preparing.deciding.said` has it.
    digits : tuple of int
        How many digits each of the numbers is told with in a table, where seven are too few.
    """

    headings: tuple[str, ...]
    labels: list[str] | None
    numbers: Host
    pairs: tuple[tuple[str, ...], ...] = ()
    chosen: Chosen = ()
    said: Host = np.empty(0, np.intp)
    digits: tuple[int, ...] = ()

    def named(self, row: int) -> tuple[str, ...]:
        """What each of several labels is answered for a sample; empty for other tasks."""
        return (
            tuple(pair[yes] for pair, yes in zip(self.pairs, self.said[row], strict=True))
            if self.pairs
            else ()
        )

    def rows(self) -> Iterator[list[Any]]:
        """The rows as plain values."""
        digits = self.digits or (7,) * self.numbers.shape[1]
        for i, numbers in enumerate(self.numbers):
            plain = [float(f"{n:.{told}g}") for n, told in zip(numbers, digits, strict=True)]
            if self.pairs:
                yield [cell for pair in zip(self.named(i), plain, strict=True) for cell in pair]
            else:
                yield [self.labels[i], *plain] if self.labels else plain


def answers(
    preprocessor: Preprocessor, prediction: Host, threshold: float = 0.5, chosen: Chosen = ()
) -> Answers:
    """Read the output of a network.

    Parameters
    ----------
    preprocessor : Preprocessor
        Which knows the classes, or the units of the targets.
    prediction : array, shape (m, *target_shape)
    threshold : float
        From which output on a yes/no answer is yes, as :attr:`nnstudio.nn.losses.Loss.threshold`.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen.
    """
    numbers = read_outputs(preprocessor, prediction, threshold)
    if preprocessor.task == "regression":
        return Answers(preprocessor.target_names, None, numbers, digits=preprocessor.digits(7))
    told = said(preprocessor, numbers, chosen)
    name = preprocessor.target_name or "prediction"
    if preprocessor.labels:
        names, pairs = preprocessor.target_names, preprocessor.labels
        headings = [
            cell for name, pair in zip(names, pairs, strict=True) for cell in (name, f"P({name} = {pair[1]})")
        ]
        return Answers(tuple(headings), None, numbers, pairs, chosen, told)
    classes = preprocessor.classes
    return Answers(
        (name, *(f"P({c})" for c in classes)), [classes[i] for i in told], numbers, chosen=chosen, said=told
    )


def all_answers(
    trained: Trained, model: Model, x: Host, chosen: Sequence[Chosen] = ()
) -> tuple[Answers, ...]:
    """What every output of a network answers for prepared samples, in the order of the targets: mostly one.

    Parameters
    ----------
    trained : Trained
    model : Model
        As :meth:`nnstudio.project.trained.Trained.model` makes it.
    x : array, shape (m, *sample_shape)
    chosen : sequence of Chosen
        For each output, as :func:`all_chosen` has it; empty where all is answered as usual.
    """
    views, learned = trained.preprocessor.views, objectives(trained.network, trained.training)
    nodes = heads(trained.network, trained.training, trained.preprocessor)
    given = model.predict(trained.feed(x))
    told = given if isinstance(given, Mapping) else {nodes[0]: given}
    return tuple(
        answers(view, told[node], learned[node].loss.threshold, decided)
        for node, view, decided in zip(nodes, views, chosen or [()] * len(views), strict=True)
    )


def all_chosen(decisions: Decisions, trained: Trained, which: str) -> tuple[Chosen, ...]:
    """From which probability on the questions of each output are answered, in the order of the targets."""
    weights = trained.weights(which)
    return chosen_of(decisions, trained.network, trained.training, trained.preprocessor, weights)


def chosen_of(
    decisions: Decisions,
    network: Network,
    training: TrainingConfig,
    preprocessor: Preprocessor,
    weights: Arrays,
) -> tuple[Chosen, ...]:
    """:func:`all_chosen` of any weights: each output has its own by those of them that lead to it.

    Parameters
    ----------
    decisions : dict
        As a project keeps them.
    network, training, preprocessor
        What the weights are of, and what is asked of it.
    weights : mapping of str to array
    """
    views = preprocessor.views
    if len(views) == 1:
        return (chosen_for(decisions, preprocessor, weights),)
    pairs = zip(answering(network, training, views), views, strict=True)
    return tuple(
        () if node is None else chosen_for(decisions, view, weights_of(network, weights, node))
        for node, view in pairs
    )


def csv_of(found: Sequence[Answers], beside: Beside) -> str:
    """The answers of all outputs side by side, as a CSV file; what the rows are called comes first."""
    told = zip(*(each.rows() for each in found), strict=True)
    rows = ([*beside.cells(i), *(cell for row in parts for cell in row)] for i, parts in enumerate(told))
    return csv_text([*beside.headings, *_headings(found)], rows)


def headings_of(preprocessor: Preprocessor) -> list[str]:
    """A heading for each column of :func:`csv_of` that holds answers."""
    views = preprocessor.views
    return _headings([answers(view, np.zeros((1, *view.target_shape), np.float32)) for view in views])


def _headings(found: Sequence[Answers]) -> list[str]:
    """A heading for each column: of several outputs two may have classes of the same names, which say whose they are."""
    if len(found) == 1:
        return list(found[0].headings)
    named = []
    for each in found:
        first, *others = each.headings
        if each.labels is not None:
            others = [heading.replace("(", f"({first} = ", 1) for heading in others]
        named += [first, *others]
    return named
