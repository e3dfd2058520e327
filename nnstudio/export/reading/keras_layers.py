"""The layers of Keras as layers of this program: one function for each class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnstudio.backend.functions import LEAK
from nnstudio.export.reading.keras_made import Config, Made, need, one, shown
from nnstudio.export.reading.keras_norms import (
    batch_norm,
    group_norm,
    last_axis,
    layer_norm,
    normalization,
    rescaling,
)
from nnstudio.nn import layers as ours
from nnstudio.nn.layer import Layer
from nnstudio.nn.shape import Shape
from nnstudio.system.messages import StudioError

ACTIVATIONS: dict[str, str] = {
    "linear": "linear", "relu": "relu", "relu6": "relu6", "elu": "elu", "selu": "selu", "gelu": "gelu", "silu": "swish",
    "swish": "swish", "hard_silu": "hard_swish", "hard_swish": "hard_swish", "celu": "elu", "mish": "mish",
    "sigmoid": "sigmoid", "hard_sigmoid": "hard_sigmoid", "tanh": "tanh", "softplus": "softplus", "softsign": "softsign", "softmax": "softmax",
}  # fmt: skip
"""Activations by the names that Keras has for them."""
_OPERATIONS = {
    "Relu": "relu", "Relu6": "relu6", "Selu": "selu", "Silu": "swish", "HardSilu": "hard_swish", "Sigmoid": "sigmoid",
    "HardSigmoid": "hard_sigmoid", "Tanh": "tanh", "Softplus": "softplus", "Softsign": "softsign",
}  # fmt: skip
"""Operations between layers, ``keras.ops.relu(x)``, that nothing is said about but their class."""
_BENDING = ("ReLU", "LeakyReLU", "ELU", "Softmax")
"""Layers that another layer may have as its activation."""


def activation(config: Config) -> str:
    """Our name of a layer's activation."""
    given = config.get("activation") or "linear"
    if isinstance(given, dict):  # an object; its class has the name
        given = given.get("config") if isinstance(given.get("config"), str) else given.get("class_name")
    name = ACTIVATIONS.get(str(given))
    if name is None:
        raise StudioError("its activation {name} is not known here", name=repr(str(given)[:40]))
    return name


def bending(config: Config) -> tuple[str, Config] | None:
    """Class and settings of a layer's activation that is a layer itself; None where it is a function."""
    given = config.get("activation")
    if given == "leaky_relu":
        return "LeakyReLU", {"negative_slope": 0.2}
    if not isinstance(given, dict) or given.get("class_name") not in _BENDING:
        return None
    settings = given.get("config")
    return given["class_name"], settings if isinstance(settings, dict) else {}


def _pair(value: Any) -> tuple[int, int]:
    if type(value) is int:
        return value, value
    if isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value):
        return value[0], value[1]
    raise StudioError("{value} should be two whole numbers", value=shown(value))


def _biased(config: Config) -> tuple[str, ...]:
    return ("W", "b") if config.get("use_bias", True) else ("W",)


def _dense(config: Config, shapes: Sequence[Shape]) -> Made:
    units, kind, bias = config["units"], activation(config), bool(config.get("use_bias", True))
    rank = len(shapes[0])
    if rank == 1:
        return Made(ours.Dense(units, activation=kind, bias=bias), _biased(config))
    # On a sequence or an image Keras applies it at every place, as a convolution of one value does.
    if rank == 2:
        return Made(
            ours.Conv1D(units, 1, activation=kind, bias=bias), _biased(config),
            lambda a: {**a, "W": a["W"][None]},
        )  # fmt: skip
    return Made(
        ours.Conv2D(units, 1, activation=kind, bias=bias), _biased(config),
        lambda a: {**a, "W": a["W"][None, None]},
    )  # fmt: skip


def _padding(config: Config) -> str:
    padding = str(config.get("padding", "valid"))
    if padding not in ("valid", "same", "explicit"):
        raise StudioError("its padding {name} is not known here", name=repr(padding[:40]))
    return padding


