"""Every layer, exported as ONNX, says the same in two independent runtimes."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.onnx import Onnx
from nnstudio.nn.layer import Layer
from tests.contracts.alone import alone
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner
from tests.contracts.runtimes import Runtime, every_runtime

CLOSE = 2e-5


def _check(case: Case, runtime: Runtime, opset: int = 17) -> None:
    artifact, inputs, wanted = alone(case)
    model = onnx.load_model_from_string(Onnx(opset=opset).encode(artifact))
    onnx.checker.check_model(model, full_check=True)
    names = artifact.network.input_ids if len(inputs) > 1 else ["x"]
    got = runtime(model, dict(zip(names, inputs, strict=True)))
    assert got.dtype == np.float32
    assert got.shape == wanted.shape
    np.testing.assert_allclose(got, wanted, rtol=CLOSE, atol=CLOSE)


@every_corner
@every_runtime
def test_corners(runtime: Runtime, case: Case) -> None:
    _check(case, runtime)


@every_bound_layer
@every_runtime
@given(st.data())
def test_drawn_options(runtime: Runtime, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), runtime, data.draw(st.integers(15, 21)))


@pytest.mark.full
@every_bound_layer
@every_runtime
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_many_drawn_options(runtime: Runtime, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), runtime, data.draw(st.integers(15, 21)))
