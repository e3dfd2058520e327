"""Loss, optimizer, schedule and more, said otherwise than the project says."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.cli.commands import parser
from nnstudio.cli.training_settings import described, with_options
from nnstudio.nn.fields import fields_of
from nnstudio.nn.losses import LOSSES, BinaryCrossentropy, CategoricalCrossentropy, Huber
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam, Nesterov
from nnstudio.nn.schedules import SCHEDULES, Constant, CosineDecay, StepDecay
from nnstudio.project.file import load
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.cli.conftest import Inside


def _with(training: TrainingConfig, *arguments: str) -> TrainingConfig:
    return with_options(training, parser().parse_args(["train", "p", *arguments]))


def test_every_setting_has_one_name_in_all_families() -> None:
    """So that ``--set`` need not say whose it is."""
    owners: dict[str, set[str]] = {}
    for family in (LOSSES, OPTIMIZERS, SCHEDULES):
        for cls in family:
            for info in fields_of(cls):
                owners.setdefault(info.name, set()).add(family.family)
    for info in fields_of(TrainingConfig):
        owners.setdefault(info.name, set()).add("run")
    assert {name for name, found in owners.items() if len(found) > 1} == set()


def test_every_setting_is_listed_and_can_be_set() -> None:
    listed = described()
    for part, family in (("loss", LOSSES), ("optimizer", OPTIMIZERS), ("schedule", SCHEDULES)):
        for cls in family:
            assert f"--{part} {cls.__name__}: " in listed
            for info in fields_of(cls):
                value = info.default if info.default not in (None, ()) else 1.5
                given = str(value[0] if isinstance(value, tuple) else value)
                changed = _with(TrainingConfig(), f"--{part}", cls.__name__, "--set", f"{info.name}={given}")
                found = getattr(getattr(changed, part), info.name)
                assert found == ((value,) if isinstance(info.default, tuple) else value)


def test_families_are_chosen_by_the_names_of_files_or_of_the_window() -> None:
    changed = _with(TrainingConfig(), "--optimizer", "adam", "--schedule", "step decay", "--loss", "Huber")
    assert (changed.optimizer, changed.schedule, changed.loss) == (Adam(), StepDecay(), Huber())
    assert _with(changed, "--schedule", "CosineDecay").schedule == CosineDecay()


def test_another_optimizer_keeps_clipping_and_another_schedule_the_warm_up() -> None:
    begun = TrainingConfig(optimizer=SGD(0.5, clip_norm=2.0), schedule=Constant(warmup=3.0))
    changed = _with(begun, "--optimizer", "Nesterov", "--schedule", "CosineDecay")
    assert changed.optimizer == Nesterov(clip_norm=2.0)
    assert changed.schedule == CosineDecay(warmup=3.0)
    assert _with(begun, "--optimizer", "SGD").optimizer == begun.optimizer


def test_named_options() -> None:
    changed = _with(
        TrainingConfig(), "--learning-rate", "0.2", "--clip-norm", "1", "--clip-value", "0.5", "--warmup", "2",
        "--patience", "7", "--class-weights", "1,2.5",
    )  # fmt: skip
    assert changed.optimizer == SGD(0.2, clip_norm=1.0, clip_value=0.5)
    assert (changed.schedule, changed.patience) == (Constant(warmup=2.0), 7)
    assert changed.loss == BinaryCrossentropy(class_weights=(1.0, 2.5))
    back = _with(changed, "--clip-norm", "off", "--clip-value", "none", "--class-weights", "none")
    assert back.optimizer == SGD(0.2)
    assert back.loss == BinaryCrossentropy()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--optimizer", "Adm"], "Unknown optimizer 'Adm'; known are SGD, Momentum, "),
        (["--set", "momentum=0.9"], "--set momentum is for Momentum, Nesterov: choose one with --optimizer"),
        (["--set", "every=2"], "--set every is for StepDecay: choose one with --schedule"),
        (["--set", "speed=2"], "--set speed: there is no such setting; there are epochs, patience, "),
        (["--set", "min-change=-1"], "--set min_change must be at least 0, not -1.0"),
        (["--set", "epochs"], "--set needs a name and a value: --set NAME=VALUE, not 'epochs'"),
        (["--patience", "few"], "--patience must be a whole number, not 'few'"),
        (["--clip-norm", "0"], "--clip-norm must be above 0, not 0.0"),
        (["--warmup", "-1"], "--warmup must be at least 0, not -1.0"),
        (["--class-weights", "yes"], "--class-weights must be a number, not 'yes'"),
        (["--batch-size", "0"], "--batch-size must be at least 1, not 0"),
    ],
)
def test_what_is_refused(given: list[str], told: str) -> None:
    with pytest.raises(StudioError) as refused:
        _with(TrainingConfig(), *given)
    assert str(refused.value).startswith(told)


def test_a_run_with_them(run: Inside, tmp_path: Path) -> None:
    rows = [f"{i * 37 % 50},{'c' if i % 8 == 0 else 'ab'[i % 2]}" for i in range(160)]
    (tmp_path / "t.csv").write_text("\n".join(["x,kind", *rows]), encoding="utf-8")
    run("new", "textbook", "--data", "t.csv", "-o", "t")
    options = ("--epochs", "40", "--optimizer", "Adam", "--patience", "2", "--class-weights", "balanced")
    told = run("train", "t.nnstudio", *options, "--set", "min_change=10", "--json")
    assert told.code == 0, told.err
    assert told.event("finished")["reason"] == "early"
    training = load(tmp_path / "t.nnstudio")[0].training
    assert (training.optimizer, training.patience, training.min_change) == (Adam(), 2, 10.0)
    assert isinstance(training.loss, CategoricalCrossentropy)
    a, b, c = training.loss.class_weights
    assert c > 2 * max(a, b)
    series = run(
        "repeat", "t.nnstudio", "--seeds", "2", "--epochs", "1", "--class-weights", "balanced", "--json"
    )
    assert series.code == 0, series.err


def test_weights_of_classes_where_there_are_none(run: Inside, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "x,y\n" + "\n".join(f"{i * 37 % 50},{i}.5" for i in range(60)), encoding="utf-8"
    )
    run("new", "textbook", "--data", "t.csv", "-o", "t")
    before = (tmp_path / "t.nnstudio").read_bytes()
    told = run("train", "t.nnstudio", "--class-weights", "balanced")
    assert told.complaint == "--class-weights: Mean squared error over this data has no classes to weigh"
    assert (tmp_path / "t.nnstudio").read_bytes() == before
