"""Networks of another plan: along a sequence, back to its own input, from two sides."""

from __future__ import annotations

import math

from nnstudio.data.preparing.fitting import BOTH_GIVEN_BACK
from nnstudio.graph.joining import with_columns
from nnstudio.graph.network import Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Concatenate, Conv1D, Conv2D, Dense, GlobalMaxPool, Input, MaxPool1D, Reshape
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.shape import Shape, show
from nnstudio.project.templates import images
from nnstudio.project.templates.template import Goal, Template, chain, follow, output_layer, rows
from nnstudio.system.messages import StudioError, msg

_LONG = 64
"""Values along a sequence that short filters look over; a longer one is first made shorter, by wider ones."""


def _dense(units: int) -> Dense:
    return Dense(units, activation="relu", initializer="he_uniform")


def _sequence(goal: Goal) -> Network:
    """Filters that slide along a sequence: earlier rows, the rows of a picture, the time of a sound, or the values of a row."""
    shape = goal.sample_shape
    steps: list[Layer] = []
    length = (goal.sequence or shape)[0]
    if goal.heard:
        steps, length = _through_time(shape)
    elif goal.sequence:
        steps.append(Reshape(goal.sequence))
    elif len(shape) != 2:
        steps.append(Reshape((shape[0], math.prod(shape[1:]))))
    while length > _LONG:  # of a signal, three neighbours tell next to nothing
        steps.append(
            Conv1D(16, kernel_size=9, stride=4, padding="same", activation="relu", initializer="he_uniform")
        )
        length = -(-length // 4)

    def conv(filters: int) -> Conv1D:
        return Conv1D(filters, kernel_size=3, padding="same", activation="relu", initializer="he_uniform")

    return chain(
        goal, [*steps, conv(32), MaxPool1D(2, padding="same"), conv(64), GlobalMaxPool(), _dense(32)]
    )


def _through_time(shape: Shape) -> tuple[list[Layer], int]:
    """Layers that make a sequence of moments of a spectrogram, by filters that see all of its bands at once; and how long it is."""
    bands, moments, _ = shape
    seen = min(3, moments)
    wide = Conv2D(32, kernel_size=(bands, seen), padding="valid", activation="relu", initializer="he_uniform")
    length = moments - seen + 1
    return [wide, Reshape((length, 32))], length


def _autoencoder(goal: Goal) -> Network:
    """Squeezes a sample through a few numbers and draws it again (Rumelhart, Hinton & Williams, 1986).

    The code has a quarter of the values of a sample, and the layers around it a width between both, within limits:
    fewer than 16 neurons bend too little, and large pictures must stay quick.
    """
    size = goal.outputs
    if goal.columns:
        raise StudioError(BOTH_GIVEN_BACK)
    if size < 2:
        raise StudioError("An autoencoder squeezes samples, but these have one value only: use more columns")
    code = min(max(size // 4, 1 if size < 4 else 2), 32)
    between = min(max(round(math.sqrt(size * code)), 16), 256)
    network, last = follow(Network().add(Input(goal.sample_shape)), [*rows(goal), _dense(between)], "input")
    network = network.add(Dense(code, activation="linear"), after=last, name=str(msg("Code")))
    behind: list[Layer] = [_dense(between), Dense(size, activation="linear")]
    if len(goal.sample_shape) > 1:
        behind.append(Reshape(goal.sample_shape))
    return follow(network, behind, network.nodes[-1].id)[0]


def _two_inputs(goal: Goal) -> Network:
    """Reads the first third of the features and the others apart, or pictures and columns, and decides on both."""
    if goal.columns:
        return with_columns(images.LENET.network(goal), goal.columns)
    if len(goal.sample_shape) != 1 or goal.sample_shape[0] < 2:
        raise StudioError(
            "Two Inputs share the features of a table, at least 2, but these samples are {shape}: "
            "use the textbook network",
            shape=show(goal.sample_shape),
        )  # fmt: skip
    (features,) = goal.sample_shape
    first = max(features // 3, 1)
    network = Network()
    ends = []
    for size, units, name in ((first, 8, "First features"), (features - first, 16, "Other features")):
        network = network.add(Input((size,)), name=name)
        network, end = follow(network, [_dense(units)], network.nodes[-1].id)
        ends.append(end)
    network = network.add(Concatenate(), after=ends)
    return follow(network, [_dense(8), output_layer(goal)], network.nodes[-1].id)[0]


SEQUENCE = Template(
    "sequence", msg("Convolutions along a sequence"), msg("1-D filters slide along a signal, the time of a sound, or the rows of a picture"),
    "digits", Goal((8, 8, 1), "classes", 10), _sequence, Adam(0.003), 20, 32,
)  # fmt: skip

AUTOENCODER = Template(
    "autoencoder", msg("Autoencoder"), msg("Squeezes each sample into a few numbers and draws it again"),
    "digits", Goal((8, 8, 1), "classes", 10), _autoencoder, Adam(0.003), 60, 16, answer="input",
)  # fmt: skip

TWO_INPUTS = Template(
    "two-inputs", msg("Two inputs"), msg("Two groups of features, read apart and then together"),
    "breast-cancer", Goal((30,), "binary", 1), _two_inputs, Adam(0.003), 20, 16,
)  # fmt: skip
