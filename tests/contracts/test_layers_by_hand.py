"""Facts about single layers that general contracts do not see, worked out by hand or by another way."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend.reference import ReferenceBackend
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import (
    Activation,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    GaussianNoise,
    GlobalMaxPool,
    GroupNorm,
    LayerNorm,
    MaxPool2D,
    SpatialDropout,
    ZeroPad2D,
)
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.shape import ShapeError
from nnstudio.training.model import Model
from tests.contracts.bench import Bench, Host, assert_gradient, numerical_gradient, smooth_bench
from tests.contracts.cases import Case


def _gradient(bench: Bench) -> Host:
    gradient = bench.grad_inputs[0]
    assert gradient is not None
    return gradient


# Normalisation ----------------------------------------------------------------------------------------------


def _batch_norm(**settings: float) -> Bench:
    """Two channels, four samples: means 5 and 0, biased variances 5 and 4."""
    bench = Bench(Case(BatchNorm(**settings), ((2,),), 4))
    bench.inputs[0][...] = [[2, -2], [4, 2], [6, -2], [8, 2]]
    bench.params["gamma"][...] = [1, 3]
    bench.params["beta"][...] = [0, 10]
    bench.state["mean"][...] = [0, 1]
    bench.state["variance"][...] = [1, 2]
    return bench


def test_batch_norm_measures_the_batch() -> None:
    bench = _batch_norm(epsilon=1e-7)
    bench.bound.forward()
    first = np.array([-3, -1, 1, 3]) / math.sqrt(5)
    np.testing.assert_allclose(bench.output[:, 0], first, rtol=1e-6)
    np.testing.assert_allclose(bench.output[:, 1], [7, 13, 7, 13], rtol=1e-6)


def test_batch_norm_moves_its_running_statistics_when_the_step_is_committed() -> None:
    bench = _batch_norm(momentum=0.9).run()
    assert bench.state["mean"].tolist() == [0, 1]  # the step may still turn out not to be finite
    assert bench.bound.commit is not None
    bench.bound.commit()
    np.testing.assert_allclose(bench.state["mean"], [0.9 * 0 + 0.1 * 5, 0.9 * 1 + 0.1 * 0])
    np.testing.assert_allclose(bench.state["variance"], [0.9 * 1 + 0.1 * 5, 0.9 * 2 + 0.1 * 4])


def test_a_batch_of_one_value_leaves_the_running_statistics_as_they_are() -> None:
    """It has no spread: a sample left over at the end of each epoch would draw the variance towards 0."""
    assert Bench(Case(BatchNorm(), ((2,),), 1)).run().bound.commit is None
    assert Bench(Case(BatchNorm(), ((1, 1, 2),), 1)).run().bound.commit is None
    assert Bench(Case(BatchNorm(), ((2, 2),), 1)).run().bound.commit is not None
    model = Model(
        sequential((2,), [BatchNorm(momentum=0.9), Dense(1, "linear")]), MeanSquaredError(), batch_size=32
    )
    x = np.random.default_rng(0).normal(size=(33, 2))
    model.fit(x, x[:, 0], epochs=60)
    np.testing.assert_allclose(model.get_weights()["batch_norm_1/variance"], x.var(axis=0), rtol=0.1)


def test_batch_norm_predicts_with_its_running_statistics() -> None:
    bench = Bench(Case(BatchNorm(epsilon=1.0), ((2,),), 3), training=False)
    bench.state["mean"][...], bench.state["variance"][...] = [1, 2], [3, 8]
    bench.params["gamma"][...], bench.params["beta"][...] = [2, 3], [0, 1]
    bench.inputs[0][...] = [[1, 2], [3, 5], [5, -1]]
    bench.bound.forward()
    np.testing.assert_allclose(bench.output, [[0, 1], [2, 4], [4, -2]])
    assert bench.bound.commit is None


@pytest.mark.parametrize("activation", ["linear", "relu", "prelu", "softmax"])
@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 2)])
def test_gradient_of_a_batch_norm_that_does_not_measure(shape: tuple[int, ...], activation: str) -> None:
    case = Case(BatchNorm(activation=activation), (shape,), 3)
    bench = smooth_bench(case, training=False).run()
    ours = {name: gradient.copy() for name, (_, gradient) in bench.arrays().items()}
    for name, (array, _) in bench.arrays().items():
        assert_gradient(ours[name], numerical_gradient(bench.cost, array), name)


def test_norms_give_mean_0_and_variance_1() -> None:
    for layer, axes in ((BatchNorm(epsilon=1e-7), (0, 1, 2)), (LayerNorm(1e-7), (3,))):
        bench = Bench(Case(layer, ((4, 5, 6),), 3))
        bench.params["gamma"][...], bench.params["beta"][...] = 1, 0
        bench.bound.forward()
        np.testing.assert_allclose(bench.output.mean(axis=axes), 0, atol=1e-12)
        np.testing.assert_allclose(bench.output.var(axis=axes), 1, rtol=1e-4)


@pytest.mark.parametrize(("groups", "shape"), [(3, (4, 5, 6)), (6, (4, 5, 6)), (1, (7, 4)), (2, (8,))])
def test_groups_have_mean_0_and_variance_1(groups: int, shape: tuple[int, ...]) -> None:
    bench = Bench(Case(GroupNorm(groups, 1e-7), (shape,), 3))
    bench.params["gamma"][...], bench.params["beta"][...] = 1, 0
    bench.bound.forward()
    apart = bench.output.reshape(3, -1, groups, shape[-1] // groups)
    np.testing.assert_allclose(apart.mean(axis=(1, 3)), 0, atol=1e-12)
    np.testing.assert_allclose(apart.var(axis=(1, 3)), 1, rtol=1e-4)


# Noise ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", [Dropout(0.5), SpatialDropout(0.5), GaussianNoise(1.0)], ids=str)
def test_predictions_are_free_of_noise(layer: Layer) -> None:
    bench = Bench(Case(layer, ((5, 4),)), training=False).run()
    np.testing.assert_array_equal(bench.output, bench.inputs[0])
    np.testing.assert_array_equal(_gradient(bench), bench.weighting)


def test_gaussian_noise_is_normal_and_leaves_the_gradient_alone() -> None:
    bench = Bench(Case(GaussianNoise(0.5), ((100, 50),), 20)).run()
    noise = bench.output - bench.inputs[0]
    count = noise.size
    assert noise.mean() == pytest.approx(0, abs=5 * 0.5 / math.sqrt(count))
    assert noise.std() == pytest.approx(0.5, rel=5 / math.sqrt(2 * count))
    assert (np.abs(noise) < 0.5).mean() == pytest.approx(math.erf(1 / math.sqrt(2)), abs=5 * 0.47 / math.sqrt(count))  # fmt: skip
    assert len(np.unique(noise[0])) > 0.99 * noise[0].size
    np.testing.assert_array_equal(_gradient(bench), bench.weighting)


@pytest.mark.parametrize("shape", [(7, 40), (3, 5, 40)])
def test_spatial_dropout_silences_whole_channels(shape: tuple[int, ...]) -> None:
    bench = Bench(Case(SpatialDropout(0.25), (shape,), 50)).run()
    kept = (bench.output != 0).reshape(50, -1, 40)
    np.testing.assert_array_equal(kept.all(axis=1), kept.any(axis=1))
    channels = kept.any(axis=1)
    spread = math.sqrt(0.25 * 0.75 / channels.size)
    assert channels.mean() == pytest.approx(0.75, abs=5 * spread)
    assert len(np.unique(channels, axis=0)) == 50  # each sample its own
    np.testing.assert_allclose(bench.output[bench.output != 0] * 0.75, bench.inputs[0][bench.output != 0])
    np.testing.assert_array_equal(_gradient(bench) != 0, bench.output != 0)


# Convolutions -----------------------------------------------------------------------------------------------

steps = st.integers(1, 4)


@given(
    steps, steps, st.integers(1, 2), st.sampled_from(("valid", "same")), st.integers(1, 4), st.integers(1, 4)
)
def test_transposed_convolution_is_the_gradient_of_a_convolution(
    kernel: int, stride: int, dilation: int, padding: str, rows: int, columns: int
) -> None:
    up = ConvTranspose2D(2, (kernel, 2), (stride, 1), padding, "linear", dilation, bias=False)
    transposed = Bench(Case(up, ((rows, columns, 3),)))
    down = Conv2D(3, (kernel, 2), (stride, 1), padding, "linear", dilation=dilation, bias=False)
    large = transposed.shape[1:]
    convolution = Bench(Case(down, (large,)))
    assert convolution.shape[1:] == (rows, columns, 3)
    convolution.params["W"][...] = transposed.params["W"]
    convolution.run()
    transposed.inputs[0][...] = convolution.weighting
    transposed.bound.forward()
    np.testing.assert_allclose(transposed.output, _gradient(convolution), rtol=1e-12, atol=1e-12)


def test_conv1d_is_conv2d_on_an_image_one_pixel_wide() -> None:
    flat = Bench(Case(Conv1D(4, 3, 2, "explicit", "tanh", 1, 2, groups=2), ((9, 2),)))
    square = Bench(Case(Conv2D(4, (3, 1), (2, 1), "explicit", "tanh", (1, 0), (2, 1), groups=2), ((9, 1, 2),)))  # fmt: skip
    for name in ("W", "b"):
        square.params[name][...] = flat.params[name].reshape(square.params[name].shape)
    flat.run(), square.run()
    np.testing.assert_array_equal(square.output[:, :, 0], flat.output)
    np.testing.assert_array_equal(_gradient(square)[:, :, 0], _gradient(flat))


def test_explicit_zeros_are_a_border_of_zeros() -> None:
    bench = Bench(Case(Conv2D(2, 3, padding="explicit", zeros=(1, 2)), ((4, 3, 2),)))
    border = Bench(Case(ZeroPad2D(1, 1, 2, 2), ((4, 3, 2),)))
    border.inputs[0][...] = bench.inputs[0]
    bench.bound.forward(), border.bound.forward()
    bare = Bench(Case(Conv2D(2, 3), (border.shape[1:],)))
    bare.inputs[0][...] = border.output
    for name, w in bare.params.items():
        w[...] = bench.params[name]
    bare.bound.forward()
    np.testing.assert_allclose(bare.output, bench.output)


def test_a_depthwise_convolution_sees_each_channel_alone() -> None:
    bench = Bench(Case(Conv2D(6, 3, groups=3, activation="linear", bias=False), ((5, 4, 3),)))
    bench.bound.forward()
    before = bench.output.copy()
    bench.inputs[0][..., 1] += 1
    bench.bound.forward()
    changed = (bench.output != before).any(axis=(0, 1, 2))
    assert changed.tolist() == [False, False, True, True, False, False]


def test_groups_that_do_not_fit_are_explained() -> None:
    with pytest.raises(
        ShapeError, match=r"4 channels and 6 filters .* 4 groups \(4 mod 4 = 0, 6 mod 4 = 2\)"
    ):
        Conv2D(6, groups=4).output_shape(((9, 9, 4),))


@pytest.mark.parametrize(
    ("layer", "size", "expected"),
    [
        (ConvTranspose2D(1, 3, 2, "valid"), 5, 11),  # (5 − 1)·2 + 3
        (ConvTranspose2D(1, 3, 2, "valid", dilation=2), 5, 13),  # (5 − 1)·2 + 5
        (ConvTranspose2D(1, 3, 2, "same"), 5, 10),
        (ConvTranspose2D(1, 2, 3, "valid"), 5, 14),
        (ConvTranspose2D(1, 2, 3, "same"), 5, 15),
    ],
)
def test_sizes_of_transposed_convolutions(layer: Layer, size: int, expected: int) -> None:
    assert layer.output_shape(((size, size, 1),)) == (expected, expected, 1)


@pytest.mark.parametrize(
    ("layer", "shape", "fans"),
    [
        (Dense(5), (3,), (3, 5)),
        (Conv1D(8, 3, groups=2), (9, 4), (3 * 2, 3 * 4)),
        (Conv2D(8, (3, 5), groups=4), (9, 9, 4), (15 * 1, 15 * 2)),
        (ConvTranspose2D(8, 4, 2), (9, 9, 3), (2 * 2 * 3, 16 * 8)),  # each output is painted by 2×2 pixels
        (ConvTranspose2D(8, 3, 1), (9, 9, 3), (9 * 3, 9 * 8)),
        (ConvTranspose2D(8, 2, 3), (9, 9, 3), (3, 4 * 8)),
    ],
)
def test_fans(layer: Layer, shape: tuple[int, ...], fans: tuple[int, int]) -> None:
    w = layer.params((shape,))[0]
    assert (w.fan_in, w.fan_out) == fans


def test_penalties_are_for_the_weights_alone() -> None:
    for cls in LAYERS:
        if "l1" in cls.__struct_fields__:
            shape = {Dense: (4,), Conv1D: (4, 2)}.get(cls, (4, 4, 2))
            w, *others = cls(activation="prelu", l1=0.1, l2=0.2).params((shape,))
            assert (w.name, w.l1, w.l2) == ("W", 0.1, 0.2)
            assert [(p.name, p.l1, p.l2) for p in others] == [("b", 0, 0), ("alpha", 0, 0)]


# Pooling, merging, activation -------------------------------------------------------------------------------


def test_an_average_counts_only_what_is_there() -> None:
    bench = Bench(Case(AvgPool2D(2, 1, "same"), ((2, 2, 1),), 1))
    bench.inputs[0].flat[:] = [1, 2, 3, 6]
    bench.bound.forward()
    assert bench.output.ravel().tolist() == [3, 4, 4.5, 6]


def test_global_max_gives_the_gradient_to_the_first_of_equals() -> None:
    bench = Bench(Case(GlobalMaxPool(), ((2, 2, 1),), 1))
    bench.inputs[0].flat[:] = [1, 5, 5, 2]
    bench.run()
    assert np.flatnonzero(_gradient(bench)).tolist() == [1]


@pytest.mark.parametrize("layer", [MaxPool2D(2), AvgPool2D(2), GlobalMaxPool(), BatchNorm(), LayerNorm(), GroupNorm(1)], ids=str)  # fmt: skip
def test_a_nan_is_passed_on(layer: Layer) -> None:
    bench = Bench(Case(layer, ((2, 2, 1),), 1))
    bench.inputs[0].flat[3] = np.nan
    bench.bound.forward()
    assert np.isnan(bench.output).any()


def test_concatenate_keeps_the_order() -> None:
    bench = Bench(Case(Concatenate(), ((2,), (1,)), 1))
    bench.inputs[0][...], bench.inputs[1][...] = [[1, 2]], [[3]]
    bench.bound.forward()
    assert bench.output.tolist() == [[1, 2, 3]]


def test_prelu_learns_a_slope_for_each_channel() -> None:
    bench = Bench(Case(Activation("prelu"), ((2, 2),), 1))
    bench.inputs[0][...] = [[[-1, -2], [3, -4]]]
    bench.params["alpha"][...] = [10, 100]
    bench.run()
    assert bench.output.tolist() == [[[-10, -200], [3, -400]]]
    g = bench.weighting[0]
    np.testing.assert_allclose(bench.grads["alpha"], [-g[0, 0], -2 * g[0, 1] - 4 * g[1, 1]])


def test_a_sum_may_be_taken_in_place() -> None:
    """Gradients from several followers are added up like this."""
    backend = ReferenceBackend(np, "reference", "float64")
    y, a, b = np.array([1.0, 2.0]), np.array([10.0, 20.0]), np.array([100.0, 200.0])
    backend.add((y, a, b), y, None, (None, None, None)).forward()
    assert y.tolist() == [111, 222]
