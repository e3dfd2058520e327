"""A trained network on its way out, with everything a format may want to write about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

import msgspec
import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Chosen, questions, said
from nnstudio.data.preparing.outputs import read_outputs
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.output_names import identifiers
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.graph.topology import leading_to
from nnstudio.nn.figures import NumberFigures, YesNoFigures
from nnstudio.project.decisions import facts, in_words
from nnstudio.project.feeding import feed
from nnstudio.project.heads import called, heads, objectives
from nnstudio.project.views import weights_of
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import History


class Scores(msgspec.Struct, frozen=True):
    """How well an output of a network does on rows that it was not trained on.

    Parameters
    ----------
    part : {"test", "validation"}
        Which rows.
    rows : int
    loss : float
    metrics : dict of str to float
        As :meth:`nnstudio.training.model.Model.evaluate` gives them.
    baseline : float, optional
        What a prediction without any network would reach; see :func:`nnstudio.data.baseline.baseline`.
    divided : tuple of int, optional
        Rows of the training, validation and test part.
    confusion : tuple of tuple of int
        How often each class was answered as each; rows are the truth. Empty where no classes are told apart.
    yes_no : tuple of YesNoFigures
        Of two classes those of the second one, of labels those of each.
    numbers : tuple of NumberFigures
        Of a regression those of each target, in its own unit.
    groups : int, optional
        How many groups the rows come from, where those stay together.
    uncertainty : float, optional
        Half the width of the 95 % interval of the accuracy.
    last_value : float, optional
        What always answering the newest earlier value would reach; see :func:`nnstudio.data.baseline.last_value`.
    """

    part: str
    rows: int
    loss: float
    metrics: dict[str, float]
    baseline: float | None = None
    divided: tuple[int, int, int] | None = None
    confusion: tuple[tuple[int, ...], ...] = ()
    yes_no: tuple[YesNoFigures, ...] = ()
    numbers: tuple[NumberFigures, ...] = ()
    groups: int | None = None
    uncertainty: float | None = None
    last_value: float | None = None


class Artifact(msgspec.Struct, frozen=True):
    """A trained network on its way out. All but the network may be missing.

    Parameters
    ----------
    network : Network
    weights : dict of str to array
        By ``node/name``; dense ``(in, units)``, convolution ``(kh, kw, in / groups, filters)``. Empty where the
        network was never trained, which only formats without :attr:`Format.needs_weights` take.
    preprocessor : Preprocessor, optional
        What has to be done to raw data before it enters, with class names.
    name : str
        Name of the model inside the file. A person wrote it: it may hold anything.
    training : TrainingConfig, optional
        How it was trained.
    data : DataConfig, optional
        What it was trained on, and how that was divided.
    data_fingerprint : str
        Of the data set, as in :attr:`nnstudio.data.dataset.Dataset.fingerprint`.
    history : History, optional
        Losses and metrics epoch by epoch.
    epoch : int
        The epoch at whose end the weights were like this; 0 where nobody knows.
    scores : tuple of Scores
        Of each output, in the order of the targets; empty where nobody has measured.
    unscored : str
        Why there are no scores, where somebody tried.
    layout : Layout, optional
        Where the cards stand, for pictures of the network as it is drawn.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen for these weights; of several outputs
        the questions of one after those of the other.
    began_with : str
        SHA-256 of the weights from elsewhere that training began with; empty where there were none.
    whole : Network, optional
        Where this is but what leads to one of several outputs: all that is exported.
    """

    network: Network
    weights: dict[str, Host]
    preprocessor: Preprocessor | None = None
    name: str = "network"
    training: TrainingConfig | None = None
    data: DataConfig | None = None
    data_fingerprint: str = ""
    history: History | None = None
    epoch: int = 0
    scores: tuple[Scores, ...] = ()
    unscored: str = ""
    layout: Layout | None = None
    chosen: Chosen = ()
    began_with: str = ""
    whole: Network | None = None

    @property
    def views(self) -> dict[str, Self]:
        """It as each of its outputs is looked at, by their ids in the order of the targets: of one output just itself.

        Every view is what leads to its output, as if it were exported alone. Without preprocessing nobody knows what is
        answered, and there are none.
        """
        if self.preprocessor is None:
            return {}
        training = self.training or TrainingConfig()
        nodes = heads(self.network, training, self.preprocessor)
        if len(nodes) == 1:
            return {nodes[0]: self}
        known, found, first = objectives(self.network, training), {}, 0
        for i, (node, preprocessor) in enumerate(zip(nodes, self.preprocessor.views, strict=True)):
            network, count = leading_to(self.network, node), len(questions(preprocessor))
            chosen = self.chosen[first : first + count]
            first += count
            found[node] = msgspec.structs.replace(
                self,
                network=network,
                weights=weights_of(self.network, self.weights, node),
                preprocessor=preprocessor,
                training=None
                if self.training is None
                else training.replace(loss=known[node].loss, outputs=()),
                history=None,  # its losses are those of the whole
                scores=self.scores[i : i + 1],
                chosen=chosen if any(chosen) else (),
                whole=self.network,
            )
        return found

    @property
    def titles(self) -> dict[str, str]:
        """What each of several outputs answers, by their ids in the order of the targets; empty for one."""
        views = self.views
        if len(views) <= 1:
            return {}
        return {node: called(view.preprocessor) for node, view in views.items() if view.preprocessor}

    @property
    def output_names(self) -> dict[str, str]:
        """Names for several outputs that are safe in code, by their ids in the order of the network; empty for one."""
        outputs = self.network.output_ids
        if len(outputs) <= 1:
            return {}
        columns = () if self.preprocessor is None else self.preprocessor.kinds
        known = identifiers(self.titles, taken={*self.network.by_id, *columns, "x", "y"})
        return {node: known.get(node, node) for node in outputs}

    @property
    def decision(self) -> Message | None:
        """From which probability on its questions are answered, where that was chosen; classes are the user's."""
        asked: list[tuple[str, ...]] = []
        titles = self.titles
        for node, view in self.views.items():
            assert view.preprocessor is not None
            told = questions(view.preprocessor)
            if titles and not view.preprocessor.labels:
                told = tuple(tuple(f"{titles[node]} = {answer}" for answer in pair) for pair in told)
            asked += told
        return in_words(self.chosen, asked)

    @property
    def threshold(self) -> float:
        """From which output on a single yes/no output says yes."""
        return 0.5 if self.training is None else self.training.loss.threshold

    @property
    def weight_bytes(self) -> int:
        """Bytes of all weights in single precision, in which every format holds them."""
        return 4 * sum(array.size for array in self.weights.values())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the network as drawn, names included, without its weights."""
        plain = json.dumps(self.network.to_plain(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    def metadata(self) -> dict[str, str]:
        """Facts for formats that can carry text: layers, input, preprocessing and classes as JSON."""
        told = {"producer": "NN Studio", "network": json.dumps(self.network.to_plain(), ensure_ascii=False)}
        if self.preprocessor is not None:
            told["preprocessing"] = msgspec.json.encode(self.preprocessor).decode()
        if outputs := self._outputs():
            told["outputs"] = json.dumps(outputs, ensure_ascii=False)
        if decided := self.decided():
            told["decisions"] = json.dumps(decided, ensure_ascii=False)
        return told

    def decided(self) -> dict[str, dict[str, Any]]:
        """As :func:`nnstudio.project.decisions.facts` has it, of all outputs."""
        views = self.views.values() if any(self.chosen) else ()
        return {
            name: told
            for view in views
            if view.preprocessor is not None
            for name, told in facts(view.chosen, view.preprocessor).items()
        }

    def _outputs(self) -> dict[str, dict[str, Any]]:
        """What each of several outputs answers, by its name in the file; empty for one."""
        names, told = self.output_names, {}
        for node, view in self.views.items() if names else ():
            known = view.preprocessor
            assert known is not None
            answers = {"classes": known.classes} if known.classes else {"targets": known.target_names}
            labels = {"labels": known.labels} if known.labels else {}
            told[names[node]] = {
                "layer": node,
                "target": called(known),
                "task": known.task,
                **answers,
                **labels,
            }
        return told

    def said(self, outputs: Host) -> Host:
        """What outputs, shape (m, *output), are answered as: the class, or of labels 1 for yes and 0 for no.

        Only where there is one output; the preprocessing must be known, and be none of numbers.
        """
        assert self.preprocessor is not None
        given = read_outputs(self.preprocessor, outputs, self.threshold)
        return said(self.preprocessor, given, self.chosen)

    def feed(self, x: Host) -> dict[str, Host]:
        """What each Input takes of preprocessed samples ``x``, shape (m, *sample_shape); by node id.

        See :mod:`nnstudio.project.feeding` for the rule.
        """
        network = self.whole or self.network
        given = feed(network, x)
        fed = given if isinstance(given, Mapping) else {network.input_ids[0]: given}
        return {node: np.ascontiguousarray(fed[node]) for node in self.network.input_ids}
