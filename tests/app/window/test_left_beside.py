"""What lies beside recent documents is looked for beside the window: a folder may be on a disk that does not answer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from nnstudio.app.documents.copy_files import copy_path
from nnstudio.app.main_window import MainWindow
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.system import living
from tests.app.hands import button, click, press, until
from tests.app.window.conftest import saved, texts
from tests.app.window.silent_disk import SilentDisk

PROJECT = Project().with_network(sequential((4,), [Dense(3, "softmax")]))
EDITED = Project().with_network(sequential((4,), [Dense(5, "relu"), Dense(3, "softmax")]))


def left(folder: Path, name: str = "a") -> Path:
    """A document with a safety copy that a crash has left."""
    document = folder / f"{name}.nnstudio"
    file.save(document, PROJECT, None)
    file.save(copy_path(document), EDITED, None)
    return document


def start(make_window: Any, *recent: Path) -> MainWindow:
    """Open a window as a start of the program does."""
    window: MainWindow = make_window(recent_files=tuple(map(str, recent)), last_folder=str(recent[0].parent))
    window.files.runs.offer_left_behind()
    return window


def test_a_start_offers_the_copy_beside_a_recent_document(make_window: Any, tmp_path: Path) -> None:
    window = start(make_window, left(tmp_path), tmp_path / "gone.nnstudio", tmp_path / "none" / "b.nnstudio")
    until(lambda: texts(window), "the offer")
    assert texts(window) == ["NN Studio ended without saving a.nnstudio."]
    click(button(window.banner, "Recover"))
    until(lambda: window.document.project == EDITED, "the copy")
    assert window.document.path == tmp_path / "a.nnstudio"


def test_a_start_offers_the_run_and_the_copy_beside_a_recent_document_as_one(
    make_window: Any, tmp_path: Path
) -> None:
    document = left(tmp_path)
    run = tmp_path / f".a.run-{living.signature()}.nnstudio"
    shutil.copy(document, run)
    window = start(make_window, document)
    until(lambda: texts(window), "the offer")
    assert texts(window) == ["Training of a.nnstudio was interrupted."]
    click(button(window.banner, "Discard"))
    assert not run.exists()
    assert not copy_path(document).exists()


def test_what_another_computer_keeps_is_told_as_such_and_stays_though_it_is_recovered(
    make_window: Any, tmp_path: Path
) -> None:
    document = left(tmp_path)
    copy = tmp_path / ".a.autosave-c00000000-1.nnstudio"
    copy_path(document).rename(copy)
    window = start(make_window, document)
    until(lambda: texts(window), "the offer")
    told = "There are unsaved changes of a.nnstudio by a window on another computer, which may still be open."
    assert texts(window) == [told]
    click(button(window.banner, "Recover"))
    until(lambda: window.document.project == EDITED, "the copy")
    saved(window, document)
    assert copy.exists()


def test_a_run_on_another_computer_is_told_as_such(make_window: Any, tmp_path: Path) -> None:
    document = left(tmp_path)
    copy_path(document).rename(tmp_path / ".a.autosave-c00000000-1.nnstudio")
    run = tmp_path / ".a.run-c00000000-1.nnstudio"
    shutil.copy(document, run)
    window = start(make_window, document)
    until(lambda: texts(window), "the offer")
    assert texts(window) == ["a.nnstudio was trained on another computer, where that may still go on."]


def test_the_window_is_there_whatever_the_disk_does(
    make_window: Any, disk: SilentDisk, tmp_path: Path
) -> None:
    away, here = left(disk.folder, "away"), left(tmp_path, "here")
    disk.fall_silent()
    window = start(make_window, away, here)
    until(lambda: texts(window), "what lies on the disk that answers")
    assert texts(window) == ["NN Studio ended without saving here.nnstudio."]
    assert disk.asked.is_set()
    click(button(window.banner, "Discard"))
    window.beginning.empty()
    press(window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)  # the start page once more
    assert not window.in_workspace
    disk.released.set()
    until(lambda: texts(window), "what lies on the disk that answers late")
    assert texts(window) == ["NN Studio ended without saving away.nnstudio."]


def test_closing_does_not_wait_for_the_disk(make_window: Any, disk: SilentDisk) -> None:
    document = left(disk.folder)
    disk.fall_silent()
    window = start(make_window, document)
    until(disk.asked.is_set, "somebody to ask the disk")
    window.close()
    assert not window.isVisible()
    disk.released.set()
    assert texts(window) == []


def test_what_was_dealt_with_meanwhile_is_not_offered_again(
    make_window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk says late what was there: the document was opened, its copy discarded, and another one written."""
    document, other = left(tmp_path, "a"), tmp_path / "b.nnstudio"
    window = start(make_window, document)
    window.files.open(document)
    until(lambda: len(texts(window)) == 1 and window.document.path == document, "the offer")
    found: list[object] = []
    window.files.runs._looking.found.connect(found.append)
    window.files.runs._looking.look([document, other])
    until(lambda: found, "what lies beside it")
    assert len(texts(window)) == 1
    click(button(window.banner, "Discard"))
    saved(window, other)
    window.document.edit("Change", EDITED)
    window.files.copies.write()
    until(lambda: window.files.copies.up_to_date, "the copy")
    found.clear()
    window.files.runs._looking.look([document, other])
    until(lambda: found, "what lies beside it")
    assert texts(window) == []
