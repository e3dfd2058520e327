"""The catalogue: one file for each layer type.

The modules are named here, one by one, because a frozen build finds only what is imported by name.
"""

from nnstudio.nn.layers.activation import Activation
from nnstudio.nn.layers.add import Add
from nnstudio.nn.layers.avg_pool1d import AvgPool1D
from nnstudio.nn.layers.avg_pool2d import AvgPool2D
from nnstudio.nn.layers.batch_norm import BatchNorm
from nnstudio.nn.layers.concatenate import Concatenate
from nnstudio.nn.layers.conv1d import Conv1D
from nnstudio.nn.layers.conv2d import Conv2D
from nnstudio.nn.layers.conv_transpose2d import ConvTranspose2D
from nnstudio.nn.layers.dense import Dense
from nnstudio.nn.layers.dropout import Dropout
from nnstudio.nn.layers.flatten import Flatten
from nnstudio.nn.layers.gaussian_noise import GaussianNoise
from nnstudio.nn.layers.global_avg_pool import GlobalAvgPool
from nnstudio.nn.layers.global_max_pool import GlobalMaxPool
from nnstudio.nn.layers.group_norm import GroupNorm
from nnstudio.nn.layers.input import Input
from nnstudio.nn.layers.layer_norm import LayerNorm
from nnstudio.nn.layers.max_pool1d import MaxPool1D
from nnstudio.nn.layers.max_pool2d import MaxPool2D
from nnstudio.nn.layers.multiply import Multiply
from nnstudio.nn.layers.reshape import Reshape
from nnstudio.nn.layers.spatial_dropout import SpatialDropout
from nnstudio.nn.layers.up_sample2d import UpSample2D
from nnstudio.nn.layers.zero_pad2d import ZeroPad2D

__all__ = [
    "Activation",
    "Add",
    "AvgPool1D",
    "AvgPool2D",
    "BatchNorm",
    "Concatenate",
    "Conv1D",
    "Conv2D",
    "ConvTranspose2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GaussianNoise",
    "GlobalAvgPool",
    "GlobalMaxPool",
    "GroupNorm",
    "Input",
    "LayerNorm",
    "MaxPool1D",
    "MaxPool2D",
    "Multiply",
    "Reshape",
    "SpatialDropout",
    "UpSample2D",
    "ZeroPad2D",
]
