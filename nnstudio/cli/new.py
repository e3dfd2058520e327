"""nnstudio new: a project from a template, fitted to its data."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import project_path
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.graph.inference import infer
from nnstudio.project import file
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the project."""
    path = project_path(options.output)
    if os.path.exists(path) and not options.force:  # noqa: PTH110  a name that is too long does not exist
        raise StudioError("{path} exists already; --force overwrites it", path=str(path))
    chosen = template(options.template)
    bundled = {facts.name for facts in bundled_sets()}
    source: Bundled | CsvFile | None = None
    if options.data is not None:
        if options.data not in bundled and not os.path.exists(options.data):  # noqa: PTH110
            raise StudioError(
                "{data} is neither a file nor a bundled data set; bundled are {known}",
                data=options.data, known=", ".join(sorted(bundled)),
            )  # fmt: skip
        if options.target is not None and options.data in bundled:
            raise StudioError("--target is for CSV files: {data} has its own", data=options.data)
        if options.data in bundled:
            source = Bundled(options.data)
        else:
            source = CsvFile(str(Path(options.data).resolve()), target=options.target)
    elif options.target is not None:
        raise StudioError("--target needs a CSV file: --data FILE")
    elif chosen.data:
        source = Bundled(chosen.data)
    project, notes = from_template(chosen, source)
    file.save(path, project)
    facts = infer(project.network)
    output.event("created", file=str(path), parameters=facts.parameters, notes=[str(n) for n in notes])
    for note in notes:
        output.text(f"note: {note}")
    output.text(
        f"{path}: {chosen.title}, {len(project.network.nodes)} layers, {facts.parameters:,} parameters"
    )
    return 0
