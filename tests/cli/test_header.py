"""Whether the first row names the columns: told with the option that settles it, and kept in the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.data.sources import CsvFile
from nnstudio.project import file
from tests.cli.conftest import Inside

ROWS = 240


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a table whose names are partly numbers, and one of numbers alone."""
    monkeypatch.chdir(tmp_path)
    lines = [
        f"{150 + i * 7 % 40},{('red', 'green', 'blue')[i * i % 3]},{50 + i * 3 % 31}" for i in range(ROWS)
    ]
    (tmp_path / "names.csv").write_text("\n".join(["30,colour,7", *lines, ""]), encoding="utf-8")
    lines = [f"{i / 4},{i * 7 % 11},{i % 3}" for i in range(ROWS)]
    (tmp_path / "numbers.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return tmp_path


def names(run: Inside, *given: str) -> list[str]:
    return [each["name"] for each in run("data", *given, "--json").events if each["event"] == "column"]


def test_the_option_is_told_and_mends_it(run: Inside) -> None:
    told = run("data", "describe", "names.csv").out
    assert "`nnstudio new` mends it with --header yes" in told
    mended = run("data", "describe", "names.csv", "--header", "yes").out
    assert "--header" not in mended
    assert "colour" in names(run, "names.csv", "--header", "yes")
    assert len(names(run, "numbers.csv", "--header", "no")) == 3


def test_a_project_keeps_it(run: Inside) -> None:
    line = "new textbook --data names.csv --header yes --target colour -o p.nnstudio"
    assert run(*line.split()).code == 0
    project, _ = file.load(Path("p.nnstudio"))
    source = project.data.source
    assert isinstance(source, CsvFile)
    assert source.header is True
    assert source.target == "colour"


def test_a_refusal_is_one_line(run: Inside) -> None:
    assert "--header is for text files" in run("data", "describe", "iris", "--header", "no").complaint
    alone = run("new", "textbook", "--header", "no", "-o", "p.nnstudio")
    assert alone.complaint == "--header needs a table: --data FILE"
