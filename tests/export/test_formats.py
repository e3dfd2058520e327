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
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import load as read_safetensors

from nnstudio.data.preprocessing import ColumnScaling, Preprocessor
from nnstudio.export import FORMATS, Artifact, Npz, Onnx, Safetensors, format_for
from nnstudio.export.format import Format
from nnstudio.export.onnx_primitives import TRANSLATIONS
from nnstudio.export.verify import verify_onnx
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Activation, Dense, Input
from nnstudio.nn.primitives import PRIMITIVES
from nnstudio.system.files import FileError
from nnstudio.system.messages import StudioError
from tests.contracts.cases import Case, entry_for
from tests.export.proof import CLOSE, check_onnx, trained

SOFTMAX = Dense(3, activation="softmax")
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


# Layers in formats ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.layer} on {case.inputs}")
@every_format
def test_every_layer_in_every_format(cls: type[Format], case: Case) -> None:
    network = _network(case)
    model, _ = trained(network)
    weights = model.get_weights()
    data = cls().encode(Artifact(network, weights))
    assert data == cls().encode(Artifact(network, weights))
    read = READERS[cls](data)
    for key, array in weights.items():  # of a kernel over sequences ONNX makes one over images
        np.testing.assert_array_equal(read[key].reshape(array.shape), array)
    if cls is Onnx:
        check_onnx(network)


def _read_onnx(data: bytes) -> dict[str, Any]:
    """The weights of an ONNX file in our order of axes."""
    model = onnx.load_model_from_string(data)
    arrays = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer if "/" in t.name}
    # Kernels are (b, a, kh, kw) there; what is added to channels may be (C, 1, 1).
    return {
        name: (a.transpose(2, 3, 1, 0) if a.ndim == 4 else a) if name.endswith("/W") else a.reshape(-1)
        for name, a in arrays.items()
    }


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
@settings(max_examples=10)  # many more, without a model around them, in tests/contracts/test_onnx.py
@given(st.data())
def test_drawn_layers_in_onnx(cls: type[Layer], data: st.DataObject) -> None:
    check_onnx(_network(data.draw(entry_for(cls).drawn)))


def test_onnx_knows_every_primitive() -> None:
    assert set(TRANSLATIONS) == PRIMITIVES


# What people write into a file -------------------------------------------------------------------------------

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
    model, x = trained(network)
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
    model, _ = trained(network)
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
    model, x = trained(network)
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
    artifact = Artifact(network, trained(network)[0].get_weights())
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
