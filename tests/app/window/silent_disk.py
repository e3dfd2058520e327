"""A disk that does not answer for the time being, as one of a network that is gone."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest


class SilentDisk:
    """A folder whose disk answers when it is released; the window's thread must not ask it at all."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self.folder = folder
        self.asked = threading.Event()
        self.released = threading.Event()
        self._patch = patch

    def fall_silent(self) -> None:
        """From now on, whoever asks the disk waits."""
        for name in ("stat", "lstat", "scandir", "listdir", "open", "unlink", "mkdir"):
            usual = getattr(os, name)

            def ask(path: Any = ".", *more: Any, usual: Any = usual, **named: Any) -> Any:
                self._answer(path)
                return usual(path, *more, **named)

            self._patch.setattr(os, name, ask)

    def _answer(self, path: Any) -> None:
        away = not isinstance(path, int) and Path(os.fsdecode(path)).is_relative_to(self.folder)
        if not away or self.released.is_set():
            return
        assert threading.current_thread() is not threading.main_thread(), f"the window asks for {path}"
        self.asked.set()
        self.released.wait()
