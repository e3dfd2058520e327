"""Small models, data and drivers that the tests of training share."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
from nnstudio.nn.losses import CategoricalCrossentropy, MeanSquaredError
from nnstudio.nn.optimizers import SGD, Adam, Optimizer
from nnstudio.system.arrays import Host
from nnstudio.training.events import Event
from nnstudio.training.model import Model
from nnstudio.training.run import Run


def regression_data(count: int = 22, features: int = 3, seed: int = 0) -> tuple[Host, Host]:
    """Samples and a target that depends on them."""
    x = np.random.default_rng(seed).normal(size=(count, features))
    return x, np.tanh(x[:, :1]) - 0.5 * x[:, 1:2]


def small_model(optimizer: Optimizer | None = None, **options: Any) -> Model:
    """An MLP with dropout that trains in milliseconds."""
    network = sequential((3,), [Dense(5, "tanh"), Dropout(0.3), Dense(1, "linear")])
    settings = {"batch_size": 8, "seed": 3} | options
    return Model(network, MeanSquaredError(), optimizer or Adam(0.05), **settings)


def run_of(model: Model, *, epochs: int = 3, validation: bool = True, **options: Any) -> Run:
    """A run on 22 samples: with batches of 8 three steps an epoch, the last of 6."""
    x, y = regression_data(30)
    return Run(model, (x[:22], y[:22]), (x[22:], y[22:]) if validation else None, epochs=epochs, **options)


def finish(run: Run) -> list[Event]:
    """Train to the end."""
    return list(run.events())


def branching_network() -> Network:
    """Every way a signal can part and meet: skips, a layer added to itself, views with several readers."""
    net = Network().add(Input((4, 4, 2)))
    net = net.add(Conv2D(2, 3, padding="same", activation="tanh"), after="input")
    net = net.add(Add(), after=("input", "conv2d_1"))  # a skip around a layer
    net = net.add(MaxPool2D(), after="add_1").add(Flatten(), after="max_pool2d_1")
    net = net.add(Dense(8, "sigmoid"), after="flatten_1")  # one reader of the view …
    net = net.add(Add(), after=("flatten_1", "dense_1", "flatten_1"))  # … and two more, in one layer
    net = net.add(Activation("tanh"), after="add_2")
    return net.add(Dense(3, "softmax"), after="activation_1")


def branching_model(**options: Any) -> tuple[Model, Host, Host]:
    """A float64 model of the branching network with data."""
    generator = np.random.default_rng(1)
    x, y = generator.normal(size=(5, 4, 4, 2)), generator.integers(3, size=5)
    settings = {"dtype": "float64", "optimizer": SGD(0.1), "batch_size": 2} | options
    return Model(branching_network(), CategoricalCrossentropy(), **settings), x, y
