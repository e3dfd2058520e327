"""Every layer, exported as ONNX, says the same in two independent runtimes."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.format import Artifact
from nnstudio.export.onnx import Onnx
from nnstudio.graph.network import Network
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from tests.contracts.bench import Bench
from tests.contracts.cases import Case, entry_for
from tests.contracts.runtimes import Runtime, every_runtime

CLOSE = 2e-5
BOUND = tuple(cls for cls in LAYERS if cls is not Input)
CORNERS = [case for cls in BOUND for case in entry_for(cls).corners]


def _check(case: Case, runtime: Runtime, opset: int = 17) -> None:
    """The layer alone in a network, each of its inputs an Input."""
    bench = Bench(case, training=False, gradients=False)
    bench.bound.forward()
    network = Network()
    sources = [f"x{i}" for i in range(len(case.inputs))]
    for source, shape in zip(sources, case.inputs, strict=True):
        network = network.add(Input(shape), id=source)
    network = network.add(case.layer, after=sources, id="n")
    weights = {f"n/{name}": array for name, array in (bench.params | bench.state).items()}
    model = onnx.load_model_from_string(Onnx(opset=opset).encode(Artifact(network, weights)))
    onnx.checker.check_model(model, full_check=True)
    names = sources if len(sources) > 1 else ["x"]
    feeds = {name: x.astype(np.float32) for name, x in zip(names, bench.inputs, strict=True)}
    got = runtime(model, feeds)
    assert got.dtype == np.float32
    assert got.shape == bench.shape
    np.testing.assert_allclose(got, bench.output, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("case", CORNERS, ids=lambda case: f"{case.layer} on {case.inputs}")
@every_runtime
def test_corners(runtime: Runtime, case: Case) -> None:
    _check(case, runtime)


@pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
@every_runtime
@given(st.data())
def test_drawn_options(runtime: Runtime, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), runtime, data.draw(st.integers(15, 21)))


@pytest.mark.full
@pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
@every_runtime
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_many_drawn_options(runtime: Runtime, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), runtime, data.draw(st.integers(15, 21)))
