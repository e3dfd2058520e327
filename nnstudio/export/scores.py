"""How well a network does on rows that it was not trained on, measured for the formats that tell it."""

from __future__ import annotations

import msgspec
import numpy as np

from nnstudio.data.baseline import baseline, last_value
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import require_released
from nnstudio.data.preparing.outputs import Answered, answered
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.source import Source
from nnstudio.export.artifact import Artifact, Scores
from nnstudio.nn.figures import confusion_matrix, number_figures, yes_no_figures
from nnstudio.nn.metrics import metrics_for
from nnstudio.nn.uncertainty import of_share
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancelled
from nnstudio.system.messages import StudioError
from nnstudio.training.memory import require_memory
from nnstudio.training.model import EVALUATION_BATCH, Model


def measured(artifact: Artifact, dataset: Dataset | None = None) -> Artifact:
    """The artifact with the scores of its outputs on the test part, or with the reason why there are none.

    Parameters
    ----------
    artifact : Artifact
    dataset : Dataset, optional
        The data it was trained on, if it has been read already.
    """
    try:
        return msgspec.structs.replace(artifact, scores=_scores(artifact, dataset))
    except Cancelled:
        raise
    except StudioError as error:
        return msgspec.structs.replace(artifact, unscored=str(error))


def _scores(artifact: Artifact, dataset: Dataset | None) -> tuple[Scores, ...]:
    """Of each output, in the order of the targets."""
    config, training, preprocessor = artifact.data, artifact.training, artifact.preprocessor
    if config is None or config.source is None or training is None or preprocessor is None:
        raise StudioError("it is not known what the network was trained on")
    if dataset is None:
        dataset = _read(config.source)
    if artifact.data_fingerprint and dataset.fingerprint != artifact.data_fingerprint:
        raise StudioError("the data has changed since training")
    prepared = prepare(dataset, config, training.seed)
    asked = zip(artifact.views.values(), prepared.views, strict=True)
    return tuple(_of_output(view, data) for view, data in asked)


def _of_output(artifact: Artifact, prepared: Prepared) -> Scores:
    """Of an artifact with one output."""
    training, preprocessor = artifact.training, artifact.preprocessor
    assert training is not None
    assert preprocessor is not None
    name, part = "test", prepared.test
    if not len(part):
        name, part = "validation", prepared.validation
    if not len(part):
        raise StudioError("no data was kept aside for it")
    require_memory(artifact.network, 0, loss=training.loss, measured=min(len(part), EVALUATION_BATCH))
    model = Model(
        artifact.network, training.loss, training.optimizer, batch_size=training.batch_size,
        metrics=metrics_for(training.loss.task, preprocessor.unit, training.loss.threshold),
    )  # fmt: skip
    model.set_weights(artifact.weights)
    x = artifact.feed(part.x)
    figures = model.evaluate(x, part.y)
    loss = figures.pop("loss")
    rows = len(prepared.train), len(prepared.validation), len(prepared.test)
    before = None if preprocessor.more_targets else last_value(prepared, part)
    scores = Scores(name, len(part), loss, figures, baseline(prepared, part), rows, last_value=before)
    if preprocessor.answer == "input":  # there are as many numbers as in a sample
        return scores
    found = answered(preprocessor, part.y, model.predict(x), training.loss.threshold, artifact.chosen)
    if artifact.chosen:
        scores.metrics["accuracy"] = float((found.said == found.true).mean())
    groups = None if prepared.groups is None else prepared.groups[part.rows]
    return _in_detail(scores, found, prepared, groups)


def _in_detail(scores: Scores, found: Answered, prepared: Prepared, groups: Host | None) -> Scores:
    """The scores with those of each class or target, and how sure the accuracy is."""
    if prepared.task == "regression":
        each = zip(found.true.T, found.given.T, strict=True)
        return msgspec.structs.replace(scores, numbers=tuple(number_figures(*both) for both in each))
    scores = _with_uncertainty(scores, found.said == found.true, groups)
    if prepared.task == "labels":
        labels = zip(found.scores.T, found.true.T == 1, found.said.T, strict=True)
        return msgspec.structs.replace(scores, yes_no=tuple(yes_no_figures(*label) for label in labels))
    counts = confusion_matrix(found.true, found.said, len(prepared.classes))
    return msgspec.structs.replace(
        scores,
        confusion=tuple(map(tuple, counts.tolist())),
        yes_no=(yes_no_figures(found.scores[:, 1], found.true == 1, found.said),)
        if prepared.task == "binary"
        else (),
    )


def _with_uncertainty(scores: Scores, right: Host, groups: Host | None) -> Scores:
    """The scores with that of the accuracy; several labels of one sample resemble one another as well."""
    known = groups
    if right.ndim > 1:
        known = np.repeat(np.arange(len(right)) if groups is None else groups, right.shape[1])
    return msgspec.structs.replace(
        scores,
        groups=None if groups is None else len(np.unique(groups)),
        uncertainty=of_share(right.ravel(), known),
    )


def _read(source: Source) -> Dataset:
    try:
        require_released(source)
        return source.read()
    except StudioError:  # its text may name folders of this computer, and the card goes to others
        raise StudioError("its data could not be read") from None
