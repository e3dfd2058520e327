"""Writing several files that belong together: all of them, or none."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.file_errors import file_error
from nnstudio.system.files import clear_beside, create_for, name_beside, replace_file, sync_folder

CHUNK = 4 << 20
"""Bytes written, and brought to the disk, between two looks at Cancel."""


def write_together(
    contents: Mapping[Path, bytes | memoryview],
    *,
    cancelled: Cancel | None = None,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Replace several files, or leave all of them as they were.

    First everything is written beside its place and brought to the disk; only then the names change, one after the
    other, the last of them last. If one cannot, those before get their old contents back.

    Parameters
    ----------
    contents : mapping of path to bytes, or to a memoryview of bytes
    cancelled : callable, optional
        Asked after every few megabytes; nothing is changed when it returns true.
    progress : callable, optional
        Receives the share that is written, 0 to 1.

    Raises
    ------
    FileError
        When the disk refuses; the text names the file.
    Cancelled
    """
    targets = {Path(os.path.realpath(path)): path for path in contents}
    if len(targets) < len(contents):
        raise ValueError("two of the files are the same")
    waiting: dict[Path, Path] = {}  # target -> what is to take its place
    total = sum(map(len, contents.values())) or 1
    written = 0
    try:
        for target, path in targets.items():
            waiting[target] = name_beside(target)
            data = memoryview(contents[path])
            with _in_words(path), create_for(waiting[target], target) as file:
                for start in range(0, len(data), CHUNK):
                    heed(cancelled)
                    part = data[start : start + CHUNK]
                    file.write(part)
                    file.flush()
                    os.fsync(file.fileno())  # a single one at the end could take seconds, deaf to Cancel
                    written += len(part)
                    if progress is not None:
                        progress(written / total)
        heed(cancelled)
        _put_in_place(waiting, targets)
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _put_in_place(waiting: Mapping[Path, Path], names: Mapping[Path, Path]) -> None:
    old: dict[Path, Path | None] = {}  # target -> where its old contents are kept meanwhile
    try:
        for target, temporary in waiting.items():
            with _in_words(names[target]):
                old[target] = _kept(target)
                replace_file(temporary, target)
        for folder in {target.parent for target in waiting}:
            with _in_words(folder):
                sync_folder(folder)
    except BaseException:
        for target, kept in old.items():
            with contextlib.suppress(OSError):  # what cannot be put back keeps its second name
                if kept is not None:
                    os.replace(kept, target)  # noqa: PTH105
                    kept.unlink(missing_ok=True)  # renaming does nothing where both are still the same file
                elif not waiting[target].exists():  # it took its place already
                    target.unlink(missing_ok=True)
        raise
    for kept in old.values():
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.unlink()
    clear_beside(next(iter(waiting)))


def _kept(target: Path) -> Path | None:
    """A second name for the old contents, so that at no moment the file is missing; None where there are none."""
    if not target.exists():
        return None
    # Windows refuses this while the file is open, and would not let go of a second name either.
    replace_file(target, target)
    kept = target.parent / f".nnstudio-old-{secrets.token_hex(8)}.tmp"  # never removed unasked
    try:
        os.link(target, kept)
    except OSError:  # a file system without hard links
        try:
            shutil.copy2(target, kept)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
    return kept


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise file_error("save", path, error) from None
