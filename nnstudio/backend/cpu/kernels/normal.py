"""Normal numbers inside kernels: Box & Muller's, as in :func:`nnstudio.backend.noise.random_normal`.

In float32 logarithm and cosine are Cephes' polynomials, as those of the C library are called value by value. Both
start from 24 bits of a hash, so that the range reductions are exact.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from numba.extending import overload

# The order of these operations is their meaning: of the compiler's freedoms only the fused multiply-add is given.
_EXACT: dict[str, Any] = {"error_model": "numpy", "fastmath": {"contract"}}

_BITS = 24
_UNIT = 2.0**-_BITS
_TURN = 2 * math.pi
_ROOT_TWO = np.float32(math.sqrt(2))
_LN2_HIGH, _LN2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_RADIANS = np.float32(_TURN * _UNIT)


@numba.njit(**_EXACT)
def _log_unit(count: Any) -> Any:
    """The logarithm of ``count·2⁻²⁴`` for count from 1 to 2²⁴, float32."""
    bits = np.float32(count).view(np.int32)
    fraction = np.int32((bits & np.int32(0x007FFFFF)) | np.int32(0x3F800000)).view(np.float32)
    large = fraction > _ROOT_TWO
    exponent = np.float32((bits >> np.int32(23)) - 127 - _BITS) + (np.float32(1) if large else np.float32(0))
    x = fraction * (np.float32(0.5) if large else np.float32(1)) - np.float32(1)
    square = x * x
    p = np.float32(7.0376836292e-2)
    p = p * x - np.float32(1.1514610310e-1)
    p = p * x + np.float32(1.1676998740e-1)
    p = p * x - np.float32(1.2420140846e-1)
    p = p * x + np.float32(1.4249322787e-1)
    p = p * x - np.float32(1.6668057665e-1)
    p = p * x + np.float32(2.0000714765e-1)
    p = p * x - np.float32(2.4999993993e-1)
    p = p * x + np.float32(3.3333331174e-1)
    tail = p * x * square + exponent * _LN2_LOW - np.float32(0.5) * square
    return (x + tail) + exponent * _LN2_HIGH


@numba.njit(**_EXACT)
def _cos_turns(count: Any) -> Any:
    """The cosine of ``count·2⁻²⁴`` turns for count from 0 to 2²⁴ − 1, float32."""
    quarter = np.int32((count + np.int32(1 << 21)) >> np.int32(22))  # the nearest quarter turn, 0 … 4
    x = np.float32(np.int32(count - (quarter << np.int32(22)))) * _RADIANS  # from it, at most π/4
    z = x * x
    s = np.float32(-1.9515295891e-4)
    s = s * z + np.float32(8.3321608736e-3)
    s = s * z - np.float32(1.6666654611e-1)
    sine = s * z * x + x
    c = np.float32(2.443315711809948e-5)
    c = c * z - np.float32(1.388731625493765e-3)
    c = c * z + np.float32(4.166664568298827e-2)
    cosine = c * z * z - np.float32(0.5) * z + np.float32(1)
    size = sine if quarter & np.int32(1) else cosine
    return size * (np.float32(-1) if (quarter + np.int32(1)) & np.int32(2) else np.float32(1))


@numba.njit(**_EXACT)
def _single(radius: Any, angle: Any) -> Any:
    log = _log_unit(np.int32((radius >> np.uint32(8)) + np.uint32(1)))
    return np.float32(math.sqrt(np.float32(-2) * log)) * _cos_turns(np.int32(angle >> np.uint32(8)))


@numba.njit(**_EXACT)
def _double(radius: Any, angle: Any) -> Any:
    share = ((radius >> np.uint32(8)) + np.uint32(1)) * _UNIT
    return math.sqrt(-2 * math.log(share)) * math.cos(_TURN * ((angle >> np.uint32(8)) * _UNIT))


def normal(radius: Any, angle: Any, like: Any) -> Any:
    """A normal number inside a kernel from two hashes (uint32), of the type of ``like``."""
    raise NotImplementedError


@overload(normal, jit_options=_EXACT)
def _normal(radius: Any, angle: Any, like: Any) -> Any:
    def single(radius: Any, angle: Any, like: Any) -> Any:
        return _single(radius, angle)

    def double(radius: Any, angle: Any, like: Any) -> Any:
        return _double(radius, angle)

    return single if like == numba.float32 else double
