"""What every layer type must keep. A new layer needs an entry in cases.py and nothing here."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.backend.geometry import same_axis, valid_axis
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.layer import CATEGORIES, LAYERS, Layer, layer_from_plain, layer_to_plain
from nnstudio.nn.layers import Conv2D, Dense, Dropout, MaxPool2D
from nnstudio.nn.primitives import PRIMITIVES, Lowering, Primitive
from nnstudio.nn.shape import ShapeError, show
from nnstudio.system.messages import StudioError
from tests.contracts import interpreter
from tests.contracts.bench import Bench, assert_gradient, numerical_gradient, slope, smooth_bench
from tests.contracts.cases import Case, entry_for, every_bound_layer, every_corner
from tests.contracts.large import large_cases

every_layer = pytest.mark.parametrize("cls", tuple(LAYERS), ids=lambda cls: cls.__name__)
draws = given(st.data())


# What it says about itself ---------------------------------------------------------------------------------


@every_layer
def test_documentation_is_complete(cls: type[Layer]) -> None:
    assert cls.category in CATEGORIES
    for text in (cls.__doc__, cls.title, cls.summary, cls.keywords, cls.formula):
        assert text
    assert cls.summary[0].isupper()
    assert not cls.summary.endswith(".")
    assert len(cls.summary) <= 32  # fits the palette
    assert cls.title not in {other.title for other in LAYERS if other is not cls}


@every_layer
def test_every_setting_is_described_and_has_a_sound_default(cls: type[Layer]) -> None:
    infos = {info.name: info for info in fields_of(cls)}
    assert set(infos) == set(cls.__struct_fields__)
    layer = cls()
    for info in infos.values():
        assert re.fullmatch(r"\S.*\S\.", info.field.help), f"{info.name} needs a sentence of help"
        assert info.default == getattr(layer, info.name)


@every_layer
def test_settings_outside_their_limits_are_refused(cls: type[Layer]) -> None:
    for info in fields_of(cls):
        for value, limit in _outside(info):
            with pytest.raises(StudioError) as caught:
                cls(**{info.name: value})
            text = str(caught.value)
            assert cls.__name__ in text
            assert info.label.lower() in text.lower()
            assert limit in text


def _outside(info: FieldInfo) -> list[tuple[object, str]]:
    """Values just outside, each with what the message must name."""
    limits, found = info.field, [(object(), "must be")]
    if limits.choices:
        found.append(("nonsense", limits.choices[0]))
    if info.kind in ("int", "float"):
        found += [(True, "must be"), (np.array([1, 2]), "must be"), (math.nan, "must be"), ("1", "must be")]
        found += [(10**400, "must be"), (10**5000, "must be")]
    wrap = (lambda n: (n,)) if info.kind == "ints" else (lambda n: n)
    if limits.minimum is not None:
        found.append((wrap(int(limits.minimum) - 1), f"{limits.minimum:.12g}"))
    if limits.maximum is not None:
        found.append((wrap(int(limits.maximum) + 1), f"{limits.maximum:.12g}"))
    if not info.optional:
        found.append((None, "must be"))
    return found


@every_layer
@draws
def test_round_trip_through_a_file(cls: type[Layer], data: st.DataObject) -> None:
    layer = data.draw(entry_for(cls).drawn).layer
    plain = json.loads(json.dumps(layer_to_plain(layer)))
    assert layer_from_plain(plain) == (layer, {})
    assert layer_from_plain(plain | {"from_the_future": [1, {}]}) == (layer, {"from_the_future": [1, {}]})


@every_layer
def test_a_setting_that_a_file_leaves_out_takes_its_default(cls: type[Layer]) -> None:
    assert layer_from_plain({"type": cls.__name__}) == (cls(), {})


@every_layer
@draws
def test_figures_fit_a_card(cls: type[Layer], data: st.DataObject) -> None:
    assert len(data.draw(entry_for(cls).drawn).layer.figures()) <= 40


# Shapes -----------------------------------------------------------------------------------------------------


@every_layer
def test_wrong_shapes_are_refused_with_the_arithmetic(cls: type[Layer]) -> None:
    for case in entry_for(cls).refused:
        with pytest.raises(ShapeError) as caught:
            case.layer.output_shape(case.inputs)
        text, error = str(caught.value), caught.value
        assert cls.title in text
        assert "{" not in text
        assert error.word
        assert len(error.word) <= 16
        for shape in case.inputs:
            assert show(shape) in text or any(str(n) in re.findall(r"\d+", text) for n in shape), text
        if error.field is not None:
            assert error.field in {info.name for info in fields_of(cls)}


@every_layer
def test_params_are_named_as_in_the_textbook(cls: type[Layer]) -> None:
    for case in entry_for(cls).corners:
        params = case.layer.params(case.inputs)
        assert len({p.name for p in params}) == len(params)
        assert all(p.size == np.prod(p.shape) and p.fan_in > 0 and p.fan_out > 0 for p in params)


def _multiply_adds(case: Case) -> int:
    """Count multiplications by weights of the lowered layer: each weight once for each place it is used."""
    graph = Lowering()
    case.layer.lower(graph, tuple(f"x{i}" for i in range(len(case.inputs))), case.inputs, "n")
    shapes = {f"n/{p.name}": p.shape for p in case.layer.params(case.inputs)}
    total = 0
    for p in graph.primitives:
        if p.op in PLACES:
            total += PLACES[p.op](p) * math.prod(shapes[p.inputs[1]])
    return total


PLACES: dict[str, Callable[[Primitive], int]] = {
    "matmul": lambda p: 1,
    "conv2d": lambda p: math.prod(p.shape[:-1]),
    "conv_transpose2d": lambda p: math.prod(axis.output for axis in p.attributes["window"]),
    "batch_norm": lambda p: math.prod(p.shape[:-1]),
    "group_norm": lambda p: math.prod(p.shape[:-1]),
    "layer_norm": lambda p: math.prod(p.shape[:-1]),
}
"""At how many places of a sample the weights of a primitive are used."""


@every_bound_layer
@draws
def test_multiply_adds_count_every_weight_at_every_place(cls: type[Layer], data: st.DataObject) -> None:
    case = data.draw(entry_for(cls).drawn)
    assert case.layer.multiply_adds(case.inputs) == _multiply_adds(case)


@given(st.integers(1, 20), st.integers(1, 6), st.integers(1, 5), st.integers(1, 3))
@settings(max_examples=200)
def test_window_arithmetic_is_what_sliding_gives(size: int, kernel: int, stride: int, dilation: int) -> None:
    reach = (kernel - 1) * dilation + 1

    def windows(length: int) -> int:
        return len([s for s in range(0, length, stride) if s + reach <= length])

    valid = valid_axis(size, kernel, stride, dilation)
    assert max(valid.output, 0) == windows(size)
    same = same_axis(size, kernel, stride, dilation)
    wanted = len(range(0, size, stride))  # a window for every stride-th value
    total = same.before + same.after
    assert same.output == wanted == windows(size + total)
    assert total == 0 or windows(size + total - 1) < wanted, "more zeros than needed"
    assert same.after - same.before in (0, 1)


# Values and gradients ---------------------------------------------------------------------------------------


def _check_forward(case: Case) -> None:
    """Shapes and values are those that plain loops over the lowered layer give."""
    bench = Bench(case, training=False)
    bench.bound.forward()
    assert np.isfinite(bench.output).all(), "a value was not written"
    graph = Lowering()
    names = tuple(f"x{i}" for i in range(len(case.inputs)))
    result = case.layer.lower(graph, names, case.inputs, "n")
    arrays = bench.params | bench.state
    values = dict(zip(names, bench.inputs, strict=True)) | {f"n/{k}": w for k, w in arrays.items()}
    expected = interpreter.run(graph.primitives, values)[result]
    assert expected.shape == bench.shape
    np.testing.assert_allclose(bench.output, expected, rtol=1e-11, atol=1e-12)


def _check_gradient_along(case: Case, directions: int) -> None:
    """Gradients along random directions: a wrong one shows in almost every direction."""
    bench = smooth_bench(case).run()
    ours = {name: gradient.copy() for name, (_, gradient) in bench.arrays().items()}
    generator = np.random.default_rng(1)
    for name, (array, _) in bench.arrays().items():
        for _ in range(directions):
            direction = generator.normal(size=array.shape)
            numerical = slope(bench.cost, array, direction)
            scale = np.abs(ours[name] * direction).sum()
            assert abs((ours[name] * direction).sum() - numerical) <= 1e-6 * scale + 1e-9, f"{name} of {case}"


@every_corner
def test_forward_is_what_the_lowered_layer_gives(case: Case) -> None:
    _check_forward(case)


@every_corner
def test_gradient_of_every_value_is_the_numerical_one(case: Case) -> None:
    bench = smooth_bench(case).run()
    ours = {name: gradient.copy() for name, (_, gradient) in bench.arrays().items()}
    for name, (array, _) in bench.arrays().items():
        assert_gradient(ours[name], numerical_gradient(bench.cost, array), name)


@every_bound_layer
@draws
def test_drawn_options(cls: type[Layer], data: st.DataObject) -> None:
    case = data.draw(entry_for(cls).drawn)
    _check_forward(case)
    _check_gradient_along(case, 2)


@pytest.mark.full
@every_bound_layer
@settings(suppress_health_check=list(HealthCheck))
@draws
def test_drawn_options_value_by_value(cls: type[Layer], data: st.DataObject) -> None:
    case = data.draw(entry_for(cls).drawn)
    _check_forward(case)
    bench = smooth_bench(case).run()
    ours = {name: gradient.copy() for name, (_, gradient) in bench.arrays().items()}
    for name, (array, _) in bench.arrays().items():
        assert_gradient(ours[name], numerical_gradient(bench.cost, array), name)


@every_corner
def test_replaying_changes_nothing(case: Case) -> None:
    """An operation fills its outputs; it does not add to what stands there."""
    bench = Bench(case).run()
    first = [bench.output.copy(), *(g.copy() for _, g in bench.arrays().values())]
    inputs = [x.copy() for x in (*bench.inputs, *bench.params.values(), *bench.state.values())]
    bench.run()
    for before, after in zip(first, [bench.output, *(g for _, g in bench.arrays().values())], strict=True):
        np.testing.assert_array_equal(before, after)
    for before, after in zip(
        inputs, (*bench.inputs, *bench.params.values(), *bench.state.values()), strict=True
    ):
        np.testing.assert_array_equal(before, after)


@every_corner
def test_a_program_that_only_predicts_gives_the_same_values(case: Case) -> None:
    learning, predicting = Bench(case), Bench(case, gradients=False)
    learning.bound.forward()
    predicting.bound.forward()
    np.testing.assert_array_equal(learning.output, predicting.output)


@every_corner
def test_the_input_gradient_may_be_left_out(case: Case) -> None:
    """The first layer's input gradient is wanted by nobody; the others must not change."""
    wanted, bench = Bench(case).run(), Bench(case, input_gradients=False).run()
    for name, gradient in bench.grads.items():
        np.testing.assert_array_equal(gradient, wanted.grads[name])


