"""A bench on which one layer runs alone, and the numerical gradients to judge it by."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnstudio.backend.base import Backend
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.nn.layer import Site
from nnstudio.system.arrays import Host
from tests.contracts.cases import Case

STEP = 1e-5
"""h of the central difference."""
TOLERANCE = 1e-6
"""Largest relative error of a gradient in float64."""

KINKS = dict.fromkeys(("relu", "leaky_relu", "elu", "selu", "softsign", "prelu"), (0.0,))
KINKS["relu6"] = (0.0, 6.0)
KINKS["hard_sigmoid"] = KINKS["hard_swish"] = (-3.0, 3.0)
"""Where a slope (or its slope) jumps, so that a difference across it means nothing."""


class Bench:
    """A layer bound to arrays of its own.

    Outputs and gradients start as NaN, so that a value that nobody wrote shows. Not ``bent``, it stops at its sum.
    """

    def __init__(
        self,
        case: Case,
        *,
        backend: Backend | None = None,
        seed: int = 0,
        training: bool = True,
        gradients: bool = True,
        input_gradients: bool = True,
        bent: bool = True,
    ) -> None:
        backend = backend or ReferenceBackend(np, "reference", "float64")
        generator = np.random.default_rng(seed)
        self.case, self.backend = case, backend
        self.shape = (case.batch, *case.layer.output_shape(case.inputs))
        specs = case.layer.params(case.inputs)
        self.inputs = tuple(self._values(generator, (case.batch, *s)) for s in case.inputs)
        self.state = {p.name: np.abs(self._values(generator, p.shape)) for p in case.layer.state(case.inputs)}
        self.params = {p.name: self._values(generator, p.shape) for p in specs}
        self.weighting = generator.normal(size=self.shape).astype(backend.dtype)
        self.output = self._blank(self.shape)
        self.grad_inputs = tuple(
            self._blank(x.shape) if gradients and input_gradients else None for x in self.inputs
        )
        self.grads = {name: self._blank(w.shape) for name, w in self.params.items()} if gradients else {}
        self.bound = case.layer.bind(
            Site(
                backend,
                self.inputs,
                self.output,
                self.grad_inputs,
                self.weighting.copy() if gradients else None,
                self.params,
                self.grads,
                self.state,
                case.layer.activation_name() if bent else "linear",
                training=training,
                noise=training,
                seed=7,
                step=np.array([3]),
            )
        )

    def _values(self, generator: np.random.Generator, shape: tuple[int, ...]) -> Host:
        """Values that differ from each other by much more than STEP, so that no maximum is tied."""
        count = int(np.prod(shape))
        values = (generator.permutation(count) - count / 2 + generator.uniform(0.1, 0.4, count)) * 3 / count
        return values.reshape(shape).astype(self.backend.dtype)

    def _blank(self, shape: tuple[int, ...]) -> Host:
        return np.full(shape, np.nan, self.backend.dtype)

    def run(self) -> Bench:
        """Forward, then backward with ``weighting`` as the gradient of the output."""
        self.bound.forward()
        self.bound.backward()
        return self

    def cost(self) -> float:
        """A number that depends on every output."""
        self.bound.forward()
        return float((self.output * self.weighting).sum())

    def arrays(self) -> dict[str, tuple[Host, Host]]:
        """Every array the cost depends on, with its gradient."""
        pairs = {
            f"x{i}": (x, g)
            for i, (x, g) in enumerate(zip(self.inputs, self.grad_inputs, strict=True))
            if g is not None
        }
        return pairs | {name: (w, self.grads[name]) for name, w in self.params.items()}


def smooth_bench(case: Case, *, training: bool = True) -> Bench:
    """A bench on which no weighted sum is near a kink of the activation."""
    kinks = KINKS.get(case.layer.activation_name(), ())
    for seed in range(50 if kinks else 0):
        bench = Bench(case, seed=seed, training=training, bent=False)
        bench.bound.forward()
        sums = bench.output[bench.output != 0]  # exactly 0: a window that sees nothing but padding
        if all(np.abs(sums - kink).min(initial=1) > 100 * STEP for kink in kinks):
            return Bench(case, seed=seed, training=training)
    assert not kinks, f"No smooth place found for {case}"
    return Bench(case, training=training)


def numerical_gradient(cost: Callable[[], float], array: Host) -> Host:
    """The central difference of ``cost`` for every value of ``array``."""
    result = np.empty_like(array)
    for index in np.ndindex(array.shape):
        before = array[index]
        array[index] = before + STEP
        up = cost()
        array[index] = before - STEP
        result[index] = (up - cost()) / (2 * STEP)
        array[index] = before
    return result


def slope(cost: Callable[[], float], array: Host, direction: Host) -> float:
    """The central difference of ``cost`` along a direction."""
    before = array.copy()
    array += STEP * direction
    up = cost()
    array[...] = before - STEP * direction
    down = cost()
    array[...] = before
    return (up - down) / (2 * STEP)


def assert_gradient(ours: Host, numerical: Host, what: str) -> None:
    """Compare by the norm; what a difference of two rounded numbers cannot show is allowed for."""
    error = float(np.linalg.norm(ours - numerical))
    size = max(float(np.linalg.norm(ours)), float(np.linalg.norm(numerical)))
    assert error <= TOLERANCE * size + 1e-9, f"{what}: relative error {error / size:.2g}"
