"""What every broken file keeps to: one line with the file and the cause, and nothing on the disk has changed."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from nnstudio.__main__ import main
from nnstudio.data.pictures import image_reader
from nnstudio.data.sources import SOURCES, CsvFile, ImageFolder
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError
from tests.data.broken_files import BROKEN, GOOD, KINDS
from tests.data.refusal import refusal
from tests.data.test_images import image

FEWEST = 40
"""Broken files that the sources are asked to refuse, at least."""

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, away from where the program keeps its own."""
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def content(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder; what is no file is known by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() and not path.is_symlink() else None
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("case", BROKEN)
def test_one_line_names_the_file_and_the_cause(
    case: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = BROKEN[case]
    source = broken.make(here)
    before = content(here)
    line = refusal(source, broken.named)
    assert broken.cause in line
    assert len(line) < 600
    assert content(here) == before
    if broken.plain:  # the command line says the same
        capsys.readouterr()
        assert main(["data", "describe", source.path, "--json"]) == 1
        out, err = capsys.readouterr()
        (event,) = [json.loads(text) for text in out.splitlines()]
        assert (event["event"], event["message"]) == ("error", line)
        assert err == f"nnstudio: {line}\n"


def test_there_are_enough_and_some_of_every_kind() -> None:
    counted = Counter(broken.kind for broken in BROKEN.values())
    assert set(KINDS) - set(counted) == set()
    assert len(BROKEN) >= FEWEST


def test_every_source_of_files_has_broken_ones(tmp_path: Path) -> None:
    tried = set()
    for number, broken in enumerate(BROKEN.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        tried.add(type(broken.make(folder)).__name__)
    assert tried == {kind.__name__ for kind in SOURCES if "path" in kind.__struct_fields__}


def test_a_separate_file_that_vanishes_after_the_first_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = here / "data.csv", here / "second.csv"
    for path in (first, second):
        path.write_text(GOOD, encoding="utf-8")
    usual = CsvFile.file_table

    def vanishing(self: CsvFile, *args: object, **more: object) -> object:
        table = usual(self, *args, **more)  # type: ignore[arg-type]
        second.unlink(missing_ok=True)
        return table

    monkeypatch.setattr(CsvFile, "file_table", vanishing)
    assert "there is no such file" in refusal(CsvFile(str(first), test_path=str(second)), "second.csv")


def test_images_that_vanish_while_their_folder_is_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cats/a.png", "cats/b.png", "dogs/a.png", "dogs/b.png"):
        path = here / "pets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(image())

    def vanishing(path: str | os.PathLike[str], limit: int) -> bytes:
        if "dogs" in str(path):
            Path(path).unlink(missing_ok=True)
        return read_limited(path, limit)

    monkeypatch.setattr(image_reader, "read_limited", vanishing)
    line = refusal(ImageFolder(str(here / "pets")), "pets")
    assert "only the sub-folder 'cats' holds images" in line


def test_what_is_right_is_read(here: Path) -> None:
    """The good file behind the broken ones: the contract refuses nothing by accident."""
    path = here / "data.csv"
    path.write_text(GOOD, encoding="utf-8")
    try:
        assert len(CsvFile(str(path)).read()) == 20
    except StudioError as error:
        pytest.fail(str(error))
