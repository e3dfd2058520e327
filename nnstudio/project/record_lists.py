"""What the lists of runs and of series in a project file have in common; what is read may be an enemy's."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.zips import Archive
from nnstudio.training.history import Epoch

T = TypeVar("T")

RUNS = "runs.json"
SERIES = "series.json"

_NEWER = {
    RUNS: "its list of runs was written by a newer version of NN Studio (format {have}; this version reads up to "
    "{know}): update the program",
    SERIES: "its list of series was written by a newer version of NN Studio (format {have}; this version reads up to "
    "{know}): update the program",
}


def read_list(archive: Archive, name: str, shape: type[T], known: int) -> T | None:
    """Read one of the lists; None where the file has none.

    Raises
    ------
    StudioError
        For what is damaged, or has a higher format than is ``known``.
    """
    if name not in archive:
        return None
    plain = archive.json(name)
    written = plain.get("format")
    if isinstance(written, int) and not isinstance(written, bool) and written > known:
        raise StudioError(_NEWER[name], have=written, know=known)
    return converted(plain, shape, name)


def converted(plain: dict[str, Any], shape: type[T], name: str) -> T:
    """A member of the file as it should be; raises StudioError where it is not."""
    try:
        return msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        raise damaged(name, str(error)) from None


def damaged(name: str, cause: Message | str) -> StudioError:
    """What is said of a member whose parts contradict each other."""
    return StudioError("{name} is damaged: {cause}", name=name, cause=cause)


def line(text: str, limit: int) -> str:
    """One line of a record."""
    return shown(text[:limit])


def figures_of(epoch: Epoch | None) -> list[float]:
    """Every figure of an epoch, to be looked at one by one."""
    if epoch is None:
        return []
    validated = [] if epoch.val_loss is None else [epoch.val_loss]
    return [epoch.loss, epoch.seconds, *epoch.metrics.values(), *validated, *epoch.val_metrics.values()]
