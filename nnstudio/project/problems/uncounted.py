"""Outputs whose loss counts nothing in the sum: nothing is learned about what they answer."""

from __future__ import annotations

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem
from nnstudio.project.heads import names, objectives, uncounted
from nnstudio.project.problems.fix import Fix, Repair, on_training
from nnstudio.project.project import Project
from nnstudio.system.messages import msg


def no_loss_counts(project: Project) -> list[Problem]:
    """A loss that counts: a sum of nothing teaches nothing."""
    silent = uncounted(project.network, project.training)
    if not silent or len(silent) < len(project.network.output_ids):
        return []
    text = msg("The losses of all outputs count 0, so nothing is learned: let one count more")
    return [
        Problem("no_loss_counts", "loss", text, silent[0], field="weight", remedies=("all_losses_count",))
    ]


def find(project: Project, prepared: Prepared | None) -> list[Problem]:
    """Advice on each output that learns nothing while others do."""
    called = names(project.network, project.training, None if prepared is None else prepared.preprocessor)
    return [
        Problem(
            "loss_uncounted", "not learned",
            msg("Nothing is learned about {target}: the loss of this output counts 0", target=repr(called[node])),
            node, field="weight", remedies=("loss_counts",), severity="advice",
        )
        for node in uncounted(project.network, project.training)
    ]  # fmt: skip


def _loss_counts(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return None if problem.node is None else _counting(project, problem.node)


def _all_losses_count(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return _counting(project, *objectives(project.network, project.training))


def _counting(project: Project, *nodes: str) -> Fix:
    """Let the losses of some outputs count as usual."""
    training = project.training
    for node in nodes:
        training = training.with_output(training.for_output(node).replace(weight=1.0))
    label = msg("Let its loss count 1") if len(nodes) == 1 else msg("Let all losses count 1")
    return on_training(label, outputs=training.outputs)


REPAIRS: dict[str, Repair] = {"loss_counts": _loss_counts, "all_losses_count": _all_losses_count}
