"""Targets of several sorts at once: how they are grouped, and that each group is what it would be alone."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.folds import folds
from nnstudio.data.goals import as_targets
from nnstudio.data.preparing.prepare import Prepared, prepare, split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.tables import Table, TableFormat
from nnstudio.data.target_group import MOST_GROUPS, TargetGroup, groups_of, told_apart, views_of
from nnstudio.system.messages import StudioError

ROWS = 60
SORTS = ("number", "question", "classes")
sorts = st.lists(st.sampled_from(SORTS), min_size=1, max_size=6)
seeds = st.integers(0, 2**16)


def columns(sorts: list[str], seed: int) -> tuple[Column, ...]:
    """A column of each sort; of a question and of classes every answer occurs often enough to be divided."""
    draw = np.random.default_rng(seed)

    def one(number: int, sort: str) -> Column:
        if sort == "number":
            return Column.number(f"t{number}", draw.normal(5, 3, ROWS))
        names = ("no", "yes") if sort == "question" else ("x", "y", "z")
        codes = draw.permutation(np.arange(ROWS) % len(names))
        return Column(f"t{number}", "category", codes, names)

    return tuple(one(number, sort) for number, sort in enumerate(sorts))


def asking(sorts: list[str], seed: int) -> Dataset:
    """A data set that asks for these."""
    goals = columns(sorts, seed)
    first, *further = as_targets(Table("t", goals, (), {}, TableFormat()), goals, None)
    draw = np.random.default_rng(seed + 1)
    inputs = (
        Column.number("a", draw.normal(size=ROWS)),
        Column.category("b", [("u", "v", "w")[i] for i in draw.integers(0, 3, ROWS)], ("u", "v", "w")),
    )
    return Dataset("t", inputs, first.target, more_targets=first.more, further=tuple(further))


def alone(dataset: Dataset, group: TargetGroup) -> Dataset:
    """The same inputs with one group only."""
    return Dataset("t", dataset.inputs, group.target, more_targets=group.more)


@given(sorts, seeds)
def test_numbers_and_questions_are_answered_together_and_classes_by_themselves(
    sorts: list[str], seed: int
) -> None:
    groups = groups_of(asking(sorts, seed))
    found = [[column.name for column in group.columns] for group in groups]
    by_sort = {sort: [f"t{i}" for i, each in enumerate(sorts) if each == sort] for sort in SORTS}
    expected = [by_sort["number"], by_sort["question"], *([name] for name in by_sort["classes"])]
    # Each where the first of it was chosen.
    assert found == sorted((names for names in expected if names), key=lambda names: int(names[0][1:]))


def test_choices_are_asked_one_by_one_also_where_the_cells_hold_only_two_combinations() -> None:
    sold, _ = columns(["question", "question"], 1)
    topics = Column("topics", "category", np.arange(ROWS) % 2, ("art; math", "math"), separator=";")
    first, second = as_targets(Table("t", (sold, topics), (), {}, TableFormat()), (sold, topics), None)
    assert [column.name for column in first.columns] == ["t0"]
    assert [column.name for column in second.columns] == ["topics: art", "topics: math"]
    assert second.choices is not None


@pytest.mark.parametrize("task", ["regression", None, "classes"])
def test_numbers_with_two_values_are_what_the_task_says(task: str | None) -> None:
    binary = Column.number("b", np.arange(ROWS) % 2)
    number, sold, kind = columns(["number", "question", "classes"], 1)
    whole = Column.number("w", np.arange(ROWS) % 5)

    def found(*goals: Column) -> list[list[str]]:
        groups = as_targets(Table("t", goals, (), {}, TableFormat()), goals, task)
        return [[f"{column.name} {column.kind}" for column in group.columns] for group in groups]

    expected = {
        "regression": [[["b number", "w number"]], [["b number"], ["t1 category"]]],
        None: [[["b number", "w number"]], [["b category", "t1 category"]]],
        "classes": [[["b category"], ["w category"]], [["b category", "t1 category"]]],
    }[task]
    assert [found(binary, whole), found(binary, sold)] == expected
    if task is None:
        assert found(binary, kind, number) == [["b category"], ["t2 category"], ["t0 number"]]


@given(sorts, seeds)
def test_each_output_is_asked_what_data_with_its_targets_alone_asks(sorts: list[str], seed: int) -> None:
    whole = asking(sorts, seed)
    for view, group in zip(views_of(whole), groups_of(whole), strict=True):
        one = alone(whole, group)
        assert (view.task, view.classes, view.outputs) == (one.task, one.classes, one.outputs)
        assert view.targets == one.targets
        assert view.target_columns == one.target_columns
        assert view.further == ()
        assert view.inputs is whole.inputs, "nothing is copied"
        assert view.fingerprint == one.fingerprint
    assert whole.target_columns == tuple(name for view in views_of(whole) for name in view.target_columns)


@given(sorts, seeds)
def test_what_is_asked_is_part_of_the_fingerprint(sorts: list[str], seed: int) -> None:
    whole = asking(sorts, seed)
    if not whole.further:
        assert views_of(whole) == (whole,)
        return
    others = [*views_of(whole)]
    last = whole.further[-1]
    moved = tuple(Column(c.name, c.kind, c.values[::-1], c.categories) for c in last.columns)
    if not np.array_equal(moved[0].values, last.target.values):
        others.append(
            dataclasses.replace(whole, further=(*whole.further[:-1], TargetGroup(moved[0], moved[1:])))
        )
    assert len({each.fingerprint for each in (whole, *others)}) == 1 + len(others)


@given(sorts, seeds, st.booleans())
def test_the_rows_are_divided_by_the_first_answers_that_are_told_apart(
    sorts: list[str], seed: int, stratified: bool
) -> None:
    whole, config = asking(sorts, seed), DataConfig(stratified=stratified)
    by = told_apart(whole)
    assert by.task != "regression" or all(sort == "number" for sort in sorts)
    for parts, others in ((split_rows(whole, config, seed), split_rows(by, config, seed)), *zip(
        folds(whole, config, seed, 3), folds(by, config, seed, 3), strict=True
    )):  # fmt: skip
        for part, other in zip(parts, others, strict=True):
            np.testing.assert_array_equal(part, other)


@given(sorts, seeds)
def test_each_output_learns_what_it_would_learn_alone(sorts: list[str], seed: int) -> None:
    whole, config = asking(sorts, seed), DataConfig()
    parts = split_rows(whole, config, seed)
    prepared = prepare(whole, config, seed, parts)
    assert len(prepared.views) == len(groups_of(whole))
    for view, group in zip(prepared.views, groups_of(whole), strict=True):
        one = prepare(alone(whole, group), config, seed, parts)
        assert view.preprocessor == one.preprocessor
        assert (view.task, view.classes, view.target_shape) == (one.task, one.classes, one.target_shape)
        assert view.views == (view,)
        for part in ("train", "validation", "test"):
            mine, theirs = getattr(view, part), getattr(one, part)
            np.testing.assert_array_equal(mine.x, theirs.x)
            np.testing.assert_array_equal(mine.y, theirs.y)
            np.testing.assert_array_equal(mine.rows, theirs.rows)
            assert mine.further == ()


@given(sorts, seeds)
def test_what_was_fitted_comes_back_from_json(sorts: list[str], seed: int) -> None:
    preprocessor = prepare(asking(sorts, seed), DataConfig(), seed).preprocessor
    again = Preprocessor.from_plain(json.loads(json.dumps(preprocessor.to_plain())))
    assert again == preprocessor
    assert again.views == preprocessor.views


def test_rows_that_are_taken_keep_all_answers() -> None:
    whole = asking(["classes", "number", "question", "number"], 0)
    rows = np.array([3, 1, 40])
    for view, some in zip(views_of(whole), views_of(whole.take(rows)), strict=True):
        for column, part in zip(view.targets, some.targets, strict=True):
            np.testing.assert_array_equal(part.values, column.values[rows])
            assert part.categories == column.categories


def test_parts_hold_the_answers_of_all_outputs() -> None:
    split = prepare(asking(["classes", "number", "question"], 0), DataConfig(), 0).train
    assert [each.shape[1:] for each in split.answers] == [(), (1,), ()]
    some = split.first(5)
    for number, (answers, whole) in enumerate(zip(some.answers, split.answers, strict=True)):
        np.testing.assert_array_equal(answers, whole[:5])
        np.testing.assert_array_equal(split.view(number).y, whole)
        assert split.view(number).further == ()


def test_an_autoencoder_answers_its_input_alone() -> None:
    prepared = prepare(asking(["classes", "number"], 0), DataConfig(answer="input"), 0)
    assert prepared.views == (prepared,)
    assert prepared.preprocessor.further == ()
    assert prepared.train.y is prepared.train.x


def test_every_number_that_is_scaled_by_itself_is_in_its_own_group() -> None:
    whole = asking(["classes", "number"], 0)
    settings = DataConfig().with_column(ColumnSettings("t1", logarithm=True))
    positive = Column.number("t1", np.exp(whole.further[0].target.values))
    whole = dataclasses.replace(whole, further=(TargetGroup(positive),))
    first, second = prepare(whole, settings, 0).preprocessor.views
    assert (first.target_logarithm, second.target_logarithm) == (False, True)


@pytest.mark.parametrize(
    ("further", "told"),
    [
        (TargetGroup(Column.number("a", [1.0, 2.0])), "two columns are called 'a'"),
        (TargetGroup(Column.number("y", [1.0, 2.0])), "two columns are called 'y'"),
        (TargetGroup(Column.number("t", [1.0, np.nan])), "row 2 has no target"),
        (TargetGroup(Column.number("t", [1.0])), "differ in length"),
        (TargetGroup(Column.category("t", ["u", "u"])), "holds only 'u'"),
        (
            TargetGroup(Column.number("t", [1.0, 2.0]), (Column.category("u", ["v", "w"]),)),
            "columns that one output answers must all hold numbers or all be yes/no",
        ),
    ],
)
def test_groups_that_cannot_be_are_refused(further: TargetGroup, told: str) -> None:
    with pytest.raises(StudioError, match=told):
        Dataset("d", (Column.number("a", [3.0, 1.0]),), Column.category("y", ["p", "q"]), further=(further,))


def test_there_are_no_more_outputs_than_a_file_may_have() -> None:
    goals = columns(["classes"] * MOST_GROUPS, 0)
    table = Table("t.csv", goals, (), {}, TableFormat())
    assert len(as_targets(table, goals, None)) == MOST_GROUPS
    with pytest.raises(StudioError, match=r"t.csv: 101 outputs would be needed, .*; choose fewer targets"):
        as_targets(table, columns(["classes"] * (1 + MOST_GROUPS), 0), None)


def views(prepared: Prepared) -> list[str]:
    """Tasks of what is asked."""
    return [view.task for view in prepared.views]


def test_the_tasks_of_all_outputs() -> None:
    prepared = prepare(asking(["question", "number", "classes", "question", "classes"], 0), DataConfig(), 0)
    assert views(prepared) == ["labels", "regression", "classes", "classes"]
    assert (prepared.task, prepared.outputs) == ("labels", 2), "those of the first"


def test_a_column_with_one_value_is_no_question() -> None:
    goals = (*columns(["classes", "number"], 0), Column.number("flat", np.ones(ROWS)))
    groups = as_targets(Table("t", goals, (), {}, TableFormat()), goals, None)
    assert [[each.name for each in group.columns] for group in groups] == [["t0"], ["t1", "flat"]]


def test_two_numbers_are_a_quantity_where_a_regression_is_asked_for() -> None:
    goals = (*columns(["question", "number"], 0), Column.number("flag", np.arange(ROWS) % 2))
    table = Table("t", goals, (), {}, TableFormat())
    wanted = [["t0"], ["t1", "flag"]]
    assert [
        [each.name for each in group.columns] for group in as_targets(table, goals, "regression")
    ] == wanted
    found = [[each.name for each in group.columns] for group in as_targets(table, goals, None)]
    assert found == [["t0", "flag"], ["t1"]]


def test_a_view_is_other_data_than_the_whole() -> None:
    """Also where somebody has asked before which data it is."""
    whole = asking(["classes", "number"], 0)
    prints = {whole.fingerprint, *(view.fingerprint for view in views_of(whole))}
    assert len(prints) == 3


@pytest.mark.parametrize(("asked", "first"), [
    (["number", "question"], "binary"), (["number", "classes", "question"], "classes"),
    (["question", "classes"], "binary"), (["number", "question", "question"], "labels"), (["number"], "regression"),
])  # fmt: skip
def test_parts_get_their_share_of_what_the_first_output_tells_apart(asked: list[str], first: str) -> None:
    assert told_apart(asking(asked, 0)).task == first
