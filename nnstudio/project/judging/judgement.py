"""A trained network, measured on a part of its data, with every single answer kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from nnstudio.backend.failures import failing_in_words
from nnstudio.data.baseline import baseline, last_value
from nnstudio.data.preparing.deciding import Chosen, Decision, said
from nnstudio.data.preparing.outputs import answered
from nnstudio.data.preparing.prepare import Prepared, Split
from nnstudio.nn.figures import confusion_matrix, mean_figures, roc_curve
from nnstudio.nn.metrics import AUC
from nnstudio.project.heads import examples
from nnstudio.project.trained import Trained, Which
from nnstudio.project.views import views_of
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

Part = Literal["train", "validation", "test"]

PAIRS = 8
"""Pictures or recordings of an autoencoder that are kept beside what it made of them."""

_EMPTY = {
    "test": "No samples were kept aside for a test: give the test part a share of the data",
    "validation": "No samples were kept aside for validation: give the validation part a share of the data",
    "train": "The training part is empty",
}


class Judgement(NamedTuple):
    """What was measured on a part of the data.

    Parameters
    ----------
    samples : int
    loss : float
    metrics : dict of str to float
    guessing : float
        What a prediction without any network would reach, by :func:`nnstudio.data.baseline.baseline`.
    confusion : array, optional
        ``confusion[i, j]`` counts class i answered as j.
    pairs : tuple of two arrays, optional
        Some pictures or recordings, and what an autoencoder made of them, in their own unit.
    prepared : Prepared
    part : {"train", "validation", "test"}
    which : {"last", "best"}
        Whose weights.
    true : array
        Class numbers, shape (m,); for a regression values in their own unit, shape (m, outputs); for labels 1 for
        yes and 0 for no, shape (m, labels).
    given : array, shape (m, k)
        Probabilities by class, values in their own unit, or how probable each label is.
    said : array of int
        What is answered, as :func:`nnstudio.data.preparing.deciding.said` has it.
    scores : array, shape (m, k)
        As ``given``, but margins of 1 and beyond are told apart; see :func:`nnstudio.data.preparing.outputs.scores_of`.
    target : int, optional
        Which of several targets this is a view of, as :meth:`of_target` gives it.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen.
    """

    samples: int
    loss: float
    metrics: dict[str, float]
    guessing: float
    confusion: Host | None
    pairs: tuple[Host, Host] | None
    prepared: Prepared
    part: Part
    which: Which
    true: Host
    given: Host
    said: Host
    scores: Host
    target: int | None = None
    chosen: Chosen = ()

    @property
    def split(self) -> Split:
        """The samples that were judged."""
        return split_of(self.prepared, self.part)

    @property
    def last_value(self) -> float | None:
        """What always answering the newest earlier value that is seen would reach, for the one number that is looked at."""
        if self.true.ndim != 2 or self.true.shape[1] != 1:
            return None
        return last_value(self.prepared, self.split, self.question)

    @property
    def groups(self) -> Host | None:
        """Which samples stayed together when the data was divided, by the number of their group."""
        groups = self.prepared.groups
        return None if groups is None else groups[self.split.rows]

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the classes; empty for a regression, and where several labels are looked at together."""
        labels = self.prepared.preprocessor.labels
        return labels[self.target] if labels and self.target is not None else self.prepared.classes

    @property
    def target_names(self) -> tuple[str, ...]:
        """What the numbers or labels are called that are looked at."""
        names = self.prepared.preprocessor.target_names
        return names if self.target is None else (names[self.target],)

    def looked_at(self, target: int) -> Judgement:
        """One of several targets alone, or all there is."""
        return self.of_target(target) if self.prepared.preprocessor.more_targets else self

    def of_target(self, target: int) -> Judgement:
        """One of several targets alone, as though the network had only that one to answer.

        Parameters
        ----------
        target : int
            Its number; numbers keep their own unit, a label becomes a yes/no question.
        """
        preprocessor = self.prepared.preprocessor
        one = slice(target, target + 1)
        alone = self._replace(
            true=self.true[:, one],
            given=self.given[:, one],
            scores=self.scores[:, one],
            guessing=baseline(self.prepared, self.split, target),
            pairs=None,
            target=target,
        )
        if not preprocessor.labels:
            return alone
        true, answers = self.true[:, target].astype(np.intp), self.said[:, target]
        return alone._replace(
            true=true,
            given=np.hstack([1 - alone.given, alone.given]),
            scores=np.hstack([1 - alone.scores, alone.scores]),
            said=answers,
            confusion=confusion_matrix(true, answers, 2),
        )

    def digits(self, least: int = 4) -> tuple[int, ...]:
        """How many digits tell the values of each number that is looked at apart."""
        found = self.prepared.preprocessor.digits(least)
        return found if self.target is None else (found[self.target],)

    def name(self, position: int) -> str:
        """What a person calls a sample; empty where the data does not say."""
        return self.prepared.beside.name(int(self.split.rows[position]))

    def filled_in(self, position: int) -> frozenset[str]:
        """Columns in which a sample has no value of its own."""
        return self.prepared.beside.filled_in(int(self.split.rows[position]))

    @property
    def confidence(self) -> Host:
        """Probability of the class that was answered, shape (m,)."""
        return self.given[np.arange(len(self.said)), self.said]

    def confidence_of(self, position: int) -> float:
        """Probability of the class that was answered for one sample."""
        return float(self.given[position, self.said[position]])

    def mistakes(self) -> Host:
        """Positions of wrong answers, the most confident first; for a regression all, the furthest off first."""
        if self.classes:
            wrong = np.flatnonzero(self.said != self.true)
            return wrong[np.argsort(-self.confidence[wrong], kind="stable")]
        scale = self.true.std(axis=0)
        off = np.abs(self.given - self.true) / np.where(scale > 0, scale, 1.0)
        return np.argsort(-off.mean(axis=1), kind="stable")

    def behind(self, true: int, said: int) -> Host:
        """Positions of the samples behind a cell of the confusion matrix, the most confident answers first."""
        found = np.flatnonzero((self.true == true) & (self.said == said))
        return found[np.argsort(-self.confidence[found], kind="stable")]

    @property
    def question(self) -> int:
        """Which of the questions of the network is looked at."""
        return self.target or 0

    @property
    def decision(self) -> Decision | None:
        """From which probability on the question that is looked at is answered, where that was chosen."""
        return self.chosen[self.question] if self.chosen else None

    def decided(self, chosen: Chosen) -> Judgement:
        """The same probabilities, of all targets, with other answers, and what follows from them; empty as usual."""
        answers = said(self.prepared.preprocessor, self.given, chosen)
        return self._replace(
            said=answers,
            confusion=None if self.confusion is None else confusion_matrix(self.true, answers, 2),
            metrics=following(self.metrics, self.true, answers),
            chosen=chosen,
        )


