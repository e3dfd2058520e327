"""Shuffled pixels: one order for all pictures, carried with the weights, refused where there are no pictures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from nnstudio.data.augmentation import AUGMENTATIONS, CutOut, Noise
from nnstudio.data.augmentation.augmenter import clash
from nnstudio.data.augmentation.kind import Places
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing import prepare as preparing
from nnstudio.data.preparing.pixel_order import MOST_PLACES, drawn_order, in_place, reordered
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.judging.listing import raw
from nnstudio.system.messages import StudioError

SHAPE = (3, 4, 2)
PICTURES = np.random.default_rng(3).uniform(0, 255, (60, *SHAPE)).astype(np.float32)
DATA = Dataset("pictures", PICTURES, Column.category("y", list("ab") * 30))
USUAL = DataConfig()
SHUFFLED = USUAL.replace(shuffled=True)


def parts(prepared: Prepared) -> tuple[np.ndarray, ...]:
    return prepared.train.x, prepared.validation.x, prepared.test.x


def test_every_part_has_the_same_order_and_nothing_else_changes() -> None:
    before, after = prepare(DATA, USUAL, 7), prepare(DATA, SHUFFLED, 7)
    order = np.array(after.preprocessor.order)
    assert sorted(order.tolist()) == list(range(12))
    assert order.tolist() != list(range(12))
    for old, new in zip(parts(before), parts(after), strict=True):
        assert len(new)
        flat, moved = (x.reshape(len(x), 12, 2) for x in (old, new))
        np.testing.assert_array_equal(moved, flat[:, order], "channels stay together")
    for split in ("train", "validation", "test"):
        np.testing.assert_array_equal(getattr(before, split).rows, getattr(after, split).rows)
        np.testing.assert_array_equal(getattr(before, split).y, getattr(after, split).y)
    assert after.preprocessor.offset == before.preprocessor.offset
    assert after.preprocessor.scale == before.preprocessor.scale


def test_the_seed_decides_the_order() -> None:
    first, again, other = (prepare(DATA, SHUFFLED, seed).preprocessor.order for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_it_is_undone_where_pictures_are_shown_as_they_were() -> None:
    prepared = prepare(DATA, SHUFFLED, 7)
    restored = raw(prepared.preprocessor, prepared.train.x)
    np.testing.assert_allclose(restored, PICTURES[prepared.train.rows], atol=1e-3)
    order = prepared.preprocessor.order
    np.testing.assert_array_equal(in_place(reordered(PICTURES, order), order), PICTURES)
    assert reordered(PICTURES, ()) is PICTURES


def test_it_travels_as_plain_data_and_rows_of_a_table_are_shuffled_too() -> None:
    known = prepare(DATA, SHUFFLED, 7).preprocessor
    assert Preprocessor.from_plain(json.loads(json.dumps(known.to_plain()))) == known
    assert DataConfig.from_plain(json.loads(json.dumps(SHUFFLED.to_plain())))[0] == SHUFFLED
    columns = [Column.number(f"p{i}", values) for i, values in enumerate(PICTURES.reshape(60, -1).T)]
    np.testing.assert_allclose(known.transform(columns), known.transform(PICTURES), atol=1e-6)


@pytest.mark.parametrize(
    "order",
    [
        list(range(11)),
        list(range(13)),
        [0] * 12,
        [-1, *range(11)],
        [*range(11), 12],
        list("abcdefghijkl"),
        12,
    ],
    ids=str,
)
def test_a_damaged_order_is_refused(order: object) -> None:
    plain = prepare(DATA, SHUFFLED, 7).preprocessor.to_plain()
    with pytest.raises(StudioError, match="damaged"):
        Preprocessor.from_plain(plain | {"order": order})


def test_only_pictures_have_pixels() -> None:
    rows = Dataset("rows", PICTURES.reshape(60, -1), DATA.target)
    table = Dataset("table", (Column.number("x", np.arange(60.0)),), DATA.target)
    for data in (rows, table):
        with pytest.raises(StudioError, match=rf"{data.name}: only the pixels of pictures .* untick"):
            prepare(data, SHUFFLED, 0)
        flat = prepare(data, USUAL, 0).preprocessor.to_plain()
        with pytest.raises(StudioError, match="damaged"):
            Preprocessor.from_plain(flat | {"order": [0]})


def test_too_large_pictures_are_refused() -> None:
    assert len(drawn_order("right", (256, 256, 3), 0)) == MOST_PLACES
    with pytest.raises(StudioError, match=r"large: .*65.536 pixels, and these have 65.792"):
        drawn_order("large", (257, 256, 3), 0)


@pytest.mark.parametrize("kind", list(AUGMENTATIONS), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("augmented", ["training", "held-out"])
def test_what_looks_at_places_does_not_go_with_it(kind: type, augmented: str) -> None:
    config = SHUFFLED.replace(augmentation=(kind(),), augmented=augmented)
    why = clash(kind, shuffled=True, judged=augmented == "held-out")
    assert (why is None) >= (kind in (Noise,))
    if issubclass(kind, Places | CutOut):
        assert why is not None
    if why is None:
        prepare(DATA, config, 0)
    else:
        with pytest.raises(StudioError) as caught:
            prepare(DATA, config, 0)
        assert kind.title in str(caught.value)
        assert "take it out" in str(caught.value)


def test_from_the_disk_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    config = SHUFFLED.replace(augmentation=(Noise(),), augmented="held-out")
    usual = prepare(DATA, config, 7)
    monkeypatch.setattr(preparing, "stays_on_disk", lambda *_: True)
    for _ in range(2):  # made, and found again
        large = prepare(DATA, config, 7)
        for one, other in zip(parts(usual), parts(large), strict=True):
            np.testing.assert_array_equal(one, other)
            assert isinstance(other, np.memmap) or isinstance(other.base, np.memmap)
