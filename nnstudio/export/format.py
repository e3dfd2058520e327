"""What an export format is, and what it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import numpy as np

from nnstudio.data.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.nn.fields import Registry, Spec
from nnstudio.system.files import write_bytes
from nnstudio.system.messages import StudioError


class Artifact(msgspec.Struct, frozen=True):
    """A trained network on its way out.

    Parameters
    ----------
    network : Network
    weights : dict of str to array
        By ``node/name``; dense ``(in, units)``, convolution ``(kh, kw, in / groups, filters)``.
    preprocessor : Preprocessor, optional
        What has to be done to raw data before it enters, with class names.
    name : str
        Name of the model inside the file.
    """

    network: Network
    weights: dict[str, np.ndarray[Any, Any]]
    preprocessor: Preprocessor | None = None
    name: str = "network"

    def metadata(self) -> dict[str, str]:
        """Facts for formats that can carry text: layers, input, preprocessing and classes as JSON."""
        facts = {"producer": "NN Studio", "network": json.dumps(self.network.to_plain(), ensure_ascii=False)}
        if self.preprocessor is not None:
            facts["preprocessing"] = msgspec.json.encode(self.preprocessor).decode()
        return facts


class Format(Spec, frozen=True):
    """Base of all export formats; their fields are the choices of the export dialog."""

    key: ClassVar[str]
    """Name on the command line."""
    suffix: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]

    def encode(self, artifact: Artifact) -> bytes:
        """The contents of the file.

        Raises
        ------
        StudioError
            When a layer has no place in this format; nothing has been written then.
        """
        raise NotImplementedError

    def write(self, artifact: Artifact, path: Path) -> None:
        """Write the file as a whole or not at all."""
        write_bytes(path, self.encode(artifact))


FORMATS: Registry[Format] = Registry("export format")


def format_for(key: str | None, path: Path) -> Format:
    """Find a format by its name, or by the ending of a file where no name is given."""
    for cls in FORMATS:
        if (cls.key == key) if key else (path.suffix.lower() == cls.suffix):
            return cls()
    known = ", ".join(cls.key for cls in FORMATS)
    if key:
        raise StudioError("Unknown export format {key}; known are {known}", key=repr(key), known=known)
    raise StudioError(
        "Cannot tell the format from the name {path}; say which: {known}", path=path.name, known=known
    )
