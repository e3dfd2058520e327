"""nnstudio summary: the network as a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.graph.inference import infer
from nnstudio.nn.shape import show
from nnstudio.project import file
from nnstudio.project.problems import problems
from nnstudio.system.numbers import count_text, whole_text


def run(options: argparse.Namespace, output: Output) -> int:
    """Print layers, shapes and totals, and what is wrong."""
    project, trained = file.load(Path(options.file))
    network, facts = project.network, infer(project.network)
    rows = []
    known_order = set(facts.order)
    circle = [n.id for n in network.nodes if n.id not in known_order]
    for node in [network[i] for i in (*facts.order, *circle)]:
        known = facts.facts[node.id]
        output.event(
            "layer", id=node.id, name=node.title, figures=node.layer.figures(),
            output=None if known.output is None else list(known.output), parameters=known.parameters,
            multiply_adds=known.multiply_adds, frozen=node.frozen,
        )  # fmt: skip
        settings = " · ".join(filter(None, (node.layer.figures(), "frozen" if node.frozen else "")))
        shape = "?" if known.output is None else show(known.output)
        rows.append(
            (node.title, settings, shape, whole_text(known.parameters), whole_text(known.multiply_adds))
        )
    output.table(("Layer", "Settings", "Output", "Parameters", "Multiply-adds"), rows, right=(3, 4))
    found = problems(project)
    wrong = [str(p.message) for p in found if not p.is_advice]
    advice = [str(p.message) for p in found if p.is_advice]
    output.event(
        "summary", depth=facts.depth, width=facts.width, parameters=facts.parameters,
        frozen=facts.frozen, multiply_adds=facts.multiply_adds, trained=trained is not None, problems=wrong, advice=advice,
    )  # fmt: skip
    frozen = f" ({whole_text(facts.frozen)} frozen)" if facts.frozen else ""
    output.text(
        f"depth {facts.depth}   width {facts.width}   {count_text(facts.parameters, 'parameter')}{frozen}   "
        f"{count_text(facts.multiply_adds, 'multiply-add')}"
    )
    for line in wrong:
        output.text(f"problem: {line}")
    for line in advice:
        output.text(f"advice: {line}")
    if trained is not None:
        done = trained.checkpoint.position.epoch
        output.text(f"trained for {done} of {count_text(trained.training.epochs, 'epoch')}")
    return 0
