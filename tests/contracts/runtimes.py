"""Programs that read ONNX and have nothing to do with this one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator

from nnstudio.system.arrays import Host

try:
    import onnxruntime
except ImportError:
    onnxruntime = None

Runtime = Callable[[onnx.ModelProto, dict[str, Host]], Host]


def reference(model: onnx.ModelProto, feeds: dict[str, Host]) -> Host:
    """Run a model with one output in ONNX's own evaluator."""
    (got,) = ReferenceEvaluator(model).run(None, feeds)
    return np.asarray(got)


def ort(model: onnx.ModelProto, feeds: dict[str, Host]) -> Host:
    """Run a model with one output in ONNX Runtime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # errors: it warns of shapes that it works out later
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    (got,) = session.run(None, feeds)
    return np.asarray(got)


def available() -> tuple[Runtime, ...]:
    """The runtimes of this machine."""
    return (reference,) if onnxruntime is None else (reference, ort)


without = pytest.mark.skipif(onnxruntime is None, reason="onnxruntime is not installed")
every_runtime = pytest.mark.parametrize(
    "runtime",
    [pytest.param(reference, id="onnx.reference"), pytest.param(ort, id="onnxruntime", marks=without)],
)
