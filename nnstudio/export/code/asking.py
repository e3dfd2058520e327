"""How a written script is asked for its proof."""

from __future__ import annotations

from nnstudio.export.artifact import Artifact
from nnstudio.export.code.table import reads_tables
from nnstudio.export.samples import Samples

ASK = """\
import os
import sys

import numpy as np

sys.path.insert(0, ".")
sys.dont_write_bytecode = True
import network

KNOWN = ("CLASSES", "LABELS", "TARGETS", "restored")
left = {}
if sys.argv[1:2] == ["rows.csv"]:
    pictures = [np.load("pictures.npy", allow_pickle=False)] if os.path.exists("pictures.npy") else []
    y = network.predict(*network.share(network.prepare(*pictures, *network.read("rows.csv"))))
    headings, rows = network.answers(y)
    outputs = list(y) if isinstance(y, tuple) else [y]
    start = 0
    for number, place in enumerate(map(int, sys.argv[2:]), 1):
        known = {name: getattr(network, f"{name}_{number}" if len(outputs) > 1 else name, None) for name in KNOWN}
        y = outputs[place]
        if known["CLASSES"]:
            count, called = len(known["CLASSES"]) + 1, known["CLASSES"]
            left[f"said{place:03}"] = np.array([called.index(row[start]) for row in rows])
        elif known["LABELS"]:
            count, pairs = 2 * len(known["LABELS"]), known["LABELS"]
            said = [[pair.index(cell) for pair, cell in zip(pairs, row[start : start + count : 2])] for row in rows]
            left[f"said{place:03}"] = np.array(said)
        else:
            count = len(known["TARGETS"])
            outputs[place] = known["restored"](y).reshape(y.shape)
        start += count
    assert start == len(headings)
else:
    with np.load("inputs.npz", allow_pickle=False) as inputs:
        y = network.predict(*(inputs[name] for name in sys.argv[1:]))
    outputs = y if isinstance(y, tuple) else (y,)
version = getattr(network, "VERSION", np.__version__)
np.savez("outputs.npz", version=np.array(version), **left, **{f"y{i:03}": y for i, y in enumerate(outputs)})
"""
"""Asks a written script, for its proof: raw rows in, which it answers too, with the pictures that they belong to, or prepared
arrays named on the command line: :func:`arguments_of`."""


def arguments_of(artifact: Artifact, samples: Samples) -> tuple[str, ...]:
    """Of :data:`ASK`: behind raw rows which output gives the answers to each group of targets."""
    if not reads_tables(artifact):
        return tuple(samples.inputs)
    nodes = artifact.network.output_ids
    return ("rows.csv", *(str(nodes.index(node)) for node in artifact.views))
