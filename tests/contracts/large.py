"""Every layer type on so many samples that its work is cut into slices, in each way in which it may be computed."""

from __future__ import annotations

from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool1D,
    AvgPool2D,
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
    GlobalMaxPool,
    GroupNorm,
    LayerNorm,
    MaxPool1D,
    MaxPool2D,
    Multiply,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from tests.contracts.cases import Case, entry_for

BATCH = 2048
"""Every array of a batch takes more than 256 kB, in float32 as well."""

ROW, SEQUENCE, PICTURE, DEEP = ((96,),), ((16, 8),), ((6, 6, 8),), ((2, 2, 48),)

LARGE: dict[type[Layer], tuple[Case, ...]] = {
    Dense: (
        *(Case(Dense(64, name), ROW, BATCH) for name in ACTIVATIONS),
        Case(Dense(64, bias=False), ROW, BATCH),
    ),
    Conv1D: (
        Case(Conv1D(16), SEQUENCE, BATCH),
        Case(Conv1D(8, 4, stride=2, padding="same", activation="prelu"), SEQUENCE, BATCH),
    ),
    Conv2D: (
        Case(Conv2D(16, padding="same"), PICTURE, BATCH),
        Case(Conv2D(16, 1, activation="tanh"), PICTURE, BATCH),
        Case(Conv2D(32, 2, stride=2, bias=False), PICTURE, BATCH),
        Case(Conv2D(32, 3, dilation=2, activation="swish"), PICTURE, BATCH),
        Case(Conv2D(8, 3, groups=2, padding="same"), PICTURE, BATCH),
        Case(Conv2D(8, 3, groups=8, padding="same", activation="prelu"), PICTURE, BATCH),
    ),
    ConvTranspose2D: (
        Case(ConvTranspose2D(4), PICTURE, BATCH),
        Case(ConvTranspose2D(8, 3, 1, activation="prelu"), PICTURE, BATCH),
        Case(ConvTranspose2D(2, 4, 2, activation="gelu", dilation=2, bias=False), PICTURE, BATCH),
        Case(ConvTranspose2D(3, 2, 3, "valid", "sigmoid"), PICTURE, BATCH),
        Case(ConvTranspose2D(16, 1, 1, activation="softmax"), PICTURE, BATCH),
    ),
    MaxPool1D: (Case(MaxPool1D(), SEQUENCE, BATCH), Case(MaxPool1D(3, 1, "same"), SEQUENCE, BATCH)),
    MaxPool2D: (Case(MaxPool2D(), PICTURE, BATCH), Case(MaxPool2D(3, 1, "same"), PICTURE, BATCH)),
    AvgPool1D: (Case(AvgPool1D(), SEQUENCE, BATCH),),
    AvgPool2D: (Case(AvgPool2D(), PICTURE, BATCH), Case(AvgPool2D(3, 1, "same"), PICTURE, BATCH)),
    GlobalMaxPool: (Case(GlobalMaxPool(), DEEP, BATCH),),
    GlobalAvgPool: (Case(GlobalAvgPool(), DEEP, BATCH),),
    BatchNorm: (
        Case(BatchNorm(), PICTURE, BATCH),
        Case(BatchNorm(activation="relu"), ROW, BATCH),
        Case(BatchNorm(activation="prelu"), PICTURE, BATCH),
    ),
    GroupNorm: (Case(GroupNorm(8), PICTURE, BATCH), Case(GroupNorm(1), ROW, BATCH)),
    LayerNorm: (Case(LayerNorm(), PICTURE, BATCH), Case(LayerNorm(), ROW, BATCH)),
    Dropout: (Case(Dropout(), ROW, BATCH),),
    SpatialDropout: (Case(SpatialDropout(), PICTURE, BATCH),),
    GaussianNoise: (Case(GaussianNoise(), ROW, BATCH),),
    Activation: (
        *(Case(Activation(name), ROW, BATCH) for name in ACTIVATIONS),
        Case(Activation("prelu"), PICTURE, BATCH),
    ),
    Flatten: (Case(Flatten(), PICTURE, BATCH),),
    Reshape: (Case(Reshape((4, 72)), PICTURE, BATCH),),
    ZeroPad2D: (Case(ZeroPad2D(1, 2, 0, 3), PICTURE, BATCH),),
    UpSample2D: (
        Case(UpSample2D((2, 3)), PICTURE, BATCH),
        Case(UpSample2D((2, 3), "bilinear"), PICTURE, BATCH),
    ),
    Add: (Case(Add(), PICTURE * 2, BATCH), Case(Add(), ROW * 3, BATCH)),
    Multiply: (Case(Multiply(), PICTURE * 2, BATCH), Case(Multiply(), ROW * 3, BATCH)),
    Concatenate: (Case(Concatenate(), ((6, 6, 8), (6, 6, 3)), BATCH), Case(Concatenate(), ROW * 3, BATCH)),
}


def large_cases(cls: type[Layer]) -> tuple[Case, ...]:
    """The cases of a layer type; where none stand here, its corners, on many samples."""
    return LARGE.get(cls) or tuple(case._replace(batch=BATCH) for case in entry_for(cls).corners)
