"""Two-dimensional convolution: which way of computing it suits which shape.

- 3×3, stride 1, from 8 channels: Winograd's F(4×4, 3×3), with up to four times fewer multiplications.
- Few weights for the outputs of a row (first layers, large kernels on large pictures, strides), and one filter for
  each channel: directly, as it is defined.
- Everything else (many channels with strides or 1×1, dilation along the rows, groups, float64): matrix products over
  patches, by BLAS.

The batch is cut into chunks by shape alone; each has its own sums of the weight gradient, which are added in order.
So no number of threads changes a bit.
"""

from __future__ import annotations

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.convolution import columns, direct, transposed, winograd
from nnstudio.backend.cpu.convolution.parts import Gradients, Plan
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window

__all__ = ["Plan", "plan", "transposed"]


def plan(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, activation: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None, *, exact: bool = False,
) -> Plan:  # fmt: skip
    """Plan ``y = act(x ∗ w + b)`` and its gradients.

    Parameters
    ----------
    shop : Workshop
    x : array, shape (N, H, W, C)
    w : array, shape (kh, kw, C / groups, F)
    b : array, shape (F,), optional
    y : array, shape (N, H', W', F)
    window : Window
        How the kernel slides over the picture.
    groups : int
        Channels in that many groups, each with its own filters.
    activation : int
        A code of :mod:`nnstudio.backend.cpu.kernels.functions`.
    dy, dx, dw, db : arrays or None
        The gradient of ``y`` and where the others go; without ``dy`` there is no backward pass, and what is None
        is not computed.
    exact : bool
        Keep to plain sums of products, which round less than Winograd's.

    Returns
    -------
    Plan
        Tasks bound to these arrays, which make no array when they run.
    """
    gradients = None if dy is None else Gradients(dy, dx, dw, db)
    if not exact and winograd.suits(x, w, window, groups):
        return winograd.plan(shop, x, w, b, y, window, activation, gradients)
    if direct.suits(x, w, window, groups):
        return direct.plan(shop, x, w, b, y, window, activation, gradients)
    return columns.plan(shop, x, w, b, y, window, groups, activation, gradients)