def _check_cpu(case: Case, dtype: str, *, training: bool, tolerance: float | None = None) -> None:
    from nnstudio.backend.cpu import CpuBackend

    ours = Bench(case, backend=CpuBackend(dtype), training=training).run()
    oracle = Bench(case, backend=ReferenceBackend(np, "reference", dtype), training=training).run()
    tolerance = tolerance or (2e-5 if dtype == "float32" else 1e-12)
    assert ours.output.dtype == np.dtype(dtype)
    assert (ours.bound.commit is None) == (oracle.bound.commit is None)
    for bench in (ours, oracle):
        if bench.bound.commit is not None:
            bench.bound.commit()
    np.testing.assert_allclose(ours.output, oracle.output, rtol=tolerance, atol=tolerance)
    mine = [*(g for _, g in ours.arrays().values()), *ours.state.values()]
    theirs = [*(g for _, g in oracle.arrays().values()), *oracle.state.values()]
    for a, b in zip(mine, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance * max(1, np.abs(b).max(initial=0)))


@pytest.mark.parametrize(
    ("dtype", "training"),
    [
        pytest.param("float32", True, id="float32-training"),
        pytest.param("float64", True, id="float64-training"),
        pytest.param("float64", False, id="float64-predicting"),
    ],
)
@every_corner
def test_cpu_backend_is_the_reference(case: Case, dtype: str, training: bool) -> None:
    _check_cpu(case, dtype, training=training)


