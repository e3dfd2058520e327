"""Thresholds are kept for the weights they were chosen for, in the project and in its file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from nnstudio.data.preparing.deciding import Chosen, Decision, questions
from nnstudio.project.decisions import MOST, chosen_for, facts, in_words, with_chosen
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.system.messages import StudioError
from tests.project.labelled import labelled
from tests.project.zips import changed_json, unzipped

CHOSEN = (Decision(0.23, 0, "test"),)


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


def kept_for(project: Project, trained: Trained, which: str = "last") -> Chosen:
    """What a project keeps for weights."""
    return chosen_for(project.decisions, trained.preprocessor, trained.weights(which))


def test_it_belongs_to_the_weights_and_waits_for_them(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, second = cancer
    project = with_chosen(project, first.weights(), CHOSEN)
    assert kept_for(project, first) == CHOSEN
    assert kept_for(project, second) == (), "other weights give other probabilities"
    both = with_chosen(project, second.weights(), (Decision(0.7),))
    assert (kept_for(both, first), kept_for(both, second)) == (CHOSEN, (Decision(0.7),))
    assert with_chosen(both, second.weights(), ()) == project
    assert with_chosen(project, first.weights(), ()).decisions == {}
    assert chosen_for(project.decisions, open_flowers(), first.weights()) == (), "three classes"


def open_flowers() -> Any:
    """The preprocessing of three classes."""
    return load_data(open_sample("flowers")).preprocessor


def test_it_survives_its_file_with_the_weights(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    assert b"decisions" not in unzipped(encode(project, first))["project.json"]
    project = with_chosen(project, first.weights(), CHOSEN)
    again, trained = decode(encode(project, first))
    assert again == project
    assert trained is not None
    assert kept_for(again, trained) == CHOSEN
    assert encode(again, trained) == encode(project, first)


def test_the_newest_are_kept(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    many = {f"{i:064x}": (Decision(0.5),) for i in range(MOST)}
    project = with_chosen(project.replace(decisions=many), first.weights(), CHOSEN)
    assert len(project.decisions) == MOST
    assert f"{0:064x}" not in project.decisions
    assert kept_for(decode(encode(project))[0], first) == CHOSEN


def test_what_a_newer_version_says_of_one_leaves_with_it(cancer: tuple[Project, Trained, Trained]) -> None:
    project, first, _ = cancer
    members = unzipped(encode(with_chosen(project, first.weights(), CHOSEN), first))

    def newer(plain: dict[str, Any]) -> None:
        next(iter(plain["decisions"].values()))[0]["cost"] = 5

    opened, _ = decode(changed_json(members, "project.json", newer))
    usual = with_chosen(opened, first.weights(), ())
    assert decode(encode(usual))[0].decisions == {}


@pytest.mark.parametrize(
    "told",
    [
        {"a" * 64: {"threshold": 0}},
        {"a" * 64: [{"threshold": 0.5}, {"threshold": 1}]},
        {"a" * 64: [0.5]},
        {"a" * 64: [[{"threshold": 0.5}]]},
        {"a" * 64: None},
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


# Labels ------------------------------------------------------------------------------------------------------

TWO_OF_THREE = (Decision(0.3), None, Decision(0.8, 0, "train"))


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Trained]:
    """A network with a label for each of three questions, after one epoch."""
    project, trained, _ = labelled(tmp_path_factory.mktemp("labels"), epochs=1)
    return project, trained


def test_each_label_has_its_own_in_the_file(labels: tuple[Project, Trained]) -> None:
    project, trained = labels
    project = with_chosen(project, trained.weights(), TWO_OF_THREE)
    again, weights = decode(encode(project, trained))
    assert weights is not None
    assert kept_for(again, weights) == TWO_OF_THREE
    assert again.decisions == project.decisions
    words = "warm = yes from 0.3 on, loud = 0 from 0.8 on"
    assert str(in_words(TWO_OF_THREE, questions(trained.preprocessor))) == words
    assert facts(TWO_OF_THREE, trained.preprocessor) == {
        "warm": {"class": "yes", "threshold": 0.3, "chosen_on": "validation"},
        "loud": {"class": "0", "threshold": 0.8, "chosen_on": "train"},
    }


def test_those_of_another_number_of_questions_are_none(labels: tuple[Project, Trained]) -> None:
    project, trained = labels
    for other in ((Decision(0.3),), (*TWO_OF_THREE, None)):
        assert kept_for(with_chosen(project, trained.weights(), other), trained) == ()


def test_of_many_the_first_are_told_and_how_many_more() -> None:
    asked = [("no", f"label {i}") for i in range(6)]
    told = "label 0 from 0.2 on, label 1 from 0.2 on, label 2 from 0.2 on and 3 more"
    assert str(in_words((Decision(0.2),) * 6, asked)) == told
    assert str(in_words((None,) * 5 + (Decision(0.2),), asked)) == "label 5 from 0.2 on"
    assert in_words((None,) * 6, asked) is in_words((), asked) is None


def test_one_from_before_labels_had_any_is_read(cancer: tuple[Project, Trained, Trained]) -> None:
    """It stood alone, not in a list."""
    project, first, _ = cancer
    kept = with_chosen(project, first.weights(), CHOSEN)

    def before(plain: dict[str, Any]) -> None:
        plain["decisions"] = {key: each[0] for key, each in plain["decisions"].items()}

    again, trained = decode(changed_json(unzipped(encode(kept, first)), "project.json", before))
    assert trained is not None
    assert again == kept
    assert encode(again, trained) == encode(kept, first)


@pytest.mark.parametrize("nothing", [[], [None], [None, None, None]])
def test_a_list_of_nothing_is_nothing(cancer: tuple[Project, Trained, Trained], nothing: list[None]) -> None:
    members = unzipped(encode(cancer[0]))
    told = changed_json(members, "project.json", lambda plain: plain.update(decisions={"a" * 64: nothing}))
    assert decode(told)[0] == cancer[0]
