"""The ``.keras`` archive of Keras 3: its configuration as JSON, its weights as HDF5; no Keras is needed to write it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from nnstudio.export.keras.chain import Chain, Placed, single
from nnstudio.nn.spelling import snake_case
from nnstudio.system.zips import new_member

VERSION = "3.0.0"
"""The oldest Keras that reads it."""


def archive(chain: Chain, name: str) -> bytes:
    """The whole file; the same network gives the same bytes."""
    buffer = io.BytesIO()
    metadata = {"keras_version": VERSION, "date_saved": "1980-01-01@00:00:00"}
    members = {
        "metadata.json": json.dumps(metadata).encode(),
        "config.json": json.dumps(config(chain, name)).encode(),
        "model.weights.h5": weights(chain),
    }
    with zipfile.ZipFile(buffer, "w") as file:  # stored: weights hardly shrink
        for member, data in members.items():
            file.writestr(new_member(member), data)
    return buffer.getvalue()


def config(chain: Chain, name: str) -> dict[str, Any]:
    """What ``config.json`` says."""
    shapes = {layer.name: layer.shape for layer in chain.layers}
    layers = []
    for layer in chain.layers:
        tensors = [_tensor(source, shapes[source]) for source in layer.inputs]
        several = layer.kind in ("Add", "Multiply", "Concatenate")
        nodes: list[dict[str, Any]] = (
            [{"args": [tensors] if several else tensors, "kwargs": {}}] if tensors else []
        )
        operation = layer.kind == "Gelu"
        layers.append(
            {
                "module": "keras.src.ops.nn" if operation else "keras.layers",
                "class_name": layer.kind,
                "config": {"name": layer.name, **({} if operation else {"dtype": "float32"}), **layer.config},
                "registered_name": "Gelu" if operation else None,
                "name": layer.name,
                "inbound_nodes": nodes,
            }
        )
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": _safe(name),
            "trainable": True,
            "layers": layers,
            "input_layers": [[source, 0, 0] for source in chain.inputs],
            "output_layers": [[sink, 0, 0] for sink in chain.outputs],
        },
        "registered_name": "Functional",
    }


def weights(chain: Chain) -> bytes:
    """What ``model.weights.h5`` holds; Keras also reads it alone."""
    import h5py

    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        file.create_group("vars")
        for path, layer in paths(chain):
            group = file.create_group(f"layers/{path}/vars")
            for number, array in enumerate(layer.weights):
                group.create_dataset(str(number), data=single(array))
    return buffer.getvalue()


def paths(chain: Chain) -> Iterator[tuple[str, Placed]]:
    """Layers with the names that Keras counts for them: "conv2d", "conv2d_1"."""
    used: dict[str, int] = {}
    for layer in chain.layers:
        if layer.kind == "Gelu":  # an operation, which is not counted
            continue
        name = snake_case(layer.kind)
        number = used.get(name, 0)
        used[name] = number + 1
        yield (f"{name}_{number}" if number else name), layer


def _tensor(source: str, shape: tuple[int, ...]) -> dict[str, Any]:
    history = {"shape": [None, *shape], "dtype": "float32", "keras_history": [source, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": history}


def _safe(name: str) -> str:
    """A name that Keras takes for a model: letters, digits and _."""
    return re.sub(r"\W", "_", name, flags=re.ASCII)[:64].strip("_") or "network"
