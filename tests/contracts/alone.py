"""A single layer in a network, and what it must answer on its way out."""

from __future__ import annotations

import types
from typing import Any

import numpy as np

from nnstudio.export import Artifact
from nnstudio.graph.network import Network
from nnstudio.nn.layers import BatchNorm, Dense, Flatten, Input
from nnstudio.system.arrays import Host
from tests.contracts.bench import Bench
from tests.contracts.cases import Case


def network_of(case: Case) -> Network:
    """The layer ``n`` in a network, each of its inputs an Input."""
    network = Network()
    sources = [f"x{i}" for i in range(len(case.inputs))]
    for source, shape in zip(sources, case.inputs, strict=True):
        network = network.add(Input(shape), id=source)
    return network.add(case.layer, after=sources, id="n")


def among_learners(case: Case, last: Dense) -> Network:
    """The layer between others that learn, so that gradients pass through it to every input."""
    network, sources = Network(), []
    for shape in case.inputs:
        network = network.add(Input(shape))
        network = network.add(BatchNorm(), after=network.nodes[-1].id)
        sources.append(network.nodes[-1].id)
    network = network.add(case.layer, after=sources, id="layer")
    network = network.add(Flatten(), after="layer", id="flat")
    return network.add(last, after="flat", id="last")


def alone(case: Case) -> tuple[Artifact, list[Host], Host]:
    """The layer in a network; samples for its Inputs, and the outputs of the reference."""
    bench = Bench(case, training=False, gradients=False)
    bench.bound.forward()
    weights = {f"n/{name}": array for name, array in (bench.params | bench.state).items()}
    return Artifact(network_of(case), weights), [x.astype(np.float32) for x in bench.inputs], bench.output


def run_source(source: bytes, folder: Any = ".") -> dict[str, Any]:
    """What a written Python file defines."""
    module = types.ModuleType("written")
    module.__file__ = str(folder / "network.py") if folder != "." else "network.py"
    exec(compile(source, "network.py", "exec"), module.__dict__)
    return module.__dict__
