"""Data in the project file: it goes where the file goes, and nobody's other files go with it."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.held import hold, release
from nnstudio.data.sources import CsvFile, IdxFiles, ImageFolder, RecordingFolder
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.project import data_copies, file, kept_data
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system import files
from nnstudio.system.file_errors import FileError, file_error
from nnstudio.system.folders import kept_data_dir
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.project.test_data_files import ROWS
from tests.system.failing_disk import FailingDisk

pytestmark = pytest.mark.usefixtures("windows_rules")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


def keeping(data: Path) -> Project:
    """A project that keeps its table."""
    data.parent.mkdir(exist_ok=True)
    data.write_text(ROWS, encoding="utf-8")
    training = TrainingConfig(BinaryCrossentropy(), epochs=2, batch_size=16, device="cpu")
    project = Project(data=DataConfig(CsvFile(str(data))), training=training, keep_data=True)
    return project.with_network(sequential((2,), [Dense(1, activation="sigmoid")]))


def train(project: Project) -> Trained:
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return result(run, project, prepared)


def remade(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same file with members changed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    path.write_bytes(buffer.getvalue())
    return path


def pointing_at(path: str, member: bytes | None = None) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        plain = json.loads(members["project.json"])
        plain["data"]["source"]["path"] = path
        members["project.json"] = json.dumps(plain).encode()
        if member is not None:
            members[path] = member

    return change


def test_a_mailed_file_trains_as_the_original_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "own" / "rows.csv"
    project = keeping(data)
    first = train(project)
    file.save(tmp_path / "own" / "a.nnstudio", project, first)
    (tmp_path / "mailed").mkdir()
    mailed = (tmp_path / "own" / "a.nnstudio").rename(tmp_path / "mailed" / "a.nnstudio")
    data.unlink()
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "another home"))

    there, trained = file.load(mailed)
    assert there.keep_data
    assert trained is not None
    assert trained.data == there.data
    again = train(there)
    assert again.fingerprint == trained.fingerprint == first.fingerprint
    for name, weights in first.checkpoint.weights.items():
        np.testing.assert_array_equal(again.checkpoint.weights[name], weights)

    before = mailed.read_bytes()
    file.save(mailed, there, trained)  # and it goes on from hand to hand
    assert mailed.read_bytes() == before
    assert str(tmp_path) not in zipfile.ZipFile(mailed).read("project.json").decode()


def test_an_edited_copy_is_not_believed(tmp_path: Path) -> None:
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))
    source = file.load(tmp_path / "a.nnstudio")[0].data.source
    assert isinstance(source, CsvFile)
    Path(source.path).write_text("nonsense", encoding="utf-8")
    file.load(tmp_path / "a.nnstudio")
    assert Path(source.path).read_text(encoding="utf-8") == ROWS


def test_a_cache_that_is_cleaned_takes_nothing_away(tmp_path: Path) -> None:
    """Of a project that is open: it trains and is saved, also after its file is gone, and its data can be taken out."""
    path = tmp_path / "a.nnstudio"
    file.save(path, keeping(tmp_path / "own" / "rows.csv"))
    (tmp_path / "own" / "rows.csv").unlink()
    project, trained = file.load(path)
    shutil.rmtree(kept_data_dir())
    file.save(path, project, trained)
    assert zipfile.ZipFile(path).read("data/rows.csv").decode() == ROWS
    path.unlink()
    shutil.rmtree(kept_data_dir())
    file.save(tmp_path / "b.nnstudio", project, trained)
    assert zipfile.ZipFile(tmp_path / "b.nnstudio").read("data/rows.csv").decode() == ROWS
    for _ in range(2):
        shutil.rmtree(kept_data_dir())
        assert len(load_data(project).train) > 0
    shutil.rmtree(kept_data_dir())
    source = project.data.source
    assert source is not None
    outside = data_copies.taken_out(source, tmp_path)
    assert Path(outside.paths[0]).read_text(encoding="utf-8") == ROWS


def test_memory_holds_the_data_of_the_projects_opened_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_copies, "_MOST_REMEMBERED", 2 * len(ROWS) + 20)
    opened = []
    for name in "abc":
        data = tmp_path / name / "rows.csv"
        project = keeping(data)
        data.write_text(ROWS + f"9,9,{name}\n", encoding="utf-8")
        file.save(tmp_path / f"{name}.nnstudio", project)
        opened.append(file.load(tmp_path / f"{name}.nnstudio")[0])
    shutil.rmtree(kept_data_dir())
    with pytest.raises(StudioError, match="cannot be kept in the project file"):
        file.save(tmp_path / "d.nnstudio", opened[0])
    for project in opened[1:]:
        file.save(tmp_path / "d.nnstudio", project)


def test_what_no_project_was_opened_with_for_long_makes_room(tmp_path: Path) -> None:
    for name, kept in (("old", ROWS), ("new", ROWS + "1,2,no\n")):
        data = tmp_path / name / "rows.csv"
        project = keeping(data)
        data.write_text(kept, encoding="utf-8")
        file.save(tmp_path / f"{name}.nnstudio", project)
    old = file.load(tmp_path / "old.nnstudio")[0].data.source
    assert old is not None
    os.utime(Path(old.paths[0]).parent, (0, 0))
    new = file.load(tmp_path / "new.nnstudio")[0].data.source
    assert new is not None
    assert not Path(old.paths[0]).exists()
    assert Path(new.paths[0]).exists()
    file.load(tmp_path / "old.nnstudio")
    assert Path(old.paths[0]).exists()


def test_names_that_some_systems_take_for_one_are_refused(tmp_path: Path) -> None:
    names = "data/a.csv", "data/A.csv"
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))

    def change(members: dict[str, bytes]) -> None:
        pointing_at(names[0], b"a,b\n1,2\n")(members)
        plain = json.loads(members["project.json"])
        plain["data"]["source"]["test_path"] = names[1]
        members["project.json"] = json.dumps(plain).encode()
        members[names[1]] = b"a,b\n3,4\n"

    with pytest.raises(StudioError, match="one name"):
        file.load(remade(tmp_path / "a.nnstudio", change))


def test_a_safety_copy_is_written_without_data_that_is_gone(tmp_path: Path) -> None:
    project = keeping(tmp_path / "own" / "rows.csv")
    file.save_copy(tmp_path / "whole.nnstudio", project)
    assert file.load(tmp_path / "whole.nnstudio")[0].keep_data
    (tmp_path / "own" / "rows.csv").unlink()
    file.save_copy(tmp_path / "copy.nnstudio", project)
    copy, _ = file.load(tmp_path / "copy.nnstudio")
    assert copy.network == project.network
    assert not copy.keep_data


@pytest.mark.parametrize("path", ["/etc/hostname", "../private.csv", "data/../../private.csv", "private.csv"])
def test_a_file_cannot_ask_for_the_readers_own_files(tmp_path: Path, path: str) -> None:
    (tmp_path / "private.csv").write_text("secret", encoding="utf-8")
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))
    project, _ = file.load(remade(tmp_path / "a.nnstudio", pointing_at(path)))
    assert not project.keep_data
    file.save(tmp_path / "b.nnstudio", project)
    assert not [n for n in zipfile.ZipFile(tmp_path / "b.nnstudio").namelist() if n.startswith("data/")]


@pytest.mark.parametrize(
    "name",
    ["data/../../out.csv", "data/a/b.csv", "data/", "data/.hidden", "data/c:x", "data/a\\b", "data/a.", "data/nul.csv",
     "data/" + "x" * 200, "data/a\nb"],
)  # fmt: skip
def test_a_members_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))
    before = set(tmp_path.rglob("*"))
    with pytest.raises(StudioError) as caught:
        file.load(remade(tmp_path / "a.nnstudio", pointing_at(name, b"a,b\n1,2\n")))
    assert "\n" not in str(caught.value)
    assert not [p for p in set(tmp_path.rglob("*")) - before if p.is_file()]


@pytest.mark.parametrize("size", [data_copies.LIMIT + 1, data_copies.LIMIT // 2])
def test_a_bomb_is_not_unpacked(tmp_path: Path, size: int) -> None:
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))
    with pytest.raises(StudioError, match="larger than it should be"):
        file.load(remade(tmp_path / "a.nnstudio", pointing_at("data/rows.csv", bytes(size))))


def test_data_that_cannot_be_kept_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    data, path = tmp_path / "own" / "rows.csv", tmp_path / "a.nnstudio"
    project = keeping(data)
    file.save(path, project)
    before = path.read_bytes()
    with data.open("ab") as out:
        out.truncate(data_copies.LIMIT + 1)
    for _ in ("too large", "gone"):
        with pytest.raises(StudioError, match="cannot be kept"):
            file.save(path, project)
        assert path.read_bytes() == before
        data.unlink(missing_ok=True)
    assert kept_data.cannot_keep(ImageFolder(str(tmp_path))) is not None
    assert "Recordings are not kept" in str(kept_data.cannot_keep(RecordingFolder(str(tmp_path))))


def test_two_files_stay_two_and_labels_come_along(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rows.csv").write_text(ROWS + folder, encoding="utf-8")
    x, y = (str(tmp_path / f / "rows.csv") for f in "xy")
    file.save(tmp_path / "a.nnstudio", Project(data=DataConfig(CsvFile(x, test_path=y)), keep_data=True))
    source = file.load(tmp_path / "a.nnstudio")[0].data.source
    assert isinstance(source, CsvFile)
    assert source.test_path is not None
    assert (
        Path(source.path).read_text(encoding="utf-8"),
        Path(source.test_path).read_text(encoding="utf-8"),
    ) == (ROWS + "x", ROWS + "y")

    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        (tmp_path / name).write_bytes(name.encode())
    images = IdxFiles(str(tmp_path / "train-images-idx3-ubyte"))
    file.save(tmp_path / "b.nnstudio", Project(data=DataConfig(images), keep_data=True))
    found = file.load(tmp_path / "b.nnstudio")[0].data.source
    assert found is not None
    assert [Path(p).read_bytes() for p in found.paths] == [Path(p).read_bytes() for p in images.paths]


def test_a_full_cache_keeps_no_project_from_being_opened_or_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = keeping(tmp_path / "own" / "rows.csv")
    file.save(tmp_path / "a.nnstudio", project, train(project))
    with monkeypatch.context() as patch:
        patch.setattr(files, "os", FailingDisk(1, lasting=True))
        opened, trained = file.load(tmp_path / "a.nnstudio")
        assert trained is not None
        with pytest.raises(data_copies.NotUnpacked) as caught:
            load_data(opened)
    assert str(caught.value) == (
        f"The data in the project file cannot be unpacked into {kept_data_dir()}: the disk is full; free some space or "
        "choose another folder. The environment variable NNSTUDIO_HOME names another place"
    )
    with monkeypatch.context() as patch:  # the disk of the project has room
        patch.setattr(data_copies, "write_bytes", full)
        file.save(tmp_path / "b.nnstudio", opened, trained)
    with zipfile.ZipFile(tmp_path / "b.nnstudio") as archive:
        assert archive.read("data/rows.csv").decode() == ROWS
    assert load_data(opened).fingerprint == load_data(project).fingerprint, "as soon as there is room"
    assert load_data(file.load(tmp_path / "b.nnstudio")[0]).fingerprint == trained.fingerprint


def test_of_data_that_is_half_unpacked_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels lie beside images, and nothing names them."""
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        (tmp_path / name).write_bytes(name.encode())
    images = IdxFiles(str(tmp_path / "train-images-idx3-ubyte"))
    file.save(tmp_path / "b.nnstudio", Project(data=DataConfig(images), keep_data=True))
    opened, _ = file.load(tmp_path / "b.nnstudio")
    source = opened.data.source
    assert source is not None
    Path(source.paths[1]).unlink()
    with monkeypatch.context() as patch:
        patch.setattr(data_copies, "write_bytes", full)
        file.save(tmp_path / "c.nnstudio", opened)
    again = file.load(tmp_path / "c.nnstudio")[0].data.source
    assert again is not None
    assert [Path(path).read_bytes() for path in again.paths] == [
        Path(path).read_bytes() for path in images.paths
    ]


