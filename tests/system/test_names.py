"""Names that people have given, as names of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.system.names import as_name, is_name


@pytest.mark.usefixtures("windows_rules")
@pytest.mark.parametrize(
    "text", ["Run 2", "3/4: a?", "con", "lpt1.x", "..", "", " a. ", "Größe ³", "x" * 79 + ". y", "\n"]
)
def test_every_system_takes_it(tmp_path: Path, text: str) -> None:
    name = as_name(text)
    assert is_name(name)
    (tmp_path / name).write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_a_name_stays() -> None:
    assert as_name("Run 2, wider") == "Run 2- wider"
    assert as_name("Größe_1.5") == "Größe_1.5"
