"""nnstudio evaluate: loss and metrics on a part of the data."""

from __future__ import annotations

import argparse
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.cli.words import figures
from nnstudio.project.judging.figures import class_figures
from nnstudio.project.judging.judgement import judge, split_of
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Measure the held-out part; the same rows that training never saw."""
    trained = load_trained(Path(options.file))
    prepared = load_data(Project(trained.network, data=trained.data, training=trained.training))
    if prepared.fingerprint != trained.fingerprint:
        raise StudioError("The data has changed since training: train again, or bring the old data back")
    if not len(split_of(prepared, options.split)):
        raise StudioError("The {split} part is empty", split=options.split)
    judged = judge(trained, prepared, options.split, options.weights)
    classes, confusion = {}, []
    if judged.confusion is not None:
        found = zip(judged.classes, class_figures(judged.confusion), strict=True)
        classes, confusion = {name: each._asdict() for name, each in found}, judged.confusion.tolist()
    output.event(
        "evaluation", split=options.split, samples=judged.samples, loss=judged.loss, metrics=judged.metrics,
        guessing=judged.guessing, classes=classes, confusion=confusion,
    )  # fmt: skip
    output.text(
        f"{options.split}: {judged.samples} samples, loss {judged.loss:.4f}, "
        + ", ".join(figures(judged.metrics))
    )
    return 0
