"""The cache of arrays: what is kept is found, bounded, and worth nothing when it is damaged."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnstudio.data import cache
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing import on_disk
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import image_folder
from nnstudio.data.sources.image_folder import ImageFolder
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense, Flatten
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.training.batches import Batches, by_blocks
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from nnstudio.training.samples import on_disk as lies_on_disk
from tests.windows_rules import under_the_rules


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "cache" / "data"


def some(value: float = 1.0, count: int = 1000) -> dict[str, np.ndarray]:
    return {"x": np.full((count, 5), value, np.float32), "y": np.arange(count)}


@pytest.mark.usefixtures("windows_rules")
def test_what_is_kept_is_found_as_it_was(home: Path) -> None:
    key = cache.key_of("things", "a", 1)
    assert cache.find(key) is None
    kept = cache.keep(key, some(), {"classes": ["a", "b"]})
    found = cache.find(key)
    for entry in (kept, found):
        assert entry is not None
        assert entry.facts == {"classes": ["a", "b"]}
        assert isinstance(entry.arrays["x"], np.memmap)
        np.testing.assert_array_equal(entry.arrays["x"], some()["x"])
        np.testing.assert_array_equal(entry.arrays["y"], some()["y"])
    assert cache.size() > 20_000
    assert [path.name for path in home.iterdir()] == [key]
    del kept, found, entry
    assert cache.clear() > 20_000
    assert cache.size() == 0
    assert cache.find(key) is None


@under_the_rules
@pytest.mark.usefixtures("windows_rules")
def test_what_windows_keeps_while_it_is_in_use_stays_whole(home: Path) -> None:
    used = cache.keep("k", some(), {})
    assert cache.clear() == 0
    found = cache.find("k")
    assert found is not None
    np.testing.assert_array_equal(found.arrays["x"], some()["x"])
    assert cache.keep("k", some(2.0), {}) is None
    del used, found
    assert cache.keep("k", some(2.0), {}) is not None
    assert [path.name for path in home.iterdir()] == ["k"]


def test_keys_differ_with_every_part() -> None:
    keys = {
        cache.key_of("a", "b", "c"),
        cache.key_of("a", "bc"),
        cache.key_of("a", "b", None),
        cache.key_of("ab", "c"),
    }
    assert len(keys) == 4


def test_an_entry_that_breaks_off_leaves_nothing(home: Path) -> None:
    with pytest.raises(ZeroDivisionError), cache.NewEntry("k", {"x": (np.float32, (10,))}) as made:
        made.arrays["x"][:] = 1 / 0
    assert list(home.iterdir()) == []
    assert cache.find("k") is None


@pytest.mark.parametrize("damage", ["facts", "cut", "empty", "pickle", "gone", "text"])
def test_damaged_entries_are_as_if_they_were_not(home: Path, damage: str) -> None:
    cache.keep("k", some(), {})
    array, facts = home / "k" / "x.npy", home / "k" / "facts.json"
    if damage == "facts":
        facts.write_text("[1", encoding="utf-8")
    elif damage == "cut":
        array.write_bytes(array.read_bytes()[:1000])
    elif damage == "empty":  # as a power failure leaves it
        array.write_bytes(b"")
    elif damage == "pickle":
        np.save(array, np.array([{}], object), allow_pickle=True)
    elif damage == "gone":
        facts.unlink()
    else:
        array.write_text("hello", encoding="utf-8")
    assert cache.find("k") is None


def test_the_entries_not_used_for_longest_make_room(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        cache.keep(name, some(), {})
        os.utime(home / name / "facts.json", ns=(ord(name), ord(name)))
    monkeypatch.setattr(cache, "LIMIT", 3 * 29_000)
    assert cache.find("a") is not None  # used now
    assert cache.keep("d", some(), {}) is not None
    assert sorted(path.name for path in home.iterdir()) == ["a", "c", "d"]
    assert cache.keep("e", some(count=10_000), {}) is None  # larger than everything
    assert cache.size() <= 3 * 29_000


def test_what_a_crash_left_is_cleared_away(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "unfinished-999999-abcd").mkdir()
    (home / "unfinished-999999-abcd" / "x.npy").write_bytes(b"1234")
    cache.keep("a", some(), {})
    assert [path.name for path in home.iterdir()] == ["a"]


def test_a_full_disk_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(cache, "_claim", full)
    assert cache.keep("a", some(), {}) is None
    assert cache.size() == 0


# Folders of images ------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for i in range(12):
        place = tmp_path / "pictures" / "ab"[i % 2]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((4, 6), 20 * i, np.uint8)).save(place / f"{i:02}.png")
    (tmp_path / "pictures" / "a" / "99.png").write_text("no image", encoding="utf-8")
    return tmp_path / "pictures"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch, inline: None) -> list[str]:
    """Names of the children that were asked."""
    asked: list[str] = []
    call = image_folder.call

    def counted(name: str, *args: object, **options: object) -> object:
        asked.append(name)
        return call(name, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(image_folder, "call", counted)
    monkeypatch.setattr(image_folder, "_WORTH_KEEPING", 5)
    return asked


def test_images_are_decoded_once(folder: Path, reads: list[str]) -> None:
    source = ImageFolder(str(folder))
    first, second = source.read(), source.read()
    assert len(reads) == 1
    assert isinstance(second.inputs, np.ndarray)
    assert lies_on_disk((second.inputs,))
    np.testing.assert_array_equal(second.inputs, first.inputs)
    np.testing.assert_array_equal(second.target.values, first.target.values)
    assert second.classes == first.classes
    assert second.notes == first.notes != ()
    assert second.fingerprint == first.fingerprint
    fresh = Dataset(second.name, np.array(second.inputs), second.target)
    assert fresh.fingerprint == first.fingerprint  # the one that was noted is the true one
    assert second.take(np.arange(3)).fingerprint == first.take(np.arange(3)).fingerprint


@pytest.mark.parametrize("change", ["content", "time", "new", "gone", "renamed", "size", "colour"])
def test_a_change_is_seen(folder: Path, reads: list[str], change: str) -> None:
    source = ImageFolder(str(folder))
    first = source.read()
    picture = folder / "a" / "00.png"
    if change == "content":
        Image.fromarray(np.full((9, 9), 255, np.uint8)).save(picture)
    elif change == "time":
        os.utime(picture, ns=(1, 1))
    elif change == "new":
        Image.fromarray(np.zeros((4, 6), np.uint8)).save(folder / "b" / "50.png")
    elif change == "gone":
        picture.unlink()
    elif change == "renamed":
        picture.rename(folder / "b" / "00.png")
    elif change == "size":
        source = source.replace(size=(5, 5))
    else:
        source = source.replace(colour="rgb")
    second = source.read()
    assert len(reads) == 2
    assert (second.fingerprint == first.fingerprint) == (change == "time")


def test_a_few_images_are_not_kept(folder: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_folder, "_WORTH_KEEPING", 100)
    ImageFolder(str(folder)).read()
    assert cache.size() == 0


# Samples that stay on the disk ------------------------------------------------------------------------------


def pictures(count: int = 60) -> Dataset:
    random = np.random.default_rng(0)
    labels = (np.arange(count) % 3).astype(np.int32)
    x = random.uniform(0, 255, (count, 6, 6, 1)).astype(np.float32)
    return Dataset("pictures", x, Column("class", "category", labels, ("a", "b", "c")))


def test_too_much_for_memory_stays_on_the_disk(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    config = DataConfig(validation=0.2, test=0.2)
    held = prepare(pictures(), config, 1)
    assert not lies_on_disk((held.train.x,))
    monkeypatch.setattr(
        on_disk, "available_bytes", lambda: 60 * 36 * 4 * 2 - 1
    )  # a little less than twice the data
    kept, again = prepare(pictures(), config, 1), prepare(pictures(), config, 1)
    for part in ("train", "validation", "test"):
        ours, theirs, third = (getattr(each, part) for each in (kept, held, again))
        assert lies_on_disk((ours.x,))
        np.testing.assert_array_equal(ours.x, theirs.x)
        np.testing.assert_array_equal(ours.y, theirs.y)
        np.testing.assert_array_equal(ours.x, third.x)
    assert kept.fingerprint == held.fingerprint
    assert len(list(home.iterdir())) == 3  # the second time they were found
    prepare(pictures(), config.replace(scaling="minmax"), 1)
    prepare(pictures(), config, 2)
    assert len(list(home.iterdir())) == 9
    monkeypatch.setattr(on_disk, "available_bytes", lambda: 60 * 36 * 4 * 2)
    assert not lies_on_disk((prepare(pictures(), config, 1).train.x,))


def test_without_room_in_the_cache_memory_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_disk, "available_bytes", lambda: 0)
    monkeypatch.setattr(cache, "LIMIT", 10)
    prepared = prepare(pictures(), DataConfig(), 1)
    assert not lies_on_disk((prepared.train.x,))


def model() -> Model:
    network = sequential((6, 6, 1), [Flatten(), Dense(5, "tanh"), Dense(3, "softmax")])
    return Model(network, CategoricalCrossentropy(), batch_size=7, seed=3)


def test_training_from_the_disk_is_that_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all samples fit into one block, the two orders are of one kind, and the arithmetic is the same."""
    held = prepare(pictures(), DataConfig(), 1)
    monkeypatch.setattr(on_disk, "available_bytes", lambda: 0)
    kept = prepare(pictures(), DataConfig(), 1)
    runs = [Run(model(), (part.x, part.y), (part.x, part.y), epochs=2) for part in (held.train, kept.train)]
    assert runs[1].train.x[0].base is not None
    assert lies_on_disk(runs[1].train.x)  # not copied
    assert not lies_on_disk(runs[0].train.x)
    monkeypatch.setattr(Batches, "_order_of", lambda self, epoch: np.arange(len(self))[:: 1 if epoch else -1])
    for run in runs:
        list(run.events())
    for one, other in zip(*(run.model.get_weights().values() for run in runs), strict=True):
        np.testing.assert_array_equal(one, other)
    losses = [[epoch.val_loss for epoch in run.history.epochs] for run in runs]
    assert losses[0] == losses[1]


@pytest.mark.parametrize(
    ("count", "block", "pool"), [(1000, 10, 100), (1003, 10, 95), (7, 10, 100), (50, 1, 1), (64, 64, 8)]
)
def test_every_sample_comes_once_in_an_order_by_blocks(count: int, block: int, pool: int) -> None:
    def order(seed: int) -> np.ndarray:
        return by_blocks(np.random.default_rng(seed), count, block, pool)

    assert sorted(order(0).tolist()) == list(range(count))
    np.testing.assert_array_equal(order(0), order(0))
    assert not np.array_equal(order(0), order(1))


def test_a_pool_holds_few_blocks_and_mixes_them() -> None:
    order = by_blocks(np.random.default_rng(0), 10_000, 50, 500)
    blocks = order.reshape(20, 500) // 50
    assert all(len(np.unique(pool)) == 10 for pool in blocks)
    assert all((np.diff(pool) != 0).mean() > 0.8 for pool in blocks)  # neighbours come from different blocks
    assert len(np.unique(blocks[0])) < len(np.unique(blocks))
    assert np.abs(np.diff(np.sort(np.unique(blocks[0])))).max() > 1  # and these from all over the file
