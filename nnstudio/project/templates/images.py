"""Networks that read images. "same" padding lets each fit 8 × 8 as well as 28 × 28."""

from __future__ import annotations

from nnstudio.graph.network import Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    Activation,
    Add,
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Input,
    MaxPool2D,
)
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import CosineDecay
from nnstudio.project.templates.template import Goal, Template, chain, follow, output_layer, require_images
from nnstudio.system.messages import msg

_DIGITS = Goal((8, 8, 1), "classes", 10)


def _conv(filters: int, kernel: int = 3) -> Conv2D:
    return Conv2D(filters, kernel_size=kernel, padding="same", activation="relu", initializer="he_uniform")


def _pool() -> MaxPool2D:
    return MaxPool2D(2, padding="same")


def _lenet(goal: Goal) -> Network:
    """The plan of LeNet-5 (LeCun et al., 1998), with ReLU and maximum pooling."""
    require_images("LeNet", goal)
    dense = Dense(128, activation="relu", initializer="he_uniform")
    return chain(goal, [_conv(16), _pool(), _conv(32), _pool(), Flatten(), dense])


def _vgg(goal: Goal) -> Network:
    """Blocks of two small convolutions, each followed by pooling (Simonyan & Zisserman, arXiv:1409.1556)."""
    require_images(msg("This network"), goal)
    blocks: list[Layer] = []
    for filters in (16, 32):
        blocks += [_conv(filters), _conv(filters), _pool()]
    dense = Dense(64, activation="relu", initializer="he_uniform")
    return chain(goal, [*blocks, Flatten(), dense, Dropout(0.3)])


def _residual(goal: Goal) -> Network:
    """Two blocks that learn what to add to their input (He et al., arXiv:1512.03385).

    The second halves the picture and doubles the channels, so its shortcut needs a 1×1 convolution to fit.
    """
    require_images(msg("A residual network"), goal)

    def normed(filters: int, kernel: int, stride: int, activation: str) -> tuple[Layer, Layer]:
        # Batch norm shifts by itself, so the convolution before it needs no bias.
        convolution = Conv2D(
            filters, kernel_size=kernel, stride=stride, padding="same", activation="linear", bias=False,
            initializer="he_uniform",
        )  # fmt: skip
        # Averages that follow within some ten steps: small data makes few of them.
        return convolution, BatchNorm(momentum=0.9, activation=activation)

    network, last = follow(Network().add(Input(goal.sample_shape)), normed(16, 3, 1, "relu"), "input")
    for filters, stride in ((16, 1), (32, 2)):
        inner = (*normed(filters, 3, stride, "relu"), *normed(filters, 3, 1, "linear"))
        network, learned = follow(network, inner, last)
        shortcut = last
        if stride > 1:
            network, shortcut = follow(network, normed(filters, 1, stride, "linear"), last)
        network = network.add(Add(), after=(learned, shortcut))
        network, last = follow(network, [Activation("relu")], network.nodes[-1].id)
    return follow(network, [GlobalAvgPool(), output_layer(goal)], last)[0]


def _inception(goal: Goal) -> Network:
    """Looks at each place through windows of several sizes at once (Szegedy et al., arXiv:1409.4842).

    1×1 convolutions keep the wider windows cheap: they first bring the channels together.
    """
    require_images(msg("This network"), goal)
    network, stem = follow(Network().add(Input(goal.sample_shape)), [_conv(16)], "input")
    ends = []
    for branch in (
        [_conv(8, 1)],
        [_conv(8, 1), _conv(16, 3)],
        [_conv(4, 1), _conv(8, 5)],
        [MaxPool2D(3, stride=1, padding="same"), _conv(8, 1)],
    ):
        network, end = follow(network, branch, stem)
        ends.append(end)
    network = network.add(Concatenate(), after=ends)
    behind = [_pool(), _conv(64), GlobalAvgPool(), output_layer(goal)]
    return follow(network, behind, network.nodes[-1].id)[0]


LENET = Template(
    "lenet", msg("LeNet"), msg("Two convolutions and two dense layers that read images"),
    "digits", _DIGITS, _lenet, Adam(0.001), 15, 32,
)  # fmt: skip

VGG = Template(
    "vgg", msg("Small VGG"), msg("Pairs of 3×3 convolutions, each pair followed by pooling"),
    "digits", _DIGITS, _vgg, Adam(0.001), 15, 32,
)  # fmt: skip

RESIDUAL = Template(
    "residual", msg("Residual network"), msg("Skip connections with batch norm: layers learn what to add"),
    "digits", _DIGITS, _residual, Adam(0.003), 12, 32, CosineDecay(),
)  # fmt: skip

INCEPTION = Template(
    "inception", msg("Inception branches"), msg("Windows of several sizes side by side"),
    "digits", _DIGITS, _inception, Adam(0.002), 15, 32, CosineDecay(),
)  # fmt: skip
