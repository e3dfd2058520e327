"""Every template on every bundled data set: it learns, or says why it cannot."""

from __future__ import annotations

import dataclasses
import functools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.baseline import baseline
from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import Bundled, CsvFile, bundled_sets
from nnstudio.graph.inference import infer
from nnstudio.nn.layers import Add, Concatenate, Dense
from nnstudio.project.file import decode, encode
from nnstudio.project.heads import examples
from nnstudio.project.problems import problems
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES, Goal, build, template
from nnstudio.project.trained import load_data, new_run, result
from nnstudio.system.messages import StudioError

SETS = {facts.name: facts for facts in bundled_sets()}
DRAWN = [key for key, chosen in TEMPLATES.items() if chosen.data]

IMAGES = ("lenet", "vgg", "residual", "inception")
"""Templates for images only."""
ADVICE = {("lenet", "spoken-digits"): ["by_heart"], ("autoencoder", "spoken-digits"): ["by_heart"]}
"""What is said of large pictures of which there are few."""
EPOCHS = {("logistic", "spoken-digits"): 3}
"""Where the steps are long beside 1000 inputs that go together: the first ones lead away."""


def _refusal(key: str, shape: tuple[int, ...], task: str) -> str | None:
    """What a template must say about such data; None where it must work."""
    if key in IMAGES and len(shape) != 3:
        return r"looks at images .* use the textbook network"
    if key == "perceptron" and task != "binary":
        return r"yes or no, but this data asks for .*: use (linear|logistic) regression"
    if key == "logistic" and task == "regression":
        return "asks for a number: use linear regression"
    if key == "linear" and task != "regression":
        return "asks for classes: use logistic regression"
    if key == "two-inputs" and (len(shape) != 1 or shape[0] < 2):
        return r"share the features of a table, at least 2, .*: use the textbook network"
    if key == "autoencoder" and math.prod(shape) < 2:
        return "have one value only"
    return None


@functools.cache
def _read(name: str) -> Dataset:
    return Bundled(name).read()


@functools.cache
def _prepared(config: DataConfig, seed: int) -> Prepared:
    """Prepared once for all templates that look at the data alike."""
    assert isinstance(config.source, Bundled)
    return prepare(_read(config.source.name), config, seed)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_learns_or_refuses_with_a_sentence(key: str, name: str) -> None:
    refusal = _refusal(key, SETS[name].sample_shape, SETS[name].task)
    if refusal is not None:
        with pytest.raises(StudioError, match=refusal):
            from_template(TEMPLATES[key], Bundled(name))
        return
    project, notes = from_template(TEMPLATES[key], Bundled(name), dataset=_read(name))
    assert notes == _read(name).notes
    prepared = _prepared(project.data, project.training.seed)
    if not project.network.nodes:
        with pytest.raises(StudioError, match="network is empty: add an Input"):
            new_run(project, prepared)
        return
    assert [p.kind for p in problems(project, prepared)] == ADVICE.get((key, name), [])
    epochs = EPOCHS.get((key, name), 1)
    project = project.replace(training=project.training.replace(epochs=epochs, device="cpu"))
    if len(SETS[name].sample_shape) == 3:  # a few pictures are enough to learn something from
        few = prepared.train.first(1000), prepared.validation.first(100)
        prepared = dataclasses.replace(prepared, train=few[0], validation=few[1])
    run = new_run(project, prepared)
    learned = examples(project.network, project.training, prepared, prepared.train)
    before = run.model.evaluate(*learned)["loss"]
    for _ in run.events():
        pass
    # Batch norm's running averages have seen a few batches only; the epoch itself tells.
    after = min(run.model.evaluate(*learned)["loss"], run.history.epochs[-1].loss)
    assert after < before
    again, trained_again = decode(encode(project, result(run, project, prepared)))
    assert again == project
    assert trained_again is not None
    assert trained_again.finished
    x = trained_again.feed(prepared.test.x[:200])
    np.testing.assert_equal(trained_again.model().predict(x), run.model.predict(x))


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_without_data_is_sound(key: str) -> None:
    project, notes = from_template(TEMPLATES[key], None)
    assert notes == ()
    assert [p.kind for p in problems(project)] == ([] if project.network.nodes else ["empty"])
    assert TEMPLATES[key].data in ("", *SETS)
    assert str(TEMPLATES[key].title)
    assert str(TEMPLATES[key].summary)
    assert set(project.layout.positions) == {n.id for n in project.network.nodes}


@pytest.mark.parametrize("key", DRAWN)
def test_a_template_is_built_for_the_data_it_opens_with(key: str) -> None:
    chosen = TEMPLATES[key]
    facts = SETS[chosen.data]
    assert (chosen.goal.sample_shape, chosen.goal.task) == (facts.sample_shape, facts.task)
    opened, _ = from_template(chosen, Bundled(chosen.data))
    assert build(chosen).network == opened.network


@given(
    st.sampled_from(list(TEMPLATES)),
    st.sampled_from(["binary", "classes", "regression"]),
    st.one_of(
        st.tuples(st.integers(1, 500)),
        st.tuples(st.integers(1, 64), st.integers(1, 64)),
        st.tuples(st.integers(1, 64), st.integers(1, 64), st.integers(1, 4)),
    ),
)
def test_a_template_fits_itself_to_any_goal(key: str, task: str, shape: tuple[int, ...]) -> None:
    goal = Goal(shape, task, 7 if task == "classes" else 1)
    refusal = _refusal(key, shape, task)
    if refusal is not None:
        with pytest.raises(StudioError, match=refusal):
            build(TEMPLATES[key], goal)
        return
    project = build(TEMPLATES[key], goal)
    assert [p.kind for p in problems(project)] == ([] if project.network.nodes else ["empty"])
    again = TEMPLATES[key].answer == "input"
    assert project.data.answer == TEMPLATES[key].answer
    assert project.training.loss.task == ("regression" if again else task)
    if project.network.nodes:
        facts = infer(project.network).facts
        entering = [facts[node].output or () for node in project.network.input_ids]
        assert entering == [shape] or sum(size for (size,) in entering) == shape[0]
        assert facts[project.network.output_ids[0]].output == (shape if again else (goal.outputs,))


