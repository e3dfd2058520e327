"""Preferences survive everything that can happen to their file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from nnstudio.app import settings
from nnstudio.app.settings import MAX_RECENT, Preferences, Settings, load, save, settings_path
from nnstudio.nn.fields import FieldError
from nnstudio.system.file_errors import FileError


def test_first_start() -> None:
    assert load() == (Settings(), None)


def test_round_trip() -> None:
    kept = Settings(
        theme="dark", splitters={"main": "AAAA"}, window_geometry="AQ==", seen=("tour",)
    ).with_recent("/a b.nnstudio")
    save(kept)
    assert load() == (kept, None)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b"3", b'{"theme": "dark"', b"[" * 100_000, b" " * (2 << 20)],
    ids=range(9),
)
def test_damaged_file_gives_defaults_and_a_note(data: bytes) -> None:
    settings_path().write_bytes(data)
    read, note = load()
    assert read == Settings()
    assert note is not None
    assert "preferences" in str(note)


def test_a_folder_in_its_place() -> None:
    settings_path().mkdir()
    read, note = load()
    assert read == Settings()
    assert note is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", 3),
        ("autosave_seconds", -1),
        ("autosave_seconds", "60"),
        ("smoothing", None),
        ("show_start_page", 1),
        ("recent_files", "a"),
        ("recent_files", [1]),
        ("splitters", []),
    ],
)
def test_a_bad_setting_costs_only_itself(name: str, value: Any) -> None:
    good = {"last_folder": "/data", "smoothing": 0.5}
    settings_path().write_text(
        json.dumps(good | {name: value, "of_a_later_version": [1, 2]}), encoding="utf-8"
    )
    read, note = load()
    assert read.last_folder == "/data"
    assert getattr(read, name) == getattr(Settings(), name)
    assert note is not None
    assert name in str(note)


def test_recent_files_are_few_and_different() -> None:
    many = Settings()
    for i in range(2 * MAX_RECENT):
        many = many.with_recent(f"/{i}")
    many = many.with_recent("/15")
    assert many.recent_files[:3] == ("/15", "/19", "/18")
    assert len(many.recent_files) == MAX_RECENT == len(set(many.recent_files))
    assert "/15" not in many.without_recent("/15").recent_files
    settings_path().write_text(json.dumps({"recent_files": [str(i) for i in range(50)]}), encoding="utf-8")
    assert len(load()[0].recent_files) == MAX_RECENT


def test_preferences_tell_and_keep(qtbot: QtBot) -> None:
    preferences = Preferences(Settings())
    with qtbot.waitSignal(preferences.changed) as signal:
        preferences.change(theme="dark")
    assert signal.args == [Settings(theme="dark")]
    assert load()[0].theme == "dark"
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(theme="dark")
    with pytest.raises(FieldError):
        preferences.change(theme="purple")


def test_a_full_disk_does_not_stop_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, data: bytes) -> None:
        raise FileError("Cannot save: the disk is full")

    monkeypatch.setattr(settings.files, "write_bytes", refuse)
    preferences = Preferences(Settings())
    preferences.change(smoothing=0.5)
    assert preferences.settings.smoothing == 0.5
