"""How to train, as a value."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.nn.fields import fields_of
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import MOST_OUTPUTS, OutputTraining

junk = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["type", "learning_rate", "x"]), st.one_of(st.text(max_size=4), st.floats())),
)  # fmt: skip
output = st.fixed_dictionaries(
    {"node": st.one_of(st.sampled_from(["dense_1", "dense_2"]), junk)},
    optional={"loss": st.one_of(st.just({"type": "Huber"}), junk), "weight": junk, "target": junk, "x": junk},
)


@given(
    st.sampled_from([cls() for cls in LOSSES]),
    st.sampled_from([cls(0.02) for cls in OPTIMIZERS]),
    st.integers(1, 1000),
    st.integers(0, 2**32 - 1),
)
def test_round_trip(loss: Any, optimizer: Any, epochs: int, seed: int) -> None:
    config = TrainingConfig(loss, optimizer, epochs=epochs, seed=seed)
    assert TrainingConfig.from_plain(json.loads(json.dumps(config.to_plain()))) == config


@given(
    st.dictionaries(
        st.sampled_from(["loss", "optimizer", "epochs", "batch_size", "seed", "device", "tf32", "x"]), junk
    ),
    st.one_of(junk, st.lists(st.one_of(output, junk), max_size=3)),
)
def test_junk_is_a_config_or_refused_in_one_line(data: dict[str, Any], outputs: Any) -> None:
    try:
        config = TrainingConfig.from_plain(data | {"outputs": outputs})
    except StudioError as error:
        text = str(error)
        assert "\n" not in text
        assert len(text) < 300
    else:
        assert TrainingConfig.from_plain(config.to_plain()) == config


@given(
    st.lists(st.text(max_size=8), max_size=4, unique=True),
    st.sampled_from([None, *(cls() for cls in LOSSES)]),
    st.floats(0, 1e6),
    st.text(max_size=8),
)
def test_what_was_chosen_for_outputs_comes_back(
    nodes: list[str], loss: Any, weight: float, target: str
) -> None:
    config = TrainingConfig(outputs=tuple(OutputTraining(node, loss, weight, target) for node in nodes))
    assert TrainingConfig.from_plain(json.loads(json.dumps(config.to_plain()))) == config


def test_what_is_as_usual_is_not_kept() -> None:
    chosen = OutputTraining("dense_2", weight=0.5)
    config = TrainingConfig().with_output(OutputTraining("dense_1")).with_output(chosen)
    assert config.outputs == (chosen,)
    assert config.for_output("dense_1") == OutputTraining("dense_1")
    assert config.with_output(OutputTraining("dense_2")) == TrainingConfig()
    assert config.essence != TrainingConfig().essence, "another sum of losses is another run"


@pytest.mark.parametrize(
    "outputs",
    [
        {"node": "dense_1"},
        [{"loss": {"type": "Huber"}}],
        [{"node": 3}],
        [{"node": "a"}, {"node": "a"}],
        ["dense_1"],
        [{"node": str(i)} for i in range(MOST_OUTPUTS + 1)],
        [{"node": "a", "weight": -1}],
        [{"node": "a", "weight": float("nan")}],
        [{"node": "a", "target": 3}],
        [{"node": "a", "loss": {"type": "Nonsense"}}],
    ],
)
def test_damaged_outputs_are_refused_in_one_line(outputs: Any) -> None:
    with pytest.raises(StudioError) as caught:
        TrainingConfig.from_plain({"outputs": outputs})
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_every_plain_setting_has_help_and_limits() -> None:
    infos = {info.name: info for info in fields_of(TrainingConfig)}
    assert {*infos, "loss", "optimizer", "schedule", "outputs"} == set(TrainingConfig.__struct_fields__)
    own = {info.name: info for info in fields_of(OutputTraining)}
    assert {*own, "node", "loss"} == set(OutputTraining.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in (*infos.values(), *own.values()))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"epochs": 0}, "epochs must be at least 1, not 0"),
        ({"batch_size": 10**400}, "batch size must be at most 1000000"),
        ({"seed": -1}, "seed must be at least 0"),
        ({"seed": 2**32}, "seed must be at most 4294967295"),
        ({"device": "tpu"}, "device must be one of auto, cpu, cuda"),
        ({"device": "cuda:0:0"}, "device must be one of auto, cpu, cuda"),
        ({"device": 0}, "device must be text, not 0"),
        ({"tf32": 1}, "must be on or off, not 1"),
        ({"epochs": "a" * 1000}, "epochs must be a whole number"),
    ],
)
def test_limits(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(StudioError, match=told) as caught:
        TrainingConfig(**settings)
    assert len(str(caught.value)) < 200


def test_the_first_gpu_has_one_name() -> None:
    assert TrainingConfig(device="cuda:0") == TrainingConfig(device="cuda")
    assert TrainingConfig.from_plain({"device": "cuda:0"}).device == "cuda"
    assert TrainingConfig().replace(device="cuda:0").device == "cuda"
    assert TrainingConfig(device="cuda:1").device == "cuda:1"


def test_files_from_before_tf32_are_read() -> None:
    plain = TrainingConfig().to_plain()
    assert plain.pop("tf32") is False
    assert TrainingConfig.from_plain(plain) == TrainingConfig()


def test_what_computes_is_all_that_anywhere_forgets() -> None:
    config = TrainingConfig(epochs=7, seed=3, device="cuda", tf32=True)
    assert config.anywhere == TrainingConfig(epochs=7, seed=3)
    assert config.replace(seed=4).anywhere != config.anywhere
