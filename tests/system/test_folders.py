"""The program finds its files wherever it was put."""

from __future__ import annotations

import sys
import tempfile
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


@pytest.mark.skipif(sys.platform == "win32", reason="there the temporary folder is the user's own")
def test_without_a_home_the_cache_is_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    common = tmp_path / "common"
    common.mkdir()
    monkeypatch.delenv("NNSTUDIO_HOME", raising=False)
    monkeypatch.setattr(folders, "_DIRS", _Homeless(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(common))
    (mine,) = {folders.cache_dir().parent, folders.kept_data_dir().parent.parent}
    assert mine.parent == common
    assert mine.stat().st_mode & 0o777 == 0o700
    with pytest.raises(FileError, match="config"):
        folders.config_dir()
    mine.chmod(0o755)  # somebody else's, or open to everybody: not trusted
    with pytest.raises(FileError, match="Cannot create the folder"):
        folders.cache_dir()


class _Homeless:
    """Folders of a user whose home is none."""

    def __init__(self, home: Path) -> None:
        self.user_cache_path = home / "cache"
        self.user_config_path = home / "config"


def test_a_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "file"))
    with pytest.raises(FileError, match=r"Cannot create the folder .*config: part of its path is a file"):
        folders.config_dir()
