"""The benchmarks for a card: they begin without one, or say in a line what they miss."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.cuda.device import FakeDevice
from tests.benchmarks import figures


def test_what_figures_cost_is_printed(
    device: FakeDevice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "SAMPLES", 24)
    monkeypatch.setattr(figures, "ROUNDS", 1)
    monkeypatch.setattr(figures, "NETWORKS", {"5-4-4, batch 8": (5, (4,), 8)})
    monkeypatch.setattr(sys, "argv", ["figures", "cuda"])
    figures.main()
    assert device.replays
    assert "validation part, all metrics" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["gpu", "against_pytorch", "convolution"])
def test_without_pytorch_a_line_says_so(name: str) -> None:
    begin = f"import runpy, sys; sys.modules['torch'] = None; runpy.run_module('tests.benchmarks.{name}')"
    told = subprocess.run(
        [sys.executable, "-c", begin],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        'This measures beside PyTorch, which is not installed: pip install -e ".[bench]"'
    ]
