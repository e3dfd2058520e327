"""What a run leaves behind: weights, the state to go on from, and what they belong to."""

from __future__ import annotations

import msgspec

from nnstudio.backend.probe import choose
from nnstudio.data.config import DataConfig
from nnstudio.data.prepare import Prepared, prepare
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.data.source import Cancel, Progress
from nnstudio.graph.network import Network
from nnstudio.nn.metrics import metrics_for
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Arrays, Checkpoint
from nnstudio.training.config import TrainingConfig
from nnstudio.training.memory import require_memory
from nnstudio.training.model import EVALUATION_BATCH, Model
from nnstudio.training.run import Run


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
    """

    network: Network
    data: DataConfig
    training: TrainingConfig
    checkpoint: Checkpoint
    preprocessor: Preprocessor
    fingerprint: str

    @property
    def finished(self) -> bool:
        """Whether all epochs have been trained."""
        return self.checkpoint.position.epoch >= self.training.epochs

    def weights(self, which: str = "last") -> Arrays:
        """The weights at the end, or those of the best epoch."""
        if which == "best" and self.checkpoint.best_weights:
            return self.checkpoint.best_weights
        return self.checkpoint.weights

    def model(self, device: str = "cpu", which: str = "last", samples: int = 0) -> Model:
        """A model with these weights; raises StudioError when memory does not suffice for ``samples`` samples."""
        if device == "cpu":
            at_once = _at_once(self.training, samples)
            require_memory(self.network, 0, loss=self.training.loss, measured=at_once)
        model = _model(self.network, self.training, self.preprocessor, device)
        model.set_weights(self.weights(which))
        return model


def load_data(
    project: Project, *, cancelled: Cancel | None = None, progress: Progress | None = None
) -> Prepared:
    """Read, divide and scale the data of a project.

    Raises
    ------
    StudioError
        When there is none, or it cannot be read.
    """
    source = project.data.source
    if source is None:
        raise StudioError("The project has no data yet: choose a bundled data set or a CSV file")
    return prepare(source.read(cancelled=cancelled, progress=progress), project.data, project.training.seed)


def new_run(
    project: Project, prepared: Prepared, trained: Trained | None = None, *, threads: int | None = None
) -> Run:
    """Begin a run, or go on with one.

    Parameters
    ----------
    project : Project
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
    device = choose(training.device)
    model = _model(project.network, training, prepared.preprocessor, device, threads)
    validation = (prepared.validation.x, prepared.validation.y) if len(prepared.validation) else None
    return Run(
        model,
        (prepared.train.x, prepared.train.y),
        validation,
        epochs=training.epochs,
        schedule=training.schedule,
        checkpoint=None if trained is None else trained.checkpoint,
    )


def can_continue(project: Project, trained: Trained) -> bool:
    """Whether a run can go on: nothing but the number of epochs and the device may have changed."""

    def essence(training: TrainingConfig) -> TrainingConfig:
        return training.replace(epochs=1, device="auto")

    return (
        trained.network == project.network
        and trained.data == project.data
        and essence(trained.training) == essence(project.training)
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
    )


def _model(
    network: Network,
    training: TrainingConfig,
    preprocessor: Preprocessor,
    device: str,
    threads: int | None = None,
) -> Model:
    return Model(
        network,
        training.loss,
        training.optimizer,
        batch_size=training.batch_size,
        device=device,
        seed=training.seed,
        threads=threads,
        metrics=metrics_for(training.loss.task, preprocessor.target_scale, training.loss.threshold),
    )


def _at_once(training: TrainingConfig, samples: int) -> int:
    """Samples that a model measures or predicts at once."""
    return min(samples, max(training.batch_size, EVALUATION_BATCH))


def _check_fit(project: Project, prepared: Prepared) -> None:
    from nnstudio.project.problems import problems

    found = problems(project, prepared)
    if found:
        raise StudioError(found[0].message)
