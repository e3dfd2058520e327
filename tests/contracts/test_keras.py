"""Every layer, written for Keras as a file and as source, says the same there; what Keras cannot say is refused."""

from __future__ import annotations

import importlib
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.keras import KerasArchive, require_keras
from nnstudio.export.keras.chain import BY_NAME
from nnstudio.export.keras.source import KerasSource
from nnstudio.export.proof import Unproven
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from tests.contracts.alone import alone, run_source
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner

CLOSE = 2e-5

pytestmark = pytest.mark.filterwarnings("ignore")  # of what Keras does with its own libraries


@pytest.fixture(scope="module")
def keras() -> Any:
    try:
        environment = require_keras()
    except Unproven as missing:
        pytest.skip(str(missing))
    os.environ.update(environment)
    return importlib.import_module("keras")


def _check(case: Case, keras: Any) -> None:
    artifact, inputs, expected = alone(case)
    if KerasArchive().refusals(artifact):
        assert KerasSource().refusals(artifact)
        assert _refusable(case), "Keras has this layer"
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.keras"
        path.write_bytes(KerasArchive().encode(artifact))
        read = keras.saving.load_model(path, compile=False)
        source, weights = KerasSource().files(artifact, "network.py").items()
        (Path(folder) / weights[0]).write_bytes(weights[1])
        built = run_source(source[1], Path(folder))["load"]()
    for model in (read, built):
        got = model.predict(inputs if len(inputs) > 1 else inputs[0], verbose=0)
        assert got.shape == expected.shape
        np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE)


def _refusable(case: Case) -> bool:
    """Whether Keras lacks such a layer: many axes, means with a border, steps with dilation, gaps, loud noise."""
    layer = case.layer
    dilated = np.max(getattr(layer, "dilation", 1)) > 1 and np.max(getattr(layer, "stride", 1) or 1) > 1
    gaps = np.any(np.greater(getattr(layer, "stride", 1) or 1, getattr(layer, "kernel_size", 1)))
    means = type(layer).__name__.startswith("AvgPool") and getattr(layer, "padding", "") == "same"
    return bool(means or len(case.inputs[0]) > 3 or dilated or gaps or getattr(layer, "deviation", 0) > 1)


def test_every_activation_is_spelled() -> None:
    assert set(BY_NAME) | {"linear", "prelu", "leaky_relu", "gelu_tanh"} == set(ACTIVATIONS)


@every_corner
def test_corners(keras: Any, case: Case) -> None:
    _check(case, keras)


@pytest.mark.full
@every_bound_layer
@settings(suppress_health_check=list(HealthCheck), max_examples=25)
@given(st.data())
def test_many_drawn_options(keras: Any, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), keras)
