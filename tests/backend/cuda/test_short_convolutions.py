"""Convolutions of short products: by cuDNN where it is there and can, by columns where not."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio import Adam, CategoricalCrossentropy, Conv2D, Dense, Flatten, Model, sequential
from nnstudio.backend.cuda import cublas
from tests.backend.cuda.device import FakeDevice
from tests.backend.cuda.test_runs import data_for

SHORT = sequential((9, 8, 3), [Conv2D(32, 3), Conv2D(32, 3), Flatten(), Dense(3, activation="softmax")])


def test_what_cudnn_does_not_describe_columns_do(device: FakeDevice) -> None:
    x, y = data_for(SHORT, CategoricalCrossentropy())
    device.dnn.most = 1000
    Model(SHORT, CategoricalCrossentropy(), batch_size=8, device="cuda", tf32=True).fit(x, y)
    assert not device.dnn.calls


@pytest.mark.usefixtures("expected_log")
@pytest.mark.parametrize("status", [1001, 1008, 3007])
def test_without_a_cudnn_that_works_columns_do(status: int, device: FakeDevice) -> None:
    """It does not know the card, or a part of it cannot be loaded; products still are short."""
    device.dnn.status = status
    x, y = data_for(SHORT, CategoricalCrossentropy())
    Model(SHORT, CategoricalCrossentropy(), batch_size=8, device="cuda", tf32=True).fit(x, y)
    assert not device.dnn.calls
    assert device.blas.mode == cublas.TF32


@pytest.mark.parametrize("gone", ["cudnnGetConvolutionForwardAlgorithm_v7", "cudnnCreateFilterDescriptor"])
def test_where_cudnn_has_no_older_interface_columns_do(
    gone: str, device: FakeDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device.dnn, "gone", gone)
    x, y = data_for(SHORT, CategoricalCrossentropy())
    Model(SHORT, CategoricalCrossentropy(), batch_size=8, device="cuda", tf32=True).fit(x, y)
    assert not device.dnn.calls


@pytest.mark.parametrize("sure", [True, False])
@pytest.mark.parametrize(
    "layer",
    [
        Conv2D(32, 3, padding="same"),
        Conv2D(33, (3, 1), stride=(2, 1)),
        Conv2D(32, 3, dilation=2),
        Conv2D(32, 2, stride=2, activation="gelu", bias=False),
        Conv2D(32, 2, padding="same"),  # zeros on one side only
        Conv2D(32, 3, groups=2),
    ],
    ids=lambda layer: "-".join(map(str, (layer.filters, layer.kernel_size, layer.padding, layer.groups))),
)
def test_convolutions_of_short_products_are_those_of_cudnn(
    layer: Conv2D, sure: bool, device: FakeDevice
) -> None:
    """The same numbers as on the CPU; what cuDNN cannot do, or not always in the same order, columns do."""
    network = sequential((9, 8, 3), [Conv2D(32, 3), layer, Flatten(), Dense(3, activation="softmax")])
    x, y = data_for(network, CategoricalCrossentropy())
    device.dnn.determinism = int(sure)
    losses = []
    for where in ("cpu", "cuda"):
        model = Model(network, CategoricalCrossentropy(), Adam(0.001), batch_size=8, device=where, tf32=True)
        losses.append([epoch.loss for epoch in model.fit(x, y, epochs=3).epochs])
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-4)
    takes = sure and layer.groups == 1 and not (layer.padding == "same" and layer.kernel_size == (2, 2))
    assert set(device.dnn.calls) == ({"Forward", "BackwardFilter", "BackwardData"} if takes else set())
