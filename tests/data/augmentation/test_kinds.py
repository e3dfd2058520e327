"""What every kind of augmentation keeps, over the registry."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.data.augmentation import (
    AUGMENTATIONS,
    Augmentation,
    Brightness,
    Crop,
    CutOut,
    Flip,
    MixUp,
    Noise,
    Rotate,
    Shift,
    Zoom,
)
from nnstudio.data.augmentation.augmenter import Augmenter
from nnstudio.data.augmentation.draws import Draws
from nnstudio.data.augmentation.kind import Range
from nnstudio.data.augmentation.resampling import resample
from nnstudio.nn.fields import fields_of
from nnstudio.system.arrays import Host

RANGE = Range(-1.0, 2.0, 0.25, 0.5)
COUNT = 40

every_kind = pytest.mark.parametrize("kind", list(AUGMENTATIONS), ids=lambda k: k.__name__)
shapes = pytest.mark.parametrize("shape", [(7, 7, 1), (6, 9, 3), (2, 2, 1)], ids=str)


def pictures(shape: tuple[int, ...] = (7, 7, 1), dtype: str = "float32") -> Host:
    """Pictures whose values lie between -1 and 2, and reach both."""
    x = np.random.default_rng(5).uniform(-1, 2, (COUNT, *shape)).astype(dtype)
    x[0].flat[0], x[0].flat[1] = -1, 2
    return x


def changed(
    steps: tuple[Augmentation, ...], x: Host, rows: Host | None = None, epoch: int = 0, seed: int = 1
) -> tuple[Host, Host]:
    """Samples and class numbers as they are to be learned; the class number is the number of the sample."""
    rows = np.arange(len(x)) if rows is None else rows
    y = np.arange(len(x), dtype=np.int32)
    out_x, out_y = np.full((len(rows), *x.shape[1:]), np.nan, x.dtype), np.full(len(rows), -1, np.int32)
    Augmenter(steps, seed, [RANGE], [False])(epoch, rows, (x,), (y,), (out_x,), (out_y,))
    return out_x, out_y


def strongest(kind: type[Augmentation]) -> Augmentation:
    """A kind with all its numbers at their largest."""
    numbers = {i.name: i.field.maximum for i in fields_of(kind) if i.kind == "float"}
    return kind(**numbers)


def without_strength(kind: type[Augmentation]) -> Augmentation:
    """A kind with all its numbers at zero."""
    return kind(**{i.name: 0.0 for i in fields_of(kind) if i.kind == "float"})


@every_kind
def test_it_says_what_it_is(kind: type[Augmentation]) -> None:
    assert kind.title
    assert kind.summary
    assert all(info.field.help for info in fields_of(kind))


@every_kind
@shapes
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_strong_changes_stay_pictures(kind: type[Augmentation], shape: tuple[int, ...], dtype: str) -> None:
    x = pictures(shape, dtype)
    before = x.copy()
    out, _ = changed((strongest(kind),), x)
    assert out.dtype == dtype
    assert np.isfinite(out).all()
    assert RANGE.low <= out.min()
    assert out.max() <= RANGE.high
    assert not np.array_equal(out, x)
    np.testing.assert_array_equal(x, before)  # the data itself is left alone


@every_kind
@shapes
def test_without_strength_nothing_changes(kind: type[Augmentation], shape: tuple[int, ...]) -> None:
    x = pictures(shape)
    out, y = changed((without_strength(kind),), x)
    np.testing.assert_array_equal(out, x)
    np.testing.assert_array_equal(y, np.arange(COUNT))


@every_kind
def test_a_sample_is_changed_alike_in_every_batch(kind: type[Augmentation]) -> None:
    x = pictures((6, 9, 3))
    whole, labels = changed((kind(),), x, epoch=3)
    for rows in (np.arange(COUNT)[::-1], np.array([17]), np.random.default_rng(0).permutation(COUNT)[:13]):
        out, y = changed((kind(),), x, rows, epoch=3)
        np.testing.assert_array_equal(out, whole[rows])
        np.testing.assert_array_equal(y, labels[rows])


@every_kind
def test_epochs_seeds_and_samples_differ(kind: type[Augmentation]) -> None:
    x = np.repeat(pictures()[:1], COUNT, axis=0) if kind is not MixUp else pictures()
    step = kind() if kind is Flip else strongest(kind)  # at full strength all are flipped
    one, _ = changed((step,), x)
    assert not np.array_equal(one, changed((step,), x, epoch=1)[0])
    assert not np.array_equal(one, changed((step,), x, seed=2)[0])
    if kind is not Flip:
        assert len(np.unique(one.reshape(COUNT, -1), axis=0)) > COUNT // 2


@every_kind
def test_labels_stay_but_for_mixtures(kind: type[Augmentation]) -> None:
    _, y = changed((strongest(kind),), pictures())
    assert np.array_equal(y, np.arange(COUNT)) == (kind is not MixUp)


@every_kind
def test_two_of_a_kind_draw_different_numbers(kind: type[Augmentation]) -> None:
    x = pictures()
    twice, _ = changed((kind(), kind()), x)
    once, _ = changed((kind(),), x)
    assert not np.array_equal(twice, once)


# Each by itself ---------------------------------------------------------------------------------------------


def test_flips_are_exact() -> None:
    x = pictures((6, 9, 3))
    np.testing.assert_array_equal(changed((Flip(1.0, 0.0),), x)[0], x[:, :, ::-1])
    np.testing.assert_array_equal(changed((Flip(0.0, 1.0),), x)[0], x[:, ::-1])
    np.testing.assert_array_equal(changed((Flip(1.0, 1.0), Flip(1.0, 1.0)), x)[0], x)
    some, _ = changed((Flip(0.5),), x)
    flipped = [np.array_equal(a, b[:, ::-1]) for a, b in zip(some, x, strict=True)]
    kept = [np.array_equal(a, b) for a, b in zip(some, x, strict=True)]
    assert all(f != k for f, k in zip(flipped, kept, strict=True))
    assert 8 < sum(flipped) < 32


def test_maps_are_turned_and_moved_as_by_hand() -> None:
    """One look through composed maps equals the picture that the maps describe, on a plane that bends nowhere."""
    size = 31
    rows, columns = np.mgrid[:size, :size].astype(np.float32) - (size - 1) / 2
    # A plane is reproduced exactly by bilinear interpolation, wherever it is sampled.
    x = np.broadcast_to(((rows * 2 + columns) / 100)[None, :, :, None], (COUNT, size, size, 1)).copy()
    steps = (Rotate(30.0), Zoom(0.2), Shift(0.05, 0.1))
    out, _ = changed(steps, x)
    inner = slice(12, 19)  # what is seen there comes from inside the picture
    draws = Draws(1, 0, np.arange(COUNT), "")
    for i in range(COUNT):
        places = np.stack([rows, columns, np.ones_like(rows)])
        for step in reversed(steps):
            name = f"{type(step).__name__} 1"
            matrix = step.maps(draws.other(name), (size, size))[i].astype(np.float64)
            places = np.concatenate([np.tensordot(matrix, places, 1), np.ones_like(rows)[None]])
        wanted = (places[0] * 2 + places[1]) / 100
        np.testing.assert_allclose(out[i, inner, inner, 0], wanted[inner, inner], atol=2e-6)


def test_a_turn_by_ninety_degrees_is_a_turned_picture() -> None:
    x = pictures()
    out = x.copy()
    quarter = np.array([[0, 1, 0], [-1, 0, 0]], np.float32)
    resample(out, np.repeat(quarter[None], COUNT, axis=0))
    np.testing.assert_array_equal(out, np.rot90(x, 1, (1, 2)))


@pytest.mark.parametrize("border", ["repeat", "black"])
def test_what_comes_into_sight_beside_the_picture(border: str) -> None:
    x = np.full((COUNT, 9, 9, 1), 1.5, np.float32)
    out, _ = changed((Shift(1.0, 1.0, border),), x)
    assert out.max() == 1.5
    assert (out.min() == RANGE.low) == (border == "black")


def test_different_borders_are_not_looked_through_as_one() -> None:
    x = np.full((COUNT, 9, 9, 1), 1.5, np.float32)
    out, _ = changed((Shift(1.0, 1.0, "black"), Rotate(10.0, "repeat")), x)
    np.testing.assert_array_equal(out.min(axis=(1, 2, 3)) < 1.5, [True] * COUNT)


def test_a_crop_shows_nothing_from_outside() -> None:
    ramp = np.linspace(0, 1, 16, dtype=np.float32)
    x = np.broadcast_to(ramp[None, None, :, None], (COUNT, 16, 16, 1)).copy()
    out, _ = changed((Crop(0.5),), x)
    assert (np.diff(out, axis=2) > 0).all()  # a clamped border would be flat
    lengths = out[:, 0, -1, 0] - out[:, 0, 0, 0]
    assert lengths.min() < 0.6
    assert (lengths > 0.49).all()


def test_brightness_moves_a_picture_as_a_whole() -> None:
    x = np.full((COUNT, 4, 4, 1), 0.5, np.float32)
    x[:, 0] = 0.7
    out, _ = changed((Brightness(0.1),), x)
    np.testing.assert_allclose(out[:, 0] - out[:, 1], 0.2, atol=1e-6)
    assert np.ptp(out[:, 0, 0, 0]) > 0.3


def test_noise_is_normal_and_as_strong_as_it_says() -> None:
    x = np.full((COUNT, 50, 50, 1), 0.5, np.float32)
    noise = (changed((Noise(0.1),), x)[0] - x).reshape(-1)
    assert abs(noise.mean()) < 1e-3
    assert noise.std() == pytest.approx(0.1 * RANGE.unit, rel=0.02)
    assert np.mean(np.abs(noise) < noise.std()) == pytest.approx(0.6827, abs=0.01)
    rows = noise.reshape(COUNT, -1)
    assert np.abs(np.corrcoef(rows) - np.eye(COUNT)).max() < 0.1


def test_noise_of_a_table_spares_what_stands_for_a_category() -> None:
    x = np.random.default_rng(0).normal(size=(COUNT, 5)).astype(np.float32)
    unit = np.array([1, 2, 0, 0, 1], np.float32)
    whole = np.empty_like(x)
    Augmenter((Noise(0.5),), 1, [Range(-3, 3, 0, unit, clipped=False)])(
        0, np.arange(COUNT), (x,), (), (whole,), ()
    )
    off = whole - x
    assert (off[:, [2, 3]] == 0).all()
    assert off[:, 1].std() == pytest.approx(2 * off[:, 0].std(), rel=0.6)
    # Two Inputs that share the features get what one Input would: noise that belongs to the feature.
    for cut in (2, 3):
        parts = np.empty((COUNT, cut), np.float32), np.empty((COUNT, 5 - cut), np.float32)
        ranges = [
            Range(-3, 3, 0, unit[:cut], clipped=False),
            Range(-3, 3, 0, unit[cut:], clipped=False, first=cut),
        ]
        halves = np.ascontiguousarray(x[:, :cut]), np.ascontiguousarray(x[:, cut:])
        Augmenter((Noise(0.5),), 1, ranges)(0, np.arange(COUNT), halves, (), parts, ())
        np.testing.assert_array_equal(np.concatenate(parts, axis=1), whole)


def test_a_cut_out_is_one_square_of_the_mean() -> None:
    x = np.full((COUNT, 12, 12, 3), 1.5, np.float32)
    out, _ = changed((CutOut(0.25),), x)
    hidden = (out == RANGE.middle).all(axis=3)
    assert ((out == 1.5).all(axis=3) | hidden).all()
    for picture in hidden:
        high, wide = picture.any(axis=1).sum(), picture.any(axis=0).sum()
        assert picture.sum() == high * wide
        assert min(high, wide) >= 1
        assert max(high, wide) <= 3
    assert len({tuple(np.argwhere(p)[0]) for p in hidden}) > 10


# Mix-up -----------------------------------------------------------------------------------------------------


def test_mixtures_have_targets_in_the_same_shares() -> None:
    """Samples that are their own one-hot targets: whatever is mixed, both must stay equal."""
    x = np.eye(COUNT, dtype=np.float32)
    out_x, out_y = np.empty_like(x), np.empty_like(x)
    wide = Range(0, 1, 0, 1, clipped=False)
    Augmenter((MixUp(0.5),), 3, [wide], [True])(0, np.arange(COUNT), (x,), (x,), (out_x,), (out_y,))
    np.testing.assert_array_equal(out_x, out_y)
    np.testing.assert_allclose(out_x.sum(axis=1), 1, atol=1e-6)
    own = np.diag(out_x)
    assert own.min() >= 0.5
    assert 0.65 < own.mean() < 0.85


def test_class_numbers_of_mixtures_are_drawn_with_their_shares() -> None:
    x = np.eye(COUNT, dtype=np.float32)
    y = np.arange(COUNT, dtype=np.int32)
    wide = Range(0, 1, 0, 1, clipped=False)
    drawn, expected = np.zeros((COUNT, COUNT)), np.zeros((COUNT, COUNT))
    epochs = 400
    augmenter = Augmenter((MixUp(0.5),), 3, [wide], [False])
    for epoch in range(epochs):
        out_x, out_y = np.empty_like(x), np.empty_like(y)
        augmenter(epoch, y, (x,), (y,), (out_x,), (out_y,))
        assert (out_x[y, out_y] > 0).all()  # one of the two that were mixed
        drawn[y, out_y] += 1
        expected += out_x
    assert abs(np.trace(drawn) - np.trace(expected)) < 4 * np.sqrt(COUNT * epochs * 0.2)


def test_an_autoencoder_gives_back_what_it_was_shown() -> None:
    x = pictures()
    out_x, out_y = np.empty_like(x), np.empty((COUNT, 49), np.float32)
    steps = tuple(kind() for kind in AUGMENTATIONS)
    Augmenter(steps, 1, [RANGE], gives_input=True)(0, np.arange(COUNT), (x,), (x,), (out_x,), (out_y,))
    np.testing.assert_array_equal(out_x.reshape(COUNT, -1), out_y)
    assert not np.array_equal(out_x, x)
