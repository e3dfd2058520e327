"""Every layer comes back from the formats that are read: the same outputs, whatever the layers are called then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.export.keras import KerasArchive
from nnstudio.export.onnx import Onnx
from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.keras_file import read_keras
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layer import Layer
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.contracts.alone import alone
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner

CLOSE = 3e-5
FORMATS: dict[str, tuple[Any, Callable[[bytes], Builder]]] = {
    "onnx": (Onnx(), read_onnx),
    "keras": (KerasArchive(), read_keras),
}


def _check(case: Case, format: str) -> None:
    chosen, read = FORMATS[format]
    artifact, inputs, expected = alone(case)
    if chosen.refusals(artifact):
        return
    try:
        built = read(chosen.encode(artifact))
    except StudioError:
        if _may_be_refused(case):
            return
        raise
    sinks = built.network.output_ids
    model = Model(built.network, {sink: MeanSquaredError() for sink in sinks}, batch_size=1)
    model.set_weights(built.weights)
    got = model.predict(dict(zip(built.network.input_ids, inputs, strict=True)))
    answer = got[sinks[0]] if isinstance(got, dict) else got
    np.testing.assert_allclose(answer.reshape(expected.shape), expected, rtol=CLOSE, atol=CLOSE)


def _may_be_refused(case: Case) -> bool:
    """What ONNX says in ways that are not read: samples of many axes, and a row whose values are normalised one by one."""
    return len(case.inputs[0]) > 3


@pytest.mark.parametrize("format", FORMATS)
@every_corner
def test_corners(case: Case, format: str) -> None:
    _check(case, format)


@pytest.mark.full
@pytest.mark.parametrize("format", FORMATS)
@every_bound_layer
@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_many_drawn_options(cls: type[Layer], format: str, data: st.DataObject) -> None:
    _check(data.draw(entry_for(cls).drawn), format)
