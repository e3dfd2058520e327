"""A network as the source of an ``nn.Module``, layer by layer as PyTorch spells them.

PyTorch has the channels of an image first, this program last. Every value has a layout; where a layer wants the
other one, the axes change places in front of it: before a Flatten, for instance, so that the weights behind it
meet the values they were trained on.
"""

from __future__ import annotations

import keyword
from typing import NamedTuple

from nnstudio.backend.functions import LEAK
from nnstudio.export.artifact import Artifact
from nnstudio.graph.inference import require_sound
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape, show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

ACTIVATIONS: dict[str, str] = {
    "linear": "{z}",
    "relu": "torch.relu({z})",
    "relu6": "F.relu6({z})",
    "leaky_relu": f"F.leaky_relu({{z}}, {LEAK})",
    "elu": "F.elu({z})",
    "selu": "F.selu({z})",
    "gelu": "F.gelu({z})",
    "gelu_tanh": 'F.gelu({z}, approximate="tanh")',
    "swish": "F.silu({z})",
    "hard_swish": "F.hardswish({z})",
    "mish": "F.mish({z})",
    "sigmoid": "torch.sigmoid({z})",
    "hard_sigmoid": "F.hardsigmoid({z})",
    "tanh": "torch.tanh({z})",
    "softplus": "F.softplus({z})",
    "softsign": "F.softsign({z})",
    "softmax": "F.softmax({z}, dim={channels})",
}
"""The activations in PyTorch; "prelu" is a module with weights instead."""


OF_MODULES = frozenset(
    [
        "x",
        "self",
        "torch",
        "nn",
        "F",
        "np",
        "re",
        "csv",
        "sys",
        "math",
        "name",
        "training",
        "forward",
        "train",
        "eval",
        "type",
        "half",
        "float",
        "double",
        "add_module",
        "call_super_init",
        "dump_patches",
        "extra_repr",
        "get_buffer",
        "get_extra_state",
        "get_parameter",
        "get_submodule",
        "load_state_dict",
        "named_buffers",
        "named_children",
        "named_modules",
        "named_parameters",
        "register_backward_hook",
        "register_buffer",
        "register_forward_hook",
        "register_forward_pre_hook",
        "register_full_backward_hook",
        "register_full_backward_pre_hook",
        "register_load_state_dict_post_hook",
        "register_load_state_dict_pre_hook",
        "register_module",
        "register_parameter",
        "register_state_dict_post_hook",
        "register_state_dict_pre_hook",
        "requires_grad_",
        "set_extra_state",
        "set_submodule",
        "share_memory",
        "state_dict",
        "to_empty",
        "zero_grad",
    ]
)
"""Names with a meaning in the source, and those of what ``nn.Module`` is made of (PyTorch 2.13)."""


class Written(NamedTuple):
    """A network in PyTorch.

    Parameters
    ----------
    modules : dict of str to str
        What constructs each module, by its name.
    lines : list of str
        The forward pass.
    inputs, outputs : list of str
        Names of variables.
    tensors : dict of str to array
        The state, as ``load_state_dict`` wants it.
    frozen : list of str
        The modules whose weights stay as they are when somebody trains on.
    """

    modules: dict[str, str]
    lines: list[str]
    inputs: list[str]
    outputs: list[str]
    tensors: dict[str, Host]
    frozen: list[str]

    @property
    def still(self) -> list[str]:
        """The frozen modules that would gather statistics while training."""
        return [name for name in self.frozen if f"{name}.running_mean" in self.tensors]


class _Value(NamedTuple):
    """A variable of the forward pass, and whether its channels come first; a row of numbers has but one layout."""

    name: str
    shape: Shape
    first: bool

    @property
    def spatial(self) -> bool:
        return len(self.shape) > 1


def write(artifact: Artifact, first: bool) -> Written:
    """Write a network; ``first`` says whether images enter and leave with their channels first."""
    return _Writer(artifact, first).write()


