"""Small projects, each with one problem and the repairs that must be offered for it."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import Bundled, CsvFile, ImageFolder, PictureTable, RecordingFolder
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.data.target_group import TargetGroup
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem
from nnstudio.graph.joining import with_columns
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool1D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAvgPool,
    GroupNorm,
    Input,
    LayerNorm,
    MaxPool1D,
    MaxPool2D,
    Multiply,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Hinge, MeanSquaredError
from nnstudio.nn.optimizers import SGD, Adam, AdamW, Momentum
from nnstudio.project.problems import problems
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining

_USUAL = DataConfig()
FREE_MEMORY = 1 << 30
"""What the computer of these projects has."""


class Broken(NamedTuple):
    """A project with a problem, and the remedies that must be offered for it, each clearing it."""

    kind: str
    network: Network
    remedies: tuple[str, ...] = ()
    training: TrainingConfig = TrainingConfig()
    data: str | None = None
    config: DataConfig = DataConfig()
    word: str = ""
    layout: Layout | None = None

    def open(self) -> tuple[Project, Prepared | None]:
        """The project, and its data."""
        project = Project(training=self.training, data=self.config).with_network(self.network)
        if self.layout is not None:
            project = project.replace(layout=self.layout)
        return project, None if self.data is None else data(self.data, self.config)

    def problem(self) -> tuple[Project, Problem, Prepared | None]:
        """The project and the problem it is here for."""
        project, prepared = self.open()
        found = [p for p in problems(project, prepared) if p.kind == self.kind]
        assert found, problems(project, prepared)
        return project, found[0], prepared


@functools.cache
def data(name: str, config: DataConfig = _USUAL) -> Prepared:
    """Data by name: bundled, or made up here."""
    if name in OWN:
        return prepare(OWN[name], config, 0)
    return load_data(Project(data=config.replace(source=Bundled(name))))


def _made_up() -> dict[str, Dataset]:
    noise = np.random.default_rng(0)
    rare = Column("fault", "category", np.r_[np.zeros(190, np.int32), np.ones(10, np.int32)], ("no", "yes"))
    few = Column("kind", "category", np.arange(60, dtype=np.int32) % 2, ("a", "b"))
    return {
        "rare": Dataset("rare", noise.normal(size=(200, 4)).astype(np.float32), rare),
        "large": Dataset("large", noise.uniform(0, 255, (200, 4)).astype(np.float32), rare),
        "pictures": Dataset("pictures", noise.uniform(0, 255, (200, 8, 10, 3)).astype(np.float32), rare),
        "signals": Dataset("signals", noise.normal(size=(60, 400, 2)).astype(np.float32), few, rate=1000),
        "spectrograms": Dataset(
            "spectrograms",
            noise.normal(-40, 9, (60, 8, 24, 2)).astype(np.float32),
            few,
            rate=1000,
            spectrogram=Spectrogram(400, 32, 8, "mel"),
        ),
        "both": Dataset(
            "both",
            noise.uniform(0, 255, (200, 8, 10, 3)).astype(np.float32),
            rare,
            columns=(Column.number("age", noise.normal(size=200)), Column.category("sex", ["f", "m"] * 100)),
        ),
        "few": Dataset("few", noise.normal(size=(60, 4)).astype(np.float32), few),
        "rare one": Dataset(
            "rare one",
            (Column.number("a", noise.normal(size=200)), Column.number("b", noise.normal(size=200))),
            Column("kind", "category", np.arange(200, dtype=np.int32) % 3, ("x", "y", "z")),
            further=(TargetGroup(rare),),
        ),
        "sorts": Dataset(
            "sorts",
            (Column.number("a", noise.normal(size=90)), Column.number("b", noise.normal(size=90))),
            Column("kind", "category", np.arange(90, dtype=np.int32) % 3, ("x", "y", "z")),
            further=(
                TargetGroup(Column.number("price", noise.normal(size=90))),
                TargetGroup(
                    Column("sold", "category", np.arange(90, dtype=np.int32) // 3 % 2, ("no", "yes"))
                ),
            ),
        ),
    }


OWN = _made_up()


YES = Dense(1, activation="sigmoid")
YES_NO = TrainingConfig(BinaryCrossentropy())
BOTH = DataConfig(source=PictureTable("list.csv", inputs=("age", "sex")))
_SIGMOID = Dense(8, activation="sigmoid")


def loose(*nodes: Node, edges: tuple[Edge, ...] = ()) -> Network:
    """A network that is wired by hand."""
    return Network(nodes, edges)


def _merged(
    layer: Layer, first: list[Layer], second: list[Layer], *after: Layer, shape: tuple[int, ...]
) -> Network:
    """Two branches from one Input that meet in a layer."""
    network = Network().add(Input(shape))
    ends = []
    for branch in (first, second):
        last = "input"
        for part in branch:
            network = network.add(part, after=last)
            last = network.nodes[-1].id
        ends.append(last)
    network = network.add(layer, after=ends)
    for part in after:
        network = network.add(part, after=network.nodes[-1].id)
    return network


def _residual(blocks: int) -> Network:
    """Blocks of two layers with sigmoid, each with a shortcut."""
    network = Network().add(Input((8,)))
    for _ in range(blocks):
        before = network.nodes[-1].id
        for _ in range(2):
            network = network.add(_SIGMOID, after=network.nodes[-1].id)
        network = network.add(Add(), after=(network.nodes[-1].id, before))
    return network.add(OUT, after=network.nodes[-1].id)


INPUT = Node("input", Input((4,)))
OUT = Dense(1, activation="sigmoid")
THREE = Dense(3, activation="softmax")
CLASSES = TrainingConfig(CategoricalCrossentropy(), Adam())
NUMBERS = TrainingConfig(MeanSquaredError(), Adam())
_SAME = Conv2D(4, padding="same")

_SORTS = (
    sequential((2,), [Dense(8), THREE]).add(Dense(1, "linear"), after="dense_1").add(OUT, after="dense_1")
)
"""An output for each sort of targets."""

OBSTACLES: dict[str, Broken] = {
    # Of the network as a whole
    "nothing there": Broken("empty", Network(), ("add_input",)),
    "no Input": Broken("no_input", loose(Node("d", OUT)), ("add_input",)),
    "no Input, with data": Broken("no_input", loose(Node("d", OUT)), ("add_input",), data="wine"),
    "no Input, but a circle": Broken(
        "no_input", loose(Node("d", OUT), Node("e", OUT), edges=(Edge("d", "e"), Edge("e", "d"))), ("add_input",)
    ),
    "only an Input": Broken("no_layer", loose(INPUT), ("add_output",)),
    "only an Input of pictures": Broken(
        "no_layer", loose(Node("input", Input((8, 8, 1)))), ("add_output",), CLASSES, data="digits"
    ),
    "two outputs": Broken(
        "two_outputs", sequential((4,), [OUT]).add(OUT, after="input"), ("remove_dead_ends",), YES_NO, data="few"
    ),
    "a branch that leads nowhere": Broken(
        "two_outputs",
        sequential((4,), [Dense(8), Dense(8), OUT]).add(Dense(3), after="dense_1").add(Dropout(), after="dense_4"),
        ("remove_dead_ends",),
        YES_NO,
        data="few",
    ),
    "an output more than there are sorts of targets": Broken(
        "two_outputs",
        sequential((2,), [Dense(8), THREE])
        .add(Dense(1, "linear"), after="dense_1")
        .add(OUT, after="dense_1")
        .add(Dense(5), after="dense_1"),
        ("remove_dead_ends",),
        CLASSES,
        data="sorts",
    ),
    "outputs whose losses all count nothing": Broken(
        "no_loss_counts", _SORTS, ("all_losses_count",),
        CLASSES.replace(outputs=tuple(OutputTraining(node, weight=0.0) for node in _SORTS.output_ids)), data="sorts",
    ),
    "targets that no output answers": Broken(
        "missing_output",
        sequential((2,), [Dense(8), THREE]),
        ("answer_all", "answer_fewer"),
        CLASSES,
        data="sorts",
        config=DataConfig(source=CsvFile("sorts.csv").predicting("kind", "price", "sold")),
    ),
    "a target that no output answers": Broken(
        "missing_output",
        sequential((2,), [Dense(8), THREE]).add(OUT, after="dense_1"),
        ("answer_all", "answer_fewer"),
        CLASSES,
        data="sorts",
        config=DataConfig(source=CsvFile("sorts.csv").predicting("kind", "price", "sold")),
    ),
    "targets that nothing can answer": Broken(
        "missing_output",
        sequential((2,), [Dense(3), Activation("softmax")]).add(Dense(1, "linear"), after="input"),
        ("answer_all", "answer_fewer"),
        CLASSES,
        data="sorts",
        config=DataConfig(source=CsvFile("sorts.csv").predicting("kind", "price", "sold")),
    ),
    "an Input that feeds nothing": Broken(
        "unused_input", loose(INPUT, Node("d", OUT)), ("connect_onward",)
    ),
    "a second Input that feeds nothing": Broken(
        "unused_input", sequential((4,), [OUT]).add(Input((4,))), ("remove_layer",)
    ),
    # Of wires
    "a loose layer": Broken("unconnected", loose(INPUT, Node("d", OUT)), ("connect_nearest", "remove_layer")),
    "a loose layer alone": Broken("unconnected", loose(Node("d", OUT)), ("add_input", "remove_layer")),
    "an Add of one": Broken(
        "few_inputs",
        loose(INPUT, Node("d", Dense(4)), Node("a", Add()), edges=(Edge("input", "d"), Edge("d", "a"))),
        ("connect_nearest", "remove_layer"),
    ),
    "a wire into an Input": Broken(
        "wired_input", loose(INPUT, Node("d", OUT), Node("i2", Input((4,))), edges=(Edge("d", "i2"),)), ("cut_edge",)
    ),
    "two wires into a Dense": Broken(
        "too_many",
        loose(INPUT, Node("d", Dense(4)), Node("e", OUT), edges=(Edge("input", "d"), Edge("d", "e"), Edge("input", "e", 1))),
        ("insert_add", "insert_concatenate", "cut_edge"),
    ),
    "two wires of different shapes into a Dense": Broken(
        "too_many",
        loose(INPUT, Node("d", Dense(3)), Node("e", OUT), edges=(Edge("input", "d"), Edge("d", "e"), Edge("input", "e", 1))),
        ("insert_concatenate", "cut_edge"),
    ),
    "a circle": Broken(
        "cycle",
        loose(INPUT, Node("a", Add()), Node("d", Dense(4)),
              edges=(Edge("input", "a"), Edge("a", "d"), Edge("d", "a", 1))),
        ("cut_edge",),
    ),
    "a circle over three layers": Broken(
        "cycle",
        loose(INPUT, Node("b", Dense(4)), Node("a", Add()), Node("c", Dense(4)),
              edges=(Edge("input", "a"), Edge("a", "b"), Edge("b", "c"), Edge("c", "a", 1))),
        ("cut_backward", "cut_edge"),
        layout=Layout({"input": (0, 0), "a": (200, 0), "b": (400, 0), "c": (600, 0)}),
    ),
    # Of shapes that a layer cannot work on
    "a picture into a Dense": Broken("not_row", sequential((8, 8, 1), [OUT]), ("insert_flatten", "insert_global_pool")),
    "a sequence into a Dense": Broken("not_row", sequential((9, 2), [OUT]), ("insert_flatten", "insert_global_pool")),
    "a square of numbers into a Conv2D": Broken(
        "not_image", sequential((64,), [Conv2D(4), Flatten(), OUT]),
        ("insert_reshape", "use_counterpart", "remove_layer"),
    ),
    "numbers into a Conv2D": Broken(
        "not_image", sequential((30,), [Conv2D(4), Flatten(), OUT]), ("use_counterpart", "remove_layer")
    ),
    "a sequence into a MaxPool2D": Broken(
        "not_image", sequential((9, 2), [MaxPool2D(), Flatten(), OUT]),
        ("insert_reshape", "use_counterpart", "remove_layer"),
    ),
    "a table into a network for pictures": Broken(
        "not_image", sequential((4,), [Conv2D(4), MaxPool2D(), Conv2D(8), Flatten(), Dense(3, activation="softmax")]),
        ("dense_throughout", "insert_reshape", "use_counterpart", "remove_layer"), CLASSES, "iris",
    ),
    "numbers into a ConvTranspose2D": Broken(
        "not_image", sequential((7,), [ConvTranspose2D(4), Flatten(), OUT]), ("use_counterpart", "remove_layer")
    ),
    "numbers into an UpSample2D": Broken("not_image", sequential((7,), [UpSample2D(), OUT]), ("remove_layer",)),
    "numbers into a ZeroPad2D": Broken("not_image", sequential((7,), [ZeroPad2D(), OUT]), ("remove_layer",)),
    "a picture into a Conv1D": Broken(
        "not_sequence", sequential((8, 8, 1), [Conv1D(4), Flatten(), OUT]),
        ("insert_reshape", "use_counterpart", "remove_layer"),
    ),
    "numbers into a MaxPool1D": Broken(
        "not_sequence", sequential((30,), [MaxPool1D(), Flatten(), OUT]), ("insert_reshape", "remove_layer")
    ),
    "numbers into a GlobalAvgPool": Broken("not_spatial", sequential((30,), [GlobalAvgPool(), OUT]), ("remove_layer",)),
    "numbers into a SpatialDropout": Broken(
        "not_spatial", sequential((30,), [SpatialDropout(0.3), OUT]), ("use_counterpart", "remove_layer")
    ),
    "a kernel larger than the picture": Broken(
        "window", sequential((8, 8, 1), [Conv2D(4, 9), Flatten(), OUT]), ("padding_same", "shrink_window"),
        word="too small",
    ),
    "a dilated kernel larger than the picture": Broken(
        "window", sequential((8, 4, 1), [Conv2D(4, 3, dilation=4), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a patch larger than the picture": Broken(
        "window", sequential((2, 9, 1), [MaxPool2D(3), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a kernel longer than the sequence": Broken(
        "window", sequential((5, 2), [Conv1D(4, 9), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a piece longer than the sequence": Broken(
        "window", sequential((5, 2), [AvgPool1D(9), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a kernel larger than the picture and its zeros": Broken(
        "window", sequential((3, 3, 1), [Conv2D(4, 9, padding="explicit", zeros=1), Flatten(), OUT]),
        ("padding_same", "shrink_window"),
    ),
    "groups that do not divide": Broken(
        "groups", sequential((8, 8, 3), [Conv2D(4, 3, groups=2), Flatten(), OUT]), ("one_group",), word="groups"
    ),
    "groups that nearly divide": Broken(
        "groups", sequential((8, 8, 6), [Conv2D(12, 3, groups=4), Flatten(), OUT]), ("nearest_groups", "one_group")
    ),
    "groups of channels that do not divide": Broken(
        "groups", sequential((8, 8, 6), [GroupNorm(4), Flatten(), OUT]), ("nearest_groups", "one_group"),
        word="groups",
    ),
    "a Reshape that does not add up": Broken(
        "reshape", sequential((64,), [Reshape((28, 28, 1)), Flatten(), OUT]), ("shape_fits", "remove_layer"),
        word="values",
    ),
    "a Reshape into nothing": Broken("axes", sequential((64,), [Reshape(()), OUT]), ("shape_fits",)),
    "an Input without numbers": Broken("axes", sequential((), [OUT]), ("shape_fits",)),
    "an Input of seven axes": Broken(
        "axes", sequential((2,) * 7, [OUT]), ("shape_from_data", "shape_fits"), data="breast-cancer"
    ),
    "a layer of the future": Broken(
        "unknown", loose(INPUT, Node("x", UnknownLayer({"type": "X"})), Node("d", OUT),
                         edges=(Edge("input", "x"), Edge("x", "d"))), ("remove_layer",), word="unknown",
    ),
    "a network of 10¹² weights": Broken("too_large", sequential((1_000_000,), [Dense(1_000_000), OUT]), ("smaller_layer",)),
    "a picture of 10¹² pixels": Broken(
        "too_large", sequential((1_000_000, 1_000_000), [Flatten(), OUT]), ("shape_from_data",), data="breast-cancer"
    ),
    "a huge Flatten": Broken(
        "too_large", sequential((512, 512, 64), [Flatten(), Dense(1000), OUT]), ("smaller_layer", "insert_global_pool")
    ),
    # Of branches that meet
    "rows that differ in an Add": Broken(
        "addends", _merged(Add(), [Dense(4)], [Dense(3)], OUT, shape=(4,)), ("match_units", "insert_projection", "cut_edge"),
        word="shapes differ",
    ),
    "a shortcut of fewer channels": Broken(
        "addends", _merged(Add(), [Conv2D(8, padding="same")], [], Flatten(), OUT, shape=(8, 8, 3)),
        ("insert_projection", "cut_edge"),
    ),
    "a picture that became smaller on one branch": Broken(
        "addends", _merged(Multiply(), [Conv2D(3)], [Activation()], Flatten(), OUT, shape=(8, 8, 3)),
        ("padding_upstream", "cut_edge"),
    ),
    "a shortcut of a larger picture": Broken(
        "addends", _merged(Add(), [Conv2D(8, stride=2, padding="same")], [], Flatten(), OUT, shape=(8, 8, 3)),
        ("insert_projection", "cut_edge"),
    ),
    "a sequence and a longer one": Broken(
        "addends", _merged(Add(), [Conv1D(8, stride=2, padding="same")], [Conv1D(8, padding="same")], Flatten(), OUT,
                           shape=(8, 3)), ("insert_projection", "cut_edge"),
    ),
    "a picture and a row in an Add": Broken(
        "addends", _merged(Add(), [GlobalAvgPool()], [_SAME], Flatten(), OUT, shape=(8, 8, 3)), ("cut_edge",)
    ),
    "pictures of two sizes side by side": Broken(
        "concatenate", _merged(Concatenate(), [Conv2D(4)], [_SAME], Flatten(), OUT, shape=(8, 8, 3)),
        ("padding_upstream", "flatten_branches"),
    ),
    "a picture and a pooled one side by side": Broken(
        "concatenate", _merged(Concatenate(), [MaxPool2D()], [_SAME], Flatten(), OUT, shape=(8, 8, 3)),
        ("flatten_branches", "insert_projection"),
    ),
    "a row and a picture side by side": Broken(
        "concatenate", _merged(Concatenate(), [GlobalAvgPool()], [_SAME], Flatten(), OUT, shape=(8, 8, 3)),
        ("flatten_branches",),
    ),
    # Of network and data
    "another number of features": Broken(
        "input_shape", sequential((4,), [OUT]), ("shape_from_data",), data="breast-cancer"
    ),
    "features instead of pictures": Broken(
        "input_shape", sequential((64,), [Dense(10, activation="softmax")]), ("shape_from_data",), CLASSES, "digits"
    ),
    "pictures of another size": Broken(
        "input_shape", sequential((6, 6, 1), [Flatten(), Dense(1, activation="sigmoid")]),
        ("shape_from_data", "images_for_input"), TrainingConfig(BinaryCrossentropy()), "pictures",
        DataConfig(source=ImageFolder("pictures")),
    ),
    "a network for spectrograms, and signals": Broken(
        "input_shape", sequential((8, 24, 2), [Flatten(), Dense(1, activation="sigmoid")]),
        ("shape_from_data", "seen_for_input"), TrainingConfig(BinaryCrossentropy()), "signals",
        DataConfig(source=RecordingFolder("signals")),
    ),
    "convolutions over spectrograms, and signals": Broken(
        "input_shape", sequential((8, 24, 2), [Conv2D(2, 3), Flatten(), Dense(1, activation="sigmoid")]),
        ("seen_for_input", "shape_from_data"), TrainingConfig(BinaryCrossentropy()), "signals",
        DataConfig(source=RecordingFolder("signals")),
    ),
    "convolutions over signals, and spectrograms": Broken(
        "input_shape", sequential((400, 2), [Conv1D(2, 3), Flatten(), Dense(1, activation="sigmoid")]),
        ("seen_for_input", "shape_from_data"), TrainingConfig(BinaryCrossentropy()), "spectrograms",
        DataConfig(source=RecordingFolder("spectrograms", seen_as="mel", window=32, bands=8)),
    ),
    "a network for signals, and spectrograms": Broken(
        "input_shape", sequential((400, 2), [Flatten(), Dense(1, activation="sigmoid")]),
        ("shape_from_data", "seen_for_input"), TrainingConfig(BinaryCrossentropy()), "spectrograms",
        DataConfig(source=RecordingFolder("spectrograms", seen_as="mel", window=32, bands=8)),
    ),
    "two Inputs that do not add up": Broken(
        "input_sizes", Network().add(Input((5,))).add(Input((4,))).add(Concatenate(), after=("input", "input_1"))
        .add(Dense(3, activation="softmax"), after="concatenate_1"),
        ("sizes_from_data", "shape_from_data"), CLASSES, "wine",
    ),
    "pictures alone where columns belong to them": Broken(
        "input_sorts", sequential((6, 6, 1), [Flatten(), YES]), ("input_for_columns", "pictures_alone"), YES_NO,
        "both", BOTH,
    ),
    "another number of features beside pictures": Broken(
        "input_sorts", with_columns(sequential((6, 6, 1), [Flatten(), YES]), 2),
        ("both_shapes_from_data", "pictures_alone"), YES_NO, "both", BOTH,
    ),
    "an Input for columns that are learned from no more": Broken(
        "input_sizes", with_columns(sequential((8, 10, 3), [Flatten(), YES]), 3), ("one_sort",), YES_NO, "pictures",
    ),
    "too few outputs": Broken(
        "output_units", sequential((4,), [Dense(2, activation="softmax")]), ("units_from_data",), CLASSES, "iris"
    ),
    "too few outputs behind an Activation": Broken(
        "output_units", sequential((4,), [Dense(2), Activation("softmax")]), ("units_before",), CLASSES, "iris"
    ),
    "a picture instead of classes": Broken(
        "output_units", sequential((8, 8, 1), [_SAME]), ("add_output",), CLASSES, "digits"
    ),
    "a picture that is not given again": Broken(
        "output_shape", sequential((8, 8, 1), [Flatten(), Dense(10), Dense(60, activation="linear")]),
        ("shape_of_input",), NUMBERS, "digits", DataConfig(answer="input"),
    ),
    "a row that is not given again": Broken(
        "output_shape", sequential((4,), [Dense(2), Dense(3, activation="linear")]), ("units_from_data",), NUMBERS,
        "iris", DataConfig(answer="input"),
    ),
    "a loss for numbers on classes": Broken(
        "loss_task", sequential((4,), [Dense(3, activation="softmax")]), ("loss_from_data",), NUMBERS, "iris"
    ),
    "a loss for classes on numbers": Broken(
        "loss_task", sequential((10,), [Dense(1, activation="linear")]), ("loss_from_data",), data="diabetes"
    ),
    "a batch larger than the data": Broken(
        "batch_size", sequential((4,), [Dense(3, activation="softmax")]), ("batch_from_data", "whole_batch"),
        CLASSES.replace(batch_size=4000), "iris",
    ),
    # Of network and loss
    "numbers for a loss of probabilities": Broken(
        "output_activation", sequential((4,), [Dense(1, activation="linear")]),
        ("activation_from_loss", "loss_from_activation"),
    ),
    "a softmax for a yes/no loss": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="softmax")]),
        ("activation_from_loss", "loss_from_activation"),
    ),
    "a relu for a loss of classes": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="relu")]), ("activation_from_loss",), CLASSES
    ),
    "a linear output on classes": Broken(  # the data speaks against mean squared error
        "output_activation", sequential((4,), [Dense(3, activation="linear")]), ("activation_from_loss",), CLASSES, "iris"
    ),
    "a sigmoid for a margin": Broken(  # binary cross-entropy reads it
        "output_activation", sequential((4,), [OUT]), ("activation_from_loss", "loss_from_activation"),
        TrainingConfig(Hinge()),
    ),
    "a margin for a loss of probabilities": Broken(  # the data has two classes: the hinge loss reads it
        "output_activation", sequential((30,), [Dense(1, activation="tanh")]),
        ("activation_from_loss", "loss_from_activation"), TrainingConfig(), "breast-cancer",
    ),
    "a loss of classes behind a Dropout": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="softmax"), Dropout(0.5)]),
        ("loss_from_activation",), CLASSES,
    ),
    "one output for a loss of classes": Broken(
        "one_class", sequential((4,), [Dense(1, activation="softmax")]), ("binary_instead", "two_units"), CLASSES
    ),
    "a weight for a class too many": Broken(
        "class_weights", sequential((4,), [Dense(3, activation="softmax")]), ("class_weights_off",),
        TrainingConfig(CategoricalCrossentropy(class_weights=(1, 2, 3, 4))), word="loss",
    ),
    # Of training
    "a frozen layer and no other": Broken(
        "all_frozen", edits.freeze(sequential((4,), [OUT]), ["dense_1"]), ("unfreeze_last", "unfreeze_all")
    ),
    "all layers frozen": Broken(
        "all_frozen", edits.freeze(sequential((4,), [Dense(8), OUT]), ["dense_1", "dense_2"]),
        ("unfreeze_last", "unfreeze_all"), word="frozen",
    ),
    # Of the computer
    "a batch that no memory holds": Broken(
        "memory", sequential((64, 64, 1), [Conv2D(64, padding="same"), GlobalAvgPool(), OUT]), ("batch_fits",),
        TrainingConfig(batch_size=4096),
    ),
    "weights that no memory holds": Broken(
        "memory", sequential((32, 32, 32), [Flatten(), Dense(8192), OUT]), ("insert_global_pool", "smaller_layer")
    ),
}  # fmt: skip

ADVICE: dict[str, Broken] = {
    "an output whose loss counts nothing": Broken(
        "loss_uncounted", _SORTS, ("loss_counts",),
        CLASSES.replace(outputs=(OutputTraining(_SORTS.output_ids[1], weight=0.0),)), data="sorts",
    ),
    "a Dropout of nothing": Broken("idle", sequential((4,), [Dense(8), Dropout(0.0), OUT]), ("remove_layer",)),
    "a noise of nothing": Broken("idle", sequential((4,), [GaussianNoise(0.0), Dense(8), OUT]), ("remove_layer",)),
    "a linear Activation": Broken("idle", sequential((4,), [Dense(8), Activation("linear"), OUT]), ("remove_layer",)),
    "a patch of one": Broken("idle", sequential((8, 8, 1), [MaxPool2D(1), Flatten(), OUT]), ("remove_layer",)),
    "every pixel once": Broken("idle", sequential((8, 8, 1), [UpSample2D(1), Flatten(), OUT]), ("remove_layer",)),
    "a border of nothing": Broken(
        "idle", sequential((8, 8, 1), [ZeroPad2D(0, 0, 0, 0), Flatten(), OUT]), ("remove_layer",)
    ),
    "a row that is flattened": Broken("idle", sequential((4,), [Flatten(), OUT]), ("remove_layer",)),
    "a softmax over one": Broken(
        "constant_softmax", sequential((4,), [Dense(1, activation="softmax")]), ("sigmoid_instead",), NUMBERS
    ),
    "a norm over one channel": Broken(
        "constant_norm", sequential((8, 8, 1), [LayerNorm(), Flatten(), OUT]), ("remove_layer", "batch_norm_instead")
    ),
    "a norm over groups of one value": Broken(
        "constant_norm", sequential((4,), [GroupNorm(4), OUT]), ("one_group", "batch_norm_instead")
    ),
    "two linear layers": Broken(
        "linear_chain", sequential((4,), [Dense(8, activation="linear"), Dropout(0.2), OUT]), ("relu_instead",)
    ),
    "two linear convolutions": Broken(
        "linear_chain", sequential((8, 8, 1), [Conv2D(8, activation="linear"), Conv2D(8), Flatten(), OUT]),
        ("relu_instead",),
    ),
    "a softmax inside": Broken(
        "softmax_inside", sequential((4,), [Dense(8, activation="softmax"), OUT]), ("relu_instead",)
    ),
    "an activation behind an activation": Broken(
        "activation_twice", sequential((4,), [Dense(8), Activation("relu"), OUT]), ("linear_before", "remove_layer")
    ),
    "six sigmoids": Broken("vanishing", sequential((4,), [_SIGMOID] * 6 + [OUT]), ("relu_everywhere",)),
    "noise on the answers": Broken(
        "noise_last", sequential((4,), [Dense(1, activation="linear"), GaussianNoise()]), ("remove_layer",), NUMBERS
    ),
    "nearly everything silenced": Broken(
        "much_dropout", sequential((4,), [Dense(20), Dropout(0.95), OUT]), ("half_dropout",)
    ),
    "a norm behind a norm": Broken(
        "norm_twice", sequential((4,), [Dense(8), BatchNorm(), BatchNorm(), OUT]), ("remove_layer",)
    ),
    "neurons that stay alike": Broken(
        "same_start", sequential((4,), [Dense(8, initializer="zeros"), OUT]), ("random_start",)
    ),
    "a stride beyond the kernel": Broken(
        "gaps", sequential((8, 8, 1), [Conv2D(4, 2, stride=3), Flatten(), OUT]),
        ("stride_like_window", "window_like_stride"),
    ),
    "a stride beyond the piece": Broken(
        "gaps", sequential((9, 2), [MaxPool1D(2, stride=3), Flatten(), OUT]),
        ("stride_like_window", "window_like_stride"),
    ),
    "a Flatten with all the weights": Broken(
        "heavy_flatten", sequential((64, 64, 3), [_SAME, Flatten(), Dense(700), OUT]),
        ("pool_first", "insert_global_pool", "smaller_layer"),
    ),
    "a rate for no valley": Broken("rate_high", sequential((4,), [Dense(8), OUT]), ("usual_rate",),
                                   TrainingConfig(optimizer=SGD(20))),
    "a rate for no valley, with momentum": Broken(
        "rate_high", sequential((4,), [Dense(8), OUT]), ("usual_rate",), TrainingConfig(optimizer=Momentum(0.5))
    ),
    "a rate for no Adam": Broken("rate_high", sequential((4,), [OUT]), ("usual_rate",), TrainingConfig(optimizer=Adam(1))),
    "a rate of nothing": Broken(
        "rate_low", sequential((4,), [Dense(3, activation="softmax")]), ("usual_rate",),
        CLASSES.replace(optimizer=Adam(1e-8)), "iris",
    ),
    "a batch of one sample": Broken(
        "batch_of_one", sequential((4,), [Dense(8), BatchNorm(), OUT]), ("usual_batch", "layer_norm_instead"),
        TrainingConfig(batch_size=1),
    ),
    "targets below zero": Broken(
        "out_of_reach", sequential((10,), [Dense(1, activation="relu")]), ("linear_output",), NUMBERS, "diabetes"
    ),
    "a weight for every reader": Broken(
        "by_heart", sequential((4,), [Dense(300), Dense(300), OUT]), ("insert_dropout", "use_weight_decay"),
        TrainingConfig(optimizer=SGD(0.1), batch_size=8), "few",
    ),
    "values as they come": Broken(
        "unscaled", sequential((4,), [Dense(8), OUT]), ("scale_data",), TrainingConfig(BinaryCrossentropy(class_weights=(1, 9))),
        "large", DataConfig(scaling="none"),
    ),
    "nobody watching": Broken(
        "unwatched", sequential((4,), [Dense(3, activation="softmax")]), ("keep_validation",), CLASSES, "iris",
        DataConfig(validation=0),
    ),
    "a class that hardly occurs": Broken(
        "unbalanced", sequential((4,), [Dense(8), OUT]), ("weigh_classes",), data="rare"
    ),
    "a class that hardly occurs, of one among several outputs": Broken(
        "unbalanced", sequential((2,), [Dense(8), THREE]).add(OUT, after="dense_1"), ("weigh_classes",), CLASSES, "rare one",
    ),
}  # fmt: skip

BROKEN = OBSTACLES | ADVICE

SENSIBLE: dict[str, Broken] = {
    "a linear bottleneck": Broken(
        "", sequential((8,), [Dense(2, activation="linear"), Dense(8, activation="linear")]), (), NUMBERS
    ),
    "a convolution in two steps": Broken(
        "", sequential((8, 8, 4), [Conv2D(4, groups=4, activation="linear"), Conv2D(8, 1), GlobalAvgPool(), OUT])
    ),
    "a shortcut of one pixel and a stride of two": Broken(
        "", sequential((8, 8, 4), [Conv2D(4, 1, stride=2), GlobalAvgPool(), OUT])
    ),
    "a normed convolution": Broken(
        "", sequential((8, 8, 4), [Conv2D(8, activation="linear"), BatchNorm(activation="relu"), Conv2D(8), Flatten(), OUT])
    ),
    "sigmoids with a way around": Broken("", _residual(4)),
    "a gate": Broken(
        "", _merged(Multiply(), [Dense(8, activation="sigmoid")], [Dense(8)], OUT, shape=(4,))
    ),
    "weights of attention": Broken(
        "", _merged(Multiply(), [Dense(8, activation="softmax")], [Dense(8)], OUT, shape=(4,))
    ),
    "one neuron from zero": Broken("", sequential((4,), [Dense(1, activation="sigmoid", initializer="zeros")])),
    "the rate of a book with sigmoids": Broken(
        "", sequential((4,), [_SIGMOID, OUT]), (), TrainingConfig(optimizer=SGD(3.0))
    ),
    "the rate of a residual network": Broken(
        "", sequential((4,), [Dense(8), OUT]), (), TrainingConfig(optimizer=Momentum(0.1, momentum=0.9))
    ),
    "pictures one by one": Broken(
        "", sequential((8, 8, 1), [_SAME, BatchNorm(), Flatten(), OUT]), (), TrainingConfig(batch_size=1)
    ),
    "many weights that decay": Broken(
        "", sequential((4,), [Dense(300), Dense(300), OUT]), (), TrainingConfig(optimizer=AdamW(), batch_size=8), "few"
    ),
    "classes that are weighed": Broken(
        "", sequential((4,), [Dense(8), OUT]), (), TrainingConfig(BinaryCrossentropy(class_weights=(1, 9))), "rare"
    ),
}  # fmt: skip
"""Projects that look a little odd and are right."""
