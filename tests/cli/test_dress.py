"""Numbers in dress on the command line: described, trained on, predicted from and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import inside


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was trained to predict a price in dollars."""
    folder = tmp_path_factory.mktemp("dress")
    rows = [f"{i % 17},5 %;{1 + i % 5} {100 + i % 800};${400 + 37 * (i % 60):,}.50" for i in range(120)]
    (folder / "rows.csv").write_text("\n".join(["share;people;price", *rows]) + "\n", encoding="utf-8")
    (folder / "others.csv").write_text("\n".join(["share;people;price", *rows[:30]]) + "\n", encoding="utf-8")
    for arguments in (
        ("new", "linear", "--data", "rows.csv", "-o", "net.nnstudio"),
        ("train", "net.nnstudio", "--epochs", "3", "--device", "cpu"),
    ):
        told = inside(folder, *arguments)
        assert told.code == 0, told.err
    return folder


def test_it_is_told(place: Path) -> None:
    told = inside(place, "data", "describe", "rows.csv")
    assert told.code == 0
    assert "Read as numbers: 'share'," in told.out


def test_the_same_rows_in_other_clothes_are_judged_alike(place: Path) -> None:
    first = inside(place, "evaluate", "net.nnstudio", "--data", "others.csv")
    assert first.code == 0, first.err
    plain = (
        (place / "others.csv")
        .read_text(encoding="utf-8")
        .replace("$", "")
        .replace("1 ", "1\N{NARROW NO-BREAK SPACE}")
    )
    (place / "plain.csv").write_text(plain, encoding="utf-8")
    second = inside(place, "evaluate", "net.nnstudio", "--data", "plain.csv")
    judged = [told.out.splitlines()[-2] for told in (first, second)]
    assert judged[1].replace("plain.csv", "others.csv") == judged[0]
    (place / "euro.csv").write_text(
        (place / "others.csv").read_text(encoding="utf-8").replace("$", "€"), encoding="utf-8"
    )
    third = inside(place, "evaluate", "net.nnstudio", "--data", "euro.csv")
    assert third.code == 1
    assert "is not a number written like $1,234.5" in third.err
