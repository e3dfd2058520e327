"""Keras: the whole network as a ``.keras`` file, for Keras 3 over TensorFlow, JAX or PyTorch."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import ClassVar

from nnstudio.export.artifact import Artifact
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.keras.archive import archive
from nnstudio.export.keras.chain import spell, unspelled
from nnstudio.export.other_python import ask_python, require_module
from nnstudio.export.proof import Proof, Unproven, compare_reply
from nnstudio.export.samples import Samples
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message

_ASK = """
import sys
import keras
import numpy as np

model = keras.saving.load_model(sys.argv[1], compile=False)
with np.load("inputs.npz", allow_pickle=False) as inputs:
    y = model.predict([inputs[name] for name in sys.argv[2:]], verbose=0)
outputs = y if isinstance(y, (list, tuple)) else [y]
version = f"{keras.__version__} ({keras.backend.backend()})"
np.savez("outputs.npz", version=np.array(version), **{f"y{i:03}": y for i, y in enumerate(outputs)})
"""


@FORMATS.register
class KerasArchive(Format, frozen=True):
    """A ``.keras`` file: ``keras.saving.load_model("network.keras")``."""

    key: ClassVar[str] = "keras"
    suffix: ClassVar[str] = ".keras"
    title: ClassVar[str] = "Keras"
    summary: ClassVar[str] = "The whole network, for Keras 3 over TensorFlow, JAX or PyTorch"
    purposes: ClassVar[tuple[str, ...]] = ("keras",)

    def encode(self, artifact: Artifact) -> bytes:
        """Write the archive."""
        return archive(spell(artifact), artifact.name)

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """Layers, or settings of them, that Keras does not have."""
        return unspelled(artifact.network)

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let Keras load and run it in a process of its own."""
        return ask_keras(_ASK, files, artifact, samples, cancelled, next(iter(files)), *samples.inputs)


def ask_keras(
    script: str,
    files: Mapping[str, bytes],
    artifact: Artifact,
    samples: Samples,
    cancelled: Cancel,
    *arguments: str,
    preprocessing: bool = False,
) -> Proof:
    """Run a script that needs Keras and leaves ``version``, ``y000``, ``y001``, …; compare what it leaves."""
    got = ask_python(
        script,
        files,
        samples.inputs,
        about="Keras",
        cancelled=cancelled,
        arguments=arguments,
        environment=require_keras(),
    )
    return compare_reply("Keras", artifact, samples, got, preprocessing=preprocessing)


def require_keras() -> dict[str, str]:
    """The environment in which Keras finds a library to compute with.

    Raises
    ------
    Unproven
        Where Keras, or every such library, is missing.
    """
    require_module("keras", "Keras")
    for library in ("tensorflow", "jax", "torch"):
        if importlib.util.find_spec(library) is not None:
            return {"KERAS_BACKEND": library, "TF_CPP_MIN_LOG_LEVEL": "3"}
    raise Unproven("Keras is installed, but neither TensorFlow nor JAX nor PyTorch, with which it computes")
