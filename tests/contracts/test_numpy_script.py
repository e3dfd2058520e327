"""Every layer, written as a NumPy script, says the same when Python runs the script."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.numpy_script import NumpyScript
from nnstudio.export.numpy_script.lines import LINES
from nnstudio.export.numpy_script.operations import ACTIVATIONS as WRITTEN
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from nnstudio.nn.primitives import PRIMITIVES
from tests.contracts.alone import alone, run_source
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner

CLOSE = 2e-5


def _check(case: Case) -> None:
    artifact, inputs, expected = alone(case)
    got = run_source(NumpyScript().encode(artifact))["predict"](*inputs)
    assert got.shape == expected.shape
    np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE)


def test_every_primitive_and_every_activation_can_be_written() -> None:
    assert set(LINES) == PRIMITIVES
    assert set(WRITTEN) == set(ACTIVATIONS) - {"linear", "prelu"}


@every_corner
def test_corners(case: Case) -> None:
    _check(case)


@every_bound_layer
@given(st.data())
def test_drawn_options(cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn))


@pytest.mark.full
@every_bound_layer
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_many_drawn_options(cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn))
