"""What each layer says of itself for comparisons: how far it sees, and why it has as many parameters as it has."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import ConvTranspose2D
from nnstudio.nn.layers.windows import pair
from nnstudio.nn.shape import Shape
from tests.contracts.bench import Bench
from tests.contracts.cases import Case, entry_for, every_bound_layer

FAR = 1e3
"""A change that no maximum, no activation and no rounding hides."""


def influence(case: Case, number: int) -> np.ndarray[Any, Any]:
    """Which place of the output changes with which place of an input: (input places, output places)."""
    bench = Bench(case, training=False, gradients=False)
    bench.bound.forward()
    before = bench.output.copy()
    shape: Shape = case.inputs[number][:-1]
    changed = []
    for place in np.ndindex(shape):
        differs = np.zeros(bench.output.shape[1:-1], bool)
        for far in (FAR, -FAR):
            x = bench.inputs[number]
            kept = x[:, *place].copy()
            x[:, *place] += far * np.linspace(
                0.5, 1, kept.shape[-1]
            )  # not alike, or a norm would take it back
            bench.bound.forward()
            differs |= (bench.output != before).any(axis=(0, -1))
            x[:, *place] = kept
        changed.append(differs)
    return np.asarray(changed).reshape(shape + bench.output.shape[1:-1])


def check(case: Case) -> None:
    if "activation" in case.layer.__struct_fields__:
        case = case._replace(layer=case.layer.replace(activation="linear"))
    sights = case.layer.sight(case.inputs)
    output = case.layer.output_shape(case.inputs)[:-1]
    if not sights:
        return  # everything may be seen, or there are no places: nothing is claimed
    assert len(sights) == len(output) == len(case.inputs[0]) - 1
    for number, shape in enumerate(case.inputs):
        changed = influence(case, number)
        exact = not _has_holes(case.layer) and changed.any()  # the norm of a single channel hides everything
        for axis, (sight, count, size) in enumerate(zip(sights, output, shape, strict=False)):
            others = tuple(i for i in range(changed.ndim) if i not in (axis, len(output) + axis))
            seen = changed.any(axis=others)  # (places of the input, places of the output)
            for place in range(count):
                first, last = sight.begin(place), sight.end(place)
                (where,) = np.nonzero(seen[:, place])
                assert all(first <= w <= last for w in where), (axis, place)
                if 0 <= first <= last < size and exact:
                    assert (where.min(), where.max()) == (first, last), (axis, place)


def _has_holes(layer: Layer) -> bool:
    """Whether a patch that is painted leaves pixels out, so that what it claims is only an upper bound."""
    return isinstance(layer, ConvTranspose2D) and (
        pair(layer.dilation) != (1, 1)
        or any(k < step for k, step in zip(pair(layer.kernel_size), pair(layer.stride), strict=True))
    )


@every_bound_layer
def test_a_layer_sees_what_it_says_at_its_corners(cls: type[Layer]) -> None:
    for case in entry_for(cls).corners:
        if math.prod(case.inputs[0]) <= 600:
            check(case)


@every_bound_layer
@settings(max_examples=10)
@given(data=st.data())
def test_a_layer_sees_what_it_says(cls: type[Layer], data: st.DataObject) -> None:
    check(data.draw(entry_for(cls).drawn))


@every_bound_layer
def test_a_layer_accounts_for_its_parameters(cls: type[Layer]) -> None:
    for case in entry_for(cls).corners:
        text = str(case.layer.account(case.inputs))
        count = sum(p.size for p in case.layer.params(case.inputs))
        assert text.startswith(cls.title)
        assert "{" not in text
        total = f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
        assert text.endswith(total if count else "nothing to learn") or text.endswith(f"{total} parameters")
