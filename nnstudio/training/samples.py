"""What people give, checked: samples and targets in the form in which a network takes them, numbers and records."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend import Array, Backend
from nnstudio.nn.losses import Loss
from nnstudio.nn.shape import Shape, show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, counted, msg

Given = Host | Sequence[Host] | Mapping[str, Host]
"""One array; for a network with several inputs (or outputs) one for each, in order or by node id."""

DATA_SHARE = 0.5
"""Of a device's free memory that samples may take; the rest is for the network."""

_LOOKED_AT = 1 << 22
"""Values looked at together."""


class Samples(NamedTuple):
    """Arrays on the device, one for each input and one for each output of a network."""

    x: tuple[Array, ...]
    y: tuple[Array, ...] = ()

    def __len__(self) -> int:
        """Number of samples, m."""
        return len(self.x[0])


def spread(given: Given, nodes: Sequence[str], what: Message) -> tuple[Host, ...]:
    """One array for each node.

    Raises
    ------
    StudioError
        When some are missing or too many; the text names the nodes.
    """
    if isinstance(given, Mapping):
        unknown = [name for name in given if name not in nodes]
        missing = [name for name in nodes if name not in given]
        if unknown or missing:
            raise StudioError(
                "The network's {what} are {nodes}, the arrays given are for {given}",
                what=what, nodes=", ".join(nodes), given=", ".join(map(str, given)) or msg("none"),
            )  # fmt: skip
        return tuple(_array(given[name], what) for name in nodes)
    if len(nodes) == 1:
        return (_array(given, what),)
    if not isinstance(given, list | tuple) or len(given) != len(nodes):
        raise StudioError(
            "The network has {count} {what} ({nodes}): give one array for each",
            count=len(nodes), what=what, nodes=", ".join(nodes),
        )  # fmt: skip
    return tuple(_array(part, what) for part in given)


def _array(given: Any, what: Message) -> Host:
    if isinstance(given, np.ma.MaskedArray) and np.ma.is_masked(given):
        raise StudioError("The array for the {what} has masked values: fill or drop them first", what=what)
    try:
        return np.asarray(given)
    except ValueError:
        raise StudioError("The rows given for the {what} have different lengths", what=what) from None


def check_inputs(arrays: tuple[Host, ...], shapes: Mapping[str, Shape], dtype: np.dtype[Any]) -> tuple[Host, ...]:  # fmt: skip
    """Return samples as arrays of a type, or refuse them in one sentence; contiguous ones unless they lie on the disk.

    Parameters
    ----------
    arrays : tuple of arrays
        One for each entry of ``shapes``.
    shapes : dict of str to shape
        Of one sample, by Input node.
    dtype : numpy.dtype
    """
    checked = tuple(
        _check_input(x, shape, dtype, msg(" of {node}", node=node) if len(shapes) > 1 else "")
        for x, (node, shape) in zip(arrays, shapes.items(), strict=True)
    )
    counts = {len(x) for x in checked}
    if len(counts) > 1:
        raise StudioError(
            "The inputs have different numbers of samples: {counts}",
            counts=", ".join(f"{node} {len(x)}" for node, x in zip(shapes, checked, strict=True)),
        )
    return checked


def _check_input(x: Host, shape: Shape, dtype: np.dtype[Any], where: Message | str) -> Host:
    if x.dtype.kind not in "fbiu":
        raise StudioError("Samples{where} must be numbers, not {dtype}", where=where, dtype=str(x.dtype))
    if x.shape[1:] != shape or not len(x):
        raise StudioError(
            "The network takes samples of {want}; these{where} are {count} of {have}",
            want=show(shape), where=where, count=len(x) if x.ndim else 0, have=show(x.shape[1:]) or "1",
        )  # fmt: skip
    with np.errstate(over="ignore"):
        x = np.asarray(x, dtype) if on_disk((x,)) else np.ascontiguousarray(x, dtype)
    row = _first_not_finite(x)
    if row is not None:
        raise StudioError(
            "Sample {row}{where} holds a value that is missing, infinite or too large for {dtype}; "
            "fill or drop missing values first",
            row=row, where=where, dtype=str(dtype),
        )  # fmt: skip
    return x


