"""Networks to start from. Each fits itself to the data: its input, its output and its loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv2D, Dense, Flatten, MaxPool2D
from nnstudio.nn.losses import loss_for
from nnstudio.nn.optimizers import SGD, Adam, Optimizer
from nnstudio.nn.shape import Shape, show
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.config import TrainingConfig


class Goal(NamedTuple):
    """What a network is for: shape of a sample, task, and number of outputs."""

    sample_shape: Shape
    task: str
    outputs: int


class Template(NamedTuple):
    """A network to start from.

    Parameters
    ----------
    key : str
        Name on the command line.
    title, summary : Message
    data : str
        Bundled data set it opens with; empty for none.
    goal : Goal
        What it is built for without data.
    hidden : callable
        From the shape of a sample to the layers before the output.
    optimizer : Optimizer
    epochs, batch_size : int
    """

    key: str
    title: Message
    summary: Message
    data: str
    goal: Goal
    hidden: Callable[[Shape], Sequence[Layer]]
    optimizer: Optimizer
    epochs: int
    batch_size: int


def _textbook(shape: Shape) -> Sequence[Layer]:
    layers = [Dense(25, activation="sigmoid"), Dense(15, activation="sigmoid")]
    return layers if len(shape) == 1 else [Flatten(), *layers]


def _lenet(shape: Shape) -> Sequence[Layer]:
    if len(shape) != 3:
        raise StudioError(
            "LeNet looks at images (height × width × channels), but these samples are {shape}: use the textbook network",
            shape=show(shape),
        )
    # Convolution and pooling twice, then two dense layers: the plan of LeNet-5 (LeCun et al., 1998) with ReLU
    # and maximum pooling; "same" padding lets it fit 8 × 8 as well as 28 × 28.
    return [
        Conv2D(16, kernel_size=3, padding="same", activation="relu", initializer="he_uniform"),
        MaxPool2D(2, padding="same"),
        Conv2D(32, kernel_size=3, padding="same", activation="relu", initializer="he_uniform"),
        MaxPool2D(2, padding="same"),
        Flatten(),
        Dense(128, activation="relu", initializer="he_uniform"),
    ]


TEMPLATES: dict[str, Template] = {
    t.key: t
    for t in (
        Template(
            "textbook", msg("Textbook network"), msg("Dense 25, 15 and an output, all sigmoid, as in the chapter"),
            "breast-cancer", Goal((30,), "binary", 1), _textbook, SGD(0.1), 50, 16,
        ),
        Template(
            "lenet", msg("LeNet"), msg("Two convolutions and two dense layers that read images"),
            "digits", Goal((8, 8, 1), "classes", 10), _lenet, Adam(0.001), 15, 32,
        ),
        Template(
            "empty", msg("Empty network"), msg("An empty canvas"),
            "", Goal((), "classes", 0), lambda shape: (), Adam(0.001), 20, 32,
        ),
    )
}  # fmt: skip


def template(key: str) -> Template:
    """Look a template up; raises StudioError that lists the known ones."""
    if key not in TEMPLATES:
        raise StudioError(
            "Unknown template {key}; known are {known}", key=repr(key), known=", ".join(TEMPLATES)
        )
    return TEMPLATES[key]


def build(chosen: Template, goal: Goal | None = None) -> Project:
    """Make a project from a template.

    Parameters
    ----------
    chosen : Template
    goal : Goal, optional
        What the data asks for; the template's own if None.

    Raises
    ------
    StudioError
        When the template cannot work on such samples.
    """
    goal = goal or chosen.goal
    training = TrainingConfig(
        loss=loss_for(goal.task),
        optimizer=chosen.optimizer,
        epochs=chosen.epochs,
        batch_size=chosen.batch_size,
    )
    network = Network()
    if goal.outputs:
        hidden = list(chosen.hidden(goal.sample_shape))
        if hidden:
            network = sequential(goal.sample_shape, [*hidden, output_layer(goal)])
    return Project(training=training).with_network(network)


def output_layer(goal: Goal) -> Dense:
    """The last layer for a task: one sigmoid, a softmax over the classes, or a plain number."""
    activation = {"binary": "sigmoid", "classes": "softmax", "regression": "linear"}[goal.task]
    return Dense(goal.outputs, activation=activation)
