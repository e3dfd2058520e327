"""Frozen layers leave the program frozen: who trains on with them elsewhere changes the others only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nnstudio.export import FORMATS, Artifact
from nnstudio.export.keras import require_keras
from nnstudio.export.proof import Unproven
from nnstudio.export.reading import read_model
from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Flatten
from tests.cli.conftest import environment
from tests.export.artifacts import weights_of
from tests.export.reading.good import members, zipped

FROZEN = ("conv2d_1", "batch_norm_1", "dense_1")
LEARN = ["batch_norm_1", "batch_norm_2", "conv2d_1", "dense_1", "dense_1_prelu", "dense_2"]
OTHERS = [name for name in LEARN if not name.startswith(FROZEN)]
assert OTHERS == ["batch_norm_2", "dense_2"]

_TORCH = """
import json, sys
sys.path.insert(0, ".")
import torch
import free, frozen

def changed(network):
    model = network.load()
    model.train()
    before = {name: array.clone() for name, array in model.state_dict().items()}
    optimizer = torch.optim.SGD(model.parameters(), 0.1, weight_decay=0.1)
    for _ in range(2):
        optimizer.zero_grad()
        model(torch.rand(4, 2, 6, 6)).square().sum().backward()
        optimizer.step()
    after = model.state_dict()
    return sorted({name.split(".")[0] for name in before if not torch.equal(before[name], after[name])})

print(json.dumps([changed(free), changed(frozen)]))
"""

_KERAS = """
import json, sys
sys.path.insert(0, ".")
import keras
import numpy as np
import free, frozen

def changed(model):
    before = {layer.name: layer.get_weights() for layer in model.layers}
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    model.fit(np.random.rand(4, 6, 6, 2), np.ones((4, 3)), epochs=2, verbose=0)
    after = {layer.name: layer.get_weights() for layer in model.layers}
    return sorted(
        name for name in before if any((a != b).any() for a, b in zip(before[name], after[name], strict=True))
    )

read = [keras.saving.load_model(name, compile=False) for name in ("free.keras", "frozen.keras")]
print(json.dumps([changed(model) for model in (free.load(), frozen.load(), *read)]))
"""


def _artifacts() -> dict[str, Artifact]:
    """Convolution, batch norm and a PReLU, then two layers more; without and with some of them frozen."""
    layers = [
        Conv2D(3, 3), BatchNorm(), Flatten(), Dense(4, activation="prelu"), BatchNorm(), Dense(3, activation="tanh")
    ]  # fmt: skip
    network = sequential((6, 6, 2), layers)
    weights = weights_of(network)
    return {"free": Artifact(network, weights), "frozen": Artifact(edits.freeze(network, FROZEN), weights)}


def _changed(script: str, place: Path, *keys: str, **more: str) -> list[list[str]]:
    """Write both networks in some formats, and say what a script that trains them finds changed."""
    for key in keys:
        chosen = FORMATS[key]()
        for name, artifact in _artifacts().items():
            for file, data in chosen.files(artifact, f"{name}{chosen.suffix}").items():
                (place / file).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=place, env={**environment(place), "PYTHONWARNINGS": "default", **more}, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [list(names) for names in json.loads(done.stdout.splitlines()[-1])]


def test_pytorch_trains_the_others_only(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    assert _changed(_TORCH, tmp_path, "PyTorch") == [LEARN, OTHERS]


def test_keras_trains_the_others_only(tmp_path: Path) -> None:
    """The source and the archive alike."""
    try:
        chosen = require_keras()
    except Unproven as missing:
        pytest.skip(str(missing))
    assert _changed(_KERAS, tmp_path, "KerasSource", "KerasArchive", **chosen) == [LEARN, OTHERS] * 2


@pytest.mark.parametrize(
    ("key", "mark"),
    [
        ("KerasArchive", b'"trainable": false'),
        ("KerasSource", b"trainable=False"),
        ("PyTorch", b"requires_grad_(False)"),
    ],
)
def test_what_is_frozen_is_marked_and_the_weights_are_the_same(key: str, mark: bytes) -> None:
    chosen = FORMATS[key]()
    free, frozen = (chosen.files(each, f"network{chosen.suffix}") for each in _artifacts().values())
    (plain, *beside), (marked, *beside_marked) = free.values(), frozen.values()
    assert plain.count(mark) == 0
    assert marked.count(mark) == len(FROZEN) + 1, "the slopes of the PReLU are among them"
    assert beside == beside_marked


@pytest.mark.parametrize("whole", [False, True])
def test_a_keras_file_comes_back_frozen(whole: bool, tmp_path: Path) -> None:
    """Layer by layer as it left; where the model itself is not trainable, Keras trains none of its layers."""
    (data,) = (
        FORMATS["KerasArchive"]().files(_artifacts()["free" if whole else "frozen"], "network.keras").values()
    )
    if whole:
        parts = members(data)
        config = json.loads(parts["config.json"])
        config["config"]["trainable"] = False
        data = zipped(parts | {"config.json": json.dumps(config).encode()})
    (tmp_path / "network.keras").write_bytes(data)
    network = read_model(tmp_path / "network.keras").network
    facts = infer(network).facts
    learning = [type(n.layer).__name__ for n in network.nodes if facts[n.id].params and not n.frozen]
    assert learning == ([] if whole else ["BatchNorm", "Dense"])
    assert all(facts[n.id].params for n in network.nodes if n.frozen), "there is nothing else to freeze"
