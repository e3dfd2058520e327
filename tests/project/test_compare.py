"""Two networks side by side."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.facts import laid_out
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Decision
from nnstudio.data.sources import Bundled, CsvFile, source_for
from nnstudio.export import KerasArchive
from nnstudio.export.of_project import artifact_of
from nnstudio.graph import edits
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Dense, Dropout
from nnstudio.nn.optimizers import Adam
from nnstudio.project import file
from nnstudio.project.comparing.compare import Side, compare, load_side, side_of
from nnstudio.project.decisions import with_chosen
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.given import rows_of
from nnstudio.project.project import Project
from nnstudio.project.runs.recording import record_of
from nnstudio.project.runs.side import side_of_run
from nnstudio.project.samples import open_sample
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import Trained, load_data, new_run, result
from tests.project.test_kept_data import keeping, train


def side(network: Network, name: str = "a") -> Side:
    project = Project().with_network(network)
    return Side(name, network, project.layout, project.training, project.data)


@pytest.fixture(scope="module")
def flowers() -> tuple[Project, Trained]:
    project = open_sample("flowers")
    project = project.replace(training=project.training.replace(epochs=2))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return project, result(run, project, prepared)


def chain(count: int) -> Network:
    network = open_sample("textbook").network
    for _ in range(count):
        network = edits.insert_on(network, network.edges[-1], Dense(4))[0]
    return network


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_network_is_the_same_as_itself_and_no_other(a: int, b: int) -> None:
    found = compare(side(chain(a)), side(chain(b), "b"))
    drawn = all(change.status == "same" for change in found.layers)
    assert drawn == (a == b)
    assert bool(found.edges_added or found.edges_removed) == (a != b)


@given(st.data())
def test_every_layer_of_both_sides_stands_in_the_list_once(data: st.DataObject) -> None:
    a = chain(data.draw(st.integers(0, 3)))
    b = a
    for _ in range(data.draw(st.integers(0, 4))):
        edge = data.draw(st.sampled_from(b.edges))
        b = edits.insert_on(b, edge, data.draw(st.sampled_from([Dense(3), Dropout(0.1)])))[0]
    if data.draw(st.booleans()):
        b = edits.delete(b, [data.draw(st.sampled_from([n.id for n in b.nodes][1:]))])
    found = compare(side(a), side(b, "b"))
    assert sorted(c.a.id for c in found.layers if c.a) == sorted(n.id for n in a.nodes)
    assert sorted(c.b.id for c in found.layers if c.b) == sorted(n.id for n in b.nodes)
    assert set(found.edges_added) <= set(b.edges)
    assert set(found.edges_removed) <= set(a.edges)


def test_what_only_one_kind_of_data_has_is_named_where_it_is_not_as_usual() -> None:
    network, project = open_sample("textbook").network, open_sample("textbook")
    sides = [
        Side("x", network, project.layout, project.training, DataConfig(source))
        for source in (Bundled("wine"), CsvFile("/here/t.csv", target="y", earlier=3, ignored=("a",)))
    ]
    for told in (compare(*sides), compare(*reversed(sides))):
        names = ["source.path", "source.target", "source.ignored", "source.earlier"]
        assert sorted(s.name for s in told.data) == sorted(["source", "source.name", *names])


def test_settings_of_layers_and_of_training_are_named() -> None:
    a = open_sample("textbook")
    b = a.replace(
        network=edits.change(a.network, ["dense_1"], units=30),
        training=a.training.replace(optimizer=Adam(0.01), epochs=7),
    )
    found = compare(
        Side("a", a.network, a.layout, a.training, a.data), Side("b", b.network, b.layout, b.training, b.data)
    )
    (changed,) = (change for change in found.layers if change.status == "changed")
    assert [(s.name, s.a, s.b) for s in changed.settings] == [("units", 25, 30)]
    names = {s.name: (s.a, s.b) for s in found.training}
    assert names["epochs"] == (50, 7)
    assert names["optimizer"] == ("SGD", "Adam")
    assert found.data == ()
    assert found.totals[0].parameters < found.totals[1].parameters


def test_an_exported_model_gives_the_same_outputs(flowers: tuple[Project, Trained], tmp_path: Path) -> None:
    project, trained = flowers
    file.save(tmp_path / "a.nnstudio", project, trained)
    (tmp_path / "a.keras").write_bytes(KerasArchive().encode(artifact_of(trained)))
    found = compare(load_side(tmp_path / "a.nnstudio"), load_side(tmp_path / "a.keras"))
    assert all(change.status == "same" for change in found.layers)
    assert all(not change.weights for change in found.layers)
    assert found.outputs is not None
    assert found.outputs.largest == 0
    assert found.outputs.agreement == 1
    assert found.best[0] is not None
    assert found.best[1] is None


def test_why_outputs_cannot_be_compared_is_said(flowers: tuple[Project, Trained]) -> None:
    project, trained = flowers
    found = compare(
        Side(
            "mine",
            project.network,
            project.layout,
            project.training,
            project.data,
            trained.weights(),
            trained,
        ),
        Side("new", project.network, project.layout, project.training, project.data),
    )
    assert found.outputs is None
    assert "new has no weights" in str(found.no_outputs)


def test_data_nobody_has_agreed_to_is_not_read_for_a_comparison(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    project = keeping(tmp_path / "own" / "rows.csv").replace(keep_data=False)
    path = tmp_path / "project" / "a.nnstudio"
    path.parent.mkdir()
    file.save(path, project, train(project))
    known = load_side(path)
    assert compare(known, known).outputs is not None
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "their home"))
    asking = load_side(path)
    found = compare(asking, asking)
    assert found.outputs is None
    rows = tmp_path / "own" / "rows.csv"
    assert str(rows) in str(found.no_outputs)
    assert "--data" not in str(found.no_outputs), "which diff has not"
    assert compare(asking, known).outputs is not None  # the other one may be asked
    rows.rename(tmp_path / "moved.csv")
    gone = str(compare(known, known).no_outputs)
    assert gone.startswith("The data rows.csv is not where it was")
    assert "say where it is now" in gone
    assert "--data" not in gone


def test_answers_are_compared_as_each_side_decides() -> None:
    project = open_sample("textbook")
    project = project.replace(training=project.training.replace(epochs=3))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    trained = result(run, project, prepared)
    decided = with_chosen(project, trained.weights(trained.proposed), (Decision(0.15),))
    usual, low = side_of(project, trained, "usual"), side_of(decided, trained, "low")
    assert (usual.chosen, low.chosen) == (((),), ((Decision(0.15),),))
    p = trained.model(which=trained.proposed).predict(prepared.test.x[:256])[:, 0]
    found = compare(usual, low).outputs
    assert found is not None
    assert found.largest == 0
    assert found.agreement == ((p >= 0.5) == (p >= 0.15)).mean() < 1
    assert compare(low, low).outputs.agreement == 1
    record = record_of(trained, project, reason="done", device="cpu")
    assert side_of_run(record, trained, decided.decisions).chosen == ((Decision(0.15),),)
    assert side_of_run(record, trained).chosen == ((),)


def _priced(path: Path, scaling: str, logarithm: bool, seed: int) -> tuple[Project, Trained]:
    """A network that learned prices, so scaled and divided."""
    project, _ = from_template(TEMPLATES["mlp"], source_for(str(path)), DataConfig(scaling=scaling))
    columns = (ColumnSettings("price", logarithm=True),) if logarithm else ()
    training = project.training.replace(epochs=3, seed=seed, device="cpu")
    project = project.replace(data=project.data.replace(columns=columns), training=training)
    return project, train(project)


@pytest.mark.parametrize("logarithm", [False, True])
def test_numbers_are_compared_in_their_unit_and_each_network_gets_rows_as_it_knows_them(
    tmp_path: Path, logarithm: bool
) -> None:
    """Both got what the first one's scaling made of a row, and their outputs were compared as they had been learned."""
    draw = np.random.default_rng(0)
    x = draw.normal(size=(200, 2))
    prices = np.exp(8 + x[:, 0])
    lines = [f"{u:.4f},{50 + 20 * v:.4f},{p:.2f}" for (u, v), p in zip(x, prices, strict=True)]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(["size,age,price", *lines]), encoding="utf-8")
    (one, first), (two, second) = (
        _priced(path, "standard", logarithm, 0), _priced(path, "minmax", False, 1)
    )  # fmt: skip
    found = compare(side_of(one, first, "one"), side_of(two, second, "two")).outputs
    assert found is not None
    rows = load_data(one).test.rows
    asked = tmp_path / "asked.csv"
    asked.write_text("\n".join(["size,age", *(lines[i].rsplit(",", 1)[0] for i in rows)]), encoding="utf-8")
    answers = []
    for trained in (first, second):
        given = Answerer(trained, trained.proposed).ask(rows_of(str(asked), trained.preprocessor).x)[0]
        answers.append(given.numbers[:, 0])
    assert found.rows == len(rows)
    assert found.largest == pytest.approx(np.abs(answers[0] - answers[1]).max(), rel=1e-5)
    assert found.largest > 100, "a price"
    assert found.agreement is None


def test_networks_for_different_targets_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "a,b,c\n" + "\n".join(f"{i}.5,{i * i % 17}.25,{i * 7 % 11}.75" for i in range(60)), encoding="utf-8"
    )
    sides = []
    for target in "bc":
        source, _ = laid_out(source_for(str(path)).replace(target=target))
        project, _ = from_template(TEMPLATES["linear"], source)
        project = project.replace(training=project.training.replace(epochs=1, device="cpu"))
        sides.append(side_of(project, train(project), target))
    found = compare(*sides)
    assert found.outputs is None
    assert str(found.no_outputs) == "their networks give something else"
