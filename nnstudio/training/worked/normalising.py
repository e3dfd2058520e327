"""A normalisation on the way back: what its sizes γ learn, and what goes on to the layer in front.

With u = (x − μ) / √(s² + ε) and h = γ·∂J/∂z, by the chain rule through μ and s² (Ioffe & Szegedy, arXiv:1502.03167):
∂J/∂γ = Σ ∂J/∂z·u and ∂J/∂x = (h − mean(h) − u·mean(h·u)) / √(s² + ε). Batch norm takes its means over the batch, layer
norm over one place of one sample, group norm over all its places and some channels; a frozen batch norm measures nothing, and only scales.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnstudio.nn.primitives import Primitive
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.chain import Chain
from nnstudio.training.worked.line import Line, Place, Term, bracketed

NORMALISING = frozenset({"batch_norm", "layer_norm", "group_norm"})


class Back(NamedTuple):
    """What a normalisation sends back to one number, written out and as a part of a sum."""

    line: Line
    term: Term


class Normalised:
    """The whole batch as a layer normalises it.

    Parameters
    ----------
    chain : Chain
        Of the layer.
    primitive : Primitive
        Its first one, out of :data:`NORMALISING`.
    """

    def __init__(self, chain: Chain, primitive: Primitive) -> None:
        reader, node = chain.reader, chain.node
        self._reader, self._node = reader, node
        self._gamma = reader.array(primitive.inputs[1]).astype(np.float64)
        x = reader.seen.activations[chain.sources[0]].astype(np.float64)
        upstream = reader.seen.sum_gradients.get(node, reader.seen.activation_gradients.get(node))
        assert upstream is not None
        self._upstream = upstream.astype(np.float64)
        self._width = 0  # of a group of channels that are measured together
        self._epsilon = float(primitive.attributes["epsilon"])
        if primitive.op == "batch_norm":
            mean, self._variance = (reader.array(name) for name in primitive.inputs[3:])
            self._over: tuple[int, ...] = tuple(range(x.ndim - 1))
        elif primitive.op == "layer_norm":
            mean, self._variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
            self._over = (x.ndim - 1,)
        else:
            self._width = x.shape[-1] // primitive.attributes["groups"]
            apart = x.reshape(len(x), -1, primitive.attributes["groups"], self._width)
            mean, self._variance = (
                np.broadcast_to(measure(axis=(1, 3), keepdims=True), apart.shape).reshape(x.shape)
                for measure in (apart.mean, apart.var)
            )
            self._over = tuple(range(1, x.ndim - 1))
        self._variance = np.broadcast_to(self._variance, x.shape)
        self._measures = primitive.op != "batch_norm" or not reader.network[node].frozen
        self._even: Host = (x - mean) / np.sqrt(self._variance + self._epsilon)

    def of_gamma(self, place: Place) -> list[Term]:
        """For every value of a channel: what it was before γ, times the gradient there."""
        (channel,) = place
        before, upstream = self._even[..., channel].ravel(), self._upstream[..., channel].ravel()
        return [Term(float(e), factor=float(g)) for e, g in zip(before, upstream, strict=True)]

    def back(self, place: Place) -> Back:
        """What comes back to a number of the input."""
        at = (self._reader.sample, *place)
        h, even = self._gamma * self._upstream, float(self._even[at])
        own, root = (
            float(h[at]),
            f"√({figure_text(float(self._variance[at]))} + {figure_text(self._epsilon)})",
        )
        factor = float(1 / np.sqrt(self._variance[at] + self._epsilon))
        if not self._measures:
            line = Line(
                "", f"{bracketed(own)} / {root}", own * factor, (), "scaled", "h / √(s² + ε),  h = γ·∂J/∂z"
            )
            return Back(line, Term(own, factor=factor))
        # Where the number is measured: its channel in the batch, or its own sample, or its group of channels in that.
        beside: tuple[Any, ...] = tuple(slice(None) if i in self._over else n for i, n in enumerate(at))
        if self._width:
            first = at[-1] // self._width * self._width
            beside = (*beside[:-1], slice(first, first + self._width))
        mean, slant = float(h[beside].mean()), float((h * self._even)[beside].mean())
        value = own - mean - even * slant
        written = f"({figure_text(own)} − {bracketed(mean)} − {bracketed(even)}·{bracketed(slant)}) / {root}"
        letters = "(h − mean(h) − u·mean(h·u)) / √(s² + ε),  u = (x − μ) / √(s² + ε),  h = γ·∂J/∂z"
        return Back(Line("", written, value * factor, (), "normalised", letters), Term(value, factor=factor))
