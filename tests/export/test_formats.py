"""Every layer in every format, read back by somebody else."""

from __future__ import annotations

import ast
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from safetensors import safe_open
from safetensors.numpy import load as read_safetensors

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export import FORMATS, PURPOSES, Artifact, Npz, Onnx, Safetensors, format_for, suggested
from nnstudio.export.format import Format, by_purpose, require_possible
from nnstudio.export.onnx.primitives import TRANSLATIONS
from nnstudio.export.samples import samples_for
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Activation, Dense, Input
from nnstudio.nn.primitives import PRIMITIVES
from nnstudio.system.messages import Message, StudioError, msg
from tests.contracts.cases import Case, entry_for
from tests.export.artifacts import HOSTILE, called, of_table, trained_enough
from tests.export.proof import CLOSE, check_onnx, trained

SOFTMAX = Dense(3, activation="softmax")
EVERY = [case for cls in LAYERS for case in entry_for(cls).corners]

every_format = pytest.mark.parametrize("cls", tuple(FORMATS), ids=lambda cls: cls.key)
RUNNING = [cls for cls in FORMATS if cls.runs]


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


@pytest.mark.parametrize("cls", RUNNING, ids=lambda cls: cls.key)
def test_every_layer_in_every_format(cls: type[Format]) -> None:
    """It has a place, and the same bytes each time, or it is refused by its name before anything is translated."""
    places = 0
    for case in EVERY:
        network = _network(case)
        artifact = Artifact(network, trained(network)[0].get_weights())
        refused = cls().refusals(artifact)
        if refused:
            titles = [node.title for node in network.nodes]
            for message in refused:
                assert any(title in str(message) for title in titles), f"{case.layer}: {message}"
            with pytest.raises(StudioError, match=re.escape(cls.title)):
                require_possible(cls(), artifact)
            continue
        places += 1
        name = "model" + cls.suffix
        files = cls().files(artifact, name)
        assert tuple(files) == (name, *cls().companions(name)), case.layer
        assert files == cls().files(artifact, name), f"{case.layer}: other bytes the second time"
        if cls in READERS:
            read = READERS[cls](files[name])
            for (
                key,
                array,
            ) in artifact.weights.items():  # of a kernel over sequences ONNX makes one over images
                np.testing.assert_array_equal(read[key].reshape(array.shape), array)
    assert places > len(EVERY) / 2


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.layer} on {case.inputs}")
def test_every_layer_in_onnx_says_the_same(case: Case) -> None:
    check_onnx(_network(case))


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
    for text in (cls.__doc__, cls.key, cls.title, cls.summary):
        assert text
    assert re.fullmatch("[a-z][a-z0-9-]*", cls.key)
    assert cls.suffix.startswith(".")
    assert cls.suffix == cls.suffix.lower()
    assert (
        len({other.key for other in FORMATS}) == len({other.title for other in FORMATS}) == len(list(FORMATS))
    )
    assert cls.purposes, "Say for whom it is"
    assert set(cls.purposes) <= set(PURPOSES)
    for info in fields_of(cls):
        assert info.field.help.endswith(".")
        assert info.default is not msgspec.NODEFAULT, "A format must be usable without a question"


def test_every_purpose_has_its_formats() -> None:
    for purpose in PURPOSES:
        found = suggested(purpose)
        assert all(purpose in cls.purposes for cls in found)
        if any(not cls.weights_only for cls in found if cls.purposes[0] == purpose):
            assert not found[0].weights_only, f"{purpose}: bare weights are proposed first"
    assert set(by_purpose()) == set(FORMATS)
    assert len(by_purpose()) == len(list(FORMATS))


@pytest.mark.parametrize("cls", [c for c in LAYERS if c is not Input], ids=lambda cls: cls.__name__)
@settings(max_examples=10)  # many more, without a model around them, in tests/contracts/test_onnx.py
@given(st.data())
def test_drawn_layers_in_onnx(cls: type[Layer], data: st.DataObject) -> None:
    check_onnx(_network(data.draw(entry_for(cls).drawn)))


def test_onnx_knows_every_primitive() -> None:
    assert set(TRANSLATIONS) == PRIMITIVES


# What people write into a file -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "cls", [cls for cls in FORMATS if cls.suffix in (".py", ".html", ".svg", ".md")], ids=lambda cls: cls.key
)
def test_names_of_people_do_no_harm(cls: type[Format], name: str) -> None:
    whole = trained_enough(cls(), called(name))
    require_possible(cls(), whole)
    file_name = re.sub(r"[/\x00]", "", name)[:100] + cls.suffix  # as a file may be called
    for file, data in cls().files(whole, file_name).items():
        if Path(file).suffix in HARMLESS:
            HARMLESS[Path(file).suffix](data, name)


@every_format
def test_any_name_can_be_written(cls: type[Format]) -> None:
    network = Network().add(Input((2,)), name=HOSTILE[2])
    for name in HOSTILE:
        network = network.add(Dense(2), after=network.nodes[-1].id, name=name)
    whole = Artifact(network, trained(network)[0].get_weights(), name="\n".join(HOSTILE))
    files = cls().files(trained_enough(cls(), whole), "model" + cls.suffix)
    assert all(files.values())


def _harmless_python(data: bytes, name: str) -> None:
    """Nothing a person wrote is code: whatever is called, imported or looked up is what we wrote."""
    tree = ast.parse(data.decode())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"os", "subprocess", "shutil"}
        if isinstance(node, ast.Attribute):
            assert node.attr != "system"
        if isinstance(node, ast.Name):
            assert node.id not in ("__import__", "eval", "exec", "os")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {key for key, _ in attrs}
        self.addresses += [value or "" for key, value in attrs if key in ("href", "src", "xlink:href")]

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def _harmless_html(data: bytes, name: str) -> None:
    page = _Tags()
    page.feed(data.decode())
    page.close()
    assert not page.tags & {
        "script",
        "iframe",
        "object",
        "embed",
        "img",
        "link",
        "a",
        "form",
        "base",
        "foreignobject",
    }
    assert not {key for key in page.attributes if key.startswith("on")}
    assert all(address.startswith("#") for address in page.addresses)
    assert page.comments == []
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page.text
    assert "\x00" not in page.text


