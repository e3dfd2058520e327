"""nnstudio predict: the network's answer for the rows of a file."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.cli.trained_file import load_trained
from nnstudio.data.tables import read_table
from nnstudio.project.answers import Answers, answers
from nnstudio.system.files import write_bytes


def run(options: argparse.Namespace, output: Output) -> int:
    """Write a row of answers for each row of the file."""
    trained = load_trained(Path(options.file))
    table = read_table(options.data, kinds=trained.preprocessor.kinds or None)
    x = trained.preprocessor.transform(table.columns)
    given = answers(trained.preprocessor, trained.model(which=options.weights).predict(x))
    if output.json:
        for i, row in enumerate(given.rows()):
            output.event("prediction", row=i + 1, **dict(zip(given.headings, row, strict=True)))
        if not options.out:
            return 0
    text = _as_csv(given)
    if options.out:
        write_bytes(options.out, text.encode())
        output.event("written", file=options.out, rows=len(x))
        output.text(f"{options.out}: {len(x)} rows")
    else:
        sys.stdout.write(text)
    return 0


def _as_csv(given: Answers) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_safe(h) for h in given.headings])
    writer.writerows([_safe(cell) for cell in row] for row in given.rows())
    return buffer.getvalue()


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
