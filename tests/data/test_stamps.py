"""Files and folders that were edited since they were read are told from those that were only looked at."""

from __future__ import annotations

import os
from pathlib import Path

from nnstudio.data.sources import CsvFile, ImageFolder
from nnstudio.data.stamps import edited, stamps_of


def picture_folder(path: Path) -> ImageFolder:
    for name in ("cat", "dog"):
        (path / name).mkdir(parents=True)
        (path / name / "1.png").write_bytes(b"1")
    return ImageFolder(str(path))


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    source = CsvFile(str(path))
    then = stamps_of(source)
    assert edited(source, then) is None
    path.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    found = edited(source, then)
    assert found is not None
    assert found.path == str(path)
    assert edited(source, found.stamps) is None, "those are the stamps it has now"
    path.unlink()
    assert edited(source, then) is None, "what was read is still at hand"


def test_a_time_that_a_network_disk_rounds_is_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    source = CsvFile(str(path))
    then = stamps_of(source)
    facts = path.stat()
    os.utime(path, (facts.st_atime, facts.st_mtime + 1.5))
    assert edited(source, then) is None
    os.utime(path, (facts.st_atime, facts.st_mtime + 60))
    assert edited(source, then) is not None


def test_a_folder_that_a_file_manager_has_looked_at_is_not_edited(tmp_path: Path) -> None:
    source = picture_folder(tmp_path / "pictures")
    then = stamps_of(source)
    for name in (".DS_Store", "Thumbs.db"):
        (tmp_path / "pictures" / "dog" / name).write_bytes(b"")
    assert stamps_of(source) != then
    assert edited(source, then) is None
    (tmp_path / "pictures" / "dog" / "2.png").write_bytes(b"2")
    found = edited(source, then)
    assert found is not None
    assert found.path == source.path, "nobody has chosen the folder of one class"
