"""nnstudio export: the trained network in another program's format, proven where another program can read it."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.cli.overridden import relocated_by_hand
from nnstudio.cli.progress import steps
from nnstudio.cli.settings import name_and_value, value_of
from nnstudio.cli.trained_file import not_trained, own_data, weights_facts, weights_words
from nnstudio.data.dataset import Dataset
from nnstudio.export import FORMATS, Artifact, Format, Written, format_for, write
from nnstudio.export.diagram import Diagram
from nnstudio.export.of_project import artifact_of, artifact_of_drawing, artifact_of_start, as_it_came
from nnstudio.export.proof import facts_of
from nnstudio.nn.fields import fields_of
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError, msg


def run(options: argparse.Namespace, output: Output) -> int:
    """Write the files, and say which proof ran, or why none could."""
    path = Path(options.output)
    if not path.name:
        raise StudioError("A name for the file is missing: -o FILE")
    named = format_for(options.to, path)
    project, trained = file.load(Path(options.file))
    chosen = with_settings(as_it_came(named, project), options.set)
    dataset, weights = None, dict[str, Any]()
    if isinstance(chosen, Diagram):
        if options.data is not None:
            project, trained = relocated_by_hand(project, trained, options.data, Path(options.file))
        artifact = _drawing(Path(options.file), project, trained, chosen, output)
    else:
        artifact, weights = _artifact(Path(options.file), project, trained, options.weights)
        dataset = None if options.data is None else _dataset(artifact, options.data)
    watched = sys.stdout.isatty() and not output.json
    with steps() if watched else contextlib.nullcontext() as progress:
        written = write(
            artifact, chosen, path, dataset=dataset, prove=not options.no_proof, replace=options.force,
            progress=progress,
        )  # fmt: skip
    _tell(written, chosen, weights, path, output)
    return 0


def _artifact(
    path: Path, project: Project, trained: Trained | None, weights: str | None
) -> tuple[Artifact, dict[str, Any]]:
    """What is exported, and the facts of whose weights."""
    name = shown(path.stem)
    if trained is not None:
        which = weights or trained.proposed
        return artifact_of(trained, which, name, project), weights_facts(trained, which)
    if project.start is not None and project.start.complete(project.network):
        return artifact_of_start(project, name), {"weights": "imported", "epoch": 0}
    raise not_trained(path)


def _drawing(
    path: Path, project: Project, trained: Trained | None, chosen: Diagram, output: Output
) -> Artifact:
    """What a diagram is drawn of; what several outputs answer is asked of the data where no run tells."""
    drawn = artifact_of_drawing(project, shown(path.stem), trained)
    several = len(project.network.output_ids) > 1 and project.data.source is not None
    if drawn.preprocessor is not None or not several or not chosen.loss:
        return drawn
    try:
        return artifact_of_drawing(project, drawn.name, fitted=load_data(project).preprocessor)
    except StudioError as error:
        note = f"the diagram does not say what each output answers, as the data cannot be read: {error}"
        output.event("note", text=note)
        output.complain(f"note: {note}")
        return drawn


def _dataset(artifact: Artifact, data: str) -> Dataset:
    """The data that was trained on, from where it is now: a proof on its test part is one on rows never seen."""
    source = None if artifact.data is None else artifact.data.source
    dataset = own_data(source, data, artifact.data_fingerprint)
    if dataset is None:
        raise StudioError(
            "--data {path}: this is not the data that the network was trained on; leave --data out to have the export "
            "proven on other rows",
            path=shown(data),
        )
    return dataset


def _tell(written: Written, chosen: Format, weights: dict[str, Any], path: Path, output: Output) -> None:
    proof = written.proof
    facts = None if proof is None else facts_of(proof)
    reason = None if written.reason is None else str(written.reason)
    output.event(
        "exported", format=chosen.key, file=str(path), files=[str(f) for f in written.files], proof=facts,
        reason=reason, **weights,
    )  # fmt: skip
    what = f"{chosen.title}, {weights_words(weights)}" if weights else chosen.title
    output.text(f"{path}: {what}")
    for other in written.files[1:]:
        output.text(f"{other}")
    if proof is not None:
        output.text(f"proven: {proof.sentence}")
        if proof.samples:
            because = "" if proof.because is None else f" ({proof.because})"
            output.text(f"        on {proof.origin}{because}")
    elif reason is not None:
        output.text(f"not proven: {reason}")


# Settings of a format ---------------------------------------------------------------------------------------


def with_settings(chosen: Format, given: Iterable[str]) -> Format:
    """Apply ``name=value`` from the command line.

    Raises
    ------
    StudioError
        For a setting that the format does not have, or a value outside its limits.
    """
    infos = {info.name: info for info in fields_of(type(chosen))}
    changes = {}
    for text in given:
        name, value = name_and_value(text)
        if name not in infos:
            raise StudioError(
                "{format} has no setting {name}; it has {known}",
                format=chosen.key, name=repr(name), known=", ".join(infos) or msg("none"),
            )  # fmt: skip
        changes[name] = value_of(infos[name], value)
    return chosen.replace(**changes) if changes else chosen


def described() -> str:
    """All formats with their settings, for the command's help."""
    lines = []
    for cls in FORMATS:
        lines.append(f"  {cls.key:14}{cls.summary}")
        lines += [
            f"  {'':16}--set {info.name}={'|'.join(info.field.choices) or info.kind}: {info.field.help}"
            for info in fields_of(cls)
        ]
    return "\n".join(lines)