class _Writer:
    def __init__(self, artifact: Artifact, first: bool) -> None:
        self._artifact, self._first = artifact, first
        self._network = artifact.network
        self._facts = require_sound(artifact.network)
        self._names = _names(artifact)
        self._values: dict[str, _Value] = {}
        self._turned: dict[tuple[str, bool], str] = {}
        self._done = Written({}, [], [], [], {}, [])

    def write(self) -> Written:
        for node in self._facts.order:
            layer, facts = self._network[node].layer, self._facts.facts[node]
            assert facts.output is not None
            if isinstance(layer, Input):
                self._values[node] = _Value(self._names[node], facts.output, self._first)
            else:
                self._layer(node, facts.inputs, facts.output)
        done = self._done
        done.inputs.extend(self._names[node] for node in self._network.input_ids)
        for node in self._network.output_ids:
            done.outputs.append(self._in_layout(self._values[node], self._first).name)
        return done

    def _layer(self, node: str, inputs: tuple[Shape, ...], output: Shape) -> None:
        layer, name, done = self._network[node].layer, self._names[node], self._done
        spelled = layer.torch(inputs)
        if spelled is None:
            raise StudioError("PyTorch has no {layer} for samples of {shape}", layer=self._network[node].title, shape=show(inputs[0]))  # fmt: skip
        given = [self._values[e.source] for e in self._network.incoming(node)]
        first = given[0].first if spelled.layout == "any" else spelled.layout == "first"
        given = [self._in_layout(value, first) for value in given]
        rank = len(inputs[0])
        call = spelled.call.format(
            self=f"self.{name}",
            x=given[0].name,
            xs=", ".join(value.name for value in given),
            terms=[value.name for value in given],
            channels=1 if first and rank > 1 else -1,
            space=tuple(range(2, rank + 1)) if first else tuple(range(1, rank)),
        )
        if spelled.module:
            done.modules[name] = spelled.module
        for taken in spelled.weights:
            array = self._artifact.weights[f"{node}/{taken.ours}"]
            done.tensors[f"{name}.{taken.name}"] = array.transpose(taken.axes) if taken.axes else array
        if spelled.weights and self._network[node].frozen:
            done.frozen.append(name)
        done.lines.append(f"{name} = {self._activated(node, call, output, first)}  # {_sizes(output, first)}")
        # What a row of numbers becomes, or an image that turns into one, is as it stands here.
        self._values[node] = _Value(name, output, first if len(output) > 1 else self._first)

    def _activated(self, node: str, call: str, output: Shape, first: bool) -> str:
        activation = self._network[node].layer.activation_name()
        if activation == "prelu":
            module = f"{self._names[node]}_prelu"
            self._done.modules[module] = f"nn.PReLU({output[-1]})"
            self._done.tensors[f"{module}.weight"] = self._artifact.weights[f"{node}/alpha"]
            if self._network[node].frozen:
                self._done.frozen.append(module)
            return f"self.{module}({call})"
        return ACTIVATIONS[activation].format(z=call, channels=1 if first and len(output) > 1 else -1)

    def _in_layout(self, value: _Value, first: bool) -> _Value:
        """A value in the wanted layout; the axes of an image change places once."""
        if not value.spatial or value.first == first:
            return value
        if (value.name, first) not in self._turned:
            rank = len(value.shape)
            axes = (0, rank, *range(1, rank)) if first else (0, *range(2, rank + 1), 1)
            name = f"{value.name}_{'first' if first else 'last'}"
            self._done.lines.append(f"{name} = {value.name}.permute{axes!r}  # channels {'first' if first else 'last'}")  # fmt: skip
            self._turned[value.name, first] = name
        return _Value(self._turned[value.name, first], value.shape, first)


def _sizes(shape: Shape, first: bool) -> str:
    return show((shape[-1], *shape[:-1]) if first and len(shape) > 1 else shape)


def _names(artifact: Artifact) -> dict[str, str]:
    """A variable for each layer, made of its id: letters, digits and ``_`` only.

    The names of a module must not hide what ``nn.Module`` itself is made of.
    """
    taken = set(OF_MODULES)
    names: dict[str, str] = {}
    alone = len(artifact.network.input_ids) == 1
    for node in artifact.network.nodes:
        if alone and node.id in artifact.network.input_ids:
            names[node.id] = "x"
            continue
        name = "".join(c if c.isalnum() else "_" for c in node.id).lower()
        if not name[0].isalpha() or keyword.iskeyword(name) or "_" not in name:
            name = f"layer_{name}"
        free, number = name, 2
        while free in taken or free.endswith(("_first", "_last", "_prelu")):
            free, number = f"{name}_{number}", number + 1
        names[node.id] = free
        taken.add(free)
    return names