def _conv1d(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last")
    layer = ours.Conv1D(
        config["filters"], one(config["kernel_size"]), stride=one(config.get("strides", 1)),
        padding=_padding(config), dilation=one(config.get("dilation_rate", 1)), zeros=config.get("zeros", 0),
        groups=config.get("groups", 1), activation=activation(config), bias=bool(config.get("use_bias", True)),
    )  # fmt: skip
    return Made(layer, _biased(config))


def _conv2d(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last")
    layer = ours.Conv2D(
        config["filters"], _pair(config["kernel_size"]), stride=_pair(config.get("strides", 1)),
        padding=_padding(config), dilation=_pair(config.get("dilation_rate", 1)),
        groups=config.get("groups", 1), activation=activation(config), bias=bool(config.get("use_bias", True)),
    )  # fmt: skip
    return Made(layer, _biased(config))


def _depthwise(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last")
    channels, multiplier = shapes[0][-1], one(config.get("depth_multiplier", 1))
    layer = ours.Conv2D(
        channels * multiplier, _pair(config["kernel_size"]), stride=_pair(config.get("strides", 1)),
        padding=_padding(config), dilation=_pair(config.get("dilation_rate", 1)), groups=channels,
        activation=activation(config), bias=bool(config.get("use_bias", True)),
    )  # fmt: skip
    return Made(layer, _biased(config), lambda a: {**a, "W": a["W"].reshape(*a["W"].shape[:2], 1, -1)})


def _separable(config: Config, shapes: Sequence[Shape]) -> Made:
    """A convolution of each channel for itself, and one of single pixels that mixes them."""
    depthwise = _depthwise({**config, "use_bias": False, "activation": None}, shapes)
    pointwise = ours.Conv2D(
        config["filters"], 1, activation=activation(config), bias=bool(config.get("use_bias", True))
    )
    return depthwise._replace(then=Made(pointwise, _biased(config)))


def _conv2d_transpose(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last", output_padding=None)
    layer = ours.ConvTranspose2D(
        config["filters"], _pair(config["kernel_size"]), stride=_pair(config.get("strides", 1)),
        padding=_padding(config), dilation=_pair(config.get("dilation_rate", 1)),
        activation=activation(config), bias=bool(config.get("use_bias", True)),
    )  # fmt: skip
    if layer.padding == "valid" and any(s > k for s, k in zip(_pair(config.get("strides", 1)), _pair(config["kernel_size"]), strict=True)):  # fmt: skip
        raise StudioError("its stride is larger than its kernel, which Keras fills up with empty pixels")
    return Made(layer, _biased(config))


def _pool(kind: type[ours.MaxPool2D | ours.AvgPool2D]) -> Callable[[Config, Sequence[Shape]], Made]:
    def make(config: Config, shapes: Sequence[Shape]) -> Made:
        need(config, data_format="channels_last")
        size = _pair(config.get("pool_size", 2))
        stride = _pair(config.get("strides") or list(size))
        return Made(kind(size, stride=None if stride == size else stride, padding=_padding(config)))

    return make


def _pool1d(kind: type[ours.MaxPool1D | ours.AvgPool1D]) -> Callable[[Config, Sequence[Shape]], Made]:
    def make(config: Config, shapes: Sequence[Shape]) -> Made:
        need(config, data_format="channels_last")
        size = one(config.get("pool_size", 2))
        stride = one(config.get("strides") or size)
        return Made(kind(size, stride=None if stride == size else stride, padding=_padding(config)))

    return make


def _global(kind: type[Layer]) -> Callable[[Config, Sequence[Shape]], Made]:
    def make(config: Config, shapes: Sequence[Shape]) -> Made:
        need(config, data_format="channels_last")
        if not config.get("keepdims"):
            return Made(kind())
        *space, channels = shapes[0]
        return Made(kind(), then=Made(ours.Reshape((*[1] * len(space), channels))))

    return make


def _prelu(config: Config, shapes: Sequence[Shape]) -> Made:
    axes = config.get("shared_axes") or []
    if sorted(axes) != list(range(1, len(shapes[0]))):
        raise StudioError("it learns a slope for every place; this program knows one for each channel only")
    return Made(ours.Activation("prelu"), ("alpha",), lambda a: {"alpha": a["alpha"].reshape(-1)})


def _slope(value: float, shape: Shape) -> Made:
    """A leaky ReLU of any slope is a PReLU that has learned it."""
    if value == LEAK:
        return Made(ours.Activation("leaky_relu"))
    return Made(ours.Activation("prelu"), fixed={"alpha": np.full(shape[-1], value, np.float32)})


def _leaky(config: Config, shapes: Sequence[Shape]) -> Made:
    slope = config["negative_slope"] if "negative_slope" in config else config.get("alpha", 0.3)
    return _slope(float(slope), shapes[0])


def _relu(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, threshold=0)
    slope = float(config.get("negative_slope", 0) or 0)
    if config.get("max_value") == 6 and not slope:
        return Made(ours.Activation("relu6"))
    need(config, max_value=None)
    return _slope(slope, shapes[0]) if slope else Made(ours.Activation("relu"))


def _elu(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, alpha=1.0)
    return Made(ours.Activation("elu"))


def _softmax(config: Config, shapes: Sequence[Shape]) -> Made:
    last_axis(config, shapes)
    return Made(ours.Activation("softmax"))


def _gelu(config: Config, shapes: Sequence[Shape]) -> Made:
    return Made(ours.Activation("gelu_tanh" if config.get("approximate", True) else "gelu"))


def _operation(bent: str) -> Callable[[Config, Sequence[Shape]], Made]:
    return lambda config, shapes: Made(ours.Activation(bent))


def _zero_padding2d(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last")
    sides = config.get("padding", 1)
    sides = [[sides, sides], [sides, sides]] if isinstance(sides, int) else sides
    (top, bottom), (left, right) = (_pair(side) for side in sides)
    return Made(ours.ZeroPad2D(top, bottom, left, right))


def _upsampling2d(config: Config, shapes: Sequence[Shape]) -> Made:
    need(config, data_format="channels_last")
    how = config.get("interpolation", "nearest")
    if how not in ("nearest", "bilinear"):
        raise StudioError("its interpolation {name} is not known here", name=shown(how))
    return Made(ours.UpSample2D(_pair(config.get("size", 2)), how))


def _concatenate(config: Config, shapes: Sequence[Shape]) -> Made:
    last_axis(config, shapes)
    return Made(ours.Concatenate())


def _flatten(config: Config, shapes: Sequence[Shape]) -> Made:
    if len(shapes[0]) > 1:
        need(config, data_format="channels_last")
    return Made(ours.Flatten())


def _reshape(config: Config, shapes: Sequence[Shape]) -> Made:
    target = [int(n) for n in config["target_shape"]]
    if target.count(-1) == 1:
        rest = int(np.prod([n for n in target if n != -1], dtype=np.int64)) or 1
        target[target.index(-1)] = int(np.prod(shapes[0], dtype=np.int64)) // rest
    return Made(ours.Reshape(tuple(target)))


KERAS: dict[str, Callable[[Config, Sequence[Shape]], Made]] = {
    "Dense": _dense,
    "Conv1D": _conv1d,
    "Conv2D": _conv2d,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "Conv2DTranspose": _conv2d_transpose,
    "MaxPooling1D": _pool1d(ours.MaxPool1D),
    "MaxPooling2D": _pool(ours.MaxPool2D),
    "AveragePooling1D": _pool1d(ours.AvgPool1D),
    "AveragePooling2D": _pool(ours.AvgPool2D),
    **{f"GlobalMaxPooling{n}D": _global(ours.GlobalMaxPool) for n in (1, 2, 3)},
    **{f"GlobalAveragePooling{n}D": _global(ours.GlobalAvgPool) for n in (1, 2, 3)},
    "BatchNormalization": batch_norm,
    "LayerNormalization": layer_norm,
    "GroupNormalization": group_norm,
    "Rescaling": rescaling,
    "Normalization": normalization,
    "Dropout": lambda config, shapes: Made(ours.Dropout(float(config["rate"]))),
    **{f"SpatialDropout{n}D": lambda config, shapes: Made(ours.SpatialDropout(float(config["rate"]))) for n in (1, 2, 3)},
    "GaussianNoise": lambda config, shapes: Made(ours.GaussianNoise(float(config["stddev"]))),
    "Flatten": _flatten,
    "Reshape": _reshape,
    "UpSampling2D": _upsampling2d,
    "ZeroPadding2D": _zero_padding2d,
    "Add": lambda config, shapes: Made(ours.Add()),
    "Multiply": lambda config, shapes: Made(ours.Multiply()),
    "Concatenate": _concatenate,
    "Activation": lambda config, shapes: Made(ours.Activation(activation(config))),
    "ReLU": _relu,
    "LeakyReLU": _leaky,
    "PReLU": _prelu,
    "ELU": _elu,
    "Softmax": _softmax,
    "Gelu": _gelu,
    "Elu": _elu,
    "LeakyRelu": _leaky,
    **{name: _operation(bent) for name, bent in _OPERATIONS.items()},
}  # fmt: skip

LEFT_OUT = frozenset({
    "RandomBrightness", "RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomErasing", "RandomFlip",
    "RandomGaussianBlur", "RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization", "RandomRotation",
    "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom",
})  # fmt: skip
"""Layers that change pictures in training alone; here augmentation belongs to the data."""
