"""Preferences: one frozen record, described like a layer and kept as JSON.

A damaged or foreign file never stops the start. What can be read of it is used, the rest has its default, and
the window gets a note.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Any

import msgspec
from PySide6.QtCore import QObject, Signal

from nnstudio.app.words.catalogue import LANGUAGES
from nnstudio.nn.fields import Field, Spec, fields_of
from nnstudio.system import files, folders
from nnstudio.system.messages import Message, StudioError, msg

MAX_RECENT = 10
_MAX_BYTES = 1 << 20
_log = logging.getLogger(__name__)


class Settings(Spec, frozen=True):
    """What the user prefers, and how the window was left.

    Fields with a description are shown in the preferences dialog; the others are remembered without being asked.
    """

    theme: Annotated[
        str, Field("Light or dark, or as the desktop has it.", choices=("system", "light", "dark"))
    ] = "system"
    language: Annotated[
        str,
        Field("Language of the window. A change is seen after a restart.", choices=("", *LANGUAGES)),
    ] = ""
    show_start_page: Annotated[
        bool,
        Field("Greets with samples and recent files when no file is opened.", label="Show the start page"),
    ] = True
    autosave_seconds: Annotated[
        int,
        Field(
            "How long a change may go without a safety copy; 0 turns the copies off.",
            minimum=0,
            maximum=3600,
            unit="seconds",
            label="Autosave after",
        ),
    ] = 60
    smoothing: Annotated[
        float,
        Field(
            "How much of the past a curve remembers; 0 shows every value as it is.",
            minimum=0,
            maximum=0.99,
            label="Curve smoothing",
        ),
    ] = 0.0
    run_weights_mb: Annotated[
        int,
        Field(
            "How much room the weights of earlier runs may take on this computer; 0 keeps none. Curves and figures of "
            "every run stay in the project.",
            minimum=0,
            maximum=1_000_000,
            unit="MiB",
            label="Weights of earlier runs",
        ),
    ] = 500
    recent_files: tuple[str, ...] = ()
    window_geometry: str = ""
    splitters: dict[str, str] = {}
    last_folder: str = ""
    show_map: bool = True
    playground: bool = True
    """Whether neurons on pairs of numbers are shown on their cards."""
    side_page: str = "palette"
    """The tab at the left: "palette" or "outline"."""
    glossary_size: str = ""
    """How large the glossary was left: "700x460"."""
    manual_size: str = ""
    series_size: str = ""
    """The same of the manual, and of the dialog for several runs."""
    seen: tuple[str, ...] = ()
    """Keys of hints and tours that need no second showing."""
    lessons_done: tuple[str, ...] = ()
    """Keys of the lessons whose one thing was done."""

    def with_recent(self, path: str) -> Settings:
        """Return settings in which ``path`` is the most recent file."""
        others = tuple(p for p in self.recent_files if p != path)
        return self.replace(recent_files=(path, *others)[:MAX_RECENT])

    def without_recent(self, path: str) -> Settings:
        """Return settings in which ``path`` is no recent file."""
        return self.replace(recent_files=tuple(p for p in self.recent_files if p != path))


def settings_path() -> Path:
    """Return where the preferences are kept."""
    return folders.config_dir() / "settings.json"


def load() -> tuple[Settings, Message | None]:
    """Read the preferences.

    Returns
    -------
    settings : Settings
        Defaults for everything that cannot be read.
    note : Message or None
        What to tell the user about a file that could not be used as it is.
    """
    try:
        path = settings_path()
        if not path.exists():
            return Settings(), None
        plain = msgspec.json.decode(files.read_limited(path, _MAX_BYTES))
    except (StudioError, OSError, msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        _log.info("Preferences cannot be read: %s", error)
        return Settings(), msg("Your preferences could not be read and are back at their defaults")
    if not isinstance(plain, dict):
        return Settings(), msg("Your preferences could not be read and are back at their defaults")
    settings, lost = _from_plain(plain)
    if lost:
        names = ", ".join(lost)
        return settings, msg(
            "Some preferences could not be read and are back at their defaults: {names}", names=names
        )
    return settings, None


def save(settings: Settings) -> None:
    """Write the preferences.

    Raises
    ------
    StudioError
        When the disk refuses; the old file is whole then.
    """
    files.write_bytes(settings_path(), msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n")


def _from_plain(plain: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Take over one setting after the other, so that a bad one costs only itself."""
    described = {info.name for info in fields_of(Settings)}
    settings, lost = Settings(), []
    for field in msgspec.structs.fields(Settings):
        if field.name not in plain:
            continue
        value = plain[field.name]
        try:
            if field.name not in described:
                value = msgspec.convert(value, field.type)
            settings = settings.replace(**{field.name: value})
        except (StudioError, msgspec.ValidationError):
            lost.append(field.name)
    return settings.replace(recent_files=settings.recent_files[:MAX_RECENT]), lost


class Preferences(QObject):
    """The settings in force, kept on the disk.

    Signals
    -------
    changed(settings)
        After every change.
    """

    changed = Signal(object)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.refused: StudioError | None = None
        """Why the last change is not on the disk; it holds until the window closes, and is kept with the next one."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def set(self, settings: Settings) -> None:
        """Make settings the ones in force and write them.

        A disk that refuses is no reason to bother whoever resizes a window; who chooses preferences is told.
        """
        if settings == self._settings:
            return
        self._settings, self.refused = settings, None
        try:
            save(settings)
        except (StudioError, UnicodeEncodeError) as error:  # the name of a folder need not be text
            _log.info("Preferences cannot be kept: %s", error)
            self.refused = error if isinstance(error, StudioError) else None
        self.changed.emit(settings)

    def change(self, **changes: Any) -> None:
        """Change single settings."""
        self.set(self._settings.replace(**changes))
