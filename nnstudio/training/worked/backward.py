"""How a gradient comes about: by the chain rule, from the gradients of the layers behind.

What a layer behind makes of a number is read from its primitives, as forward: each says in which of its outputs the
number stands, and how steeply they rise with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import numpy as np

from nnstudio.nn.activations import ACTIVATIONS, derivative
from nnstudio.nn.primitives import Primitive
from nnstudio.training.worked.chain import Chain, painting, seen, shares
from nnstudio.training.worked.line import Line, Place, Term, bracketed, named, sum_formula, total
from nnstudio.training.worked.normalising import NORMALISING, Normalised
from nnstudio.training.worked.reader import Reader

Slope = tuple[Place, float, str, Place]
"""A place in an output, how steeply it rises, and the weight that says so with its place in it, if one does."""


class _Behind(NamedTuple):
    """A layer behind, and the port by which a number enters it."""

    chain: Chain
    port: int


def output_gradient(reader: Reader, node: str, place: Place) -> Line:
    """How the cost changes with a number of a node's output: summed over all that it goes into.

    For an output of the network :func:`nnstudio.training.worked.loss.first_gradient` says it.

    Parameters
    ----------
    reader : Reader
        Of a probe with targets.
    node : str
    place : tuple of int
    """
    reader.check(node, place)
    symbol = f"∂J/∂{named('a', place)}"
    terms: list[Term] = []
    behind, letters = reader.network.outgoing(node), ""
    for edge in behind:
        chain = Chain(reader, edge.target)
        first = next(iter(chain.made.values()), None)
        if first is not None and first.op in NORMALISING:
            back = Normalised(chain, first).back(place)
            if len(behind) == 1:
                return msgspec.structs.replace(back.line, symbol=symbol)
            terms.append(back.term)
        else:
            terms += _through(reader, _Behind(chain, chain.ports.index(edge)), place)
            letters = _sent_back(chain, place)
    if len(behind) > 1:
        letters = ""
    return Line(symbol, sum_formula(terms), total(terms), tuple(terms), "chain", letters)


def sum_gradient(reader: Reader, node: str, place: Place) -> Line | None:
    """How the cost changes with a neuron's sum Z: through its activation. None where it has none.

    Not for sums that the loss takes itself.
    """
    function = reader.network[node].layer.activation_name()
    if function == "linear" or node not in reader.seen.sums:
        return None
    at = (reader.sample, *place)
    z, upstream = reader.seen.sums[node], reader.seen.activation_gradients[node]
    symbol = f"∂J/∂{named('z', place)}"
    if function == "softmax":
        a = reader.seen.activations[node][at[:-1]].astype(np.float64)
        terms = tuple(
            Term(float(g), node, (*place[:-1], k), float(a[place[-1]] * ((k == place[-1]) - a[k])))
            for k, g in enumerate(upstream[at[:-1]])
        )
        letters = f"Σₖ {named('a', place[-1:])}·(δₖ − aₖ)·∂J/∂aₖ"
        return Line(symbol, sum_formula(terms), total(terms), terms, function, letters)
    if function == "prelu":
        slope = 1.0 if z[at] > 0 else float(reader.weights[f"{node}/alpha"][place[-1]])
    else:
        slope = float(derivative(function, np.array(z[at], np.float64)))
    term = Term(float(upstream[at]), node, place, slope)
    written = f"{bracketed(term.value)}·{bracketed(slope)}"
    letters = f"∂J/∂{named('a', place)}·f′(z),  f′(z) = {ACTIVATIONS[function].derivative}"
    return Line(symbol, written, term.product, (term,), function, letters)


def weight_gradient(reader: Reader, name: str, place: Place) -> Line:
    """How the cost changes with a weight: what it was multiplied by times the gradient there, over the whole batch.

    Parameters
    ----------
    reader : Reader
        Of a probe with targets; its sample does not matter.
    name : str
        ``node/array``.
    place : tuple of int
    """
    node = name.rpartition("/")[0]
    symbol = f"∂J/∂{named(name.rpartition('/')[2], place)}"
    terms: list[Term] = []
    chain = Chain(reader, node)
    primitive = next(p for p in chain.made.values() if name in p.inputs[1:])
    if primitive.op in NORMALISING and name.endswith("/gamma"):
        terms += Normalised(chain, primitive).of_gamma(place)
    else:
        for sample in range(reader.samples):
            terms += _of_weight(reader.at(sample), node, name, place)
    spec = next(p for p in reader.facts[node].params if p.name == name.rpartition("/")[2])
    w = float(reader.weights[name][place])
    if spec.l1:
        terms.append(Term(float(np.sign(w)), factor=spec.l1))
    if spec.l2:
        terms.append(Term(w, factor=2 * spec.l2))
    letters = _learned(reader, primitive, name, place)
    if spec.l1 or spec.l2:
        letters += "".join([" + λ₁·sign(w)" * bool(spec.l1), " + 2·λ₂·w" * bool(spec.l2)])
    return Line(symbol, sum_formula(terms), total(terms), tuple(terms), "chain", letters)


def _learned(reader: Reader, primitive: Primitive, name: str, place: Place) -> str:
    """Whose sum over the batch the gradient of a weight is, in letters."""
    node = name.rpartition("/")[0]
    below = "z" if node in reader.seen.sums else "a"
    if primitive.op in NORMALISING:
        return f"Σ ∂J/∂{below}·u,  u = (x − μ) / √(s² + ε)" if name.endswith("/gamma") else f"Σ ∂J/∂{below}"
    if primitive.op == "bias":
        return f"Σ ∂J/∂{named(below, place)}"
    if primitive.op == "prelu":
        return "Σ ∂J/∂a·min(0, z)"
    (edge,) = reader.network.incoming(node)
    source = reader.network[edge.source]
    above = "a" if reader.network.incoming(source.id) else "x"
    if primitive.op == "matmul" and len(reader.shape(node)) == 1:
        return f"Σ ∂J/∂{named(below, place[1:])}·{named(above, place[:1])}"
    return f"Σ ∂J/∂{below}·{above}"


def _of_weight(reader: Reader, node: str, name: str, place: Place) -> list[Term]:
    """For one sample: each output that the weight goes into, with what it is multiplied by there."""
    chain = Chain(reader, node)
    primitive = next(p for p in chain.made.values() if name in p.inputs[1:])
    if primitive.op == "prelu":
        return _of_slope(reader, node, place)
    upstream = reader.seen.sum_gradients.get(node, reader.seen.activation_gradients.get(node))
    assert upstream is not None
    if primitive.op == "bias" or primitive.op in NORMALISING:  # its beta is added, as a bias is
        every = itertools.product(*(range(n) for n in chain.shapes[chain.end][:-1]), (place[-1],))
        return [Term(float(upstream[(reader.sample, *at)]), node, at) for at in every]
    terms = []
    for at, source in _USES[primitive.op](chain, primitive, place):
        value = reader.value(source.node, source.place) if source.node else 0.0
        terms.append(Term(value, source.node, source.place, float(upstream[(reader.sample, *at)])))
    return terms


def _of_slope(reader: Reader, node: str, place: Place) -> list[Term]:
    """The slope of a PReLU: the sums below zero of its channel."""
    z, upstream = reader.seen.sums[node][reader.sample], reader.seen.activation_gradients[node][reader.sample]
    every = itertools.product(*(range(n) for n in z.shape[:-1]), (place[-1],))
    return [Term(min(float(z[at]), 0.0), node, at, float(upstream[at])) for at in every]


def _sent_back(chain: Chain, place: Place) -> str:
    """What a layer behind sends back, in letters."""
    below = "z" if chain.node in chain.reader.seen.sums else "a"
    operations = {p.op for p in chain.made.values()}
    if "matmul" in operations and len(place) == 1:
        return f"Σₖ {named('W', place)},ₖ·∂J/∂{below}ₖ"
    return f"Σ W·∂J/∂{below}" if operations & set(_USES) else ""


# Through a layer -------------------------------------------------------------------------------------------


def _through(reader: Reader, behind: _Behind, place: Place) -> list[Term]:
    """The outputs of a layer in which a number stands: their gradients, times how steeply they rise with it."""
    chain, node = behind.chain, behind.chain.node
    upstream = reader.seen.sum_gradients.get(node, reader.seen.activation_gradients.get(node))
    assert upstream is not None
    found: list[tuple[Place, float, str, Place]] = [(place, 1.0, "", ())]
    for primitive in chain.made.values():
        if primitive.op in ("bias", "unary", "prelu"):
            continue  # added, or counted already in the gradient of the sum
        steeper = []
        for at, factor, weight, where in found:
            for to, slope, name, name_place in _RISES[primitive.op](chain, primitive, behind.port, at):
                steeper.append((to, factor * slope, name or weight, name_place or where))
        found = steeper
    return [
        Term(float(upstream[(reader.sample, *at)]), node, at, factor, weight, where)
        for at, factor, weight, where in found
    ]


_Rises = Callable[[Chain, Primitive, int, Place], Iterator[Slope]]


def _through_matmul(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    w = chain.reader.array(p.inputs[1])
    for k in range(w.shape[1]):
        yield (*at[:-1], k), float(w[at[-1], k]), p.inputs[1], (at[-1], k)


def _through_conv2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    name, window = p.inputs[1], p.attributes["window"]
    w = chain.reader.array(name)
    kernel = w.reshape(window.rows.kernel, window.columns.kernel, *w.shape[-2:])
    channels, filters = kernel.shape[2], kernel.shape[3] // p.attributes["groups"]
    group, c = divmod(at[2], channels)
    for (u, i), (v, j) in itertools.product(painting(window.rows, at[0]), painting(window.columns, at[1])):
        for f in range(group * filters, (group + 1) * filters):
            where = (u, v, c, f) if w.ndim == 4 else (u, c, f)
            yield (i, j, f), float(kernel[u, v, c, f]), name, where


def _through_conv_transpose2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    name = p.inputs[1]
    w = chain.reader.array(name)
    for (u, v), (i, j) in seen(p.attributes["window"], at[0], at[1]):
        for f in range(w.shape[2]):
            yield (i, j, f), float(w[u, v, f, at[2]]), name, (u, v, f, at[2])


def _through_pool2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    window = p.attributes["window"]
    windows = itertools.product(painting(window.rows, at[0]), painting(window.columns, at[1]))
    for (_, i), (_, j) in windows:
        inside = [(*place, at[2]) for _, place in seen(window, i, j)]
        yield (i, j, at[2]), _share(chain, p, at, inside), "", ()


def _through_global_pool(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    shape = chain.shapes[p.inputs[0]][:-1]
    inside = [(*place, at[-1]) for place in itertools.product(*(range(n) for n in shape))]
    yield (at[-1],), _share(chain, p, at, inside), "", ()


def _share(chain: Chain, p: Primitive, at: Place, inside: list[Place]) -> float:
    """How much of a pool's output a value inside is: of equal largest values the first is meant."""
    if p.attributes["kind"] != "max":
        return 1 / len(inside)
    values = [chain.input_term(p, place).value for place in inside]
    return float(inside[values.index(max(values))] == at)


