"""Samples of arrays on a common scale: all values together, or each channel of a sequence by itself."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing import array_scaling
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.preparing.preprocessing import Scaling
from nnstudio.data.warnings import warnings_about
from nnstudio.project.judging.listing import raw

VALUES = st.floats(-1e4, 1e4, width=32)
SEQUENCES = hnp.array_shapes(min_dims=3, max_dims=3, min_side=2, max_side=6).flatmap(
    lambda shape: hnp.arrays(np.float32, shape, elements=VALUES)
)


def dataset(inputs: np.ndarray) -> Dataset:
    kinds = Column.category("kind", ["ab"[i % 2] for i in range(len(inputs))])
    return Dataset("sequences", np.asarray(inputs, np.float32), kinds)


def sensor() -> Dataset:
    """Accelerations in g, and a rotation in degrees per second: the first channels tell the kinds apart."""
    draw = np.random.default_rng(0)
    x = draw.normal(size=(60, 12, 3)) * (0.5, 0.5, 200) + (0, 1, -30)
    x[1::2, :, 0] += 1
    return dataset(x)


@pytest.mark.parametrize("scaling", get_args(Scaling))
@given(x=SEQUENCES)
def test_each_channel_is_scaled_as_if_it_were_alone(scaling: Any, x: np.ndarray) -> None:
    rows = np.arange(len(x) - 1)
    whole = fit(dataset(x), rows, scaling, by_channel=True)
    each = [fit(dataset(x[..., [i]]), rows, scaling) for i in range(x.shape[2])]
    got = whole.transform(dataset(x))
    for i, alone in enumerate(each):
        np.testing.assert_allclose(got[..., [i]], alone.transform(dataset(x[..., [i]])), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(raw(whole, got), x, rtol=1e-5, atol=2e-2)


@given(x=SEQUENCES)
def test_together_their_proportions_stay(x: np.ndarray) -> None:
    whole = fit(dataset(x))
    assert len(whole.scale) == 1
    assert whole.offset[0] == pytest.approx(x.mean(dtype=np.float64))
    # The same numbers as one long channel: nothing but the shape is another.
    assert whole.transform(dataset(x)).ravel().tolist() == fit(dataset(x.reshape(len(x), -1, 1))).transform(
        dataset(x.reshape(len(x), -1, 1))
    ).ravel().tolist()  # fmt: skip


@pytest.mark.parametrize("shape", [(20, 7), (20, 6, 5, 3), (20, 9, 1)])
def test_only_sequences_of_several_channels_have_any(shape: tuple[int, ...]) -> None:
    x = dataset(np.random.default_rng(0).normal(size=shape))
    assert fit(x, by_channel=True) == fit(x)


def test_parts_that_are_handled_one_after_the_other_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fit(sensor(), by_channel=True)
    monkeypatch.setattr(array_scaling, "CHUNK", 7)
    parts = fit(sensor(), by_channel=True)
    np.testing.assert_allclose(parts.offset, whole.offset)
    np.testing.assert_allclose(parts.scale, whole.scale)


@pytest.mark.parametrize("config", [DataConfig(), DataConfig(scaling="minmax"), DataConfig(scaling="none")])
def test_channels_in_units_of_their_own_are_warned_about(config: DataConfig) -> None:
    data = sensor()
    (found,) = (each for each in warnings_about(data, config) if each.kind == "channels_apart")
    assert str(found.text).startswith("Channel 3 varies ")
    assert "as much as channel 2" in str(found.text)
    assert found.remedy is not None
    assert found.remedy.option == ("--by-channel",)
    mended = found.remedy.config
    assert mended is not None
    assert mended.by_channel
    assert "channels_apart" not in [each.kind for each in warnings_about(data, mended)]
    scaled = prepare(data, mended, 0).preprocessor.transform(data).std(axis=(0, 1))
    assert scaled.max() < 2 * scaled.min() or mended.scaling == "minmax"


def test_axes_of_one_sensor_and_what_never_changes_are_fine() -> None:
    alike = np.random.default_rng(0).normal(size=(40, 9, 4)) * (1, 8, 0, 3)
    assert not [
        each for each in warnings_about(dataset(alike), DataConfig()) if each.kind == "channels_apart"
    ]
