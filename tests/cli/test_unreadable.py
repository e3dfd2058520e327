"""What cannot be read at the end of a run is not written over: the result is saved beside it."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnstudio.cli import train
from nnstudio.project import file, run_checkpoints
from nnstudio.project.series.running import Series
from tests.cli.conftest import Inside
from tests.gone_on import project_with_state


def _of_a_newer_version() -> bytes:
    """A project as a later version of the program may write it."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file.encode(project_with_state(4)))) as old,
        zipfile.ZipFile(data, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "project.json":
                content = json.dumps({**json.loads(content), "format": 99}).encode()
            new.writestr(name, content)
    return data.getvalue()


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "newer": (_of_a_newer_version, "it was written by a newer version of NN Studio"),
    "damaged": (lambda: b"PK half of a file", "Cannot open"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    project = project_with_state(2)
    file.save(tmp_path / "a.nnstudio", project)
    return tmp_path / "a.nnstudio"


@pytest.fixture(params=UNREADABLE)
def put(request: pytest.FixtureRequest) -> tuple[bytes, str]:
    """What somebody else puts into the file, and why it cannot be read."""
    make, why = UNREADABLE[request.param]
    return make(), why


def _refuse(each: Any, path: Path, error: OSError, ask: Callable[..., Any], **more: Any) -> Any:
    if os.fspath(each) == str(path):
        raise error
    return ask(each, **more)


def _beside(path: Path) -> list[Path]:
    return [each for each in path.parent.glob("*.nnstudio") if each != path]


def test_the_result_of_a_run_is_saved_beside_it(
    run: Inside, path: Path, put: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_checkpoints, "LEAST", 0.0)  # its state is kept meanwhile, and only as long
    content, why = put
    real = train.result

    def meanwhile(*given: Any) -> Any:
        path.write_bytes(content)
        return real(*given)

    monkeypatch.setattr(train, "result", meanwhile)
    told = run("train", str(path))
    assert told.code == 1
    assert path.read_bytes() == content
    (rescued,) = _beside(path)
    project, trained = file.load(rescued)
    assert trained is not None
    assert (trained.checkpoint.position.epoch, len(project.runs)) == (2, 1)
    assert why in told.complaint
    assert (
        f"It is left as it is, and the result of the training is in {rescued}: work on with" in told.complaint
    )


def test_a_series_is_saved_beside_it(
    run: Inside, path: Path, put: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, why = put
    real = Series._prepared

    def meanwhile(self: Series, *given: object) -> object:
        if len(self.outcomes) == 1:
            path.write_bytes(content)
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Series, "_prepared", meanwhile)
    told = run("repeat", str(path), "--seeds", "3", "--device", "cpu")
    assert told.code == 1
    assert path.read_bytes() == content
    assert why in told.complaint
    (rescued,) = _beside(path)
    (series,) = file.load(rescued)[0].series
    assert len(series.outcomes) == 3


@pytest.mark.parametrize("command", ["train", "repeat"])
def test_another_file_that_cannot_be_read_is_refused_before_the_run(
    run: Inside, path: Path, put: tuple[bytes, str], command: str
) -> None:
    content, why = put
    other = path.with_name("b.nnstudio")
    other.write_bytes(content)
    told = run(command, str(path), "-o", str(other))
    assert told.code == 1
    assert other.read_bytes() == content
    assert why in told.complaint
    assert told.complaint.endswith("It is not written over: name another file with -o, or remove it")
    assert told.out == "", "nothing was trained"


@pytest.mark.parametrize("content", [None, b""])
def test_what_is_not_there_or_empty_is_written(run: Inside, path: Path, content: bytes | None) -> None:
    other = path.with_name("b.nnstudio")
    if content is not None:
        other.write_bytes(content)
    assert run("train", str(path), "-o", str(other)).code == 0
    assert file.load(other)[1] is not None


@pytest.mark.skipif(sys.platform == "win32", reason="links need administrators there")
@pytest.mark.parametrize("command", ["train", "repeat"])
def test_behind_a_link_to_what_is_not_there_yet_it_is_made(run: Inside, path: Path, command: str) -> None:
    real = path.with_name("new.nnstudio")
    link = path.with_name("link.nnstudio")
    link.symlink_to(real)
    assert run(command, str(path), "-o", str(link)).code == 0
    assert link.is_symlink()
    project, trained = file.load(real)
    assert trained is not None or project.series


def test_what_nobody_can_tell_of_is_not_taken_for_nothing(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a network disk is away for a moment at the end of a run."""
    before, real = path.read_bytes(), train.result
    refused = OSError(errno.EIO, "Input/output error")

    def meanwhile(*given: Any) -> Any:
        stat, opened = Path.stat, os.lstat
        monkeypatch.setattr(Path, "stat", lambda each, **more: _refuse(each, path, refused, stat, **more))
        monkeypatch.setattr(os, "lstat", lambda each, **more: _refuse(each, path, refused, opened, **more))
        return real(*given)

    monkeypatch.setattr(train, "result", meanwhile)
    told = run("train", str(path))
    monkeypatch.undo()
    assert told.code == 1
    assert path.read_bytes() == before
    assert "It is left as it is, and the result of the training is in" in told.complaint


def test_a_series_is_not_put_into_another_project(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, begun = path.with_name("b.nnstudio"), project_with_state(2)
    file.save(other, begun.replace(training=begun.training.replace(batch_size=11)))
    real = Series._prepared

    def meanwhile(self: Series, *given: object) -> object:
        path.write_bytes(b"PK half of a file")
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Series, "_prepared", meanwhile)
    assert run("repeat", str(path), "-o", str(other), "--seeds", "2", "--device", "cpu").code == 0
    project, _ = file.load(other)
    assert (project.training.batch_size, len(project.series)) == (16, 1)


def test_one_that_was_removed_meanwhile_is_written_again(
    run: Inside, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = train.result

    def meanwhile(*given: Any) -> Any:
        path.unlink()
        return real(*given)

    monkeypatch.setattr(train, "result", meanwhile)
    assert run("train", str(path)).code == 0
    assert file.load(path)[1] is not None
