"""Files that Keras and PyTorch have written themselves: imported, they answer what they answered there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.export.reading import Imported, read_model, read_weights
from nnstudio.export.reading.matching import match
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.arrays import Host
from nnstudio.training.model import Model

PLACE = Path(__file__).parents[2] / "data" / "models"
CLOSE = 1e-5
MODELS = sorted(p.name for p in PLACE.iterdir() if p.suffix in (".keras", ".onnx"))
STATES = sorted(p.stem for p in PLACE.glob("*.pt"))


def _rows(name: str) -> tuple[list[Host], list[Host]]:
    """What went in, and what came out there."""
    (path,) = (p for p in PLACE.glob("*.npz") if name.startswith(p.stem))
    with np.load(path, allow_pickle=False) as arrays:
        named = {key: arrays[key] for key in sorted(arrays)}
    return [a for key, a in named.items() if key[0] == "x"], [a for key, a in named.items() if key[0] == "y"]


def _answers(imported: Imported, weights: dict[str, Host], inputs: list[Host]) -> list[Host]:
    network = imported.network
    model = Model(network, {n: MeanSquaredError() for n in network.output_ids}, batch_size=1)
    model.set_weights(weights)
    given = {}
    for node, x in zip(network.input_ids, inputs, strict=True):
        turned = x.shape[1:] != model.input_shapes[node]
        given[node] = np.ascontiguousarray(np.moveaxis(x, 1, -1)) if turned else x
    answers = model.predict(given)
    return [answers[n] for n in network.output_ids] if isinstance(answers, dict) else [answers]


def test_there_are_files_of_each_kind() -> None:
    assert {p.suffix for p in PLACE.iterdir()} >= {".keras", ".onnx", ".pt", ".npz"}
    assert len(MODELS) >= 6
    assert sum(p.stat().st_size for p in PLACE.iterdir()) < 500_000


@pytest.mark.parametrize("name", MODELS)
def test_a_model_answers_as_it_did(name: str) -> None:
    inputs, outputs = _rows(name)
    imported = read_model(PLACE / name)
    got = _answers(imported, imported.weights, inputs)
    assert len(got) == len(outputs)
    for ours, theirs in zip(got, outputs, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("name", STATES)
def test_a_state_dict_is_read_as_safetensors_are(name: str) -> None:
    """Without running the pickle, every array is what another library wrote."""
    ours, theirs = read_weights(PLACE / f"{name}.pt"), read_weights(PLACE / f"{name}.safetensors")
    assert set(ours) == set(theirs)
    for key, array in ours.items():
        np.testing.assert_array_equal(array, theirs[key], err_msg=key)


def test_a_state_dict_fits_the_network_it_belongs_to() -> None:
    """The network comes from one file, its weights from the state dict of PyTorch."""
    inputs, outputs = _rows("torch_sequence")
    imported = read_model(PLACE / "torch_sequence_16.onnx")
    rows = match(imported.network, read_weights(PLACE / "torch_sequence.pt"), channels_first=True)
    weights = {row.key: row.array for row in rows if row.array is not None}
    assert set(weights) == set(imported.weights)
    (got,) = _answers(imported, weights, inputs)
    np.testing.assert_allclose(got, outputs[0], rtol=CLOSE, atol=CLOSE)
