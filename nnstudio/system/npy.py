"""Arrays in NumPy's own format, from files that anybody may have written."""

from __future__ import annotations

import io
import math
from tokenize import TokenError

import numpy as np

from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError

NUMBERS = "fiub"
TEXTS = "US"


def read_npy(data: bytes, name: Message | str, kinds: str = NUMBERS) -> Host:
    """Read one array; nothing is allocated that is not there, and nothing is unpickled.

    Parameters
    ----------
    data : bytes
        The whole file, or member of an archive.
    name : Message or str
        What it is called in messages.
    kinds : str
        Kinds of NumPy's types that are allowed.

    Raises
    ------
    StudioError
    """
    source = io.BytesIO(data)
    try:
        version = np.lib.format.read_magic(source)
        read = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
        shape, fortran, dtype = read[version](source)
    # NumPy takes the header apart with Python's own parser, and once more for Python 2, whose words it then looks for.
    except (
        ValueError,
        KeyError,
        SyntaxError,
        TypeError,
        MemoryError,
        RecursionError,
        OverflowError,
        TokenError,
    ):
        raise StudioError("{name} is no array of NumPy", name=name) from None
    if dtype.kind not in kinds:
        raise StudioError("{name} holds something else than numbers", name=name)
    if any(n < 0 for n in shape) or math.prod(shape) * dtype.itemsize != len(data) - source.tell():
        raise StudioError("{name} claims another size than it has", name=name)
    try:
        if math.prod(shape) == 0:
            return np.zeros(shape, dtype)
        flat = np.frombuffer(data, dtype, offset=source.tell())
        return flat.reshape(shape, order="F" if fortran else "C")
    except (ValueError, OverflowError):  # hundreds of axes, or nothing times more than can be counted
        raise StudioError("{name} has a shape that no array has", name=name) from None
