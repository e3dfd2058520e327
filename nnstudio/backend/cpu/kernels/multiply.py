"""Products of small matrices, inside kernels: sums that stay in registers.

A general matrix product (BLAS) first copies its operands into an order of its own. With 16 to 64 channels that costs
as much as the product; and it adds nothing to what stands in the result already. Here a tile of a few rows times two
vectors is summed up in registers, straight from the operands: rows and terms of the first may lie at any distance, so
it may be transposed, or be the overlapping windows of a picture. For the tiling see Goto & van de Geijn, "Anatomy of
high-performance matrix multiplication", 2008.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from nnstudio.backend.cpu.compile import device, kernel
from nnstudio.backend.cpu.kernels.runs import INDEX, LANES, VECTOR, index, pointer


def _tile(rows: int, vectors: int) -> Any:
    """Make the function that computes ``rows`` × ``vectors·LANES`` values of a product, unrolled.

    It is written in the compiler's own language, since Numba has no word for a vector.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        asked = (context, builder, signature, arguments)

        def times(a: Any, b: int) -> Any:
            return builder.mul(a, INDEX(b))

        def vector(start: Any, offset: Any) -> Any:
            return builder.bitcast(builder.gep(start, [offset]), VECTOR.as_pointer())

        a, b, c = (pointer(*asked, i) for i in (0, 5, 8))
        a_row, a_step, a_leap, b_step, c_row = (index(*asked, i) for i in (2, 3, 4, 7, 10))
        depth, leaps = index(*asked, 11), index(*asked, 12)
        every = [(r, v) for r in range(rows) for v in range(vectors)]
        places = {(r, v): vector(c, builder.add(times(c_row, r), INDEX(v * LANES))) for r, v in every}
        sums = {rv: cgutils.alloca_once(builder, VECTOR) for rv in every}  # these become registers
        adds = context.cast(builder, arguments[13], signature.args[13], types.boolean)
        with builder.if_else(adds) as (add, new):
            with add:
                for rv in every:
                    builder.store(builder.load(places[rv], align=4), sums[rv])
            with new:
                for rv in every:
                    builder.store(ir.Constant(VECTOR, [0.0] * LANES), sums[rv])
        undefined = ir.Constant(VECTOR, ir.Undefined)
        first = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        with cgutils.for_range(builder, leaps) as leap, cgutils.for_range(builder, depth) as loop:
            term = builder.add(builder.mul(leap.index, a_leap), builder.mul(loop.index, a_step))
            line = builder.mul(builder.add(builder.mul(leap.index, depth), loop.index), b_step)
            right = [
                builder.load(vector(b, builder.add(line, INDEX(v * LANES))), align=4) for v in range(vectors)
            ]
            for r in range(rows):
                value = builder.load(builder.gep(a, [builder.add(term, times(a_row, r))]))
                left = builder.insert_element(undefined, value, ir.IntType(32)(0))
                left = builder.shuffle_vector(left, undefined, first)
                for v in range(vectors):
                    # Contracted, the two are one instruction where the processor has it.
                    product = builder.fmul(left, right[v], flags=("contract",))
                    total = builder.fadd(product, builder.load(sums[r, v]), flags=("contract",))
                    builder.store(total, sums[r, v])
        for rv in every:
            builder.store(builder.load(sums[rv]), places[rv], align=4)
        return context.get_dummy_value()

    @intrinsic
    def tile(  # type: ignore[no-untyped-def]
        typing, a, a0, a_row, a_step, a_leap, b, b0, b_step, c, c0, c_row, depth, leaps, add
    ):
        kinds = (a, a0, a_row, a_step, a_leap, b, b0, b_step, c, c0, c_row, depth, leaps, add)
        return types.void(*kinds), generate

    return tile


# Twelve sums, two vectors and a factor are fifteen of the sixteen registers that most processors have.
_tile_6x2, _tile_4x2, _tile_3x2, _tile_1x2 = _tile(6, 2), _tile(4, 2), _tile(3, 2), _tile(1, 2)
_tile_8x1, _tile_4x1, _tile_1x1 = _tile(8, 1), _tile(4, 1), _tile(1, 1)


@device
def multiply(
    a: Any, a0: int, a_row: int, a_step: int, a_leap: int, b: Any, b0: int, b_step: int, c: Any, c0: int, c_row: int,
    rows: int, columns: int, depth: int, leaps: int, add: bool,
) -> None:  # fmt: skip
    """``C = A·B`` or, with ``add``, ``C += A·B``, float32.

    The matrices lie in flat arrays: A (rows, leaps·depth) from ``a0`` with ``a_row`` values from row to row, ``a_step``
    from term to term and ``a_leap`` from one ``depth`` terms to the next, B (leaps·depth, columns) and
    C (rows, columns) with contiguous rows ``b_step`` and ``c_row`` apart. ``columns`` is a multiple of LANES.
    """
    pairs = columns - columns % (2 * LANES)
    # Few sums at a time wait for each other: 7, 8 and 11 rows are 4 + 3, 4 + 4 and 4 + 4 + 3 instead of 6 and a rest.
    rest = rows % 6
    sixes = rows - rest - (6 if rows > 6 and (rest == 1 or rest == 2 or rest == 5) else 0)
    for f in range(0, pairs, 2 * LANES):
        r = 0
        while r < sixes:
            _tile_6x2(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 6
        while r + 4 <= rows:
            _tile_4x2(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 4
        if r + 3 <= rows:
            _tile_3x2(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 3
        while r < rows:
            _tile_1x2(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 1
    if pairs < columns:
        f, r = pairs, 0
        while r + 8 <= rows:
            _tile_8x1(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 8
        if r + 4 <= rows:
            _tile_4x1(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 4
        while r < rows:
            _tile_1x1(a, a0 + r * a_row, a_row, a_step, a_leap, b, b0 + f, b_step,
                      c, c0 + r * c_row + f, c_row, depth, leaps, add)  # fmt: skip
            r += 1


@kernel
def product(a: Any, b: Any, c: Any) -> None:
    """``c[i] = a[i]·b[i]`` over stacks of matrices, (S, R, K)·(S, K, F) to (S, R, F)."""
    rows, depth, columns = a.shape[1], a.shape[2], b.shape[2]
    for i in range(a.shape[0]):
        multiply(
            a[i].ravel(), 0, depth, 1, 0, b[i].ravel(), 0, columns, c[i].ravel(), 0, columns,
            rows, columns, depth, 1, False,
        )  # fmt: skip


@kernel
def transposed_product(a: Any, b: Any, c: Any, add: bool) -> None:
    """``c[i] = a[i]ᵀ·b[i]``, or added to it, over stacks of matrices, (S, R, K), (S, R, F) to (S, K, F)."""
    depth, rows, columns = a.shape[1], a.shape[2], b.shape[2]
    for i in range(a.shape[0]):
        multiply(
            a[i].ravel(), 0, 1, rows, 0, b[i].ravel(), 0, columns, c[i].ravel(), 0, columns,
            rows, columns, depth, 1, add,
        )  # fmt: skip
