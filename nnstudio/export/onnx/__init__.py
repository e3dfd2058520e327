"""ONNX: the whole network with its weights, for ONNX Runtime, browsers and phones.

Samples stay channels last, as everywhere in this program; ONNX wants images channels first, so a transpose is
written before a convolution and after the last one of a row: between neighbours none is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

import numpy as np

from nnstudio.export.artifact import Artifact
from nnstudio.export.format import FORMATS, Format
from nnstudio.export.meaning import meaning
from nnstudio.export.onnx.graph import Graph
from nnstudio.export.onnx.preprocessing import (
    array_input,
    prepared,
    raw_inputs,
    restored,
    shared,
    spectrogram_words,
    value_info,
)
from nnstudio.export.onnx.primitives import translate
from nnstudio.export.onnx.proof import run_onnx
from nnstudio.export.proof import Proof, compare
from nnstudio.export.samples import Samples
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.fields import Field
from nnstudio.nn.primitives import Lowering
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, StudioError, joined, msg

IR_VERSIONS = {15: 8, 16: 8, 17: 8, 18: 8, 19: 9, 20: 9, 21: 10}
"""The oldest version of the file format that knows an opset, so that old runtimes can read the file."""

WITH_TEXTS = 20
"""The first opset that takes texts apart."""

LARGEST = 2**31 - (64 << 20)
"""Bytes of weights that fit into a file, with room for the rest."""


@FORMATS.register
class Onnx(Format, frozen=True):
    """An ``.onnx`` model with input ``x`` and output ``y``, both with a free batch size.

    Where there are several inputs, they have the names of their layers in the network; several outputs those of what they
    answer.
    """

    key: ClassVar[str] = "onnx"
    suffix: ClassVar[str] = ".onnx"
    title: ClassVar[str] = "ONNX"
    summary: ClassVar[str] = "The whole network, for ONNX Runtime, browsers and phones"
    purposes: ClassVar[tuple[str, ...]] = ("web", "python")

    opset: Annotated[
        int,
        Field("Version of ONNX's operations: an older one is read by older programs.", minimum=15, maximum=21),
    ] = 17  # fmt: skip
    channels: Annotated[
        str,
        Field("Where the channels of an image are in what the model takes and gives.",
              choices=("last", "first"),
              choice_help=("(N, H, W, C), as in this program and most image files.", "(N, C, H, W), as in PyTorch.")),
    ] = "last"  # fmt: skip
    preprocessing: Annotated[
        bool,
        Field("Whether the model takes raw values and scales them itself; each column of a table is then an input of its own.",
              label="Include preprocessing"),
    ] = False  # fmt: skip

    def encode(self, artifact: Artifact) -> bytes:
        """Translate the network primitive by primitive."""
        if refused := self.refusals(artifact):
            raise StudioError(refused[0])
        data: bytes = self._model(artifact).SerializeToString()
        return data

    def refusals(self, artifact: Artifact) -> tuple[Message, ...]:
        """Every layer has its place; very large networks have none."""
        refused = []
        if artifact.weight_bytes > LARGEST:
            refused.append(msg("a file holds at most 2 GiB"))
        if self.preprocessing and artifact.preprocessor is None:
            refused.append(
                msg("there is no preprocessing to include: the network has not been trained on data")
            )
        known = artifact.preprocessor
        parted = () if known is None else tuple(each.name for each in known.columns if each.separator)
        if self.preprocessing and parted and self.opset < WITH_TEXTS:
            refused.append(
                msg(
                    "cells of {columns} hold several choices, which are taken apart from opset {opset} on: choose that, or leave the "
                    "preprocessing out",
                    columns=joined([repr(name) for name in parted], 3),
                    opset=WITH_TEXTS,
                )
            )
        return tuple(refused)

    def prove(
        self, files: Mapping[str, bytes], artifact: Artifact, samples: Samples, cancelled: Cancel
    ) -> Proof:
        """Let ONNX Runtime run the model, or ONNX's own evaluator where it is not installed."""
        (data,) = files.values()
        sources, sinks = _sources(artifact.network), self._sinks(artifact)
        if self.preprocessing:
            assert artifact.preprocessor is not None
            inputs = raw_inputs(artifact.preprocessor, samples, first=self.channels == "first")
        else:
            inputs = {name: self._turned(samples.inputs[node], inward=True) for node, name in sources.items()}
        runtime, version, got = run_onnx(data, inputs)
        outputs = {node: self._turned(got[name], inward=False) for node, name in sinks.items()}
        return compare(runtime, version, artifact, samples, outputs, preprocessing=self.preprocessing)

    def _turned(self, array: Host, *, inward: bool) -> Host:
        """Images as the model has them, from ours, or back."""
        if self.channels == "last" or array.ndim < 4:
            return array
        return np.ascontiguousarray(np.moveaxis(array, -1, 1) if inward else np.moveaxis(array, 1, -1))

    def _model(self, artifact: Artifact) -> Any:
        from onnx import helper

        graph = Graph(artifact.weights, self.opset, self._raw(artifact))
        inputs = self._inputs(artifact, graph)
        outputs = self._outputs(artifact, graph)
        model = helper.make_model(
            helper.make_graph(
                graph.nodes,
                artifact.name or "network",  # the checker refuses an empty one
                inputs,
                outputs,
                list(graph.initializers.values()),
            ),
            opset_imports=[helper.make_opsetid(domain, version) for domain, version in graph.domains.items()],
            ir_version=IR_VERSIONS[self.opset],
            producer_name="NN Studio",
        )
        helper.set_model_props(model, artifact.metadata())
        return model

    def _inputs(self, artifact: Artifact, graph: Graph) -> list[Any]:
        """What enters: samples as the network takes them, or raw ones that are prepared first."""
        network, facts = artifact.network, require_sound(artifact.network).facts
        first = self.channels == "first"
        if self.preprocessing:
            assert artifact.preprocessor is not None
            described, whole = prepared(graph, artifact.preprocessor, first=first)
            shared(graph, network, artifact.preprocessor, whole)
            return described
        described = []
        for source, name in _sources(network).items():
            shape = facts[source].output or ()
            graph.input(source, name, shape, first=first)
            words = (
                ""
                if artifact.preprocessor is None
                else spectrogram_words(artifact.preprocessor, first=first, scaled=True)
                or "scaled and encoded as “preprocessing” in the metadata says"
            )
            described.append(value_info(name, shape, first=first, words=words))
        return described

    def _sinks(self, artifact: Artifact) -> dict[str, str]:
        """What the outputs are called, by node id; an input may have the name already."""
        sinks = artifact.output_names or dict.fromkeys(artifact.network.output_ids, "y")
        inputs = self._raw(artifact) or tuple(_sources(artifact.network).values())
        for sink in sinks:
            while sinks[sink] in inputs:
                sinks[sink] = f"predicted {sinks[sink]}"
        return sinks

    def _raw(self, artifact: Artifact) -> tuple[str, ...]:
        """What raw inputs are called: pictures or another array, and columns of a table."""
        known = artifact.preprocessor
        if not self.preprocessing or known is None:
            return ()
        return (*([array_input(known)] if known.array_shape else []), *known.kinds)

    def _outputs(self, artifact: Artifact, graph: Graph) -> list[Any]:
        """The network, primitive by primitive, and what comes out."""
        network, inference = artifact.network, require_sound(artifact.network)
        lowering = Lowering()
        outputs: dict[str, str] = {}
        for node in inference.order:
            inputs = tuple(outputs[e.source] for e in network.incoming(node))
            outputs[node] = network[node].layer.lower(lowering, inputs, inference.facts[node].inputs, node)
        for primitive in lowering.primitives:
            translate(graph, primitive)
        described = []
        first = self.channels == "first"
        sinks, views = self._sinks(artifact), artifact.views
        for sink, name in sinks.items():
            shape = inference.facts[sink].output or ()
            value = graph.value(outputs[sink], first=first)
            known = views[sink].preprocessor if sink in views and self.preprocessing else None
            if known is not None:
                at = "restored" if len(sinks) == 1 else f"restored:{name}"
                value = restored(graph, known, value, shape, at=at, first=first)
            graph.node("Identity", [value], name)
            words = meaning(views[sink], raw=self.preprocessing) if sink in views else ""
            described.append(value_info(name, shape, first=first, words=words))
        return described


def _sources(network: Network) -> dict[str, str]:
    """What inputs are called in the file, by node id: as in the network where there are several."""
    nodes = network.input_ids
    return {node: node if len(nodes) > 1 else "x" for node in nodes}