def following(metrics: dict[str, float], true: Host, said: Host) -> dict[str, float]:
    """The same metrics, those of answers measured on other ones; losses and areas go by probabilities, and stay.

    Parameters
    ----------
    metrics : dict of str to float
    true, said : array of int
        Of two classes or of several labels, as :class:`Judgement` has them.
    """
    found = {"accuracy": float((said == true).mean())}
    if said.ndim == 1:  # a softmax over two classes is measured as one over many
        found |= mean_figures(confusion_matrix(true, said, 2))._asdict()
    return {key: found.get(key, value) for key, value in metrics.items()}


def split_of(prepared: Prepared, part: Part) -> Split:
    """A part of the data by its name; raises StudioError, which says what to do, when it is empty."""
    found: Split = getattr(prepared, part)
    if not len(found):
        raise StudioError(_EMPTY[part])
    return found


def judge(
    trained: Trained,
    prepared: Prepared,
    part: Part = "test",
    which: Which = "last",
    device: str = "cpu",
    chosen: Chosen = (),
) -> Judgement:
    """Measure a trained network on a part of its data.

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

    Raises
    ------
    StudioError
        When the part is empty, or memory does not suffice.
    """
    split = split_of(prepared, part)
    x = trained.feed(split.x)
    with failing_in_words(device):
        model = trained.model(device, which, samples=len(split))
        measured = model.evaluate(x, split.y)
        prediction = model.predict(x)
    loss = measured.pop("loss")
    if AUC.key in measured:
        measured[AUC.key] = _area(prediction.reshape(len(split), -1), split.y)
    preprocessor = prepared.preprocessor
    found = answered(preprocessor, split.y, prediction, trained.training.loss.threshold)
    confusion, pairs = None, None
    if prepared.classes:
        confusion = confusion_matrix(found.true, found.said, len(prepared.classes))
    shape = preprocessor.sample_shape
    seen = (
        shape[2:] in ((1,), (3,))
        or (len(shape) == 2 and shape[0] > 1)
        or preprocessor.spectrogram is not None
    )
    if preprocessor.answer == "input" and seen:
        restore = preprocessor.restore_targets
        pairs = restore(split.x[:PAIRS]), restore(prediction[:PAIRS])
    judged = Judgement(
        len(split),
        loss,
        measured,
        baseline(prepared, split),
        confusion,
        pairs,
        prepared,
        part,
        which,
        *found,
    )
    return judged.decided(chosen) if chosen else judged


class Judgements(NamedTuple):
    """What was measured of every output of a network.

    Parameters
    ----------
    loss : float
        Of all of them together.
    outputs : tuple of Judgement
        In the order of the targets: mostly one.
    """

    loss: float
    outputs: tuple[Judgement, ...]

    def decided(self, chosen: Sequence[Chosen]) -> Judgements:
        """With the answers that follow from what is chosen for each output."""
        told = zip(self.outputs, chosen, strict=True)
        return self._replace(outputs=tuple(each.decided(own) if own else each for each, own in told))


def judge_all(
    trained: Trained, prepared: Prepared, part: Part = "test", which: Which = "last", device: str = "cpu"
) -> Judgements:
    """Measure every output of a trained network by itself; else as :func:`judge`."""
    views = zip(views_of(trained), prepared.views, strict=True)
    found = tuple(judge(view.trained, data, part, which, device) for view, data in views)
    if len(found) == 1:
        return Judgements(found[0].loss, found)
    split = split_of(prepared, part)
    with failing_in_words(device):
        model = trained.model(device, which, samples=len(split))
        loss = model.evaluate(*examples(trained.network, trained.training, prepared, split))["loss"]
    return Judgements(loss, found)


def _area(scores: Host, true: Host) -> float:
    """What :class:`nnstudio.nn.metrics.AUC` measures, exact: all scores are at hand, and few samples feel its bins."""
    columns = range(scores.shape[1])
    one_hot = true.ndim == 1 and len(columns) > 1
    yes = true[:, None] == np.array(columns) if one_hot else true.reshape(scores.shape) > 0.5
    areas = np.array([roc_curve(scores[:, i], yes[:, i]).area for i in columns])
    return float(np.nanmean(areas)) if np.isfinite(areas).any() else 0.5
