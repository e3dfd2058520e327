"""Shape arithmetic that convolution and pooling share."""

from __future__ import annotations

from typing import Annotated

from nnstudio.backend.geometry import Axis, Window, same_axis, valid_axis
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.shape import Shape, ShapeError

PaddingName = Annotated[
    str,
    Field("same surrounds the picture with zeros so that it keeps its size; valid does not.",
          choices=("valid", "same")),
]  # fmt: skip


def pair(value: Pair) -> tuple[int, int]:
    """One or two numbers as two: rows and columns."""
    return (value, value) if isinstance(value, int) else value


def plan_window(
    title: str,
    shape: Shape,
    kernel: Pair,
    stride: Pair,
    padding: str,
    dilation: Pair = 1,
    field: str = "kernel_size",
) -> Window:
    """Lay a window over an image of shape ``(H, W, C)``.

    Raises
    ------
    ShapeError
        When the window is larger than the image; the text shows the arithmetic.
    """
    axes: list[Axis] = []
    for side, size, k, s, d in zip(
        ("high", "wide"), shape[:2], pair(kernel), pair(stride), pair(dilation), strict=True
    ):
        axis = same_axis(size, k, s, d) if padding == "same" else valid_axis(size, k, s, d)
        if axis.output < 1:
            raise ShapeError(
                "{title}: the window is {reach} {side}, the picture only {size}: "
                "⌊({size} − {reach})/{stride}⌋ + 1 = {output}",
                word="too small",
                field=field,
                remedies=("padding_same", "shrink_window"),
                title=title, side=side, reach=axis.reach, size=size, stride=s,
                output=(size - axis.reach) // s + 1,
            )  # fmt: skip
        axes.append(axis)
    return Window(*axes)
