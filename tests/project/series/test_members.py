"""Series of runs in the file of a project: round trips, old files, hostile ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import CsvFile
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.record_lists import SERIES
from nnstudio.project.series import members as module
from nnstudio.project.series.figures import difference, figure, first_key, incomparable, keys
from nnstudio.project.series.members import MOST_SERIES
from nnstudio.project.series.plan import Plan
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.recording import with_series
from nnstudio.project.series.running import Series
from nnstudio.project.series.words import compared, headline, remarks
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import read_data
from nnstudio.system.messages import StudioError
from tests.data.targets import mixed_table
from tests.project.conftest import Iris
from tests.project.test_hostile import _places, strange
from tests.project.zips import Members, changed_json, unzipped, zipped


@pytest.fixture(scope="module")
def repeated(iris: Iris) -> Project:
    """Iris with a series of each kind."""
    project = iris.project
    for plan in (Plan("seeds", 2), Plan("folds", 3)):
        series = Series(project, read_data(project), plan)
        for _ in series.events():
            pass
        project = with_series(project, series.record)
    return project


@pytest.fixture(scope="module")
def members(repeated: Project) -> Members:
    return unzipped(encode(repeated))


def test_a_project_takes_its_series_along(repeated: Project, iris: Iris) -> None:
    again, _ = decode(encode(repeated))
    assert again == repeated
    assert [series.name for series in again.series] == ["Series 1", "Series 2"]
    assert all(series.data == iris.project.data.replace(source=None) for series in again.series)
    assert again.drawn == iris.project


def test_a_series_of_several_outputs_remembers_what_each_answers(tmp_path: Path) -> None:
    source = CsvFile(str(mixed_table(tmp_path))).predicting("price", "kind", "sold")
    project, _ = from_template(TEMPLATES["textbook"], source)
    project = project.replace(training=project.training.replace(epochs=2, device="cpu"))
    series = Series(project, read_data(project), Plan("seeds", 2))
    for _ in series.events():
        pass
    (again,) = decode(encode(with_series(project, series.record)))[0].series
    assert list(again.answers.values()) == ["price", "kind", "sold"]
    price, kind, sold = again.answers
    assert keys(again) == ("loss", f"{price}/mae", f"{kind}/accuracy", f"{sold}/accuracy")
    assert first_key(again) == f"{price}/mae"
    assert compared(again, again, f"{kind}/accuracy", "kind: accuracy").text.startswith(
        "{a} and {b} cannot be told apart"
    )
    otherwise = again.replace(answers={price: "price", kind: "colour", sold: "sold"})
    assert "give something else" in str(incomparable(again, otherwise, f"{kind}/accuracy"))

    def renamed(outcome: Outcome) -> Outcome:
        assert outcome.best is not None
        metrics = {f"deep_{key}": 1 - value for key, value in outcome.best.val_metrics.items()}
        return msgspec.structs.replace(
            outcome, best=msgspec.structs.replace(outcome.best, val_metrics=metrics)
        )

    other = again.replace(
        answers={f"deep_{node}": name for node, name in again.answers.items()},
        outcomes=tuple(map(renamed, again.outcomes)),
    )
    for a, b, key in ((again, other, f"deep_{kind}/accuracy"), (other, again, f"{kind}/accuracy")):
        assert incomparable(a, b, key) is None, "another layer answers the same"
        found = [figure(each, f"{name}{kind}/accuracy") for each, name in ((again, ""), (other, "deep_"))]
        assert None not in found
        assert abs(difference(a, b, key).by) == pytest.approx(abs(found[0].mean - found[1].mean))


def test_a_project_without_series_has_no_such_member(iris: Iris) -> None:
    assert SERIES not in unzipped(encode(iris.project))
    assert decode(encode(iris.project))[0].series == ()


def test_only_the_newest_are_kept(repeated: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(repeated.series[0].replace(name=f"Series {i}") for i in range(MOST_SERIES + 5))
    kept = decode(encode(repeated.replace(series=many)))[0].series
    assert [kept[0].name, kept[-1].name] == ["Series 5", f"Series {MOST_SERIES + 4}"]
    added = with_series(repeated.replace(series=many), repeated.series[0])
    assert (len(added.series), added.series[-1].name) == (MOST_SERIES, f"Series {MOST_SERIES + 6}")
    monkeypatch.setattr(module, "_JSON_TARGET", 20_000)
    fewer = decode(encode(repeated.replace(series=many)))[0].series
    assert 0 < len(fewer) < 20
    assert fewer[-1].name == f"Series {MOST_SERIES + 4}"


def test_a_figure_that_is_no_number_does_not_spoil_the_file(repeated: Project) -> None:
    first = repeated.series[0]
    best = first.outcomes[0].best
    assert best is not None
    bad = msgspec.structs.replace(
        first.outcomes[0], best=msgspec.structs.replace(best, val_loss=float("nan"))
    )
    spoilt = repeated.replace(series=(first.replace(outcomes=(bad, first.outcomes[1])),))
    assert decode(encode(spoilt))[0].series == (first.replace(outcomes=(first.outcomes[1],)),)


def _one(**parts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda plain: plain["series"][0].update(parts)


def _run(**parts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda plain: plain["series"][0]["outcomes"][0].update(parts)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda p: p.update(format=2), "newer version"), (lambda p: p.update(format=0), "do not add up"),
        (lambda p: p.update(series=p["series"] * 60), "do not add up"), (_one(kind="days"), "is damaged"),
        (_one(wanted=1), "do not add up"), (_one(wanted=10**9), "do not add up"), (_one(network=[]), "is damaged"),
        (_run(number=0), "do not add up"), (_run(number=2), "do not add up"), (_run(number=9), "do not add up"),
        (_run(seed=-1), "do not add up"), (_run(rows=-5), "do not add up"), (_run(seconds=-1), "do not add up"),
        (_run(guessing=1e308), "do not add up"), (_run(epochs=0), "do not add up"), (_run(ending="lost"), "is damaged"),
        (_run(best={"epoch": 1, "loss": 1e300, "metrics": {}}), "do not add up"),
        (_run(best={"epoch": 1, "loss": 1, "metrics": {str(i): 1 for i in range(2000)}}), "do not add up"),
    ],
)  # fmt: skip
def test_a_damaged_list_is_refused_in_a_line(members: Members, change: Any, told: str) -> None:
    with pytest.raises(StudioError, match=told) as caught:
        decode(changed_json(members, SERIES, change))
    assert "\n" not in str(caught.value)


def test_the_source_of_data_that_a_hostile_series_names_is_dropped(members: Members) -> None:
    named = {**DataConfig().to_plain(), "source": {"type": "CsvFile", "path": "/etc/passwd"}}
    project, _ = decode(changed_json(members, SERIES, _one(data=named)))
    assert project.series[0].data == DataConfig()


@given(st.data())
def test_anything_at_any_place_of_it(members: Members, data: st.DataObject) -> None:
    plain = json.loads(members[SERIES])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_places(plain)[1:]))
        owner = plain
        for key in path[:-1]:
            owner = owner[key]
        owner[path[-1]] = data.draw(strange)
        if not isinstance(plain.get("series"), list) or not plain["series"]:
            break
    text = json.dumps(plain).encode("utf-8", "surrogatepass")
    try:
        project, _ = decode(zipped({**members, SERIES: text}))
    except StudioError:
        return
    _look_at(project.series)
    encode(project)


def _look_at(found: tuple[SeriesRecord, ...]) -> None:
    """Whatever opens can be shown."""
    for series in found:
        for key in keys(series):
            assert figure(series, key) is not None
            assert str(headline(series, key, key))
            assert all(map(str, remarks(series, key)))
            for other in found:
                assert str(compared(other, series, key, key))
                if incomparable(other, series, key) is None:
                    difference(other, series, key)
