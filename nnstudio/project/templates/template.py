"""What a template is, and what templates build their networks from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.target_group import views_of
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import Loss
from nnstudio.nn.optimizers import Adam, Optimizer
from nnstudio.nn.schedules import Constant, Schedule
from nnstudio.nn.shape import Shape, show
from nnstudio.system.messages import Message, StudioError


class Goal(NamedTuple):
    """What a network is for: shape of a sample, task, number of outputs, and the sequence that a row is, if it is one.

    Where columns belong to pictures, ``sample_shape`` is that of the pictures, and ``columns`` the number of features.
    ``further`` has task and number of outputs of each further output, and ``heard`` tells pictures of sounds from others: of
    these, time goes to the right.
    """

    sample_shape: Shape
    task: str
    outputs: int
    sequence: Shape = ()
    columns: int = 0
    further: tuple[tuple[str, int], ...] = ()
    heard: bool = False

    @classmethod
    def of(cls, prepared: Prepared) -> Goal:
        """What prepared data asks for."""
        known = prepared.preprocessor
        columns = len(known.features) if known.picture else 0
        shape = known.picture or prepared.sample_shape
        further = tuple((view.task, view.outputs) for view in prepared.views[1:])
        heard = known.spectrogram is not None
        return cls(shape, prepared.task, prepared.outputs, prepared.sequence, columns, further, heard)

    @classmethod
    def asked(cls, dataset: Dataset, prepared: Prepared | None = None) -> Goal:
        """What a data set asks for, whatever is learned from it now; where it is prepared, with the features as they are."""
        further = tuple((view.task, view.outputs) for view in views_of(dataset)[1:])
        if prepared is not None:
            return cls.of(prepared)._replace(task=dataset.task, outputs=dataset.outputs, further=further)
        columns = sum(column.width for column in dataset.columns)
        shape = dataset.array_shape or dataset.sample_shape
        heard = dataset.spectrogram is not None
        return cls(shape, dataset.task, dataset.outputs, columns=columns, further=further, heard=heard)


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
    network : callable
        From a goal to the network; raises StudioError where it cannot work on such samples.
    optimizer : Optimizer
    epochs, batch_size : int
    schedule : Schedule
    loss : Loss, optional
        Where it is not the usual one of the task.
    answer : {"target", "input"}
        What the network learns to give, as in :class:`nnstudio.data.config.DataConfig`.
    sums_inputs : bool
        Whether its answer is a weighted sum of the inputs themselves, where nothing bounds what a step changes.
    """

    key: str
    title: Message
    summary: Message
    data: str
    goal: Goal
    network: Callable[[Goal], Network]
    optimizer: Optimizer = Adam(0.001)
    epochs: int = 20
    batch_size: int = 32
    schedule: Schedule = Constant()
    loss: Loss | None = None
    answer: str = "target"
    sums_inputs: bool = False

    def fitted(self, goal: Goal | None) -> Goal:
        """The goal it builds for: what the data asks for, or the samples themselves for an autoencoder."""
        goal = goal or self.goal
        if self.answer == "input":
            return Goal(goal.sample_shape, "regression", math.prod(goal.sample_shape), columns=goal.columns)
        return goal

    def optimizer_for(self, goal: Goal) -> Optimizer:
        """The optimizer for a goal: of a weighted sum, the more inputs it has, the shorter each step.

        The squared error of a sum curves with the mean square length of a row, n where n inputs have variance 1 and go
        together, as earlier rows do: there, steps of a rate above 1/n lead away from the minimum.
        """
        if not self.sums_inputs:
            return self.optimizer
        bound = float(f"{0.5 / math.prod(goal.sample_shape):.1g}")
        return self.optimizer.replace(learning_rate=min(self.optimizer.learning_rate, bound))


def output_layer(goal: Goal) -> Dense:
    """The last layer of a network for a goal, or its first one where there are several."""
    return answer_layer(goal.task, goal.outputs)


def answer_layer(task: str, outputs: int) -> Dense:
    """The last layer for a task: a sigmoid for each question, a softmax over the classes, or plain numbers."""
    activation = {"binary": "sigmoid", "labels": "sigmoid", "classes": "softmax", "regression": "linear"}[
        task
    ]
    return Dense(outputs, activation=activation)


def chain(goal: Goal, hidden: Iterable[Layer]) -> Network:
    """One layer after the other, from the samples to the output."""
    return sequential(goal.sample_shape, [*hidden, output_layer(goal)])


def rows(goal: Goal) -> tuple[Layer, ...]:
    """What makes a row of numbers of a sample: nothing, or a Flatten."""
    return () if len(goal.sample_shape) == 1 else (Flatten(),)


def require_images(name: Message | str, goal: Goal) -> None:
    """Refuse samples that are no images; ``name`` is the network's, as in a sentence."""
    if len(goal.sample_shape) != 3:
        raise StudioError(
            "{name} looks at images (height × width × channels), but these samples are {shape}: "
            "use the textbook network",
            name=name, shape=show(goal.sample_shape),
        )  # fmt: skip


def follow(network: Network, layers: Iterable[Layer], after: str) -> tuple[Network, str]:
    """Let layers follow a node one after the other; returns the id of the last one too."""
    for layer in layers:
        network = network.add(layer, after=after)
        after = network.nodes[-1].id
    return network, after
