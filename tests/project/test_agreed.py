"""A project file cannot make the program read what its reader has not agreed to."""

from __future__ import annotations

import json
import ntpath
import posixpath
from pathlib import Path
from types import ModuleType

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.held import HeldData, held_paths, is_held
from nnstudio.data.paths import missing_path
from nnstudio.data.sources import CsvFile
from nnstudio.project import agreed, file
from nnstudio.project.comparing.compare import load_side
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.system.folders import autosave_dir, runs_dir
from tests.project.test_data_files import ROWS
from tests.project.test_kept_data import pointing_at, remade


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


def saved(folder: Path, data: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file.save(folder / "a.nnstudio", Project(data=DataConfig(CsvFile(str(data)))))
    return folder / "a.nnstudio"


def on_another_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was remembered here is not known there."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "their home"))


def test_what_was_saved_here_is_read_without_asking(tmp_path: Path) -> None:
    data = tmp_path / "rows.csv"
    data.write_text(ROWS, encoding="utf-8")
    project, _ = file.load(saved(tmp_path / "project", data))
    assert len(load_data(project).train)


def test_a_file_from_elsewhere_asks_until_somebody_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "rows.csv"
    data.write_text(ROWS, encoding="utf-8")
    path = saved(tmp_path / "project", data)
    on_another_computer(monkeypatch, tmp_path)
    project, _ = file.load(path)
    assert held_paths(project.data.source) == (str(data),)
    with pytest.raises(HeldData) as caught:
        load_data(project)
    assert str(data) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith("or name it with `--data PATH`"), "whichever command it was"

    file.save(path, project)  # saving alone is no yes
    file.load(path)
    assert is_held(str(data))

    agreed.release([str(data)])
    agreed.remember(path, [str(data)])
    file.load(path)
    assert not is_held(str(data))
    # Another project, or another path in this one, is another question.
    file.load(remade(path, pointing_at(str(tmp_path / "other.csv"))))
    assert is_held(str(tmp_path / "other.csv"))
    copy = tmp_path / "copy.nnstudio"
    copy.write_bytes(
        remade(path, pointing_at(str(data.parent / ".." / tmp_path.name / "rows.csv"))).read_bytes()
    )
    (tmp_path / "away").mkdir()
    away = copy.rename(tmp_path / "away" / "a.nnstudio")
    project, _ = file.load(away)
    assert held_paths(project.data.source)


def test_data_in_the_folder_is_read_and_a_link_out_of_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    path = saved(folder, folder / "rows.csv")
    on_another_computer(monkeypatch, tmp_path)
    assert not held_paths(file.load(path)[0].data.source)
    (tmp_path / "private.csv").write_text(ROWS, encoding="utf-8")
    (folder / "rows.csv").unlink()
    (folder / "rows.csv").symlink_to(tmp_path / "private.csv")
    assert held_paths(file.load(path)[0].data.source)
    file.load(remade(path, pointing_at("../private.csv")))
    assert is_held(str(tmp_path / "private.csv"))


@pytest.mark.parametrize("network", ["//host/share/rows.csv", r"\\host\share\rows.csv", r"/\host/rows.csv"])
def test_another_computer_is_not_even_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: str
) -> None:
    path = remade(saved(tmp_path / "project", tmp_path / "project" / "rows.csv"), pointing_at(network))
    looked: list[str] = []
    monkeypatch.setattr("nnstudio.data.paths.os.path.exists", lambda p: looked.append(p) or False)
    source = file.load(path)[0].data.source
    assert held_paths(source) == (network,)
    assert missing_path(source) is None
    with pytest.raises(HeldData):
        load_data(file.load(path)[0])
    assert network not in looked


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_list_asks_again(tmp_path: Path, damage: bytes) -> None:
    data = tmp_path / "rows.csv"
    data.write_text(ROWS, encoding="utf-8")
    path = saved(tmp_path / "project", data)
    known = tmp_path / "home" / "config" / "agreed.json"
    assert json.loads(known.read_bytes()) == {str(path): [str(data)]}
    known.write_bytes(damage)
    file.load(path)
    assert is_held(str(data))
    file.save(path, Project(data=DataConfig(CsvFile(str(data)))))
    assert is_held(str(data))


