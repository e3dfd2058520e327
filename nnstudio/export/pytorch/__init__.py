"""PyTorch: the source of an ``nn.Module`` that people read and change, and its weights as safetensors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, ClassVar

import numpy as np

from nnstudio.export.artifact import Artifact
from nnstudio.export.code.asking import ASK, arguments_of
from nnstudio.export.code.table import constants, modules, reads_tables, table_code, takes
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.numpy_script import ROWS
from nnstudio.export.other_python import ask_python, require_module
from nnstudio.export.proof import Proof, compare_reply
from nnstudio.export.pytorch.source import Written, write
from nnstudio.export.samples import Samples
from nnstudio.graph.inference import infer
from nnstudio.nn.fields import Field
from nnstudio.nn.shape import show
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, msg

_WEIGHTS = ".safetensors"


@FORMATS.register
class PyTorch(Format, frozen=True):
    """A ``.py`` file with the network as a class, and beside it a ``.safetensors`` file with its state.

    ``from network import load, predict`` gives the trained module, and what it answers to a NumPy array.
    """

    key: ClassVar[str] = "pytorch"
    suffix: ClassVar[str] = ".py"
    title: ClassVar[str] = "PyTorch"
    summary: ClassVar[str] = "Readable source of an nn.Module, with its weights beside it"
    purposes: ClassVar[tuple[str, ...]] = ("pytorch",)

    channels: Annotated[
        str,
        Field("Where the channels of an image are in what the module takes and gives.",
              choices=("first", "last"),
              choice_help=("(N, C, H, W), as in torchvision.", "(N, H, W, C), as in this program and most image files.")),
    ] = "first"  # fmt: skip

    def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
        """The source, and the state."""
        from safetensors.numpy import save

        written = write(artifact, self.channels == "first")
        (weights,) = self.companions(name)
        arrays = {key: np.ascontiguousarray(array, np.float32) for key, array in written.tensors.items()}
        for key in [
            k for k in arrays if k.endswith(".running_mean")
        ]:  # a counter that PyTorch keeps beside it
            arrays[key.replace(".running_mean", ".num_batches_tracked")] = np.zeros((), np.int64)
        return {name: self._source(artifact, written, weights).encode(), weights: save(arrays)}

    def companions(self, name: str) -> tuple[str, ...]:
        """The weights have the name of the source."""
        return (PurePath(name).with_suffix(_WEIGHTS).name,)

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """Layers that PyTorch has no module for."""
        facts = infer(artifact.network).facts
        return tuple(
            msg("it has no {layer} for samples of {shape}", layer=node.title, shape=show(facts[node.id].inputs[0]))
            for node in artifact.network.nodes
            if facts[node.id].inputs and node.layer.torch(facts[node.id].inputs) is None
        )  # fmt: skip

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let PyTorch load both files in a process of its own."""
        require_module("torch", "PyTorch")
        source, weights = files
        got = ask_python(
            ASK,
            # The source looks for its weights under the name they will have.
            {"network.py": files[source], weights: files[weights], **samples.files()},
            samples.inputs,
            about="PyTorch",
            cancelled=cancelled,
            arguments=arguments_of(artifact, samples),
        )
        return compare_reply("PyTorch", artifact, samples, got, preprocessing=reads_tables(artifact))

    def _source(self, artifact: Artifact, written: Written, weights: str) -> str:
        tables = reads_tables(artifact)
        imports = "\n".join(f"import {name}" for name in sorted({"pathlib", *modules(artifact)}))
        head = f"{self._docstring(artifact, tables)}\n{imports}\n\nimport numpy as np\nimport torch\n"
        head += "import torch.nn.functional as F\n" if any("F." in line for line in written.lines) else ""
        head += "from safetensors.torch import load_file\nfrom torch import nn\n\n"
        head += f"WEIGHTS = pathlib.Path(__file__).with_name({weights!a})\nVERSION = torch.__version__\n"
        head += constants(artifact) if tables else ""
        parts = [head, _module(written, named=bool(artifact.titles)), _LOAD, self._predict(artifact, written)]
        return "\n\n".join([*parts, *(table_code(artifact) if tables else ())])

    def _docstring(self, artifact: Artifact, tables: bool) -> str:
        """What the file is, in words that hold nothing a user typed."""
        preprocessor = artifact.preprocessor
        if preprocessor is None or not tables:
            form = "in the form in which the network was trained, images with their channels last"
        elif preprocessor.picture:
            form = "as this file's prepare() and share() make them from pictures and rows"
        elif preprocessor.columns:
            form = "as this file's prepare() makes them from rows"
        else:
            raw = "raw samples" if preprocessor.spectrogram is None else "spectrograms"
            form = f"as this file's scaled() makes them from {raw}, images with their channels last"
        lines = [
            '"""A trained neural network for PyTorch; it needs torch, safetensors and NumPy.',
            "",
            "    from THIS_FILE import load, predict",
            "",
            "load() returns the module with its trained weights, from the .safetensors file beside this one.",
            f"predict() takes NumPy arrays {form}.",
        ]
        if tables:
            lines += ["", *takes(artifact)]
        return "\n".join([*lines, "", "Written by NN Studio.", '"""'])

    def _predict(self, artifact: Artifact, written: Written) -> str:
        """A function from arrays with channels last to such arrays, whatever the module takes."""
        facts = infer(artifact.network).facts
        inward = [self._turned(facts[node].output or (), True) for node in artifact.network.input_ids]
        outward = [self._turned(facts[node].output or (), False) for node in artifact.network.output_ids]
        one, named = len(outward) == 1, bool(artifact.titles)
        several = "Outputs._make" if named else "tuple"
        given = [
            f"torch.as_tensor({n}[i : i + ROWS]){turn}"
            for n, turn in zip(written.inputs, inward, strict=True)
        ]
        answers = [f"y{'' if one else f'[{i}]'}{turn}.numpy()" for i, turn in enumerate(outward)]
        part = answers[0] if one else f"({', '.join(answers)})"
        lines = [f"ROWS = {ROWS}",
                 "",
                 "",
                 f"def predict({', '.join(written.inputs)}, model=None):",
                 '    """The outputs for prepared samples, as an array; with several outputs a tuple of arrays."""',
                 "    model = load() if model is None else model",
                 *(f"    {name} = np.asarray({name}, np.float32)" for name in written.inputs),
                 "    parts = []",
                 "    with torch.no_grad():",
                 f"        for i in range(0, max(len({written.inputs[0]}), 1), ROWS):  # so that many rows need little memory",
                 f"            y = model({', '.join(given)})",
                 f"            parts.append({part})",
                 f"    return {'np.concatenate(parts)' if one else f'{several}(map(np.concatenate, zip(*parts)))'}"]  # fmt: skip
        return "\n".join(lines) + "\n"

    def _turned(self, shape: tuple[int, ...], inward: bool) -> str:
        rank = len(shape)
        if rank < 2 or self.channels == "last":
            return ""
        axes = (0, rank, *range(1, rank)) if inward else (0, *range(2, rank + 1), 1)
        return f".permute{axes!r}"


