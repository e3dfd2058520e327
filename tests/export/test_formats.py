"""Every layer in every format, read back by somebody else."""

from __future__ import annotations

import errno
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx.reference import ReferenceEvaluator
from safetensors import safe_open
from safetensors.numpy import load as read_safetensors

from nnstudio.data.preprocessing import ColumnScaling, Preprocessor
from nnstudio.export import FORMATS, Artifact, Npz, Onnx, Safetensors, format_for
from nnstudio.export.format import Format
from nnstudio.export.verify import verify_onnx
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.primitives import PRIMITIVES
from nnstudio.system.files import FileError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.contracts.cases import Case, entry_for

CLOSE = 1e-5
EVERY = [case for cls in LAYERS for case in entry_for(cls).corners]

every_format = pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)


def _network(case: Case) -> Network:
    """The layer in a network: each of its inputs comes from a layer of its own."""
    if isinstance(case.layer, Input):
        return Network().add(case.layer).add(Activation("linear"), after="input")
    network = Network().add(Input(case.inputs[0]))
    sources = []
    for number in range(len(case.inputs)):
        network = network.add(Activation("tanh" if number else "linear"), after="input")
        sources.append(network.nodes[-1].id)
    return network.add(case.layer, after=sources)


def _trained(network: Network, seed: int = 0) -> tuple[Model, np.ndarray[Any, Any]]:
    """A model with weights and biases that are not zero, and some samples."""
    generator = np.random.default_rng(seed)
    model = Model(network, MeanSquaredError(), batch_size=2)
    model.set_weights({k: generator.normal(size=w.shape) / 2 for k, w in model.get_weights().items()})
    return model, generator.normal(size=(3, *model.input_shape)).astype(np.float32)


def _check_onnx(network: Network) -> onnx.ModelProto:
    """The exported network says the same, for several batch sizes."""
    model, x = _trained(network)
    data = Onnx().encode(Artifact(network, model.get_weights()))
    read = onnx.load_model_from_string(data)
    onnx.checker.check_model(read, full_check=True)
    runtime = ReferenceEvaluator(read)
    for count in (1, 3):
        (got,) = runtime.run(None, {"x": x[:count]})
        expected = model.predict(x[:count])
        assert got.shape == expected.shape
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, expected, rtol=CLOSE, atol=CLOSE)
    return read


def _ops(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node if node.op_type != "Identity"]


# Layers in formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.layer} on {case.inputs}")
@every_format
def test_every_layer_in_every_format(cls: type[Format], case: Case) -> None:
    network = _network(case)
    model, _ = _trained(network)
    weights = model.get_weights()
    data = cls().encode(Artifact(network, weights))
    assert data == cls().encode(Artifact(network, weights))
    read = READERS[cls](data)
    for key, array in weights.items():
        np.testing.assert_array_equal(read[key], array)
    if cls is Onnx:
        _check_onnx(network)


def _read_onnx(data: bytes) -> dict[str, Any]:
    """The weights of an ONNX file in our order of axes."""
    model = onnx.load_model_from_string(data)
    arrays = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer if "/" in t.name}
    ours = {"W": lambda a: a.transpose(2, 3, 1, 0) if a.ndim == 4 else a, "b": lambda a: a.reshape(-1)}
    return {name: ours[name.rpartition("/")[2]](a) for name, a in arrays.items()}


READERS: dict[type[Format], Any] = {
    Npz: lambda data: dict(np.load(io.BytesIO(data), allow_pickle=False)),
    Safetensors: read_safetensors,
    Onnx: _read_onnx,
}


@every_format
def test_a_format_is_described(cls: type[Format]) -> None:
    assert cls in READERS, "Add a reader for it"
    for text in (cls.__doc__, cls.key, cls.title, cls.summary):
        assert text
    assert cls.suffix.startswith(".")
    assert cls.suffix == cls.suffix.lower()
    assert (
        len({other.suffix for other in FORMATS})
        == len({other.key for other in FORMATS})
        == len(list(FORMATS))
    )
    for info in fields_of(cls):
        assert info.field.help.endswith(".")


@pytest.mark.parametrize("cls", [c for c in LAYERS if c is not Input], ids=lambda cls: cls.__name__)
@given(st.data())
def test_drawn_layers_in_onnx(cls: type[Layer], data: st.DataObject) -> None:
    _check_onnx(_network(data.draw(entry_for(cls).drawn)))


def test_onnx_knows_every_primitive() -> None:
    from nnstudio.export.onnx import _Translation

    assert all(hasattr(_Translation, f"_{name}") for name in PRIMITIVES)


# Whole networks in ONNX -------------------------------------------------------------------------------------

SOFTMAX = Dense(3, activation="softmax")