def full(path: Path, _data: bytes) -> None:
    raise file_error("save", path, OSError(errno.ENOSPC, ""))


def test_what_is_taken_out_replaces_nothing(tmp_path: Path) -> None:
    file.save(tmp_path / "a.nnstudio", keeping(tmp_path / "own" / "rows.csv"))
    source = file.load(tmp_path / "a.nnstudio")[0].data.source
    assert source is not None
    assert data_copies.is_kept(source)
    (tmp_path / "rows.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(StudioError, match="there already"):
        data_copies.taken_out(source, tmp_path)
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "mine"
    (tmp_path / "rows.csv").unlink()
    outside = data_copies.taken_out(source, tmp_path)
    assert outside.paths == (str(tmp_path / "rows.csv"),)
    assert not data_copies.is_kept(outside)


def test_all_files_are_taken_out_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = keeping(tmp_path / "own" / "rows.csv")
    last = tmp_path / "own" / "last.csv"
    last.write_text(ROWS, encoding="utf-8")
    data = project.data.replace(source=CsvFile(str(tmp_path / "own" / "rows.csv"), test_path=str(last)))
    file.save(tmp_path / "a.nnstudio", project.replace(data=data))
    source = file.load(tmp_path / "a.nnstudio")[0].data.source
    assert source is not None
    out = tmp_path / "out"
    out.mkdir()
    for n in range(1, 100):
        disk = FailingDisk(n, lasting=False)
        with monkeypatch.context() as patch, contextlib.suppress(FileError):
            patch.setattr(files, "os", disk)
            data_copies.taken_out(source, out)
        names = {path.name for path in out.iterdir()}
        assert names in (set(), {"rows.csv", "last.csv"}), f"operation {n} leaves something"
        if not disk.failed:
            assert names
            return
        for path in out.iterdir():
            path.unlink()
    pytest.fail("it never ends")


def test_of_the_files_only_the_copies_are_taken_out(tmp_path: Path) -> None:
    own = tmp_path / "own" / "rows.csv"
    file.save(tmp_path / "a.nnstudio", keeping(own))
    file.save(tmp_path / "b.nnstudio", keeping(tmp_path / "other" / "rows.csv"))
    copy = file.load(tmp_path / "a.nnstudio")[0].data.source
    assert isinstance(copy, CsvFile)
    own.write_text("mine", encoding="utf-8")  # a file of the same name
    (tmp_path / "out").mkdir()
    outside = data_copies.taken_out(copy.replace(test_path=str(own)), tmp_path / "out")
    assert outside == CsvFile(str(tmp_path / "out" / "rows.csv"), test_path=str(own))
    assert (tmp_path / "out" / "rows.csv").read_text(encoding="utf-8") == ROWS

    second = kept_data_dir() / "second"
    second.mkdir()
    (second / "rows.csv").write_text("other", encoding="utf-8")
    with pytest.raises(StudioError, match=r"called rows\.csv"):
        data_copies.taken_out(copy.replace(test_path=str(second / "rows.csv")), tmp_path / "out")


def test_what_nobody_has_agreed_to_is_not_put_into_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    project = keeping(secret)
    hold([str(secret)])
    try:
        reason = kept_data.cannot_keep(project.data.source)
        assert reason is not None
        assert str(secret) in str(reason)
        with pytest.raises(StudioError, match="not in its folder"):
            file.encode(project)
    finally:
        release([str(secret)])


def test_paths_of_earlier_runs_are_relative_beside_kept_data(tmp_path: Path) -> None:
    project = keeping(tmp_path / "own" / "rows.csv")
    earlier = tmp_path / "data" / "rows.csv"  # called as the member is
    earlier.parent.mkdir()
    earlier.write_text("earlier", encoding="utf-8")
    trained = train(project)
    trained = msgspec.structs.replace(trained, data=DataConfig(CsvFile(str(earlier))))
    file.save(tmp_path / "a.nnstudio", project, trained)
    assert str(tmp_path) not in zipfile.ZipFile(tmp_path / "a.nnstudio").read("training.json").decode()
    there, again = file.load(tmp_path / "a.nnstudio")
    assert again is not None
    assert again.data == trained.data
    assert there.data.source is not None
    assert Path(there.data.source.paths[0]).read_text(encoding="utf-8") == ROWS


def test_a_copy_that_is_in_use_is_not_old(tmp_path: Path) -> None:
    path = tmp_path / "a.nnstudio"
    file.save(path, keeping(tmp_path / "own" / "rows.csv"))
    project, _ = file.load(path)
    assert project.data.source is not None
    folder = Path(project.data.source.paths[0]).parent
    os.utime(folder, (0, 0))
    file.save(path, project)
    assert folder.stat().st_mtime > 0
