"""From a project, trained or not, to what formats are given."""

from __future__ import annotations

from nnstudio.data.preparing.deciding import Chosen, Decision, questions
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.artifact import Artifact
from nnstudio.export.format import Format
from nnstudio.export.onnx import Onnx
from nnstudio.project.answers import all_chosen
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained


def as_it_came(chosen: Format, project: Project) -> Format:
    """A format as it is proposed: what was brought along goes out with its channels where they were.

    Parameters
    ----------
    chosen : Format
    project : Project
    """
    if isinstance(chosen, Onnx) and project.start is not None and project.start.channels_first:
        return chosen.replace(channels="first")
    return chosen


def artifact_of(
    trained: Trained, which: str = "last", name: str = "network", project: Project | None = None
) -> Artifact:
    """The network as it was trained.

    Parameters
    ----------
    trained : Trained
    which : {"last", "best"}
        The weights at the end, or those of the best epoch; where no best one was kept, those at the end.
    name : str
        Of the model inside the file.
    project : Project, optional
        As it is drawn now: where the network is still the same, its cards stand there; and what it keeps of these
        weights, from which probability on its questions are answered.
    """
    checkpoint = trained.checkpoint
    weights = trained.weights(which)
    best = weights is checkpoint.best_weights and bool(weights)
    return Artifact(
        trained.network,
        weights,
        trained.preprocessor,
        name,
        trained.training,
        trained.data,
        trained.fingerprint,
        checkpoint.history,
        checkpoint.history.best if best else checkpoint.position.epoch,
        layout=project.layout if project is not None and project.network == trained.network else None,
        chosen=() if project is None else _chosen(project, trained, which),
        began_with=trained.began_with,
    )


def _chosen(project: Project, trained: Trained, which: str) -> Chosen:
    """What was chosen for the questions of each output, one after the other."""
    chosen: list[Decision | None] = []
    found = all_chosen(project.decisions, trained, which)
    for preprocessor, decided in zip(trained.preprocessor.views, found, strict=True):
        chosen += decided or (None,) * len(questions(preprocessor))
    return tuple(chosen) if any(chosen) else ()


def artifact_of_start(project: Project, name: str = "network") -> Artifact:
    """The network as it is drawn, with the weights that it starts from, for which nobody knows any preprocessing."""
    weights = {} if project.start is None else project.start.fitting(project.network)
    return Artifact(project.network, weights, name=name, layout=project.layout)


def artifact_of_drawing(
    project: Project, name: str, trained: Trained | None = None, fitted: Preprocessor | None = None
) -> Artifact:
    """The network as it is drawn, without weights, for formats that need none.

    Parameters
    ----------
    project : Project
    name : str
        Of the model inside the file.
    trained : Trained, optional
        Of an earlier run, or of this network.
    fitted : Preprocessor, optional
        What the data is prepared with: it says what each of several outputs answers. Without it that of the run tells,
        if it learned from the same data.
    """
    if fitted is None and trained is not None and trained.data.source == project.data.source:
        fitted = trained.preprocessor
    return Artifact(project.network, {}, fitted, name, project.training, project.data, layout=project.layout)
