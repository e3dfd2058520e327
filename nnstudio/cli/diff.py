"""nnstudio diff: in what two projects, or models of other programs, differ."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nnstudio.cli.output import Output
from nnstudio.cli.words import heading
from nnstudio.nn.metric_order import in_order, metric_text
from nnstudio.project.comparing.compare import SIGNS, Change, Difference, compare, load_side
from nnstudio.project.comparing.settings import Setting
from nnstudio.project.flat import value_text
from nnstudio.project.output_settings import at_output
from nnstudio.system.numbers import figure_text, percent_text, whole_text
from nnstudio.training.history import Epoch


def run(options: argparse.Namespace, output: Output) -> int:
    """Print the differences; the exit code is 0 whatever they are."""
    a, b = (load_side(Path(name)) for name in (options.file, options.other))
    found = compare(a, b)
    _events(found, output)
    if found.same:
        output.text(f"{a.name} and {b.name}: the same network, settings, data and outputs")
        return 0
    rows = [_row(change) for change in found.layers]
    output.table(("", a.name, b.name, "Differences"), rows)
    for edge in found.edges_removed:
        output.text(f"− wire {a.network[edge.source].title} → {a.network[edge.target].title}")
    for edge in found.edges_added:
        output.text(f"+ wire {b.network[edge.source].title} → {b.network[edge.target].title}")
    output.text()
    totals = [
        (name, whole_text(x), whole_text(y))
        for name, x, y in zip(("Depth", "Width", "Parameters", "Multiply-adds"), *found.totals, strict=True)
    ]
    best = _best(found)
    settings = [(_name(s.name), value_text(s.a), value_text(s.b)) for s in (*found.training, *found.data)]
    output.table(("", a.name, b.name), [*totals, *best, *settings], right=())
    if found.outputs is not None:
        each = found.outputs.each
        for one in each:
            same = one.agreement
            agree = "" if same is None else f"; the same class for {percent_text(same)} of them"
            much = f"differ by at most {figure_text(one.largest, 2)}" if one.largest else "are equal"
            name = f"{one.name}: " if len(each) > 1 else ""
            output.text(f"{name}outputs {much} on {found.outputs.origin}{agree}")
    elif found.no_outputs is not None:
        output.text(f"outputs not compared: {found.no_outputs}")
    return 0


def _name(path: str) -> str:
    """A setting; of one of several outputs behind what that one answers."""
    setting, output = at_output(path)
    return f"{output}: {setting}" if output else path


def _best(found: Difference) -> list[tuple[str, ...]]:
    """Loss and metrics of the best epochs: the losses alone are no measure for each other where one is that of a logarithm."""
    if not any(found.best):
        return []
    measured = [
        {} if epoch is None else _measured(epoch, called)
        for epoch, called in zip(found.best, found.answers, strict=True)
    ]
    names = dict.fromkeys(name for each in measured for name in each)
    lines = [("Best loss", *("–" if epoch is None else figure_text(epoch.judged) for epoch in found.best))]
    return [*lines, *((name, *(each.get(name, "–") for each in measured)) for name in names)]


def _measured(epoch: Epoch, called: Mapping[str, str]) -> dict[str, str]:
    """The metrics of an epoch by what stands before them: layers that answer the same may be called otherwise."""
    metrics = epoch.val_metrics or epoch.metrics
    return {heading(key, called): metric_text(key, metrics[key]) for key in in_order(metrics, called)}


def _row(change: Change) -> tuple[str, str, str, str]:
    words = [f"{s.name}: {value_text(s.a)} → {value_text(s.b)}" for s in change.settings]
    if change.weights:
        words.append(f"weights differ by at most {figure_text(change.weights, 2)}")
    titles = ("" if node is None else f"{node.title} · {node.layer.figures()}".rstrip(" ·") for node in (change.a, change.b))  # fmt: skip
    return (SIGNS[change.status], *titles, ", ".join(words))  # type: ignore[return-value]


def _events(found: Difference, output: Output) -> None:
    for change in found.layers:
        output.event(
            "layer", status=change.status, a=change.a and change.a.id, b=change.b and change.b.id,
            settings=_plain(change.settings), weights=change.weights,
        )  # fmt: skip
    for status, edges in (("removed", found.edges_removed), ("added", found.edges_added)):
        for edge in edges:
            output.event("wire", status=status, source=edge.source, target=edge.target)
    outputs = found.outputs
    output.event(
        "difference", same=found.same, training=_plain(found.training), data=_plain(found.data),
        totals=[totals._asdict() for totals in found.totals],
        best=[None if epoch is None else epoch.judged for epoch in found.best], answers=list(map(dict, found.answers)),
        outputs=None if outputs is None else outputs._asdict() | {
            "origin": str(outputs.origin), "each": [each._asdict() for each in outputs.each],
        },
        reason=None if found.no_outputs is None else str(found.no_outputs),
    )  # fmt: skip


def _plain(settings: tuple[Setting, ...]) -> list[dict[str, Any]]:
    return [{"name": s.name, "a": value_text(s.a), "b": value_text(s.b)} for s in settings]
