"""A linear model as a baseline: one Dense layer, trained by the same engine on the same training part.

What it reaches is what the data gives away without any hidden layer. It is trained with the loss of the network that it
stands beside, class weights included, for a network that was told to care for rare classes gives up accuracy for them: so it
is logistic regression for a cross-entropy, least squares for squared errors, a linear support vector machine for hinge loss.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.outputs import answered
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.network import Network, sequential
from nnstudio.graph.topology import order
from nnstudio.nn.figures import balanced_accuracy, confusion_matrix
from nnstudio.nn.layers import (
    Activation,
    BatchNorm,
    Concatenate,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    Input,
    Reshape,
)
from nnstudio.nn.losses import Loss
from nnstudio.nn.metrics import metrics_for
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import CosineDecay
from nnstudio.nn.uncertainty import of_mean, of_share
from nnstudio.project.judging.judgement import Judgement, Part, split_of
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from nnstudio.training.run import Run

STEPS = 1500
"""Steps of its training: enough to settle, a second or two on a small data set."""
BATCH = 256
MOST_WEIGHTS = 2_000_000
"""A larger one takes longer than a glance at results should."""
MOST_NUMBERS = 1 << 28
"""Of samples × features; more are not copied for a baseline."""


_STRAIGHT = (Input, Dense, Activation, Flatten, Reshape, Dropout, GaussianNoise, BatchNorm, Concatenate)
"""Layers that bend nothing by themselves, and leave out nothing that a sum of all features could have."""


class Reached(NamedTuple):
    """What a linear model reaches.

    Parameters
    ----------
    figure : float
        In the unit of :func:`nnstudio.data.baseline.baseline`.
    balanced : float, optional
        As :func:`nnstudio.nn.figures.balanced_accuracy` has it.
    """

    figure: float
    balanced: float | None = None

    def beats(self, judged: Judgement) -> bool:
        """Whether it is better than the network on the samples of a judgement, by more than so few leave to chance.

        Where classes are uneven, that is judged by the balanced accuracy. A threshold of one's own, and several numbers
        together, are not compared.
        """
        if judged.decision is not None:
            return False
        groups = judged.groups
        if judged.confusion is not None:
            hits, balanced = judged.said == judged.true, balanced_accuracy(judged.confusion)
            if balanced is None or self.balanced is None:
                return self.figure > float(hits.mean()) + of_share(hits, groups)
            of_class = [judged.true == number for number in np.unique(judged.true)]
            each = [of_share(hits[its], None if groups is None else groups[its]) for its in of_class]
            return self.balanced > balanced + math.hypot(*each) / len(each)
        if judged.true.shape[1] != 1:
            return False
        distance = np.abs(judged.true - judged.given)[:, 0]
        return self.figure < float(distance.mean()) - of_mean(distance, groups)


class LinearModel:
    """A linear model of a data set; make it with :func:`fit_linear`."""

    def __init__(self, model: Model, prepared: Prepared, loss: Loss) -> None:
        self._model, self._prepared, self._loss = model, prepared, loss

    def reached(self, part: Part, target: int | None = None) -> Reached:
        """What it reaches on a part.

        Parameters
        ----------
        part : {"train", "validation", "test"}
        target : int, optional
            Which of several numbers or labels.
        """
        split, prepared = split_of(self._prepared, part), self._prepared
        if prepared.task == "regression" and target is None:
            return Reached(self._model.evaluate(_flat(split.x), split.y)["mae"])
        prediction = self._model.predict(_flat(split.x))
        if prepared.task == "regression":
            unit = prepared.preprocessor.scaled_targets[target or 0].unit
            given = prediction.reshape(len(split), -1)[:, target]
            return Reached(float(np.abs(unit.restored(given) - unit.restored(split.y[:, target])).mean()))
        if prepared.classes:
            found = answered(prepared.preprocessor, split.y, prediction, self._loss.threshold)
            confusion = confusion_matrix(found.true, found.said, len(prepared.classes))
        else:
            said = prediction.reshape(len(split), -1)[:, target] >= self._loss.threshold
            confusion = confusion_matrix(split.y[:, target] >= 0.5, said, 2)
        return Reached(float(confusion.trace() / len(split)), balanced_accuracy(confusion))


def is_linear(network: Network, loss: Loss) -> bool:
    """Whether a network can answer what the linear model can, and nothing else: only its training differs then."""
    nodes = [network[name] for name in order(network)[0]]
    layers = [node.layer for node in nodes]
    apart = any(
        (len(network.incoming(node.id)) > 1 and not isinstance(node.layer, Concatenate))
        or len(network.outgoing(node.id)) > 1
        for node in nodes
    )
    dense = [layer for layer in layers if isinstance(layer, Dense)]
    if (
        apart
        or not dense
        or any(node.frozen for node in nodes)
        or not all(isinstance(layer, _STRAIGHT) for layer in layers)
    ):
        return False
    *hidden, last = [layer.activation_name() for layer in layers if isinstance(layer, Dense | Activation)]
    features = sum(math.prod(layer.shape) for layer in layers if isinstance(layer, Input))
    narrowest = min(layer.units for layer in dense)
    return (
        set(hidden) <= {"linear"}
        and loss.reads(last)
        and dense[-1].bias
        and narrowest >= min(features, dense[-1].units)
    )


def fit_linear(prepared: Prepared, loss: Loss, cancelled: Cancel | None = None) -> LinearModel:
    """Train one Dense layer on the training part.

    Parameters
    ----------
    prepared : Prepared
    loss : Loss
        Of the network that it stands beside.
    cancelled : callable, optional

    Raises
    ------
    StudioError
        When the data is too wide for a quick baseline, is to be given again, or memory does not suffice.
    Cancelled
        When ``cancelled()`` said so between two steps.
    """
    features = math.prod(prepared.sample_shape)
    if prepared.preprocessor.answer == "input":
        raise StudioError("A linear model that gives its input again is no baseline")
    # Two classes may be told apart by one sigmoid or by a softmax of two.
    outputs = 2 if prepared.task == "binary" and loss.task == "classes" else prepared.outputs
    if features * outputs > MOST_WEIGHTS or features * len(prepared.train) > MOST_NUMBERS:
        raise StudioError("The data is too large for a linear model beside the results")
    activation = loss.suits[0] if loss.suits else "linear"
    network = sequential((features,), [Dense(outputs, activation=activation)])
    batch = min(BATCH, len(prepared.train))
    model = Model(
        network, loss, Adam(0.03), batch_size=batch, seed=0,
        metrics=metrics_for(loss.task, prepared.preprocessor.unit, loss.threshold),
    )  # fmt: skip
    epochs = max(3, math.ceil(STEPS * batch / len(prepared.train)))
    run = Run(model, (_flat(prepared.train.x), prepared.train.y), None, epochs=epochs, schedule=CosineDecay())
    for _ in run.events():
        heed(cancelled)
    return LinearModel(model, prepared, loss)


def _flat(x: Host) -> Host:
    return x.reshape(len(x), -1)
