"""What the command line writes takes the place of what it has read, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.cli.writing import save_over
from nnstudio.graph.layout import Layout
from nnstudio.project import file
from nnstudio.project.data_files import Both
from tests.cli.conftest import Inside
from tests.gone_on import project_with_state


def test_what_is_saved_between_reading_and_writing_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "p.nnstudio"
    project = project_with_state(1)
    file.save(path, project)
    moved = {node.id: (7.0, 8.0) for node in project.network.nodes}
    times = 0

    def make() -> Both:
        nonlocal times
        times += 1
        there, trained = file.load(path)
        if times == 1:  # somebody else saves now
            file.save(path, there.replace(layout=Layout(moved)))
        return there.replace(lesson="changed"), trained

    save_over(path, make)
    now, _ = file.load(path)
    assert (times, now.lesson, dict(now.layout.positions)) == (2, "changed", moved)


@pytest.mark.parametrize("command", ["train", "repeat"])
def test_another_project_is_never_written_over(command: str, run: Inside, tmp_path: Path) -> None:
    for name, data in (("a", "iris"), ("b", "wine")):
        assert run("new", "textbook", "--data", data, "-o", name).code == 0
    before = (tmp_path / "b.nnstudio").read_bytes()
    told = run(command, "a.nnstudio", "--epochs", "1", "--device", "cpu", "-o", "b")
    assert told.complaint == (
        "b.nnstudio holds another project, with another network and other data. It is not written over: name another file with "
        "-o, or remove it"
    )
    assert (tmp_path / "b.nnstudio").read_bytes() == before
    for _ in range(2):  # its own result is
        assert run(command, "a.nnstudio", "--epochs", "1", "--device", "cpu", "-o", "c").code == 0
