"""How an output of a layer comes about, number by number, from what the layer receives.

A layer says in primitives what it does (:meth:`nnstudio.nn.layer.Layer.lower`), and each primitive is worked out here in
plain arithmetic, so a new layer needs nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.activations import value as activation_value
from nnstudio.nn.primitives import Primitive
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.chain import Chain, Source, painting, seen, shares
from nnstudio.training.worked.line import Line, Place, Term, named, sum_formula, total
from nnstudio.training.worked.reader import Reader

_SYMBOLS = {"relu": "max(0, {0})", "sigmoid": "σ({0})"}
"""How an activation is written with a number in it; the others by their names."""


def how(reader: Reader, node: str, place: Place) -> tuple[Line, ...]:
    """Work out one number of a node's output.

    Parameters
    ----------
    reader : Reader
    node : str
    place : tuple of int
        Where it stands in the output of one sample.

    Returns
    -------
    tuple of Line
        First the sum, then what normalisation and activation make of it. An Input has none.

    Raises
    ------
    StudioError
        When there is no such place.
    """
    reader.check(node, place)
    return _Work(Chain(reader, node)).lines(place)


class _Work:
    """Goes through the primitives of a layer for one place of its output."""

    def __init__(self, chain: Chain) -> None:
        self.chain, self.reader, self.node = chain, chain.reader, chain.node

    def lines(self, place: Place) -> tuple[Line, ...]:
        if not self.chain.sources:
            return ()
        found: list[tuple[Primitive, Place]] = []
        name, at = self.chain.end, place
        while (primitive := self.chain.made.get(name)) is not None and primitive.op in _STEP_BY_STEP:
            found.append((primitive, at))
            name = primitive.inputs[0]
        bends = [p for p, _ in found if p.op in ("unary", "prelu")]
        line = self._first(name, at, "z" if bends else "a", place)
        lines = []
        for primitive, at in reversed(found):
            if primitive.op == "bias":
                line = self._with_bias(line, primitive, at)
                continue
            lines.append(line)
            line = self._bent(line, primitive, at)
        return (*lines, line)

    def _first(self, name: str, at: Place, letter: str, place: Place) -> Line:
        """The line of the primitive in which the layer's inputs meet, or of a copy where there is none."""
        source = self.chain.resolve(name, at)
        if isinstance(source, Source):
            terms = (self.chain.term(source),)
            return Line(named(letter, place), figure_text(terms[0].value), terms[0].value, terms, "copy")
        primitive, at = source
        return _WORKED[primitive.op](self.chain, primitive, at, named(letter, place))

    def _with_bias(self, line: Line, primitive: Primitive, at: Place) -> Line:
        name = primitive.inputs[1]
        bias = Term(1.0, factor=float(self.reader.array(name)[at[-1]]), weight=name, weight_place=(at[-1],))
        value = line.value + bias.factor
        formula, letters = _plus(line.formula, bias.factor), f"{line.letters} + {named('b', (at[-1],))}"
        return Line(line.symbol, formula, value, (*line.terms, bias), line.operation, letters)

    def _bent(self, line: Line, primitive: Primitive, at: Place) -> Line:
        symbol, z = "a" + line.symbol[1:], figure_text(line.value)
        before = (Term(line.value, self.node, at),)
        if primitive.op == "prelu":
            name = primitive.inputs[1]
            slope, letters = float(self.reader.array(name)[at[-1]]), ACTIVATIONS["prelu"].formula
            if line.value > 0:
                return Line(symbol, z, line.value, before, "prelu", letters)
            bent = Term(line.value, self.node, at, slope, name, (at[-1],))
            return Line(symbol, sum_formula((bent,)), bent.product, (bent,), "prelu", letters)
        function = primitive.attributes["function"]
        if function == "softmax":
            return self._softmax(line, symbol, at)
        value = float(activation_value(function, np.array(line.value, np.float64)))
        written = _SYMBOLS.get(function, function + "({0})").format(z)
        letters = ACTIVATIONS[function].formula
        if function == "sigmoid":
            letters = f"σ(z) = {letters}"
        return Line(symbol, written, value, before, function, letters)

    def _softmax(self, line: Line, symbol: str, at: Place) -> Line:
        """The neuron's own e^z over those of all, which the same layer gave."""
        sums = self._sums(at)
        sums[at[-1]] = line.value
        largest = max(sums)
        powers = [math.exp(z - largest) for z in sums]
        shown = [f"e^{figure_text(z)}" for z in sums[:4]] + (["…"] if len(sums) > 4 else [])
        formula = f"e^{figure_text(line.value)} / ({' + '.join(shown)})"
        terms = tuple(Term(z, self.node, (*at[:-1], k)) for k, z in enumerate(sums))
        letters = ACTIVATIONS["softmax"].formula
        return Line(symbol, formula, powers[at[-1]] / sum(powers), terms, "softmax", letters)

    def _sums(self, at: Place) -> list[float]:
        """Z of all neurons beside one."""
        kept = self.reader.seen.sums[self.node][(self.reader.sample, *at[:-1])]
        return [float(z) for z in kept]


