"""A project finds its data: beside it wherever the folder goes, or where somebody says it is."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.paths import missing_path, moved
from nnstudio.data.sources import CsvFile, IdxFiles
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError

ROWS = "a,b,kind\n" + "".join(
    f"{i * 0.37:.2f},{i % 7 * 1.5},{'yes' if i % 2 else 'no'}\n" for i in range(120)
)


def told(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("project.json"))["data"]["source"]


def project_of(*paths: Path) -> Project:
    csv, *more = map(str, paths)
    return Project(data=DataConfig(CsvFile(csv, test_path=more[0] if more else None)))


def test_data_beside_a_project_goes_with_its_folder(tmp_path: Path) -> None:
    here, there, away = tmp_path / "here", tmp_path / "there", tmp_path / "away.csv"
    (here / "sub").mkdir(parents=True)
    inside = here / "sub" / "rows.csv"
    inside.write_text(ROWS, encoding="utf-8")
    away.write_text(ROWS, encoding="utf-8")
    project = project_of(inside, away)
    file.save(here / "a.nnstudio", project)
    assert told(here / "a.nnstudio")["path"] == "sub/rows.csv"
    assert told(here / "a.nnstudio")["test_path"] == str(away)
    assert file.load(here / "a.nnstudio")[0] == project
    here.rename(there)
    found = file.load(there / "a.nnstudio")[0].data.source
    assert isinstance(found, CsvFile)
    assert (found.path, found.test_path) == (str(there / "sub" / "rows.csv"), str(away))


@pytest.mark.parametrize("path", ["/somewhere/else.csv", "C:\\data\\rows.csv", "\\\\server\\share\\rows.csv"])
def test_a_path_from_anywhere_stays_as_it_is(tmp_path: Path, path: str) -> None:
    project = Project(data=DataConfig(CsvFile(path)))
    file.save(tmp_path / "a.nnstudio", project)
    assert file.load(tmp_path / "a.nnstudio")[0] == project


def test_a_relative_path_means_the_projects_folder_whatever_the_present_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    file.save(Path("a.nnstudio"), project_of(Path("rows.csv")))
    monkeypatch.chdir(tmp_path / "other")
    project, _ = file.load(Path("../a.nnstudio"))
    assert missing_path(project.data.source) is None


def test_data_that_is_gone_is_one_line_that_says_where_it_was(tmp_path: Path) -> None:
    gone = tmp_path / "rows.csv"
    with pytest.raises(StudioError) as caught:
        load_data(project_of(gone))
    line = str(caught.value)
    assert str(gone) in line
    assert "--data" in line
    assert "\n" not in line


def test_files_that_lay_together_are_found_together(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    new.mkdir()
    for name in ("images", "labels"):
        (new / name).write_bytes(b"x")
    source = IdxFiles(str(old / "images"), str(old / "labels"))
    found = moved(source, str(old / "images"), str(new / "images"))
    assert found == IdxFiles(str(new / "images"), str(new / "labels"))
