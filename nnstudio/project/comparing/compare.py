"""Two networks side by side: what is the same, what was changed, and what comes out of both for the same rows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any, Literal, NamedTuple

import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.paths import missing_path, missing_text
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.reading import MODELS, read_model
from nnstudio.graph.inference import Inference, infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Edge, Network, Node
from nnstudio.nn.metric_order import beside
from nnstudio.project import file
from nnstudio.project.agreed import not_agreed
from nnstudio.project.answers import chosen_of
from nnstudio.project.comparing.answers import Apart, answers, apart, questions
from nnstudio.project.comparing.paired_layers import paired
from nnstudio.project.comparing.settings import Setting, differing, differing_data, differing_fields
from nnstudio.project.heads import answered
from nnstudio.project.output_settings import training_settings
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, present_weights, read_data
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch

Status = Literal["same", "changed", "added", "removed"]

_BEGINNINGS = ("initializer", "l1", "l2")
"""Settings that say how weights began and were trained, and nothing of what a network computes."""

SIGNS: dict[Status, str] = {"same": " ", "changed": "~", "added": "+", "removed": "−"}
"""How a difference is marked, beside its colour."""

ROWS = 256
"""Rows on which two trained networks are compared."""


class Side(NamedTuple):
    """One of two networks; what is not known of it is None.

    Parameters
    ----------
    name : str
    network : Network
    layout : Layout
    training : TrainingConfig, optional
    data : DataConfig, optional
    weights : dict of str to array
        Empty where it was never trained.
    trained : Trained, optional
    epoch : Epoch, optional
        The best epoch, where nothing else of a run is left.
    held : tuple of str
        Paths of its data that nobody has agreed to: it is not read for the comparison.
    chosen : tuple of Chosen
        Of each output, from which probability on its questions are answered, where that was chosen for its weights.
    answers : mapping of str to str
        As :func:`nnstudio.project.heads.answered` has it.
    """

    name: str
    network: Network
    layout: Layout
    training: TrainingConfig | None = None
    data: DataConfig | None = None
    weights: Mapping[str, Host] = {}
    trained: Trained | None = None
    epoch: Epoch | None = None
    held: tuple[str, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    answers: Mapping[str, str] = {}


class Change(NamedTuple):
    """A layer on both sides, or on one.

    Parameters
    ----------
    status : str
    a, b : Node or None
    settings : tuple of Setting
    weights : float, optional
        Largest difference of its weights, where both sides have them in the same shapes.
    """

    status: Status
    a: Node | None
    b: Node | None
    settings: tuple[Setting, ...] = ()
    weights: float | None = None


class Totals(NamedTuple):
    """What a network comes to."""

    depth: int
    width: int
    parameters: int
    multiply_adds: int


class Outputs(NamedTuple):
    """What both answer to the same rows.

    Parameters
    ----------
    rows : int
    origin : Message
    largest : float
        Largest difference of an output: of a probability, or of a number in the unit of its target.
    agreement : float, optional
        Share of the rows with the same class on both sides, of several outputs the mean; None for numbers.
    each : tuple of Apart
        The same of each output.
    """

    rows: int
    origin: Message
    largest: float
    agreement: float | None
    each: tuple[Apart, ...]


class Difference(NamedTuple):
    """Everything in which two sides differ.

    Parameters
    ----------
    layers : tuple of Change
        In the order of the second network; what it lacks stands where it stood in the first.
    edges_added, edges_removed : tuple of Edge
        By the ids of the side they are of.
    totals : tuple of Totals
    training, data : tuple of Setting
    best : tuple of Epoch or None
        The best epoch of each side.
    answers : tuple of mapping
        What the outputs of each side answer, as :func:`nnstudio.nn.metric_order.beside` has it.
    outputs : Outputs or None
    no_outputs : Message or None
        Why the outputs cannot be compared.
    """

    layers: tuple[Change, ...]
    edges_added: tuple[Edge, ...]
    edges_removed: tuple[Edge, ...]
    totals: tuple[Totals, Totals]
    training: tuple[Setting, ...]
    data: tuple[Setting, ...]
    best: tuple[Epoch | None, Epoch | None]
    answers: tuple[Mapping[str, str], Mapping[str, str]]
    outputs: Outputs | None
    no_outputs: Message | None

    @property
    def same(self) -> bool:
        """Whether both are one network, with the same settings, data and weights."""
        drawn = all(change.status == "same" and not change.weights for change in self.layers)
        wired = not self.edges_added and not self.edges_removed
        alike = self.outputs is None or self.outputs.largest == 0
        return drawn and wired and alike and not self.training and not self.data


def load_side(path: str | os.PathLike[str], *, cancelled: Cancel | None = None) -> Side:
    """Read a project, or a model of another program."""
    where = Path(path)
    name = shown(where.name)
    if where.suffix.lower() in MODELS:
        read = read_model(where, cancelled=cancelled)
        return Side(name, read.network, Layout().for_network(read.network), weights=read.weights)
    project, trained = file.load(where, ask=False)
    return side_of(project, trained, name)._replace(held=not_agreed(where, project, trained))


def side_of(project: Project, trained: Trained | None, name: str, which: str = "") -> Side:
    """A project as a side, with the weights it proposes; weights that belong to an earlier network are left out."""
    weights = present_weights(
        project, trained, which or (trained.proposed if trained is not None else "last")
    )
    network, training = project.network, project.training
    fresh = trained if trained is not None and trained.network == network else None
    known = None if fresh is None else fresh.preprocessor
    same = trained is not None and trained.data.source == project.data.source
    fitted = trained.preprocessor if trained is not None and same else known
    return Side(
        name,
        network,
        project.layout,
        training,
        project.data,
        weights,
        fresh,
        chosen=() if known is None else chosen_of(project.decisions, network, training, known, weights),
        answers={} if fitted is None else answered(network, training, fitted),
    )


def compare(a: Side, b: Side, *, cancelled: Cancel | None = None) -> Difference:
    """Compare two networks; the data of either is read for their outputs, where both have weights."""
    pairs = paired(a.network, b.network)
    same_id = {x: y for x, y in pairs if x is not None and y is not None}
    a, b = _named(a, b, same_id), _named(b, a, {y: x for x, y in same_id.items()})
    a, b = (s._replace(answers=own) for s, own in zip((a, b), beside([a.answers, b.answers]), strict=True))
    moved = {Edge(same_id[e.source], same_id[e.target], e.port): e for e in a.network.edges
             if e.source in same_id and e.target in same_id}  # fmt: skip
    kept = {moved[edge] for edge in moved.keys() & set(b.network.edges)}
    return Difference(
        tuple(_change(a, b, x, y) for x, y in pairs),
        tuple(e for e in b.network.edges if e not in moved),
        tuple(e for e in a.network.edges if e not in kept),
        (_totals(infer(a.network)), _totals(infer(b.network))),
        differing(_training(a), _training(b)),
        differing_data(a.data, b.data),
        (_best(a), _best(b)),
        (a.answers, b.answers),
        *_outputs(a, b, cancelled),
    )


def _named(side: Side, other: Side, partners: Mapping[str, str]) -> Side:
    """A side that says what its outputs answer: as far as it does not know, as the same data has it at the other side."""
    ends, known = side.network.output_ids, other.answers
    if side.answers or len(ends) <= 1:
        return side
    if side.data is None or other.data is None or side.data.source != other.data.source:
        known = {}
    return side._replace(answers={n: known.get(partners.get(n, "")) or side.network[n].title for n in ends})


# Layers -----------------------------------------------------------------------------------------------------


def _change(a: Side, b: Side, x: str | None, y: str | None) -> Change:
    if x is None or y is None:
        old, new = (None if n is None else side.network[n] for side, n in ((a, x), (b, y)))
        return Change("added" if x is None else "removed", old, new)
    old, new = a.network[x], b.network[y]
    settings = differing_fields(old.layer, new.layer)
    if a.training is None or b.training is None:  # a model of another program: nobody knows how it began
        settings = tuple(s for s in settings if s.name not in _BEGINNINGS)
    if old.title != new.title and (old.name or new.name):
        settings = (Setting("name", old.title, new.title), *settings)
    if old.frozen != new.frozen:
        settings = (*settings, Setting("frozen", old.frozen, new.frozen))
    return Change("changed" if settings else "same", old, new, settings, _weights(a, b, x, y))


def _weights(a: Side, b: Side, x: str, y: str) -> float | None:
    """Largest difference of the weights of two layers."""
    mine = {key.partition("/")[2]: w for key, w in a.weights.items() if key.partition("/")[0] == x}
    theirs = {key.partition("/")[2]: w for key, w in b.weights.items() if key.partition("/")[0] == y}
    if not mine or {k: w.shape for k, w in mine.items()} != {k: w.shape for k, w in theirs.items()}:
        return None
    return max(float(np.abs(w - theirs[k]).max(initial=0)) for k, w in mine.items())


def _totals(inference: Inference) -> Totals:
    return Totals(inference.depth, inference.width, inference.parameters, inference.multiply_adds)


# Settings ---------------------------------------------------------------------------------------------------


def _training(side: Side) -> dict[str, Any] | None:
    return None if side.training is None else training_settings(side.network, side.training, side.answers)


# Results ----------------------------------------------------------------------------------------------------


def _heard(known: Preprocessor) -> tuple[object, ...]:
    """What networks are shown of one recording; the samples of one are none for a network that sees it otherwise."""
    return (known.spectrogram, known.rate) if known.spectrogram is not None else ()


def _best(side: Side) -> Epoch | None:
    return side.epoch if side.trained is None else side.trained.checkpoint.history.best_epoch


def _outputs(a: Side, b: Side, cancelled: Cancel | None) -> tuple[Outputs | None, Message | None]:
    """Ask both about the same rows, each prepared as for its own training; what they say is in the unit of the target."""
    for side in (a, b):
        if not side.weights and infer(side.network).parameters:
            return None, msg("{name} has no weights for its network", name=side.name)
    owners = [side for side in (a, b) if side.trained is not None]
    # Data with columns beside its pictures has what a network for the pictures alone needs, not the other way round.
    owners.sort(key=lambda side: side.trained is None or not side.trained.preprocessor.picture)
    owner = next((side for side in owners if not side.held), None)
    if owners and owner is None:
        return None, msg(
            "The project asks for {path}, which is not in its folder: open it in the window and agree",
            path=shown(owners[0].held[0]),
        )
    if owner is None or owner.trained is None:
        return None, msg("neither of them says what it was trained on")
    trained, known = owner.trained, owner.trained.preprocessor
    for side in owners:
        if side.trained is not None and questions(side.trained.preprocessor) != questions(known):
            return None, msg("their networks give something else")
        if side.trained is not None and _heard(side.trained.preprocessor) != _heard(known):
            return None, msg("what they see of recordings is not the same")
    if (gone := missing_path(trained.data.source)) is not None:
        return None, msg(
            "{cause}. Put it back there, or open the project in the window and say where it is now",
            cause=missing_text(gone),
        )
    try:
        dataset = read_data(Project(data=trained.data, training=trained.training), cancelled=cancelled)
        train, _, test = split_rows(dataset, trained.data, trained.training.seed)
        rows = (test if len(test) else train)[:ROWS]
        one, two = (
            answers(
                side.network,
                side.training or trained.training,
                side.weights,
                (side.trained or trained).preprocessor,
                dataset,
                rows,
            )
            for side in (a, b)
        )
    except StudioError as error:
        return None, error.message
    first, second = (", ".join(str(given.shape[1:]) for given in every) for every in (one, two))
    if first != second:
        return None, msg("their outputs have different shapes: {a} and {b}", a=first, b=second)
    kind = msg("test") if len(test) else msg("training")
    origin = msg("{count} samples of the {part} part of {name}", count=len(rows), part=kind, name=owner.name)
    found = apart(known, one, two, (a.chosen, b.chosen))
    agreed = [each.agreement for each in found if each.agreement is not None]
    share = fmean(agreed) if agreed else None
    return Outputs(len(rows), origin, max(each.largest for each in found), share, found), None
