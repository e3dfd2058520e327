"""nnstudio evaluate: loss and metrics on a part of the data."""

from __future__ import annotations

import argparse
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.cli.words import figures
from nnstudio.data.prepare import Split
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure the held-out part; the same rows that training never saw."""
    trained = load_trained(Path(options.file))
    prepared = load_data(Project(trained.network, data=trained.data, training=trained.training))
    if prepared.fingerprint != trained.fingerprint:
        raise StudioError("The data has changed since training: train again, or bring the old data back")
    part: Split = getattr(prepared, options.split)
    if not len(part):
        raise StudioError("The {split} part is empty", split=options.split)
    model = trained.model(which=options.weights, samples=len(part))
    measured = model.evaluate(trained.feed(part.x), part.y)
    loss = measured.pop("loss")
    output.event("evaluation", split=options.split, samples=len(part), loss=loss, metrics=measured)
    output.text(f"{options.split}: {len(part)} samples, loss {loss:.4f}, " + ", ".join(figures(measured)))
    return 0