CHAINS: dict[str, tuple[tuple[int, ...], list[Layer], list[str]]] = {
    "one transpose for two convolutions": (
        (8, 8, 2),
        [Conv2D(3, 3), Conv2D(4, 2, activation="tanh"), Flatten(), SOFTMAX],
        ["Transpose", "Conv", "Add", "Relu", "Conv", "Add", "Tanh", "Transpose", "Reshape", "MatMul", "Add", "Softmax"],
    ),
    "pooling stays channels first": (
        (9, 7, 1),
        [Conv2D(2, 3, padding="same", stride=2, bias=False), MaxPool2D(2, padding="same"), Activation("swish")],
        ["Transpose", "Conv", "Relu", "MaxPool", "Sigmoid", "Mul", "Transpose"],
    ),
    "a border that is not the same on all sides": (
        (3, 4, 2), [MaxPool2D(2, 1, "same"), MaxPool2D((1, 4), 1, "same"), MaxPool2D(3, 1, "same")],
        ["Transpose", "Pad", "MaxPool", "Pad", "MaxPool", "MaxPool", "Transpose"],
    ),
    "dropout and linear vanish": (
        (4,), [Dropout(0.5), Dense(3, activation="linear"), Activation("linear"), Dropout(0.2)], ["MatMul", "Add"]
    ),
    "nothing but dropout": ((4, 4, 1), [Dropout(0.5)], []),
    "a dense network has no transpose": (
        (5,), [Dense(4, activation="sigmoid"), SOFTMAX], ["MatMul", "Add", "Sigmoid", "MatMul", "Add", "Softmax"]
    ),
    "softmax over the channels of an image": (
        (4, 4, 2), [Conv2D(3, 1, activation="softmax")], ["Transpose", "Conv", "Add", "Softmax", "Transpose"]
    ),
    "groups and dilation": (
        (9, 9, 4),
        [Conv2D(6, (3, 2), groups=2, dilation=(1, 2), activation="elu"), Conv2D(6, 1, groups=6, activation="softplus")],
        ["Transpose", "Conv", "Add", "Elu", "Conv", "Add", "Softplus", "Transpose"],
    ),
    "flatten of a row": ((5,), [Flatten(), Flatten(), SOFTMAX], ["Reshape", "Reshape", "MatMul", "Add", "Softmax"]),
    "three axes that are no image": (
        (2, 3, 4, 2), [Activation("relu"), Flatten(), SOFTMAX], ["Relu", "Reshape", "MatMul", "Add", "Softmax"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_chains(name: str) -> None:
    shape, layers, ops = CHAINS[name]
    assert _ops(_check_onnx(sequential(shape, layers))) == ops


def _residual() -> Network:
    network = sequential(
        (6, 6, 3), [Conv2D(4, 3, padding="same"), Conv2D(4, 3, padding="same", activation="linear")]
    )
    network = network.add(Conv2D(4, 1, activation="linear"), after="input")
    network = network.add(Add(), after=("conv2d_2", "conv2d_3")).add(Activation("relu"), after="add_1")
    return network.add(Flatten(), after="activation_1").add(SOFTMAX, after="flatten_1")


def test_a_skip_connection() -> None:
    ops = _ops(_check_onnx(_residual()))
    assert ops.count("Transpose") == 2  # the input once for both branches, and the last one before Flatten
    assert ops.count("Sum") == 1


def test_branches_that_meet_in_different_layouts() -> None:
    network = Network().add(Input((5, 5, 2))).add(Conv2D(2, 3, padding="same"), after="input")
    network = network.add(Activation("tanh"), after="input")
    for order in (("conv2d_1", "activation_1"), ("activation_1", "conv2d_1")):
        _check_onnx(network.add(Add(), after=order))
    _check_onnx(network.add(Add(), after=("input", "activation_1", "conv2d_1", "input")))


def test_a_value_that_is_read_in_both_layouts_is_transposed_once() -> None:
    network = Network().add(Input((4, 4, 2))).add(Conv2D(2, 3, padding="same"), after="input")
    network = network.add(Flatten(), after="conv2d_1").add(Dense(3), after="flatten_1")
    network = network.add(Conv2D(1, 4, activation="linear"), after="conv2d_1").add(
        Flatten(), after="conv2d_2"
    )
    network = network.add(Dense(3), after="flatten_2").add(Add(), after=("dense_1", "dense_2"))
    assert _ops(_check_onnx(network)).count("Transpose") == 3


NAMES = [
    "plain",
    "",
    "quote \" and \\ and '",
    "new\nline\ttab",
    "Ünïcode 数字 🙂",
    "../../x",
    "a" * 300,
    "x",
    "y",
]


@pytest.mark.parametrize("name", NAMES)
@every_format
def test_names_of_people_do_no_harm(cls: type[Format], name: str) -> None:
    network = Network().add(Input((3,)), name=name).add(Dense(2), after="input", name=name)
    network = network.add(SOFTMAX, after="dense_1", id="x", name=name)
    model, x = _trained(network)
    preprocessor = Preprocessor(
        "none", (3,), "classes", name, (name, "b" + name, "c"),
        (ColumnScaling(name, "category", name, categories=(name, name + "2", name + "3")),),
    )  # fmt: skip
    data = cls().encode(Artifact(network, model.get_weights(), preprocessor, name))
    assert set(READERS[cls](data)) == {"dense_1/W", "dense_1/b", "x/W", "x/b"}
    if cls is Onnx:
        assert verify_onnx(data, x, model.predict(x)).largest_difference < CLOSE
        read = onnx.load_model_from_string(data)
        assert read.graph.name == (name or "network")


def test_metadata_tells_the_whole_story(tmp_path: Path) -> None:
    network = sequential((3,), [SOFTMAX])
    model, _ = _trained(network)
    preprocessor = Preprocessor("standard", (3,), "classes", "kind", ("a", "b", "c"), (), (1.0,), (2.0,))
    artifact = Artifact(network, model.get_weights(), preprocessor)
    (tmp_path / "x.safetensors").write_bytes(Safetensors().encode(artifact))
    with safe_open(tmp_path / "x.safetensors", "numpy") as file:
        told = [dict(file.metadata())]
    read = onnx.load_model_from_string(Onnx().encode(artifact))
    told.append({p.key: p.value for p in read.metadata_props})
    for facts in told:
        assert facts["producer"] == "NN Studio"
        assert Network.from_plain(json.loads(facts["network"])) == network
        assert Preprocessor.from_plain(json.loads(facts["preprocessing"])) == preprocessor


def test_input_and_output_have_a_free_batch_size() -> None:
    read = _check_onnx(sequential((4, 4, 1), [Conv2D(2), Flatten(), SOFTMAX]))
    shapes = {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in (*read.graph.input, *read.graph.output)
    }
    assert shapes == {"x": ["N", 4, 4, 1], "y": ["N", 3]}


def test_weights_in_double_precision_become_single() -> None:
    network = sequential((3,), [SOFTMAX])
    weights = {"dense_1/W": np.ones((3, 3)), "dense_1/b": np.zeros(3)}
    x = np.eye(3, dtype=np.float32)
    proof = verify_onnx(Onnx().encode(Artifact(network, weights)), x, np.full((3, 3), 1 / 3))
    assert proof.largest_difference < CLOSE
    assert proof.samples == 3
    assert onnx.__version__ in proof.runtime


# Refusals ---------------------------------------------------------------------------------------------------


def test_an_export_that_disagrees_is_found_out() -> None:
    network = sequential((3,), [SOFTMAX])
    model, x = _trained(network)
    data = Onnx().encode(Artifact(network, model.get_weights()))
    with pytest.raises(StudioError, match=r"does not agree: its outputs differ by 1\.0e-03"):
        verify_onnx(data, x, model.predict(x) + 0.001)
    with pytest.raises(StudioError, match="does not agree"):
        verify_onnx(data, x, np.full((3, 3), np.nan))
    with pytest.raises(StudioError, match="shape"):
        verify_onnx(data, x, model.predict(x)[:1])


def test_an_unsound_network_is_refused_in_one_line() -> None:
    with pytest.raises(StudioError, match="no input: draw a wire"):
        Onnx().encode(Artifact(Network().add(Input((3,))).add(SOFTMAX), {}))
    network = Network().add(Input((3,))).add(UnknownLayer({"type": "Capsule"}), after="input")
    with pytest.raises(StudioError, match="does not know the layer Capsule"):
        Onnx().encode(Artifact(network, {}))


def test_a_network_beyond_the_limit_of_onnx_is_refused_before_it_is_copied() -> None:
    wide = np.broadcast_to(np.float32(0), (2**15, 2**15))
    with pytest.raises(StudioError, match="at most 2 GB"):
        Onnx().encode(Artifact(sequential((3,), [SOFTMAX]), {"a/W": wide}))


def test_format_for() -> None:
    assert isinstance(format_for(None, Path("a.onnx")), Onnx)
    assert isinstance(format_for(None, Path("dir.npz/A.SafeTensors")), Safetensors)
    assert isinstance(format_for("npz", Path("a.onnx")), Npz)
    for cls in FORMATS:
        assert isinstance(format_for(cls.key, Path("x")), cls)
    with pytest.raises(StudioError) as caught:
        format_for("keras", Path("a.onnx"))
    assert str(caught.value) == "Unknown export format 'keras'; known are npz, onnx, safetensors"
    with pytest.raises(StudioError, match=r"Cannot tell the format from the name model\.bin; say which: npz"):
        format_for(None, Path("model.bin"))


@pytest.mark.parametrize("broken", ["os.fsync", "os.replace"])
@every_format
def test_a_failing_write_leaves_no_half_file(
    cls: type[Format], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    network = sequential((3,), [SOFTMAX])
    artifact = Artifact(network, _trained(network)[0].get_weights())
    path = tmp_path / f"out{cls.suffix}"
    path.write_bytes(b"old")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(broken, full)
        with pytest.raises(FileError, match="disk is full"):
            cls().write(artifact, path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"old"
    with pytest.raises(FileError, match="the folder does not exist"):
        cls().write(artifact, tmp_path / "no" / "x")
    cls().write(artifact, path)
    assert set(READERS[cls](path.read_bytes())) == set(artifact.weights)


def test_an_artifact_is_a_value() -> None:
    artifact = Artifact(Network(), {})
    with pytest.raises(AttributeError):
        artifact.name = "x"  # type: ignore[misc]
    assert msgspec.structs.replace(artifact, name="x").name == "x"
