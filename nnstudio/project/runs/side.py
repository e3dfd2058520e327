"""A run as one side of a comparison."""

from __future__ import annotations

from nnstudio.project.answers import chosen_of
from nnstudio.project.comparing.compare import Side
from nnstudio.project.decisions import Decisions
from nnstudio.project.heads import answered
from nnstudio.project.runs.kept_weights import has_weights, load
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.trained import Trained


def side_of_run(run: RunRecord, trained: Trained | None, decisions: Decisions | None = None) -> Side:
    """What is known of a run; its weights as well, where they are given or kept on this computer.

    The thresholds are those of the project, which it is answered with.

    Raises
    ------
    StudioError
        When what is kept cannot be read.
    """
    if trained is None and has_weights(run):
        _, trained = load(run)
    weights = {} if trained is None else trained.weights(trained.proposed)
    chosen = chosen_of(decisions or {}, run.network, run.training, run.preprocessor, weights)
    return Side(
        run.name,
        run.network,
        run.layout,
        run.training,
        run.data,
        weights,
        trained,
        run.best,
        chosen=chosen,
        answers=answered(run.network, run.training, run.preprocessor),
    )
