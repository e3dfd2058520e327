"""nnstudio import: a model of another program as a project, or weights of another program into one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import project_path
from nnstudio.export.reading import MODELS, WEIGHTS, read_model, read_weights
from nnstudio.export.reading.matching import Row, match, unused
from nnstudio.nn.shape import show
from nnstudio.project import file
from nnstudio.project.importing import came_from_here, project_of, told, with_weights
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import count_text


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the project; for weights, say which of them went where."""
    source, target = Path(options.file), project_path(options.output)
    if os.path.exists(target) and not options.force:  # noqa: PTH110  a name that is too long does not exist
        raise StudioError("{path} exists already; --force overwrites it", path=str(target))
    if options.into is not None:
        return _weights(source, Path(options.into), target, options.channels, output)
    if source.suffix.lower() in WEIGHTS:
        raise StudioError(
            "{file} holds weights without their network: name the project they are for with --into PROJECT",
            file=shown(source.name),
        )
    return _model(source, target, output)


def _model(source: Path, target: Path, output: Output) -> int:
    imported = read_model(source)
    project = project_of(imported, shown(source.name))
    file.save(target, project)
    notes = [str(note) for note in imported.notes]
    output.event(
        "imported", file=str(target), source=str(source), layers=len(project.network.nodes),
        parameters=sum(array.size for array in imported.weights.values()), notes=notes,
    )  # fmt: skip
    for note in notes:
        output.text(f"note: {note}")
    output.text(f"{target}: {told(imported, shown(source.name))}")
    return 0


def _weights(source: Path, into: Path, target: Path, channels: str, output: Output) -> int:
    if source.suffix.lower() in MODELS:
        raise StudioError(
            "{file} holds a network with its weights: import it without --into", file=shown(source.name)
        )
    project, trained = file.load(into)
    arrays = read_weights(source)
    rows = match(project.network, arrays)
    if channels == "last" or (channels == "auto" and came_from_here(rows)):
        rows = match(project.network, arrays, channels_first=False)
    _tell(rows, output)
    project = with_weights(project, trained, rows, shown(source.name))
    file.save(target, project, trained)
    found = sum(row.array is not None for row in rows)
    left = unused(rows, arrays)
    output.event("imported", file=str(target), source=str(source), found=found, arrays=len(rows), unused=left)
    if left:
        names = ", ".join(left[:3]) + (", …" if len(left) > 3 else "")
        output.text(
            f"note: {count_text(len(left), 'array of the file is', 'arrays of the file are')} not used: {shown(names)}"
        )
    output.text(f"{target}: {found} of {count_text(len(rows), 'array')} found in {shown(source.name)}")
    return 0


def _tell(rows: Sequence[Row], output: Output) -> None:
    for row in rows:
        output.event(
            "array", key=row.key, shape=list(row.shape), source=row.source or None, found=row.array is not None,
            note=None if row.why is None else str(row.why),
        )  # fmt: skip
    output.table(
        ("Array", "Shape", "In the file", "Note"),
        [
            (row.key, show(row.shape), row.source or "–", "" if row.why is None else str(row.why))
            for row in rows
        ],
    )