_STEP_BY_STEP = frozenset({"bias", "unary", "prelu"})
"""Primitives that change each value by itself, and of which a layer has some behind its first."""

_Worked = Callable[[Chain, Primitive, Place, str], Line]


def _summed(symbol: str, terms: tuple[Term, ...], operation: str, letters: str = "") -> Line:
    return Line(symbol, sum_formula(terms), total(terms), terms, operation, letters)


def _above(chain: Chain) -> str:
    """What comes in: a feature of the sample, or what a layer made."""
    return "a" if chain.reader.network.incoming(chain.sources[0]) else "x"


def _matmul(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    name = p.inputs[1]
    w = chain.reader.array(name)
    terms = []
    for i in range(w.shape[0]):
        source = chain.source(p.inputs[0], (*at[:-1], i))
        terms.append(chain.term(source, float(w[i, at[-1]]), name, (i, at[-1])))
    before = named("", at[:-1]) + "," * (len(at) > 1)
    letters = f"Σᵢ Wᵢ,{named('', at[-1:])}·{_above(chain)}{before}ᵢ"
    return _summed(symbol, tuple(terms), p.op, letters)


def _conv2d(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    name, window = p.inputs[1], p.attributes["window"]
    w = chain.reader.array(name)
    kernel = w.reshape(window.rows.kernel, window.columns.kernel, *w.shape[-2:])
    channels, filters = kernel.shape[2], kernel.shape[3] // p.attributes["groups"]
    first = at[2] // filters * channels
    terms = []
    for (u, v), (i, j) in seen(window, at[0], at[1]):
        for c in range(channels):
            source = chain.source(p.inputs[0], (i, j, first + c))
            where = (u, v, c, at[2]) if w.ndim == 4 else (u, c, at[2])
            terms.append(chain.term(source, float(kernel[u, v, c, at[2]]), name, where))
    return _summed(symbol, tuple(terms), p.op, f"Σ W·{_above(chain)}")


def _conv_transpose2d(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    name, window = p.inputs[1], p.attributes["window"]
    w = chain.reader.array(name)
    terms = []
    for (u, i), (v, j) in itertools.product(painting(window.rows, at[0]), painting(window.columns, at[1])):
        for c in range(w.shape[3]):
            source = chain.source(p.inputs[0], (i, j, c))
            terms.append(chain.term(source, float(w[u, v, at[2], c]), name, (u, v, at[2], c)))
    return _summed(symbol, tuple(terms), p.op, f"Σ W·{_above(chain)}")


def _pool2d(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    terms = tuple(
        chain.input_term(p, (i, j, at[2])) for _, (i, j) in seen(p.attributes["window"], at[0], at[1])
    )
    return _pooled(p.attributes["kind"], terms, symbol, p.op)


def _global_pool(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    shape = chain.shapes[p.inputs[0]][:-1]
    places = itertools.product(*(range(n) for n in shape))
    terms = tuple(chain.input_term(p, (*place, at[-1])) for place in places)
    return _pooled(p.attributes["kind"], terms, symbol, p.op)


def _pooled(kind: str, terms: tuple[Term, ...], symbol: str, operation: str) -> Line:
    if kind == "max":
        shown = [figure_text(t.value) for t in terms[:9]] + (["…"] if len(terms) > 9 else [])
        return Line(symbol, f"max({', '.join(shown)})", max(t.value for t in terms), terms, operation)
    formula = f"({sum_formula(terms)}) / {len(terms)}"
    return Line(symbol, formula, total(terms) / len(terms), terms, operation)


def _interpolate2d(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    shape, factors = chain.shapes[p.inputs[0]], p.attributes["factors"]
    rows, columns = (shares(n, times)[i] for n, times, i in zip(shape, factors, at, strict=False))
    terms = tuple(
        chain.term(chain.source(p.inputs[0], (i, j, at[2])), down * across)
        for (i, down), (j, across) in itertools.product(rows.items(), columns.items())
    )
    return _summed(symbol, terms, p.op)


def _batch_norm(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    gamma, beta, mean, variance = (float(chain.reader.array(name)[at[-1]]) for name in p.inputs[1:])
    return _normalised(chain.input_term(p, at), (gamma, beta, mean, variance), p, symbol)


def _layer_norm(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    return _measured(chain, p, at, symbol, ((*at[:-1], k) for k in range(p.shape[-1])))


def _group_norm(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    width = p.shape[-1] // p.attributes["groups"]
    channels = range(at[-1] // width * width, (at[-1] // width + 1) * width)
    return _measured(chain, p, at, symbol, itertools.product(*map(range, p.shape[:-1]), channels))


def _measured(chain: Chain, p: Primitive, at: Place, symbol: str, places: Iterable[Place]) -> Line:
    """A number measured by the mean and the variance of those at some places of its sample."""
    x = [chain.input_term(p, place).value for place in places]
    mean = math.fsum(x) / len(x)
    variance = math.fsum((v - mean) ** 2 for v in x) / len(x)
    gamma, beta = (float(chain.reader.array(name)[at[-1]]) for name in p.inputs[1:])
    return _normalised(chain.input_term(p, at), (gamma, beta, mean, variance), p, symbol)


def _normalised(x: Term, by: tuple[float, float, float, float], p: Primitive, symbol: str) -> Line:
    gamma, beta, mean, variance = by
    epsilon = float(p.attributes["epsilon"])
    difference = _plus(figure_text(x.value), -mean)
    root = f"√({_plus(figure_text(variance), epsilon)})"
    formula = _plus(f"{figure_text(gamma)}·({difference}) / {root}", beta)
    value = gamma * (x.value - mean) / math.sqrt(variance + epsilon) + beta
    return Line(symbol, formula, value, (x,), p.op, "γ·(x − μ) / √(s² + ε) + β")


def _add(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    return _summed(symbol, tuple(chain.input_term(p, at, port) for port in range(len(p.inputs))), p.op)


def _multiply(chain: Chain, p: Primitive, at: Place, symbol: str) -> Line:
    terms = tuple(chain.input_term(p, at, port) for port in range(len(p.inputs)))
    shown = [figure_text(t.value) for t in terms]
    formula = "·".join(f"({v})" if k and v.startswith("−") else v for k, v in enumerate(shown))
    return Line(symbol, formula, math.prod(t.value for t in terms), terms, p.op)


def _plus(formula: str, number: float) -> str:
    text = figure_text(number)
    return f"{formula} − {text[1:]}" if text.startswith("−") else f"{formula} + {text}"


_WORKED: Mapping[str, _Worked] = {
    "matmul": _matmul,
    "conv2d": _conv2d,
    "conv_transpose2d": _conv_transpose2d,
    "pool2d": _pool2d,
    "global_pool": _global_pool,
    "interpolate2d": _interpolate2d,
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
    "group_norm": _group_norm,
    "add": _add,
    "multiply": _multiply,
}
"""The primitives in which values meet; the others hand them on (:meth:`Chain.resolve`) or bend them."""
