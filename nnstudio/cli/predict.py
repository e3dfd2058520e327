"""nnstudio predict: the network's answer for the rows of a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from nnstudio.backend.failures import failing_in_words
from nnstudio.backend.probe import choose
from nnstudio.cli.output import Output
from nnstudio.cli.piped import as_file, require_no_pipe, write_out
from nnstudio.cli.trained_file import decided, decided_words, decision_facts, load_trained
from nnstudio.data.paths import require_no_data
from nnstudio.project.answers import Answers, all_answers, csv_of
from nnstudio.project.file import require_no_project
from nnstudio.project.judging.arrays import are_arrays, samples_of
from nnstudio.project.judging.given import rows_of
from nnstudio.project.judging.pictures import are_pictures, pictures_of
from nnstudio.project.judging.recordings import are_recordings, recordings_of
from nnstudio.project.views import views_of
from nnstudio.system.numbers import count_text


def run(options: argparse.Namespace, output: Output) -> int:
    """Write a row of answers for each row of the file."""
    project, trained = load_trained(Path(options.file))
    file = None if options.output == "-" else options.output  # a file called so is not what a pipe is for
    if file:
        require_no_project(file)
        require_no_data(file, trained.data.source, options.data)
    which = options.weights or trained.proposed
    chosen = decided(project, trained, which, options.threshold)
    thing, lenient = "row", options.unreadable == "missing"
    if trained.preprocessor.picture:  # others take rows of as many numbers as a picture has
        require_no_pipe(options.data)
    if are_pictures(options.data, trained):
        thing = "picture"
        rows = pictures_of(options.data, trained, lenient=lenient)
    elif are_recordings(options.data, trained):
        thing = "recording"
        rows = recordings_of(options.data, trained)
    elif are_arrays(options.data, trained):
        thing = "sample"
        rows = samples_of(options.data, trained)
    else:
        with as_file(options.data) as path:
            rows = rows_of(path, trained.preprocessor, lenient=lenient)
    x, beside = rows.x, rows.beside
    for note in (*rows.notes, *rows.short):
        output.event("note", text=str(note))
        output.complain(f"note: {note}")
    device = choose(options.device)
    with failing_in_words(device):
        given = all_answers(trained, trained.model(device, which, samples=len(x)), x, chosen)
    if any(chosen):
        output.event("decisions", decisions=decision_facts(chosen, trained))
    if output.json and not file:
        names = [view.name for view in views_of(trained)]
        for i, told in enumerate(zip(*(each.rows() for each in given), strict=True)):
            called = dict(zip(beside.headings, beside.cells(i), strict=True))
            told_apart = {"identifiers": called} if called else {}
            doubts = {"missing": sorted(beside.filled_in(i)), "unknown": beside.strange_in(i)}
            every = [_facts(each, row) for each, row in zip(given, told, strict=True)]
            own = every[0] if len(every) == 1 else {"answers": dict(zip(names, every, strict=True))}
            output.event(
                "prediction", row=i + 1, **told_apart, **own, **{k: v for k, v in doubts.items() if v}
            )
    if file:
        write_out(file, csv_of(given, beside).encode())
        output.event("written", file=file, rows=len(x))
        output.text(f"{file}: {count_text(len(x), thing)}{decided_words(chosen, trained)}")
    else:
        output.raw(csv_of(given, beside))
    return 0


def _facts(given: Answers, row: list[Any]) -> dict[str, Any]:
    """The stable JSON form of an answer."""
    if given.pairs:
        named, shares = row[::2], row[1::2]
        names = given.headings[::2]
        return {
            "answer": dict(zip(names, named, strict=True)),
            "probabilities": dict(zip(names, shares, strict=True)),
        }
    if given.labels is None:
        return {"answer": row[0] if len(row) == 1 else row}
    classes = [heading[2:-1] for heading in given.headings[1:]]
    return {"answer": row[0], "probabilities": dict(zip(classes, row[1:], strict=True))}
