"""A border of a sequence is no layer here but a setting of the Conv1D behind it: it is taken on, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain, Placed
from nnstudio.export.reading import Imported, read_model
from nnstudio.nn.layers import Conv1D
from nnstudio.system.messages import StudioError
from tests.export.reading.good import keras_of

BORDER = ("ZeroPadding1D", {"padding": [1, 1]})
CONV = ("Conv1D", {"filters": 2, "kernel_size": [3], "activation": "linear"})
POOL = ("MaxPooling1D", {"pool_size": [2]})


def _read(folder: Path, *layers: tuple[str, dict[str, Any]], functional: bool) -> Imported:
    """A chain of layers behind sequences of nine places with two values each, as Keras would save it."""
    chain = [("InputLayer", {"batch_shape": [None, 9, 2]}), *layers]
    told = []
    for i, (kind, config) in enumerate(chain):
        tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": [f"layer_{i - 1}", 0, 0]}}
        nodes = [{"args": [tensor], "kwargs": {}}] if i and functional else []
        told.append(
            {"class_name": kind, "name": f"layer_{i}", "config": {**config, "name": f"layer_{i}"}, "inbound_nodes": nodes}
        )  # fmt: skip
    ends = {"input_layers": [["layer_0", 0, 0]], "output_layers": [[f"layer_{len(chain) - 1}", 0, 0]]}
    model = {"name": "sequence", "layers": told, **(ends if functional else {})}
    arrays = (np.ones((3, 2, 2), np.float32), np.zeros(2, np.float32))
    stored = tuple(
        Placed(f"layer_{i}", kind, {}, (), (), arrays if kind == "Conv1D" else ())
        for i, (kind, _) in enumerate(chain)
    )
    kind = "Functional" if functional else "Sequential"
    path = folder / "model.keras"
    path.write_bytes(keras_of({"class_name": kind, "config": model}, weights(Chain(stored, (), ()))))
    return read_model(path)


@pytest.mark.parametrize("functional", [True, False])
def test_a_convolution_takes_it_on(tmp_path: Path, functional: bool) -> None:
    network = _read(tmp_path, BORDER, CONV, functional=functional).network
    (layer,) = (node.layer for node in network.nodes if isinstance(node.layer, Conv1D))
    assert (layer.padding, layer.zeros) == ("explicit", 1)


@pytest.mark.parametrize("functional", [True, False])
@pytest.mark.parametrize(
    "layers", [(BORDER,), (CONV, BORDER), (BORDER, BORDER, CONV), (BORDER, POOL)], ids=lambda layers: "-".join(k for k, _ in layers)
)  # fmt: skip
def test_where_nothing_takes_it_on_it_is_refused(
    tmp_path: Path, layers: tuple[tuple[str, dict[str, Any]], ...], functional: bool
) -> None:
    with pytest.raises(StudioError, match="a border of a sequence only as an even one of a Conv1D"):
        _read(tmp_path, *layers, functional=functional)
