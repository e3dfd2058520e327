"""NN Studio: draw a neural network, train it on your own data, take the weights away.

The names here are the public Python interface; the window and the command line use the same ones. Metrics stand in
``nns.metrics``, as some of them and a loss are called the same.

Examples
--------
>>> import nnstudio as nns
>>> net = nns.sequential((30,), [nns.Dense(25, activation="sigmoid"), nns.Dense(1, activation="sigmoid")])
>>> model = nns.Model(net, loss=nns.BinaryCrossentropy(), optimizer=nns.SGD(0.1), batch_size=32, seed=0)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nnstudio.graph.network import Network, sequential
    from nnstudio.nn import metrics
    from nnstudio.nn.layers import (
        Activation,
        Add,
        AvgPool1D,
        AvgPool2D,
        BatchNorm,
        Concatenate,
        Conv1D,
        Conv2D,
        ConvTranspose2D,
        Dense,
        Dropout,
        Flatten,
        GaussianNoise,
        GlobalAvgPool,
        GlobalMaxPool,
        GroupNorm,
        Input,
        LayerNorm,
        MaxPool1D,
        MaxPool2D,
        Multiply,
        Reshape,
        SpatialDropout,
        UpSample2D,
        ZeroPad2D,
    )
    from nnstudio.nn.losses import (
        BinaryCrossentropy,
        CategoricalCrossentropy,
        Hinge,
        Huber,
        MeanAbsoluteError,
        MeanSquaredError,
    )
    from nnstudio.nn.optimizers import SGD, Adagrad, Adam, AdamW, Momentum, Nadam, Nesterov, RMSprop
    from nnstudio.nn.schedules import (
        Constant,
        CosineDecay,
        ExponentialDecay,
        OneCycle,
        PolynomialDecay,
        StepDecay,
    )
    from nnstudio.system.messages import StudioError
    from nnstudio.training.model import Model

__version__ = "0.1.0"

_HOMES = {
    "nnstudio.nn": ("metrics",),
    "nnstudio.graph.network": ("Network", "sequential"),
    "nnstudio.nn.layers": (
        "Activation",
        "Add",
        "AvgPool1D",
        "AvgPool2D",
        "BatchNorm",
        "Concatenate",
        "Conv1D",
        "Conv2D",
        "ConvTranspose2D",
        "Dense",
        "Dropout",
        "Flatten",
        "GaussianNoise",
        "GlobalAvgPool",
        "GlobalMaxPool",
        "GroupNorm",
        "Input",
        "LayerNorm",
        "MaxPool1D",
        "MaxPool2D",
        "Multiply",
        "Reshape",
        "SpatialDropout",
        "UpSample2D",
        "ZeroPad2D",
    ),
    "nnstudio.nn.losses": (
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "Hinge",
        "Huber",
        "MeanAbsoluteError",
        "MeanSquaredError",
    ),
    "nnstudio.nn.optimizers": ("SGD", "Adagrad", "Adam", "AdamW", "Momentum", "Nadam", "Nesterov", "RMSprop"),
    "nnstudio.nn.schedules": (
        "Constant",
        "CosineDecay",
        "ExponentialDecay",
        "OneCycle",
        "PolynomialDecay",
        "StepDecay",
    ),
    "nnstudio.system.messages": ("StudioError",),
    "nnstudio.training.model": ("Model",),
}

__all__ = [
    "SGD",
    "Activation",
    "Adagrad",
    "Adam",
    "AdamW",
    "Add",
    "AvgPool1D",
    "AvgPool2D",
    "BatchNorm",
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Concatenate",
    "Constant",
    "Conv1D",
    "Conv2D",
    "ConvTranspose2D",
    "CosineDecay",
    "Dense",
    "Dropout",
    "ExponentialDecay",
    "Flatten",
    "GaussianNoise",
    "GlobalAvgPool",
    "GlobalMaxPool",
    "GroupNorm",
    "Hinge",
    "Huber",
    "Input",
    "LayerNorm",
    "MaxPool1D",
    "MaxPool2D",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "Model",
    "Momentum",
    "Multiply",
    "Nadam",
    "Nesterov",
    "Network",
    "OneCycle",
    "PolynomialDecay",
    "RMSprop",
    "Reshape",
    "SpatialDropout",
    "StepDecay",
    "StudioError",
    "UpSample2D",
    "ZeroPad2D",
    "metrics",
    "sequential",
]


def __getattr__(name: str) -> Any:
    # Imported on first use, so that `nnstudio --help` and a child process start without NumPy.
    for home, names in _HOMES.items():
        if name in names:
            module = import_module(home)
            return getattr(module, name, None) or import_module(f"{home}.{name}")  # metrics is a module
    raise AttributeError(f"module 'nnstudio' has no attribute {name!r}")
