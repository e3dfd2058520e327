"""What an export format is.

A format is one class in one file, registered with ``@FORMATS.register`` and named in ``export/__init__.py``. Its
fields are the choices of the export dialog and of ``nnstudio export … --set name=value``. What it has to do:

* say for whom it is (``purposes``), and what it writes: :meth:`Format.encode`, or :meth:`Format.files` where more
  than one file belongs together (then :meth:`Format.companions` names the others);
* say beforehand which layers have no place in it: :meth:`Format.refusals`;
* read what it wrote back with somebody else's program: :meth:`Format.prove`; see
  :mod:`nnstudio.export.proof` (compare) and :mod:`nnstudio.export.other_python` (ask libraries in a process of
  their own).

It never touches the disk: :func:`nnstudio.export.writing.write` does, for the window and the command line alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from nnstudio.export.artifact import Artifact
from nnstudio.graph.inference import infer
from nnstudio.nn.fields import Registry, Spec
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, StudioError, joined, msg

if TYPE_CHECKING:
    from nnstudio.export.proof import Proof
    from nnstudio.export.samples import Samples

PURPOSES: dict[str, str] = {
    "python": "Use it in Python",
    "web": "In a web or mobile app",
    "pytorch": "In PyTorch",
    "keras": "In Keras or TensorFlow",
    "paper": "In a paper",
    "hand-in": "Hand it in",
}
"""What people want to do with a network, in the words of the export dialog."""


class Format(Spec, frozen=True):
    """Base of all export formats; their fields are the choices of the export dialog."""

    key: ClassVar[str]
    """Name on the command line."""
    suffix: ClassVar[str]
    """Ending of the file that the user chooses; several formats may share one."""
    title: ClassVar[str]
    summary: ClassVar[str]
    purposes: ClassVar[tuple[str, ...]] = ()
    """Keys of :data:`PURPOSES` it serves; it is proposed for the first of them."""
    needs_weights: ClassVar[bool] = True
    """Whether the network must have been trained."""
    runs: ClassVar[bool] = True
    """Whether the file can be asked for outputs, or at least for weights: then it is proven, and the proof is
    written beside it. Pictures and reports cannot."""

    weights_only: ClassVar[bool] = False
    """Whether it holds nothing but weights: no rows are run for its proof, every number is compared."""

    @property
    def tells_scores(self) -> bool:
        """Whether it wants :attr:`Artifact.scores`, which are then measured."""
        return False

    def encode(self, artifact: Artifact) -> bytes:
        """The contents of the file, for formats of one file. The same artifact gives the same bytes.

        Raises
        ------
        StudioError
            When it has no place in this format; nothing has been written then.
        """
        raise NotImplementedError

    def files(self, artifact: Artifact, name: str) -> dict[str, bytes]:
        """The contents of all files, by file name; ``name`` comes first, then :meth:`companions`.

        Parameters
        ----------
        artifact : Artifact
        name : str
            Of the file that the user chose, with its ending, without a folder.
        """
        return {name: self.encode(artifact)}

    def companions(self, name: str) -> tuple[str, ...]:
        """Names of the files that stand beside ``name``, such as the weights beside a source file."""
        return ()

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """What of a network has no place in this format, each with the layer's title.

        Asked before anything is written; must be quick and must not translate the whole network.
        """
        return ()

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Read what was written back with an independent program, run it on samples and compare.

        Runs in a thread that may be left alone after Cancel: it must not write outside a temporary folder of its
        own, and a child process it starts must ask ``cancelled``. Build the answer with
        :func:`nnstudio.export.proof.compare` or :func:`~nnstudio.export.proof.compare_weights`.

        Parameters
        ----------
        files : mapping of str to bytes
            What :meth:`files` gave.
        artifact : Artifact
        samples : Samples
            Raw rows, preprocessed rows, and what the engine of this program answers.
        cancelled : callable

        Raises
        ------
        Unproven
            When no such program is there, with the reason.
        StudioError
            When it disagrees.
        """
        raise NotImplementedError


FORMATS: Registry[Format] = Registry("export format")


def format_for(key: str | None, path: Path) -> Format:
    """Find a format by its name, or by the ending of a file where no name is given."""
    if key:
        for cls in FORMATS:
            if cls.key == key:
                return cls()
        known = ", ".join(cls.key for cls in FORMATS)
        raise StudioError("Unknown export format {key}; known are {known}", key=repr(key), known=known)
    found = [cls for cls in FORMATS if path.suffix.lower() == cls.suffix]
    if len(found) == 1:
        return found[0]()
    known = ", ".join(cls.key for cls in found or FORMATS)
    if found:
        raise StudioError(
            "Several formats have the ending of {path}; say which: {known}", path=path.name, known=known
        )
    raise StudioError(
        "Cannot tell the format from the name {path}; say which: {known}", path=path.name, known=known
    )


def suggested(purpose: str) -> list[type[Format]]:
    """The formats that serve a purpose, the most fitting first: more than bare weights, and made for it."""
    serving = [cls for cls in FORMATS if purpose in cls.purposes]
    return sorted(serving, key=lambda cls: (cls.weights_only, cls.purposes.index(purpose)))


def by_purpose() -> list[type[Format]]:
    """All formats, in the order of the purposes that they are made for."""
    known = [cls for purpose in PURPOSES for cls in suggested(purpose)]
    return list(dict.fromkeys([*known, *FORMATS]))


def require_possible(chosen: Format, artifact: Artifact) -> None:
    """Refuse, before anything is written, a network that has no place in a format.

    Raises
    ------
    StudioError
        Naming the layers, and the formats that can.
    """
    if chosen.needs_weights and not artifact.weights and infer(artifact.network).parameters:
        raise StudioError("The network has not been trained yet: there are no weights to export")
    refused = chosen.refusals(artifact)
    if not refused:
        return
    others = [
        cls.key
        for cls in FORMATS
        if cls is not type(chosen) and cls.runs == chosen.runs and not cls().refusals(artifact)
    ]
    reasons = joined(refused[:4], between="; ")
    if others:
        raise StudioError(
            "{format}: {reasons}. Formats that can: {others}",
            format=msg(chosen.title), reasons=reasons, others=", ".join(others),
        )  # fmt: skip
    raise StudioError("{format}: {reasons}", format=msg(chosen.title), reasons=reasons)
