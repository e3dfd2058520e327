"""State dicts of PyTorch, ``.pt`` and ``.pth``, without running the pickle inside.

Such a file is a zip with a pickle, which describes the arrays, and their numbers beside it. The pickle is a little
program; here its operations are looked at one by one, and only those few are understood that a state dict is made of. A
file that wants anything else is refused, so nothing in it is ever called.
"""

from __future__ import annotations

import io
import math
import pickletools
from typing import Any, NamedTuple

import numpy as np

from nnstudio.export.reading.room import Room
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import Archive, open_archive

_DTYPES = {
    "FloatStorage": "<f4", "DoubleStorage": "<f8", "HalfStorage": "<f2", "LongStorage": "<i8",
    "IntStorage": "<i4", "ShortStorage": "<i2", "CharStorage": "i1", "ByteStorage": "u1", "BoolStorage": "?",
    "BFloat16Storage": "bfloat16",
}  # fmt: skip

PICKLE_LIMIT = 64 << 20
MOST_OPERATIONS = 500_000


class _Named(NamedTuple):
    """A function or class that the pickle names; never looked up."""

    module: str
    name: str


class _Storage(NamedTuple):
    dtype: str
    key: str


class _Tensor(NamedTuple):
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


_MARK = object()


def read_state(data: bytes) -> dict[str, Host]:
    """The arrays of a state dict by name, in its order.

    Raises
    ------
    StudioError
        When it is something else, such as a whole model, which only running it could bring back.
    """
    if data[:2] != b"PK":
        raise StudioError("it is no file of PyTorch 1.6 or newer; save the state dict anew with torch.save")
    with open_archive(io.BytesIO(data), msg("a file of PyTorch")) as archive:
        member = next((name for name in archive.names if name.split("/")[-1] == "data.pkl"), None)
        if member is None:
            raise StudioError("there is no state dict in it")
        root = member.removesuffix("data.pkl")
        state = _understand(archive.read(member, PICKLE_LIMIT))
        if f"{root}byteorder" in archive and archive.read(f"{root}byteorder", 16) not in (b"little", b""):
            raise StudioError("its numbers are stored in an order that is not known here")
        storages = _Storages(archive, root, Room(len(data)))
        return {_printable(name): storages.array(tensor) for name, tensor in _tensors(state).items()}


def _tensors(state: Any) -> dict[str, _Tensor]:
    """The tensors of a dictionary, also of one inside it that is called ``state_dict`` or ``model``."""
    if isinstance(state, dict):
        inner = (state.get(key) for key in ("state_dict", "model_state_dict", "model"))
        for one in (state, *inner):
            items = one.items() if isinstance(one, dict) else ()
            found = {
                key: value for key, value in items if isinstance(value, _Tensor) and isinstance(key, str)
            }
            if found:
                return found
    raise StudioError("it holds no state dict; save model.state_dict() instead of the model")


def _printable(name: str) -> str:
    """A name without halves of characters, which a pickle may hold and JSON may not."""
    return name.encode("utf-8", "replace").decode()


class _Storages:
    """The numbers beside the pickle, each read once: tensors may share them."""

    def __init__(self, archive: Archive, root: str, room: Room) -> None:
        self._archive, self._root, self._room = archive, root, room
        self._read: dict[_Storage, Host] = {}

    def array(self, tensor: _Tensor) -> Host:
        """The numbers of a tensor; it must lie within its storage."""
        numbers, size = self._numbers(tensor.storage), math.prod(tensor.shape)
        if size == 0:
            return np.zeros(0, numbers.dtype)
        last = tensor.offset + sum((n - 1) * s for n, s in zip(tensor.shape, tensor.strides, strict=True))
        if last >= len(numbers) or size > len(numbers):
            raise StudioError("it is damaged: an array is larger than what is stored")
        self._room.take(numbers.itemsize * size)
        steps = tuple(s * numbers.itemsize for s in tensor.strides)
        view = np.lib.stride_tricks.as_strided(numbers[tensor.offset :], tensor.shape, steps, writeable=False)
        return view.copy()

    def _numbers(self, storage: _Storage) -> Host:
        if storage not in self._read:
            wide = storage.dtype == "bfloat16"
            dtype = np.dtype("<u2" if wide else storage.dtype)
            data = self._archive.read(f"{self._root}data/{storage.key}", self._room.left)
            self._room.take(len(data))
            numbers = np.frombuffer(data, dtype, len(data) // dtype.itemsize)
            if wide:  # the upper half of a single-precision number
                numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
            self._read[storage] = numbers
        return self._read[storage]


def _understand(pickle: bytes) -> Any:
    """Follow the operations of a pickle that builds a state dict, and of no other."""
    reader = _Reader()
    try:
        for count, (operation, argument, _) in enumerate(pickletools.genops(pickle)):
            if count > MOST_OPERATIONS:
                raise StudioError("it has more operations than a state dict")
            if reader.take(operation.name, argument):
                return reader.stack[-1]
    except StudioError:
        raise
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, UnicodeError):
        raise StudioError("its state dict is damaged") from None
    raise StudioError("its state dict is cut off")


