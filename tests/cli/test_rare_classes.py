"""What `nnstudio evaluate` says where a class is rare: the accuracy alone sounds better than it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.system.numbers import points_text
from tests.cli.conftest import Inside


@pytest.mark.parametrize("rare", [True, False])
def test_rare_classes_are_told_one_by_one(
    run: Inside, rare: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    draw = np.random.default_rng(0)
    kind = ["fraud" if draw.random() < (0.05 if rare else 0.5) else "fine" for _ in range(600)]
    rows = "".join(f"{draw.normal() + 3 * (k == 'fraud'):.3f},{draw.normal():.3f},{k}\n" for k in kind)
    Path("t.csv").write_text("u,v,kind\n" + rows, encoding="utf-8")
    assert run("new", "logistic", "--data", "t.csv", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "30", "--device", "cpu").code == 0
    told = run("evaluate", "p.nnstudio").out
    (found,) = (e for e in run("evaluate", "p.nnstudio", "--json").events if e["event"] == "evaluation")
    lines = [line.split() for line in told.splitlines()]
    for name, figures in found["classes"].items():
        shown = [line for line in lines if line[:1] == [name]]
        assert len(shown) == rare
        assert not rare or shown[0][-1] == str(figures["support"])
    assert ("Balanced accuracy" in told) == rare


@pytest.mark.parametrize(
    ("share", "told"), [(0.12, "12.0"), (0.0014, "0.1"), (0.00031, "0.03"), (0.0, "0.0")]
)
def test_points_are_told_where_a_tenth_says_nothing(share: float, told: str) -> None:
    assert points_text(share) == told
