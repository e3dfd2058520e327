"""Thresholds are kept for the weights they were chosen for, in the project and in its file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnstudio.data.deciding import Decision
from nnstudio.project.decisions import MOST, decision_for, with_decision
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system.messages import StudioError
from tests.project.zips import changed_json, unzipped

CHOSEN = Decision(0.23, 0, "test")


@pytest.fixture(scope="module")
def cancer() -> tuple[Project, Trained, Trained]:
    """A network that tells two classes apart, after one epoch, and after one more."""
    project = open_sample("textbook")
    project = project.replace(training=project.training.replace(epochs=1, device="cpu"))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    first = result(run, project, prepared)
    longer = project.replace(training=project.training.replace(epochs=2))
    run = new_run(longer, prepared, first)
    for _ in run.events():
        pass
    return project, first, result(run, longer, prepared)


def kept_for(project: Project, trained: Trained, which: str = "last") -> Decision | None:
    """What a project keeps for weights."""
    return decision_for(project.decisions, trained.preprocessor, trained.weights(which))


def test_it_belongs_to_the_weights_and_waits_for_them(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, second = cancer
    project = with_decision(project, first.weights(), CHOSEN)
    assert kept_for(project, first) == CHOSEN
    assert kept_for(project, second) is None, "other weights give other probabilities"
    both = with_decision(project, second.weights(), Decision(0.7))
    assert (kept_for(both, first), kept_for(both, second)) == (CHOSEN, Decision(0.7))
    assert with_decision(both, second.weights(), None) == project
    assert with_decision(project, first.weights(), None).decisions == {}
    assert decision_for(project.decisions, open_flowers(), first.weights()) is None, "three classes"


def open_flowers() -> Any:
    """The preprocessing of three classes."""
    return load_data(open_sample("flowers")).preprocessor


def test_it_survives_its_file_with_the_weights(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    assert b"decisions" not in unzipped(encode(project, first))["project.json"]
    project = with_decision(project, first.weights(), CHOSEN)
    again, trained = decode(encode(project, first))
    assert again == project
    assert trained is not None
    assert kept_for(again, trained) == CHOSEN
    assert encode(again, trained) == encode(project, first)


def test_the_newest_are_kept(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    many = {f"{i:064x}": Decision(0.5) for i in range(MOST)}
    project = with_decision(project.replace(decisions=many), first.weights(), CHOSEN)
    assert len(project.decisions) == MOST
    assert f"{0:064x}" not in project.decisions
    assert kept_for(decode(encode(project))[0], first) == CHOSEN


def test_what_a_newer_version_says_of_one_leaves_with_it(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    members = unzipped(encode(with_decision(project, first.weights(), CHOSEN), first))

    def newer(plain: dict[str, Any]) -> None:
        next(iter(plain["decisions"].values()))["cost"] = 5

    opened, _ = decode(changed_json(members, "project.json", newer))
    usual = with_decision(opened, first.weights(), None)
    assert decode(encode(usual))[0].decisions == {}


@pytest.mark.parametrize(
    "told",
    [
        {"a" * 64: {"threshold": 0}},
        {"a" * 64: {"threshold": 1.5}},
        {"a" * 64: {"threshold": -1e308}},
        {"a" * 64: {"threshold": "0.5"}},
        {"a" * 64: {"threshold": 0.5, "yes": 2}},
        {"a" * 64: {"threshold": 0.5, "yes": True}},
        {"a" * 64: {"threshold": 0.5, "part": "moon"}},
        {"a" * 64: {}},
        {"a" * 64: 0.5},
        {"../../etc/passwd": {"threshold": 0.5}},
        {"A" * 64: {"threshold": 0.5}},
        {"a" * 64 + "\n": {"threshold": 0.5}},
        {f"{i:064x}": {"threshold": 0.5} for i in range(MOST + 1)},
        [],
        "none",
    ],
    ids=lambda told: json.dumps(told)[:60],
)
def test_what_nobody_has_chosen_is_refused_in_one_line(
    cancer: tuple[Project, Trained, Trained], told: object
) -> None:
    project, first, _ = cancer
    members = unzipped(encode(project, first))
    with pytest.raises(StudioError, match=r"^project\.json is damaged: .+$") as refused:
        decode(changed_json(members, "project.json", lambda plain: plain.update(decisions=told)))
    assert "\n" not in str(refused.value)