class _Reader:
    """What a pickle machine keeps while it runs: a stack, and a memory of what was made before."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def take(self, name: str, argument: Any) -> bool:
        """Follow one operation; return whether it was the last."""
        stack = self.stack
        if name in ("PROTO", "FRAME"):
            pass
        elif name in ("BINUNICODE", "SHORT_BINUNICODE", "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT"):
            stack.append(argument)
        elif name in ("NONE", "NEWTRUE", "NEWFALSE"):
            stack.append({"NONE": None, "NEWTRUE": True, "NEWFALSE": False}[name])
        elif name in ("BINPUT", "LONG_BINPUT"):
            self._memo[argument] = stack[-1]
        elif name == "MEMOIZE":
            self._memo[len(self._memo)] = stack[-1]
        elif name in ("BINGET", "LONG_BINGET"):
            stack.append(self._memo[argument])
        elif name == "MARK":
            stack.append(_MARK)
        elif name in ("EMPTY_DICT", "EMPTY_LIST", "EMPTY_TUPLE"):
            stack.append({"EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple}[name]())
        elif name == "TUPLE":
            stack.append(tuple(self._to_mark()))
        elif name in ("TUPLE1", "TUPLE2", "TUPLE3"):
            count = int(name[-1])
            stack[-count:] = [tuple(stack[-count:])]
        elif name == "GLOBAL":
            stack.append(_Named(*argument.split(" ", 1)))
        elif name == "STACK_GLOBAL":
            module, called = stack[-2:]
            if not (isinstance(module, str) and isinstance(called, str)):
                raise StudioError("its state dict is damaged")
            stack[-2:] = [_Named(module, called)]
        elif name == "BINPERSID":
            stack.append(self._storage(stack.pop()))
        elif name == "REDUCE":
            arguments, function = stack.pop(), stack.pop()
            stack.append(self._result(function, arguments))
        else:
            return self._fill(name)
        return False

    def _fill(self, name: str) -> bool:
        """Operations that change what is on the stack already."""
        if name == "SETITEM":
            value, key = self.stack.pop(), self.stack.pop()
            self._set(key, value)
        elif name == "SETITEMS":
            items = self._to_mark()
            for key, value in zip(items[::2], items[1::2], strict=True):
                self._set(key, value)
        elif name in ("APPEND", "APPENDS"):
            items = self._to_mark() if name == "APPENDS" else [self.stack.pop()]
            self.stack[-1].extend(items)
        elif name == "BUILD":  # attributes of the dictionary, such as _metadata: not needed
            self.stack.pop()
            self._dict()
        elif name == "STOP":
            return True
        elif name in ("NEWOBJ", "NEWOBJ_EX"):  # an object of a class, as a model is
            raise StudioError("it holds more than arrays, and nothing was run; save model.state_dict() instead of the model")  # fmt: skip
        else:
            raise StudioError("it asks for {operation}, which no state dict needs; nothing was run", operation=name)  # fmt: skip
        return False

    def _set(self, key: Any, value: Any) -> None:
        if not isinstance(key, str | int):  # a tuple in a tuple in a tuple would be hashed for ever
            raise StudioError("its state dict is damaged")
        self._dict()[key] = value

    def _dict(self) -> dict[Any, Any]:
        if not isinstance(self.stack[-1], dict):
            raise StudioError("it holds no state dict; save model.state_dict() instead of the model")
        return self.stack[-1]

    def _to_mark(self) -> list[Any]:
        at = len(self.stack) - 1
        while self.stack[at] is not _MARK:
            at -= 1
        items = self.stack[at + 1 :]
        del self.stack[at:]
        return items

    def _storage(self, about: Any) -> _Storage:
        """The numbers beside the pickle: ("storage", type, key, device, count)."""
        kind, named, key, _, _ = about
        if kind != "storage" or not isinstance(named, _Named) or named.name not in _DTYPES:
            raise StudioError("it holds numbers of a type that is not known here")
        if not isinstance(key, str) or not key.isalnum() or len(key) > 40:
            raise StudioError("its state dict is damaged")
        return _Storage(_DTYPES[named.name], key)

    def _result(self, function: Any, arguments: Any) -> Any:
        """What the few functions of a state dict would give."""
        if not isinstance(function, _Named) or not isinstance(arguments, tuple):
            raise StudioError("its state dict is damaged")
        if function == _Named("collections", "OrderedDict") and not arguments:
            return {}
        if function == _Named("torch._utils", "_rebuild_tensor_v2"):
            storage, offset, shape, strides, *_ = arguments
            if not (isinstance(shape, tuple) and isinstance(strides, tuple) and len(shape) <= 8):
                raise StudioError("its state dict is damaged")
            sizes = (offset, *shape, *strides)
            sound = all(type(n) is int and 0 <= n < 2**40 for n in sizes) and len(shape) == len(strides)
            if not isinstance(storage, _Storage) or not sound:
                raise StudioError("its state dict is damaged")
            return _Tensor(storage, offset, tuple(shape), tuple(strides))
        if function == _Named("torch._utils", "_rebuild_parameter") and isinstance(arguments[0], _Tensor):
            return arguments[0]
        named = f"{function.module[:60]}.{function.name[:60]}"
        raise StudioError("it asks to call {function}, which no state dict needs; nothing was run", function=repr(named))  # fmt: skip
