"""The program finds its files wherever it was put."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nnstudio.system import folders
from nnstudio.system.file_errors import FileError


def test_resources_of_a_source_tree() -> None:
    assert (folders.resources() / "datasets" / "iris.csv").is_file()


def test_resources_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_PACKAGE", tmp_path / "nnstudio")
    assert folders.checkout() is None
    assert folders.resources() == tmp_path / "nnstudio" / "_resources"


def test_resources_of_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert folders.resources() == tmp_path / "resources"


def test_one_variable_moves_all_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "stick"))
    made = [folders.config_dir(), folders.cache_dir(), folders.log_dir(), folders.autosave_dir()]
    assert len(set(made)) == 4
    assert all(folder.is_dir() and folder.parent == tmp_path / "stick" for folder in made)


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "file"))
    with pytest.raises(FileError, match=r"Cannot create the folder .*config: part of its path is a file"):
        folders.config_dir()
