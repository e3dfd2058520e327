"""The card of a run says what a reader needs to repeat it, and nothing in it comes alive."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.export.card.run import run_as_html, run_as_markdown
from nnstudio.project.file import decode, encode
from nnstudio.project.judging.judgement import judge_all
from nnstudio.project.runs.record import ENDINGS, RunRecord, TestFigures
from nnstudio.project.runs.recording import figures_on_test, record_of
from nnstudio.project.views import views_of
from nnstudio.system.numbers import figure_text
from nnstudio.training.history import History
from tests.project.several_outputs import cars

Make = Callable[..., RunRecord]
WRITERS = {"html": run_as_html, "md": run_as_markdown}


@pytest.mark.parametrize("form", WRITERS)
def test_a_card_tells_everything_about_a_run(record: Make, form: str) -> None:
    run = record(
        notes="First line\n\nSecond line", verdict="Still learning", findings=("Dense 1 is dead",),
        test=TestFigures(0.5, {"accuracy": 0.875}),
    )  # fmt: skip
    text = WRITERS[form](run).decode()
    assert run.best is not None
    for part in (
        "Run 1", "iris.nnstudio", "First line", "Second line", "Still learning", "Dense 1 is dead", "87.5\u202f%",
        f"{run.best.judged:.4g}", run.fingerprint, run.id, run.versions["numpy"], run.versions["Python"], "Seed",
        "Adam", "Dense", "setosa",
    ):  # fmt: skip
        assert part in text, part
    assert text.count("<svg") == (2 if form == "html" else 0)


@pytest.mark.parametrize("form", WRITERS)
def test_the_figures_stand_beside_what_guessing_would_reach(record: Make, form: str) -> None:
    run = record(guessing=0.3125, test=TestFigures(0.5, {"accuracy": 0.875}, 0.2875))
    text = WRITERS[form](run).decode()
    for part in ("Always the most frequent class", "31.2\u202f%", "28.7\u202f%"):
        assert part in text, part
    assert "Always" not in WRITERS[form](record(test=TestFigures(0.5, {"accuracy": 0.875}))).decode()


@pytest.mark.parametrize("form", WRITERS)
def test_of_several_outputs_each_is_told_as_of_a_run_with_it_alone(tmp_path: Path, form: str) -> None:
    project, trained, prepared = cars(tmp_path, epochs=2)
    kind, price, sold = (view.node for view in views_of(trained))
    judged = judge_all(trained, prepared).decided(((), (), (Decision(0.25, 1, "validation"),)))
    test = figures_on_test(trained, judged)
    assert list(test.outputs) == [kind, price, sold]
    for node, own in zip(test.outputs, judged.outputs, strict=True):
        alone = test.outputs[node]
        assert (alone.loss, alone.metrics, alone.guessing) == (own.loss, own.metrics, own.guessing)
        assert {
            f"{node}/{key}": value for key, value in alone.metrics.items()
        }.items() <= test.metrics.items()
        counts = () if own.confusion is None else tuple(map(tuple, own.confusion.tolist()))
        assert alone.confusion == counts
    assert test.outputs[sold].chosen == (Decision(0.25, 1, "validation"),)
    run = record_of(trained, project, reason="done", device="cpu", name="Run 1", test=test)
    (again,) = decode(encode(project.replace(runs=(run,))))[0].runs
    assert again.test == test
    text = WRITERS[form](again).decode()
    for part in ("Output “kind”", "Output “sold”", "yes from 0.25 on", "Always the same answer"):
        assert part in text, part
    assert "Output “price”" not in text, "of numbers all stands in the table"
    assert text.count("What follows was measured on the test part.") == 2
    assert figure_text(judged.outputs[1].guessing) in text, "what guessing would reach is known of each"


@pytest.mark.parametrize("form", WRITERS)
def test_the_figures_of_several_outputs_are_told_by_their_targets(tmp_path: Path, form: str) -> None:
    """What guessing would reach is known of the first one."""
    project, trained, _ = cars(tmp_path, epochs=2)
    kind, price, _ = (view.node for view in views_of(trained))
    test = TestFigures(1.5, {f"{kind}/accuracy": 0.875, f"{price}/mae": 123.4}, 0.3125)  # as they were before
    run = record_of(trained, project, reason="done", device="cpu", name="Run 1", guessing=0.3, test=test)
    text = WRITERS[form](run).decode()
    for part in (
        "kind: accuracy, test",
        "price: mean absolute error, validation",
        "Loss of “sold”",
        "Classes of kind",
    ):
        assert part in text, part
    cells = re.findall(r"[^|<>\n]+", text)
    assert [cells.count(guessing) for guessing in (" 31.2\u202f% ", "31.2\u202f%")] in ([1, 0], [0, 1])
    assert f"{kind}/" not in text


@pytest.mark.parametrize("form", WRITERS)
def test_each_class_is_told_where_the_test_part_was_opened(record: Make, form: str) -> None:
    confusion = ((9, 1, 0), (0, 7, 3), (0, 0, 10))
    run = record(test=TestFigures(0.5, {"accuracy": 26 / 30}, 1 / 3, confusion))
    text = WRITERS[form](run).decode()
    for part in (
        "Each class",
        "setosa",
        "versicolor",
        "90.0\u202f%",
        "70.0\u202f%",
        "76.9\u202f%",
        "Confusion matrix",
    ):
        assert part in text, part
    assert "Each class" not in WRITERS[form](record(test=TestFigures(0.5, {"accuracy": 0.875}))).decode()


@pytest.mark.parametrize("form", WRITERS)
def test_the_threshold_is_told_that_the_figures_follow(record: Make, form: str) -> None:
    confusion = ((9, 1, 0), (0, 7, 3), (0, 0, 10))
    known = TestFigures(0.5, {"accuracy": 26 / 30}, 1 / 3, confusion)
    chosen = msgspec.structs.replace(known, chosen=(Decision(0.3, 1, "test"),))
    told = "On the test part the answer is versicolor from 0.3 on, chosen on the test part itself"
    assert told in WRITERS[form](record(test=chosen)).decode()
    assert "the answer is" not in WRITERS[form](record(test=known)).decode()


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_run_of_which_little_is_known_has_a_card_as_well(record: Make, form: str, ending: str) -> None:
    run = record(
        history=History(), best=None, epochs=0, ending=ending, when="", project="", versions={}, threads=0
    )
    text = WRITERS[form](run.replace(device="")).decode()
    assert "No epoch was completed" in text
    assert "None" not in text


@pytest.mark.parametrize("form", WRITERS)
def test_a_switch_is_told_where_it_is_on(record: Make, form: str) -> None:
    run = record()
    label = "Matrix products in TF32"
    assert label not in WRITERS[form](run).decode()
    text = WRITERS[form](run.replace(training=run.training.replace(tf32=True))).decode()
    assert label in text
    assert "True" not in text


def test_what_people_write_stays_text(record: Make) -> None:
    evil = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) | `b`"
    run = record(name=evil, notes=evil, verdict=evil, findings=(evil,), project=evil, versions={evil: evil})
    page, text = run_as_html(run).decode(), run_as_markdown(run).decode()
    assert "<img" not in page
    assert "<script" not in page
    assert not re.search(r"(?<!\\)<img", text)
    assert "\\[x\\](javascript" in text, "no link"
