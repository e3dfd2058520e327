"""What a run leaves behind: weights, the state to go on from, and what they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from nnstudio.backend.failures import failing_in_words
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import require_released
from nnstudio.data.paths import missing_path, missing_text
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.network import Network
from nnstudio.project.augmenting import making
from nnstudio.project.data_copies import bring_back
from nnstudio.project.device_choice import device_for
from nnstudio.project.feeding import feed
from nnstudio.project.heads import examples, loss_weights, losses_of, metrics_of_outputs
from nnstudio.project.problems import obstacles
from nnstudio.project.project import Project
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.numbers import figure_text
from nnstudio.training.checkpoint import Arrays, Checkpoint
from nnstudio.training.config import TrainingConfig
from nnstudio.training.memory import require_memory
from nnstudio.training.model import EVALUATION_BATCH, Model
from nnstudio.training.run import Run
from nnstudio.training.samples import Given

Which = Literal["last", "best"]


class Trained(msgspec.Struct, frozen=True):
    """The result of a run.

    Parameters
    ----------
    network, data, training
        What was trained on what and how; the project may have been edited since.
    checkpoint : Checkpoint
    preprocessor : Preprocessor
    fingerprint : str
        Of the data.
    began_with : str
        Digest of the :class:`StartingWeights` it began with; empty for random ones.
    whole : Network, optional
        Where this is only what leads to one of several outputs: all that was trained.
    """

    network: Network
    data: DataConfig
    training: TrainingConfig
    checkpoint: Checkpoint
    preprocessor: Preprocessor
    fingerprint: str
    began_with: str = ""
    whole: Network | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left to train: all epochs are done, or it did not get better any more."""
        return self.checkpoint.position.epoch >= self.training.epochs or self.ended_early

    @property
    def ending(self) -> str:
        """How the run ended, as :class:`nnstudio.training.events.Finished` says it."""
        return "early" if self.ended_early else "done" if self.finished else "stopped"

    @property
    def ended_early(self) -> bool:
        """Whether the run ended because it did not get better any more."""
        training, position = self.training, self.checkpoint.position
        history = self.checkpoint.history
        return position.batch == 0 and 0 < training.patience <= history.waited(training.min_change)

    @property
    def proposed(self) -> Which:
        """Whose weights are judged and taken away unless somebody chooses: of the best epoch, if validation chose it."""
        best = self.checkpoint.history.best_epoch
        validated = best is not None and best.val_loss is not None
        return "best" if validated and self.checkpoint.best_weights else "last"

    def weights(self, which: str = "last") -> Arrays:
        """The weights at the end, or those of the best epoch."""
        if which == "best" and self.checkpoint.best_weights:
            return self.checkpoint.best_weights
        return self.checkpoint.weights

    def model(self, device: str = "cpu", which: str = "last", samples: int = 0) -> Model:
        """A model with these weights; raises StudioError when memory does not suffice for ``samples`` samples."""
        if device == "cpu":
            at_once = _at_once(self.training, samples)
            losses = losses_of(self.network, self.training)
            require_memory(self.network, 0, loss=losses, measured=at_once)
        model = _model(self.network, self.training, self.preprocessor, device)
        model.set_weights(self.weights(which))
        return model

    def feed(self, x: Host) -> Given:
        """Prepared samples as :meth:`model` takes them: for each Input what it gets of them."""
        given = feed(self.whole or self.network, x)
        if self.whole is None or not isinstance(given, Mapping):
            return given
        return {node: given[node] for node in self.network.input_ids}


def load_data(project: Project, *, cancelled: Cancel | None = None) -> Prepared:
    """Read, divide and scale the data of a project; raises what :func:`read_data` does."""
    return prepare(read_data(project, cancelled=cancelled), project.data, project.training.seed)


def read_data(project: Project, *, cancelled: Cancel | None = None) -> Dataset:
    """Read the data of a project.

    Raises
    ------
    StudioError
        When there is none, or it cannot be read.
    """
    source = project.data.source
    if source is None:
        raise StudioError("The project has no data yet: choose a data set, a file or a folder")
    bring_back(source)
    gone = missing_path(source)
    if gone is not None:
        raise StudioError(
            "{cause}. Put it back there, or say where it is now: in the window, or with `--data PATH`",
            cause=missing_text(gone),
        )
    require_released(source)
    return source.read(cancelled=cancelled)


