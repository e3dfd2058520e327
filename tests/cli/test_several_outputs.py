"""A class, a number and a yes/no question predicted at once on the command line: every figure says which answer it is of."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Huber, MeanSquaredError
from nnstudio.project import file
from nnstudio.project.heads import names, objectives
from nnstudio.project.trained import load_data
from tests.cli.conftest import Inside
from tests.data.pictured import pictured_table
from tests.project.several_outputs import ANSWERS, cars_table

TARGETS = [word for name in ANSWERS for word in ("--target", name)]


@pytest.fixture
def made(run: Inside, tmp_path: Path) -> Path:
    """A new project beside its table."""
    cars_table(tmp_path)
    told = run("new", "textbook", "--data", "cars.csv", *TARGETS, "-o", "p.nnstudio")
    assert told.code == 0, told.err
    return tmp_path


@pytest.fixture
def trained(run: Inside, made: Path) -> Path:
    """Trained for a moment."""
    assert run("train", "p.nnstudio", "--epochs", "6", "--device", "cpu").code == 0
    return made


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_what_each_output_is_asked_is_described(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    told = run("data", "cars.csv", *TARGETS, "--json").event("data")
    assert told["targets"] == list(ANSWERS)
    assert told["outputs"] == [
        {"name": "kind", "task": "classes", "targets": ["kind"], "classes": ["large", "middle", "small"]},
        {"name": "price", "task": "regression", "targets": ["price"], "classes": []},
        {"name": "sold", "task": "binary", "targets": ["sold"], "classes": ["no", "yes"]},
    ]
    assert (
        "proposed is to tell 3 classes apart: kind; predict a number: price; tell two classes apart: sold"
        in run("data", "cars.csv", *TARGETS).out
    )
    one = run("data", "cars.csv", "--target", "price", "--json").event("data")
    assert [each["name"] for each in one["outputs"]] == ["price"]


@pytest.mark.parametrize(
    ("template", "targets"),
    [("logistic", ANSWERS), ("mlp", ANSWERS), ("sequence", ANSWERS), ("two-inputs", ANSWERS),
     ("linear", ("price", "kind")), ("perceptron", ("sold", "price"))],
)  # fmt: skip
def test_templates_get_an_output_for_each(
    template: str, targets: tuple[str, ...], run: Inside, tmp_path: Path
) -> None:
    cars_table(tmp_path)
    asked = [word for name in targets for word in ("--target", name)]
    assert run("new", template, "--data", "cars.csv", *asked, "-o", "p.nnstudio").code == 0
    project, _ = file.load(tmp_path / "p.nnstudio")
    called = names(project.network, project.training, load_data(project).preprocessor)
    assert set(called.values()) == set(targets)
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0


@pytest.mark.parametrize(
    ("template", "told"),
    [("perceptron", "answers yes or no, but this data asks for one of 3 classes"),
     ("lenet", "looks at images")],
)  # fmt: skip
def test_templates_that_cannot_say_so_in_a_line(
    template: str, told: str, run: Inside, tmp_path: Path
) -> None:
    cars_table(tmp_path)
    found = run("new", template, "--data", "cars.csv", *TARGETS, "-o", "p.nnstudio")
    assert found.code == 1
    assert told in found.complaint
    assert not (tmp_path / "p.nnstudio").exists()


def test_a_run_tells_the_metrics_of_each(run: Inside, made: Path) -> None:
    told = run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu", "--json")
    outputs = told.event("start")["outputs"]
    assert list(outputs.values()) == list(ANSWERS)
    kind, price, sold = outputs
    for epoch in (each for each in told.events if each["event"] == "epoch"):
        for metrics in (epoch["metrics"], epoch["val_metrics"]):
            assert set(metrics) == {f"{kind}/accuracy", f"{price}/mae", f"{sold}/accuracy"}
    words = run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").out.splitlines()
    for line in (words[0], words[-2]):
        for part in line.split("| validation"):
            places = [
                part.index(told)
                for told in ("kind: accuracy ", "price: mean absolute error ", "sold: accuracy ")
            ]
            assert places == sorted(places)
    listed = [each for each in run("runs", "p.nnstudio", "--json").events if each["event"] == "run"]
    assert [each["outputs"] for each in listed] == [outputs] * 2
    assert "kind: accuracy" in run("runs", "p.nnstudio").out


def test_of_one_output_nothing_is_said_of_outputs(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    run("new", "textbook", "--data", "cars.csv", "--target", "kind", "-o", "p.nnstudio")
    told = run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--json")
    assert told.event("start")["outputs"] == {}
    assert set(told.event("epoch")["metrics"]) == {"accuracy"}
    assert "outputs" not in run("evaluate", "p.nnstudio", "--json").event("evaluation")


# Settings of one output ---------------------------------------------------------------------------------------


def test_loss_weight_and_what_is_answered_are_set_for_one_output(run: Inside, made: Path) -> None:
    wishes = ("loss@price=huber", "delta@price=2", "weight@sold=0.25")
    told = run(
        "train",
        "p.nnstudio",
        "--epochs",
        "1",
        "--device",
        "cpu",
        *(w for each in wishes for w in ("--set", each)),
    )
    assert told.code == 0, told.err
    project, _ = file.load(made / "p.nnstudio")
    found = {
        name: objectives(project.network, project.training)[node]
        for node, name in names(project.network, project.training, load_data(project).preprocessor).items()
    }
    assert {name: each.loss for name, each in found.items()} == {
        "kind": CategoricalCrossentropy(), "price": Huber(delta=2.0), "sold": BinaryCrossentropy(),
    }  # fmt: skip
    assert {name: each.weight for name, each in found.items()} == {"kind": 1, "price": 1, "sold": 0.25}
    # As it is found by itself: the loss goes to the output that it reads.
    told = run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--loss", "Huber")
    assert told.complaint == (
        "Huber fits no output of this network that has no loss of its own: name the output, as in "
        f"--set loss@{project.network.output_ids[0]}=NAME"
    )


def test_an_output_that_is_to_answer_a_target_takes_it_from_another(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    asked = ("--target", "kind", "--target", "colour")
    assert run("new", "textbook", "--data", "cars.csv", *asked, "-o", "p.nnstudio").code == 0
    project, _ = file.load(tmp_path / "p.nnstudio")
    first, second = project.network.output_ids
    for node in (first, second):
        told = run(
            "train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--set", f"target@{node}=colour"
        )
        assert told.code == 0, told.err
    project, trained = file.load(tmp_path / "p.nnstudio")
    assert trained is not None
    assert names(project.network, project.training, trained.preprocessor) == {first: "kind", second: "colour"}


def test_a_loss_without_a_name_goes_to_the_output_that_it_fits(run: Inside, made: Path) -> None:
    assert (
        run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--loss", "mean squared error").code
        == 0
    )
    project, _ = file.load(made / "p.nnstudio")
    losses = [each.loss for each in objectives(project.network, project.training).values()]
    assert losses == [CategoricalCrossentropy(), MeanSquaredError(), BinaryCrossentropy()]


def test_the_classes_of_all_outputs_count_alike(run: Inside, made: Path) -> None:
    assert (
        run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--class-weights", "balanced").code
        == 0
    )
    project, _ = file.load(made / "p.nnstudio")
    kind, price, sold = (each.loss for each in objectives(project.network, project.training).values())
    assert len(kind.class_weights) == 3
    assert len(sold.class_weights) == 2
    assert price == MeanSquaredError()


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("loss@prise=Huber", "--set loss@prise: there is no such output; there are 'kind', 'price', 'sold'"),
        ("los@price=Huber", "--set los@price: there is no such setting; there are loss, weight, target"),
        ("weight@price=-1", "--set weight@price must be at least 0, not -1.0"),
        ("weight@price=much", "--set weight@price must be a number, not 'much'"),
        ("loss@price=Nothing", "Unknown loss 'Nothing'; known are BinaryCrossentropy"),
        ("loss@price", "--set needs a name and a value: --set NAME=VALUE, not 'loss@price'"),
        ("@=3", "--set @: there is no such output"),
        (
            "loss@price=BinaryCrossentropy",
            "'price': Binary cross-entropy does not fit this data (regression)",
        ),
    ],
)
def test_wrong_settings_of_one_output_are_refused_in_a_line(
    wish: str, told: str, run: Inside, made: Path
) -> None:
    found = run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--set", wish)
    assert found.code == 1
    assert found.complaint.startswith(told)


def test_the_only_output_needs_no_name(run: Inside, tmp_path: Path) -> None:
    cars_table(tmp_path)
    run("new", "textbook", "--data", "cars.csv", "--target", "price", "-o", "p.nnstudio")
    found = run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--set", "loss@price=Huber")
    assert found.complaint == "--set loss@price: the network has one output only: leave out @price"


def test_a_series_learns_with_them_as_well(run: Inside, made: Path) -> None:
    wish = ("--set", "weight@price=0.5", "--epochs", "1", "--device", "cpu")
    told = run("repeat", "p.nnstudio", "--seeds", "2", *wish)
    assert told.code == 0, told.err
    project, _ = file.load(made / "p.nnstudio")
    (series,) = project.series
    assert [each.weight for each in objectives(series.network, series.training).values()] == [1, 0.5, 1]
    assert series.answers == names(project.network, project.training, load_data(project).preprocessor)
    assert "best epoch 1: loss " in told.out
    assert "kind: validation accuracy" in told.out
    assert "2 runs with other seeds: kind: validation accuracy " in told.out
    assert "1 of 2  best epoch" in told.out
    assert "price: mean absolute error" in told.out
    folds = run("repeat", "p.nnstudio", "--folds", "2", *wish, "--json").event("series")
    assert folds["outputs"] == series.answers
    assert set(folds["figures"]) == {"loss", *(f"{node}/{key}" for node, key in zip(
        series.answers, ("accuracy", "mae", "accuracy"), strict=True
    ))}  # fmt: skip


def test_a_comparison_names_the_outputs(run: Inside, trained: Path) -> None:
    run(
        "train",
        "p.nnstudio",
        "--epochs",
        "2",
        "--device",
        "cpu",
        "--set",
        "weight@price=0.5",
        "-o",
        "q.nnstudio",
    )
    words = run("diff", "p.nnstudio", "q.nnstudio").out
    for line in ("price: weight  ", "kind: accuracy  ", "price: mean absolute error  "):
        assert f"\n{line}" in words
    told = run("diff", "p.nnstudio", "q.nnstudio", "--json").event("difference")
    assert [list(each.values()) for each in told["answers"]] == [list(ANSWERS)] * 2
    assert [each["name"] for each in told["outputs"]["each"]] == list(ANSWERS)
    assert [each["agreement"] is None for each in told["outputs"]["each"]] == [False, True, False]
    assert told["outputs"]["largest"] == max(each["largest"] for each in told["outputs"]["each"])
    assert "\nkind: outputs differ by at most 0." in words


# Figures ------------------------------------------------------------------------------------------------------


def test_a_diagram_has_the_loss_of_each(run: Inside, trained: Path) -> None:
    assert run("export", "p.nnstudio", "-o", "p.svg").code == 0
    drawn = (trained / "p.svg").read_text(encoding="utf-8")
    for told in ("Sum of 3 losses", "kind: categorical cross-entropy", "price: mean squared error"):
        assert told in drawn


def test_figures_of_each(run: Inside, trained: Path) -> None:
    told = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    outputs = told["outputs"]
    assert list(outputs) == list(ANSWERS)
    assert told["loss"] == pytest.approx(sum(each["loss"] for each in outputs.values()), rel=1e-5)
    assert set(told["metrics"].values()) == {x for each in outputs.values() for x in each["metrics"].values()}
    assert set(outputs["kind"]["classes"]) == {"large", "middle", "small"}
    assert np.sum(outputs["kind"]["confusion"]) == np.sum(outputs["sold"]["confusion"]) == told["samples"]
    assert set(outputs["price"]["targets"]) == {"price"}
    words = run("evaluate", "p.nnstudio").out
    assert "of all outputs together, best weights" in words
    for name, figure in (("kind", "accuracy"), ("price", "mean absolute error"), ("sold", "accuracy")):
        assert f"\n{name}: loss " in words
        (block,) = [part for part in words.split("\n\n") if part.startswith(f"{name}: ")]
        assert f", {figure} " in block
        assert f"Guessing would reach {figure} " in block


def test_a_threshold_is_that_of_one_output(run: Inside, trained: Path) -> None:
    usual, all_yes = (
        run("evaluate", "p.nnstudio", "--json", *more).event("evaluation")
        for more in ((), ("--threshold", "sold=0.0001"))
    )
    assert all_yes["decisions"] == {"sold": {"class": "yes", "threshold": 0.0001}}
    yes = np.array(all_yes["outputs"]["sold"]["confusion"])
    assert yes[:, 0].sum() == 0
    assert all_yes["outputs"]["kind"] == usual["outputs"]["kind"]
    alone = run("evaluate", "p.nnstudio", "--json", "--threshold", "0.0001").event("evaluation")
    assert alone == all_yes, "there is only one such question"
    assert "sold: yes from 0.3 on" in run("evaluate", "p.nnstudio", "--threshold", "sold=0.3").out
    wrong = run("evaluate", "p.nnstudio", "--threshold", "kind=0.3")
    assert wrong.complaint == "--threshold kind=0.3: name the label, as in sold=0.3; there are 'sold'"


def test_importance_is_told_for_each_output(run: Inside, trained: Path) -> None:
    told = [
        e
        for e in run("evaluate", "p.nnstudio", "--importance", "--json").events
        if e["event"] == "importance"
    ]
    assert {(each["output"], each["column"]) for each in told} == {
        (name, column) for name in ANSWERS for column in ("size", "age", "colour")
    }
    assert {key for each in told if each["output"] == "price" for key in each["metrics"]} == {"mae"}
    assert run("evaluate", "p.nnstudio", "--importance").out.count("With the values of one column") == 3


def test_other_rows_are_measured_by_the_answers_of_all_outputs(run: Inside, trained: Path) -> None:
    rows = table(trained / "cars.csv")[:60]
    for row in rows:
        row.update(zip(("sold", "price", "kind"), (row["sold"], row["price"], row["kind"]), strict=True))
    rows[3]["price"] = rows[4]["price"] = rows[4]["sold"] = ""
    rows[7]["kind"] = "huge"
    # Columns are found by name, whatever stands beside them and in which order.
    write(trained / "others.csv", [dict(reversed(row.items())) | {"note": "x"} for row in rows])
    told = run("evaluate", "p.nnstudio", "--data", "others.csv", "--json").event("evaluation")
    assert (told["split"], told["samples"]) == ("all", 57)
    assert told["unknown"] == {"samples": 1, "classes": ["huge"]}
    kept = [row for i, row in enumerate(rows) if i not in (3, 4, 7)]
    counts = [sum(row["sold"] == answer for row in kept) for answer in ("no", "yes")]
    assert np.sum(told["outputs"]["sold"]["confusion"], axis=1).tolist() == counts
    words = run("evaluate", "p.nnstudio", "--data", "others.csv").out
    assert "2 rows without 'price', 'sold' are left out" in words
    assert "1 of 58 samples left out: the network does not know 'huge'\n" in words
    # Of the very same rows the figures are the same.
    write(trained / "kept.csv", kept)
    again = run("evaluate", "p.nnstudio", "--data", "kept.csv", "--json").event("evaluation")
    assert again["outputs"] == told["outputs"]


def test_other_rows_that_cannot_be_measured_are_refused_in_a_line(run: Inside, trained: Path) -> None:
    rows = table(trained / "cars.csv")[:20]
    for change, told in (
        ({"kind": "huge"}, "x.csv: column 'kind' holds 'huge'; the network knows 'large', 'middle', 'small'"),
        ({"price": "", "kind": "large"}, "x.csv: no row has a value in 'price'"),
    ):
        write(trained / "x.csv", [row | change for row in rows])
        assert run("evaluate", "p.nnstudio", "--data", "x.csv").complaint.startswith(told)
    write(trained / "x.csv", [{k: v for k, v in row.items() if k != "sold"} for row in rows])
    assert run("evaluate", "p.nnstudio", "--data", "x.csv").complaint.startswith(
        "x.csv: there is no column 'sold'; "
    )
    odd = [row | ({"kind": "huge"} if i % 2 else {"sold": "perhaps"}) for i, row in enumerate(rows)]
    write(trained / "x.csv", odd)
    assert run("evaluate", "p.nnstudio", "--data", "x.csv").complaint == (
        "x.csv: no row has an answer that the network knows in each of 'kind', 'price', 'sold'"
    )


def test_answers_of_all_outputs_stand_side_by_side(run: Inside, trained: Path) -> None:
    rows = [{k: v for k, v in row.items() if k not in ANSWERS} for row in table(trained / "cars.csv")[:5]]
    write(trained / "new.csv", rows)
    assert run("predict", "p.nnstudio", "--data", "new.csv", "-o", "answers.csv").code == 0
    found = table(trained / "answers.csv")
    assert list(found[0]) == [
        "kind", "P(kind = large)", "P(kind = middle)", "P(kind = small)", "price",
        "sold", "P(sold = no)", "P(sold = yes)",
    ]  # fmt: skip
    told = [
        e
        for e in run("predict", "p.nnstudio", "--data", "new.csv", "--json").events
        if e["event"] == "prediction"
    ]
    for row, event in zip(found, told, strict=True):
        assert {name: str(each["answer"]) for name, each in event["answers"].items()} == {
            name: row[name] for name in ANSWERS
        }
        assert str(event["answers"]["sold"]["probabilities"]["yes"]) == row["P(sold = yes)"]
    run("predict", "p.nnstudio", "--data", "new.csv", "-o", "yes.csv", "--threshold", "sold=0.0001")
    assert {row["sold"] for row in table(trained / "yes.csv")} == {"yes"}


def test_headings_differ_where_two_outputs_have_the_same_classes(run: Inside, tmp_path: Path) -> None:
    lines = [f"{i % 7}.5,{'abc'[i % 3]},{'abc'[i // 3 % 3]}" for i in range(60)]
    (tmp_path / "t.csv").write_text("\n".join(["x,one,two", *lines]), encoding="utf-8")
    run("new", "textbook", "--data", "t.csv", "--target", "one", "--target", "two", "-o", "p.nnstudio")
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    headings = run("predict", "p.nnstudio", "--data", "t.csv").out.splitlines()[0].split(",")
    assert len(set(headings)) == len(headings) == 8
    assert "P(two = a)" in headings


# Other sorts of data and of targets ---------------------------------------------------------------------------


def test_numbers_among_other_answers_are_learned_as_logarithms(run: Inside, made: Path) -> None:
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu", "--log-target").code == 0
    _, found = file.load(made / "p.nnstudio")
    assert found is not None
    assert [view.target_logarithm for view in found.preprocessor.views] == [False, True, False]
    run("new", "textbook", "--data", "cars.csv", "--target", "kind", "--target", "sold", "-o", "q.nnstudio")
    told = run("train", "q.nnstudio", "--log-target").complaint
    assert told == "--log-target is for numbers to predict: 'kind' names classes"


def test_choices_are_one_of_several_answers(run: Inside, tmp_path: Path) -> None:
    rows = table(cars_table(tmp_path))
    for i, row in enumerate(rows):
        row["extras"] = (
            ";".join(name for name, has in (("Hook", i % 2), ("Radio", i % 3), ("Roof", i % 5)) if has)
            or "Roof"
        )
    write(tmp_path / "cars.csv", rows)
    asked = ("--target", "kind", "--target", "extras", "--target", "price")
    told = run("data", "cars.csv", *asked, "--json").event("data")["outputs"]
    assert [(each["name"], each["task"], len(each["targets"])) for each in told] == [
        ("kind", "classes", 1), ("extras", "labels", 3), ("price", "regression", 1),
    ]  # fmt: skip
    assert run("new", "textbook", "--data", "cars.csv", *asked, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    others = rows[:30]
    others[2]["extras"] = "Hook;Boat"
    write(tmp_path / "others.csv", others)
    judged = run("evaluate", "p.nnstudio", "--data", "others.csv", "--json").event("evaluation")
    assert (judged["samples"], judged["unknown"]) == (29, {"samples": 1, "classes": ["Boat"]})
    assert list(judged["outputs"]["extras"]["targets"]) == [
        f"extras: {name}" for name in ("Hook", "Radio", "Roof")
    ]
    answers = run("predict", "p.nnstudio", "--data", "others.csv", "--json").events[0]["answers"]
    assert set(answers["extras"]["answer"].values()) <= {"no", "yes"}
    sure = run(
        "predict", "p.nnstudio", "--data", "others.csv", "--json", "--threshold", "extras: Roof=0.0001"
    )
    assert all(
        e["answers"]["extras"]["answer"]["extras: Roof"] == "yes"
        for e in sure.events
        if e["event"] == "prediction"
    )


def test_pictures_and_their_columns_are_asked_several_questions(run: Inside, tmp_path: Path) -> None:
    pictured_table(tmp_path, rows=60)
    asked = ("--target", "kind", "--target", "price", "--with", "age")
    made = run("new", "lenet", "--data", "list.csv", *asked, "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    rows = table(tmp_path / "list.csv")[:12]
    rows[1]["price"] = ""
    # All of one class, which alone says nothing of how many there are.
    write(tmp_path / "others.csv", [row | {"kind": "old"} for row in rows])
    told = run("evaluate", "p.nnstudio", "--data", "others.csv", "--json").event("evaluation")
    assert told["samples"] == 11
    assert set(told["outputs"]) == {"kind", "price"}
    assert np.sum(told["outputs"]["kind"]["confusion"], axis=1).tolist() == [11, 0, 0]
    worth = [
        e
        for e in run("evaluate", "p.nnstudio", "--importance", "--json").events
        if e["event"] == "importance"
    ]
    assert {(e["output"], e["column"]) for e in worth} == {
        (output, column) for output in ("kind", "price") for column in ("age", "Picture")
    }
    headings = run("predict", "p.nnstudio", "--data", "others.csv").out.splitlines()[0].split(",")
    assert headings[-5:] == ["kind", "P(kind = old)", "P(kind = side)", "P(kind = young)", "price"]


def test_rows_that_see_those_before_them_are_asked_several_questions(run: Inside, tmp_path: Path) -> None:
    lines = [
        f"2024-01-{1 + i // 24:02} {i % 24:02}:00,{np.sin(i / 4):.3f},{('low', 'high')[i % 8 < 4]}"
        for i in range(200)
    ]
    (tmp_path / "log.csv").write_text("\n".join(["time,load,level", *lines]), encoding="utf-8")
    asked = ("--target", "load", "--target", "level", "--earlier", "3", "--ignore", "time")
    made = run("new", "textbook", "--data", "log.csv", *asked, "-o", "p.nnstudio")
    assert made.code == 0, made.err
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    told = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    assert told["outputs"]["load"]["last_value"] is not None
    assert told["outputs"]["level"]["last_value"] is None
    again = run("evaluate", "p.nnstudio", "--data", "log.csv", "--json")
    assert again.code == 0, again.err
    assert run("predict", "p.nnstudio", "--data", "log.csv").code == 0


def test_spellings_that_count_as_one_do_so_in_each_output(run: Inside, tmp_path: Path) -> None:
    rows = table(cars_table(tmp_path))
    for i, row in enumerate(rows):
        row["sold"] = row["sold"].upper() if i % 9 == 0 else row["sold"]
    write(tmp_path / "cars.csv", rows)
    alike = ("--alike", "kind", "--alike", "sold")
    assert run("new", "textbook", "--data", "cars.csv", *TARGETS, *alike, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    some = rows[:40]
    write(tmp_path / "usual.csv", some)
    write(
        tmp_path / "others.csv",
        [row | {name: row[name].title() for name in ("kind", "sold")} for row in some],
    )
    usual, others = (
        run("evaluate", "p.nnstudio", "--data", name, "--json").event("evaluation")
        for name in ("usual.csv", "others.csv")
    )
    assert others["outputs"] == usual["outputs"]
    words = run("evaluate", "p.nnstudio", "--data", "others.csv").out
    assert (
        "Column 'kind': 'large' / 'Large', 'middle' / 'Middle', 'small' / 'Small' count as one\nColumn 'sold': "
        in words
    )