def _first_not_finite(x: Host) -> int | None:
    """The first sample with such a value; a part at a time, as all of them may be more than fits into memory."""
    step = max(1, _LOOKED_AT // max(1, x[0].size))
    for at in range(0, len(x), step):
        finite = np.isfinite(x[at : at + step].reshape(len(x[at : at + step]), -1)).all(axis=1)
        if not finite.all():
            return at + int(np.argmin(finite))
    return None


def check_targets(
    arrays: tuple[Host, ...],
    losses: Mapping[str, Loss],
    shapes: Mapping[str, Shape],
    count: int,
    dtype: np.dtype[Any],
) -> tuple[Host, ...]:
    """Return targets in the form their losses take, or refuse them in one sentence.

    Parameters
    ----------
    arrays : tuple of arrays
        One for each entry of ``losses``.
    losses : dict of str to Loss
    shapes : dict of str to shape
        Of the outputs, by node.
    count : int
        Number of samples.
    dtype : numpy.dtype
        In which the network computes.
    """
    checked = []
    for y, (node, loss) in zip(arrays, losses.items(), strict=True):
        try:
            checked.append(_check_target(y, loss, shapes[node], count, dtype))
        except StudioError as error:
            if len(losses) == 1:
                raise
            raise StudioError("{node}: {cause}", node=node, cause=error.message) from None
    return tuple(checked)


def _check_target(y: Host, loss: Loss, shape: Shape, count: int, dtype: np.dtype[Any]) -> Host:
    have = len(y) if y.ndim else 1
    if have != count or not y.ndim:
        raise StudioError(
            "There are {samples} but {targets}",
            samples=counted(count, "{n} sample", "{n} samples"),
            targets=counted(have, "{n} target", "{n} targets"),
        )
    prepared = loss.prepare(y, shape)
    if prepared.dtype.kind != "f":
        return prepared
    with np.errstate(over="ignore"):
        cast = prepared.astype(dtype)
    finite = np.isfinite(cast.reshape(count, -1)).all(axis=1)
    if not finite.all():
        row = int(np.argmin(finite))
        raise StudioError("The target of row {row} is too large for {dtype}", row=row, dtype=str(dtype))
    return cast


def on_disk(arrays: Sequence[Host]) -> bool:
    """Whether some of the arrays are maps of files."""

    def mapped(array: Any) -> bool:
        while isinstance(array, np.ndarray):
            if isinstance(array, np.memmap):
                return True
            array = array.base
        return False

    return any(mapped(array) for array in arrays)


def too_large(backend: Backend, arrays: Sequence[Host]) -> bool:
    """Whether arrays would take more of the device's free memory than leaves room for a network."""
    free = backend.free_bytes()
    return free is not None and sum(a.nbytes for a in arrays) > DATA_SHARE * free


def to_device(backend: Backend, arrays: tuple[Host, ...]) -> tuple[Array, ...]:
    """Copy arrays to the device."""
    return tuple(backend.to_device(a) for a in arrays)


def require_whole(what: Message, value: Any, least: int, most: int | None = None) -> int:
    """Return a whole number within limits, or refuse what is none."""
    try:
        number = None if isinstance(value, bool | np.ndarray) else operator.index(value)
    except TypeError:
        number = None
    if number is None or number < least or (most is not None and number > most):
        raise StudioError(
            "The {what} must be a whole number of at least {least}, not {value}" if most is None
            else "The {what} must be a whole number from {least} to {most}, not {value}",
            what=what, least=least, most=most, value=repr(value)[:60],
        )  # fmt: skip
    return number


def require_kind(what: Message, value: Any, kinds: tuple[type, ...], example: str) -> None:
    """Refuse what is no record of these kinds; a class that was not called is the usual slip."""
    if not isinstance(value, kinds):
        raise StudioError(
            "The {what} must be one such as {example}, not {value}",
            what=what, example=example, value=repr(value)[:60],
        )  # fmt: skip
