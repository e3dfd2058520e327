"""Proof that an export agrees: it is read back by an independent runtime and asked the same questions."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from nnstudio.system.messages import StudioError

Host = np.ndarray[Any, Any]

TOLERANCE = 1e-4


class Proof(msgspec.Struct, frozen=True):
    """What a comparison showed.

    Parameters
    ----------
    runtime : str
        Who read the file back.
    samples : int
    largest_difference : float
        Over all outputs of all samples.
    """

    runtime: str
    samples: int
    largest_difference: float


def verify_onnx(data: bytes, x: Host, expected: Host) -> Proof:
    """Run an ONNX model with ONNX's own evaluator and compare.

    Parameters
    ----------
    data : bytes
        The exported file.
    x : array, shape (m, *input_shape)
    expected : array, shape (m, *output_shape)

    Raises
    ------
    StudioError
        When the outputs differ by more than :data:`TOLERANCE`.
    """
    import onnx
    from onnx.reference import ReferenceEvaluator

    model = onnx.load_model_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    (got,) = ReferenceEvaluator(model).run(None, {"x": np.ascontiguousarray(x, np.float32)})
    got = np.asarray(got)
    if got.shape != expected.shape:
        raise StudioError(
            "The exported ONNX model does not agree: its outputs have shape {got}, not {expected}",
            got=str(got.shape), expected=str(expected.shape),
        )  # fmt: skip
    difference = float(np.abs(got - expected).max(initial=0))
    if not difference <= TOLERANCE:
        raise StudioError(
            "The exported ONNX model does not agree: its outputs differ by {difference:.1e}",
            difference=difference,
        )
    return Proof(f"onnx.reference {onnx.__version__}", len(x), difference)
