"""Keras as source code that people read and change, with its weights beside it."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from nnstudio.export.artifact import Artifact
from nnstudio.export.code.asking import ASK, arguments_of
from nnstudio.export.code.table import MODULES, constants, modules, reads_tables, table_code, takes
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.keras import ask_keras
from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain, Placed, spell, unspelled
from nnstudio.export.proof import Proof
from nnstudio.export.samples import Samples
from nnstudio.nn.shape import show
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message

_FIRST = {"Dense": "units", "Conv1D": "filters", "Conv2D": "filters", "Conv2DTranspose": "filters",
          "Activation": "activation", "Dropout": "rate", "Reshape": "target_shape"}  # fmt: skip
"""Arguments that people write without their names."""

_USUAL: dict[str, Any] = {
    "use_bias": True, "padding": "valid", "groups": 1, "axis": -1, "interpolation": "nearest",
    "dilation_rate": 1, "activation": "linear", "shared_axes": None,
}  # fmt: skip
"""Arguments that need not be written when they have these values."""
_WRITTEN = {"GroupNormalization": "groups"}
"""An argument that is always written, as what Keras takes otherwise is another value there."""


@FORMATS.register
class KerasSource(Format, frozen=True):
    """A ``.py`` file that builds the network, and beside it its weights: ``from network import load, predict``."""

    key: ClassVar[str] = "keras-code"
    suffix: ClassVar[str] = ".py"
    title: ClassVar[str] = "Keras source"
    summary: ClassVar[str] = "Readable source that builds the network, with its weights beside it"
    purposes: ClassVar[tuple[str, ...]] = ("keras",)

    def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
        """The source, and the weights."""
        chain = spell(artifact)
        (beside,) = self.companions(name)
        return {name: _source(artifact, chain, beside).encode(), beside: weights(chain)}

    def companions(self, name: str) -> tuple[str, ...]:
        """The weights have the name of the source, with the ending that Keras asks for."""
        return (PurePath(name).with_suffix(".weights.h5").name,)

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """Layers, or settings of them, that Keras does not have."""
        return unspelled(artifact.network)

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let Keras build the network and load the weights in a process of its own."""
        source, beside = files
        whole = reads_tables(artifact)
        given = {"network.py": files[source], beside: files[beside], **samples.files()}
        told = arguments_of(artifact, samples)
        return ask_keras(ASK, given, artifact, samples, cancelled, *told, preprocessing=whole)


def _source(artifact: Artifact, chain: Chain, beside: str) -> str:
    tables = reads_tables(artifact)
    imports = "\n".join(f"import {name}" for name in sorted({"pathlib", *modules(artifact)}))
    head = f"{_docstring(artifact, tables)}\n{imports}\n\nimport keras\n"
    head += "import numpy as np\n" if tables else ""
    head += "from keras import layers\n" if any(p.kind != "Gelu" for p in chain.layers) else ""
    head += f"\nWEIGHTS = pathlib.Path(__file__).with_name({beside!a})\n"
    head += 'VERSION = f"{keras.__version__} ({keras.backend.backend()})"\n'
    head += constants(artifact) if tables else ""
    parts = [head, _build(chain), _LOAD, _predict(len(chain.inputs), _given(artifact))]
    return "\n\n".join([*parts, *(table_code(artifact) if tables else ())])


def _docstring(artifact: Artifact, tables: bool) -> str:
    """What the file is, in words that hold nothing a user typed."""
    lines = [
        '"""A trained neural network for Keras 3, over TensorFlow, JAX or PyTorch.',
        "",
        "    from THIS_FILE import load, predict",
        "",
        "load() returns the model with its trained weights, from the .weights.h5 file beside this one.",
    ]
    if tables:
        lines += ["", *takes(artifact)]
    return "\n".join([*lines, "", "Written by NN Studio.", '"""'])


def _build(chain: Chain) -> str:
    """The function that builds the network."""
    names = _variables(chain)
    lines = []
    for layer in chain.layers:
        variable = names[layer.name]
        sources = [names[source] for source in layer.inputs]
        given = f"[{', '.join(sources)}]" if len(sources) > 1 else "".join(sources)
        if layer.kind == "InputLayer":
            shape = tuple(layer.shape)
            lines.append(f"{variable} = keras.Input({shape!r}, name={layer.name!r})")
        elif layer.kind == "Gelu":
            lines.append(f"{variable} = keras.activations.gelu({given}, approximate=True)")
        else:
            lines.append(
                f"{variable} = layers.{layer.kind}({_arguments(layer)})({given})  # {show(layer.shape)}"
            )

    def listed(ends: tuple[str, ...]) -> str:
        text = ", ".join(names[end] for end in ends)
        return text if len(ends) == 1 else f"[{text}]"

    body = "\n".join(f"    {line}" for line in lines)
    return (
        'def build():\n    """The network, without its weights; comments tell the shape of a sample."""\n'
        f"{body}\n    return keras.Model({listed(chain.inputs)}, {listed(chain.outputs)})\n"
    )


def _arguments(layer: Placed) -> str:
    """Arguments as people write them: what is usual is left out, a square kernel is one number."""
    written = []
    for name, value in layer.config.items():
        short = tuple(value) if isinstance(value, list) else value
        if name in ("target_shape", "shared_axes"):
            pass
        elif isinstance(short, tuple) and len(set(map(str, short))) == 1 and not isinstance(short[0], list):
            short = short[0]
        elif name == "padding" and isinstance(short, tuple):
            short = tuple(tuple(side) if isinstance(side, list) else side for side in short)
        unit_step = name == "strides" and short == 1 and layer.kind.startswith("Conv")
        usual = name in _USUAL and short == _USUAL[name] and _WRITTEN.get(layer.kind) != name
        if unit_step or usual:
            continue
        written.append(f"{short!r}" if _FIRST.get(layer.kind) == name else f"{name}={short!r}")
    return ", ".join([*written, f"name={layer.name!r}"])


def _variables(chain: Chain) -> dict[str, str]:
    """A variable for each layer, made of its id: letters, digits and ``_`` only."""
    names: dict[str, str] = {}
    taken = {"keras", "layers", "np", *MODULES}
    for layer in chain.layers:
        name = "".join(c if c.isalnum() else "_" for c in layer.name).lower()
        if not name[0].isalpha() or keyword.iskeyword(name):
            name = f"layer_{name}"
        free, number = name, 2
        while free in taken:
            free, number = f"{name}_{number}", number + 1
        names[layer.name] = free
        taken.add(free)
    return names


_LOAD = '''\
def load(path=WEIGHTS):
    """The model with its trained weights."""
    model = build()
    model.load_weights(path)
    return model
'''


def _given(artifact: Artifact) -> str:
    """What is returned of what Keras gives."""
    if len(artifact.network.output_ids) == 1:
        return "y"
    return "Outputs(*y)" if artifact.titles else "tuple(y)"


def _predict(inputs: int, answer: str) -> str:
    names = [f"x{i}" for i in range(1, inputs + 1)] if inputs > 1 else ["x"]
    given = f"[{', '.join(names)}]" if inputs > 1 else "x"
    return (
        f"def predict({', '.join(names)}, model=None):\n"
        '    """The outputs for prepared samples, images with their channels last."""\n'
        "    model = load() if model is None else model\n"
        f"    y = model.predict({given}, verbose=0)\n"
        f"    return {answer}\n"
    )