def _through_reshape(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    flat = np.ravel_multi_index(at, chain.shapes[p.inputs[0]])
    yield tuple(int(i) for i in np.unravel_index(flat, p.shape)), 1.0, "", ()


def _through_pad2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    yield (at[0] + p.attributes["top"], at[1] + p.attributes["left"], at[2]), 1.0, "", ()


def _through_upsample2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    down, across = p.attributes["factors"]
    for i, j in itertools.product(range(down), range(across)):
        yield (at[0] * down + i, at[1] * across + j, at[2]), 1.0, "", ()


def _through_interpolate2d(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    shape, factors = chain.shapes[p.inputs[0]], p.attributes["factors"]
    rows, columns = (
        [(i, parts[pixel]) for i, parts in enumerate(shares(n, times)) if pixel in parts]
        for n, times, pixel in zip(shape, factors, at, strict=False)
    )
    for (i, down), (j, across) in itertools.product(rows, columns):
        yield (i, j, at[2]), down * across, "", ()


def _through_add(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    yield at, 1.0, "", ()


def _through_multiply(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    others = [chain.input_term(p, at, k).value for k in range(len(p.inputs)) if k != port]
    yield at, float(np.prod(others)), "", ()


def _through_concatenate(chain: Chain, p: Primitive, port: int, at: Place) -> Iterator[Slope]:
    before = sum(chain.shapes[p.inputs[k]][-1] for k in range(port))
    yield (*at[:-1], before + at[-1]), 1.0, "", ()


_RISES: Mapping[str, _Rises] = {
    "matmul": _through_matmul,
    "conv2d": _through_conv2d,
    "conv_transpose2d": _through_conv_transpose2d,
    "pool2d": _through_pool2d,
    "global_pool": _through_global_pool,
    "reshape": _through_reshape,
    "pad2d": _through_pad2d,
    "upsample2d": _through_upsample2d,
    "interpolate2d": _through_interpolate2d,
    "add": _through_add,
    "multiply": _through_multiply,
    "concatenate": _through_concatenate,
}
"""Of a value in a primitive's input: where it stands in the output, and how steeply that rises with it."""


# What a weight is multiplied by ----------------------------------------------------------------------------


def _uses_matmul(chain: Chain, p: Primitive, place: Place) -> Iterator[tuple[Place, Any]]:
    i, k = place
    for before in itertools.product(*(range(n) for n in p.shape[:-1])):
        yield (*before, k), chain.source(p.inputs[0], (*before, i))


def _uses_conv2d(chain: Chain, p: Primitive, place: Place) -> Iterator[tuple[Place, Any]]:
    window, end = p.attributes["window"], chain.shapes[chain.end]
    u, v, c, f = place if len(place) == 4 else (place[0], 0, *place[1:])
    w = chain.reader.array(p.inputs[1])
    channel = f // (w.shape[-1] // p.attributes["groups"]) * w.shape[-2] + c
    for i, j in itertools.product(range(window.rows.output), range(window.columns.output)):
        row = i * window.rows.stride + u * window.rows.dilation - window.rows.before
        column = j * window.columns.stride + v * window.columns.dilation - window.columns.before
        if 0 <= row < window.rows.size and 0 <= column < window.columns.size:
            at = (i, j, f) if len(end) == 3 else (i, f)
            yield at, chain.source(p.inputs[0], (row, column, channel))


def _uses_conv_transpose2d(chain: Chain, p: Primitive, place: Place) -> Iterator[tuple[Place, Any]]:
    window = p.attributes["window"]
    u, v, f, c = place
    for i, j in itertools.product(range(window.rows.output), range(window.columns.output)):
        row = i * window.rows.stride + u * window.rows.dilation - window.rows.before
        column = j * window.columns.stride + v * window.columns.dilation - window.columns.before
        if 0 <= row < window.rows.size and 0 <= column < window.columns.size:
            yield (row, column, f), chain.source(p.inputs[0], (i, j, c))


_USES: Mapping[str, Callable[[Chain, Primitive, Place], Iterator[tuple[Place, Any]]]] = {
    "matmul": _uses_matmul,
    "conv2d": _uses_conv2d,
    "conv_transpose2d": _uses_conv_transpose2d,
}
"""The outputs that a weight goes into, and the value it is multiplied by in each."""
