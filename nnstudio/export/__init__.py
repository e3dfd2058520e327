"""Taking the trained network elsewhere."""

from nnstudio.export.artifact import Artifact, Scores
from nnstudio.export.card import CardHtml, CardMarkdown
from nnstudio.export.diagram import Pdf, Png, Svg
from nnstudio.export.format import FORMATS, PURPOSES, Format, format_for, require_possible, suggested
from nnstudio.export.keras import KerasArchive
from nnstudio.export.keras.source import KerasSource
from nnstudio.export.npz import Npz
from nnstudio.export.numpy_script import NumpyScript
from nnstudio.export.onnx import Onnx
from nnstudio.export.proof import Disagreement, Proof, Unproven
from nnstudio.export.pytorch import PyTorch
from nnstudio.export.safetensors import Safetensors
from nnstudio.export.samples import Samples, samples_for
from nnstudio.export.writing import Written, write

__all__ = [
    "FORMATS",
    "PURPOSES",
    "Artifact",
    "CardHtml",
    "CardMarkdown",
    "Disagreement",
    "Format",
    "KerasArchive",
    "KerasSource",
    "Npz",
    "NumpyScript",
    "Onnx",
    "Pdf",
    "Png",
    "Proof",
    "PyTorch",
    "Safetensors",
    "Samples",
    "Scores",
    "Svg",
    "Unproven",
    "Written",
    "format_for",
    "require_possible",
    "samples_for",
    "suggested",
    "write",
]
