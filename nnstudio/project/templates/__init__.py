"""Networks to start from. Each fits itself to the data: its input, its output and its loss."""

from __future__ import annotations

from nnstudio.data.config import DataConfig
from nnstudio.graph.branching import place_to_branch, with_outputs
from nnstudio.graph.joining import with_columns
from nnstudio.graph.network import Network
from nnstudio.nn.losses import loss_for
from nnstudio.nn.shape import Shape
from nnstudio.project.project import Project
from nnstudio.project.templates import classic, images, special
from nnstudio.project.templates.template import Goal, Template, answer_layer, output_layer
from nnstudio.system.messages import StudioError, msg
from nnstudio.training.config import TrainingConfig

__all__ = ["TEMPLATES", "Goal", "Template", "build", "output_layer", "template", "usual_template"]

EMPTY = Template(
    "empty", msg("Empty network"), msg("An empty canvas"), "", Goal((), "classes", 0), lambda goal: Network()
)

TEMPLATES: dict[str, Template] = {
    t.key: t
    for t in (
        classic.TEXTBOOK,
        classic.PERCEPTRON,
        classic.LOGISTIC,
        classic.LINEAR,
        classic.MLP,
        images.LENET,
        images.VGG,
        images.RESIDUAL,
        images.INCEPTION,
        special.SEQUENCE,
        special.AUTOENCODER,
        special.TWO_INPUTS,
        EMPTY,
    )
}
"""The simplest first, the empty one last."""


def template(key: str) -> Template:
    """Look a template up; raises StudioError that lists the known ones."""
    if key not in TEMPLATES:
        raise StudioError(
            "Unknown template {key}; known are {known}", key=repr(key), known=", ".join(TEMPLATES)
        )
    return TEMPLATES[key]


def usual_template(sample_shape: Shape, *, heard: bool = False) -> str:
    """Key of the template to begin with: convolutions for pictures and signals, the textbook's layers for a row.

    Spectrograms, which are ``heard``, are pictures of something that goes on in time: along that, a twentieth of LeNet's weights
    tells more of them apart (ADR 49).
    """
    usual = {3: "sequence" if heard else "lenet", 2: "sequence"}
    return usual.get(len(sample_shape), "textbook")


def _answering_more(network: Network, goal: Goal) -> Network:
    """A network with an output more for each further question, beside the one that it has."""
    place = place_to_branch(network, network.output_ids[0])
    if place is None:
        raise StudioError("This network cannot answer several questions at once: use the textbook network")
    return with_outputs(network, [answer_layer(*each) for each in goal.further], place)


def build(chosen: Template, goal: Goal | None = None, data: DataConfig | None = None) -> Project:
    """Make a project from a template.

    Parameters
    ----------
    chosen : Template
    goal : Goal, optional
        What the data asks for; the template's own if None.
    data : DataConfig, optional
        Where the data is; what the network learns to give is set to what the template is for.

    Raises
    ------
    StudioError
        When the template cannot work on such samples.
    """
    goal = chosen.fitted(goal)
    training = TrainingConfig(
        loss=chosen.loss or loss_for(goal.task),
        optimizer=chosen.optimizer_for(goal),
        schedule=chosen.schedule,
        epochs=chosen.epochs,
        batch_size=chosen.batch_size,
    )
    data = (data or DataConfig()).replace(answer=chosen.answer)
    network = chosen.network(goal)
    if goal.columns and len(network.input_ids) == 1:
        network = with_columns(network, goal.columns)
    if goal.further and network.nodes:
        network = _answering_more(network, goal)
    return Project(data=data, training=training).with_network(network)
