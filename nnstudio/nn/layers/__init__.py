"""The catalogue: one file for each layer type.

The modules are named here, one by one, because a frozen build finds only what is imported by name.
"""

from nnstudio.nn.layers.activation import Activation
from nnstudio.nn.layers.add import Add
from nnstudio.nn.layers.conv2d import Conv2D
from nnstudio.nn.layers.dense import Dense
from nnstudio.nn.layers.dropout import Dropout
from nnstudio.nn.layers.flatten import Flatten
from nnstudio.nn.layers.input import Input
from nnstudio.nn.layers.max_pool2d import MaxPool2D

__all__ = ["Activation", "Add", "Conv2D", "Dense", "Dropout", "Flatten", "Input", "MaxPool2D"]
