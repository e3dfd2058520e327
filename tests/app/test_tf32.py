"""What a card can do is read from what the look for a GPU says about it."""

from __future__ import annotations

import pytest

from nnstudio.app.training.tf32 import capabilities
from nnstudio.backend.gpu_check import Look, steps
from tests.backend.test_gpu_check import Computer, Driver

NAMES = ("NVIDIA Test", "A; B (8.0 GiB)", "NVIDIA A100-SXM4-40GB MIG 1g.5gb (2)")


@pytest.mark.parametrize("cards", [[(7, 5)], [(8, 0)], [(12, 0), (6, 1), (8, 9)]], ids=str)
def test_every_card_has_its_own(cards: list[tuple[int, int]]) -> None:
    driver = Driver(cards=[(NAMES[i], card, 8 << 30) for i, card in enumerate(cards)])
    found = capabilities(steps(Look(Computer(driver=driver))))
    keys = ("cuda", "cuda:1", "cuda:2")
    assert found == dict(zip(keys, cards, strict=False))


def test_without_cards_there_is_nothing_to_read() -> None:
    assert capabilities(steps(Look(Computer(driver=None)))) == {}
