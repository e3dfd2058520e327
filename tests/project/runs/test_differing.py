"""A list of runs tells in which settings they differ, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.data.augmentation.flip import Flip
from nnstudio.data.augmentation.noise import Noise
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.sources import RecordingFolder
from nnstudio.graph import edits
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import SGD, Adam
from nnstudio.project.runs.differing import differing, in_a_line
from nnstudio.project.runs.record import RunRecord


def lines(*runs: RunRecord) -> list[str]:
    return [in_a_line(settings) for settings in differing(runs)]


def test_what_all_share_is_not_told(record: Callable[..., RunRecord]) -> None:
    run = record()
    assert differing([]) == []
    assert lines(run) == [""]
    longer = run.replace(training=run.training.replace(epochs=run.training.epochs + 5), name="Run 2")
    assert lines(run, longer) == ["", ""], "the epochs have a column of their own"


def test_settings_of_training_data_and_layers(record: Callable[..., RunRecord]) -> None:
    run = record()
    training = run.training.replace(optimizer=SGD(0.5), seed=1)
    data = run.data.replace(distinct=False, augmentation=(), validation=0.1)
    one = run.replace(training=training, data=data)
    other = run.replace(
        training=training.replace(optimizer=SGD(0.25, clip_norm=2.0), seed=7),
        data=data.replace(distinct=True, augmentation=(Flip(), Noise())),
    )
    assert lines(one, other) == [
        "learning rate 0.5 · clip norm – · seed 1 · distinct off · augmentation –",
        "learning rate 0.25 · clip norm 2 · seed 7 · distinct on · augmentation Flip, Noise",
    ]
    columns = (ColumnSettings("price", logarithm=True), ColumnSettings("size", missing="median"))
    assert lines(run, run.replace(data=run.data.replace(columns=columns))) == [
        "logarithm –",
        "logarithm price",
    ]
    node = run.network.nodes[-1].id
    named = edits.rename(run.network.with_layer(node, Dense(3, "softmax", l2=0.01)), node, "Answer")
    frozen = edits.freeze(named, [node])
    told = lines(run.replace(network=named), run.replace(network=frozen))
    assert told == ["Answer frozen off", "Answer frozen on"]


def test_how_recordings_are_read_and_seen(record: Callable[..., RunRecord]) -> None:
    run = record()
    source = RecordingFolder("sounds", rate=8000)
    ways = (source, source.replace(seen_as="spectrogram", window=512), source.replace(length=9000))
    assert lines(*(run.replace(data=run.data.replace(source=way)) for way in ways)) == [
        "length – · seen as – · window –",
        "length – · seen as spectrogram · window 512",
        "length 9000 · seen as – · window –",
    ]


def test_what_only_some_have_is_told_where_those_disagree(record: Callable[..., RunRecord]) -> None:
    """Of two optimizers the kind says it all: the momentum of one is no difference."""
    run = record()
    rates = [
        run.replace(training=run.training.replace(optimizer=o)) for o in (SGD(0.1), Adam(0.1), Adam(0.1))
    ]
    assert lines(*rates) == ["optimizer SGD", "optimizer Adam", "optimizer Adam"]
    rates[2] = run.replace(training=run.training.replace(optimizer=Adam(0.1, beta_1=0.8)))
    assert lines(*rates) == ["optimizer SGD", "optimizer Adam · beta 1 0.9", "optimizer Adam · beta 1 0.8"]
