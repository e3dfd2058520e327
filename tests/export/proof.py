"""Trained networks, and their ONNX files read back by somebody else."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import onnx

from nnstudio.export import Artifact, Onnx
from nnstudio.graph.network import Network
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.training.model import Model
from tests.contracts.runtimes import available

CLOSE = 1e-5


def trained(network: Network, seed: int = 0) -> tuple[Model, np.ndarray[Any, Any]]:
    """A model with weights and biases that are not zero, and some samples."""
    generator = np.random.default_rng(seed)
    model = Model(network, MeanSquaredError(), batch_size=2)
    drawn = {k: generator.normal(size=w.shape) / 2 for k, w in model.get_weights().items()}
    model.set_weights({k: np.abs(w) if k.endswith("/variance") else w for k, w in drawn.items()})
    return model, generator.normal(size=(3, *model.input_shape)).astype(np.float32)


def check_onnx(network: Network) -> onnx.ModelProto:
    """The exported network says the same, for several batch sizes."""
    model, x = trained(network)
    data = Onnx().encode(Artifact(network, model.get_weights()))
    read = onnx.load_model_from_string(data)
    onnx.checker.check_model(read, full_check=True)
    for runtime, count in itertools.product(available(), (1, 3)):
        got = runtime(read, {"x": x[:count]})
        expected = model.predict(x[:count])
        assert got.shape == expected.shape
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE)
    return read
