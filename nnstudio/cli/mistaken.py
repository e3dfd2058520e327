"""What was given and is not what it was taken for: a file that is no project, several targets in one word."""

from __future__ import annotations

import argparse
import os
import shlex
from pathlib import Path

from nnstudio.system.messages import StudioError

_OF_PROJECTS = ("train", "evaluate", "predict", "export", "summary", "runs")
_MODELS = (".onnx", ".keras")
_DATA = (".csv", ".tsv", ".xlsx", ".ods", ".parquet", ".sqlite", ".npz", ".npy")


def instead(options: argparse.Namespace, refused: StudioError) -> str:
    """What is added to a refusal; empty where there is nothing to say."""
    targets = getattr(options, "target", None)
    for name in targets if isinstance(targets, list) else ():
        if "," in name and refused.message.args.get("column") == repr(name):
            meant = (part for each in name.split(",") for part in ("--target", each.strip()))
            return f"; each target is named by itself: {shlex.join(meant)}"
    given = getattr(options, "file", None)
    if options.command not in _OF_PROJECTS or not isinstance(given, str) or not os.path.isfile(given):  # noqa: PTH113
        return ""
    ending, named = Path(given).suffix.lower(), shlex.quote(given)
    if ending in _MODELS:
        return f"; `nnstudio import {named} -o NAME.nnstudio` makes a project of a model"
    if ending in _DATA:
        return (
            f"; `nnstudio data {named}` describes data, `nnstudio new mlp --data {named} -o NAME.nnstudio` makes a "
            "project of it"
        )
    return ""
