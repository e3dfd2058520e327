"""Networks made ill on purpose, each trained a few steps on a bundled set, and what must be said about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Activation, BatchNorm, Conv2D, Dense, Flatten, GlobalAvgPool, MaxPool2D
from nnstudio.nn.losses import loss_for
from nnstudio.nn.optimizers import SGD, Adam, Optimizer
from nnstudio.system.arrays import Host
from nnstudio.training.events import Event
from nnstudio.training.model import Model
from nnstudio.training.run import Run


class Ill(NamedTuple):
    """A network with an illness.

    Parameters
    ----------
    kind : str
        Of the finding that must come first.
    node : str or None
        Where.
    words : str
        A pattern that its sentence must match.
    layers : sequence of Layer
        The hidden ones.
    data : str
        A bundled set.
    optimizer : Optimizer
    spoil : callable
        Changes the weights before the first step.
    epochs : int
    scaling : str
        Of the data.
    """

    kind: str
    node: str | None
    words: str
    layers: tuple[Layer, ...]
    data: str = "wine"
    optimizer: Optimizer = SGD(0.05)
    spoil: Callable[[dict[str, Host]], dict[str, Host]] = dict
    epochs: int = 2
    scaling: str = "standard"

    def prepared(self) -> Prepared:
        """The data, divided and scaled."""
        return prepare(Bundled(self.data).read(), DataConfig(Bundled(self.data), scaling=self.scaling), 0)

    def network(self, prepared: Prepared) -> Network:
        """The layers between the samples and an output that fits the task."""
        activation = {"binary": "sigmoid", "classes": "softmax", "regression": "linear"}[prepared.task]
        output = Dense(prepared.outputs, activation)
        return sequential(prepared.sample_shape, [*self.layers, output])

    def trained(self) -> tuple[Model, Prepared, list[Event]]:
        """Train it; returns the model, its data and what the run told."""
        prepared = self.prepared()
        loss = loss_for(prepared.task)
        model = Model(self.network(prepared), loss, self.optimizer, batch_size=16, seed=1)
        model.set_weights(self.spoil(model.get_weights()))
        train = prepared.train.x, prepared.train.y
        validation = prepared.validation.x, prepared.validation.y
        return model, prepared, list(Run(model, train, validation, epochs=self.epochs).events())


def _scaled(factor: float) -> Callable[[dict[str, Host]], dict[str, Host]]:
    def spoil(weights: dict[str, Host]) -> dict[str, Host]:
        return {key: w * factor if key.endswith("/W") else w for key, w in weights.items()}

    return spoil


def _with(node: str, **values: float) -> Callable[[dict[str, Host]], dict[str, Host]]:
    def spoil(weights: dict[str, Host]) -> dict[str, Host]:
        return weights | {f"{node}/{k}": np.full_like(weights[f"{node}/{k}"], v) for k, v in values.items()}

    return spoil


ILL: dict[str, Ill] = {
    "deep sigmoid chain": Ill(
        "signal_vanishing", "dense_1", r"Dense 1 receives 10⁻[⁴-⁹¹].* of the signal: vanishing.*ReLU",
        tuple(Dense(16, "sigmoid") for _ in range(8)),
    ),
    "deep sigmoid chain with Adam": Ill(
        "signal_vanishing", "dense_1", r"vanishing.* squashing layers",
        tuple(Dense(12, "sigmoid") for _ in range(9)), "breast-cancer", Adam(1e-4),
    ),
    "deep linear chain of tiny weights": Ill(
        "signal_vanishing", "dense_1", r"vanishing, as the weights behind it are small",
        tuple(Dense(16, "relu") for _ in range(4)), spoil=_scaled(0.05),
    ),
    "tanh driven to its ends": Ill(
        "saturated", "dense_1", r"tanh of Dense 1 saturates: \d\d+.% .*batch norm",
        (Dense(32, "tanh"),), optimizer=SGD(1e-3), spoil=_with("dense_1", b=4.0),
    ),
    "sigmoids driven to their ends": Ill(
        "saturated", "dense_1", r"sigmoid of Dense 1 saturates: \d\d+.%",
        (Dense(32, "sigmoid"), Dense(32, "sigmoid")), optimizer=SGD(1e-3), spoil=_scaled(40),
    ),
    "sigmoids that let nothing through": Ill(
        "signal_vanishing", "dense_1", r"vanishing. Its sigmoid saturates \(\d\d+.%\); try ReLU",
        (Dense(32, "sigmoid"), Dense(32, "sigmoid")), spoil=_with("dense_1", b=9.0),
    ),
    "huge weights": Ill(
        "signal_exploding", "dense_1", r"Dense 1 receives (10[³-⁹]|\d+) times the signal .* clip",
        tuple(Dense(32, "relu") for _ in range(3)), optimizer=SGD(1e-9), spoil=_scaled(12),
    ),
    "zero weights": Ill(
        "neurons_alike", "dense_1", r"All neurons of Dense 1 are alike, as their weights are all 0",
        (Dense(16, "relu", initializer="zeros"), Dense(16, "relu", initializer="zeros")),
        spoil=_scaled(0),
    ),
    "equal weights": Ill(
        "neurons_alike", "dense_1", r"All neurons of Dense 1 are alike: .* random weights",
        (Dense(16, "tanh", initializer="ones"),), optimizer=SGD(0.01), spoil=_with("dense_2", W=0.1),
    ),
    "filters alike": Ill(
        "neurons_alike", "conv2d_1", r"All neurons of Conv2D 1 are alike",
        (Conv2D(4, 3, activation="relu", initializer="ones"), GlobalAvgPool()), "digits", SGD(0.01),
        spoil=_with("dense_1", W=0.1), epochs=1,
    ),
    "learning rate 100": Ill(
        "step_large", None, r"One step changes the weights of .* learning rate than 100",
        (Dense(16, "tanh"),), optimizer=SGD(100.0),
    ),
    "Adam with learning rate 1": Ill(
        "step_large", None, r"One step changes the weights of .* learning rate than 1$",
        (Dense(16, "tanh"),), optimizer=Adam(1.0),
    ),
    "learning rate 10⁻⁹": Ill(
        "step_small", None, r"at most 10⁻.* larger learning rate than 1·10⁻⁹",
        (Dense(16, "relu"),), optimizer=SGD(1e-9),
    ),
    "ReLU with bias −10": Ill(
        "dead_relu", "dense_1", r"100.% of the neurons of Dense 1 are dead: .* all 64 samples.*Leaky ReLU",
        (Dense(16, "relu"),), spoil=_with("dense_1", b=-10.0),
    ),
    "dead filters behind batch norm": Ill(
        "dead_relu", "activation_1", r"100.% of the neurons of Activation 1 are dead",
        (Conv2D(8, 3, activation="linear"), BatchNorm(), Activation("relu"), MaxPool2D(2), Flatten()), "digits",
        spoil=_with("batch_norm_1", beta=-20.0), epochs=1,
    ),
    "data that is not scaled": Ill(
        "inputs_unscaled", "input", r"Input feeds values of about \d+, .*Scale the data",
        (Dense(16, "relu"),), optimizer=Adam(1e-4), scaling="none",
    ),
    "constant answer": Ill(
        "output_constant", "dense_2", r"Dense 2 answers the same for all 64 samples: ",
        (Dense(8, "tanh"),), optimizer=SGD(1e-5),
        spoil=lambda weights: weights | {"dense_1/W": weights["dense_1/W"] * 1e-5},
    ),
    "infinite numbers": Ill(
        "not_finite", "dense_1", r"Dense 1 gives numbers that are not finite",
        (Dense(8, "relu"),), optimizer=SGD(0.1), spoil=_scaled(1e38),
    ),
}  # fmt: skip
"""At least twelve, so that every kind of finding has one."""