@every_bound_layer
@draws
def test_cpu_backend_is_the_reference_for_drawn_options(cls: type[Layer], data: st.DataObject) -> None:
    _check_cpu(data.draw(entry_for(cls).drawn), "float64", training=data.draw(st.booleans()))


# One row of 2048 that a sum leaves out is as little as float32 may round away here: float64 shows it.
@pytest.mark.parametrize(
    ("dtype", "tolerance"), [("float64", 1e-11), pytest.param("float32", 5e-4, marks=pytest.mark.full)]
)
@every_bound_layer
def test_cpu_backend_is_the_reference_when_it_is_cut_into_slices(
    cls: type[Layer], dtype: str, tolerance: float
) -> None:
    """Sums over a large batch round more, each in its own way."""
    for case in large_cases(cls):
        _check_cpu(case, dtype, training=True, tolerance=tolerance)


# A few facts by hand ----------------------------------------------------------------------------------------


def test_the_interpreter_knows_every_primitive() -> None:
    assert set(interpreter.INTERPRETERS) == PRIMITIVES


def test_dense_by_hand() -> None:
    bench = Bench(Case(Dense(1, "linear"), ((2,),), 1))
    bench.inputs[0][...] = [[2, 3]]
    bench.params["W"][...] = [[10], [100]]
    bench.params["b"][...] = [0.5]
    bench.bound.forward()
    assert bench.output.tolist() == [[320.5]]


