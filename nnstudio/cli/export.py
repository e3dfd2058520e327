"""nnstudio export: the trained network in another program's format."""

from __future__ import annotations

import argparse
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.export import Artifact, format_for
from nnstudio.system.files import shown


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the file."""
    path = Path(options.output)
    chosen = format_for(options.to, path)
    trained = load_trained(Path(options.file))
    artifact = Artifact(
        trained.network,
        trained.weights(options.weights),
        trained.preprocessor,
        shown(Path(options.file).stem),
    )
    chosen.write(artifact, path)
    output.event("exported", format=chosen.key, file=str(path))
    output.text(f"{path}: {chosen.title}, {options.weights} weights")
    return 0
