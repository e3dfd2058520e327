"""Every layer of the catalogue on the emulated device: values and gradients are the reference's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.backend.cuda import CudaBackend
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Input
from tests.backend.cuda.device import FakeDevice, HostFaced
from tests.contracts.bench import Bench
from tests.contracts.cases import Case, entry_for

BOUND = tuple(cls for cls in LAYERS if cls is not Input)


def check(case: Case, dtype: str, *, training: bool, backend: HostFaced | None = None) -> None:
    """Run a layer on both, and compare all it writes."""
    tolerance = 2e-5 if dtype == "float32" else 1e-11
    backend = backend or HostFaced(CudaBackend(dtype))
    ours = Bench(case, backend=backend, training=training).run()  # type: ignore[arg-type]
    oracle = Bench(case, backend=ReferenceBackend(np, "reference", dtype), training=training).run()
    assert (ours.bound.commit is None) == (oracle.bound.commit is None)
    for bench in (ours, oracle):
        if bench.bound.commit is not None:
            bench.bound.commit()
    np.testing.assert_allclose(ours.output, oracle.output, rtol=tolerance, atol=tolerance)
    mine = [*(g for _, g in ours.arrays().values()), *ours.state.values()]
    theirs = [*(g for _, g in oracle.arrays().values()), *oracle.state.values()]
    for a, b in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance * max(1, np.abs(b).max(initial=0)))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
def test_corners(cls: type[Layer], dtype: str, device: FakeDevice) -> None:
    for case in entry_for(cls).corners:
        for training in (True, False):
            check(case, dtype, training=training)


@pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_drawn_options(cls: type[Layer], device: FakeDevice, data: st.DataObject) -> None:
    check(data.draw(entry_for(cls).drawn), "float64", training=data.draw(st.booleans()))
