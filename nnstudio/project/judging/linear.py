"""A linear model as a baseline: one Dense layer, trained by the same engine on the same training part.

What it reaches is what the data gives away without any hidden layer: logistic regression for classes, least squares
for numbers.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nnstudio.data.prepare import Prepared
from nnstudio.data.source import Cancel
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from nnstudio.nn.metrics import metrics_for
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import CosineDecay
from nnstudio.project.judging.judgement import Part, split_of
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Cancelled
from nnstudio.training.model import Model
from nnstudio.training.run import Run

STEPS = 1500
"""Steps of its training: enough to settle, a second or two on a small data set."""
BATCH = 256
MOST_WEIGHTS = 2_000_000
"""A larger one takes longer than a glance at results should."""
MOST_NUMBERS = 1 << 28
"""Of samples × features; more are not copied for a baseline."""

_TASKS: dict[str, tuple[type[Loss], str]] = {
    "binary": (BinaryCrossentropy, "sigmoid"),
    "classes": (CategoricalCrossentropy, "softmax"),
    "regression": (MeanSquaredError, "linear"),
    "labels": (BinaryCrossentropy, "sigmoid"),
}


class LinearModel:
    """A linear model of a data set; make it with :func:`fit_linear`."""

    def __init__(self, model: Model, prepared: Prepared) -> None:
        self._model, self._prepared = model, prepared

    def figure(self, part: Part, target: int | None = None) -> float:
        """What it reaches on a part, in the unit of :func:`nnstudio.data.baseline.baseline`.

        Parameters
        ----------
        part : {"train", "validation", "test"}
        target : int, optional
            Which of several numbers or labels.
        """
        split, prepared = split_of(self._prepared, part), self._prepared
        if target is not None:
            said = self._model.predict(_flat(split.x)).reshape(len(split), -1)
            if prepared.task == "labels":
                return float(((said[:, target] >= 0.5) == (split.y[:, target] >= 0.5)).mean())
            distance = np.abs(said[:, target] - split.y[:, target])
            return float(distance.mean()) * prepared.preprocessor.scaled_targets[target].scale
        measured = self._model.evaluate(_flat(split.x), split.y)
        return measured["mae" if prepared.task == "regression" else "accuracy"]


def fit_linear(prepared: Prepared, cancelled: Cancel | None = None) -> LinearModel:
    """Train one Dense layer on the training part.

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
    if features * prepared.outputs > MOST_WEIGHTS or features * len(prepared.train) > MOST_NUMBERS:
        raise StudioError("The data is too large for a linear model beside the results")
    loss, activation = _TASKS[prepared.task]
    network = sequential((features,), [Dense(prepared.outputs, activation=activation)])
    batch = min(BATCH, len(prepared.train))
    model = Model(
        network, loss(), Adam(0.03), batch_size=batch, seed=0,
        metrics=metrics_for(loss.task, prepared.preprocessor.unit),
    )  # fmt: skip
    epochs = max(3, math.ceil(STEPS * batch / len(prepared.train)))
    run = Run(model, (_flat(prepared.train.x), prepared.train.y), None, epochs=epochs, schedule=CosineDecay())
    for _ in run.events():
        if cancelled is not None and cancelled():
            raise Cancelled("cancelled")
    return LinearModel(model, prepared)


def _flat(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return x.reshape(len(x), -1)
