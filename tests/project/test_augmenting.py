"""A project with augmentation: only its training part is changed, and a run may be cut and go on anywhere."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.augmentation import AUGMENTATIONS, Augmentation, CutOut, Flip, MixUp, Noise, Rotate
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Concatenate, Conv2D, Dense, Dropout, Flatten, Input
from nnstudio.nn.losses import LOSSES, BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from nnstudio.nn.optimizers import Adam
from nnstudio.project import file
from nnstudio.project.augmenting import making
from nnstudio.project.feeding import feed
from nnstudio.project.project import Project
from nnstudio.project.trained import new_run, result
from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Checkpoint
from nnstudio.training.config import TrainingConfig
from nnstudio.training.events import EpochDone, Finished, OneStep, Pause, Paused
from nnstudio.training.run import Run
from tests.gone_on import assert_same

ALL = tuple(kind() for kind in AUGMENTATIONS)
STEPS = 9


def pictures(classes: int = 3, count: int = 44) -> Dataset:
    random = np.random.default_rng(0)
    x = random.uniform(0, 255, (count, 6, 6, 1)).astype(np.float32)
    labels = (np.arange(count) % classes).astype(np.int32)
    return Dataset("pictures", x, Column("class", "category", labels, tuple("abcde"[:classes])))


def rows(count: int = 40) -> Dataset:
    random = np.random.default_rng(1)
    columns = [Column.number(name, random.normal(size=count)) for name in "xyz"]
    colour = Column.category("colour", ["red", "blue"] * (count // 2))
    return Dataset("rows", (*columns, colour), Column.number("t", random.normal(size=count)))


def project(
    steps: tuple[Augmentation, ...] = ALL,
    *,
    loss: Loss | None = None,
    outputs: int = 3,
    answer: str = "target",
) -> Project:
    activation = {"classes": "softmax", "binary": "sigmoid", "regression": "linear"}[
        (loss or CategoricalCrossentropy()).task
    ]
    layers = [Conv2D(2, 3, activation="tanh"), Flatten(), Dropout(0.2), Dense(outputs, activation)]
    return Project(
        sequential((6, 6, 1), layers),
        data=DataConfig(augmentation=steps, validation=0.2, test=0.2, answer=answer),
        training=TrainingConfig(
            loss or CategoricalCrossentropy(), Adam(0.02), epochs=3, batch_size=10, seed=4
        ),
    )


def prepared(of: Project, dataset: Dataset | None = None) -> Prepared:
    return prepare(dataset or pictures(), of.data, of.training.seed)


def finished(run: Run) -> Checkpoint:
    *_, last = run.events()
    assert isinstance(last, Finished)
    assert last.reason == "done"
    return run.checkpoint()


def cut_after(step: int, run: Run) -> None:
    run.send(Pause())
    for event in run.events():
        if isinstance(event, Paused):
            if run.checkpoint().position.step == step:
                return
            run.send(OneStep())


@pytest.mark.parametrize("step", range(STEPS))
def test_a_run_may_be_cut_at_every_step(step: int) -> None:
    it = project()
    data = prepared(it)
    whole = finished(new_run(it, data))
    first = new_run(it, data)
    cut_after(step, first)
    rest = finished(new_run(it, data, result(first, it, data)))
    assert_same(whole, rest)


def test_augmentation_changes_what_is_learned_and_only_that() -> None:
    plain, changed = project(()), project((Rotate(90.0), CutOut(0.5)))
    assert not np.array_equal(
        finished(new_run(plain, prepared(plain))).weights["dense_1/W"],
        finished(new_run(changed, prepared(changed))).weights["dense_1/W"],
    )
    one, other = prepared(plain), prepared(changed)
    assert one.fingerprint == other.fingerprint
    for part in ("train", "validation", "test"):  # what is kept, measured and shown is never changed
        np.testing.assert_array_equal(getattr(one, part).x, getattr(other, part).x)
        np.testing.assert_array_equal(getattr(one, part).y, getattr(other, part).y)


def test_validation_is_measured_on_samples_as_they_are() -> None:
    it = project((CutOut(1.0),))
    data = prepared(it)
    run = new_run(it, data)
    (ended,) = [e for e in run.events() if isinstance(e, EpochDone) and e.record.epoch == it.training.epochs]
    measured = run.model.evaluate(data.validation.x, data.validation.y)
    assert ended.record.val_loss == pytest.approx(measured["loss"], abs=1e-7)


def test_without_augmentation_the_run_is_the_one_it_was() -> None:
    """Kinds without strength go through the batches made ahead; the run must not notice."""
    still = tuple(
        kind(**{name: 0.0 for name in kind.__struct_fields__ if name != "border"}) for kind in AUGMENTATIONS
    )
    plain, idle = project(()), project(still)
    assert_same(finished(new_run(plain, prepared(plain))), finished(new_run(idle, prepared(idle))))


@pytest.mark.parametrize("kind", list(LOSSES), ids=lambda kind: kind.__name__)
def test_every_loss_learns_from_mixtures(kind: type[Loss]) -> None:
    classes = 3 if kind().task == "classes" else 2
    outputs = 3 if classes == 3 else 1
    it = project((MixUp(0.5), Noise(0.2)), loss=kind(), outputs=outputs)
    if kind().task == "binary" and kind().suits[0] != "sigmoid":
        it = it.replace(network=sequential((6, 6, 1), [Flatten(), Dense(1, kind().suits[0])]))
    dataset = pictures(classes)
    if kind().task == "regression":
        dataset = Dataset("numbers", dataset.inputs, Column.number("t", np.arange(len(dataset)) % 5.0))
    history = finished(new_run(it, prepared(it, dataset))).history
    assert all(np.isfinite([e.loss, e.val_loss or 0.0, *e.metrics.values()]).all() for e in history.epochs)


def test_an_autoencoder_with_augmentation_runs() -> None:
    network = sequential(
        (6, 6, 1),
        [Conv2D(4, 3, padding="same", activation="tanh"), Conv2D(1, 3, padding="same", activation="linear")],
    )
    it = project(loss=MeanSquaredError(), answer="input").replace(network=network)
    finished(new_run(it, prepared(it)))


@pytest.mark.parametrize("shapes", [((2,), (3,)), ((2, 1), (3,)), ((3,), (2, 1))])
def test_an_autoencoder_gives_back_what_its_inputs_were_given(shapes: tuple[tuple[int, ...], ...]) -> None:
    network = Network().add(Input(shapes[0])).add(Input(shapes[1]))
    it = Project(network, data=DataConfig(augmentation=(Noise(0.5),), answer="input"))
    data = prepared(it, rows())
    make = making(it, data, {"dense_1": MeanSquaredError()})
    assert make is not None
    x = tuple(np.asarray(part) for part in dict(feed(network, data.train.x)).values())
    places = np.arange(4)
    out_x, out_y = tuple(np.empty_like(part[:4]) for part in x), np.empty((4, 5), np.float32)
    make(0, places, x, (data.train.x,), out_x, (out_y,))
    assert not np.isclose(out_y, data.train.x[:4]).all()
    for given, again in zip(out_x, dict(feed(network, out_y)).values(), strict=True):
        np.testing.assert_array_equal(given, again)


def test_two_inputs_share_the_noise_of_a_row() -> None:
    """A row that is shared by two Inputs is disturbed as it is for one."""

    def losses(network: Network) -> list[float]:
        it = Project(
            network,
            data=DataConfig(augmentation=(Noise(0.5),), validation=0.0),
            training=TrainingConfig(MeanSquaredError(), Adam(0.0001), epochs=1, batch_size=4, seed=4),
        )
        run = new_run(it, prepared(it, rows()))
        weights = run.model.get_weights()
        run.model.set_weights({name: np.full_like(array, 0.1) for name, array in weights.items()})
        return [e.loss for e in finished(run).history.epochs]

    one = sequential((5,), [Dense(1, "linear")])
    two = Network().add(Input((2,))).add(Input((3,))).add(Concatenate(), after=("input", "input_1"))
    assert losses(one) == pytest.approx(losses(two.add(Dense(1, "linear"), after="concatenate_1")), rel=1e-6)


def test_pictures_only_kinds_are_refused_for_rows() -> None:
    it = Project(
        sequential((5,), [Dense(1, "linear")]),
        data=DataConfig(augmentation=(Noise(), Rotate())),
        training=TrainingConfig(MeanSquaredError(), batch_size=4),
    )
    with pytest.raises(StudioError, match="Rotate is for pictures, and the samples of this data are rows"):
        new_run(it, prepared(it, rows()))


@pytest.mark.parametrize("augmented", ["training", "held-out"])
@pytest.mark.parametrize("kind", [type(step) for step in ALL if not isinstance(step, MixUp)])
def test_what_turns_sides_about_is_refused_for_spectrograms(kind: type[Augmentation], augmented: str) -> None:
    seen = Dataset(
        "sounds",
        np.random.default_rng(0).normal(size=(40, 6, 8, 1)).astype(np.float32),
        Column.category("class", ["a", "b"] * 20),
        spectrogram=Spectrogram(72, 16, 6, "spectrogram"),
    )
    it = Project(
        sequential((6, 8, 1), [Flatten(), Dense(1, "sigmoid")]),
        data=DataConfig(augmentation=(kind(),), augmented=augmented),
        training=TrainingConfig(BinaryCrossentropy(), epochs=1, batch_size=8),
    )
    if kind in (Flip, Rotate):
        with pytest.raises(StudioError, match=f"{kind.title} means nothing in a spectrogram"):
            new_run(it, prepared(it, seen))
    else:
        assert finished(new_run(it, prepared(it, seen))).history.epochs


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        ([{"type": "Melt"}], "Unknown augmentation 'Melt'"),
        ([{"type": "Rotate", "angle": 999}], "at most 180"),
        ([{"angle": 3}], "without a type"),
        ({"type": "Rotate"}, "must be a list"),
        (["Rotate"], "without a type"),
        ([{"type": "Rotate"}] * 101, "must be a list"),
        (None, "must be a list"),
    ],
)
def test_damaged_files_are_refused_in_one_line(damaged: object, said: str) -> None:
    with pytest.raises(StudioError, match=said) as raised:
        DataConfig.from_plain({"augmentation": damaged})
    assert "\n" not in str(raised.value)


def test_it_is_kept_in_the_file(tmp_path: Path) -> None:
    it = project()
    path = tmp_path / "it.nnstudio"
    file.save(path, it)
    assert file.load(path)[0].data == it.data
    plain = msgspec.json.decode(msgspec.json.encode(it.data.to_plain()))
    assert DataConfig.from_plain(plain)[0] == it.data


def test_binary_targets_lie_between() -> None:
    it = project((MixUp(0.5),), loss=BinaryCrossentropy(), outputs=1)
    run = new_run(it, prepared(it, pictures(2)))
    seen: list[float] = []
    learn = run.model.learn

    def watched(samples: object, at: object) -> object:
        program = learn(samples, at)  # type: ignore[arg-type]
        seen.extend(program.targets[0].reshape(-1).tolist())
        return program

    run.model.learn = watched  # type: ignore[method-assign, assignment]
    finished(run)
    between = [t for t in seen if 0 < t < 1]
    assert len(between) > len(seen) / 4
    assert min(seen) >= 0
    assert max(seen) <= 1
