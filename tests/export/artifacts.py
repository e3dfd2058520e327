"""Artifacts as they leave the program: tables, pictures, regressions, several inputs, and names that mean harm."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.pixel_order import Order
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import Bundled, CsvFile, PictureTable
from nnstudio.export import Artifact
from nnstudio.export.format import Format
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Concatenate, Conv2D, Dense, Flatten, Input, MaxPool2D
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, MeanSquaredError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch, History
from nnstudio.training.model import Model
from tests.data.mixed_table import picture_table

HOSTILE = (
    "plain",
    "",
    "quote \" and ' and \\",
    "new\nline\ttab\rreturn",
    "Ünïcode 数字 🙂",
    '"); import os; os.system("touch owned")#',
    "'''); import os; os.system('touch owned')#",
    '"""\nimport os; os.system("touch owned")\n"""',
    "{__import__('os').system('touch owned')}",
    "class",
    "None",
    "../../x",
    "<script>alert(1)</script>",
    "[link](javascript:alert(1)) `code` **bold** | pipe",
    "https://example.org and www.example.org",
    "]]> <!-- -->",
    "\u202eright to left",
    "nul\x00escape\x1b[31m",
    "a" * 300,
    "x",
    "%s %d {0} {name} $x$",
    "=1+1",
)
"""What somebody may call a layer, a column, a class or a model."""


def weights_of(network: Network, seed: int = 0) -> dict[str, np.ndarray[Any, Any]]:
    """Weights and biases that are not zero."""
    generator = np.random.default_rng(seed)
    model = Model(network, {node: MeanSquaredError() for node in network.output_ids}, batch_size=2)
    drawn = {k: (generator.normal(size=w.shape) / 2).astype(w.dtype) for k, w in model.get_weights().items()}
    return {k: np.abs(w) if k.endswith("/variance") else w for k, w in drawn.items()}


def history(epochs: int = 5, metrics: tuple[str, ...] = ("accuracy",)) -> History:
    """A run that got better until its last epoch but one."""
    told = [
        Epoch(i + 1, 1 / (i + 1), each := dict.fromkeys(metrics, i / epochs), 1.1 / (i + 1), each, i + 1.0)
        for i in range(epochs)
    ]
    return History(tuple(told), epochs - 1)


def artifact(network: Network, data: DataConfig, training: TrainingConfig, name: str = "network") -> Artifact:
    """An artifact of a network that was, let us say, trained on some data."""
    assert data.source is not None
    dataset = data.source.read()
    prepared = prepare(dataset, data, training.seed)
    return Artifact(
        network, weights_of(network), prepared.preprocessor, name, training, data, dataset.fingerprint, history(), 5
    )  # fmt: skip


def of_table(folder: Path, names: tuple[str, str, str] = ("size", "colour", "kind"), **more: Any) -> Artifact:
    """Numbers and categories with gaps from a CSV file; three classes."""
    generator = np.random.default_rng(3)
    lines = [",".join(f'"{name}"' for name in names)]
    for i in range(90):
        size = "" if i % 11 == 0 else f"{generator.normal(50, 20):.3f}"
        colour = "" if i % 13 == 0 else ("red", "green", "blue, light")[i % 3]
        lines.append(f'{size},"{colour}",{"abc"[generator.integers(3)]}')
    path = folder / "rows.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    network = sequential((4,), [Dense(5, activation="tanh"), Dense(3, activation="softmax")])
    return artifact(
        network, DataConfig(CsvFile(str(path)), test=0.5), TrainingConfig(CategoricalCrossentropy()), **more
    )


def of_lost_table(folder: Path, trouble: str) -> Artifact:
    """The same, whose file is "gone", or has "changed", or is "unknown" by now."""
    whole = of_table(folder)
    path = folder / "rows.csv"
    if trouble == "gone":
        path.unlink()
    elif trouble == "changed":
        path.write_text(path.read_text(encoding="utf-8").replace("red", "rot"), encoding="utf-8")
    else:
        whole = msgspec.structs.replace(whole, data=None)
    return whole


def of_pictures() -> Artifact:
    """Handwritten digits through a small convolutional network."""
    layers: list[Layer] = [Conv2D(3, 3), MaxPool2D(2), Flatten(), Dense(10, activation="softmax")]
    return artifact(
        sequential((8, 8, 1), layers),
        DataConfig(Bundled("digits")),
        TrainingConfig(CategoricalCrossentropy()),
    )


def of_regression() -> Artifact:
    """A number in a unit of its own."""
    network = sequential((10,), [Dense(4), Dense(1, activation="linear")])
    return artifact(network, DataConfig(Bundled("diabetes")), TrainingConfig(MeanSquaredError()))


def of_two_inputs() -> Artifact:
    """Thirty features that two inputs share; yes or no."""
    network = Network().add(Input((10,))).add(Input((20,)))
    network = network.add(Dense(4, activation="tanh"), after="input")
    network = network.add(Dense(5, activation="tanh"), after="input_1")
    network = network.add(Concatenate(), after=("dense_1", "dense_2"))
    network = network.add(Dense(1, activation="sigmoid"), after=network.nodes[-1].id)
    return artifact(network, DataConfig(Bundled("breast-cancer")), TrainingConfig(BinaryCrossentropy()))


def called(name: str) -> Artifact:
    """A network in which everything that a person can name is called like this."""
    from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor

    network = Network().add(Input((4,)), name=name).add(Dense(2), after="input", name=name)
    network = network.add(Dense(3, activation="softmax"), after="dense_1", id="x", name=name)
    columns = (
        ColumnScaling(name, "category", name, categories=(name, name + "2", name + "3")),
        ColumnScaling(name + " ", "number", 1.5, 1.0, 2.0),
    )
    preprocessor = Preprocessor("standard", (4,), "classes", name, (name, "b" + name, "c"), columns)
    training = TrainingConfig(CategoricalCrossentropy())
    data = DataConfig(CsvFile(f"/somewhere/{name}.csv"))
    return Artifact(network, weights_of(network), preprocessor, name, training, data, "", history(), 5)


def trained_enough(chosen: Format, whole: Artifact) -> Artifact:
    """What a format is given: without weights where it takes the drawing."""
    return whole if chosen.needs_weights else msgspec.structs.replace(whole, weights={})


def beside_pictures(whole: Artifact, shape: tuple[int, ...] = (5, 4, 1), order: Order = ()) -> Artifact:
    """What a network for a table is if pictures belong to the rows, which nobody has: proofs are on drawn ones."""
    known = whole.preprocessor
    assert known is not None
    both = msgspec.structs.replace(
        known, picture=shape, sample_shape=(math.prod(shape) + len(known.features),), offset=(110.0,), scale=(60.0,),
        order=order, identifiers=(),
    )  # fmt: skip
    (last,) = whole.network.output_ids
    network = joining(shape, len(known.features), whole.network[last].layer)
    return msgspec.structs.replace(
        whole, network=network, weights=weights_of(network), preprocessor=both, data=None
    )


def joining(shape: tuple[int, ...], features: int, last: Layer) -> Network:
    """A network in which rows of features join what became of an array."""
    network = Network().add(Input((features,))).add(Input(shape))
    network = network.add(Dense(3, activation="tanh"), after="input")
    network = network.add(Conv2D(2, 2), after="input_1").add(Flatten(), after="conv2d_1")
    network = network.add(Concatenate(), after=("dense_1", "flatten_1"))
    return network.add(last, after="concatenate_1")


def of_pictures_with_columns(folder: Path, target: str = "kind", **settings: Any) -> Artifact:
    """Small grey pictures that a table names, with columns of many sorts; ``target`` is one of its, or several."""
    config = DataConfig(picture_table(folder, *target.split()), test=0.5, **settings)
    assert config.source is not None
    prepared = prepare(config.source.read(), config, 0)
    activation, loss = {
        "classes": ("softmax", CategoricalCrossentropy()),
        "regression": ("linear", MeanSquaredError()),
    }.get(prepared.task, ("sigmoid", BinaryCrossentropy()))
    known = prepared.preprocessor
    last = Dense(prepared.outputs, activation=activation)
    return artifact(joining(known.picture, len(known.features), last), config, TrainingConfig(loss))


def answering_each(network: Network, after: str, prepared: Prepared) -> Network:
    """A network with an output for each group of targets; the last target has the first of them."""
    activations = {"classes": "softmax", "regression": "linear"}
    for view in reversed(prepared.views):
        last = Dense(view.outputs, activation=activations.get(view.task, "sigmoid"))
        network = network.add(last, after=after)
    return network


def of_several_outputs(folder: Path, *targets: str, asked: str = "rows", **settings: Any) -> Artifact:
    """Asked for targets of several sorts at once: "rows" with columns of many sorts, "pictures", or "both" together."""
    listed = picture_table(folder, *targets)
    source: CsvFile | PictureTable = listed if asked == "both" else listed.using()
    if asked == "rows":
        plain = CsvFile(listed.path).predicting(*targets).with_kind("date", "when")
        source = plain.ignoring(*{"file", "price", "kind", "sold", "new"}.difference(targets))
    config = DataConfig(source, test=0.5, **settings)
    prepared = prepare(source.read(), config, 0)
    known, last = prepared.preprocessor, Dense(6, activation="tanh")
    seen: list[Layer] = [Conv2D(2, 2), Flatten()] if asked == "pictures" else []
    body = (
        joining(known.picture, len(known.features), last)
        if known.picture
        else sequential(known.sample_shape, [*seen, last])
    )
    network = answering_each(body, body.output_ids[0], prepared)
    whole = artifact(network, config, TrainingConfig(CategoricalCrossentropy()))
    metrics = [
        f"{node}/{'mae' if view.preprocessor and view.preprocessor.task == 'regression' else 'accuracy'}"
        for node, view in whole.views.items()
    ]
    return msgspec.structs.replace(whole, history=history(metrics=tuple(metrics)))