_LOAD = '''\
def load(path=WEIGHTS):
    """The module with its trained weights, ready to predict."""
    model = Network()
    model.load_state_dict(load_file(path))
    return model.eval()
'''


def _module(written: Written, *, named: bool) -> str:
    """The class; with ``named`` outputs they are given as such."""
    results = ", ".join(written.outputs)
    results = f"Outputs({results})" if named else results
    lines = [
        "class Network(nn.Module):",
        '    """The network, layer by layer; comments tell the shape of a sample."""',
        "",
    ]
    if written.modules:
        lines += ["    def __init__(self):", "        super().__init__()"]
        lines += [f"        self.{name} = {made}" for name, made in written.modules.items()]
        lines += [f"        self.{name}.requires_grad_(False)  # frozen" for name in written.frozen]
        lines.append("")
    if written.still:
        lines += [
            "    def train(self, mode=True):",
            '        """As ever, but frozen layers keep their statistics."""',
        ]
        lines += ["        super().train(mode)", *(f"        self.{name}.eval()" for name in written.still)]
        lines += ["        return self", ""]
    lines.append(f"    def forward(self, {', '.join(written.inputs)}):")
    lines += [f"        {line}" for line in written.lines]
    lines.append(f"        return {results}")
    return "\n".join(lines) + "\n"
