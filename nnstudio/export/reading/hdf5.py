"""The weights of Keras in HDF5. Nothing in such a file may lead out of it, and sizes are believed only when checked."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

import numpy as np

from nnstudio.export.reading.room import Room
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

_PLACES = ("layers", "_layer_checkpoint_dependencies")
"""Where versions of Keras 3 keep the layers."""
_FILTERS = (1, 2, 3)
"""Deflate, shuffle, checksum; others would be looked for in libraries that somebody else has installed."""
MOST_ARRAYS = 64
"""Of one layer; more than any layer of Keras has."""
MOST_LAYERS = 20_000


class Weights:
    """The arrays of a ``.weights.h5`` file; to be used in a ``with`` statement."""

    def __init__(self, data: bytes) -> None:
        import h5py

        self._h5py = h5py
        self._room = Room(len(data))
        try:
            self._file = h5py.File(io.BytesIO(data), "r")
        except (OSError, RuntimeError, ValueError, KeyError, TypeError):
            raise StudioError("its weights are no HDF5 file") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def of(self, layer: str) -> list[Host]:
        """The arrays of a layer in their order; none where it has none."""
        with _damage():
            return self._of(layer)

    def all(self) -> dict[str, Host]:
        """Every array by its path, such as ``dense/0``."""
        found: dict[str, Host] = {}
        with _damage():
            for place in _PLACES:
                group = self._inside(self._file, (place,))
                if group is None:
                    continue
                if len(group) > MOST_LAYERS:
                    raise StudioError("it has more than {most} layers", most=MOST_LAYERS)
                for layer in group:
                    called = layer.encode("utf-8", "replace").decode()
                    found |= {f"{called}/{i}": array for i, array in enumerate(self._of(layer))}
        return found

    def _of(self, layer: str) -> list[Host]:
        group = self._inside(self._file, _PLACES, layer)
        group = None if group is None else self._inside(group, ("vars",))
        if group is None:
            return []
        if len(group) > MOST_ARRAYS:
            raise StudioError("its weights are damaged: {layer} has {count} arrays", layer=repr(layer[:40]), count=len(group))  # fmt: skip
        names = sorted(group, key=lambda name: (len(name), name))
        return [self._array(group, name) for name in names]

    def _inside(self, group: Any, names: tuple[str, ...], then: str = "") -> Any:
        """A group within a group, where it is one and no link to elsewhere."""
        for name in names:
            found = self._child(group, name)
            found = found if found is None or not then else self._child(found, then)
            if found is not None:
                if not isinstance(found, self._h5py.Group):
                    raise StudioError("its weights are damaged: {name} is no group", name=repr(name[:40]))
                return found
        return None

    def _child(self, group: Any, name: str) -> Any:
        if not isinstance(group, self._h5py.Group):
            return None
        link = group.get(name, getlink=True)
        if link is None:
            return None
        if not isinstance(link, self._h5py.HardLink):
            raise StudioError("its weights lead to another file or place ({name}), which is not followed", name=repr(name[:40]))  # fmt: skip
        return group[name]

    def _array(self, group: Any, name: str) -> Host:
        data = self._child(group, name)
        if not isinstance(data, self._h5py.Dataset):
            raise StudioError("its weights are damaged: {name} is no array", name=repr(name[:40]))
        if data.external or data.is_virtual:
            raise StudioError("its weights lead to another file ({name}), which is not followed", name=repr(name[:40]))  # fmt: skip
        if data.dtype.kind not in "fiub" or data.shape is None:
            raise StudioError("its weights are damaged: {name} holds no numbers", name=repr(name[:40]))
        # What is not stored is filled up, and two names may mean one array: a small file may claim any size.
        self._room.take(data.dtype.itemsize * max(math.prod(data.shape), math.prod(data.chunks or ())))
        made = data.id.get_create_plist()
        if any(made.get_filter(i)[0] not in _FILTERS for i in range(made.get_nfilters())):
            raise StudioError("its weights are packed in an unknown way ({name})", name=repr(name[:40]))
        array: Host = data[()]
        return np.atleast_1d(array)


@contextlib.contextmanager
def _damage() -> Iterator[None]:
    """Say in words what HDF5 says of a damaged file; its library has an exception for every day."""
    try:
        yield
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, SystemError):  # fmt: skip
        raise StudioError("its weights are damaged") from None
