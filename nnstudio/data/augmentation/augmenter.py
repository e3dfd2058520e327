"""Batches as they are to be learned from: gathered, mixed and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.augmentation.cut_out import CutOut
from nnstudio.data.augmentation.draws import Draws, Floats
from nnstudio.data.augmentation.kind import Augmentation, Pixels, Places, Range
from nnstudio.data.augmentation.mix_up import MixUp
from nnstudio.data.augmentation.resampling import composed, resample
from nnstudio.data.preparing.array_scaling import chunks
from nnstudio.data.preparing.pixel_order import is_picture
from nnstudio.system.arrays import pick
from nnstudio.system.messages import Message, StudioError, msg

if TYPE_CHECKING:
    from nnstudio.data.preparing.prepare import Prepared

Arrays = Sequence[NDArray[Any]]


class Augmenter:
    """Makes batches of changed samples; keeps nothing from one batch to the next.

    Parameters
    ----------
    steps : sequence of Augmentation
        Done in this order, but for mix-up, which comes first.
    seed : int
    ranges : sequence of Range
        One for each array of samples.
    soft : sequence of bool
        For each array of targets, whether a target may lie between two. Where it may not, as a class number, a mixed
        sample has one of its two targets, drawn with their shares: where the loss is linear in the target, the
        expected gradient is that of the mixed target.
    gives_input : bool
        Whether the target is the sample itself, as it is after all changes.
    """

    def __init__(
        self,
        steps: Sequence[Augmentation],
        seed: int,
        ranges: Sequence[Range],
        soft: Sequence[bool] = (),
        *,
        gives_input: bool = False,
    ) -> None:
        self._mixing = [(name, step) for name, step in _named(steps) if isinstance(step, MixUp)]
        self._changing = [(name, step) for name, step in _named(steps) if not isinstance(step, MixUp)]
        self._seed, self._ranges = seed, ranges
        self._soft, self._gives_input = (() if gives_input else tuple(soft)), gives_input

    def __call__(
        self, epoch: int, rows: NDArray[Any], x: Arrays, y: Arrays, out_x: Arrays, out_y: Arrays
    ) -> None:
        """Fill ``out_x`` and ``out_y`` with samples ``rows`` of ``x`` and ``y`` as they are in this epoch."""
        draws = Draws(self._seed, epoch, rows, "")
        with_targets = () if self._gives_input else tuple(zip(y, out_y, strict=True))
        for source, out in (*zip(x, out_x, strict=True), *with_targets):
            pick(source, rows, out)
        for name, step in self._mixing:
            self._mix(step, draws.other(name), tuple(zip(x, out_x, strict=True)), with_targets)
        for samples, range_ in zip(out_x, self._ranges, strict=True):
            self._change(samples, draws, range_)
        if self._gives_input:
            for out in out_y:
                out[...] = _whole(out_x, self._ranges).reshape(out.shape)

    def _mix(
        self,
        step: MixUp,
        draws: Draws,
        samples: Sequence[tuple[NDArray[Any], NDArray[Any]]],
        targets: Sequence[tuple[NDArray[Any], NDArray[Any]]],
    ) -> None:
        share = step.shares(draws)
        count = len(samples[0][0])
        partners = np.minimum((draws.uniform(position=1) * np.float32(count)).astype(np.intp), count - 1)
        takes_other = draws.uniform(position=2) < share
        for source, out in samples:
            _blend(out, source[partners], share)
        for (source, out), soft in zip(targets, self._soft, strict=True):
            if soft:
                _blend(out, source[partners], share)
            else:
                out[takes_other] = source[partners[takes_other]]

    def _change(self, x: NDArray[Any], draws: Draws, range_: Range) -> None:
        """Do all steps on samples, in place; maps that follow each other are one look at the picture."""
        maps: NDArray[np.float32] | None = None
        border: str | None = None

        def look() -> None:
            nonlocal maps, border
            if maps is not None:
                resample(x, maps, range_.low if border == "black" else None)
            maps = border = None

        for name, step in self._changing:
            # A turn of a picture turns nothing of what columns say of it.
            if not suits(type(step), x.shape[1:]):
                continue
            if isinstance(step, Places):
                if None not in (border, step.outside) and border != step.outside:
                    look()
                more = step.maps(draws.other(name), (x.shape[1], x.shape[2]))
                maps = more if maps is None else composed(maps, more)
                border = step.outside or border
            elif isinstance(step, Pixels):
                look()
                step.apply(x, draws.other(name), range_)
                if range_.clipped:
                    np.clip(x, range_.low, range_.high, out=x)
        look()


def _named(steps: Sequence[Augmentation]) -> Iterator[tuple[str, Augmentation]]:
    """Steps with the names of their random numbers: two of a kind draw different ones."""
    seen: dict[str, int] = {}
    for step in steps:
        kind = type(step).__name__
        seen[kind] = seen.get(kind, 0) + 1
        yield f"{kind} {seen[kind]}", step


def _blend(out: NDArray[Any], other: NDArray[Any], share: Floats) -> None:
    part = share.reshape(-1, *(1,) * (out.ndim - 1))
    out *= 1 - part
    other *= part
    out += other


def _whole(samples: Arrays, ranges: Sequence[Range]) -> NDArray[Any]:
    """The whole samples, of which several Inputs may have parts, some of them as arrays."""
    if all(range_.first == 0 for range_ in ranges):
        return samples[0]
    parts = sorted(zip(ranges, samples, strict=True), key=lambda part: part[0].first)
    return np.concatenate([x.reshape(len(x), -1) for _, x in parts], axis=1)


def check_suits(
    steps: Sequence[Augmentation], sample_shape: tuple[int, ...], *, spectrogram: bool = False
) -> None:
    """Refuse what makes no sense for some data; raises StudioError with the remedy."""
    for step in steps:
        if not suits(type(step), sample_shape):
            raise StudioError(
                "{kind} is for pictures, and the samples of this data are rows of numbers: take it out of the augmentation",
                kind=msg(step.title),
            )
        if not suits(type(step), sample_shape, spectrogram=spectrogram):
            raise StudioError(
                "{kind} means nothing in a spectrogram, whose sides are frequency and time: take it out of the augmentation",
                kind=msg(step.title),
            )


def clash(kind: type[Augmentation], *, shuffled: bool, judged: bool) -> Message | None:
    """Why a kind cannot be used beside other settings of the data; None where it can.

    Parameters
    ----------
    kind : type of Augmentation
    shuffled : bool
        Whether the pixels of the pictures are shuffled: what lies beside a pixel there means nothing.
    judged : bool
        Whether the samples that are changed are those by which the network is judged.
    """
    if shuffled and issubclass(kind, Places | CutOut):
        return msg(
            "{kind} is for pictures as they are, and here their pixels are shuffled: take it out of the augmentation, "
            "or untick “Shuffle pixels” in the data",
            kind=msg(kind.title),
        )
    if judged and issubclass(kind, MixUp):
        return msg(
            "{kind} mixes answers, and mixed answers cannot be judged: take it out of the augmentation, or let that "
            "change the training part",
            kind=msg(kind.title),
        )
    return None


def check_clashes(steps: Sequence[Augmentation], *, shuffled: bool, judged: bool) -> None:
    """Refuse what cannot be used beside other settings; raises StudioError with the remedy."""
    for step in steps:
        why = clash(type(step), shuffled=shuffled, judged=judged)
        if why is not None:
            raise StudioError(why)


def suits(kind: type[Augmentation], sample_shape: tuple[int, ...], *, spectrogram: bool = False) -> bool:
    """Whether a kind makes sense for samples of a shape: pictures (H, W, C) take all kinds, but where they are spectrograms."""
    return (kind.for_rows or is_picture(sample_shape)) and (kind.for_spectrograms or not spectrogram)


def range_of(prepared: Prepared, features: slice = slice(None)) -> Range:
    """What the training part is like.

    Parameters
    ----------
    prepared : Prepared
    features : slice
        Those that an Input gets, where it gets a part of each sample.
    """
    known, x = prepared.preprocessor, prepared.train.x
    if known.picture:
        pictures = (features.start or 0) < known.first_feature
        x = known.parts(x)[0 if pictures else 1]
    total, squares = np.zeros(x.shape[1:]), np.zeros(x.shape[1:])
    low, high = np.inf, -np.inf
    each = tuple(chunks(len(x), x[0].size))  # in float64, and without a copy of everything
    for part_of in each:
        part = x[part_of]
        total += part.sum(axis=0, dtype=np.float64)
        low, high = min(low, float(part.min())), max(high, float(part.max()))
    middle = total / len(x) if x.ndim == 2 else np.full(x.shape[1:], total.mean() / len(x))
    for part_of in each:
        squares += ((x[part_of] - middle) ** 2).sum(axis=0)
    if x.ndim != 2:
        unit: float | Floats = float(np.sqrt(squares.mean() / len(x)))
        return Range(low, high, float(middle.flat[0]), unit)
    deviation = np.sqrt(squares / len(x))
    at = 0
    for column in known.columns:
        width = len(column.features)
        # Parts of a date, and what says that a value is missing, are no measured numbers.
        deviation[at + (column.kind != "category") : at + width] = 0
        at += width
    first = features.start or 0
    behind = slice(
        first - known.first_feature, None if features.stop is None else features.stop - known.first_feature
    )
    unit = deviation[behind].astype(np.float32)
    return Range(low, high, float(middle.mean()), unit, clipped=False, first=first)
