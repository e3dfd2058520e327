"""Edits of two sides: the file's count where both have changed the same."""

from __future__ import annotations

from nnstudio.graph.layout import Layout
from nnstudio.project.meanwhile import with_edits
from nnstudio.project.project import Project
from tests.gone_on import project_with_state


def moved(project: Project, by: float) -> Project:
    return project.replace(layout=Layout({node.id: (by, by) for node in project.network.nodes}))


def test_what_only_one_side_has_changed_is_that_sides() -> None:
    begun = project_with_state(5)
    mine = begun.replace(training=begun.training.replace(epochs=9))
    there = moved(begun.replace(data=begun.data.replace(test=0.3)), 50.0)
    found, edited = with_edits(begun, mine, there)
    assert edited == ("data",)
    assert (found.training, found.data, found.layout) == (mine.training, there.data, there.layout)
    assert with_edits(begun, mine, begun) == (mine, ())


def test_what_both_have_changed_is_as_in_the_file() -> None:
    begun = project_with_state(5)
    mine = begun.replace(training=begun.training.replace(epochs=9))
    there = begun.replace(training=begun.training.replace(batch_size=7), lesson="begin")
    found, edited = with_edits(begun, mine, there)
    assert edited == ("training settings",)
    assert (found.training, found.lesson) == (there.training, "begin")