def test_conv2d_is_cross_correlation_not_convolution() -> None:
    bench = Bench(Case(Conv2D(1, (1, 2), activation="linear", bias=False), ((1, 3, 1),), 1))
    bench.inputs[0][0, 0, :, 0] = [1, 10, 100]
    bench.params["W"][0, :, 0, 0] = [1, 2]
    bench.bound.forward()
    assert bench.output.ravel().tolist() == [21, 210]


def test_max_pool_passes_a_nan_on() -> None:
    for place in range(4):
        bench = Bench(Case(MaxPool2D(2), ((2, 2, 1),), 1))
        bench.inputs[0].flat[place] = np.nan
        bench.bound.forward()
        assert np.isnan(bench.output).all()


def test_max_pool_gives_the_gradient_to_the_first_of_equals() -> None:
    bench = Bench(Case(MaxPool2D(2), ((2, 2, 1),), 1))
    bench.inputs[0][...] = 5
    bench.run()
    gradient = bench.grad_inputs[0]
    assert gradient is not None
    assert np.flatnonzero(gradient).tolist() == [0]


def test_dropout_gradient_follows_the_mask() -> None:
    bench = Bench(Case(Dropout(0.5), ((64,),), 4)).run()
    gradient = bench.grad_inputs[0]
    assert gradient is not None
    assert 0 < np.count_nonzero(bench.output) < bench.output.size
    np.testing.assert_array_equal(gradient == 0, bench.output == 0)


@pytest.mark.parametrize(
    "cls", [k for k in LAYERS if "filters" in [info.name for info in fields_of(k)]], ids=lambda k: k.__name__
)
def test_one_filter_is_one_filter(cls: type[Layer]) -> None:
    assert cls().replace(filters=1).figures().startswith("1 filter · ")
    assert cls().replace(filters=2).figures().startswith("2 filters · ")
