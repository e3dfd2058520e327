"""nnstudio predict: the network's answer for the rows of a file."""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
from pathlib import Path
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.data.dataset import Column
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile, TableSource, source_for
from nnstudio.project.answers import Answers, answers
from nnstudio.system.files import shown, write_bytes
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Write a row of answers for each row of the file."""
    trained = load_trained(Path(options.file))
    columns = _columns(options.data, trained.preprocessor)
    try:
        x = trained.preprocessor.transform(columns)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=shown(options.data), cause=str(error)) from None
    model = trained.model(which=options.weights, samples=len(x))
    given = answers(trained.preprocessor, model.predict(trained.feed(x)), trained.training.loss.threshold)
    if output.json and not options.output:
        for i, row in enumerate(given.rows()):
            output.event("prediction", row=i + 1, **_facts(given, row))
    if options.output:
        write_bytes(options.output, _as_csv(given).encode())
        output.event("written", file=options.output, rows=len(x))
        output.text(f"{options.output}: {len(x)} rows")
    else:
        output.raw(_as_csv(given))
    return 0


def _columns(path: str, preprocessor: Preprocessor) -> tuple[Column, ...]:
    found = source_for(path)
    source = found if isinstance(found, TableSource) else CsvFile(path)  # which says what is wrong with it
    table = source.table(preprocessor.kinds or None)
    if not preprocessor.kinds and table.skipped:
        # A network for arrays needs every column, also one in which all values of this file are the same.
        inputs = [name for name in table.names if name != preprocessor.target_name]
        table = source.table(dict.fromkeys(inputs, "number"))
    return table.columns


def _facts(given: Answers, row: list[Any]) -> dict[str, Any]:
    """The stable JSON form of an answer."""
    if given.labels is None:
        return {"answer": row[0] if len(row) == 1 else row}
    classes = [heading[2:-1] for heading in given.headings[1:]]
    return {"answer": row[0], "probabilities": dict(zip(classes, row[1:], strict=True))}


def _as_csv(given: Answers) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_safe(h) for h in given.headings])
    writer.writerows([_safe(cell) for cell in row] for row in given.rows())
    return buffer.getvalue()


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula; a class called -1 is none."""
    if not isinstance(cell, str):
        return cell
    text = "\n".join(cell.splitlines())  # a lone return ends a row, and the writer does not quote it
    if text[:1] not in ("=", "+", "-", "@", "\t", "\n"):
        return text
    with contextlib.suppress(ValueError):
        float(text)
        return text
    return f"'{text}"
