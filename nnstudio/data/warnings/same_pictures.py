"""Pictures that are there twice: in two classes, or to learn from and held out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy, rule
from nnstudio.system.messages import counted, msg

_NAMED = 3
"""Pairs that are named; who has mended them sees the next."""


@rule("two_classes")
def two_classes(look: Looked) -> Iterator[DataWarning]:
    """The same picture in two classes: only one of them can be right, and only a person knows which."""
    told = look.dataset.target.kind == "category" and len(look.dataset.targets) == 1
    if look.files is None or look.config.answer == "input" or not told:
        return
    target = look.dataset.target.values
    pairs = [
        (rows[0], other)
        for rows in look.same
        if (other := next((row for row in rows if target[row] != target[rows[0]]), None)) is not None
    ]
    if pairs:
        yield DataWarning(
            "two_classes",
            counted(
                len(pairs),
                "The same sample lies in two classes: {pairs}; remove it from the one it does not belong to",
                "{n} samples lie in two classes each: {pairs}; remove them from the one they do not belong to",
                pairs=_named(look, pairs),
            ),
        )


@rule("repeated_pictures")
def repeated_pictures(look: Looked) -> Iterator[DataWarning]:
    """Pictures of the training part that are held out, too, with the same answers."""
    if look.files is None:
        return
    train, held = (frozenset(part.tolist()) for part in look.parts)
    answers = list(zip(*(target.values.tolist() for target in look.dataset.targets), strict=True))
    pairs = []
    for rows in look.same:
        learned = {answers[row]: row for row in reversed(rows) if row in train}
        pairs += [(learned[answers[row]], row) for row in rows if row in held and answers[row] in learned]
    if pairs:
        yield DataWarning(
            "repeated_pictures",
            counted(
                len(pairs),
                "A held-out sample is in the training part as well ({pairs}): results will look better than they are",
                "{n} held-out samples are in the training part as well ({pairs}): results will look better than they are",
                pairs=_named(look, pairs),
            ),
            (),
            Remedy(msg("Leave repeats out"), look.config.replace(distinct=True), option=("--distinct",)),
        )


def _named(look: Looked, pairs: Sequence[tuple[int, int]]) -> str:
    assert look.files is not None
    told = ", ".join(f"{look.files[one]} = {look.files[other]}" for one, other in pairs[:_NAMED])
    return f"{told} …" if len(pairs) > _NAMED else told
