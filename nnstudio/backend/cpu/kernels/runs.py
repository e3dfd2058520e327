"""Short linear maps applied along contiguous runs of values, inside kernels, with vectors of the compiler.

Left to itself the compiler asks before each such loop whether any of a dozen arrays overlap, and then computes one
value at a time; here it is told what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 8
"""Values in a vector; processors with shorter or longer ones are the compiler's concern."""

FLOAT, INDEX = ir.FloatType(), ir.IntType(64)
VECTOR = ir.VectorType(FLOAT, LANES)

_FREE = ("contract", "nsz", "reassoc")  # fused multiply-add, and sums in any order


class Lanes:
    """Float32 values, one or LANES of them, in code that is being generated: sums, and products with numbers."""

    def __init__(self, builder: Any, value: Any) -> None:
        self.builder, self.value = builder, value

    def __add__(self, other: Lanes) -> Lanes:
        return Lanes(self.builder, self.builder.fadd(self.value, other.value, flags=_FREE))

    def __sub__(self, other: Lanes) -> Lanes:
        return Lanes(self.builder, self.builder.fsub(self.value, other.value, flags=_FREE))

    def __rmul__(self, factor: float) -> Lanes:
        kind = self.value.type
        constant = ir.Constant(kind, factor if kind == FLOAT else [factor] * LANES)
        return Lanes(self.builder, self.builder.fmul(constant, self.value, flags=_FREE))


def index(context: Any, builder: Any, signature: Any, arguments: Any, number: int) -> Any:
    """An argument as the compiler's integer."""
    return context.cast(builder, arguments[number], signature.args[number], types.intp)


def pointer(context: Any, builder: Any, signature: Any, arguments: Any, number: int) -> Any:
    """Where the data of an array argument begin, after as many values as the next argument says."""
    data = context.make_array(signature.args[number])(context, builder, arguments[number]).data
    return builder.gep(data, [index(context, builder, signature, arguments, number + 1)])


def each(builder: Any, count: Any, step: Callable[[Any, Any], None]) -> None:
    """Loop over ``count`` values, LANES at a time, then what is left one by one: ``step(position, type)``."""
    vectors = builder.udiv(count, INDEX(LANES))
    with cgutils.for_range(builder, vectors) as loop:
        step(builder.mul(loop.index, INDEX(LANES)), VECTOR)
    done = builder.mul(vectors, INDEX(LANES))
    with cgutils.for_range(builder, builder.sub(count, done)) as loop:
        step(builder.add(done, loop.index), FLOAT)


def run(transform: Callable[..., tuple[Lanes, ...]], inputs: int, outputs: int, adds: int = 0) -> Any:
    """Make a function for kernels that applies ``transform`` to ``count`` values of each input.

    Parameters
    ----------
    transform : callable
        Takes ``inputs`` :class:`Lanes` and returns ``outputs`` of them.
    adds : int
        The first so many outputs are added to what ``onto`` holds at their place.

    Returns
    -------
    callable
        ``f(source, s0, s_step, onto, o0, target, t0, t_step, count)`` over flat float32 arrays: input ``i`` begins
        at ``source[s0 + i·s_step]``, output ``j`` at ``target[t0 + j·t_step]`` (and ``onto[o0 + j·t_step]``).
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        asked = (context, builder, signature, arguments)
        source, onto, target = pointer(*asked, 0), pointer(*asked, 3), pointer(*asked, 5)
        s_step, t_step, count = index(*asked, 2), index(*asked, 7), index(*asked, 8)

        def starts(base: Any, step: Any, number: int) -> list[Any]:
            return [builder.gep(base, [builder.mul(step, INDEX(i))]) for i in range(number)]

        sources, targets = starts(source, s_step, inputs), starts(target, t_step, outputs)
        ontos = starts(onto, t_step, adds)

        def step(at: Any, kind: Any) -> None:
            def place(start: Any) -> Any:
                return builder.bitcast(builder.gep(start, [at]), kind.as_pointer())

            def load(start: Any) -> Lanes:
                return Lanes(builder, builder.load(place(start), align=4))

            results = list(transform(*(load(s) for s in sources)))
            for i, start in enumerate(ontos):
                results[i] = results[i] + load(start)
            for result, start in zip(results, targets, strict=True):
                builder.store(result.value, place(start), align=4)

        each(builder, count, step)
        return context.get_dummy_value()

    @intrinsic
    def apply(typing, source, s0, s_step, onto, o0, target, t0, t_step, count):  # type: ignore[no-untyped-def]
        return types.void(source, s0, s_step, onto, o0, target, t0, t_step, count), generate

    return apply


copy = run(lambda value: (value,), 1, 1)
"""For kernels: copy ``count`` values."""


@intrinsic
def add_product(typing, a, a0, b, b0, c, c0, count):  # type: ignore[no-untyped-def]
    """For kernels: ``c[c0 + k] += a[a0 + k]·b[b0 + k]`` for k below ``count``, over flat float32 arrays."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        asked = (context, builder, signature, arguments)
        starts = [pointer(*asked, i) for i in (0, 2, 4)]

        def step(at: Any, kind: Any) -> None:
            places = [builder.bitcast(builder.gep(s, [at]), kind.as_pointer()) for s in starts]
            left, right, total = (builder.load(p, align=4) for p in places)
            product = builder.fmul(left, right, flags=_FREE)
            builder.store(builder.fadd(total, product, flags=_FREE), places[2], align=4)

        each(builder, index(*asked, 6), step)
        return context.get_dummy_value()

    return types.void(a, a0, b, b0, c, c0, count), generate
