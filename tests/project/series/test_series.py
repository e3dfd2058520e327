"""Series of runs: reproducible, the first run is the plain one, and a stop keeps what is finished."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.graph import edits
from nnstudio.project import trained as module
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.project.series.plan import Plan, seeds_of
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.recording import as_begun, with_series
from nnstudio.project.series.running import RunBegins, RunEnds, Series
from nnstudio.project.trained import new_run, read_data
from nnstudio.system.messages import StudioError
from nnstudio.training.events import EpochDone, Event, Progress, Started
from nnstudio.training.history import Epoch
from tests.project.conftest import Iris


def outcomes(project: Project, plan: Plan) -> list[Outcome]:
    series = Series(project, read_data(project), plan)
    for _ in series.events():
        pass
    return series.outcomes


def figures(epoch: Epoch | None) -> tuple[object, ...]:
    assert epoch is not None
    return epoch.epoch, epoch.loss, epoch.metrics, epoch.val_loss, epoch.val_metrics


def test_the_first_run_with_other_seeds_is_the_plain_run(iris: Iris) -> None:
    run = new_run(iris.project, iris.prepared)
    for _ in run.events():
        pass
    series = Series(iris.project, read_data(iris.project), Plan("seeds", 2))
    told: list[Epoch] = []
    for event in series.events():
        if isinstance(event, RunEnds):
            break
        if isinstance(event, EpochDone):
            told.append(event.record)
    assert [figures(e) for e in told] == [figures(e) for e in run.history.epochs]
    assert figures(series.outcomes[0].best) == figures(run.history.best_epoch)


@pytest.mark.parametrize("kind", ["seeds", "folds"])
def test_the_same_project_gives_the_same_numbers(iris: Iris, kind: str) -> None:
    plan = Plan(kind, 3)
    one, other = outcomes(iris.project, plan), outcomes(iris.project, plan)
    assert [figures(o.best) for o in one] == [figures(o.best) for o in other]
    assert [o.seed for o in one] == [o.seed for o in other] == list(seeds_of(3, 3))
    assert len({figures(o.best)[1] for o in one}) == 3, "each run is another one"
    again = iris.project.replace(training=iris.project.training.replace(seed=4))
    assert [figures(o.best) for o in outcomes(again, plan)] != [figures(o.best) for o in one]


def test_seeds_follow_from_the_master_seed_and_none_comes_twice() -> None:
    assert seeds_of(7, 1) == (7,)
    assert seeds_of(7, 100)[:5] == seeds_of(7, 5)
    for master in (0, 7, 2**32 - 1):
        found = seeds_of(master, 100)
        assert len(set(found)) == 100
        assert all(0 <= seed < 2**32 for seed in found)
    assert set(seeds_of(1, 20)[1:]).isdisjoint(seeds_of(2, 20))


def test_folds_judge_every_row_outside_the_test_part_once(iris: Iris) -> None:
    found = outcomes(iris.project, Plan("folds", 4))
    outside = len(iris.prepared.train) + len(iris.prepared.validation)
    assert sum(o.validated for o in found) == outside
    assert all(o.rows + o.validated == outside for o in found)
    assert all(o.guessing is not None and 0 < o.guessing < 0.6 for o in found)


def test_a_stop_keeps_what_is_finished(iris: Iris) -> None:
    series = Series(iris.project, read_data(iris.project), Plan("seeds", 5))
    begun: list[int] = []
    for event in series.events():
        if isinstance(event, RunBegins):
            begun.append(event.number)
        if isinstance(event, Progress) and begun == [1, 2, 3]:
            series.stop()
    assert begun == [1, 2, 3]
    assert [o.number for o in series.outcomes] == [1, 2]
    assert series.record.wanted == 5
    assert [figures(o.best) for o in series.outcomes] == [
        figures(o.best) for o in outcomes(iris.project, Plan("seeds", 2))
    ]


@pytest.mark.parametrize("kind", ["seeds", "folds"])
@pytest.mark.parametrize("ended", [1, 3])
def test_a_stopped_series_goes_on_to_what_it_would_have_been(iris: Iris, kind: str, ended: int) -> None:
    plan, data = Plan(kind, 4), read_data(iris.project)
    series = Series(iris.project, data, plan)
    for event in series.events():
        if isinstance(event, Progress) and len(series.outcomes) == ended:
            series.stop()
    saved = decode(encode(with_series(iris.project, series.record)))[0]
    assert saved.series[0].missing == (2, 3, 4)[ended - 1 :]
    drawn = saved.replace(training=saved.training.replace(seed=9, epochs=1))
    rest = Series(as_begun(drawn, saved.series[0]), data, plan, earlier=saved.series[0])
    assert rest.seconds_left is not None
    assert 0 < rest.done < 1
    begun = [event.number for event in rest.events() if isinstance(event, RunBegins)]
    assert begun == list(saved.series[0].missing)
    assert rest.done == 1
    whole = Series(iris.project, data, plan)
    for _ in whole.events():
        pass
    assert timeless(rest.record) == timeless(whole.record)
    (kept,) = with_series(saved, rest.record, saved.series[0]).series
    assert (kept.name, kept.missing) == ("Series 1", ())


def test_a_run_that_is_missing_in_between_is_made(iris: Iris) -> None:
    data, plan = read_data(iris.project), Plan("folds", 3)
    whole = Series(iris.project, data, plan)
    for _ in whole.events():
        pass
    holed = whole.record.replace(outcomes=tuple(o for o in whole.outcomes if o.number != 2))
    rest = Series(iris.project, data, plan, earlier=holed)
    assert [event.number for event in rest.events() if isinstance(event, RunBegins)] == [2]
    assert timeless(rest.record) == timeless(whole.record)


@pytest.mark.parametrize("part", ["division", "fingerprint", "began_with"])
def test_a_series_of_other_data_does_not_go_on(iris: Iris, part: str) -> None:
    data, plan = read_data(iris.project), Plan("seeds", 2)
    other = Series(iris.project, data, plan).record.replace(name="Series 7", **{part: "0"})
    with pytest.raises(StudioError, match="Series 7 cannot go on: its data"):
        Series(iris.project, data, plan, earlier=other)


def timeless(series: SeriesRecord) -> SeriesRecord:
    """All of a series but the time it took."""

    def plain(outcome: Outcome) -> Outcome:
        best = outcome.best
        assert best is not None
        return msgspec.structs.replace(outcome, seconds=0.0, best=msgspec.structs.replace(best, seconds=0.0))

    outcomes = sorted(map(plain, series.outcomes), key=lambda outcome: outcome.number)
    return series.replace(when="", outcomes=tuple(outcomes))


def test_all_runs_are_computed_where_the_first_was(iris: Iris, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = module.device_for

    def ask(project: Project, *given: Any) -> Any:
        asked.append(project.training.device)
        return real(project.replace(training=project.training.replace(device="cpu")), *given)

    monkeypatch.setattr(module, "device_for", ask)
    project = iris.project.replace(training=iris.project.training.replace(device="auto"))
    plan, data = Plan("seeds", 3), read_data(project)
    series = Series(project, data, plan)
    for _ in series.events():
        pass
    assert asked == ["auto", "cpu", "cpu"]
    # What goes on after a stop does so there as well.
    earlier = series.record.replace(outcomes=series.record.outcomes[:2])
    for _ in Series(project, data, plan, earlier=earlier).events():
        pass
    assert asked[3:] == ["cpu"]


def test_a_stop_before_the_first_run_trains_nothing(iris: Iris) -> None:
    series = Series(iris.project, read_data(iris.project), Plan("seeds", 5))
    series.stop()
    assert list(series.events()) == []


def test_progress_rises_to_the_end(iris: Iris) -> None:
    series = Series(iris.project, read_data(iris.project), Plan("folds", 3))
    seen: list[tuple[float, float | None]] = []
    for _ in series.events():
        seen.append((series.done, series.seconds_left))
    done = [share for share, _ in seen]
    assert seen[0] == (0.0, None)
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(done))
    assert seen[-1] == (1.0, 0.0)
    assert all(left is not None and left >= 0 for share, left in seen if share > 0)


def test_without_validation_there_is_nothing_to_judge_by_but_folds_bring_it(iris: Iris) -> None:
    project = iris.project.replace(data=iris.project.data.replace(validation=0.0))
    with pytest.raises(StudioError, match="There is no validation part"):
        Series(project, read_data(project), Plan("seeds", 3))
    assert len(outcomes(project, Plan("folds", 3))) == 3


def test_a_network_with_problems_is_refused_before_anything_is_trained(iris: Iris) -> None:
    network = iris.project.network
    project = iris.project.with_network(edits.delete(network, {network.nodes[-1].id}))
    told: list[Event] = []
    with pytest.raises(StudioError, match="output"):
        told.extend(Series(project, read_data(project), Plan("seeds", 3)).events())
    assert not any(isinstance(event, Started) for event in told)


@pytest.mark.parametrize(("kind", "count"), [("seeds", 1), ("seeds", 101), ("folds", 1), ("folds", 21)])
def test_a_plan_has_limits(kind: str, count: int) -> None:
    with pytest.raises(StudioError, match=f"not {count}"):
        Plan(kind, count)


def test_what_is_drawn_of_the_data_is_the_same_for_all_seeds(iris: Iris) -> None:
    """Whose validation rows are changed on purpose, all runs see changed in one way."""
    series = Series(iris.project, read_data(iris.project), Plan("seeds", 3))
    for _ in series.events():
        pass
    assert {(o.rows, o.validated) for o in series.outcomes} == {
        (len(iris.prepared.train), len(iris.prepared.validation))
    }
    assert np.ptp([o.guessing for o in series.outcomes]) == 0
