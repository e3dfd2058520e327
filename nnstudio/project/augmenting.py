"""The augmentation of a project's data, as a run makes its batches with it."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.data.augmentation.augmenter import Augmenter, check_suits, range_of
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.nn.losses import Loss
from nnstudio.project.feeding import feeding
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, StudioError
from nnstudio.training.batches import Making


def making(project: Project, prepared: Prepared, losses: Mapping[str, Loss]) -> Making | None:
    """How the samples of the training part are changed while the network of a project learns; None if they are not.

    Parameters
    ----------
    project : Project
    prepared : Prepared
        Its data.
    losses : dict of str to Loss
        Of the model, by output.

    Raises
    ------
    StudioError
        When a kind of augmentation makes no sense for this data.
    """
    steps = project.data.augmentation
    if not steps or project.data.augmented != "training":
        return None
    known = prepared.preprocessor
    check_suits(steps, known.array_shape or prepared.sample_shape, spectrogram=known.spectrogram is not None)
    found = feeding(project.network, prepared.sample_shape)
    if isinstance(found, Message):
        raise StudioError(found)
    return Augmenter(
        steps,
        project.training.seed,
        [range_of(prepared, features) for features in found.values()],
        [loss.soft for loss in losses.values()],
        gives_input=project.data.answer == "input",
    )
