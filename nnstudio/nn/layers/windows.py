"""Shape arithmetic that convolution and pooling share."""

from __future__ import annotations

from typing import Annotated, Any

from nnstudio.backend.base import Array
from nnstudio.backend.geometry import Axis, Window, same_axis
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.shape import Shape, ShapeError
from nnstudio.nn.spelling import even
from nnstudio.system.messages import Message, counted, msg

PaddingName = Annotated[
    str,
    Field("same surrounds the picture with zeros so that it keeps its size; valid does not.",
          choices=("valid", "same"),
          choice_help=("No padding: the window stays inside, and the output is smaller.",
                       "Padding all around: at stride 1 the output is as large as the input.")),
]  # fmt: skip

ConvPaddingName = Annotated[
    str,
    Field("same surrounds the input with zeros so that it keeps its size, explicit with as many as you say; "
          "valid with none.",
          choices=("valid", "same", "explicit"),
          choice_help=("No zeros: the window stays inside, and the output is smaller.",
                       "Zeros all around: at stride 1 the output is as large as the input.",
                       "As many zeros on each side as you say.")),
]  # fmt: skip

SEQUENCE = msg("a sequence (length × channels)")
IMAGE = msg("an image (height × width × channels)")


def pair(value: Pair) -> tuple[int, int]:
    """One or two numbers as two: rows and columns."""
    return (value, value) if isinstance(value, int) else value


def plan_window(
    title: str, shape: Shape, kernel: Pair, stride: Pair, padding: str,
    dilation: Pair = 1, zeros: Pair = 0, field: str = "kernel_size",
) -> Window:  # fmt: skip
    """Lay a window over an image of shape ``(H, W, C)``.

    Raises
    ------
    ShapeError
        When the window is larger than the image; the text shows the arithmetic.
    """
    rows, columns = (
        _plan_axis(title, side, msg("picture"), size, k, s, padding, d, z, field)
        for side, size, k, s, d, z in zip(
            (msg("high"), msg("wide")),
            shape[:2],
            pair(kernel),
            pair(stride),
            pair(dilation),
            pair(zeros),
            strict=True,
        )
    )
    return Window(rows, columns)


def plan_row(
    title: str, length: int, kernel: int, stride: int, padding: str,
    dilation: int = 1, zeros: int = 0, field: str = "kernel_size",
) -> Window:  # fmt: skip
    """Lay a window over a sequence, seen as an image one pixel wide."""
    rows = _plan_axis(
        title, msg("long"), msg("sequence"), length, kernel, stride, padding, dilation, zeros, field
    )
    return Window(rows, Axis(1, 1))


def _plan_axis(
    title: str, side: Message, what: Message, size: int, kernel: int, stride: int, padding: str,
    dilation: int, zeros: int, field: str,
) -> Axis:  # fmt: skip
    if padding == "same":
        return same_axis(size, kernel, stride, dilation)
    around = zeros if padding == "explicit" else 0
    axis = Axis(size, kernel, stride, dilation, around, around)
    if axis.output < 1:
        text = (
            "{title}: the window is {reach} {side}, the {what} only {size}: "
            "⌊({size} − {reach})/{stride}⌋ + 1 = {output}"
            if around == 0
            else "{title}: the window is {reach} {side}, the {what} with its zeros only {total}: "
            "⌊({size} + 2·{zeros} − {reach})/{stride}⌋ + 1 = {output}"
        )
        raise ShapeError(
            text, kind="window", word="too small", field=field, remedies=("padding_same", "shrink_window"),
            title=title, side=side, what=what, reach=axis.reach, size=size, zeros=around,
            total=size + 2 * around, stride=stride, output=axis.output,
        )  # fmt: skip
    return axis


def window_sums(window: Window) -> tuple[tuple[str, str], ...]:
    """How many windows fit down and across a picture, with the arithmetic."""
    return (("height", window_sum(window.rows)), ("width", window_sum(window.columns)))


def window_sum(axis: Axis) -> str:
    """How many windows fit along an axis: ``(28 − 5 + 2·0)/1 + 1 = 24``, rounded down where a step is left over."""
    even = axis.before == axis.after
    padding = f"2·{axis.before}" if even else f"{axis.before} + {axis.after}"
    reach = f"{axis.kernel}" if axis.dilation == 1 else f"(({axis.kernel} − 1)·{axis.dilation} + 1)"
    steps = f"({axis.size} − {reach} + {padding})/{axis.stride}"
    left_over = (axis.size + axis.before + axis.after - axis.reach) % axis.stride
    return f"{f'⌊{steps}⌋' if left_over else steps} + 1 = {axis.output}"


def check_groups(title: str, channels: int, filters: int, groups: int) -> None:
    """Refuse groups that do not divide both channels and filters."""
    if channels % groups or filters % groups:
        raise ShapeError(
            "{title}: {of_channels} and {of_filters} cannot both be divided into {groups} groups "
            "({channels} mod {groups} = {rest}, {filters} mod {groups} = {filters_rest})",
            kind="groups", word="groups", field="groups", remedies=("nearest_groups", "one_group"), title=title, channels=channels,
            of_channels=counted(channels, "{n} channel", "{n} channels"), of_filters=counted(filters, "{n} filter", "{n} filters"),
            filters=filters, groups=groups, rest=channels % groups, filters_rest=filters % groups,
        )  # fmt: skip


def as_image(x: Array | None) -> Any:
    """See sequences as images one pixel wide: ``(N, L, C) -> (N, L, 1, C)``."""
    return None if x is None else x.reshape(x.shape[0], x.shape[1], 1, x.shape[2])


def as_kernel(w: Array | None) -> Any:
    """See a kernel over sequences as one over such images: ``(k, C, F) -> (k, 1, C, F)``."""
    return None if w is None else w.reshape(w.shape[0], 1, w.shape[1], w.shape[2])


def torch_options(window: Window, groups: int, bias: bool) -> str:
    """The window of a layer over images as arguments of PyTorch's; a border that is not even is left out."""
    rows, columns = window

    def shown(down: int, across: int) -> str:
        return str(down) if down == across else f"({down}, {across})"

    options = shown(rows.kernel, columns.kernel)
    if (rows.stride, columns.stride) != (1, 1):
        options += f", stride={shown(rows.stride, columns.stride)}"
    if even(window) and (rows.before or columns.before):
        options += f", padding={shown(rows.before, columns.before)}"
    if (rows.dilation, columns.dilation) != (1, 1):
        options += f", dilation={shown(rows.dilation, columns.dilation)}"
    if groups > 1:
        options += f", groups={groups}"
    return options if bias else f"{options}, bias=False"
