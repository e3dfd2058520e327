"""A disk of which the n-th operation fails, and perhaps all later ones."""

from __future__ import annotations

import errno
import os
from typing import Any


class FailingFile:
    """A binary file whose operations count, too."""

    def __init__(self, disk: FailingDisk, file: Any) -> None:
        self.disk, self.file = disk, file

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.disk.step()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.file, name)

        def counted(*args: Any) -> Any:
            self.disk.step()
            return method(*args)

        return counted


class FailingDisk:
    """The module ``os``, of which the n-th call that touches the disk fails (and all later ones)."""

    def __init__(self, n: int, lasting: bool, code: int = errno.ENOSPC) -> None:
        self.left, self.lasting, self.code = n, lasting, code
        self.failed = False

    def step(self) -> None:
        self.left -= 1
        if self.left == 0 or (self.left < 0 and self.lasting):
            self.failed = True
            raise OSError(self.code, os.strerror(self.code))

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in ("open", "fdopen", "chmod", "stat", "fsync", "replace", "close"):
            return real

        def counted(*args: Any) -> Any:
            if name == "close":  # it closes even where it complains
                real(*args)
            try:
                self.step()
            except OSError:
                if name == "fdopen":
                    os.close(args[0])
                raise
            if name == "fdopen":
                return FailingFile(self, real(*args))
            return None if name == "close" else real(*args)

        return counted
