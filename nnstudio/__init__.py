"""NN Studio: draw a neural network, train it on your own data, take the weights away.

The names here are the public Python interface; the window and the command line use the same ones.

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
    from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
    from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, MeanSquaredError
    from nnstudio.nn.metrics import Accuracy, MeanAbsoluteError, RootMeanSquaredError
    from nnstudio.nn.optimizers import SGD, Adam, Momentum
    from nnstudio.system.messages import StudioError
    from nnstudio.training.model import Model

__version__ = "0.1.0"

_HOMES = {
    "nnstudio.graph.network": ("Network", "sequential"),
    "nnstudio.nn.layers": (
        "Activation",
        "Add",
        "Conv2D",
        "Dense",
        "Dropout",
        "Flatten",
        "Input",
        "MaxPool2D",
    ),
    "nnstudio.nn.losses": ("BinaryCrossentropy", "CategoricalCrossentropy", "MeanSquaredError"),
    "nnstudio.nn.metrics": ("Accuracy", "MeanAbsoluteError", "RootMeanSquaredError"),
    "nnstudio.nn.optimizers": ("SGD", "Adam", "Momentum"),
    "nnstudio.system.messages": ("StudioError",),
    "nnstudio.training.model": ("Model",),
}

__all__ = [
    "SGD",
    "Accuracy",
    "Activation",
    "Adam",
    "Add",
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "Input",
    "MaxPool2D",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "Model",
    "Momentum",
    "Network",
    "RootMeanSquaredError",
    "StudioError",
    "sequential",
]


def __getattr__(name: str) -> Any:
    # Imported on first use, so that `nnstudio --help` and a child process start without NumPy.
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'nnstudio' has no attribute {name!r}")
