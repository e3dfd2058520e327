"""Operations of ONNX that make an image larger or smaller without a weighted sum: borders, copies, pixels from channels."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_shapes import MOST_COMPUTED
from nnstudio.export.reading.onnx_values import Known, Value, bordered_row, onnx_shape
from nnstudio.nn import layers as ours
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError


def _pad(g: Given) -> Known:
    value = g.settle(0)
    given = g.constant(1)
    pads = [int(n) for n in (g.attributes.get("pads", []) if given is None else given.ravel())]
    g.need(mode="constant")
    fill = g.number("value", 2, 0.0)
    rank = len(g.built.shape(value.node)) + 1
    if len(pads) != 2 * rank or rank not in (3, 4) or any(n < 0 for n in pads) or len(g.inputs) > 3:
        raise StudioError("it puts a border around something that is no image")
    sides = [(pads[i], pads[i + rank]) for i in range(rank)]
    space = sides[2:] if value.first else sides[1:-1]
    rest = sides[:2] if value.first else [sides[0], sides[-1]]
    if any(pair != (0, 0) for pair in rest):
        raise StudioError("it puts a border around the channels")
    if rank == 3:
        if fill != 0:
            raise StudioError("its border is of {fill}, not of zeros", fill=fill)
        return bordered_row(g.built, value, *space[0])
    (top, bottom), (left, right) = space
    if fill == -math.inf:
        return value._replace(border=(top, left, bottom, right))
    if fill != 0:
        raise StudioError("its border is of {fill}, not of zeros", fill=fill)
    return g.put(ours.ZeroPad2D(top, bottom, left, right), value)


_FROM_MIDDLES = ("half_pixel", "pytorch_half_pixel")
"""That differ only where an axis has one pixel and gets no more."""


def _resize(g: Given) -> Known:
    value = g.settle(0)
    shape = g.built.shape(value.node)
    if len(shape) != 3:
        raise StudioError("it enlarges something that is no image")
    scales = g.constant(1 if g.kind == "Upsample" else 2)
    sizes = None if g.kind == "Upsample" else g.constant(3)
    full = onnx_shape(g.built, value)
    if scales is not None and scales.size:
        factors = [float(n) for n in scales.ravel()]
    elif sizes is not None and sizes.size == 4:
        factors = [1.0, *(float(n) / m for n, m in zip(sizes.ravel()[1:], full, strict=True))]
    else:
        raise StudioError("it does not say how much larger the image becomes")
    if len(factors) != 4:
        raise StudioError("it enlarges something that is no image")
    space, rest = (factors[2:], factors[:2]) if value.first else (factors[1:3], [factors[0], factors[3]])
    if rest != [1.0, 1.0] or any(f != int(f) or f < 1 for f in space):
        raise StudioError("it enlarges an image by something else than whole numbers")
    times = (int(space[0]), int(space[1]))
    coordinates = g.attributes.get("coordinate_transformation_mode", "half_pixel")
    if (
        shape[:2] == (1, 1) and coordinates != "tf_crop_and_resize"
    ):  # of one pixel every other way makes copies
        return _repeated(g, value, *times)
    if g.kind != "Upsample" and g.attributes.get("mode") == "linear":
        if coordinates not in _FROM_MIDDLES:
            raise StudioError(
                "it enlarges from the corners of an image (align_corners), not from the middles of its pixels"
            )
        return g.put(ours.UpSample2D(times, "bilinear"), value)
    g.need(mode="nearest")
    rounding = g.attributes.get("nearest_mode", "round_prefer_floor")
    # With whole factors, half_pixel with its usual rounding picks the same pixels as asymmetric with floor.
    known = {
        ("asymmetric", "floor"),
        ("half_pixel", "round_prefer_floor"),
        ("half_pixel", "round_prefer_ceil"),
    }
    if g.kind != "Upsample" and (coordinates, rounding) not in known:
        raise StudioError("it picks other pixels than the nearest one to the upper left")
    return g.put(ours.UpSample2D(times), value)


def _expand(g: Given) -> Known:
    """One pixel for all of an image, such as a factor for each channel; here it is repeated."""
    sizes = [int(n) for n in g.weights(1).ravel()]
    if not isinstance(g.inputs[0], Value):
        array = g.weights(0)
        if math.prod(np.broadcast_shapes(array.shape, tuple(sizes))) > MOST_COMPUTED:
            raise StudioError("it makes more of a constant than the file holds")
        return np.broadcast_to(array, np.broadcast_shapes(array.shape, tuple(sizes)))
    value = g.settle(0)
    now = onnx_shape(g.built, value)
    new = tuple(n if m == 1 else m for n, m in zip(now, sizes[1:], strict=True))
    if new == now:
        return value
    if not value.first or len(now) != 3 or now[1:] != (1, 1) or new[0] != now[0]:
        raise StudioError("it repeats something that is no pixel of an image")
    return _repeated(g, value, *new[1:])


def _repeated(g: Given, value: Value, down: int, across: int) -> Value:
    """A pixel as an image of it."""
    node = g.built.repeated(value.node, down, across)
    if g.built.shape(node)[:2] != (down, across):
        raise StudioError(
            "it repeats a pixel {down}×{across} times, which layers here cannot", down=down, across=across
        )
    return value._replace(node=node)


def _depth_to_space(g: Given) -> Known:
    """Channels become the pixels of a block (pixel shuffle): each paints one of them, and nobody learns which."""
    x, size = g.image(), int(g.attributes["blocksize"])
    count = g.built.shape(x.node)[-1]
    if size < 1 or count % (size * size):
        raise StudioError("its channels are no whole number of blocks")
    channels = count // (size * size)
    w = _blocks(g, size, channels, by_pixel=g.attributes.get("mode", "DCR") == "DCR")
    layer = ours.ConvTranspose2D(
        channels, size, stride=size, activation="linear", bias=False, padding="valid"
    )
    return x.plain._replace(node=g.built.add(layer, [x.node], {"W": w}, called=g.called, frozen=True))


def _space_to_depth(g: Given) -> Known:
    """The pixels of a block become channels: each is one of them, and nobody learns which."""
    x, size = g.image(), int(g.attributes["blocksize"])
    height, width, channels = g.built.shape(x.node)
    if size < 1 or height % size or width % size:
        raise StudioError("its image is no whole number of blocks")
    w = _blocks(g, size, channels, by_pixel=True)
    layer = ours.Conv2D(w.shape[-1], size, stride=size, activation="linear", bias=False, padding="valid")
    return x.plain._replace(node=g.built.add(layer, [x.node], {"W": w}, called=g.called, frozen=True))


def _blocks(g: Given, size: int, channels: int, *, by_pixel: bool) -> Host:
    """A one for each pixel of a block and each of its channels, at the channel that stands for both: all of a pixel, or all pixels."""
    pixels = size * size
    g.built.room.take(8 * pixels * channels * pixels * channels)
    w = np.zeros((size, size, channels, pixels * channels), np.float32)
    i, j, c = np.indices((size, size, channels))
    pixel = i * size + j
    w[i, j, c, pixel * channels + c if by_pixel else c * pixels + pixel] = 1
    return w


SIZES: dict[str, Callable[[Given], Known]] = {
    "Pad": _pad,
    "Resize": _resize,
    "Upsample": _resize,
    "Expand": _expand,
    "DepthToSpace": _depth_to_space,
    "SpaceToDepth": _space_to_depth,
}
