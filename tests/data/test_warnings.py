"""What is odd about data: each kind of warning where it belongs, its remedy mends it, and good data has none."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.columns.spelled_alike import mistyped, spelled_alike
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.source import Source
from nnstudio.data.sources import Bundled, CsvFile, Generated, bundled_sets
from nnstudio.data.sources.generated import SHAPES
from nnstudio.data.table_source import TableSource
from nnstudio.data.warnings import KINDS, DataWarning, balanced, warnings_about
from nnstudio.system.cancel import Cancelled

pytestmark = pytest.mark.usefixtures("inline")

ROWS = 240
Values = dict[str, list[object]]


def good(rows: int = ROWS) -> Values:
    """A table in which nothing is odd."""
    draw = np.random.default_rng(3)
    kind = draw.integers(0, 2, rows)
    return {
        "height": list((draw.normal(0, 1, rows) + 0.5 * kind).round(4)),
        "weight": list((draw.normal(0, 1, rows) - 0.5 * kind).round(4)),
        "colour": ["rgb"[i] for i in draw.integers(0, 3, rows)],
        "kind": ["no" if value else "yes" for value in kind],
    }


def with_first(name: str, values: list[object]) -> Values:
    return {name: values, **good()}


def _copy() -> Values:
    table = good()
    return {"answer": [1 if value == "yes" else 2 for value in table["kind"]], **table}


def _leak() -> Values:
    table, draw = good(), np.random.default_rng(5)
    return {"paid": [round(5 * (v == "yes") + draw.random(), 3) for v in table["kind"]], **table}


def _twins() -> Values:
    table = good(40)
    return {name: values * 6 for name, values in table.items()}


def _fellows() -> Values:
    """Three spectra of each sample, whose content was measured once."""
    table, draw = good(), np.random.default_rng(6)
    content = draw.normal(0, 1, ROWS // 3).round(4)
    table["kind"] = [content[i % len(content)] for i in range(ROWS)]
    return {"code": [f"K-{i % len(content):03d}" for i in range(ROWS)], **table}


def _imbalance() -> Values:
    table = good()
    table["kind"] = ["yes" if i % 20 == 0 else "no" for i in range(ROWS)]
    return table


def _mistyped() -> Values:
    table = good()
    table["kind"] = ["benign" if i % 3 else "malignant" for i in range(ROWS)]
    table["kind"][:2] = ["bening", "malignent"]
    return table


def _few_of_a_class() -> Values:
    table = good()
    table["kind"] = ["rare" if i < 3 else ("a", "b")[i % 2] for i in range(ROWS)]
    return table


def _unseen_class() -> Values:
    table = with_first("day", list(range(ROWS)))
    table["kind"][-20:] = ["maybe"] * 20
    return table


def _time_order() -> Values:
    """A log, with a row that was added later."""
    days = [f"2024-{1 + i // 28:02d}-{1 + i % 28:02d}" for i in range(ROWS)]
    return with_first("when", [*days[:-1], days[7]])


def _unordered() -> Values:
    start = datetime.date(2024, 1, 1)
    days = [str(start + datetime.timedelta(days=i)) for i in range(ROWS)]
    order = np.random.default_rng(2).permutation(len(days))
    return with_first("when", [days[i] for i in order])


def _time_gaps() -> Values:
    """A log of every five minutes, of which an afternoon is missing, and now and then a row."""
    start, step = datetime.datetime(2024, 3, 1), datetime.timedelta(minutes=5)
    steps = np.cumsum([1 + (i % 40 == 7) + 60 * (i == ROWS // 2) for i in range(ROWS)]).tolist()
    return with_first("when", [f"{start + n * step:%Y-%m-%d %H:%M}" for n in steps])


def _few_rows() -> Values:
    draw = np.random.default_rng(1)
    wide = {f"x{i}": list(draw.normal(size=30).round(3)) for i in range(40)}
    return {**wide, "kind": ["yes", "no"] * 15}


def _no_target() -> Values:
    table = good()
    table["kind"] = ["" if i % 3 == 0 else value for i, value in enumerate(table["kind"])]
    return table


def _not_scaled() -> Values:
    return with_first("income", [float(20_000 + 37 * (i * i % 101)) for i in range(ROWS)])


def _constant() -> Values:
    return with_first("flag", [1.0] * ROWS)


def _decimals_unread() -> Values:
    """Commas between the cells and in some of them: 1,234 may be either."""
    table = {
        name: values for name, values in good().items() if all("." not in str(value) for value in values)
    }
    halves = ['"0,5"', '"1,5"']
    return {
        "people": [f'"{1 + i % 7},{100 + i * i % 11}"' for i in range(ROWS)],
        "half": [halves[i * i % 7 % 2] for i in range(ROWS)],
        **table,
    }


def _names_unread() -> Values:
    """Names of which some are numbers, above a column of texts."""
    table = good()
    return {"30": table["height"], "colour": table["colour"], "7": table["weight"]}


def _skewed_target() -> Values:
    draw = np.random.default_rng(4)
    table = {name: values for name, values in good().items() if name != "kind"}
    return {**table, "price": list(np.exp(8 + draw.normal(size=ROWS)).round(2))}


def _far_target() -> Values:
    """One row in another unit."""
    draw = np.random.default_rng(4)
    table = {name: values for name, values in good().items() if name != "kind"}
    price = draw.normal(20, 5, ROWS).round(2)
    price[:1] *= 10_000
    return {**table, "price": list(price)}


ODD: dict[str, Callable[[], Values]] = {
    "target_copy": _copy,
    "leak": _leak,
    "identifier": lambda: with_first("customer_id", [1000 + 7 * i for i in range(ROWS)]),
    "twins": _twins,
    "fellows": _fellows,
    "unordered": _unordered,
    "time_gaps": _time_gaps,
    "time_order": _time_order,
    "spelled_alike": lambda: with_first(
        "site", [("North Bay", "Pier", "North bay", "Reef")[i * i % 7 % 4] for i in range(ROWS)]
    ),
    "mistyped": _mistyped,
    "imbalance": _imbalance,
    "unseen_class": _unseen_class,
    "few_of_a_class": _few_of_a_class,
    "few_rows": _few_rows,
    "no_target": _no_target,
    "constant": _constant,
    "gaps": lambda: with_first("note", ["" if i % 4 else i % 7 for i in range(ROWS)]),
    "many_categories": lambda: with_first("city", [f"c{i % 60}" for i in range(ROWS)]),
    "code": lambda: with_first("home_zip", [10_115 + 7 * (i * i % 11) for i in range(ROWS)]),
    "date_unread": lambda: with_first("when", [f"{1 + i % 9}/3/{66 + i % 4}" for i in range(ROWS)]),
    "decimals_unread": _decimals_unread,
    "names_unread": _names_unread,
    "skewed_target": _skewed_target,
    "far_target": _far_target,
    "stand_in": lambda: with_first(
        "temperature", [-999 if i % 40 == 3 else i * 7 % 31 / 2 for i in range(ROWS)]
    ),
    "not_scaled": _not_scaled,
}
CONFIGS = {
    "not_scaled": {"scaling": "none"},
    "unseen_class": {"divided": "time", "divided_by": "day"},
    "time_gaps": {"divided": "time", "divided_by": "when"},
}
EARLIER = {"unordered": 1, "time_gaps": 1}
NUMBERS = {"constant": ("flag",), "code": ("home_zip",)}
DATES = {"time_order": ("when",), "unordered": ("when",), "time_gaps": ("when",)}
"""Columns that would be left out by themselves."""


def written(values: Values, folder: Path) -> Path:
    path = folder / "table.csv"
    lines = [",".join(values), *(",".join(map(str, row)) for row in zip(*values.values(), strict=True))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def look(config: DataConfig, class_weights: Mapping[str, tuple[float, ...]] = {}) -> tuple[DataWarning, ...]:
    source = config.source
    assert isinstance(source, TableSource)
    table = source.table(source.kinds)
    return warnings_about(source.dataset(table), config, class_weights=class_weights)


def odd_config(kind: str, folder: Path) -> DataConfig:
    path = str(written(ODD[kind](), folder))
    source = CsvFile(
        path, numbers=NUMBERS.get(kind, ()), dates=DATES.get(kind, ()), earlier=EARLIER.get(kind, 0)
    )
    return DataConfig(source=source, **CONFIGS.get(kind, {}))


def test_every_kind_has_its_odd_table() -> None:
    assert set(ODD) == set(KINDS) - {"two_classes", "repeated_pictures", "channels_apart"}, (
        "which arrays have"
    )


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_table_is_told(kind: str, tmp_path: Path) -> None:
    config = odd_config(kind, tmp_path)
    found = look(config)
    assert kind in [warning.kind for warning in found], found
    (mine,) = [warning for warning in found if warning.kind == kind]
    text = str(mine.text)
    assert text
    assert "{" not in text
    assert "\n" not in text
    assert set(mine.columns) <= set(ODD[kind]())


@pytest.mark.parametrize("kind", ODD)
def test_a_remedy_mends_it(kind: str, tmp_path: Path) -> None:
    """One click, and the warning is gone; no other one comes instead."""
    config = odd_config(kind, tmp_path)
    before = look(config)
    (mine,) = [warning for warning in before if warning.kind == kind]
    if mine.remedy is None:
        no_click = {"mistyped", "unseen_class", "few_of_a_class", "few_rows", "no_target", "time_gaps"}
        assert kind in no_click, "a warning that a click could mend"
        return
    assert str(mine.remedy.words)
    after = look(mine.remedy.config or config, dict.fromkeys(mine.columns, mine.remedy.class_weights))
    assert [w.kind for w in after] == [w.kind for w in before if w.kind != kind]


@pytest.mark.parametrize(("rows", "how", "offered"), [
    (12, {}, True), (ROWS, {}, False), (12, {"divided": "time", "divided_by": "a"}, False),
])  # fmt: skip
def test_a_handful_of_rows_can_all_be_learned_from(
    rows: int, how: dict[str, Any], offered: bool, tmp_path: Path
) -> None:
    """Two of them say nothing of a network; and of a table with more, the others do."""
    kinds = ["rare" if i < 3 else "usual" for i in range(rows)]
    table: Values = {"a": list(range(rows)), "b": [i % 5 for i in range(rows)], "kind": kinds}
    config = DataConfig(CsvFile(str(written(table, tmp_path)), target="kind"), **how)
    (found,) = [each for each in look(config) if each.kind == "few_of_a_class"]
    assert (found.remedy is not None) == offered
    if found.remedy is not None:
        assert str(found.remedy.words) == "Learn from all rows"
        assert found.remedy.config == config.replace(validation=0, test=0)
        assert "few_of_a_class" not in [each.kind for each in look(found.remedy.config)]


def test_rare_classes_of_every_target_are_told_and_mended_one_by_one(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    table: Values = {
        "x": draw.normal(size=300).round(3).tolist(),
        "price": draw.normal(size=300).round(3).tolist(),
        "kind": ["a" if i % 25 else "b" for i in range(300)],
        "shade": ["dark" if i % 30 else "light" if i % 60 else "grey" for i in range(300)],
    }
    source = CsvFile(str(written(table, tmp_path))).predicting("price", "kind", "shade")
    config, weights = DataConfig(source), dict[str, tuple[float, ...]]()
    for left in (["kind", "shade"], ["shade"], []):
        found = [each for each in look(config, weights) if each.kind == "imbalance"]
        assert [each.columns[0] for each in found] == left
        if found:
            assert str(found[0].text).startswith(f"'{left[0]} = ")
            assert found[0].remedy is not None
            weights[left[0]] = found[0].remedy.class_weights
    assert [len(own) for own in weights.values()] == [2, 3]


def test_a_class_with_a_slip_of_the_pen_is_no_rare_one(tmp_path: Path) -> None:
    """Nobody is told to let it count more, or to find further rows of it."""
    (found,) = look(odd_config("mistyped", tmp_path))
    assert str(found.text) == (
        "'kind': 'benign' / 'bening', 'malignant' / 'malignent' are nearly the same word; if that is a slip of the pen, "
        "correct it in the file"
    )


@pytest.mark.parametrize(
    ("rare", "usual", "slip"),
    [
        ("Spesis", "Sepsis", True), ("sepss", "Sepsis", True), ("Seppsis", "Sepsis", True), ("Sepsus", "Sepsis", True),
        ("atypical", "typical", False), ("adenomas", "adenoma", False), ("grade 1b", "grade 2b", False), ("cut", "cat", False),
        ("cell A here", "cell B here", False), ("adenonoma", "adenoma", False), ("sepsis", "Sepsis", False),
    ],
)  # fmt: skip
def test_what_may_be_a_slip_of_the_pen(rare: str, usual: str, slip: bool) -> None:
    assert mistyped(Column.category("kind", [*[usual] * 40, *["other"] * 40, rare])) == [(usual, rare)] * slip
    assert mistyped(Column.category("kind", [*[usual] * 40, *[rare] * 5])) == []


def test_of_several_columns_to_predict_none_is_blamed_for_the_gaps_of_another(tmp_path: Path) -> None:
    table = {**_no_target(), "price": [float(i * i % 97) for i in range(ROWS)]}
    found = look(DataConfig(source=CsvFile(str(written(table, tmp_path))).predicting("kind", "price")))
    (told,) = (each for each in found if each.kind == "no_target")
    assert "in at least one column" in str(told.text)
    assert set(told.columns) == {"kind", "price"}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([20.0, -9999.0, -9999.0], ["'x' holds −9999 2 times, far from all others (0 to 30)"]),
        ([999.9, 999.9, 12.0], ["'x' holds 999.9 2 times, far from all others (0 to 30)"]),
        ([-999.0, 1.0, 2.0], []),  # once may be a slip
        ([99.0, 99.0, 80.0], []),  # the others reach as far
        ([500.0, 500.0, 500.0], []),
    ],
)
def test_numbers_that_stand_for_none_are_told(tmp_path: Path, values: list[float], told: list[str]) -> None:
    table = {"x": [*values, *(i % 31 for i in range(ROWS - 3))], **good()}
    found = look(DataConfig(source=CsvFile(str(written(table, tmp_path)))))
    assert [str(each.text).split(";")[0] for each in found if each.kind == "stand_in"] == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (lambda draw: np.r_[draw.normal(20, 5, 1194), 1e4 * draw.normal(20, 5, 6)], ["6 values of 'y' lie"]),
        (lambda draw: np.r_[draw.normal(0, 5, 1199), -1e5], ["1 value of 'y' lies"]),
        (lambda draw: draw.standard_t(2, 1200), []),
        (lambda draw: draw.choice([-1, 1], 1200) * np.exp(2 * draw.normal(size=1200)), []),
        (lambda draw: draw.poisson(0.01, 1200) * 1e6, []),  # most are the same
        (lambda draw: np.r_[draw.normal(20, 5, 1150), 1e4 * draw.normal(20, 5, 50)], []),  # no slips
        (lambda draw: np.r_[draw.normal(20, 5, 1194), np.full(6, 1e6)], []),  # it stands for something
    ],
)
def test_few_numbers_far_from_all_others_are_told_and_left_out(
    tmp_path: Path, values: Callable[[np.random.Generator], np.ndarray], told: list[str]
) -> None:
    draw = np.random.default_rng(3)
    table = {"x": list(draw.normal(size=1200)), "y": list(values(draw))}
    config = DataConfig(source=CsvFile(str(written(table, tmp_path)), target="y", task="regression"))
    found = [each for each in look(config) if each.kind == "far_target"]
    assert [" ".join(str(each.text).split()[:5]) for each in found] == told
    for each in found:
        assert each.remedy is not None
        mended = each.remedy.config
        assert len(mended.source.read()) == 1200 - int(told[0].split()[0])
        assert "far_target" not in [each.kind for each in look(mended)]


def test_a_good_table_has_none(tmp_path: Path) -> None:
    assert look(DataConfig(source=CsvFile(str(written(good(), tmp_path))))) == ()


@pytest.mark.parametrize(
    "source",
    [
        *(Bundled(facts.name) for facts in bundled_sets()),
        *(Generated(s, noise=n) for s in SHAPES for n in (0.0, 0.1)),
    ],
    ids=str,
)
def test_nothing_is_odd_about_what_comes_with_the_program(source: Source) -> None:
    dataset = source.read()
    for seed in range(3):
        assert warnings_about(dataset, DataConfig(source=source), seed) == ()


@pytest.mark.parametrize(
    ("rows", "alike"),
    [
        (
            {"North Bay": 50, "North bay": 40, "NORTH  BAY": 3, "Pier": 50},
            [("North Bay", "North bay", "NORTH  BAY")],
        ),
        ({"northbay": 5, "North Bay": 60, "Reef": 40}, [("North Bay", "northbay")]),
        ({"F": 120, "f": 3, "M": 100, "m": 4}, [("F", "f"), ("M", "m")]),
        ({"Straße": 30, "STRASSE": 20}, [("Straße", "STRASSE")]),
        ({"a": 40, "A": 35, "b": 30}, []),  # letters of an alphabet
        ({"Co": 30, "CO": 20, "C": 10}, []),  # cobalt and carbon monoxide
        ({"AABB": 20, "AaBb": 40, "aabb": 20}, []),  # genotypes
        ({"1 1": 30, "11": 30, "1 1/2": 30}, []),  # the blank parts two numbers
        ({"North Bay": 50, "North-Bay": 40}, []),
    ],
    ids=lambda value: next(iter(value), "") if isinstance(value, dict) else "",
)
def test_words_are_told_that_differ_in_capitals_or_blanks(
    rows: dict[str, int], alike: list[tuple[str, ...]]
) -> None:
    column = Column.category("c", [text for text, count in rows.items() for _ in range(count)])
    assert spelled_alike(column) == alike


def test_classes_that_are_spelled_alike_are_told_as_classes() -> None:
    draw = np.random.default_rng(0)
    columns = tuple(Column.number(name, draw.normal(size=400)) for name in "ab")
    goal = Column.category("sex", ["f" if i % 40 == 7 else "FM"[i % 2] for i in range(400)])
    told = warnings_about(Dataset("t", columns, goal), DataConfig())
    (mine,) = told  # a slip of the pen is no rare class that is to count more
    assert mine.kind == "spelled_alike"
    assert str(mine.text) == (
        "'sex': 'F' / 'f' differ only in capitals or blanks, and each is a class of its own"
    )
    own = warnings_about(
        Dataset("t", (*columns, goal), Column.number("y", draw.normal(size=400))), DataConfig()
    )
    assert "input of its own" in str(next(each.text for each in own if each.kind == "spelled_alike"))


def test_a_number_may_leak_a_number() -> None:
    draw = np.random.default_rng(0)
    goal = draw.normal(50, 9, 400)
    columns = tuple(
        Column.number(name, values)
        for name, values in (
            ("curved", np.exp(goal / 20)),
            ("other unit", goal * 9 / 5 + 32),
            ("related", goal + draw.normal(0, 5, 400)),
        )
    )
    dataset = Dataset("t", columns, Column.number("goal", goal))
    found = warnings_about(dataset, DataConfig())
    assert [(w.kind, w.columns) for w in found] == [("target_copy", ("other unit",)), ("leak", ("curved",))]


def test_few_rows_prove_no_leak() -> None:
    """Ten rows that one column divides by chance are no reason to accuse it."""
    labels = Column.category("kind", ["a"] * 10 + ["b"] * 10)
    dataset = Dataset(
        "t", (Column.number("x", np.r_[0:10, 20:30] + 0.5), Column.number("z", np.arange(20) % 7)), labels
    )
    assert "leak" not in [w.kind for w in warnings_about(dataset, DataConfig())]


@pytest.mark.parametrize(
    "name", ["Patient", "sample_id", "Subject#", "Probe Nr", "Sample No.", "PatientenID"]
)
def test_a_name_tells_that_rows_belong_together(name: str, tmp_path: Path) -> None:
    """Also where every row has its own answer, and where the column has been left out already."""
    table = with_first(name, [f"P{i % 60}" for i in range(ROWS)])
    source = CsvFile(str(written(table, tmp_path)))
    for each in (source, source.ignoring(name)):
        (told,) = look(DataConfig(source=each))
        assert told.kind == "fellows"
        assert told.remedy is not None
        assert look(told.remedy.config) == (), "and it is no input either"
        everything = DataConfig(source=each, validation=0, test=0)
        assert "fellows" not in [warning.kind for warning in look(everything)], "nothing is held out"


def test_more_patients_than_there_may_be_categories(tmp_path: Path) -> None:
    """They are left out by themselves, are no target, and can be kept together all the same."""
    table = good(3000)
    table = {**table, "patient id": [f"P{i * 7 % 1100:05d}" for i in range(3000)]}
    source, read = read_proposed(CsvFile(str(written(table, tmp_path))))
    assert source.goals(read) == ("kind",)
    assert source.ignored == ("patient id",)
    (told,) = look(DataConfig(source=source))
    assert told.kind == "fellows"
    assert told.remedy is not None
    assert look(told.remedy.config) == ()


def test_what_rows_share_is_mostly_no_reason_to_keep_them_together(tmp_path: Path) -> None:
    """A city, a number of rooms, the week, what is taught: other rows of theirs come later."""
    for name in ("city_id", "rooms", "week", "resample", "Subject"):
        (folder := tmp_path / name).mkdir()
        values = [20 + i % 40 for i in range(ROWS)]
        table = with_first(
            name, [f"{'abcdef'[v % 6]}{'uvwxyz'[v // 10]}" for v in values] if name == "Subject" else values
        )
        assert look(DataConfig(source=CsvFile(str(written(table, folder))))) == ()


def test_days_as_whole_numbers_are_unread_dates() -> None:
    days = [20240100 + 100 * (i % 12) + 1 + i % 28 for i in range(90)]
    draw = np.random.default_rng(0)
    columns = (Column.number("d", days), Column.number("x", draw.normal(size=90)))
    dataset = Dataset("t", columns, Column.number("y", draw.normal(size=90)))
    assert [w.kind for w in warnings_about(dataset, DataConfig())] == ["date_unread"]
    others = (Column.number("d", [d + 90 for d in days]), columns[1])
    assert warnings_about(Dataset("t", others, dataset.target), DataConfig()) == ()


@pytest.mark.parametrize("name", ["year", "timestamp", "day"])
def test_time_is_no_identifier(name: str) -> None:
    draw = np.random.default_rng(0)
    columns = (Column.number(name, np.arange(1900, 2000)), Column.number("x", draw.normal(size=100)))
    dataset = Dataset("t", columns, Column.number("y", draw.normal(size=100)))
    assert warnings_about(dataset, DataConfig()) == ()


def test_dates_in_no_order_and_rows_that_lie_in_files_say_nothing_of_time() -> None:
    draw = np.random.default_rng(0)
    days = 86_400.0 * np.arange(100)
    x, y = Column.number("x", draw.normal(size=100)), Column.number("y", draw.normal(size=100))

    def told(when: np.ndarray, **more: object) -> list[str]:
        date = Column("when", "date", when)
        return [w.kind for w in warnings_about(Dataset("t", (date, x), y, **more), DataConfig())]

    assert told(days) == ["time_order"]
    assert told(days[::-1]) == ["time_order"]  # the newest first
    assert told(draw.permutation(days)) == []
    assert told(np.where(days == 0, np.nan, days)) == []  # rows without a time cannot be divided by it
    parts = np.repeat([0, 1, 2], [60, 20, 20]).astype(np.int8)
    assert told(days, parts=parts) == []


def test_weights_that_balance() -> None:
    target = Column.category("k", ["a"] * 90 + ["b"] * 10)
    weights = balanced(target)
    assert weights == (0.556, 5.0)
    assert weights[0] * 90 == pytest.approx(weights[1] * 10, rel=1e-2)


def test_rows_that_meet_again_by_chance_are_no_twins() -> None:
    draw = np.random.default_rng(0)
    columns = tuple(Column.number(name, draw.integers(0, 4, 400)) for name in ("rooms", "doors"))
    dataset = Dataset("t", columns, Column.number("price", draw.integers(0, 30, 400) + 0.5))
    assert warnings_about(dataset, DataConfig()) == ()


def test_pictures_have_twins_and_rare_classes(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    few = draw.random((20, 4, 4, 1)).astype(np.float32)
    pictures = np.repeat(few, 6, axis=0)
    labels = Column.category("class", ["a" if i < 112 else "b" for i in range(120)])
    kinds = [w.kind for w in warnings_about(Dataset("p", pictures, labels), DataConfig())]
    assert kinds == ["twins", "imbalance"]


def test_columns_with_gaps_are_mended_by_one_click(tmp_path: Path) -> None:
    values = with_first("note", ["" if i % 4 else i % 7 for i in range(ROWS)])
    values = {"memo": ["" if i % 3 else i % 5 for i in range(ROWS)], **values}
    config = DataConfig(source=CsvFile(str(written(values, tmp_path))))
    (found,) = (warning for warning in look(config) if warning.kind == "gaps")
    assert found.columns == ("memo", "note")
    assert found.remedy is not None
    assert found.remedy.config is not None
    assert "gaps" not in [warning.kind for warning in look(found.remedy.config)]


def test_nobody_waits() -> None:
    with pytest.raises(Cancelled):
        warnings_about(Bundled("wine").read(), DataConfig(), cancelled=lambda: True)


def test_infinite_looking_numbers_are_no_error() -> None:
    huge = np.array([1e308, -1e308, 5e307, 0.0] * 30)
    draw = np.random.default_rng(0)
    for target in (Column.number("y", huge[::-1]), Column.category("y", ["a", "b", "b"] * 40)):
        dataset = Dataset("t", (Column.number("h", huge), Column.number("x", draw.normal(size=120))), target)
        warnings_about(dataset, DataConfig())


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([1] * 60, None),
        ([1, 1, 1, 1, 3] * 12, None),
        ([1] * 30 + [2] + [1] * 30, None),
        (
            [1] * 30 + [3.5] + [1] * 30,
            "mostly 24 hours apart, but once 3.5 days: those behind the gap see those before",
        ),
        ([0.25] * 30 + [9, 12] + [0.25] * 30, "mostly 6 hours apart, but 2 times longer, up to 12 days"),
    ],
)
def test_a_log_with_gaps_is_told_as_one(steps: list[float], told: str | None, tmp_path: Path) -> None:
    start = datetime.datetime(2024, 1, 1)
    moments = [start + datetime.timedelta(days=float(n)) for n in np.cumsum(steps)]
    path = tmp_path / "log.csv"
    rows = "".join(f"{each:%Y-%m-%d %H:%M},{i * 7 % 11}.5\n" for i, each in enumerate(moments))
    path.write_text("when,load\n" + rows, encoding="utf-8")
    source = CsvFile(str(path), dates=("when",), earlier=2)
    found = [str(w.text) for w in look(DataConfig(source=source)) if w.kind == "time_gaps"]
    assert len(found) == (told is not None)
    assert told is None or told in found[0]


@pytest.mark.parametrize("varied", [True, False])
def test_an_input_that_is_the_same_in_a_handful_of_rows_by_lot_is_of_use(
    varied: bool, tmp_path: Path
) -> None:
    path = tmp_path / "xor.csv"
    path.write_text(
        "a,b,y\n" + "".join(f"{a if varied else 1},{b},{a ^ b}\n" for a in (0, 1) for b in (0, 1)), "utf-8"
    )
    source = CsvFile(str(path), numbers=("a",), target="y")
    told = set()
    for seed in range(12):
        dataset = source.dataset(source.table(source.kinds))
        told |= {
            w.columns
            for w in warnings_about(dataset, DataConfig(source=source), seed)
            if w.kind == "constant"
        }
    assert told == (set() if varied else {("a",)})


@pytest.mark.parametrize(
    ("name", "codes", "told"),
    [
        ("postcode", 30, "('--kind', 'postcode=category')"),
        ("PLZ", 30, "('--kind', 'PLZ=category')"),
        ("Postal code (home)", 300, "('--ignore', 'Postal code (home)')"),
        ("explzone", 30, ""),
        ("zippers", 30, ""),
    ],
)
def test_codes_of_digits_are_no_numbers(name: str, codes: int, told: str, tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    rows = [
        (10_000 + 13 * int(draw.integers(codes)), round(draw.normal(), 3), "ab"[i % 2]) for i in range(900)
    ]
    path = tmp_path / "t.csv"
    path.write_text(f"{name},x,kind\n" + "".join(f"{a},{b},{c}\n" for a, b, c in rows), encoding="utf-8")
    found = [w for w in look(DataConfig(source=CsvFile(str(path)))) if w.kind == "code"]
    assert [str(w.remedy.option) for w in found if w.remedy is not None] == ([told] if told else [])


def test_many_categories_with_many_rows_each_are_worth_their_inputs(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for rows, told in ((300, ["many_categories"]), (3000, [])):
        lines = (f"c{i * i % 167},{i % 7 / 4},{'ab'[i % 2]}\n" for i in range(rows))
        path.write_text("city,x,kind\n" + "".join(lines), encoding="utf-8")
        kinds = [w.kind for w in look(DataConfig(source=CsvFile(str(path), categories=("city",))))]
        assert [kind for kind in kinds if kind == "many_categories"] == told
