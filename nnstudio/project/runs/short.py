"""Networks and data in a few characters, for lists of runs."""

from __future__ import annotations

from pathlib import PurePath

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, Generated
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.nn.shape import show
from nnstudio.system.file_errors import shown

_MOST = 6
"""Layers that are told; of a longer network the first and the last."""


def network_in_short(network: Network) -> str:
    """The sizes of the layers with weights, from the input on: ``25-15-1``, ``28×28×1-6-16-84-10``, ``28×28×1+12-16-10``."""
    inference = infer(network)
    inputs, parts = [], []
    for node in inference.order:
        facts = inference.facts[node]
        if facts.output is None:
            continue
        if node in network.input_ids:
            inputs.append(show(facts.output))
        elif facts.parameters:
            parts.append(str(facts.output[-1]))
    parts = ["+".join(inputs), *parts] if inputs else parts
    if len(parts) > _MOST:
        parts = [*parts[: _MOST // 2], "…", *parts[-_MOST // 2 + 1 :]]
    return "-".join(parts)


def data_in_short(data: DataConfig) -> str:
    """The name of a data set or file, without its folder."""
    source = data.source
    if isinstance(source, Bundled):
        return str(source.facts.title)
    if isinstance(source, Generated):
        return str(source.title)
    path = str(getattr(source, "path", "") or "")
    name = shown(PurePath(path.replace("\\", "/")).name)
    return name or ("" if source is None else type(source).__name__)
