"""The card of a run: what was trained on what, how, on which machine, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.artifact import Artifact
from nnstudio.export.card import html, markdown
from nnstudio.export.card.blocks import Block, Heading, Items, Paragraph, Table
from nnstudio.export.card.facts import data_blocks, network_blocks
from nnstudio.export.card.outputs import metric_title, output_titles
from nnstudio.export.card.results import below, class_blocks, decided_blocks, guess, guess_title
from nnstudio.export.card.training import training_blocks
from nnstudio.nn.metric_order import metric_text
from nnstudio.nn.metrics import output_of
from nnstudio.project.runs.record import OutputFigures, RunRecord
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import count_text, figure_text, whole_text

ENDINGS = {
    "done": "all epochs were trained",
    "early": "ended early, as it did not get better any more",
    "stopped": "stopped by hand",
    "diverged": "stopped, as the numbers left the finite range",
}


def run_as_html(run: RunRecord) -> bytes:
    """The card as a web page with the diagram and the curves; it loads nothing from elsewhere."""
    artifact = _artifact(run)
    return html.page(blocks(run, artifact), artifact)


def run_as_markdown(run: RunRecord) -> bytes:
    """The card as a text, in UTF-8."""
    return markdown.text(blocks(run, _artifact(run)))


def _artifact(run: RunRecord) -> Artifact:
    return Artifact(
        run.network, {}, run.preprocessor, run.name, run.training, run.data, run.fingerprint,
        run.history if run.history.epochs else None, layout=run.layout,
    )  # fmt: skip


def blocks(run: RunRecord, artifact: Artifact) -> list[Block]:
    """All parts of the card in their order."""
    told: list[Block] = [Heading(shown(run.name) or "Run", 1), Paragraph(_in_short(run))]
    if run.notes:
        told += [Heading("Notes"), *(Paragraph(line) for line in run.notes.splitlines() if line.strip())]
    told += _results(run, artifact)
    told += network_blocks(artifact, names=True)
    told += training_blocks(artifact, names=True)
    told += data_blocks(artifact)
    return told + _machine(run)


def _in_short(run: RunRecord) -> str:
    where = f" of {shown(run.project)}" if run.project else ""
    when = f" on {run.when[:10]} at {run.when[11:16]}" if len(run.when) >= 16 else ""
    return f"A training run{where} that ended{when}: {ENDINGS[run.ending]}, after {count_text(run.epochs, 'epoch')} and {run.seconds:.1f} s."


def _results(run: RunRecord, artifact: Artifact) -> list[Block]:
    rows: list[tuple[str, ...]] = []
    titles = output_titles(artifact, names=True)
    # What guessing would reach is that of the output that is looked at first.
    first = output_of(run.judged_by)
    if run.best is not None:
        part = "training" if run.best.val_loss is None else "validation"
        rows.append(("Best epoch", whole_text(run.best.epoch), ""))
        rows.append((f"Loss, {part}", figure_text(run.best.judged), ""))
        rows += _measured(run.best.val_metrics or run.best.metrics, part, {first: run.guessing}, titles)
    if run.test is not None:
        rows.append(("Loss, test", figure_text(run.test.loss), ""))
        guesses = {node: each.guessing for node, each in run.test.outputs.items()}
        rows += _measured(run.test.metrics, "test", {first: run.test.guessing} | guesses, titles)
    ways = {guess_title(view) for view in artifact.views.values()} or {guess_title(artifact)}
    headings: tuple[str, ...] = ("", "Network", ways.pop() if len(ways) == 1 else "Always the same answer")
    if not any(row[2] for row in rows):  # of a run from before guessing was remembered
        headings, rows = ("", ""), [row[:2] for row in rows]
    told: list[Block] = [Heading("Results")]
    told.append(
        Table(headings, tuple(rows), frozenset({1, 2})) if rows else Paragraph("No epoch was completed.")
    )
    said = [text for text in (run.verdict, *run.findings) if text]
    told += [Items(tuple(said))] if said else []
    if run.test is not None:
        told += _on_test(run.test, run.preprocessor)
        for node, view in artifact.views.items():
            if node in run.test.outputs and view.preprocessor is not None:
                found = _on_test(run.test.outputs[node], view.preprocessor)
                told += below(titles[node], found) if found else found
    return told


def _on_test(test: OutputFigures, preprocessor: Preprocessor) -> list[Block]:
    """How one output answered the test part, class by class, and from which probability on."""
    told: list[Block] = list(decided_blocks("On the test part the", test.chosen, preprocessor, names=True))
    if test.confusion and np.any(test.confusion):
        told.append(Paragraph("What follows was measured on the test part."))
        told += class_blocks(test.confusion, [shown(name) for name in preprocessor.classes])
    return told


def _measured(
    metrics: Mapping[str, float], part: str, guessing: Mapping[str, float | None], titles: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """A row for each metric: its name, what the network reached, and what guessing would reach."""
    return [
        (
            f"{metric_title(key, titles)}, {part}",
            metric_text(key, value),
            guess(key, guessing.get(output_of(key))),
        )
        for key, value in metrics.items()
    ]


def _machine(run: RunRecord) -> list[Block]:
    rows = [("Seed", str(run.training.seed))]
    if run.device:
        rows.append(("Device", run.device))
    if run.threads:
        rows.append(("Threads", f"{run.threads} (they change nothing but the time)"))
    rows += [(name, version) for name, version in run.versions.items()]
    if run.began_with:
        rows.append(("Began with weights of SHA-256", run.began_with))
    rows.append(("Run", run.id))
    return [Heading("To run it again"), Table(("", ""), tuple((a, shown(b)) for a, b in rows))]
