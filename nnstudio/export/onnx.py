"""ONNX: the whole network with its weights, for ONNX Runtime, browsers and phones.

Samples stay channels last, as everywhere in this program; ONNX wants images channels first, so a transpose is
written before a convolution and after the last one of a row: between neighbours none is needed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from nnstudio.export.format import FORMATS, Artifact, Format
from nnstudio.export.onnx_graph import Graph
from nnstudio.export.onnx_primitives import translate
from nnstudio.graph.inference import require_sound
from nnstudio.nn.primitives import Lowering
from nnstudio.system.messages import StudioError

OPSET = 17
IR_VERSION = 8  # the oldest that knows opset 17, so that old runtimes can read the file

LARGEST = 2**31 - (64 << 20)
"""Bytes of weights that fit into a file, with room for the rest."""


@FORMATS.register
class Onnx(Format, frozen=True):
    """An ``.onnx`` model with input ``x`` and output ``y``, both with a free batch size.

    Where there are several inputs or outputs, they have the names of their layers in the network.
    """

    key: ClassVar[str] = "onnx"
    suffix: ClassVar[str] = ".onnx"
    title: ClassVar[str] = "ONNX"
    summary: ClassVar[str] = "The whole network, for ONNX Runtime, browsers and phones"

    def encode(self, artifact: Artifact) -> bytes:
        """Translate the network primitive by primitive."""
        if 4 * sum(w.size for w in artifact.weights.values()) > LARGEST:
            raise StudioError("ONNX files hold at most 2 GB; export this network as safetensors or npz")
        data: bytes = _model(artifact).SerializeToString()
        return data


def _model(artifact: Artifact) -> Any:
    import onnx
    from onnx import helper

    network, inference = artifact.network, require_sound(artifact.network)
    sources, sinks = _named(network.input_ids, "x"), _named(network.output_ids, "y")
    lowering = Lowering()
    outputs: dict[str, str] = {}
    for node in inference.order:
        inputs = tuple(outputs[e.source] for e in network.incoming(node))
        outputs[node] = network[node].layer.lower(lowering, inputs, inference.facts[node].inputs, node)
    graph = Graph(artifact.weights)
    for source, name in sources.items():
        graph.input(source, name, inference.facts[source].output or ())
    for primitive in lowering.primitives:
        translate(graph, primitive)
    for sink, name in sinks.items():
        graph.node("Identity", [graph.value(outputs[sink], first=False)], name)

    def described(named: dict[str, str]) -> list[Any]:
        shapes: dict[str, list[Any]] = {
            name: ["N", *(inference.facts[node].output or ())] for node, name in named.items()
        }
        return [
            helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
            for name, shape in shapes.items()
        ]

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            artifact.name or "network",  # the checker refuses an empty one
            described(sources),
            described(sinks),
            list(graph.initializers.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="NN Studio",
    )
    helper.set_model_props(model, artifact.metadata())
    return model


def _named(nodes: tuple[str, ...], alone: str) -> dict[str, str]:
    """What inputs or outputs are called in the file: ``alone`` if there is one, else as in the network."""
    return {node: node if len(nodes) > 1 else alone for node in nodes}
