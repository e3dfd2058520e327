"""What an ONNX model takes and gives: opsets, channels, and preprocessing inside."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.export import Artifact, Onnx, samples_for
from nnstudio.export.onnx.preprocessing import raw_inputs
from nnstudio.export.samples import Samples, drawn_samples
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Concatenate, Conv2D, Dense, Flatten, GlobalAvgPool, Input, LayerNorm
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.contracts.runtimes import available
from tests.export.artifacts import weights_of

CLOSE = 1e-4
GENERATOR = np.random.default_rng(5)


def _table(task: str) -> Dataset:
    colour = ["red", None, "blue", "green", ""] * 12
    columns = (
        Column.number("y", [float("nan") if i % 9 == 4 else 1000 + i * 3.5 for i in range(60)]),
        Column.category('colour "x"', colour),
        Column.number("code", [i % 3 for i in range(60)]),
    )
    target = (
        Column.number("z", np.arange(60) * 7.0 - 50)
        if task == "regression"
        else Column.category("z", ["a", "b", "c"] * 20)
    )
    return Dataset("table", columns, target)


def _artifact(dataset: Dataset, network: Network, config: DataConfig | None = None) -> Artifact:
    prepared = prepare(dataset, config or DataConfig(), 0)
    model = Model(network, MeanSquaredError())
    return Artifact(network, model.get_weights(), prepared.preprocessor)


def _table_artifact(task: str) -> Artifact:
    width = prepare(_table(task), DataConfig(), 0).sample_shape[0]
    last = Dense(1, "linear") if task == "regression" else Dense(3, "softmax")
    return _artifact(_table(task), sequential((width,), [Dense(5), LayerNorm(), last]))


@pytest.mark.parametrize("preprocessing", [False, True])
@pytest.mark.parametrize(
    ("task", "scaled", "restored"),
    [
        ("regression", "the predicted value: z, scaled as for the training", "the predicted value: z, in the unit of the data"),
        ("classes", *["how probable each class is, in this order: a, b, c"] * 2),
    ],
)  # fmt: skip
def test_a_model_says_what_goes_in_and_comes_out(
    task: str, scaled: str, restored: str, preprocessing: bool
) -> None:
    model = onnx.load_from_string(Onnx(preprocessing=preprocessing).encode(_table_artifact(task)))
    (output,) = model.graph.output
    assert output.doc_string == (restored if preprocessing else scaled)
    inputs = [given.doc_string for given in model.graph.input]
    number, text = "a number; NaN where it is missing", "a text; empty where it is missing"
    assert inputs == (
        [number, text, number]
        if preprocessing
        else ["scaled and encoded as “preprocessing” in the metadata says"]
    )


def _two_inputs() -> Artifact:
    width = prepare(_table("classes"), DataConfig(), 0).sample_shape[0]
    net = Network().add(Input((2,)), id="a").add(Input((width - 2,)), id="b")
    net = net.add(Concatenate(), after=("b", "a"), id="c").add(Dense(3, "softmax"), after="c", id="d")
    return _artifact(_table("classes"), net)


def _pictures(answer: str = "target") -> Artifact:
    images = GENERATOR.uniform(0, 255, (40, 4, 5, 2)).astype(np.float32)
    dataset = Dataset("pictures", images, Column.category("kind", ["x", "y"] * 20))
    layers = [Conv2D(3, padding="same"), Conv2D(2, padding="same", activation="linear")]
    if answer == "target":
        layers = [Conv2D(3), GlobalAvgPool(), LayerNorm(), Dense(1, "sigmoid")]
    return _artifact(dataset, sequential((4, 5, 2), layers), DataConfig(answer=answer))


def _coordinates() -> Artifact:
    """Metres and seconds of which single precision knows but a few digits, and numbers next to 0 whose logarithm is taken."""
    columns = (
        Column.number("northing", 5.4e6 + GENERATOR.normal(0, 30, 60)),
        Column.number("seconds", [float("nan") if i % 9 == 4 else 1.7e9 + i for i in range(60)]),
        Column.number("size", 1e-9 * GENERATOR.lognormal(0, 1, 60)),
        Column.number("weight", GENERATOR.normal(50, 5, 60)),
    )
    dataset = Dataset("places", columns, Column.number("z", np.arange(60) * 7.0 - 50))
    config = DataConfig(columns=(ColumnSettings("size", logarithm=True),))
    return _artifact(dataset, sequential((4,), [Dense(3), Dense(1, "linear")]), config)


CASES: dict[str, Any] = {
    "coordinates": _coordinates,
    "classes": lambda: _table_artifact("classes"),
    "regression": lambda: _table_artifact("regression"),
    "two inputs": _two_inputs,
    "pictures": _pictures,
    "pictures given back": lambda: _pictures("input"),
    "pictures flattened": lambda: _artifact(
        Dataset(
            "pictures",
            GENERATOR.normal(size=(30, 2, 3, 2)).astype(np.float32),
            Column.number("n", np.arange(30.0)),
        ),
        sequential((2, 3, 2), [Flatten(), Dense(1, "linear")]),
    ),
}


def _outputs(chosen: Onnx, artifact: Artifact, samples: Samples, run: Any) -> np.ndarray[Any, Any]:
    model = onnx.load_model_from_string(chosen.encode(artifact))
    onnx.checker.check_model(model, full_check=True)
    first = chosen.channels == "first"
    if chosen.preprocessing:
        assert artifact.preprocessor is not None
        feeds = raw_inputs(artifact.preprocessor, samples, first=first)
    else:
        alone = len(samples.inputs) == 1
        feeds = {"x" if alone else node: x for node, x in samples.inputs.items()}
        feeds = {
            k: np.ascontiguousarray(np.moveaxis(x, -1, 1)) if first and x.ndim == 4 else x
            for k, x in feeds.items()
        }
    assert {i.name for i in model.graph.input} == set(feeds)
    got = run(model, feeds)
    return np.moveaxis(got, 1, -1) if first and got.ndim == 4 else got


@pytest.mark.parametrize("preprocessing", [False, True])
@pytest.mark.parametrize("channels", ["last", "first"])
@pytest.mark.parametrize("name", CASES)
def test_every_choice_gives_the_same_answers(name: str, channels: str, preprocessing: bool) -> None:
    artifact = CASES[name]()
    samples = drawn_samples(artifact, count=8)
    (expected,) = samples.expected(preprocessing=preprocessing).values()
    for opset in (15, 17, 18, 21):
        chosen = Onnx(opset=opset, channels=channels, preprocessing=preprocessing)
        for run in available():
            got = _outputs(chosen, artifact, samples, run)
            np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE, err_msg=f"opset {opset}")


def test_unknown_and_missing_values_are_what_the_preprocessing_makes_of_them() -> None:
    artifact = _table_artifact("classes")
    model = onnx.load_model_from_string(Onnx(preprocessing=True).encode(artifact))
    columns = (
        Column.number("y", [float("nan"), 3.0, 3.0]),
        Column.category('colour "x"', ["mauve", None, "blue"], ["blue", "mauve"]),
        Column.number("code", [1.0, 2.0, float("nan")]),
    )
    assert artifact.preprocessor is not None
    ours = Model(artifact.network, MeanSquaredError())
    ours.set_weights(artifact.weights)
    expected = ours.predict(artifact.preprocessor.transform(columns))
    feeds = {
        "y": columns[0].values.astype(np.float32)[:, None],
        'colour "x"': np.array([["mauve"], [""], ["blue"]], object),
        "code": columns[2].values.astype(np.float32)[:, None],
    }
    for run in available():
        np.testing.assert_allclose(run(model, feeds), expected, rtol=CLOSE, atol=CLOSE)


def test_only_numbers_that_need_it_are_in_double_precision() -> None:
    model = onnx.load_model_from_string(Onnx(preprocessing=True).encode(_coordinates()))
    exact = {i.name for i in model.graph.input if i.type.tensor_type.elem_type == onnx.TensorProto.DOUBLE}
    assert exact == {"northing", "seconds", "size"}


def test_a_column_may_have_the_name_of_the_output() -> None:
    model = onnx.load_model_from_string(Onnx(preprocessing=True).encode(_table_artifact("classes")))
    assert [o.name for o in model.graph.output] == ["predicted y"]


def test_without_preprocessing_there_is_none_to_include() -> None:
    network = sequential((2,), [Dense(1)])
    artifact = Artifact(network, Model(network, MeanSquaredError()).get_weights())
    with pytest.raises(StudioError, match="no preprocessing to include"):
        Onnx(preprocessing=True).encode(artifact)


def test_an_output_may_be_called_as_the_input() -> None:
    """Of several outputs of which nobody knows the targets each has the name of its layer, and the only Input is ``x``."""
    network = Network().add(Input((8, 8, 1))).add(Flatten(), after="input", id="flat")
    for node in ("x", "y"):
        network = network.add(Dense(10, activation="softmax"), after="flat", id=node)
    whole, chosen = Artifact(network, weights_of(network)), Onnx()
    data = chosen.encode(whole)
    assert [each.name for each in onnx.load_model_from_string(data).graph.output] == ["predicted x", "y"]
    chosen.prove({"network.onnx": data}, whole, samples_for(whole, count=5), lambda: False)
