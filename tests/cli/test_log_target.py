"""A number that is learned as its logarithm, from the command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from nnstudio.system.numbers import figure_text
from tests.cli.conftest import Inside


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with skewed prices and what two of them may be called, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    draw = np.random.default_rng(0)
    x = draw.normal(size=(120, 2))
    price = np.exp(8 + 1.5 * x[:, 0])
    lines = [
        f"{u:.3f},{v:.3f},{p:.2f},{p - 3000:.2f},{'ab'[int(p > 3000)]}"
        for (u, v), p in zip(x, price, strict=True)
    ]
    Path("p.csv").write_text("\n".join(["u,v,price,gain,kind", *lines]), encoding="utf-8")
    return tmp_path


def learned(path: str) -> list[str]:
    """The columns that a project learns as their logarithm."""
    project, _ = file.load(Path(path))
    return [column.name for column in project.data.columns if column.logarithm]


NEW = ["new", "mlp", "--data", "p.csv", "--ignore", "gain", "--ignore", "kind", "--target", "price"]


def test_the_option_that_a_warning_names_makes_a_project_that_does(run: Inside, here: Path) -> None:
    told = run(*NEW, "-o", "plain.nnstudio")
    assert "its logarithm is spread evenly; `nnstudio new` mends it with --log-target" in told.out
    assert learned("plain.nnstudio") == []
    told = run(*NEW, "--log-target", "-o", "p.nnstudio")
    assert told.code == 0
    assert "logarithm" not in told.out
    assert learned("p.nnstudio") == ["price"]


def test_training_learns_the_logarithm_or_the_number_and_keeps_it(run: Inside, here: Path) -> None:
    assert run(*NEW, "-o", "p.nnstudio").code == 0
    train = ["train", "p.nnstudio", "--device", "cpu", "--epochs"]
    plain = run(*train, "30", "--json").event("finished")
    assert plain["reason"] == "done"
    assert run(*train, "30", "--log-target").code == 0
    assert learned("p.nnstudio") == ["price"]
    events = run("evaluate", "p.nnstudio", "--json").event("evaluation")
    lines = run("predict", "p.nnstudio", "--data", "p.csv").out.splitlines()[1:]
    assert all(float(line) >= 0 for line in lines), "no price is below zero"
    assert events["metrics"]["mae"] > 50, "in the unit"
    refused = run(*train, "40", "--continue", "--no-log-target")
    assert refused.code == 1
    assert learned("p.nnstudio") == ["price"]
    assert run(*train, "1", "--no-log-target").code == 0
    assert learned("p.nnstudio") == []


def test_a_series_learns_it_once(run: Inside, here: Path) -> None:
    assert run(*NEW, "-o", "p.nnstudio").code == 0
    assert (
        run("repeat", "p.nnstudio", "--seeds", "2", "--epochs", "1", "--log-target", "--device", "cpu").code
        == 0
    )
    project, _ = file.load(Path("p.nnstudio"))
    assert [column.logarithm for column in project.series[-1].data.columns] == [True]
    assert learned("p.nnstudio") == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("kind", "for numbers to predict: 'kind' names classes"),
        ("gain", "is below zero and has no logarithm"),
    ],
)
def test_what_has_no_logarithm_is_refused_in_one_line(
    run: Inside, here: Path, target: str, said: str
) -> None:
    others = [part for name in ("price", "gain", "kind") if name != target for part in ("--ignore", name)]
    new = ["new", "mlp", "--data", "p.csv", "--target", target, *others]
    told = run(*new, "--log-target", "-o", "no.nnstudio")
    assert told.code == 1
    assert said in told.complaint
    assert not Path("no.nnstudio").exists()
    assert run(*new, "-o", "p.nnstudio").code == 0
    for command in ("train", "repeat"):
        told = run(command, "p.nnstudio", "--log-target")
        assert told.code == 1
        assert said in told.complaint
    assert "needs numbers to predict" in run("new", "empty", "--log-target", "-o", "e.nnstudio").complaint


def test_two_networks_of_which_one_learned_it_are_told_apart(run: Inside, here: Path) -> None:
    """Their losses are no measure for each other, and the setting was shown as the program spells it inside."""
    assert run(*NEW, "-o", "p.nnstudio").code == 0
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu").code == 0
    log = ("--log-target", "--more-metrics", "-o", "log.nnstudio")
    assert run("train", "p.nnstudio", "--epochs", "2", "--device", "cpu", *log).code == 0
    told = {
        line.split("  ")[0]: line.split()
        for line in run("diff", "p.nnstudio", "log.nnstudio").out.splitlines()
    }
    assert told["columns"][1:] == ["none", "price:", "logarithm", "on"]
    assert told["more_metrics"][1:] == ["off", "on"]
    maes = [
        run("evaluate", path, "--split", "validation", "--json").event("evaluation")["metrics"]["mae"]
        for path in ("p.nnstudio", "log.nnstudio")
    ]
    assert told["Mean absolute error"][3:] == [figure_text(mae) for mae in maes]
    assert told["R²"][1] == "–", "the first one did not measure it"
