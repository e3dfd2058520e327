"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

Step = tuple[str, list[str]]


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language; "" for those without one."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def steps() -> Iterator[Step]:
    """Each command of the console blocks, with the lines shown below it."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield command, shown


def without_figures(line: str) -> str:
    """A line whose numbers may differ in the last digit on another processor."""
    line = re.sub("·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", line)
    return re.sub(r"\d+(\.\d+)?([eE]-?\d+)?", "#", re.sub(r"\s+", " ", line)).strip()


def test_the_commands_do_what_the_readme_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shutil.copytree(ROOT / "resources" / "datasets", tmp_path / "resources" / "datasets")
    found = list(steps())
    assert {command.split()[1] for command, _ in found} >= {"new", "train", "evaluate", "predict", "export"}
    for command, shown in found:
        program, *arguments = shlex.split(command)
        assert program == "nnstudio"
        done = subprocess.run(
            [sys.executable, "-P", "-m", "nnstudio", *arguments],
            cwd=tmp_path, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}: {done.stderr}"
        said = [without_figures(line) for line in done.stdout.splitlines()]
        missing = [line for line in shown if line != "…" and without_figures(line) not in said]
        assert not missing, f"{command} does not print {missing}, but {done.stdout}"
        if "…" not in shown:
            assert len(said) == len(shown), f"{command} prints more than the README shows: {done.stdout}"
        if arguments[0] == "evaluate":
            measured = re.search(r"accuracy (\S+)", done.stdout)
            assert measured is not None
            assert float(measured[1]) >= 90


def test_the_python_example_prints_what_the_readme_shows(tmp_path: Path) -> None:
    (example,) = blocks("python")
    shown = README.split(example)[1].split("```\n")[2]
    surroundings = {"PYTHONPATH": str(ROOT), "NNSTUDIO_KERNELS": os.environ["NNSTUDIO_KERNELS"]}
    done = subprocess.run(
        [sys.executable, "-P", "-c", example],
        cwd=tmp_path, capture_output=True, encoding="utf-8", env=surroundings, check=True,
    )  # fmt: skip
    assert done.stdout == shown


def test_the_first_commands_are_those_of_bootstrap() -> None:
    first = blocks("")[0].splitlines()
    assert first == [f"python3 packaging/bootstrap.py {command}" for command in ("run", "test")]


def links(path: Path) -> Iterator[str]:
    """Relative links of a page, without anchors."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target) and not target.startswith("#"):
            yield target.partition("#")[0]


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = [t for t in links(page) if not (page.parent / t).exists()]
    assert not broken
