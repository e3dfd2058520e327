"""Convolutions: columns of what each window sees, and matrix products, over as many samples as fit."""

from __future__ import annotations

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda.cublas import Matrix
from nnstudio.backend.cuda.dense import bias_activate, slopes
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import CODES
from nnstudio.backend.cuda.workshop import COLUMNS_BYTES, Workshop
from nnstudio.backend.geometry import Window


class _Columns:
    """The columns of some channels of a picture under a window.

    Parameters
    ----------
    shop : Workshop
    picture : array, shape (N, H, W, C)
    window : Window
        Slides over the picture.
    part : int
        How many channels of it are taken together.
    """

    def __init__(self, shop: Workshop, picture: Array, window: Window, part: int) -> None:
        r, c = window
        self._shop, self._picture, self._part = shop, picture, part
        _, height, width, channels = picture.shape
        self._shape = height, width, channels
        self._windows = (
            r.output, c.output, r.kernel, c.kernel, r.stride, c.stride, r.dilation, c.dilation, r.before, c.before,
        )  # fmt: skip
        self.length = r.kernel * c.kernel * part
        self.places = r.output * c.output
        by_four = not (part % 4 or channels % 4)  # channels that are moved together
        self._made = "image_to_columns_4" if by_four else "image_to_columns"
        self._returned = "columns_to_image_4" if by_four else "columns_to_image"
        bytes_each = self.places * self.length * shop.dtype.itemsize
        self.step = max(1, min(len(picture), COLUMNS_BYTES // max(bytes_each, 1)))
        # A window of one pixel sees the picture itself.
        self.is_picture = (r.kernel, c.kernel, r.stride, c.stride, part) == (
            1,
            1,
            1,
            1,
            channels,
        ) and not any((*r[4:], *c[4:]))
        self._room = None if self.is_picture else shop.columns(self.step * self.places * self.length)

    def matrix(self, start: int, count: int) -> Matrix:
        """Where the columns of some samples stand once they are made."""
        if self._room is None:
            return Matrix(
                self._picture,
                count * self.places,
                self.length,
                self.length,
                start * self.places * self.length,
            )
        return Matrix(self._room, count * self.places, self.length, self.length)

    def made(self, picture: Array, start: int, count: int, first: int) -> list[Launch]:
        """Fill them from samples of a picture, beginning with a channel."""
        if self._room is None:
            return []
        n = count * self.places * self.length
        samples = picture[start : start + count]
        return [
            self._shop.kernels.each(
                self._made,
                n,
                samples,
                self._room,
                n,
                *self._shape,
                first,
                self._part,
                *self._windows,
            )
        ]

    def returned(
        self, picture: Array, b: Array | None, code: int, start: int, count: int, first: int
    ) -> list[Launch]:
        """Add them up into a picture, with a bias and an activation behind."""
        source = self._picture[start : start + count] if self._room is None else self._room
        n = count * self._shape[0] * self._shape[1] * self._part
        samples = picture[start : start + count]
        return [
            self._shop.kernels.each(
                self._returned,
                n,
                source,
                b,
                samples,
                n,
                *self._shape,
                first,
                self._part,
                *self._windows,
                code,
            )
        ]


def _pixels(array: Array, start: int, count: int, first: int = 0, part: int = 0) -> Matrix:
    """A row for each pixel of some samples: all channels, or a part of them."""
    channels, pixels = array.shape[-1], array.shape[1] * array.shape[2]
    return Matrix(array, count * pixels, part or channels, channels, start * pixels * channels + first)


def conv2d(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, code: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Bound:  # fmt: skip
    """Plan a convolution; see :meth:`nnstudio.backend.base.Backend.conv2d`."""
    cin, filters = w.shape[2:]
    each = filters // groups
    columns, product = _Columns(shop, x, window, cin), shop.blas.product
    pieces = [
        (start, min(columns.step, len(x) - start), group)
        for start in range(0, len(x), columns.step)
        for group in range(groups)
    ]
    forward: list[Launch] = []
    for start, count, group in pieces:
        weights = Matrix(w, columns.length, each, filters, group * each)
        forward += columns.made(x, start, count, group * cin)
        forward.append(
            product(columns.matrix(start, count), weights, _pixels(y, start, count, group * each, each))
        )
    forward += bias_activate(shop, y, b, code)
    if dy is None:
        return Bound(InTurn(forward), nothing)
    backward = slopes(shop, y, dy, db, code)
    for start, count, group in pieces:
        sent = _pixels(dy, start, count, group * each, each)
        if dw is not None:
            target = Matrix(dw, columns.length, each, filters, group * each)
            backward += columns.made(x, start, count, group * cin)
            backward.append(
                product(columns.matrix(start, count), sent, target, turned=(True, False), adds=start > 0)
            )
        if dx is not None:
            weights = Matrix(w, columns.length, each, filters, group * each)
            back = _Columns(shop, dx, window, cin)
            backward.append(product(sent, weights, back.matrix(start, count), turned=(False, True)))
            if not back.is_picture:
                backward += back.returned(dx, None, CODES["linear"], start, count, group * cin)
    return Bound(InTurn(forward), InTurn(backward))


def conv_transpose2d(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Bound:  # fmt: skip
    """Plan the transpose of a convolution; see :meth:`nnstudio.backend.base.Backend.conv_transpose2d`."""
    filters, channels = w.shape[2:]
    columns, product = _Columns(shop, y, window, filters), shop.blas.product
    weights = Matrix(w, columns.length, channels, channels)
    pieces = [(start, min(columns.step, len(x) - start)) for start in range(0, len(x), columns.step)]
    forward: list[Launch] = []
    for start, count in pieces:
        forward.append(
            product(_pixels(x, start, count), weights, columns.matrix(start, count), turned=(False, True))
        )
        if columns.is_picture:
            continue
        forward += columns.returned(y, b, code, start, count, 0)
    if columns.is_picture:
        forward += bias_activate(shop, y, b, code)
    if dy is None:
        return Bound(InTurn(forward), nothing)
    backward = slopes(shop, y, dy, db, code)
    sent = _Columns(shop, dy, window, filters)
    for start, count in pieces:
        backward += sent.made(dy, start, count, 0)
        if dw is not None:
            target = Matrix(dw, columns.length, channels, channels)
            backward.append(
                product(sent.matrix(start, count), _pixels(x, start, count), target, turned=(True, False), adds=start > 0)
            )  # fmt: skip
        if dx is not None:
            backward.append(product(sent.matrix(start, count), weights, _pixels(dx, start, count)))
    return Bound(InTurn(forward), InTurn(backward))