@pytest.mark.parametrize("key", IMAGES)
def test_networks_for_images_read_28_pixels_as_well_as_8(key: str) -> None:
    small, large = (build(TEMPLATES[key], Goal((n, n, 1), "classes", 10)) for n in (8, 28))
    assert [type(n.layer) for n in small.network.nodes] == [type(n.layer) for n in large.network.nodes]
    assert infer(large.network).parameters < 300_000


def test_the_textbook_is_the_textbook() -> None:
    network = build(template("textbook")).network
    assert [n.layer.figures() for n in network.nodes] == [
        "30 features",
        "25 · sigmoid",
        "15 · sigmoid",
        "1 · sigmoid",
    ]
    assert infer(network).depth == 3
    assert infer(network).width == 25


def test_a_perceptron_is_one_neuron() -> None:
    network = build(template("perceptron")).network
    assert [n.layer for n in network.nodes if isinstance(n.layer, Dense)] == [Dense(1, activation="linear")]
    assert len(network.nodes) == 2


def test_the_branches_are_branches() -> None:
    shortcuts = build(template("residual")).network
    adds = [n.id for n in shortcuts.nodes if isinstance(n.layer, Add)]
    assert [len(shortcuts.incoming(add)) for add in adds] == [2, 2]
    branches = build(template("inception")).network
    (merge,) = (n.id for n in branches.nodes if isinstance(n.layer, Concatenate))
    assert len(branches.incoming(merge)) == 4


def test_an_autoencoder_has_its_narrowest_layer_in_the_middle() -> None:
    network = build(template("autoencoder")).network
    widths = [n.layer.units for n in network.nodes if isinstance(n.layer, Dense)]
    (code,) = (n.layer.units for n in network.nodes if n.name == "Code" and isinstance(n.layer, Dense))
    assert code == min(widths) == 16
    assert widths[0] > code < widths[2]


def test_a_template_sets_what_the_network_learns_to_give() -> None:
    """Data chosen for an autoencoder serves a classifier again, and the reverse."""
    wine = DataConfig(Bundled("wine"), validation=0.3, answer="input")
    goal = Goal((13,), "classes", 3)
    project = build(template("mlp"), goal, wine)
    assert project.data == wine.replace(answer="target")
    assert problems(project, load_data(project)) == ()
    project = build(template("autoencoder"), goal, project.data)
    assert project.data == wine
    assert problems(project, load_data(project)) == ()


def test_a_weighted_sum_of_many_inputs_that_go_together_learns(tmp_path: Path) -> None:
    """Two hundred earlier rows of a number that hardly changes: with steps for ten inputs its loss left the floats."""
    walk = np.random.default_rng(0).normal(size=900).cumsum()
    rows = "".join(f"{hour},{value:.3f}\n" for hour, value in enumerate(walk))
    (tmp_path / "log.csv").write_text("hour,level\n" + rows, encoding="utf-8")
    source = read_proposed(CsvFile(str(tmp_path / "log.csv"), target="level", earlier=200))[0]
    project, _ = from_template(template("linear"), source, DataConfig(divided="time", divided_by="hour"))
    project = project.replace(training=project.training.replace(epochs=5, device="cpu"))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    losses = [epoch.judged for epoch in result(run, project, prepared).checkpoint.history.epochs]
    assert len(losses) == 5
    assert max(losses) < 2
    assert build(template("linear")).training.optimizer == template("linear").optimizer, (
        "ten inputs as before"
    )


def test_a_small_data_set_gets_a_batch_that_fits() -> None:
    project, _ = from_template(TEMPLATES["textbook"], Bundled("iris"))
    assert project.training.batch_size <= len(load_data(project).train)


def test_an_unknown_template_lists_the_known() -> None:
    with pytest.raises(StudioError, match=r"Unknown template .resnet.; known are textbook, .*, empty"):
        template("resnet")


REACHED = {
    "textbook": 0.94, "perceptron": 0.93, "logistic": 0.94, "linear": 0.4, "mlp": 0.94, "lenet": 0.96, "vgg": 0.96,
    "residual": 0.97, "inception": 0.96, "sequence": 0.93, "autoencoder": 0.8, "two-inputs": 0.94,
}  # fmt: skip
"""What each must reach on its test part after its epochs: accuracy, or for numbers the share of variation explained."""


def _figure(project: Project) -> tuple[float, float]:
    """What a template reaches on its test part, and what is reached without a network."""
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    part, trained = prepared.test, result(run, project, prepared)
    model = trained.model()
    if prepared.task != "regression":
        measured = model.evaluate(trained.feed(part.x), part.y)
        return measured["accuracy"], baseline(prepared, part)
    wrong = np.square(model.predict(trained.feed(part.x)) - part.y).sum()
    return 1 - float(wrong / np.square(part.y - prepared.train.y.mean(axis=0)).sum()), 0.0


@pytest.mark.full
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("key", DRAWN)
def test_a_template_reaches_its_figure_within_its_epochs(key: str, seed: int) -> None:
    assert set(REACHED) == set(DRAWN)
    project, _ = from_template(TEMPLATES[key], Bundled(TEMPLATES[key].data))
    project = project.replace(training=project.training.replace(seed=seed, device="cpu"))
    reached, guessed = _figure(project)
    assert reached >= REACHED[key]
    assert reached > guessed + 0.2