def test_the_list_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreed, "MOST", 3)
    for i in range(5):
        agreed.remember(tmp_path / f"{i}.nnstudio", [f"/data/{i}.csv"])
    known = json.loads((tmp_path / "home" / "config" / "agreed.json").read_bytes())
    assert list(known.values()) == [[f"/data/{i}.csv"] for i in (2, 3, 4)]
    agreed.remember(tmp_path / "2.nnstudio", ["/data/2.csv"])  # in use again: it is not the next to go
    agreed.remember(tmp_path / "5.nnstudio", ["/data/5.csv"])
    known = json.loads((tmp_path / "home" / "config" / "agreed.json").read_bytes())
    assert list(known.values()) == [[f"/data/{i}.csv"] for i in (4, 2, 5)]


def test_copies_of_a_project_take_no_place_in_the_list(tmp_path: Path) -> None:
    data = ["/data/rows.csv"]
    agreed.remember(runs_dir() / "0.nnstudio", data)
    agreed.remember(tmp_path / ".a.autosave.nnstudio", data)
    agreed.remember(tmp_path / ".a.run-12-3.nnstudio", data)
    for process in range(3):
        agreed.remember(autosave_dir() / f"untitled-{process}.nnstudio", data)
    agreed.remember(tmp_path / ".mine.nnstudio", data)
    known = json.loads((tmp_path / "home" / "config" / "agreed.json").read_bytes())
    assert list(known) == [str(autosave_dir()), str(tmp_path / ".mine.nnstudio")]


def test_a_copy_of_a_document_without_a_file_is_read_again_without_asking(tmp_path: Path) -> None:
    data = tmp_path / "rows.csv"
    data.write_text(ROWS, encoding="utf-8")
    copy = autosave_dir() / "untitled-1.nnstudio"
    file.save_copy(copy, Project(data=DataConfig(CsvFile(str(data)))))
    assert not held_paths(file.load(copy)[0].data.source)


def test_reading_for_something_else_than_the_window_holds_and_releases_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "rows.csv"
    data.write_text(ROWS, encoding="utf-8")
    known = saved(tmp_path / "known", data)
    other = tmp_path / "other.csv"
    file.load(known)
    unknown = tmp_path / "unknown.nnstudio"
    (tmp_path / "elsewhere").mkdir()
    unknown = (tmp_path / "elsewhere" / "a.nnstudio").absolute()
    unknown.write_bytes(known.read_bytes())
    agreed.hold([str(other)])
    project, _ = file.load(unknown, ask=False)
    assert not held_paths(project.data.source)
    assert agreed.not_agreed(unknown, project, None) == (str(data),)
    assert load_side(unknown).held == (str(data),)
    assert not is_held(str(data))
    file.save(tmp_path / "elsewhere" / "b.nnstudio", Project(data=DataConfig(CsvFile(str(other)))))
    load_side(tmp_path / "elsewhere" / "b.nnstudio")
    assert is_held(str(other))
    agreed.release([str(other)])


def test_what_another_project_asks_for_may_be_in_the_folder_of_this_one(tmp_path: Path) -> None:
    path = saved(tmp_path / "project", tmp_path / "project" / "rows.csv")
    agreed.hold([str(tmp_path / "project" / "rows.csv")])
    assert not held_paths(file.load(path)[0].data.source)


@pytest.mark.parametrize(
    ("system", "folder", "path", "inside"),
    [
        (ntpath, r"C:\Users\me\project", r"C:\Users\me\project\sub\rows.csv", True),
        (ntpath, r"C:\Users\me\project", "c:/users/me/PROJECT/rows.csv", True),
        (ntpath, r"C:\Users\me\project", "/Users/me/secret.csv", False),
        (ntpath, r"C:\Users\me\project", r"\Users\me\secret.csv", False),
        (ntpath, r"C:\Users\me\project", "D:secret.csv", False),
        (ntpath, r"C:\Users\me\project", r"C:\Users\me\project\..\secret.csv", False),
        (ntpath, r"C:\Users\me\project", r"\\host\share\rows.csv", False),
        (posixpath, "/home/me/project", "/home/me/project/rows.csv", True),
        (posixpath, "/home/me/project", r"C:\Users\me\rows.csv", True),
        (posixpath, "/home/me/project", r"\\host\share\rows.csv", False),
        (posixpath, "/home/me/project", "//host/share/rows.csv", False),
        (posixpath, "/home/me/project", "/home/me/secret.csv", False),
    ],
)
def test_every_system_tells_what_is_in_a_folder(
    system: ModuleType, folder: str, path: str, inside: bool
) -> None:
    assert agreed.is_inside(path, folder, system) == inside
