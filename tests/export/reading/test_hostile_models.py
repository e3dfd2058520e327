"""Models and weights from people who mean harm: each is refused in one line, soon, in little memory; nothing is run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.export.reading import MODELS, WEIGHTS, read_model, read_weights
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed
from tests.export.reading import good, hostile, hostile_weights
from tests.export.reading.trial import Outcome, one_line, tried

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of memory to try it in")

SECONDS = 2.0
"""Of the processor, which the load of the machine does not change; most files need a hundredth of it."""
MEMORY = 200 << 20

Outcomes = dict[str, Outcome]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("harm")


@pytest.fixture(scope="module")
def refused(folder: Path) -> Outcomes:
    return tried("refused()", folder)


def _unruly(outcomes: Outcomes, *, may_be_read: bool) -> dict[str, Outcome]:
    """What did not end as it must: in one line, soon, in little memory."""
    return {
        name: outcome
        for name, outcome in outcomes.items()
        if outcome.how not in (("refused", "read") if may_be_read else ("refused",))
        or (outcome.how == "refused" and not one_line(outcome.said))
        or (outcome.why is not None and outcome.why not in outcome.said)
        or outcome.seconds > SECONDS
        or outcome.grown > MEMORY
    }


@pytest.mark.parametrize("family", hostile.REFUSED)
def test_each_is_refused_in_one_line(refused: Outcomes, family: str) -> None:
    """It names the file and the cause, and never speaks of an error in the program."""
    mine = {name: outcome for name, outcome in refused.items() if name.startswith(f"{family}: ")}
    assert len(mine) >= 5
    assert _unruly(mine, may_be_read=False) == {}
    suffix = hostile.REFUSED[family][0]
    assert all(outcome.said.startswith(f"harm{suffix}: ") for outcome in mine.values())


def test_they_are_many_and_each_is_another(refused: Outcomes) -> None:
    assert len(refused) > 250
    suffixes = {suffix for suffix, _ in hostile.REFUSED.values()}
    assert suffixes == {*MODELS, *WEIGHTS} - {".pth"}  # which is read as .pt is


def test_nothing_of_them_was_run(refused: Outcomes, folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} <= {f"harm{s}" for s in (*MODELS, *WEIGHTS, ".unknown")}
    assert not Path(hostile_weights.SENTINEL).exists()


@pytest.mark.parametrize("expression", ["odd(5)", "mutations(20)", pytest.param("odd(1)", marks=pytest.mark.full), pytest.param("mutations(400)", marks=pytest.mark.full)])  # fmt: skip
def test_strange_ones_are_read_or_refused(folder: Path, expression: str) -> None:
    outcomes = tried(expression, folder)
    assert _unruly(outcomes, may_be_read=True) == {}
    assert {outcome.how for outcome in outcomes.values()} == {"refused", "read"}


def test_a_death_and_a_defect_would_be_noticed(folder: Path) -> None:
    """The trial itself: a process that dies goes on with the next file, and what is no StudioError is told."""
    files = "[('.pt', b''), ('.npz', 7), ('.unknown', b''), ('.h5', good.h5())]"
    outcomes = tried(f"(Case(str(n), *file) for n, file in enumerate({files}))", folder)
    assert [outcome.how for outcome in outcomes.values()] == ["refused", "died", "defect", "read"]
    assert set(_unruly(outcomes, may_be_read=True)) == {"1", "2"}


# Through the front door: the child process, and what comes back from it ----------------------------------------


def _one(family: str, name: str) -> bytes:
    return next(data for called, data, _ in hostile.REFUSED[family][1]() if called == name)


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("family", "name", "read", "said"),
    [
        ("zip", "a bomb of JSON", read_model, "its member config.json is larger than it should be"),
        ("hdf5", "a link to another file", read_model, "lead to another file or place"),
        ("onnx", "a million empty operations", read_model, "more parts than any network"),
        ("onnx", "a name of many lines", read_model, "no layer like the operation"),
        ("pickle", "os.system", read_weights, "'posix.system', which no state dict needs; nothing was run"),
        ("pickle", "half of a character for a name", read_weights, "no state dict"),
        ("npz", "4 TiB", read_weights, "claims another size than it has"),
        ("safetensors", "a header of 2^63 bytes", read_weights, "no safetensors file"),
    ],
)
def test_through_the_child(
    tmp_path: Path, family: str, name: str, read: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / f"my model{hostile.REFUSED[family][0]}"
    path.write_bytes(_one(family, name))
    with pytest.raises(StudioError) as refusal:
        read(path)
    assert not isinstance(refusal.value, ChildFailed)
    assert one_line(str(refusal.value))
    assert str(refusal.value).startswith(f"{path.name}: ")
    assert said in str(refusal.value)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.usefixtures("apart")
def test_a_crash_of_a_library_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file on which a library of C would die: the child dies, the program goes on."""
    path = tmp_path / "deadly.h5"
    path.write_bytes(good.h5())
    real = subprocess.Popen
    dying = "import os, signal, sys; sys.stdin.buffer.read(); os.kill(os.getpid(), signal.SIGSEGV)"
    monkeypatch.setattr(subprocess, "Popen", lambda argv, **more: real([sys.executable, "-c", dying], **more))
    with pytest.raises(ChildFailed) as failure:
        read_weights(path)
    assert str(failure.value) == "deadly.h5: its child process ended unexpectedly (SIGSEGV)"


@pytest.mark.usefixtures("apart")
def test_names_with_halves_of_characters_can_be_told(tmp_path: Path) -> None:
    path = tmp_path / "odd.pt"
    path.write_bytes(good.torch_of(good.state(good.text("\ud800w") + good.tensor("0", (2,), (1,)))))
    assert list(read_weights(path)) == ["?w"]