def new_run(
    project: Project, prepared: Prepared, trained: Trained | None = None, *, threads: int | None = None
) -> Run:
    """Begin a run, or go on with one.

    Parameters
    ----------
    project : Project
        Where it has starting weights, a new run begins with those of them that fit the network.
    prepared : Prepared
        Its data.
    trained : Trained, optional
        The run to go on with, up to the project's number of epochs.
    threads : int, optional
        Threads that compute on the CPU; all cores if None. They change nothing but the time.

    Raises
    ------
    StudioError
        When network, data and settings do not fit together, memory does not suffice, or the earlier run belongs
        to others; nothing has been allocated then.
    """
    _check_fit(project, prepared)
    training = project.training
    if trained is not None and (
        not can_continue(project, trained) or trained.fingerprint != prepared.fingerprint
    ):
        raise StudioError(
            "The earlier run cannot go on: network, data or settings have changed; start a new one"
        )
    choice = device_for(project, prepared, threads)
    with failing_in_words(choice.device):
        model = _model(project.network, training, prepared.preprocessor, choice.device, threads)
        if trained is None and project.start is not None:
            model.set_weights({**model.get_weights(), **project.start.fitting(project.network)})

        parts = prepared.train, prepared.validation
        train, validation = (examples(project.network, training, prepared, part) for part in parts)
        run = Run(
            model,
            train,
            validation if len(prepared.validation) else None,
            epochs=training.epochs,
            schedule=training.schedule,
            patience=training.patience,
            min_change=training.min_change,
            making=making(project, prepared, model.losses),
            checkpoint=None if trained is None else trained.checkpoint,
        )
    run.remark = choice.reason
    run.course = None if trained is None else _another_course(run, trained)
    return run


def _another_course(run: Run, trained: Trained) -> Message | None:
    """What is to be said where a schedule that ends with the run had another end so far."""
    done, before = run.position.epoch, trained.training.epochs
    factor = run.schedule.factor(done, run.epochs)
    if factor == run.schedule.factor(done, before):
        return None
    return msg(
        "The schedule {schedule} ends with the run: with {now} epochs instead of {before} the learning rate goes on at "
        "{rate}, and the result is not that of {now} epochs in one go",
        schedule=msg(run.schedule.title), now=run.epochs, before=before,
        rate=figure_text(run.model.learning_rate * factor, 3),
    )  # fmt: skip


def can_continue(project: Project, trained: Trained) -> bool:
    """Whether a run can go on: nothing but when it ends, and what computes, may have changed.

    Who imports other weights to begin with, or drops them, wants another run.
    """
    return (
        trained.network == project.network
        and trained.data == project.data
        and trained.training.essence == project.training.essence
        and trained.began_with == _digest(project)
    )


def result(run: Run, project: Project, prepared: Prepared) -> Trained:
    """What a run has come to; ``project`` is the one it was begun for."""
    return Trained(
        project.network,
        project.data,
        project.training,
        run.checkpoint(),
        prepared.preprocessor,
        prepared.fingerprint,
        _digest(project),
    )


def untouched(project: Project, prepared: Prepared) -> Trained:
    """The starting weights as they are, with the preprocessing of some data: what a run of no step comes to.

    Raises
    ------
    StudioError
        When network, data and settings do not fit together, or weights are missing.
    """
    if project.start is None or not project.start.complete(project.network):
        raise StudioError("The network has no weights yet: train it first")
    on_cpu = project.replace(training=project.training.replace(device="cpu"))
    return result(new_run(on_cpu, prepared), project, prepared)


def present_weights(project: Project, trained: Trained | None, which: str = "last") -> Arrays:
    """The newest weights of the network as it is drawn, trained or imported; empty where it has none."""
    run, start = present_run(project, trained), project.start
    if run is not None:
        return run.weights(which)
    return start.fitting(project.network) if start is not None and start.complete(project.network) else {}


def present_run(project: Project, trained: Trained | None) -> Trained | None:
    """The run that the newest weights of the network as it is drawn are of; None where they are of no run.

    Weights that were imported after the last run are newer than what that run has learned.
    """
    if trained is None or trained.network != project.network:
        return None
    start = project.start
    imported = start is not None and superseded(project, trained) and start.complete(project.network)
    return None if imported else trained


def superseded(project: Project, trained: Trained) -> bool:
    """Whether weights were imported that the last run has not begun with."""
    return project.start is not None and trained.began_with != project.start.digest


def _digest(project: Project) -> str:
    return "" if project.start is None else project.start.digest


def _model(
    network: Network,
    training: TrainingConfig,
    preprocessor: Preprocessor,
    device: str,
    threads: int | None = None,
) -> Model:
    return Model(
        network,
        losses_of(network, training),
        training.optimizer,
        loss_weights=loss_weights(network, training),
        batch_size=training.batch_size,
        device=device,
        seed=training.seed,
        threads=threads,
        tf32=training.tf32,
        metrics=metrics_of_outputs(network, training, preprocessor),
    )


def _at_once(training: TrainingConfig, samples: int) -> int:
    """Samples that a model measures or predicts at once."""
    return min(samples, max(training.batch_size, EVALUATION_BATCH))


def _check_fit(project: Project, prepared: Prepared) -> None:
    # Memory is the run's own matter: it plans everything, and proposes a batch size that fits.
    found = [problem for problem in obstacles(project, prepared) if problem.kind != "memory"]
    if found:
        raise StudioError(found[0].message)
