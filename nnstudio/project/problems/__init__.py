"""Everything that keeps a project from being trained or makes it train in vain, and the edits that mend it.

Each module beside this one finds the problems of one place, or holds the repairs for them.
"""

from __future__ import annotations

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem, infer
from nnstudio.project.problems import (
    advice,
    advice_repairs,
    branches,
    inputs,
    last_layer,
    outputs,
    seen_as,
    shapes,
    tables,
    training,
    training_advice,
    two_sorts,
    uncounted,
    wires,
)
from nnstudio.project.problems.fix import Fix, Repair
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError

__all__ = ["REPAIRS", "Fix", "fixes_for", "obstacles", "problems"]

REPAIRS: dict[str, Repair] = {
    name: repair
    for module in (
        wires, shapes, tables, branches, inputs, seen_as, two_sorts, outputs, last_layer, training, uncounted,
        advice_repairs, training_advice,
    )
    for name, repair in module.REPAIRS.items()
}  # fmt: skip


def problems(project: Project, prepared: Prepared | None = None) -> tuple[Problem, ...]:
    """List what is wrong: what keeps the project from being trained, or else advice.

    There is no advice on a network that is still being drawn: half of what looks odd then is just not finished.

    Parameters
    ----------
    project : Project
    prepared : Prepared, optional
        The data, once it has been read; without it, only the network and its loss are looked at.
    """
    found = obstacles(project, prepared)
    if found:
        return found
    inference = infer(project.network)
    return (
        *uncounted.find(project, prepared),
        *advice.find(project, inference),
        *training_advice.find(project, inference, prepared),
    )


def obstacles(project: Project, prepared: Prepared | None = None) -> tuple[Problem, ...]:
    """List what keeps the project from being trained, the network's own problems first; parameters as above."""
    inference = infer(project.network)
    if inference.problems:
        return inference.problems
    found = outputs.output_count(project, prepared)
    if found:
        return tuple(found)
    if prepared is not None:
        found += inputs.input_shape(project, prepared)
        found += outputs.output_target(project, prepared, inference)
    if all(problem.kind != "loss_task" for problem in found):  # a loss that must go asks for nothing
        found += outputs.output_activation(project, inference, prepared)
    if prepared is not None:
        found += training.batch_size(project, prepared)
    found += training.all_frozen(project, inference)
    found += uncounted.no_loss_counts(project)
    found += training.memory(project, inference)
    return tuple(found)


def fixes_for(project: Project, problem: Problem, prepared: Prepared | None = None) -> tuple[Fix, ...]:
    """The repairs that clear a problem, the best first; others may show up behind it."""
    offered: list[Fix] = []
    for remedy in problem.remedies:
        try:
            fix = REPAIRS[remedy](project, problem, prepared)
            if fix is not None and _clears(fix, project, problem, prepared):
                offered.append(fix)
        except StudioError:  # a setting outside its limits
            continue
    return tuple(offered)


def _clears(fix: Fix, project: Project, problem: Problem, prepared: Prepared | None) -> bool:
    """Try a repair, so that no button does nothing; what trained before must train afterwards."""
    found = problems(fix.apply(project), prepared)
    if problem.is_advice:
        place = (problem.kind, problem.node)
        return not any(not p.is_advice or (p.kind, p.node) == place for p in found)
    return problem not in found
