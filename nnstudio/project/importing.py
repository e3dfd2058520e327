"""What comes in from another program, as a project of this one."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.export.reading import Imported
from nnstudio.export.reading.matching import Row
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.nn.losses import Loss, loss_for
from nnstudio.nn.optimizers import Adam
from nnstudio.project.project import Project
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.trained import Trained, present_weights
from nnstudio.system.messages import Message, StudioError, counted, msg


def project_of(imported: Imported, source: str) -> Project:
    """A project with an imported network, laid out, whose training begins with the imported weights.

    Parameters
    ----------
    imported : Imported
    source : str
        Name of its file.

    Raises
    ------
    StudioError
        When its weights are no finite numbers.
    """
    network = imported.network
    project = Project(network, Layout().for_network(network))
    # Small steps: large ones soon undo what the weights have learned.
    training = project.training.replace(loss=_loss(network), optimizer=Adam(0.001))
    project = project.replace(training=training)
    if not imported.weights:
        return project
    start = StartingWeights.of(source, network, imported.weights, imported.channels_first)
    return project.replace(start=start)


def told(imported: Imported, source: str) -> Message:
    """What was read, in a sentence."""
    return msg(
        "Read from {source}: {layers}, {parameters}",
        source=source, layers=counted(len(imported.network.nodes), "{n} layer", "{n} layers"),
        parameters=counted(infer(imported.network).parameters, "{n} parameter", "{n} parameters"),
    )  # fmt: skip


def with_weights(project: Project, trained: Trained | None, rows: Iterable[Row], source: str) -> Project:
    """A project whose training begins with what was found in a file of weights; the rest keep their values.

    Parameters
    ----------
    project : Project
    trained : Trained, optional
        What was trained for it so far.
    rows : iterable of Row
        As :func:`nnstudio.export.reading.matching.match` gives them.
    source : str
        Name of the file.

    Raises
    ------
    StudioError
        When nothing was found, or the weights are no finite numbers.
    """
    found = {row.key: row.array for row in rows if row.array is not None}
    if not found:
        raise StudioError("{source}: no array in it fits a layer of the network", source=source)
    weights = {**present_weights(project, trained), **found}
    first = project.start is not None and project.start.channels_first
    return project.replace(start=StartingWeights.of(source, project.network, weights, first))


def came_from_here(rows: Iterable[Row]) -> bool:
    """Whether the arrays of a file are called like our layers: then this program wrote it, and channels were last."""
    found = [row for row in rows if row.array is not None]
    return all(row.source.replace("/", ".").rpartition(".")[0] == row.key.partition("/")[0] for row in found)


def _loss(network: Network) -> Loss:
    """The loss that goes with what the last layer gives."""
    activations = {getattr(network[node].layer, "activation", "") for node in network.output_ids}
    if "softmax" in activations:
        return loss_for("classes")
    shapes = {infer(network).facts[node].output for node in network.output_ids}
    return loss_for("binary" if "sigmoid" in activations and shapes == {(1,)} else "regression")
