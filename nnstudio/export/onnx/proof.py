"""Who reads an ONNX file back: ONNX Runtime where it is installed, otherwise ONNX's own evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnstudio.system.arrays import Host


def run_onnx(data: bytes, inputs: Mapping[str, Host]) -> tuple[str, str, dict[str, Host]]:
    """Check a model and run it.

    Parameters
    ----------
    data : bytes
        The exported file.
    inputs : mapping of str to array
        By the names of the graph's inputs.

    Returns
    -------
    runtime, version : str
        Who ran it.
    outputs : dict of str to array
        By the names of the graph's outputs.
    """
    import onnx

    model = onnx.load_model_from_string(data)
    onnx.checker.check_model(model, full_check=True)
    names = [output.name for output in model.graph.output]
    runtime, version, given = _given(data, model, names, inputs)
    return runtime, version, dict(zip(names, map(np.asarray, given), strict=True))


def _given(data: bytes, model: Any, names: list[str], inputs: Mapping[str, Host]) -> tuple[str, str, Any]:
    try:
        import onnxruntime
    except ImportError:  # not installed, or without a library of the system that it needs
        pass
    else:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # its warnings are about its own optimisations
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        return "ONNX Runtime", onnxruntime.__version__, session.run(names, dict(inputs))
    import onnx
    from onnx.reference import ReferenceEvaluator

    return "onnx.reference", onnx.__version__, ReferenceEvaluator(model).run(names, dict(inputs))
