"""Why a network answered as it did: which pixels or columns move its answer most."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.sample_parts import seen_parts
from nnstudio.project.feeding import feeding
from nnstudio.project.trained import Trained
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message
from nnstudio.training.model import Model
from nnstudio.training.sensitivity import saliency, sensitivity


class Why(NamedTuple):
    """What an answer depends on; both where columns belong to a picture.

    Parameters
    ----------
    map : array, shape (H, W) or (length,), optional
        Of a picture or a signal: how strongly each pixel or place moves the answer, from 0 to 1.
    parts : tuple of (str, float)
        Of a row: gradient × input by column, the strongest first. An input is 0 where a standardised column is at its
        mean, so this is how far the column's distance from the mean moves the answer, as far as the answer is a
        straight line there.
    """

    map: Host | None
    parts: tuple[tuple[str, float], ...]


def why(trained: Trained, model: Model, x: Host, answered: int, target: int | None = None) -> Why:
    """Look at one answer.

    Parameters
    ----------
    trained : Trained
    model : Model
        With the weights that answered.
    x : array, shape (*sample_shape)
        As :class:`nnstudio.data.preparing.prepare.Split` holds it.
    answered : int
        The class, or the number of the output.
    target : int, optional
        Which of several targets it is about; of a label, ``answered`` is 1 for yes and 0 for no.
    """
    gradient = input_gradient(trained, model, x, answered, target)
    moved, values = (seen_parts(trained.preprocessor, each) for each in (gradient, x))
    marks = None
    if moved.array is not None:
        marks = saliency(moved.array)
        marks = marks / max(float(marks.max()), 1e-300)
    if moved.row is None or values.row is None:
        return Why(marks, ())
    return Why(marks, strongest(trained.preprocessor, moved.row * values.row))


def input_gradient(trained: Trained, model: Model, x: Host, answered: int, target: int | None = None) -> Host:
    """∂ŷ/∂x of one sample, in its shape; where several Inputs see the same value, their parts add up."""
    preprocessor = trained.preprocessor
    # One output of a question: the probability of the second class; that of the first is the rest.
    question = bool(preprocessor.labels) or (
        preprocessor.task == "binary" and math.prod(model.output_shape) == 1
    )
    output = target if target is not None else 0 if question else answered
    by_input = sensitivity(model, trained.feed(x[None]), output)
    sign = -1.0 if question and answered == 0 else 1.0
    total = np.zeros(x.shape)
    found = feeding(trained.whole or trained.network, x.shape)
    assert not isinstance(found, Message)  # it was fed
    for node, values in found.items():
        if node not in by_input:  # only other outputs read it
            continue
        part = total[values]
        part += sign * by_input[node].reshape(part.shape)
    return total


def strongest(preprocessor: Preprocessor, products: Host) -> tuple[tuple[str, float], ...]:
    """Add up what belongs to one column, of one number for each feature, and name it; the strongest first."""
    named: list[tuple[str, float]] = []
    at = 0
    for column in preprocessor.columns:
        width = len(column.features)
        named.append((column.name, float(products[at : at + width].sum())))
        at += width
    if not preprocessor.columns:
        named = [(f"{i + 1}", float(product)) for i, product in enumerate(products)]
    return tuple(sorted(named, key=lambda part: -abs(part[1])))
