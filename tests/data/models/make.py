"""How the files in this folder were made; see README.md. Run it with PyTorch and Keras 3 to make them anew:

python tests/data/models/make.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import onnx

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import torch
from keras import layers
from safetensors.torch import save_file
from torch import nn

PLACE = Path(__file__).parent
ROWS = 3
OPSETS = {"torch_residual": (16, 17), "torch_sequence": (16,)}
"""Versions of ONNX that PyTorch's older exporter writes; a layer norm is nine operations before 17."""


def kept(name: str, inputs: list[Any], outputs: list[Any]) -> None:
    """What went into a model and what came out, as that program has it."""
    arrays = {f"x{i}": x for i, x in enumerate(inputs)} | {f"y{i}": y for i, y in enumerate(outputs)}
    np.savez_compressed(
        PLACE / f"{name}.npz", **{key: np.asarray(a, np.float32) for key, a in arrays.items()}
    )


# Keras --------------------------------------------------------------------------------------------------------


def shaken(model: Any) -> Any:
    """Weights as after training: biases, averages and variances are no longer where they begin."""
    generator = np.random.default_rng(1)
    drawn = []
    for variable in model.weights:
        value = generator.normal(size=variable.shape) / 3
        if variable.path.endswith(("gamma", "moving_variance")):
            value = 1 + np.abs(value)
        drawn.append(value)
    model.set_weights(drawn)
    return model


def keras_functional() -> Any:
    """Branches, a skip, two inputs and two outputs, norms and a transposed convolution."""
    image = keras.Input((8, 8, 3), name="image")
    row = keras.Input((5,), name="row")
    a = layers.Conv2D(4, 3, padding="same", use_bias=False)(image)
    a = layers.BatchNormalization()(a)
    a = layers.Activation("silu")(a)
    b = layers.Conv2D(4, 3, padding="same", dilation_rate=2, activation="gelu")(a)
    c = layers.Add()([a, b])
    c = layers.DepthwiseConv2D(3, depth_multiplier=2)(c)
    c = layers.LeakyReLU(negative_slope=0.2)(c)
    up = layers.Conv2DTranspose(2, 3, strides=2, padding="same", activation="tanh")(c)
    up = layers.UpSampling2D(2)(layers.ZeroPadding2D(1)(up))
    c = layers.MaxPooling2D(2)(c)
    flat = layers.Flatten()(c)
    d = layers.LayerNormalization()(layers.Dense(6, activation="elu")(row))
    d = layers.Dropout(0.3)(d)
    e = layers.Concatenate()([flat, d])
    out = layers.Dense(3, activation="softmax", name="class")(e)
    return keras.Model([image, row], [out, layers.GlobalAveragePooling2D(name="mean")(up)])


def keras_sequential() -> Any:
    """A sequence through convolutions to one number."""
    return keras.Sequential(
        [
            keras.Input((12, 2)),
            layers.Conv1D(4, 3, activation="relu"),
            layers.MaxPooling1D(2),
            layers.Conv1D(3, 2, padding="same", activation="mish"),
            layers.BatchNormalization(scale=False),
            layers.Reshape((15,)),
            layers.Dense(4, activation="hard_sigmoid"),
            layers.ReLU(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


# PyTorch ------------------------------------------------------------------------------------------------------


class Residual(nn.Module):
    """A small residual network with the activations that ONNX has no operation for."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.body = nn.Sequential(nn.Conv2d(8, 8, 3, padding=1), nn.BatchNorm2d(8), nn.GELU(), nn.Conv2d(8, 8, 3, padding=1))  # fmt: skip
        self.down = nn.Conv2d(8, 6, 3, stride=2, padding=1, groups=2)
        self.pool = nn.MaxPool2d(2)
        self.first = nn.Linear(6 * 2 * 2, 10)
        self.even = nn.LayerNorm(10)
        self.last = nn.Linear(10, 4)

    def forward(self, x: Any) -> Any:
        x = nn.functional.silu(self.norm(self.stem(x)))
        x = nn.functional.hardswish(x + self.body(x))
        x = self.pool(nn.functional.leaky_relu(self.down(x), 0.1))
        x = nn.functional.gelu(self.first(torch.flatten(x, 1)), approximate="tanh")
        return torch.softmax(self.last(self.even(x)), dim=1)


class Sequence(nn.Module):
    """A convolution over a sequence, pooled over everything."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv1d(2, 6, 3, padding=1)
        self.out = nn.Linear(6, 2)

    def forward(self, x: Any) -> Any:
        return self.out(nn.functional.mish(self.conv(x)).mean(dim=2))


def bare(path: Path) -> None:
    """Without what the exporter tells of the machine: paths and lines of source."""
    model = onnx.load(path)
    for part in (
        *model.graph.node,
        *model.graph.value_info,
        *model.graph.input,
        *model.graph.output,
        model.graph,
        model,
    ):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, path)


def trained(model: nn.Module) -> nn.Module:
    """Weights and running statistics that are not where they begin."""
    torch.manual_seed(1)
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if name.endswith("running_var"):
                value.uniform_(0.5, 2)
            elif value.is_floating_point():
                value.copy_(torch.randn(value.shape) / 3)
    return model.eval()


def main() -> None:
    generator = np.random.default_rng(0)
    for name, make in (("keras_functional", keras_functional), ("keras_sequential", keras_sequential)):
        keras.backend.clear_session()
        model = shaken(make())
        model.save(PLACE / f"{name}.keras")
        inputs = [generator.normal(size=(ROWS, *x.shape[1:])).astype(np.float32) for x in model.inputs]
        given = model(inputs if len(inputs) > 1 else inputs[0], training=False)
        outputs = [y.detach().numpy() for y in (given if isinstance(given, list) else [given])]
        kept(name, inputs, outputs)
    for name, model, shape in (
        ("torch_residual", Residual(), (3, 8, 8)),
        ("torch_sequence", Sequence(), (2, 9)),
    ):
        trained(model)
        x = torch.as_tensor(generator.normal(size=(ROWS, *shape)).astype(np.float32))
        names: dict[str, Any] = {"input_names": ["x"], "output_names": ["y"]}
        for opset in OPSETS[name]:
            torch.onnx.export(
                model, (x,), PLACE / f"{name}_{opset}.onnx", opset_version=opset, dynamo=False,
                dynamic_axes={"x": {0: "N"}, "y": {0: "N"}}, **names,
            )  # fmt: skip
        torch.onnx.export(  # PyTorch's newer exporter, which asks for onnxscript
            model, (x,), PLACE / f"{name}_20.onnx", dynamo=True, external_data=False,
            dynamic_shapes=({0: torch.export.Dim("N")},), **names,
        )  # fmt: skip
        for opset in (*OPSETS[name], 20):
            bare(PLACE / f"{name}_{opset}.onnx")
        torch.save(model.state_dict(), PLACE / f"{name}.pt")
        save_file(model.state_dict(), PLACE / f"{name}.safetensors")
        kept(name, [x], [model(x).detach().numpy()])


if __name__ == "__main__":
    main()
