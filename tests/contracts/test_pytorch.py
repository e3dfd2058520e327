"""Every layer, written for PyTorch, says the same there; what PyTorch cannot say is refused beforehand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.pytorch import PyTorch
from nnstudio.export.pytorch.source import ACTIVATIONS as SPELLED
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from tests.contracts.alone import alone, run_source
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner

CLOSE = 2e-5


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch", reason="PyTorch is not installed")


def _check(case: Case, channels: str) -> None:
    artifact, inputs, expected = alone(case)
    chosen = PyTorch(channels=channels)
    if chosen.refusals(artifact):
        assert len(case.inputs[0]) > 3, "PyTorch has layers for rows, sequences and images"
        return
    with tempfile.TemporaryDirectory() as folder:
        source, weights = chosen.files(artifact, "network.py").items()
        (Path(folder) / weights[0]).write_bytes(weights[1])
        got = run_source(source[1], Path(folder))["predict"](*inputs)
    assert got.shape == expected.shape
    np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE)


def test_every_activation_is_spelled() -> None:
    assert set(SPELLED) == set(ACTIVATIONS) - {"prelu"}


@pytest.mark.parametrize("channels", ["first", "last"])
@every_corner
def test_corners(torch: Any, case: Case, channels: str) -> None:
    _check(case, channels)


@every_bound_layer
@given(st.data())
def test_drawn_options(torch: Any, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), data.draw(st.sampled_from(["first", "last"])))


@pytest.mark.full
@every_bound_layer
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_many_drawn_options(torch: Any, cls: type[Layer], data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), data.draw(st.sampled_from(["first", "last"])))