def _harmless_markdown(data: bytes, name: str) -> None:
    text = data.decode()
    assert not re.search(r"(?<!\\)://|(?<![\w])www\.", text)  # GitHub makes links of these
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    for token in tokens:
        assert token.type != "html_block"
        for child in token.children or ():
            assert child.type in ("text", "softbreak", "text_special"), (child.type, child.content)
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 8  # nobody has made one of their own


HARMLESS = {
    ".py": _harmless_python,
    ".html": _harmless_html,
    ".svg": _harmless_html,
    ".md": _harmless_markdown,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_people_change_no_number(name: str) -> None:
    whole = called(name)
    samples = samples_for(whole)
    for cls in (Npz, Safetensors, Onnx):
        files = cls().files(whole, "m" + cls.suffix)
        proof = cls().prove(files, whole, samples, lambda: False)
        assert proof.largest_difference < CLOSE
        assert set(READERS[cls](next(iter(files.values())))) == {"dense_1/W", "dense_1/b", "x/W", "x/b"}
    read = onnx.load_model_from_string(Onnx().encode(whole))
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
    artifact = Artifact(network, {"dense_1/W": np.ones((3, 3)), "dense_1/b": np.zeros(3)})
    samples = samples_for(artifact, count=3)
    proof = Onnx().prove(Onnx().files(artifact, "x"), artifact, samples, lambda: False)
    assert proof.largest_difference < CLOSE
    assert proof.samples == 3


# Refusals ---------------------------------------------------------------------------------------------------


class Picky(Format, frozen=True):
    """A format that has no place for dense layers."""

    key = "picky"
    suffix = ".picky"
    title = "Picky"
    summary = "For a test"

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        return tuple(
            msg("{layer} is dense", layer=n.title)
            for n in artifact.network.nodes
            if isinstance(n.layer, Dense)
        )


def test_a_refusal_names_the_layers_and_the_formats_that_can() -> None:
    network = sequential((3,), [Dense(2), Activation("tanh"), SOFTMAX])
    artifact = Artifact(network, trained(network)[0].get_weights())
    with pytest.raises(StudioError) as caught:
        require_possible(Picky(), artifact)
    told = str(caught.value)
    assert told.startswith("Picky: Dense 1 is dense; Dense 2 is dense. Formats that can: ")
    assert {"npz", "onnx", "safetensors"} <= set(told.split("can: ")[1].split(", "))
    assert "card" not in told.split("can: ")[1].split(", ")
    require_possible(Picky(), Artifact(sequential((3,), [Activation("tanh")]), {}))


@every_format
def test_a_network_without_weights(cls: type[Format], tmp_path: Path) -> None:
    bare = msgspec.structs.replace(of_table(tmp_path), weights={})
    if cls.needs_weights:
        with pytest.raises(StudioError, match="not been trained"):
            require_possible(cls(), bare)
    else:
        require_possible(cls(), bare)


def test_an_unsound_network_is_refused_in_one_line() -> None:
    with pytest.raises(StudioError, match="no input: draw a wire"):
        Onnx().encode(Artifact(Network().add(Input((3,))).add(SOFTMAX), {}))
    network = Network().add(Input((3,))).add(UnknownLayer({"type": "Capsule"}), after="input")
    with pytest.raises(StudioError, match="does not know the layer Capsule"):
        Onnx().encode(Artifact(network, {}))


def test_a_network_beyond_the_limit_of_onnx_is_refused_before_it_is_copied() -> None:
    wide = np.broadcast_to(np.float32(0), (2**15, 2**15))
    artifact = Artifact(sequential((3,), [SOFTMAX]), {"a/W": wide})
    with pytest.raises(StudioError, match="at most 2 GiB"):
        Onnx().encode(artifact)
    with pytest.raises(StudioError, match=r"ONNX: .*at most 2 GiB.* Formats that can: .*npz"):
        require_possible(Onnx(), artifact)


def test_format_for() -> None:
    assert isinstance(format_for(None, Path("a.onnx")), Onnx)
    assert isinstance(format_for(None, Path("dir.npz/A.SafeTensors")), Safetensors)
    assert isinstance(format_for("npz", Path("a.onnx")), Npz)
    known = ", ".join(cls.key for cls in FORMATS)
    for cls in FORMATS:
        assert isinstance(format_for(cls.key, Path("x")), cls)
        sharing = [other.key for other in FORMATS if other.suffix == cls.suffix]
        if len(sharing) > 1:
            with pytest.raises(
                StudioError, match=rf"ending of x\{cls.suffix}; say which: {', '.join(sharing)}"
            ):
                format_for(None, Path("x" + cls.suffix))
    with pytest.raises(StudioError) as caught:
        format_for("resnet", Path("a.onnx"))
    assert str(caught.value) == f"Unknown export format 'resnet'; known are {known}"
    with pytest.raises(StudioError) as caught:
        format_for(None, Path("model.bin"))
    assert str(caught.value) == f"Cannot tell the format from the name model.bin; say which: {known}"


def test_an_artifact_is_a_value() -> None:
    artifact = Artifact(Network(), {})
    with pytest.raises(AttributeError):
        artifact.name = "x"  # type: ignore[misc]
    assert msgspec.structs.replace(artifact, name="x").name == "x"
