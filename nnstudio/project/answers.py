"""From the network's numbers to answers: class names with probabilities, or values in their own unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from nnstudio.data.beside import Beside
from nnstudio.data.deciding import Chosen, said
from nnstudio.data.outputs import read_outputs
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.project.csv_text import csv_text
from nnstudio.system.arrays import Host


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
        As :func:`nnstudio.data.deciding.said` has it.
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

    def csv(self, beside: Beside) -> str:
        """The table as a CSV file; what the rows are called comes first."""
        rows = ([*beside.cells(i), *row] for i, row in enumerate(self.rows()))
        return csv_text([*beside.headings, *self.headings], rows)


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
