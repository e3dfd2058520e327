"""NumPy script: one Python file with its weights that needs NumPy and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from nnstudio.export.artifact import Artifact
from nnstudio.export.code.asking import ASK, arguments_of
from nnstudio.export.code.table import (
    constants,
    modules,
    reads_tables,
    table_code,
    taken,
    takes,
    takes_both,
)
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.numpy_script.lines import Names, line
from nnstudio.export.numpy_script.operations import FUNCTIONS, with_needs
from nnstudio.export.other_python import ask_python
from nnstudio.export.proof import Proof, compare_reply
from nnstudio.export.samples import Samples
from nnstudio.graph.inference import require_sound
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import show
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, msg

LARGEST = 64 << 20
"""Bytes of weights that a source file may hold; an editor must still be able to open it."""

ROWS = 256
"""Samples that a script predicts at once."""


@FORMATS.register
class NumpyScript(Format, frozen=True):
    """A ``.py`` file that predicts the rows of a CSV file: ``python network.py rows.csv > answers.csv``.

    It can be imported, too: ``from network import predict``.
    """

    key: ClassVar[str] = "numpy-script"
    suffix: ClassVar[str] = ".py"
    title: ClassVar[str] = "NumPy script"
    summary: ClassVar[str] = "One Python file with its weights; needs NumPy only"
    purposes: ClassVar[tuple[str, ...]] = ("python", "hand-in")

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """A source file must stay one that an editor can open."""
        if artifact.weight_bytes <= LARGEST:
            return ()
        return (msg("it holds at most {limit} MiB of weights", limit=LARGEST >> 20),)

    def encode(self, artifact: Artifact) -> bytes:
        """Write the network primitive by primitive, and the weights behind it."""
        return _source(artifact).encode()

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let a plain Python run the script on raw rows, where it reads them, and on prepared ones elsewhere."""
        (source,) = files.values()
        got = ask_python(
            ASK,
            {"network.py": source, **samples.files()},
            samples.inputs,
            about="Python",
            cancelled=cancelled,
            arguments=arguments_of(artifact, samples),
        )
        return compare_reply("NumPy", artifact, samples, got, preprocessing=reads_tables(artifact))


def _source(artifact: Artifact) -> str:
    body, functions = _predict(artifact)
    tables = reads_tables(artifact)
    imported = {"base64", *modules(artifact), *(("math",) if "gelu" in functions else ())}
    imports = "\n".join(f"import {name}" for name in sorted(imported))
    head = f"{_docstring(artifact)}\n{imports}\n\nimport numpy as np\n"
    if tables:
        head += f"\n{constants(artifact)}"
    parts = [FUNCTIONS[name].source for name in with_needs(functions)]
    parts += [body, _weights(artifact), *(table_code(artifact) if tables else ())]
    return "\n\n".join([head, *parts])


def _docstring(artifact: Artifact) -> str:
    """What the file is, in words that hold nothing a user typed."""
    shapes = [show(artifact.network[i].layer.output_shape(())) for i in artifact.network.input_ids]
    lines = [
        '"""A trained neural network in one file: it needs Python 3.8 or newer and NumPy, nothing else.',
        "",
    ]
    tables, preprocessor = reads_tables(artifact), artifact.preprocessor
    gives = "its outputs as a tuple of arrays, Outputs" if artifact.titles else "the network's output"
    if tables and preprocessor is not None and not preprocessor.columns and len(shapes) == 1:
        what, unit = taken(preprocessor)
        lines += [
            f"predict(scaled(x)) takes an array of m {what} of {shapes[0]} {unit},",
            f"and returns {gives}.",
        ]
    elif not (tables and takes_both(artifact)):
        known = " that are scaled as for the training" if preprocessor is not None else ""
        lines += [
            f"predict(x) takes an array of m samples of {' and '.join(shapes)}{known},",
            f"and returns {gives}.",
        ]
    lines += takes(artifact) if tables else []
    return "\n".join([*lines, "", "Written by NN Studio.", '"""'])


def _predict(artifact: Artifact) -> tuple[str, set[str]]:
    """The function that computes the output, and the functions it calls."""
    network, inference = artifact.network, require_sound(artifact.network)
    alone = len(network.input_ids) == 1
    lowering, names = Lowering(), Names({network.input_ids[0]: "x"} if alone else {})
    outputs: dict[str, str] = {}
    first_of: dict[str, str] = {}  # the layer that begins with a value
    for node in inference.order:
        inputs = tuple(outputs[e.source] for e in network.incoming(node))
        count = len(lowering.primitives)
        outputs[node] = network[node].layer.lower(lowering, inputs, inference.facts[node].inputs, node)
        if len(lowering.primitives) > count:
            first_of[lowering.primitives[count].output] = node
    functions: set[str] = set()
    lines = []
    arguments = [names[node] for node in network.input_ids]
    for p in lowering.primitives:
        if p.output in first_of:
            lines.append(f"# {first_of[p.output]}: {show(inference.facts[first_of[p.output]].output or ())}")
        text, used = line(p, names)
        functions |= used
        lines.append(text)
    results = [names[outputs[node]] for node in network.output_ids]
    one = f"def forward({', '.join(arguments)}):\n"
    one += '    """The network on a few samples, layer by layer: the first axis counts them."""\n'
    one += "    w = WEIGHTS\n" + "".join(f"    {text}\n" for text in lines)
    one += f"    return {results[0] if len(results) == 1 else '(' + ', '.join(results) + ')'}\n"
    return one + "\n\n" + _in_pieces(arguments, len(results), named=bool(artifact.titles)), functions


def _in_pieces(arguments: list[str], results: int, *, named: bool) -> str:
    """The function that calls the network on some rows at a time, so that many rows need little memory."""
    fed = [f"{name}[i : i + ROWS]" for name in arguments]
    lines = [
        f"ROWS = {ROWS}",
        "",
        "",
        f"def predict({', '.join(arguments)}):",
        '    """The outputs of the network for samples that are scaled as they were for the training."""',
        *(f"    {name} = np.asarray({name}, dtype=np.float32)" for name in arguments),
        '    with np.errstate(all="ignore"):  # some builds of NumPy warn of products in which nothing is wrong',
        f"        parts = [forward({', '.join(fed)}) for i in range(0, max(len({arguments[0]}), 1), ROWS)]",
    ]
    several = "Outputs._make" if named else "tuple"
    lines.append(
        "    return np.concatenate(parts)"
        if results == 1
        else f"    return {several}(map(np.concatenate, zip(*parts)))"
    )
    return "\n".join(lines) + "\n"


def _weights(artifact: Artifact) -> str:
    """All weights as text, and the code that unpacks them."""
    arrays = {key: np.ascontiguousarray(array, "<f4") for key, array in artifact.weights.items()}
    shapes = "".join(f"    {key!r}: {array.shape!r},\n" for key, array in arrays.items())
    packed = base64.encodebytes(b"".join(array.tobytes() for array in arrays.values())).decode()
    return (
        "SHAPES = {\n" + shapes + "}\n\n"
        '# All weights, 32-bit numbers one after the other\nPACKED = """\n' + packed + '"""\n\n\n'
        "def unpack():\n"
        '    """The weights by name."""\n'
        '    numbers = np.frombuffer(base64.b64decode(PACKED), dtype="<f4")\n'
        "    weights, start = {}, 0\n"
        "    for name, shape in SHAPES.items():\n"
        "        end = start + int(np.prod(shape))\n"
        "        weights[name] = numbers[start:end].reshape(shape)\n"
        "        start = end\n"
        "    return weights\n\n\n"
        "WEIGHTS = unpack()\n"
    )
