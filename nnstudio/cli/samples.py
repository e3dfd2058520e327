"""nnstudio samples: what comes with the program."""

from __future__ import annotations

import argparse

from nnstudio.cli.output import Output
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.data.sources.generated import SHAPES, SUMMARIES, TITLES
from nnstudio.project.templates import TEMPLATES


def run(options: argparse.Namespace, output: Output) -> int:
    """List data sets and templates."""
    for facts in bundled_sets():
        output.event("data", name=facts.name, title=facts.title, rows=facts.rows, shape=list(facts.sample_shape),
                     task=facts.task, outputs=max(1, len(facts.targets)))  # fmt: skip
    output.table(
        ("Data set", "", "Rows", "Features", "Task"),
        [
            (
                f.name,
                f.summary,
                f.rows,
                f.features,
                f"{len(f.targets)} outputs" if len(f.targets) > 1 else f.task,
            )
            for f in bundled_sets()
        ],
        right=(2, 3),
    )
    output.text()
    for shape in SHAPES:
        output.event("generated", name=shape, title=str(TITLES[shape]))
    output.table(("Generated", ""), [(shape, SUMMARIES[shape]) for shape in SHAPES])
    output.text()
    for t in TEMPLATES.values():
        output.event("template", name=t.key, title=str(t.title), data=t.data)
    output.table(
        ("Template", "", "Opens with"), [(t.key, t.summary, t.data or "nothing") for t in TEMPLATES.values()]
    )
    return 0
