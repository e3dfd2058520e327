"""nnstudio export --to svg, pdf, png: of a network that was never trained, and without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Inside, shell
from tests.project.several_outputs import ANSWERS, cars_table

START = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG"}


@pytest.mark.parametrize("kind", START)
def test_a_drawing_is_enough(run: Inside, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    project, out = "net.nnstudio", f"figure.{kind}"
    assert run("new", "lenet", "-o", project).code == 0
    result = run("export", project, "-o", out, "--json")
    assert result.event("exported")["format"] == kind
    assert (tmp_path / out).read_bytes().startswith(START[kind])
    assert {f.name for f in tmp_path.iterdir()} - {"home"} == {
        f"figure.{kind}",
        "net.nnstudio",
    }  # and no proof


def test_the_choices_of_the_dialog_are_settings(run: Inside, tmp_path: Path) -> None:
    project, out = "net.nnstudio", "figure.svg"
    assert run("new", "textbook", "-o", project).code == 0
    settings = [
        part for text in ("loss=no", "arrangement=one_row", "text_size=8") for part in ("--set", text)
    ]
    assert run("export", project, "-o", out, *settings).code == 0
    drawn = (tmp_path / out).read_text(encoding="utf-8")
    assert "Dense 3" in drawn
    assert "cross-entropy" not in drawn
    refused = run("export", project, "-o", out, "--set", "text_size=900")
    assert refused.code == 1
    assert "at most 48" in refused.complaint
    assert (tmp_path / out).read_text(encoding="utf-8") == drawn


def test_an_empty_network_is_refused_in_one_line(run: Inside, tmp_path: Path) -> None:
    project, out = "net.nnstudio", "figure.pdf"
    assert run("new", "empty", "-o", project).code == 0
    refused = run("export", project, "-o", out)
    assert refused.code == 1
    assert "nothing to draw" in refused.complaint
    assert not (tmp_path / out).exists()


def test_svg_is_written_where_there_is_no_qt(run: Inside, tmp_path: Path) -> None:
    project, out = "net.nnstudio", "figure.svg"
    assert run("new", "textbook", "-o", project).code == 0
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from nnstudio.__main__ import main\n"
        f"sys.exit(main(['export', {project!r}, '-o', {out!r}]))"
    )
    assert shell(tmp_path, code=code).code == 0
    assert (tmp_path / out).read_bytes().startswith(b"<?xml")


def test_each_output_has_its_loss_before_anything_is_trained(run: Inside, tmp_path: Path) -> None:
    table = cars_table(tmp_path)
    targets = [word for name in ANSWERS for word in ("--target", name)]
    assert run("new", "textbook", "--data", table.name, *targets, "-o", "p.nnstudio").code == 0

    def drawn(*more: str) -> str:
        told = run("export", "p.nnstudio", "-o", "figure.svg", "--force", *more)
        assert told.code == 0, told.err
        return (tmp_path / "figure.svg").read_text(encoding="utf-8") + told.err

    picture = drawn()
    assert "Sum of 3 losses" in picture
    assert "price: mean squared error" in picture
    assert "note" not in picture
    table.rename(tmp_path / "moved.csv")
    away = drawn()
    assert "Sum of 3 losses" not in away
    assert (
        "cars.csv is not where it was" in away.partition("nnstudio: note: the diagram does not say what")[2]
    )
    assert "note" not in drawn("--set", "loss=no")
    assert drawn("--data", "moved.csv") == picture
