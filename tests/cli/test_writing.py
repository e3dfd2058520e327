"""What the command line writes takes the place of what it has read, and of nothing else."""

from __future__ import annotations

from pathlib import Path

from nnstudio.cli.writing import save_over
from nnstudio.graph.layout import Layout
from nnstudio.project import file
from nnstudio.project.data_files import Both
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
