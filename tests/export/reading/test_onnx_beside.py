"""ONNX models whose weights are in a second file beside them, as PyTorch writes them; no other file is ever read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from nnstudio.export.reading import read_model
from nnstudio.system.messages import StudioError

WHOLE = Path(__file__).parents[2] / "data" / "models" / "torch_sequence_20.onnx"


def _apart(folder: Path, location: str = "net.onnx.data") -> Path:
    """The model with its weights beside it."""
    path = folder / "net.onnx"
    onnx.save_model(
        onnx.load(WHOLE), path, save_as_external_data=True, location=location, size_threshold=0
    )  # fmt: skip
    return path


def _changed(path: Path, change: Callable[[Any], object]) -> Path:
    model = onnx.load(path, load_external_data=False)
    change(model.graph.initializer[0])
    path.write_bytes(model.SerializeToString())
    return path


def _entry(tensor: Any, key: str, value: str) -> None:
    entry = next((entry for entry in tensor.external_data if entry.key == key), None)
    entry = tensor.external_data.add() if entry is None else entry
    entry.key, entry.value = key, value


@pytest.mark.parametrize("ending", [".data", "_data"])
def test_weights_beside_a_model_are_those_inside_it(tmp_path: Path, ending: str) -> None:
    apart = _apart(tmp_path, f"net.onnx{ending}")
    assert any(t.external_data for t in onnx.load(apart, load_external_data=False).graph.initializer)
    there, here = read_model(WHOLE), read_model(apart)
    assert here.network == there.network
    assert set(here.weights) == set(there.weights)
    for key, array in there.weights.items():
        np.testing.assert_array_equal(here.weights[key], array)


@pytest.mark.usefixtures("apart")
def test_large_weights_beside_a_small_model_have_room(tmp_path: Path) -> None:
    """What may be made of a file, and the memory for it, goes by both files together."""
    side = 4300
    w = np.random.default_rng(0).normal(size=(side, side)).astype(np.float16)
    model = onnx.helper.make_model(
        onnx.helper.make_graph(
            [onnx.helper.make_node("MatMul", ["x", "w"], ["y"])],
            "g",
            [onnx.helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT16, ["N", side])],
            [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT16, ["N", side])],
            [onnx.numpy_helper.from_array(w, "w")],
        )
    )
    path = tmp_path / "net.onnx"
    onnx.save_model(model, path, save_as_external_data=True, location="net.onnx.data")
    (read,) = read_model(path).weights.values()
    np.testing.assert_array_equal(read, w.astype(np.float32))


@pytest.mark.parametrize("location", ["weights.bin", "other.onnx.data"])
def test_a_file_that_is_called_otherwise_is_not_read(tmp_path: Path, location: str) -> None:
    with pytest.raises(StudioError, match=f"in another file, '{location}'; .* is 'net.onnx.data'"):
        read_model(_apart(tmp_path, location))


@pytest.mark.parametrize("location", ["../net.onnx.data", "sub/net.onnx.data", "/etc/passwd", ""])
def test_a_file_in_another_folder_is_not_read(tmp_path: Path, location: str) -> None:
    path = _changed(_apart(tmp_path), lambda tensor: _entry(tensor, "location", location))
    (tmp_path / "sub").mkdir()
    for other in (tmp_path / "sub" / "net.onnx.data", tmp_path.parent / "net.onnx.data"):
        other.write_bytes((tmp_path / "net.onnx.data").read_bytes())
    with pytest.raises(StudioError, match="in another file"):
        read_model(path)


def test_a_model_without_its_other_file_is_refused(tmp_path: Path) -> None:
    path = _apart(tmp_path)
    (tmp_path / "net.onnx.data").unlink()
    with pytest.raises(StudioError, match=r"in another file, 'net.onnx.data'.* put it there"):
        read_model(path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = _apart(tmp_path)
    (tmp_path / "net.onnx.data").rename(tmp_path / "kept")
    (tmp_path / "net.onnx.data").symlink_to(tmp_path / "kept")
    with pytest.raises(StudioError, match="in another file"):
        read_model(path)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("offset", "100000000", "claim more numbers than the file holds"),
        ("length", "100000000", "claim more numbers than the file holds"),
        ("length", "4", "claim more numbers than the file holds"),
        ("offset", "-8", "offset is '-8'"),
        ("length", "9" * 4000, "length is '9999"),
        ("length", "x", "length is 'x'"),
    ],
)
def test_a_place_that_is_not_in_the_file_is_refused(tmp_path: Path, key: str, value: str, why: str) -> None:
    path = _changed(_apart(tmp_path), lambda tensor: _entry(tensor, key, value))
    with pytest.raises(StudioError, match=why):
        read_model(path)


def test_the_same_part_many_times_is_refused(tmp_path: Path) -> None:
    path = _apart(tmp_path)
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        if tensor.external_data:
            _entry(tensor, "offset", "0")
            size = (tmp_path / "net.onnx.data").stat().st_size
            _entry(tensor, "length", str(size))
    for i in range(50):
        model.graph.initializer.add().CopyFrom(model.graph.initializer[0])
        model.graph.initializer[-1].name = f"more {i}"
    path.write_bytes(model.SerializeToString())
    with pytest.raises(StudioError, match="claim more numbers than the file holds"):
        read_model(path)
