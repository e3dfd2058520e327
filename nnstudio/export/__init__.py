"""Taking the trained network elsewhere: one file for each format."""

from nnstudio.export.format import FORMATS, Artifact, Format, format_for
from nnstudio.export.npz import Npz
from nnstudio.export.onnx import Onnx
from nnstudio.export.safetensors import Safetensors

__all__ = ["FORMATS", "Artifact", "Format", "Npz", "Onnx", "Safetensors", "format_for"]
