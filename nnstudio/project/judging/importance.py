"""What a network has to know: how much worse its answers get where a column says nothing any more.

The values of a column are dealt out anew among the rows, so that they keep their distribution and tell nothing of the row
(Breiman, "Random forests", Machine Learning 45, 2001, section 10; for any model Fisher, Rudin & Dominici, "All models are
wrong, but many are useful", JMLR 20, 2019). Of two columns that say the same, each can stand in for the other, and both look
unimportant. What stood in a column in the rows before says nearly the same, so it is dealt out together with it. Pictures
that columns belong to are dealt out whole: their pixels say something only together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.backend.failures import failing_in_words
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.outputs import answered
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.csv_text import csv_text
from nnstudio.project.judging.judgement import Part, following, split_of
from nnstudio.project.trained import Trained, Which
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream
from nnstudio.training.model import Model

DEALS = 5
"""How often the values of a column are dealt out: the figures are means over that."""
PICTURE = "Picture"
"""Stands for a column where it is the pictures that are dealt out."""


class Importance(NamedTuple):
    """What a column is worth, with what stood in it in the rows before where those are seen; or what the pictures are.

    Parameters
    ----------
    column : str
        :data:`PICTURE` for the pictures; a column may be called the same.
    loss : float
        By how much the loss rises without it.
    spread : float
        Standard deviation of that over the deals.
    metrics : dict of str to float
        By how much each metric changes.
    picture : bool
        Whether it is the pictures that the columns belong to.
    """

    column: str
    loss: float
    spread: float
    metrics: dict[str, float]
    picture: bool = False


def can_tell(trained: Trained) -> bool:
    """Whether there are columns, and something that is predicted from them."""
    return bool(trained.preprocessor.columns) and trained.preprocessor.answer == "target"


def importances(
    trained: Trained,
    prepared: Prepared,
    part: Part = "test",
    which: Which = "last",
    device: str = "cpu",
    chosen: Chosen = (),
    *,
    cancelled: Cancel | None = None,
    progress: Callable[[float], object] | None = None,
) -> tuple[Importance, ...]:
    """Measure every column of a table, and the pictures that they belong to, the most important first.

    Parameters
    ----------
    trained : Trained
    prepared : Prepared
        The data as it was trained on.
    part : {"train", "validation", "test"}
    which : {"last", "best"}
        Whose weights.
    device : str
        Where they are used.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen.
    cancelled : callable, optional
    progress : callable, optional
        Is told which share is done.

    Raises
    ------
    StudioError
        When the data has no columns, the network gives its own input again, the part is empty, or its loss is no number.
    Cancelled
    """
    preprocessor, split = prepared.preprocessor, split_of(prepared, part)
    if not can_tell(trained):
        raise StudioError("What each column is worth can be told of tables with a target only")
    draw = stream(trained.training.seed, "importance")
    deals = [draw.permutation(len(split)) for _ in range(DEALS)]
    found = []
    with failing_in_words(device):
        model = trained.model(device, which, samples=len(split))
        usual = _measured(trained, model, split.x, split.y, chosen)
        x, places = np.array(split.x), _places(preprocessor)
        for number, (column, values) in enumerate(places):
            own, measured = x[:, values].copy(), []
            for i, deal in enumerate(deals):
                heed(cancelled)
                if progress is not None:
                    progress((number + i / DEALS) / len(places))
                x[:, values] = own[deal]
                measured.append(_measured(trained, model, x, split.y, chosen))
            x[:, values] = own
            losses = np.array([each["loss"] for each in measured]) - usual["loss"]
            metrics = {
                key: float(np.mean([each[key] for each in measured]) - value)
                for key, value in usual.items()
                if key != "loss"
            }
            picture = isinstance(values, slice)
            found.append(Importance(column, float(losses.mean()), float(losses.std()), metrics, picture))
    return tuple(sorted(found, key=lambda each: -each.loss))


def _places(preprocessor: Preprocessor) -> list[tuple[str, list[int] | slice]]:
    """The features that come of each column of the table, those of earlier rows among them; before them the picture."""
    places: dict[str, list[int]] = {}
    earlier, first = preprocessor.earlier, preprocessor.first_feature
    at = first
    for column in preprocessor.columns:
        end = at + len(column.features)
        name = column.name if earlier is None else earlier.taken_from(column.name)
        places.setdefault(name, []).extend(range(at, end))
        at = end
    columns: list[tuple[str, list[int] | slice]] = list(places.items())
    return [(PICTURE, slice(0, first)), *columns] if preprocessor.picture else columns


def as_csv(found: Sequence[Importance]) -> str:
    """A row for each column, as a table for spreadsheets."""
    keys = list(found[0].metrics) if found else []
    rows = [[each.column, each.loss, each.spread, *(each.metrics[key] for key in keys)] for each in found]
    return csv_text(["column", "loss", "spread", *keys], rows)


def _measured(trained: Trained, model: Model, x: Host, y: Host, chosen: Chosen) -> dict[str, float]:
    """Loss and metrics; those of answers are of the answers that are given."""
    fed = trained.feed(x)
    figures = model.evaluate(fed, y)
    if not math.isfinite(figures["loss"]):
        raise StudioError(
            "What each column is worth cannot be told: the loss on these samples is too large to be a number"
        )
    if chosen:
        limit = trained.training.loss.threshold
        found = answered(trained.preprocessor, y, model.predict(fed), limit, chosen)
        figures = following(figures, found.true, found.said)
    return figures
