"""What a source of data is: a frozen record of settings that can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.data.dataset import Dataset
from nnstudio.nn.fields import Registry, Spec, fields_of
from nnstudio.system.cancel import Cancel

Progress = Callable[[dict[str, Any]], None]


class Source(Spec, frozen=True):
    """Where data comes from. One file in ``sources/`` per kind."""

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read everything.

        Parameters
        ----------
        cancelled : callable, optional
            Asked again and again; when it returns true, reading ends with ``Cancelled``.
        progress : callable, optional
            Receives ``{"done": 0 to 1}``.

        Raises
        ------
        StudioError
            In one line that names the file, the place in it and the cause.
        """
        raise NotImplementedError

    @property
    def paths(self) -> tuple[str, ...]:
        """Files and folders that are read; when one of them changes, the data may be another."""
        values = (getattr(self, info.name) for info in fields_of(type(self)) if info.kind == "path")
        return tuple(value for value in values if value is not None)

    @property
    def own_parts(self) -> tuple[str, ...]:
        """Which of "validation" and "test" the data brings itself: a share of its rows counts for nothing then."""
        return ()

    @property
    def other_lengths(self) -> str | None:
        """What happens to recordings of another length than those that are learned from, as
        :func:`nnstudio.data.recordings.signals.fitted` has it; None where it is no recordings that are learned from.
        """
        return None


SOURCES: Registry[Source] = Registry("data source")
