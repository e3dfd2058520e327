"""A piece of work for the device, bound to its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.backend.cuda import libraries


class Launch:
    """A kernel or a matrix product with everything it is called with.

    It reads nothing on the host and makes no array, so it may be repeated as often as one likes and be part of a
    captured graph. What a step changes stands on the device.

    Parameters
    ----------
    function : callable
    *arguments
        Kept alive as long as the launch is.
    """

    __slots__ = ("_arguments", "_function", "_loaded")

    def __init__(self, function: Callable[..., object], *arguments: Any) -> None:
        self._function, self._arguments = function, arguments
        self._loaded = False

    def __call__(self) -> None:
        if self._loaded:
            self.again()
            return
        # CUDA may put off to the first call what it has to wait for the whole device for.
        with libraries.undisturbed:
            self.again()
        self._loaded = True

    def again(self) -> None:
        """Call what has been called before, also by who holds :data:`libraries.undisturbed`."""
        self._function(*self._arguments)
