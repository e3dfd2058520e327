"""A document that is open in another window of this computer is told at opening, and only then."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.app.main_window import MainWindow
from nnstudio.system import folders
from tests.app.hands import until
from tests.app.window.conftest import saved, texts

OTHER = """
import sys
from pathlib import Path
from nnstudio.system import living
living.tell_open(Path(sys.argv[1]))
print("here", flush=True)
sys.stdin.readline()
"""
TOLD = "a.nnstudio is open in another window, too."


@pytest.fixture
def path(window: MainWindow, tmp_path: Path) -> Path:
    window.beginning.empty()
    return saved(window, tmp_path / "a.nnstudio")


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program with the same document."""
    env = {**os.environ, "PYTHONPATH": str(folders.checkout())}
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
        process.kill()


def reopened(window: MainWindow, path: Path) -> list[str]:
    window.beginning.empty()
    assert window.document.path is None
    window.files.open_after_asking(path)
    until(lambda: window.document.path == path, "the document")
    return texts(window)


def test_it_is_told_and_goes_with_the_document(
    window: MainWindow, path: Path, other: subprocess.Popen[str]
) -> None:
    assert any(text.startswith(TOLD) for text in reopened(window, path))
    window.beginning.empty()
    assert not any(text.startswith(TOLD) for text in texts(window))


def test_a_window_that_crashed_is_not_told(
    window: MainWindow, path: Path, other: subprocess.Popen[str]
) -> None:
    other.kill()
    other.wait()
    assert not any(text.startswith(TOLD) for text in reopened(window, path))


def test_opening_twice_in_one_window_is_no_other_window(window: MainWindow, path: Path) -> None:
    assert not any(text.startswith(TOLD) for text in reopened(window, path))
    assert not any(text.startswith(TOLD) for text in reopened(window, path))


def test_others_know_what_is_open_here(window: MainWindow, path: Path, tmp_path: Path) -> None:
    told = folders.cache_dir() / "running" / f"{os.getpid()}.open"
    assert told.read_bytes() == os.fsencode(path)
    saved(window, tmp_path / "b.nnstudio")
    assert told.read_bytes() == os.fsencode(tmp_path / "b.nnstudio")
    window.beginning.empty()
    assert not told.exists()
    reopened(window, path)
    window.close()
    assert not told.exists()
